// SPDX-License-Identifier: Apache-2.0
//
// Growing all that is below a node of a few rows (Growth::subtree_rows).
#pragma once

#include "plugins/learners/random_forest/growth/choose_small_cut.hpp"
#include "plugins/learners/random_forest/growth/feature_draw.hpp"
#include "plugins/learners/random_forest/growth/feature_lists.hpp"
#include "plugins/learners/random_forest/growth/grown_tree.hpp"
#include "plugins/learners/random_forest/growth/node_targets.hpp"
#include "plugins/learners/random_forest/training/coded_features.hpp"
#include "plugins/learners/random_forest/training/growth_options.hpp"

#include <sinter/random.hpp>

#include <cstddef>
#include <cstdint>
#include <vector>

namespace sinter::plugins::random_forest {

/// The node to begin with.
struct SubtreeRoot {
    const std::uint32_t* rows = nullptr;
    std::size_t count = 0;
    std::size_t depth = 0;
    std::vector<std::uint32_t> candidates; ///< features not known to be constant
    Stream draws;                          ///< names the feature draws
};

/// One subtree after the other. Stride as in ListSearch. Owns scratch memory, about 8 bytes x rows x
/// features; not for sharing between threads.
template <std::size_t Stride>
class SubtreeGrower {
public:
    SubtreeGrower(const CodedFeatures& features, const TargetColumns& columns, const Growth& growth,
                  const NodeTargets& root_targets);

    /// Scales of the labels, as the root of the whole tree set them.
    void set_targets(const NodeTargets& root_targets) { targets_ = root_targets; }

    /// `weights` by row number. Draws are made depth first, left before right.
    [[nodiscard]] SharedTree grow(const SubtreeRoot& root, const double* weights);

private:
    /// Where the lists hold a node's rows: alone, or among those of a node above it.
    struct ListPlace {
        std::size_t first;
        std::size_t count;
        unsigned buffer;
    };
    /// A node that has been made, and is no leaf unless no cut is found.
    struct Pending {
        std::size_t node;
        std::size_t first;
        std::size_t count;
        std::size_t depth;
        CandidateFeatures::Run candidates;
        ListPlace lists;
    };
    struct Best {
        bool found = false;
        std::size_t slot = 0;
        Boundary boundary;
        double random_value = 0;
        std::vector<std::uint32_t> left_codes; ///< of a category
    };

    void take_rows(const SubtreeRoot& root, const double* weights);
    void add_child(const Pending& child);
    void mark_rows(const Pending& node, std::uint8_t mark);
    void grow_node(const Pending& node);
    void search(const Pending& node);
    bool offer(const Pending& node, std::size_t slot);
    [[nodiscard]] Boundary boundary_of(ListRun run, std::size_t feature, Best& offered);
    [[nodiscard]] Boundary boundary_of_category(ListRun run, Best& offered);
    [[nodiscard]] Boundary random_boundary(ListRun run, std::size_t feature, Best& offered);
    [[nodiscard]] ListRun run_of(const Pending& node, std::size_t slot);
    [[nodiscard]] double value(FeatureLists::Entry entry, std::size_t feature) const;
    void split(const Pending& node);
    std::size_t mark_sides(ListRun run);
    [[nodiscard]] bool default_side(const Pending& node, ListRun run) const;
    [[nodiscard]] ChosenCut cut_of(ListRun run, bool default_left) const;
    void part_places(const Pending& node);
    void part_lists(CandidateFeatures::Run below, std::size_t waiting);

    const CodedFeatures* features_;
    const TargetColumns* columns_;
    Growth growth_;
    NodeTargets targets_;
    CandidateFeatures candidates_;
    FeatureLists lists_;
    ListSearch<Stride> search_;
    FeatureDraw draw_;

    const SubtreeRoot* root_ = nullptr;
    std::vector<double> values_;  ///< of target columns, by place
    std::vector<double> weights_; ///< by place
    std::vector<std::int64_t> sums_;
    std::vector<std::uint16_t> places_; ///< a node's rows are a run of these
    std::vector<std::uint16_t> spare_places_;
    std::vector<std::uint8_t> goes_left_;
    std::vector<std::uint8_t> in_node_; ///< by place: 1 for the rows of the node at hand
    std::vector<FeatureLists::Entry> picked_;
    std::vector<Pending> pending_;
    Best best_;
    CutRules rules_;
    double greatest_fall_ = 0; ///< of any cut of the node at hand
    std::size_t leaves_ = 0;
    SharedTree tree_;
};

} // namespace sinter::plugins::random_forest

#include "plugins/learners/random_forest/growth/grow_subtree.inl"
