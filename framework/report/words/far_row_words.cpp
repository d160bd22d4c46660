// SPDX-License-Identifier: Apache-2.0
#include "framework/report/words/far_row_words.hpp"

#include "framework/report/text/number_format.hpp"

#include <fmt/core.h>

#include <cmath>

namespace sinter::report {

std::string far_rows_in_words(std::size_t rows) {
    constexpr std::size_t shown = most_far_rows_shown;
    auto text =
        fmt::format("{} prediction{} more than {:g} sigma_obs away from the label: a mistake in the table, "
                    "another unit, or a sigma_obs that is too small. ",
                    rows, rows == 1 ? " is" : "s are", far_sigmas);
    return text + (rows > shown ? fmt::format("The {} furthest; all are in far_rows.csv.", shown)
                                : std::string("They are in far_rows.csv, too."));
}

std::string place_of(const FarRow& row) {
    return row.file.empty() ? "-" : fmt::format("{}:{}", row.file, row.line);
}

std::string sigmas_in_words(const FarRow& row) {
    return std::isinf(row.sigmas) ? "sigma is 0" : short_number(row.sigmas);
}

} // namespace sinter::report
