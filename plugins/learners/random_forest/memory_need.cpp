// SPDX-License-Identifier: Apache-2.0
#include "plugins/learners/random_forest/memory_need.hpp"

#include "plugins/learners/random_forest/trees/tree.hpp"

#include <sinter/error.hpp>

#include <cmath>
#include <limits>
#include <string>
#include <unistd.h>

namespace sinter::plugins::random_forest {
namespace {

constexpr double gibibyte = 1024.0 * 1024.0 * 1024.0;

std::string gibibytes(double bytes) {
    return std::to_string(std::lround(std::ceil(bytes / gibibyte))) + " GiB";
}

} // namespace

double bytes_needed(const ForestSize& size) noexcept {
    constexpr double share_in_bag = 0.633;
    const double leaves = share_in_bag * static_cast<double>(size.rows) / static_cast<double>(size.min_leaf);
    const double nodes = 2 * leaves * static_cast<double>(size.labels);
    const double node_bytes = sizeof(Node) + sizeof(float);
    return static_cast<double>(size.trees) * (nodes * node_bytes + static_cast<double>(size.materials));
}

void require_memory(const ForestSize& size, double available) {
    const double needed = bytes_needed(size);
    if (needed <= available) {
        return;
    }
    const double fit = std::floor(static_cast<double>(size.trees) * available / needed);
    throw Error(SINTER_OUT_OF_MEMORY, "random_forest: " + std::to_string(size.trees) + " trees on " +
                                          std::to_string(size.rows) + " rows can take " + gibibytes(needed) +
                                          ", and this machine has " + gibibytes(available) + "; at most " +
                                          std::to_string(std::lround(fit)) + " trees fit");
}

double physical_memory() noexcept {
    const long pages = sysconf(_SC_PHYS_PAGES);
    const long page = sysconf(_SC_PAGESIZE);
    return pages > 0 && page > 0 ? static_cast<double>(pages) * static_cast<double>(page)
                                 : std::numeric_limits<double>::infinity();
}

} // namespace sinter::plugins::random_forest
