// SPDX-License-Identifier: Apache-2.0
#include "framework/study/notices/block_reports.hpp"

#include <fmt/format.h>

namespace sinter::study {

void BlockReports::note(Index /*row*/, std::string_view text) { notes_.add(text); }

void BlockReports::error(Index row, std::string_view text) {
    if (row >= 0 && row < rows_) {
        errors_.try_emplace(row, text.substr(0, NoticeBoard::longest_text));
    } else if (rows_ > 0) {
        errors_.try_emplace(0, fmt::format("the featurizer reports row {} of {}: {}", row, rows_,
                                           text.substr(0, NoticeBoard::longest_text)));
    }
}

} // namespace sinter::study
