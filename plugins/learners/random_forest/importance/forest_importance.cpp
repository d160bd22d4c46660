// SPDX-License-Identifier: Apache-2.0
#include "plugins/learners/random_forest/importance/forest_importance.hpp"

#include "plugins/learners/random_forest/importance/permutation.hpp"
#include "plugins/learners/random_forest/importance/tree_shap.hpp"

#include <sinter/error.hpp>

#include <cmath>
#include <numeric>
#include <string>

namespace sinter::plugins::random_forest {
namespace {

void require_count(Index given, Index needed, const std::string& what) {
    if (given != needed) {
        fail_invalid("random_forest: " + std::to_string(given) + " " + what + ", " + std::to_string(needed) +
                     " are needed");
    }
}

/// Throws where a class is not a whole number below the label's count.
std::vector<double> known_labels(MatrixView labels, Index column, std::uint32_t class_count) {
    std::vector<double> known(static_cast<std::size_t>(labels.rows()));
    for (Index row = 0; row < labels.rows(); ++row) {
        const double label = labels(row, column);
        const bool is_class = label >= 0 && label < class_count && label == std::floor(label);
        if (class_count > 0 && !std::isnan(label) && !is_class) {
            fail_invalid("random_forest: row " + std::to_string(row) + " has the class " +
                         std::to_string(label) + ", of " + std::to_string(class_count));
        }
        known[static_cast<std::size_t>(row)] = label;
    }
    return known;
}

/// Shapley values of one label: rows x (outputs x features), and the base, one per output.
struct LabelShap {
    RowMatrix values;
    Eigen::VectorXd base;
};

LabelShap shap_of(const LabelForest& label, MatrixView x) {
    const Index outputs = label.outputs();
    LabelShap shap{RowMatrix::Zero(x.rows(), outputs * x.columns()), Eigen::VectorXd::Zero(outputs)};
    const RowMatrix rows = x.map();
    Index trees = 0;
    for (std::size_t b = 0; b < label.trees.size(); ++b) {
        if (label.trees[b].empty()) {
            continue;
        }
        TreeShap tree(label, b);
        shap.base += tree.base();
        ++trees;
        for (Index row = 0; row < x.rows(); ++row) {
            Eigen::Map<RowMatrix> of_row(shap.values.data() + row * shap.values.cols(), outputs, x.columns());
            tree.add(rows.data() + row * rows.cols(), of_row);
        }
    }
    if (trees == 0) {
        shap.base = Eigen::Map<const Eigen::VectorXd>(label.training_mean.data(), outputs);
        return shap;
    }
    shap.values /= static_cast<double>(trees);
    shap.base /= static_cast<double>(trees);
    return shap;
}

} // namespace

void ForestImportance::impurity_importance(MatrixOut shares) const {
    require_count(shares.rows(), static_cast<Index>(labels_->size()), "labels");
    require_count(shares.columns(), *features_, "features");
    for (std::size_t k = 0; k < labels_->size(); ++k) {
        const auto& falls = (*labels_)[k].impurity_falls;
        const double sum = std::accumulate(falls.begin(), falls.end(), 0.0);
        for (std::size_t feature = 0; feature < static_cast<std::size_t>(*features_); ++feature) {
            shares(static_cast<Index>(k), static_cast<Index>(feature)) = sum > 0 ? falls[feature] / sum : 0;
        }
    }
}

void ForestImportance::permutation_importance(const LabelledMaterials& rows, Stream stream, MatrixOut mean,
                                              MatrixOut standard_error) const {
    const Index count = rows.features.rows();
    require_count(rows.features.columns(), *features_, "features");
    require_count(rows.labels.columns(), static_cast<Index>(labels_->size()), "labels");
    require_count(rows.labels.rows(), count, "rows of labels");
    require_count(static_cast<Index>(rows.materials.size()), count, "materials");
    for (const MatrixOut& out : {mean, standard_error}) {
        if (out.wanted()) {
            require_count(out.rows(), static_cast<Index>(labels_->size()), "labels");
            require_count(out.columns(), *features_, "features");
        }
    }
    KnownRows known{rows.features, {}, {}};
    for (const std::uint64_t key : rows.materials) {
        known.places.push_back(place_of(key, *materials_));
    }
    for (std::size_t k = 0; k < labels_->size(); ++k) {
        const LabelForest& label = (*labels_)[k];
        known.labels = known_labels(rows.labels, static_cast<Index>(k), label.class_count);
        const auto importance = random_forest::permutation_importance(label, *bags_, known, stream);
        if (mean.wanted()) {
            mean.map().row(static_cast<Index>(k)) = importance.mean.transpose();
        }
        if (standard_error.wanted()) {
            standard_error.map().row(static_cast<Index>(k)) = importance.standard_error.transpose();
        }
    }
}

void ForestImportance::shap_values(MatrixView x, MatrixOut values, MatrixOut base) const {
    require_count(x.columns(), *features_, "features");
    const Index outputs = output_count(*labels_);
    if ((values.wanted() && values.columns() != outputs * *features_) ||
        (base.wanted() && base.columns() != outputs)) {
        fail_invalid("random_forest: Shapley values are of " + std::to_string(outputs) + " outputs");
    }
    Index output = 0;
    for (const LabelForest& label : *labels_) {
        const LabelShap shap = shap_of(label, x);
        if (values.wanted()) {
            values.map().middleCols(output * x.columns(), shap.values.cols()) = shap.values;
        }
        if (base.wanted()) {
            base.map().row(0).segment(output, shap.base.size()) = shap.base.transpose();
        }
        output += label.outputs();
    }
}

} // namespace sinter::plugins::random_forest
