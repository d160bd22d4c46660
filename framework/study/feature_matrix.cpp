// SPDX-License-Identifier: Apache-2.0
#include "framework/study/feature_matrix.hpp"

#include "framework/data/row_batch.hpp"

#include <algorithm>
#include <cstddef>
#include <map>

namespace sinter::study {
namespace {

/// What the featurizers say about one block of rows.
class BlockReports final : public RowReports {
public:
    explicit BlockReports(std::int64_t first) : first_(first) {}

    void note(Index /*row*/, std::string_view text) override { ++notes_[std::string(text)]; }
    void error(Index row, std::string_view text) override { errors_.emplace_back(first_ + row, text); }

    [[nodiscard]] const std::map<std::string, std::int64_t>& notes() const { return notes_; }
    [[nodiscard]] const std::vector<std::pair<std::int64_t, std::string>>& errors() const { return errors_; }

private:
    std::int64_t first_;
    std::map<std::string, std::int64_t> notes_;
    std::vector<std::pair<std::int64_t, std::string>> errors_;
};

/// Large enough that a block's overhead vanishes, small enough that two cores end together.
constexpr std::int64_t rows_a_block = 4096;

} // namespace

std::vector<Feature> all_features(const std::vector<std::shared_ptr<const Featurizer>>& featurizers) {
    std::vector<Feature> features;
    for (const auto& featurizer : featurizers) {
        const auto& own = featurizer->features();
        features.insert(features.end(), own.begin(), own.end());
    }
    return features;
}

FeatureMatrix featurize(const data::Dataset& dataset,
                        const std::vector<std::shared_ptr<const Featurizer>>& featurizers,
                        threads::Workers& workers) {
    FeatureMatrix matrix;
    matrix.features = all_features(featurizers);
    const std::int64_t rows = dataset.row_count();
    matrix.values.resize(rows, static_cast<Index>(matrix.features.size()));
    const std::int64_t blocks = (rows + rows_a_block - 1) / rows_a_block;
    std::vector<std::unique_ptr<BlockReports>> reports(static_cast<std::size_t>(blocks));
    workers.parallel_for(blocks, [&](std::int64_t block) {
        const std::int64_t first = block * rows_a_block;
        const data::RowBatch batch(dataset, first, std::min(rows_a_block, rows - first));
        auto& report = reports[static_cast<std::size_t>(block)];
        report = std::make_unique<BlockReports>(first);
        Index column = 0;
        for (const auto& featurizer : featurizers) {
            const auto width = static_cast<Index>(featurizer->features().size());
            auto part = matrix.values.block(first, column, batch.size(), width);
            featurizer->featurize(Materials(batch.view()), MatrixOut(part), *report);
            column += width;
        }
    });
    std::map<std::string, std::int64_t> notes;
    for (const auto& report : reports) {
        for (const auto& [text, count] : report->notes()) {
            notes[text] += count;
        }
        matrix.errors.insert(matrix.errors.end(), report->errors().begin(), report->errors().end());
    }
    for (const auto& [text, count] : notes) {
        matrix.notes.push_back({text, count});
    }
    return matrix;
}

} // namespace sinter::study
