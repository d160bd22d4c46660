// SPDX-License-Identifier: Apache-2.0
//
// How large a config and what it asks for may be (docs/config.md, "Bounds"). All are far above what a study
// needs, and far below what fills a memory or a stack.
#pragma once

#include <cstddef>
#include <cstdint>

namespace sinter::study {

inline constexpr std::uint64_t most_config_bytes = 1U << 20U;
inline constexpr std::size_t most_nesting =
    100; ///< parts of a dotted key, tables and lists within each other
inline constexpr std::size_t most_tables = 100;
inline constexpr std::size_t most_labels = 200; ///< and as many inputs, of a table
inline constexpr std::size_t most_featurizers = 100;
inline constexpr std::size_t most_learners = 200;
inline constexpr std::size_t most_strategies = 200;
inline constexpr std::size_t most_derived = 50;
inline constexpr std::size_t most_texts = 1000;     ///< of a list: sources, targets, tokens that mean missing
inline constexpr std::size_t most_sizes = 100;      ///< of a learning curve
inline constexpr std::int64_t most_folds = 100'000; ///< and as many repeats, inner folds, clusters
inline constexpr std::int64_t most_trials = 1'000'000;
inline constexpr std::int64_t most_places = 500'000'000; ///< records of all splits together

} // namespace sinter::study
