// SPDX-License-Identifier: Apache-2.0
#include "plugins/learners/random_forest/uncertainty/out_of_bag_errors.hpp"

#include <sinter/rounding.hpp>

#include <cmath>

namespace sinter::plugins::random_forest {
namespace {

/// An error for each tally of at least two trees whose row has the label.
void add_errors(const std::vector<Tally>& tallies, const double* labels, const std::vector<Index>& places,
                std::vector<OutOfBagError>& errors) {
    for (std::size_t i = 0; i < tallies.size(); ++i) {
        if (tallies[i].count() >= 2 && !std::isnan(labels[i])) {
            errors.push_back(
                {difference_of(tallies[i].mean(), labels[i]), tallies[i].deviation(), places[i]});
        }
    }
}

} // namespace

OutOfBagErrors out_of_bag_errors(const Forest& forest, std::size_t label, MatrixView x,
                                 Span<std::uint64_t> materials, const double* labels) {
    OutOfBagErrors errors;
    for (Index first = 0; first < x.rows(); first += rows_at_once) {
        const RowBlock block(x, first);
        const auto places = places_of(keys_of(materials, first, block), forest.materials);
        const HalvedTallies tallies = tally_unseen_and_half(forest.labels[label], forest.bags, block, places);
        add_errors(tallies.all, labels + first, places, errors.all);
        add_errors(tallies.half, labels + first, places, errors.half);
    }
    return errors;
}

} // namespace sinter::plugins::random_forest
