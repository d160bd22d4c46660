// SPDX-License-Identifier: Apache-2.0
#include "framework/report/scores/class_shares.hpp"

#include <limits>

namespace sinter::report {

namespace {

bool is_class(const study::RowPrediction& row, std::size_t classes) {
    return row.label >= 0 && row.label < static_cast<double>(classes);
}

} // namespace

ClassShares class_shares(std::span<const study::TrialResult* const> trials, std::size_t classes) {
    std::vector<const study::RowPrediction*> rows;
    for (const auto* trial : trials) {
        for (const auto& row : trial->predictions) {
            if (is_class(row, classes)) {
                rows.push_back(&row);
            }
        }
    }
    ClassShares result;
    result.shares = RowMatrix::Constant(static_cast<Index>(rows.size()), static_cast<Index>(classes),
                                        std::numeric_limits<double>::quiet_NaN());
    for (std::size_t i = 0; i < rows.size(); ++i) {
        result.labels.push_back(static_cast<std::int64_t>(rows[i]->label));
        if (rows[i]->shares.size() == classes) {
            for (std::size_t k = 0; k < classes; ++k) {
                result.shares(static_cast<Index>(i), static_cast<Index>(k)) = rows[i]->shares[k];
            }
        }
    }
    return result;
}

} // namespace sinter::report
