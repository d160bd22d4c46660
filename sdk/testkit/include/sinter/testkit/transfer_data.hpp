// SPDX-License-Identifier: Apache-2.0
//
// Transfer problems for strategies under test: sources that are the target with an offset and a slope.
#pragma once

#include <sinter/material_rows.hpp>
#include <sinter/random.hpp>
#include <sinter/strategy.hpp>
#include <sinter/testkit/material_data.hpp>
#include <sinter/testkit/training_data.hpp>
#include <sinter/views.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <string>
#include <vector>

namespace sinter::testkit {

/// Rows of one task. Behind those that the task shows, the vectors hold a place for each candidate that it
/// does not show: what lies there in memory must not matter.
struct TaskData {
    Label label;
    std::vector<std::int64_t> rows;
    std::vector<double> labels;
    std::size_t count = 0; ///< how many of them belong to the task
    Stream stream;
};

/// What becomes of the candidates' rows in the sources.
enum class CandidateSources {
    held_out,   ///< they have none
    out_of_bag, ///< they keep them, to be read by members that did not see them
};

/// Owns what a TransferProblem and its Candidates look at. Materials 0 .. 29 may be trained on, 30 .. 39 are
/// the candidates; targets have rows 0 .. 15, sources 8 .. 29, or up to 39 where they keep the candidates'.
class TransferData {
public:
    static constexpr Index trained = 30;
    static constexpr Index all_materials = 40;
    static constexpr Index target_rows = 16;

    TransferData(const StrategyNeeds& needs, Stream stream,
                 CandidateSources candidate_sources = CandidateSources::held_out)
        : everything_(random_features(all_materials, 4, stream.derive("features"))),
          stream_(stream.derive("target")), candidate_sources_(candidate_sources), needs_(needs) {
        for (Index j = 0; j < everything_.cols(); ++j) {
            Feature info;
            info.name = "x" + std::to_string(j);
            infos_.push_back(info);
        }
        for (Index i = 0; i < all_materials; ++i) {
            materials_.push_back(stream.derive("materials").bits(static_cast<std::uint64_t>(i)));
            const int metal = 21 + static_cast<int>(i) % 10; // Sc .. Zn with oxygen
            compositions_.add("material " + std::to_string(i),
                              {{metal, 1.0}, {8, 1.0 + static_cast<double>(i)}});
        }
        const auto count = std::clamp<std::int64_t>(1, needs.min_sources, needs.max_sources);
        add_target({"y", "eV", 0});
        for (std::int64_t k = 0; k < count; ++k) {
            add_source({"s" + std::to_string(k), "eV", 0});
        }
    }

    void add_target(const Label& label) {
        targets.push_back(task(label, 0, target_rows, stream_.derive(100 + targets.size())));
    }
    void add_source(const Label& label) {
        sources.push_back(task(label, 8, reads_out_of_bag() ? all_materials : trained,
                               stream_.derive(200 + sources.size())));
    }
    /// The candidates' labels of the target, as the task would hold them.
    [[nodiscard]] double held_out(Index candidate, const Label& label) const {
        return value(label, trained + candidate);
    }

    [[nodiscard]] TransferProblem problem() const {
        return problem(reads_out_of_bag() ? all_materials : trained);
    }
    /// With the candidates among the rows: what another fold of the same study would be given.
    [[nodiscard]] TransferProblem problem_with_candidates() const { return problem(all_materials); }

    [[nodiscard]] Index candidate_count() const { return all_materials - trained; }
    [[nodiscard]] Candidates candidates() const {
        known_ = RowMatrix::Constant(candidate_count(), static_cast<Index>(sources.size()),
                                     std::numeric_limits<double>::quiet_NaN());
        return candidates_with(known_);
    }
    /// As a study has them where every candidate's sources were measured.
    [[nodiscard]] Candidates candidates_with_known_sources() const {
        static_cast<void>(candidates());
        for (Index i = 0; i < known_.rows(); ++i) {
            for (Index k = 0; k < known_.cols(); ++k) {
                known_(i, k) = held_out(i, sources[static_cast<std::size_t>(k)].label);
            }
        }
        return candidates_with(known_);
    }
    /// Makes every number something else, to see who still reads it.
    void scribble() {
        everything_.setConstant(-1e30);
        std::fill(materials_.begin(), materials_.end(), 0);
        shown_.clear();
        for (auto* tasks : {&targets, &sources}) {
            for (TaskData& data : *tasks) {
                std::fill(data.labels.begin(), data.labels.end(), -1e30);
                std::fill(data.rows.begin(), data.rows.end(), 0);
            }
        }
    }

