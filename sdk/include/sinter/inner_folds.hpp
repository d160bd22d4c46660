// SPDX-License-Identifier: Apache-2.0
//
// A problem within a problem: some of the target's training materials are held out, to see which of several
// strategies predicts them best. Nothing of a material that is held out is left in what is fitted: its source
// rows go with it, unless the study keeps such rows (hold_out_sources = false) or reads them out of bag.
#pragma once

#include <sinter/random.hpp>
#include <sinter/strategy.hpp>
#include <sinter/training_candidates.hpp>
#include <sinter/views.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <unordered_map>
#include <vector>

namespace sinter {

/// The targets' rows, dealt to folds at random; what has the same key is held out together.
class InnerFolds {
public:
    /// `keys`: one per row of the features, as long-lived as the folds; by default the materials. With fewer
    /// keys than folds there is a fold for each.
    InnerFolds(const TransferProblem& problem, std::size_t folds, Stream stream)
        : InnerFolds(problem, folds, stream, problem.materials) {}
    InnerFolds(const TransferProblem& problem, std::size_t folds, Stream stream, Span<std::uint64_t> keys)
        : keys_(keys) {
        std::vector<std::uint64_t> dealt;
        for (const Task& target : problem.targets) {
            for (const std::int64_t row : target.rows) {
                dealt.push_back(key_of(row));
            }
        }
        std::sort(dealt.begin(), dealt.end());
        dealt.erase(std::unique(dealt.begin(), dealt.end()), dealt.end());
        Draws(stream).shuffle(dealt);
        count_ = std::min(folds, dealt.size());
        for (std::size_t i = 0; i < dealt.size(); ++i) {
            fold_of_.emplace(dealt[i], i % count_);
        }
    }

    [[nodiscard]] std::size_t count() const noexcept { return count_; }
    /// A row of the features: is its key of this fold?
    [[nodiscard]] bool holds_out(std::size_t fold, std::int64_t row) const {
        const auto found = fold_of_.find(key_of(row));
        return found != fold_of_.end() && found->second == fold;
    }
    /// Of a target's row.
    [[nodiscard]] std::size_t fold_of(std::int64_t row) const { return fold_of_.at(key_of(row)); }

private:
    [[nodiscard]] std::uint64_t key_of(std::int64_t row) const {
        return keys_[static_cast<std::size_t>(row)];
    }

    Span<std::uint64_t> keys_;
    std::size_t count_ = 0;
    std::unordered_map<std::uint64_t, std::size_t> fold_of_;
};

/// The problem without the rows of one fold, and these as candidates. Streams stay as they are, so that
/// a material has the same bags in all folds. Views look at this object and at the whole problem.
class InnerProblem {
public:
    InnerProblem(const TransferProblem& whole, const InnerFolds& folds, std::size_t fold) : problem_(whole) {
        const auto kept = [&](std::int64_t row) { return !folds.holds_out(fold, row); };
        records_.reserve(whole.targets.size() + whole.sources.size());
        for (Task& target : problem_.targets) {
            for (const std::int64_t row : target.rows) {
                if (!kept(row)) {
                    rows_.push_back(row);
                }
            }
            keep(target, kept);
        }
        if (whole.source_rows == SourceRows::held_out) {
            for (Task& source : problem_.sources) {
                keep(source, kept);
            }
        }
        std::sort(rows_.begin(), rows_.end());
        rows_.erase(std::unique(rows_.begin(), rows_.end()), rows_.end());
        candidates_.emplace(whole, rows_);
        if (whole.candidates !=
            nullptr) { // the strategy may see what is predicted, but not what is known of it
            shown_ = candidates_->view();
            unknown_sources_ =
                RowMatrix::Constant(shown_.known_sources.rows(), shown_.known_sources.columns(),
                                    std::numeric_limits<double>::quiet_NaN());
            shown_.known_sources = unknown_sources_;
            problem_.candidates = &shown_;
        }
    }
    InnerProblem(const InnerProblem&) = delete; // the views point into this object
    InnerProblem& operator=(const InnerProblem&) = delete;

    [[nodiscard]] const TransferProblem& problem() const noexcept { return problem_; }
    [[nodiscard]] const Candidates& candidates() const noexcept { return candidates_->view(); }
    /// The candidates' rows, in ascending order.
    [[nodiscard]] const std::vector<std::int64_t>& rows() const noexcept { return rows_; }
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
        std::vector<double> errors;
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
                if (!task.errors.empty()) {
                    own.errors.push_back(task.errors[i]);
                }
            }
        }
        task.rows = own.rows;
        task.labels = own.labels;
        task.weights = own.weights;
        task.errors = own.errors;
    }

    TransferProblem problem_;
    std::vector<Records> records_; // reserved: tasks look at its elements
    std::vector<std::int64_t> rows_;
    std::optional<TrainingCandidates> candidates_; // of the rows, which are known later
    Candidates shown_;                             // what the problem has of them
    RowMatrix unknown_sources_;
};

} // namespace sinter
