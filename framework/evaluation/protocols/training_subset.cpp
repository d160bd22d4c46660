// SPDX-License-Identifier: Apache-2.0
#include "framework/evaluation/protocols/training_subset.hpp"

#include "framework/evaluation/protocols/group_shuffle.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

namespace sinter::evaluation {

namespace {

constexpr std::size_t minimum_groups = 2; // as many training rows at least; see group_shuffle.cpp

/// Rounded up, but 0.07 * 100 = 7.000000000000001 is 7.
std::size_t rounded_up(double groups) { return static_cast<std::size_t>(std::ceil(groups - 1e-9)); }

std::vector<std::uint64_t> training_groups(const Split& split, std::span<const std::uint64_t> groups) {
    std::vector<std::uint64_t> keys;
    for (const auto row : split.training) {
        keys.push_back(groups[static_cast<std::size_t>(row)]);
    }
    return distinct_groups(keys);
}

} // namespace

Split training_subset(const Split& split, std::span<const std::uint64_t> groups, double fraction,
                      const Stream& study, const diagnostics::Position& where) {
    if (!(fraction > 0 && fraction <= 1)) {
        throw diagnostics::InputError(diagnostics::ErrorKind::config, where,
                                      "a fraction of the training groups is " + std::to_string(fraction) +
                                          ", but it must be above 0 and at most 1");
    }
    auto kept = training_groups(split, groups);
    const auto wanted = std::max(minimum_groups, rounded_up(fraction * static_cast<double>(kept.size())));
    if (wanted >= kept.size()) {
        return split;
    }
    Draws(study.derive("learning curve")
              .derive(static_cast<std::uint64_t>(split.repeat))
              .derive(static_cast<std::uint64_t>(split.fold)))
        .shuffle(kept);
    kept.resize(wanted);
    std::sort(kept.begin(), kept.end());
    Split subset{split.repeat, split.fold, {}, split.test};
    for (const auto row : split.training) {
        if (std::binary_search(kept.begin(), kept.end(), groups[static_cast<std::size_t>(row)])) {
            subset.training.push_back(row);
        }
    }
    return subset;
}

} // namespace sinter::evaluation
