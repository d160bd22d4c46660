// SPDX-License-Identifier: Apache-2.0
#include "plugins/learners/random_forest/training/bags.hpp"

#include <algorithm>

namespace sinter::plugins::random_forest {
namespace {

void draw_poisson(Stream stream, Span<std::uint64_t> keys, std::uint8_t* counts) {
    for (std::size_t i = 0; i < keys.size(); ++i) {
        counts[i] = static_cast<std::uint8_t>(stream.poisson1(keys[i]));
    }
}

// A count above 255 would need a probability below 1e-500, so a byte holds it.
void draw_multinomial(Stream stream, std::size_t materials, std::uint8_t* counts) {
    Draws draws(stream);
    for (std::size_t i = 0; i < materials; ++i) {
        ++counts[draws.below(materials)];
    }
}

} // namespace

BagCounts draw_bags(BagKind kind, Stream stream, Index trees, Span<std::uint64_t> keys, Index first_tree) {
    const auto materials = static_cast<Index>(keys.size());
    BagCounts bags{trees, materials, std::vector<std::uint8_t>(static_cast<std::size_t>(trees * materials))};
    for (Index tree = 0; tree < trees; ++tree) {
        const Stream named = stream.derive("bag").derive(static_cast<std::uint64_t>(first_tree + tree));
        std::uint8_t* counts = bags.counts.data() + tree * materials;
        if (kind == BagKind::poisson) {
            draw_poisson(named, keys, counts);
        } else {
            draw_multinomial(named, keys.size(), counts);
        }
    }
    return bags;
}

std::vector<std::uint64_t> distinct_keys(Span<std::uint64_t> keys) {
    std::vector<std::uint64_t> sorted(keys.begin(), keys.end());
    std::sort(sorted.begin(), sorted.end());
    sorted.erase(std::unique(sorted.begin(), sorted.end()), sorted.end());
    return sorted;
}

Index place_of(std::uint64_t key, const std::vector<std::uint64_t>& sorted) {
    const auto found = std::lower_bound(sorted.begin(), sorted.end(), key);
    return found != sorted.end() && *found == key ? found - sorted.begin() : -1;
}

std::vector<Index> places_of(Span<std::uint64_t> keys, const std::vector<std::uint64_t>& sorted) {
    std::vector<Index> places;
    places.reserve(keys.size());
    for (const std::uint64_t key : keys) {
        places.push_back(place_of(key, sorted));
    }
    return places;
}

} // namespace sinter::plugins::random_forest