    [[nodiscard]] Index outputs() const {
        Index count = 0;
        for (const TaskData& target : targets) {
            count += output_count(target.label);
        }
        return count;
    }

    std::vector<TaskData> targets;
    std::vector<TaskData> sources;

private:
    [[nodiscard]] Candidates candidates_with(MatrixView known) const {
        return {MatrixView(everything_).middle_rows(trained, candidate_count()),
                {materials_.data() + trained, static_cast<std::size_t>(candidate_count())},
                known,
                compositions_of(trained, all_materials)};
    }
    /// None unless the strategy asks for them.
    [[nodiscard]] Materials compositions_of(Index first, Index end) const {
        if (!needs_.reads_compositions) {
            return {};
        }
        std::vector<std::int64_t> rows;
        for (Index row = first; row < end; ++row) {
            rows.push_back(row);
        }
        shown_.push_back(std::make_shared<const MaterialRows>(compositions_.materials(), rows));
        return shown_.back()->view();
    }
    [[nodiscard]] bool reads_out_of_bag() const { return candidate_sources_ == CandidateSources::out_of_bag; }
    [[nodiscard]] double value(const Label& label, Index row) const {
        const double y = truth(everything_, row, 0);
        if (label.class_count > 0) {
            const double index = std::floor((y - 1.0) / 3.0 * label.class_count);
            return std::fmin(std::fmax(index, 0), label.class_count - 1.0);
        }
        return label.name.front() == 'y' ? y : 0.8 * y + 0.3 + 0.1 * everything_(row, 2);
    }
    [[nodiscard]] TaskData task(const Label& label, Index first, Index end, Stream stream) const {
        TaskData data;
        data.label = label;
        for (Index row = first; row < end; ++row) {
            data.rows.push_back(row);
            data.labels.push_back(value(label, row));
        }
        data.count = data.rows.size();
        for (Index row = std::max(trained, end); row < all_materials; ++row) {
            data.rows.push_back(row);
            data.labels.push_back(0);
        }
        data.stream = stream;
        return data;
    }
    [[nodiscard]] static Task view(const TaskData& data) {
        return {data.label, "kit",      {data.rows.data(), data.count}, {data.labels.data(), data.count},
                {},         data.stream};
    }
    [[nodiscard]] TransferProblem problem(Index rows) const {
        TransferProblem p;
        p.features = MatrixView(everything_).middle_rows(0, rows);
        p.materials = {materials_.data(), static_cast<std::size_t>(rows)};
        p.feature_infos = infos_;
        for (const TaskData& data : targets) {
            p.targets.push_back(view(data));
        }
        for (const TaskData& data : sources) {
            p.sources.push_back(view(data));
        }
        p.stream = stream_;
        p.source_rows = reads_out_of_bag() ? SourceRows::read_out_of_bag : SourceRows::held_out;
        p.compositions = compositions_of(0, rows);
        if (needs_.reads_candidates) {
            hidden_ = RowMatrix::Constant(candidate_count(), static_cast<Index>(sources.size()),
                                          std::numeric_limits<double>::quiet_NaN());
            at_fit_ = candidates_with(hidden_);
            p.candidates = &at_fit_;
        }
        return p;
    }

    RowMatrix everything_;
    std::vector<Feature> infos_;
    std::vector<std::uint64_t> materials_;
    Stream stream_;
    CandidateSources candidate_sources_;
    StrategyNeeds needs_;
    mutable MaterialBatch compositions_;                       ///< of all materials
    mutable std::vector<std::shared_ptr<const MaterialRows>> shown_; ///< what views look at
    mutable RowMatrix known_;                                  ///< of the candidates handed out last
    mutable RowMatrix hidden_;                                 ///< the same of those of the last problem
    mutable Candidates at_fit_;
};

} // namespace sinter::testkit
