// SPDX-License-Identifier: Apache-2.0
//
// A problem within a problem: some of the target's training materials are held out, to see which of several
// strategies predicts them best. Nothing of a material that is held out is left in what is fitted: its source
// rows go with it, unless the study keeps such rows (hold_out_sources = false) or reads them out of bag.
#pragma once

#include <sinter/random.hpp>
#include <sinter/strategy.hpp>
#include <sinter/views.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <unordered_map>
#include <utility>
#include <vector>

namespace sinter {

/// The materials of all targets' rows, dealt to folds at random.
class InnerFolds {
public:
    /// With fewer materials than folds there is a fold for each material.
    InnerFolds(const TransferProblem& problem, std::size_t folds, Stream stream) {
        std::vector<std::uint64_t> materials;
        for (const Task& target : problem.targets) {
            for (const std::int64_t row : target.rows) {
                materials.push_back(problem.materials[static_cast<std::size_t>(row)]);
            }
        }
        std::sort(materials.begin(), materials.end());
        materials.erase(std::unique(materials.begin(), materials.end()), materials.end());
        Draws(stream).shuffle(materials);
        count_ = std::min(folds, materials.size());
        for (std::size_t i = 0; i < materials.size(); ++i) {
            fold_of_.emplace(materials[i], i % count_);
        }
    }

    [[nodiscard]] std::size_t count() const noexcept { return count_; }
    [[nodiscard]] bool holds_out(std::size_t fold, std::uint64_t material) const {
        const auto found = fold_of_.find(material);
        return found != fold_of_.end() && found->second == fold;
    }
    /// Of a material of a target's row.
    [[nodiscard]] std::size_t fold_of(std::uint64_t material) const { return fold_of_.at(material); }

private:
    std::size_t count_ = 0;
    std::unordered_map<std::uint64_t, std::size_t> fold_of_;
};

/// The problem without the materials of one fold, and these as candidates. Streams stay as they are, so that
/// a material has the same bags in all folds. Views look at this object and at the whole problem.
class InnerProblem {
public:
    InnerProblem(const TransferProblem& whole, const InnerFolds& folds, std::size_t fold)
        : whole_(&whole), problem_(whole) {
        const auto kept = [&](std::int64_t row) {
            return !folds.holds_out(fold, whole.materials[static_cast<std::size_t>(row)]);
        };
        records_.reserve(whole.targets.size() + whole.sources.size());
        for (Task& target : problem_.targets) {
            for (const std::int64_t row : target.rows) {
                if (!kept(row)) {
                    rows_.push_back(row);
                }
            }
            keep(target, kept);
        }
        if (!whole.sources_keep_candidates && !whole.read_sources_out_of_bag) {
            for (Task& source : problem_.sources) {
                keep(source, kept);
            }
        }
        std::sort(rows_.begin(), rows_.end());
        rows_.erase(std::unique(rows_.begin(), rows_.end()), rows_.end());
        add_candidates();
    }
    InnerProblem(const InnerProblem&) = delete; // the views point into this object
    InnerProblem& operator=(const InnerProblem&) = delete;

    [[nodiscard]] const TransferProblem& problem() const noexcept { return problem_; }
    [[nodiscard]] const Candidates& candidates() const noexcept { return candidates_; }
    /// Which candidate a row of the whole problem is; none: -1.
    [[nodiscard]] Index candidate_of(std::int64_t row) const {
        const auto place = std::lower_bound(rows_.begin(), rows_.end(), row);
        return place != rows_.end() && *place == row ? place - rows_.begin() : -1;
    }

private:
    struct Records {
        std::vector<std::int64_t> rows;
        std::vector<double> labels;
        std::vector<double> weights;
    };

    template <class Kept>
    void keep(Task& task, const Kept& kept) {
        Records& own = records_.emplace_back();
        for (std::size_t i = 0; i < task.rows.size(); ++i) {
            if (kept(task.rows[i])) {
                own.rows.push_back(task.rows[i]);
                own.labels.push_back(task.labels[i]);
                if (!task.weights.empty()) {
                    own.weights.push_back(task.weights[i]);
                }
            }
        }
        task.rows = own.rows;
        task.labels = own.labels;
        task.weights = own.weights;
    }

    void add_candidates() {
        features_ = whole_->features.map()(rows_, Eigen::all);
        for (const std::int64_t row : rows_) {
            materials_.push_back(whole_->materials[static_cast<std::size_t>(row)]);
        }
        known_ = RowMatrix::Constant(features_.rows(), static_cast<Index>(whole_->sources.size()),
                                     std::numeric_limits<double>::quiet_NaN());
        for (std::size_t k = 0; k < whole_->sources.size(); ++k) {
            add_known(whole_->sources[k], static_cast<Index>(k));
        }
        candidates_ = {features_, materials_, known_};
    }
    /// As the study does: of several numbers of a material the mean, of several classes the first.
    void add_known(const Task& source, Index column) {
        std::unordered_map<std::uint64_t, std::pair<double, double>> sums;
        for (std::size_t i = 0; i < source.rows.size(); ++i) {
            auto& [sum, count] = sums[whole_->materials[static_cast<std::size_t>(source.rows[i])]];
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

    const TransferProblem* whole_;
    TransferProblem problem_;
    std::vector<Records> records_; // reserved: tasks look at its elements
    std::vector<std::int64_t> rows_;
    RowMatrix features_;
    std::vector<std::uint64_t> materials_;
    RowMatrix known_;
    Candidates candidates_;
};

} // namespace sinter
