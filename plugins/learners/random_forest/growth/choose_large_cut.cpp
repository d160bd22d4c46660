// SPDX-License-Identifier: Apache-2.0
#include "plugins/learners/random_forest/growth/choose_large_cut.hpp"

#include "plugins/learners/random_forest/growth/large_node_search.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace sinter::plugins::random_forest {
namespace {

/// Rows from which on the features of one node are worth several threads.
constexpr std::size_t rows_worth_threads = 16384;

/// The first of the cuts that no other beats.
LargeCut best_border(const std::vector<BinnedFeature>& drawn, CutRules rules) {
    LargeCut best;
    for (const BinnedFeature& feature : drawn) {
        if (feature.best.found && feature.best.fall > rules.above) {
            best = feature.best;
            rules.above = best.fall + rules.margin;
        }
    }
    return best;
}

/// Draws until mtry features that vary were looked at.
std::vector<BinnedFeature> search_drawn(const LargeNodeTools& tools, const LargeNode& node,
                                        CandidateFeatures& candidates, FeatureDraw& draw,
                                        const CutRules& rules) {
    std::vector<BinnedFeature> found;
    const std::size_t mtry = tools.growth->limits.mtry;
    while (found.size() < mtry) {
        std::vector<BinnedFeature> batch;
        while (batch.size() < mtry - found.size()) {
            const auto feature = candidates.draw(draw);
            if (!feature) {
                break;
            }
            batch.push_back({*feature, false, {}, 0});
        }
        if (batch.empty()) {
            break;
        }
        const auto look = [&](std::int64_t i) {
            BinnedFeature& entry = batch[static_cast<std::size_t>(i)];
            entry = search_bins(*tools.features, node, entry.feature, rules, tools.growth->engine);
        };
        if (node.count >= rows_worth_threads) {
            tools.host->parallel_for(static_cast<std::int64_t>(batch.size()), look);
        } else {
            for (std::size_t i = 0; i < batch.size(); ++i) {
                look(static_cast<std::int64_t>(i));
            }
        }
        for (BinnedFeature& feature : batch) {
            if (feature.varies) {
                found.push_back(std::move(feature));
            } else {
                candidates.mark_constant(feature.feature);
            }
        }
    }
    return found;
}

/// Exact: looks into the bins of the features that may hold the best cut.
LargeCut best_inside(const LargeNodeTools& tools, const LargeNode& node,
                     const std::vector<BinnedFeature>& drawn, CutRules rules) {
    double greatest = -1;
    for (const BinnedFeature& feature : drawn) {
        greatest = feature.best.found ? std::max(greatest, feature.best.fall) : greatest;
    }
    const double at_least = greatest * (1 - 1e-9) - 2 * rules.margin;
    LargeCut best;
    for (const BinnedFeature& feature : drawn) {
        const bool inside = feature.bound >= at_least;
        if (!inside && !(feature.best.found && feature.best.fall >= at_least)) {
            continue;
        }
        const LargeCut cut = inside
                                 ? search_inside_bins(*tools.features, node, feature.feature, rules, at_least)
                                 : feature.best;
        if (cut.found && cut.fall > rules.above) {
            best = cut;
            rules.above = cut.fall + rules.margin;
        }
    }
    return best;
}

LargeCut search_at_random(const LargeNodeTools& tools, const LargeNode& node, CandidateFeatures& candidates,
                          FeatureDraw& draw, CutRules rules) {
    LargeCut best;
    for (std::size_t tried = 0; tried < tools.growth->limits.mtry;) {
        const auto feature = candidates.draw(draw);
        if (!feature) {
            break;
        }
        auto cut = search_random(*tools.features, node, *feature, rules, draw);
        if (!cut) {
            candidates.mark_constant(*feature);
            continue;
        }
        ++tried;
        if (cut->found) {
            rules.above = cut->fall + rules.margin;
            best = std::move(*cut);
        }
    }
    return best;
}

} // namespace

LargeCut choose_large_cut(const LargeNodeTools& tools, const LargeNode& node, double impurity,
                          CandidateFeatures& candidates, FeatureDraw& draw) {
    const CutRules rules{-1, 1e-10 * impurity, tools.growth->limits.min_leaf};
    if (tools.growth->cuts == Cuts::random) {
        return search_at_random(tools, node, candidates, draw, rules);
    }
    const std::vector<BinnedFeature> drawn = search_drawn(tools, node, candidates, draw, rules);
    const LargeCut border = best_border(drawn, rules);
    const bool look_inside = tools.growth->engine == Engine::exact || !border.found;
    return look_inside ? best_inside(tools, node, drawn, rules) : border;
}

} // namespace sinter::plugins::random_forest
