// SPDX-License-Identifier: Apache-2.0
#include "framework/evaluation/protocols/matbench_folds.hpp"

#include "framework/evaluation/protocols/group_shuffle.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <numeric>
#include <random>
#include <string>
#include <utility>

namespace sinter::evaluation {
namespace {

constexpr std::uint32_t seed = 18012019;
constexpr auto fold_count = static_cast<std::size_t>(matbench_fold_count);

/// numpy.random.RandomState(seed).shuffle: MT19937 seeded by init_genrand, which is std::mt19937 (its output
/// is fixed by the C++ standard), Fisher-Yates from the back, and an index below a bound by rejection under
/// the smallest mask of ones that covers it (random_interval of NumPy's distributions.c).
class NumpyShuffle {
public:
    void operator()(std::vector<std::int64_t>& values) {
        for (std::size_t i = values.size(); i-- > 1;) {
            std::swap(values[i], values[up_to(static_cast<std::uint32_t>(i))]);
        }
    }

private:
    std::uint32_t up_to(std::uint32_t most) {
        std::uint32_t mask = most;
        for (const unsigned shift : {1U, 2U, 4U, 8U, 16U}) {
            mask |= mask >> shift;
        }
        for (;;) {
            const auto value = static_cast<std::uint32_t>(generator_()) & mask;
            if (value <= most) {
                return value;
            }
        }
    }

    std::mt19937 generator_{seed};
};

/// From the fold that tests each row.
std::vector<Split> splits_of(const std::vector<std::int64_t>& fold_of_row,
                             const diagnostics::Position& where) {
    std::vector<Split> splits;
    for (std::size_t fold = 0; fold < fold_count; ++fold) {
        Split split{0, static_cast<int>(fold), {}, {}};
        for (std::size_t row = 0; row < fold_of_row.size(); ++row) {
            const bool is_test = fold_of_row[row] == static_cast<std::int64_t>(fold);
            (is_test ? split.test : split.training).push_back(static_cast<std::int64_t>(row));
        }
        require_training_rows(split, fold_of_row.size(), where);
        splits.push_back(std::move(split));
    }
    return splits;
}

[[noreturn]] void fail_too_few(const std::string& what, const diagnostics::Position& where) {
    throw diagnostics::InputError(diagnostics::ErrorKind::data, where,
                                  "the 5 folds of Matbench need at least 5 " + what);
}

/// The rows of each class, by its first appearance.
std::vector<std::vector<std::size_t>> rows_of_classes(std::span<const std::int64_t> classes) {
    std::map<std::int64_t, std::size_t> place;
    std::vector<std::vector<std::size_t>> rows;
    for (std::size_t row = 0; row < classes.size(); ++row) {
        const auto [found, is_new] = place.emplace(classes[row], rows.size());
        if (is_new) {
            rows.emplace_back();
        }
        rows[found->second].push_back(row);
    }
    return rows;
}

/// How many rows of a class each fold tests: the rows of all classes, class after class, are dealt to the
/// folds in turn, and `first` of them were dealt before.
std::array<std::size_t, fold_count> shares(std::size_t first, std::size_t size) {
    std::array<std::size_t, fold_count> counts{};
    for (std::size_t i = first; i < first + size; ++i) {
        ++counts[i % fold_count];
    }
    return counts;
}

} // namespace

std::vector<Split> matbench_folds(std::size_t rows, const diagnostics::Position& where) {
    if (rows < fold_count) {
        fail_too_few("records", where);
    }
    std::vector<std::int64_t> shuffled(rows);
    std::iota(shuffled.begin(), shuffled.end(), 0);
    NumpyShuffle shuffle;
    shuffle(shuffled);
    std::vector<std::int64_t> fold_of_row(rows);
    std::size_t next = 0;
    for (std::size_t fold = 0; fold < fold_count; ++fold) {
        const std::size_t end = next + rows / fold_count + (fold < rows % fold_count ? 1 : 0);
        for (; next < end; ++next) {
            fold_of_row[static_cast<std::size_t>(shuffled[next])] = static_cast<std::int64_t>(fold);
        }
    }
    return splits_of(fold_of_row, where);
}

std::vector<Split> stratified_matbench_folds(std::span<const std::int64_t> classes,
                                             const diagnostics::Position& where) {
    const auto rows = rows_of_classes(classes);
    if (std::all_of(rows.begin(), rows.end(), [](const auto& own) { return own.size() < fold_count; })) {
        fail_too_few("records of some class", where);
    }
    std::vector<std::int64_t> fold_of_row(classes.size());
    NumpyShuffle shuffle;
    std::size_t first = 0;
    for (const auto& own : rows) {
        const auto counts = shares(first, own.size());
        first += own.size();
        std::vector<std::int64_t> dealt;
        for (std::size_t fold = 0; fold < fold_count; ++fold) {
            dealt.insert(dealt.end(), counts[fold], static_cast<std::int64_t>(fold));
        }
        shuffle(dealt);
        for (std::size_t i = 0; i < own.size(); ++i) {
            fold_of_row[own[i]] = dealt[i];
        }
    }
    return splits_of(fold_of_row, where);
}

} // namespace sinter::evaluation
