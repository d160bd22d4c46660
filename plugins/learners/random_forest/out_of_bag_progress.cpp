// SPDX-License-Identifier: Apache-2.0
#include "plugins/learners/random_forest/out_of_bag_progress.hpp"

#include "plugins/learners/random_forest/trees/tree_deviations.hpp"
#include "plugins/learners/random_forest/uncertainty/jackknife.hpp"
#include "plugins/learners/random_forest/uncertainty/monte_carlo.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <utility>

namespace sinter::plugins::random_forest {
namespace {

constexpr Index rows_a_part = 1024;
constexpr std::size_t most_materials = 256;

/// One row of each of some materials that lie evenly among all, in the order of their keys.
std::vector<Index> sample_rows(const std::vector<Index>& places, Index materials) {
    std::vector<Index> row_of(static_cast<std::size_t>(materials), -1);
    for (std::size_t row = places.size(); row-- > 0;) {
        row_of[static_cast<std::size_t>(places[row])] = static_cast<Index>(row);
    }
    const std::size_t count = std::min(most_materials, row_of.size());
    std::vector<Index> sample;
    for (std::size_t i = 0; i < count; ++i) {
        sample.push_back(row_of[i * row_of.size() / count]);
    }
    return sample;
}

/// Of one column, only the trees that did not see the material, centred again. Returns their number.
Index keep_unseen(const BagCounts& bags, const LabelForest& label, Index material, RowMatrix& t, Index row) {
    Index kept = 0;
    double sum = 0;
    for (Index b = 0; b < bags.trees; ++b) {
        if (bags.of_tree(b)[material] > 0 || label.trees[static_cast<std::size_t>(b)].empty()) {
            t(b, row) = 0;
        } else {
            ++kept;
            sum += t(b, row);
        }
    }
    for (Index b = 0; b < bags.trees; ++b) {
        if (bags.of_tree(b)[material] == 0 && !label.trees[static_cast<std::size_t>(b)].empty()) {
            t(b, row) -= sum / static_cast<double>(kept);
        }
    }
    return kept;
}

/// Monte-Carlo errors of sigma_mean for rows of one output.
void add_errors(const Jackknife& jackknife, const BagCounts& bags, const LabelForest& label,
                const std::vector<Index>& materials, RowMatrix t, std::vector<double>& errors) {
    std::vector<Index> kept;
    for (Index row = 0; row < t.cols(); ++row) {
        kept.push_back(keep_unseen(bags, label, materials[static_cast<std::size_t>(row)], t, row));
    }
    const Eigen::VectorXd sums = jackknife.sums(t);
    const Eigen::VectorXd variances = jackknife.monte_carlo_variances(t);
    for (Index row = 0; row < t.cols(); ++row) {
        const auto unseen = static_cast<double>(kept[static_cast<std::size_t>(row)]);
        // Both are sums over pairs of trees; a new row has pairs of all trees.
        const double pairs = std::pow(static_cast<double>(bags.trees) / unseen, 2);
        errors.push_back(unseen < 2 ? std::numeric_limits<double>::infinity()
                                    : error_of_deviation(sums(row) * pairs, variances(row) * pairs));
    }
}

double median(std::vector<double> values) {
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

} // namespace

OutOfBagProgress::OutOfBagProgress(const TrainingRows& rows, const std::vector<Index>& places)
    : rows_(&rows), places_(&places), outputs_(rows.labels().outputs()), sums_(rows.size() * outputs_),
      counts_(rows.size() * outputs_) {}

void OutOfBagProgress::add(const std::vector<LabelForest>& labels, const BagCounts& bags, Host& host) {
    const auto all = static_cast<Index>(rows_->size());
    host.parallel_for((all + rows_a_part - 1) / rows_a_part, [&](std::int64_t part) {
        const Index end = std::min(all, (part + 1) * rows_a_part);
        for (Index first = part * rows_a_part; first < end; first += rows_at_once) {
            const RowBlock block(rows_->features(), first, std::min(rows_at_once, end - first));
            const std::vector<Index> places(places_->begin() + first,
                                            places_->begin() + first + static_cast<Index>(block.size()));
            std::size_t first_output = 0;
            for (const LabelForest& label : labels) {
                const auto outputs = static_cast<std::size_t>(label.outputs());
                const auto tallies = tally_unseen(label, bags, block, places);
                for (std::size_t i = 0; i < tallies.size(); ++i) {
                    const std::size_t row = static_cast<std::size_t>(first) + i / outputs;
                    const std::size_t place = row * outputs_ + first_output + i % outputs;
                    const auto count = static_cast<double>(tallies[i].count());
                    counts_[place] += count;
                    sums_[place] += count > 0 ? count * tallies[i].mean() : 0;
                }
                first_output += outputs;
            }
        }
    });
}

double OutOfBagProgress::squared_error(std::size_t row, std::size_t label, std::size_t first_output) const {
    const std::size_t outputs = rows_->labels().kinds[label].outputs();
    const bool classes = rows_->labels().kinds[label].class_count > 0;
    const double value = rows_->label(row, label);
    double squares = 0;
    for (std::size_t output = 0; output < outputs; ++output) {
        const std::size_t place = row * outputs_ + first_output + output;
        const double truth = classes ? (value == static_cast<double>(output) ? 1 : 0) : value;
        squares += std::pow(difference_of(sums_[place] / counts_[place], truth), 2);
    }
    return squares / static_cast<double>(outputs);
}

std::vector<double> OutOfBagProgress::errors() const {
    std::vector<double> errors;
    std::size_t first_output = 0;
    for (std::size_t label = 0; label < rows_->labels().kinds.size(); ++label) {
        double squares = 0;
        double count = 0;
        for (std::size_t row = 0; row < rows_->size(); ++row) {
            if (counts_[row * outputs_ + first_output] > 0 && !std::isnan(rows_->label(row, label))) {
                squares += squared_error(row, label, first_output);
                ++count;
            }
        }
        errors.push_back(count > 0 ? std::sqrt(squares / count) : 0);
        first_output += rows_->labels().kinds[label].outputs();
    }
    return errors;
}

std::vector<double> median_monte_carlo_errors(const Forest& forest, const TrainingRows& rows,
                                              const std::vector<Index>& places) {
    const auto sample = sample_rows(places, forest.bags.materials);
    RowMatrix x(static_cast<Index>(sample.size()), rows.features().columns());
    std::vector<Index> materials;
    for (std::size_t i = 0; i < sample.size(); ++i) {
        x.row(static_cast<Index>(i)) = rows.features().map().row(sample[i]);
        materials.push_back(places[static_cast<std::size_t>(sample[i])]);
    }
    const Jackknife jackknife(forest.bags);
    const RowBlock block(x, 0, x.rows());
    std::vector<double> medians;
    for (const LabelForest& label : forest.labels) {
        const LeafValues leaves = leaf_values(label, block);
        std::vector<double> errors;
        for (Index output = 0; output < label.outputs(); ++output) {
            add_errors(jackknife, forest.bags, label, materials,
                       tree_deviations(label, leaves, output).centred, errors);
        }
        medians.push_back(median(std::move(errors)));
    }
    return medians;
}

} // namespace sinter::plugins::random_forest
