// SPDX-License-Identifier: Apache-2.0
#include "framework/evaluation/protocols/training_classes.hpp"

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace sinter::evaluation {

namespace {

constexpr std::size_t most_splits_named = 10;

bool one_class(const Split& split, std::span<const std::int64_t> classes) {
    const auto class_of = [&](std::int64_t row) { return classes[static_cast<std::size_t>(row)]; };
    return std::all_of(split.training.begin(), split.training.end(),
                       [&](std::int64_t row) { return class_of(row) == class_of(split.training.front()); });
}

} // namespace

void require_two_classes(std::span<const Split> splits, std::span<const std::int64_t> classes,
                         const diagnostics::Position& where) {
    std::size_t found = 0;
    std::vector<std::string> hints;
    for (const auto& split : splits) {
        if (one_class(split, classes) && ++found <= most_splits_named) {
            hints.push_back("repeat " + std::to_string(split.repeat) + ", fold " +
                            std::to_string(split.fold) + ": " + std::to_string(split.training.size()) +
                            " training rows");
        }
    }
    if (found > most_splits_named) {
        hints.push_back("and " + std::to_string(found - most_splits_named) + " more");
    }
    if (found > 0) {
        throw diagnostics::InputError(diagnostics::ErrorKind::data, where,
                                      std::to_string(found) + " of " + std::to_string(splits.size()) +
                                          " folds would train on rows of a single class",
                                      std::move(hints));
    }
}

} // namespace sinter::evaluation
