// SPDX-License-Identifier: Apache-2.0
#include "framework/study/config/protocol_words.hpp"

#include "framework/bytes/counted.hpp"

#include <fmt/format.h>

#include <filesystem>

namespace sinter::study {

std::string describe(const ProtocolChoice& protocol) {
    using K = ProtocolKind;
    std::string text;
    switch (protocol.kind) {
    case K::k_fold:
        text = fmt::format("{}-fold", protocol.folds);
        break;
    case K::nested:
        text = fmt::format("{}-fold, each with {} inner folds", protocol.folds, protocol.inner_folds);
        break;
    case K::holdout:
        text = fmt::format("holdout of {:g} %", 100 * protocol.test_fraction);
        break;
    case K::predefined:
        text = "predefined splits";
        break;
    case K::leave_one_group_out:
        text = "one group left out at a time";
        break;
    case K::leave_one_cluster_out:
        return fmt::format("one of {} clusters left out at a time", protocol.clusters);
    case K::from_file:
        text = "splits of " + std::filesystem::path(protocol.file.value).filename().string();
        break;
    case K::matbench:
        text = "the 5 folds of Matbench";
        break;
    }
    if (protocol.kind == K::k_fold || protocol.kind == K::nested || protocol.kind == K::holdout) {
        text += ", " + bytes::counted(protocol.repeats, "repeat");
    }
    if (protocol.stratify) {
        text += ", stratified";
    }
    const auto& group = protocol.group_by;
    return text + (group.is(GroupBy::record) ? ", by record" : ", grouped by " + group.key.value);
}

} // namespace sinter::study
