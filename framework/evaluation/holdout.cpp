// SPDX-License-Identifier: Apache-2.0
#include "framework/evaluation/holdout.hpp"

#include "framework/evaluation/group_shuffle.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <string>

namespace sinter::evaluation {

namespace {

using diagnostics::ErrorKind;
using diagnostics::InputError;

std::string shortest(double value) {
    char text[32];
    return {text, std::to_chars(text, text + sizeof text, value).ptr};
}

void require_valid(const HoldoutOptions& options, const diagnostics::Position& where) {
    if (!(options.test_fraction > 0 && options.test_fraction < 1)) {
        throw InputError(ErrorKind::config, where,
                         "test_fraction = " + shortest(options.test_fraction) +
                             ", but it must lie between 0 and 1, both excluded");
    }
    if (options.repeats < 1) {
        throw InputError(ErrorKind::config, where,
                         "repeats = " + std::to_string(options.repeats) + ", but at least 1 is needed");
    }
}

} // namespace

std::vector<Split> holdout(std::span<const std::uint64_t> groups, const HoldoutOptions& options,
                           const Stream& study, const diagnostics::Position& where) {
    require_valid(options, where);
    const auto distinct = distinct_groups(groups);
    const auto wanted =
        static_cast<std::size_t>(std::llround(options.test_fraction * static_cast<double>(distinct.size())));
    if (wanted == 0 || wanted >= distinct.size()) {
        throw InputError(ErrorKind::data, where,
                         "test_fraction = " + shortest(options.test_fraction) + " of " +
                             std::to_string(distinct.size()) + " groups leaves nothing to " +
                             (wanted == 0 ? "test" : "train") + " on",
                         {"rows with the target label: " + std::to_string(groups.size())});
    }
    std::vector<Split> splits;
    for (int repeat = 0; repeat < options.repeats; ++repeat) {
        auto held_out = shuffled_groups(distinct, study, repeat);
        held_out.resize(wanted);
        std::sort(held_out.begin(), held_out.end());
        splits.push_back(hold_out(groups, held_out, repeat, 0, where));
    }
    return splits;
}

} // namespace sinter::evaluation
