// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <sinter/material_rows.hpp>
#include <sinter/strategy.hpp>
#include <sinter/views.hpp>

#include <Eigen/Core>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <unordered_map>
#include <utility>
#include <vector>

namespace sinter {

/// Rows of a problem as candidates: their features, and of each source what the problem has measured of their
/// materials (as the study does: of several numbers the mean, of several classes the first). Owns what the
/// view looks at.
class TrainingCandidates {
public:
    /// `rows` of the problem's features; those of another problem over the same features may be among them.
    TrainingCandidates(const TransferProblem& problem, const std::vector<std::int64_t>& rows)
        : features_(problem.features.map()(rows, Eigen::all)),
          known_(RowMatrix::Constant(features_.rows(), static_cast<Index>(problem.sources.size()),
                                     std::numeric_limits<double>::quiet_NaN())) {
        for (const std::int64_t row : rows) {
            materials_.push_back(problem.materials[static_cast<std::size_t>(row)]);
        }
        for (std::size_t k = 0; k < problem.sources.size(); ++k) {
            add_known(problem, problem.sources[k], static_cast<Index>(k));
        }
        if (problem.compositions.size() > 0) {
            compositions_.emplace(problem.compositions, rows);
        }
        view_ = {features_, materials_, known_, compositions_ ? Materials(compositions_->c()) : Materials()};
    }
    TrainingCandidates(const TrainingCandidates&) = delete; // the view points into this object
    TrainingCandidates& operator=(const TrainingCandidates&) = delete;

    [[nodiscard]] const Candidates& view() const noexcept { return view_; }

private:
    void add_known(const TransferProblem& problem, const Task& source, Index column) {
        std::unordered_map<std::uint64_t, std::pair<double, double>> sums;
        for (std::size_t i = 0; i < source.rows.size(); ++i) {
            auto& [sum, count] = sums[problem.materials[static_cast<std::size_t>(source.rows[i])]];
            if (count == 0 || source.label.class_count == 0) {
                sum += source.labels[i];
                count += 1;
            }
        }
        for (std::size_t i = 0; i < materials_.size(); ++i) {
            const auto found = sums.find(materials_[i]);
            if (found != sums.end()) {
                known_(static_cast<Index>(i), column) = found->second.first / found->second.second;
            }
        }
    }

    RowMatrix features_;
    std::vector<std::uint64_t> materials_;
    RowMatrix known_;
    std::optional<MaterialRows> compositions_;
    Candidates view_;
};

} // namespace sinter
