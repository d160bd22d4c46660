// SPDX-License-Identifier: Apache-2.0
//
// Features from any table that gives each element a vector: embeddings learnt from text or from structures
// (e.g. Tshitoyan et al., Nature 571, 95 (2019)), or properties of one's own.
#pragma once

#include "plugins/featurizers/element_embedding/embedding_table.hpp"
#include "plugins/featurizers/element_embedding/pooling.hpp"
#include "plugins/featurizers/elements/property_table.hpp"

#include <sinter/featurizer.hpp>
#include <sinter/parameters.hpp>

#include <string>
#include <vector>

namespace sinter::plugins::element_embedding {

/// For each dimension of the table in the option `file` (embedding_table.hpp) the statistics (pooling.hpp) in
/// the option `statistics`, in its order: "mat2vec mean d1" for the column d1 of mat2vec.csv.
///
/// An element that the file does not have: with missing = mean the mean of each dimension over the file's
/// elements, and a note; with nan the features are missing; with error the material is refused. Notes and
/// errors name the element and the file.
class ElementEmbedding final : public Featurizer {
public:
    static Parameters parameters();
    /// Throws Error(SINTER_INVALID_ARGUMENT) for a malformed file or list of statistics.
    ElementEmbedding(const Options& options, const std::vector<InputColumn>& inputs);

    [[nodiscard]] const std::vector<Feature>& features() const override { return features_; }
    void featurize(const Materials& materials, MatrixOut out, RowReports& rows) const override;

private:
    [[nodiscard]] bool admit(const elements::Fractions& composition, Index row, RowReports& rows) const;

    elements::Missing missing_;
    std::vector<Statistic> statistics_;
    EmbeddingTable table_;
    std::vector<Feature> features_;
};

} // namespace sinter::plugins::element_embedding
