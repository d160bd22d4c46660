// SPDX-License-Identifier: Apache-2.0
#include "plugins/learners/random_forest/auto_trees.hpp"

#include "plugins/learners/random_forest/out_of_bag_progress.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <functional>
#include <iterator>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace sinter::plugins::random_forest {
namespace {

constexpr Index step = 64;

Index next_size(Index trees, Index most) {
    const Index half_more = (trees + trees / 2 + step - 1) / step * step;
    return std::min(most, std::max(trees + step, half_more));
}

/// A host to whom a batch of trees is a part of the most that may grow.
class PartOfHost final : public Host {
public:
    PartOfHost(Host& host, double first, double share) : host_(&host), first_(first), share_(share) {}
    void parallel_for(std::int64_t count, const std::function<void(std::int64_t)>& body) override {
        host_->parallel_for(count, body);
    }
    std::unique_ptr<Learner> make_learner(std::string_view name, const OptionChanges& changed) override {
        return host_->make_learner(name, changed);
    }
    void progress(double fraction) override { host_->progress(first_ + fraction * share_); }
    void log(LogLevel level, std::string_view text) override { host_->log(level, text); }
    [[nodiscard]] bool cancelled() override { return host_->cancelled(); }
    [[nodiscard]] Stream stream(std::string_view purpose) override { return host_->stream(purpose); }

private:
    Host* host_;
    double first_;
    double share_;
};

void append(std::vector<LabelForest>& forest, std::vector<LabelForest> more) {
    if (forest.empty()) {
        forest = std::move(more);
        return;
    }
    for (std::size_t k = 0; k < forest.size(); ++k) {
        std::move(more[k].trees.begin(), more[k].trees.end(), std::back_inserter(forest[k].trees));
        std::move(more[k].shares.begin(), more[k].shares.end(), std::back_inserter(forest[k].shares));
        for (std::size_t f = 0; f < forest[k].impurity_falls.size(); ++f) {
            forest[k].impurity_falls[f] += more[k].impurity_falls[f];
        }
    }
}

/// Every label's error changed by less than `change` of itself.
bool settled(const std::vector<double>& before, const std::vector<double>& now, double change) {
    for (std::size_t k = 0; k < now.size(); ++k) {
        if (before.empty() || std::abs(now[k] - before[k]) > change * now[k]) {
            return false;
        }
    }
    return true;
}

bool quiet(const std::vector<double>& noise, const std::vector<double>& errors, double share) {
    for (std::size_t k = 0; k < errors.size(); ++k) {
        if (noise[k] > share * errors[k]) {
            return false;
        }
    }
    return true;
}

std::string percent(double share) { return std::to_string(std::lround(100 * share)) + " %"; }

std::string reason(bool enough, const EnoughTrees& limits) {
    if (!enough) {
        return std::string(", the most allowed: the out-of-bag error") +
               (limits.noise ? " or the Monte-Carlo part of sigma_mean" : "") + " has not settled";
    }
    const std::string error = ": the out-of-bag error changed by less than " + percent(limits.error_change);
    return limits.noise ? error + " and the Monte-Carlo part of sigma_mean is at most " +
                              percent(*limits.noise) + " of it"
                        : error;
}

} // namespace

void grow_until_settled(Forest& forest, const TrainingRows& rows, const std::vector<Index>& places,
                        const Growth& growth, const ForestStreams& streams, const EnoughTrees& enough,
                        Host& host) {
    OutOfBagProgress progress(rows, places);
    std::vector<double> before;
    bool stop = false;
    forest.bags = {0, static_cast<Index>(forest.materials.size()), {}};
    while (!stop && forest.bags.trees < enough.most) {
        const Index first = forest.bags.trees;
        const Index count = next_size(first, enough.most) - first;
        const BagCounts bags = draw_bags(streams.bags, streams.stream, count, forest.materials, first);
        const auto most = static_cast<double>(enough.most);
        PartOfHost part(host, static_cast<double>(first) / most, static_cast<double>(count) / most);
        auto trees = grow_forest(rows, bags, places, growth, streams.splits, part, first);
        progress.add(trees, bags, host);
        append(forest.labels, std::move(trees));
        forest.bags.counts.insert(forest.bags.counts.end(), bags.counts.begin(), bags.counts.end());
        forest.bags.trees += count;

        const std::vector<double> errors = progress.errors();
        stop =
            settled(before, errors, enough.error_change) &&
            (!enough.noise || quiet(median_monte_carlo_errors(forest, rows, places), errors, *enough.noise));
        before = errors;
    }
    host.log(LogLevel::notice, "random_forest: " + std::to_string(forest.bags.trees) +
                                   (forest.bags.trees == 1 ? " tree" : " trees") + reason(stop, enough));
}

} // namespace sinter::plugins::random_forest
