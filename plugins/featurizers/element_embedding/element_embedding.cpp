// SPDX-License-Identifier: Apache-2.0
#include "plugins/featurizers/element_embedding/element_embedding.hpp"

#include <sinter/error.hpp>

#include <filesystem>
#include <limits>
#include <utility>

namespace sinter::plugins::element_embedding {

Parameters ElementEmbedding::parameters() {
    Parameters parameters;
    parameters.file("file").doc(
        "a CSV file with a header: the element's symbol, then one column per dimension");
    parameters.texts("statistics", {"mean"})
        .choices({statistic_names.begin(), statistic_names.end()})
        .doc("what to take of each dimension over the composition");
    elements::declare_missing(parameters);
    return parameters;
}

ElementEmbedding::ElementEmbedding(const Options& options, const std::vector<InputColumn>& /*inputs*/)
    : missing_(elements::missing_option(options)),
      statistics_(about_option("statistics", [&] { return statistics_named(options.texts("statistics")); })),
      table_(about_option("file", [&] { return read_embedding_table(options.text("file")); })) {
    if (missing_ == elements::Missing::mean) {
        fill_with_means(table_);
    }
    const std::string title = std::filesystem::path(table_.file).stem().string();
    for (const auto& dimension : table_.dimensions) {
        for (const auto statistic : statistics_) {
            Feature feature;
            feature.name = title;
            feature.name.append(" ").append(statistic_names[static_cast<std::size_t>(statistic)]);
            feature.name.append(" ").append(dimension);
            features_.push_back(std::move(feature));
        }
    }
}

void ElementEmbedding::featurize(const Materials& materials, MatrixOut out, RowReports& rows) const {
    Pooling pooling(table_, statistics_);
    for (Index i = 0; i < materials.size(); ++i) {
        const elements::Fractions composition(materials.composition(i));
        if (admit(composition, i, rows)) {
            pooling.write(composition, &out(i, 0), out.c().column_stride);
        } else {
            out.map().row(i).setConstant(std::numeric_limits<double>::quiet_NaN());
        }
    }
}

/// Whether the material can be featurized. Reports what keeps it from that, and what stands in.
bool ElementEmbedding::admit(const elements::Fractions& composition, Index row, RowReports& rows) const {
    if (composition.empty()) {
        rows.error(row, "it has no composition");
        return false;
    }
    std::string unknown;
    for (std::size_t e = 0; e < composition.size(); ++e) {
        const int z = composition.atomic_number(e);
        if (table_.has[static_cast<std::size_t>(z)]) {
            continue;
        }
        const std::string symbol(elements::symbol(z));
        if (missing_ == elements::Missing::mean) {
            rows.note(row, symbol + " is not in " + table_.file + ": the mean over its elements was used");
        }
        unknown += (unknown.empty() ? "" : ", ") + symbol;
    }
    if (unknown.empty() || missing_ != elements::Missing::error) {
        return true;
    }
    rows.error(row, table_.file + " has no line for " + unknown);
    return false;
}

} // namespace sinter::plugins::element_embedding
