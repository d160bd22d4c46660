// SPDX-License-Identifier: Apache-2.0
#include "framework/study/plan/feature_matrix.hpp"

#include "framework/data/join/row_batch.hpp"
#include "framework/study/notices/block_reports.hpp"
#include "framework/study/notices/notice_board.hpp"

#include <algorithm>
#include <cstddef>
#include <memory>

namespace sinter::study {
namespace {

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
        report = std::make_unique<BlockReports>(batch.size());
        Index column = 0;
        for (const auto& featurizer : featurizers) {
            const auto width = static_cast<Index>(featurizer->features().size());
            auto part = matrix.values.block(first, column, batch.size(), width);
            featurizer->featurize(Materials(batch.view()), MatrixOut(part), *report);
            column += width;
        }
    });
    NoticeBoard notes;
    for (std::size_t block = 0; block < reports.size(); ++block) {
        for (const auto& note : reports[block]->notes()) {
            notes.add(note.text, note.count);
        }
        for (const auto& [row, text] : reports[block]->errors()) {
            matrix.errors.emplace_back(static_cast<std::int64_t>(block) * rows_a_block + row, text);
        }
    }
    matrix.notes = notes.all();
    return matrix;
}

} // namespace sinter::study
