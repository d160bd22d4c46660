// SPDX-License-Identifier: Apache-2.0
#include "plugins/learners/random_forest/uncertainty/largest_term.hpp"

#include "plugins/learners/random_forest/uncertainty/wide_numbers.hpp"

#include <algorithm>
#include <limits>

namespace sinter::plugins::random_forest {
namespace {

constexpr Index group_trees = 6;
constexpr std::size_t group_subsets = 64;
constexpr int groups_together = 3;         // their tables fit into the first cache
constexpr Index materials_together = 2048; // fewer would reload the tables more often
constexpr std::size_t lanes = LargestTerm::lanes;
constexpr std::size_t planes = 3;

/// One number for each of the predictions that are screened together.
using Row = std::array<float, lanes>;

/// The sums of t over all subsets of each group's trees: group by group.
std::vector<Row> subset_sums(const std::vector<Row>& t) {
    std::vector<Row> sums(t.size() / group_trees * group_subsets);
    for (std::size_t tree = 0; tree < t.size(); ++tree) {
        Row* table = sums.data() + tree / group_trees * group_subsets;
        const std::size_t half = std::size_t{1} << (tree % group_trees);
        for (std::size_t subset = 0; subset < half; ++subset) {
            for (std::size_t lane = 0; lane < lanes; ++lane) {
                table[half + subset][lane] = table[subset][lane] + t[tree][lane];
            }
        }
    }
    return sums;
}

/// Of a material: sums over the trees without it, and over those that count it twice, three times ...
struct Sums {
    Row absent;
    Row repeated;
};

/// The subsets of materials in three groups of trees.
struct SubsetsView {
    const std::uint16_t* first; ///< of the first material in the first group
    std::size_t group_stride;
};

template <int Bytes>
[[gnu::always_inline]] inline void add_groups(const Row* tables, SubsetsView subsets, Index count,
                                              Sums* sums) {
    using W = Wide<float, Bytes>;
    constexpr int across = static_cast<int>(lanes) / W::count;
    for (Index i = 0; i < count; ++i) {
        typename W::Lanes absent[across];   // NOLINT: registers
        typename W::Lanes repeated[across]; // NOLINT: registers
        unrolled<across>([&](int v) __attribute__((always_inline)) {
            W::load(absent[v], sums[i].absent.data() + v * W::count);
            W::load(repeated[v], sums[i].repeated.data() + v * W::count);
        });
        const std::uint16_t* subset = subsets.first + static_cast<std::size_t>(i) * planes;
        for (int group = 0; group < groups_together; ++group, subset += subsets.group_stride) {
            const auto* table =
                reinterpret_cast<const char*>(tables + static_cast<std::size_t>(group) * group_subsets);
            const float* none = reinterpret_cast<const float*>(table + subset[0]);
            const float* twice = reinterpret_cast<const float*>(table + subset[1]);
            const float* thrice = reinterpret_cast<const float*>(table + subset[2]);
            unrolled<across>([&](int v) __attribute__((always_inline)) {
                typename W::Lanes entry;
                typename W::Lanes second;
                W::load(entry, none + v * W::count);
                absent[v] += entry;
                W::load(entry, twice + v * W::count);
                W::load(second, thrice + v * W::count);
                repeated[v] += entry + second; // a shorter chain than one after the other
            });
        }
        unrolled<across>([&](int v) __attribute__((always_inline)) {
            W::store(sums[i].absent.data() + v * W::count, absent[v]);
            W::store(sums[i].repeated.data() + v * W::count, repeated[v]);
        });
    }
}

/// What turns a material's sums into its term.
struct MaterialView {
    LargestTerm::Weights weights;
    const LargestTerm::HighCount* high_begin;
    const LargestTerm::HighCount* high_end;
};

template <int Bytes>
[[gnu::always_inline]] inline void finish_term(const MaterialView& material, const Row* t, const Row& squares,
                                               const Sums& sums, Row& term, Row& largest) {
    using W = Wide<float, Bytes>;
    for (int first = 0; first < static_cast<int>(lanes); first += W::count) {
        typename W::Lanes absent;
        typename W::Lanes infinitesimal;
        W::load(absent, sums.absent.data() + first);
        W::load(infinitesimal, sums.repeated.data() + first);
        infinitesimal -= absent; // the centred t add to zero, so that N counts like N - 1
        for (const auto* high = material.high_begin; high != material.high_end; ++high) {
            typename W::Lanes tree;
            W::load(tree, t[high->tree].data() + first);
            infinitesimal += high->beyond * tree;
        }
        typename W::Lanes square;
        typename W::Lanes most;
        W::load(square, squares.data() + first);
        W::load(most, largest.data() + first);
        const typename W::Lanes value = material.weights.infinitesimal * infinitesimal * infinitesimal +
                                        material.weights.after * absent * absent -
                                        material.weights.bias * square;
        most = value > most ? value : most;
        W::store(term.data() + first, value);
        W::store(largest.data() + first, most);
    }
}

struct Kernels {
    void (*add_groups)(const Row*, SubsetsView, Index, Sums*);
    void (*finish_term)(const MaterialView&, const Row*, const Row&, const Sums&, Row&, Row&);
};

void add_groups_narrow(const Row* tables, SubsetsView subsets, Index count, Sums* sums) {
    add_groups<narrow_bytes>(tables, subsets, count, sums);
}
void finish_term_narrow(const MaterialView& material, const Row* t, const Row& squares, const Sums& sums,
                        Row& term, Row& largest) {
    finish_term<narrow_bytes>(material, t, squares, sums, term, largest);
}

#if SINTER_WIDE_KERNELS
[[gnu::target("avx2")]] void add_groups_wide(const Row* tables, SubsetsView subsets, Index count,
                                             Sums* sums) {
    add_groups<wide_bytes>(tables, subsets, count, sums);
}
[[gnu::target("avx2")]] void finish_term_wide(const MaterialView& material, const Row* t, const Row& squares,
                                              const Sums& sums, Row& term, Row& largest) {
    finish_term<wide_bytes>(material, t, squares, sums, term, largest);
}
Kernels kernels() {
    return has_wide_registers() ? Kernels{add_groups_wide, finish_term_wide}
                                : Kernels{add_groups_narrow, finish_term_narrow};
}
#else
Kernels kernels() { return {add_groups_narrow, finish_term_narrow}; }
#endif

/// Columns of tree predictions, each divided by its largest size so that no square leaves a float's range.
struct ScaledColumns {
    std::vector<Row> t; ///< trees, filled up with zeros to whole groups
    Row squares{};      ///< t't
};

ScaledColumns scaled_columns(const RowMatrix& centred, Index first, Index trees_in_groups) {
    ScaledColumns s{std::vector<Row>(static_cast<std::size_t>(trees_in_groups))};
    const auto count = std::min<Index>(lanes, centred.cols() - first);
    for (Index lane = 0; lane < count; ++lane) {
        const double largest = centred.col(first + lane).cwiseAbs().maxCoeff();
        if (!(largest > 0)) {
            continue;
        }
        double squares = 0;
        for (Index b = 0; b < centred.rows(); ++b) {
            const double t = centred(b, first + lane) / largest;
            s.t[static_cast<std::size_t>(b)][static_cast<std::size_t>(lane)] = static_cast<float>(t);
            squares += t * t;
        }
        s.squares[static_cast<std::size_t>(lane)] = static_cast<float>(squares);
    }
    return s;
}

Index whole_groups(Index trees) {
    constexpr Index together = group_trees * groups_together;
    return (trees + together - 1) / together * groups_together;
}

} // namespace

LargestTerm::LargestTerm(const BagCounts& bags, const MaterialShares& shares)
    : materials_(bags.materials), groups_(whole_groups(bags.trees)) {
    const auto trees = static_cast<double>(bags.trees);
    const auto n = static_cast<double>(bags.materials);
    add_bags(bags);
    add_high_counts(bags);
    double size = 0;
    std::size_t most_high = 0;
    for (Index i = 0; i < materials_; ++i) {
        const TermShares& s = shares.shares(i);
        const double absent = shares.absent(i);
        const double after = absent > 0 ? s.after * (trees / absent) * (trees / absent) : 0;
        weights_.push_back({static_cast<float>(s.infinitesimal), static_cast<float>(after),
                            static_cast<float>(s.bias * (n - 1) / n)});
        size = std::max(size, s.infinitesimal * shares.squared_counts(i) + after * absent + s.bias);
        const auto place = static_cast<std::size_t>(i);
        most_high = std::max(most_high, high_starts_[place + 1] - high_starts_[place]);
    }
    // A float sum of k numbers is off by at most k 2^-24 times the sum of their sizes, which Cauchy and
    // Schwarz bound by t't and the squared counts; its square by twice that; a difference by four times.
    // The three sums over the counts of a material have a group's entry for each of its groups.
    const double additions = 3 * static_cast<double>(groups_) + 3 * static_cast<double>(most_high) +
                             static_cast<double>(group_trees) + 16;
    tolerance_ = 4 * additions * static_cast<double>(std::numeric_limits<float>::epsilon()) * size;
}

void LargestTerm::add_bags(const BagCounts& bags) {
    const auto materials = static_cast<std::size_t>(materials_);
    subsets_.resize(static_cast<std::size_t>(groups_) * materials * planes);
    for (Index tree = 0; tree < bags.trees; ++tree) {
        const std::uint8_t* counts = bags.of_tree(tree);
        // A subset is kept as the place in bytes of its sums in the group's table.
        const auto member = static_cast<unsigned>(sizeof(Row)) << static_cast<unsigned>(tree % group_trees);
        const auto bit = static_cast<std::uint16_t>(member);
        std::uint16_t* subset =
            subsets_.data() + static_cast<std::size_t>(tree / group_trees) * materials * planes;
        for (std::size_t i = 0; i < materials; ++i, subset += planes) {
            subset[0] |= counts[i] == 0 ? bit : std::uint16_t{0};
            subset[1] |= counts[i] >= 2 ? bit : std::uint16_t{0};
            subset[2] |= counts[i] >= 3 ? bit : std::uint16_t{0};
        }
    }
}

void LargestTerm::add_high_counts(const BagCounts& bags) {
    std::vector<std::vector<HighCount>> of_material(static_cast<std::size_t>(materials_));
    for (Index tree = 0; tree < bags.trees; ++tree) {
        const std::uint8_t* counts = bags.of_tree(tree);
        for (std::size_t i = 0; i < of_material.size(); ++i) {
            if (counts[i] > 3) {
                of_material[i].push_back(
                    {static_cast<std::uint32_t>(tree), static_cast<float>(counts[i] - 3)});
            }
        }
    }
    high_starts_.assign(1, 0);
    for (const auto& high : of_material) {
        high_counts_.insert(high_counts_.end(), high.begin(), high.end());
        high_starts_.push_back(high_counts_.size());
    }
}

LargestTerm::Candidates LargestTerm::candidates(const RowMatrix& centred, Index first) const {
    const Kernels run = kernels();
    const ScaledColumns s = scaled_columns(centred, first, groups_ * group_trees);
    const std::vector<Row> tables = subset_sums(s.t);
    const std::size_t group_stride = static_cast<std::size_t>(materials_) * planes;
    std::vector<Row> terms(static_cast<std::size_t>(materials_));
    std::vector<Sums> sums;
    Row largest;
    largest.fill(-std::numeric_limits<float>::infinity());
    for (Index start = 0; start < materials_; start += materials_together) {
        const Index count = std::min(materials_together, materials_ - start);
        sums.assign(static_cast<std::size_t>(count), Sums{});
        for (std::size_t group = 0; group < static_cast<std::size_t>(groups_); group += groups_together) {
            const std::size_t place = group * group_stride + static_cast<std::size_t>(start) * planes;
            run.add_groups(tables.data() + group * group_subsets, {subsets_.data() + place, group_stride},
                           count, sums.data());
        }
        for (Index i = 0; i < count; ++i) {
            const auto number = static_cast<std::size_t>(start + i);
            const MaterialView material{weights_[number], high_counts_.data() + high_starts_[number],
                                        high_counts_.data() + high_starts_[number + 1]};
            run.finish_term(material, s.t.data(), s.squares, sums[static_cast<std::size_t>(i)], terms[number],
                            largest);
        }
    }
    Row least{};
    for (std::size_t lane = 0; lane < lanes; ++lane) {
        const double slack = tolerance_ * static_cast<double>(s.squares[lane]);
        least[lane] = s.squares[lane] > 0 ? static_cast<float>(static_cast<double>(largest[lane]) - slack)
                                          : std::numeric_limits<float>::infinity();
    }
    Candidates found;
    for (std::size_t i = 0; i < terms.size(); ++i) {
        for (std::size_t lane = 0; lane < lanes; ++lane) {
            if (terms[i][lane] >= least[lane]) {
                found[lane].push_back(static_cast<Index>(i));
            }
        }
    }
    return found;
}

} // namespace sinter::plugins::random_forest
