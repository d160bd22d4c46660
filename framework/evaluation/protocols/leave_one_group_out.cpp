// SPDX-License-Identifier: Apache-2.0
#include "framework/evaluation/protocols/leave_one_group_out.hpp"

#include "framework/evaluation/protocols/group_shuffle.hpp"

#include <string>

namespace sinter::evaluation {

std::vector<Split> leave_one_group_out(std::span<const std::uint64_t> groups,
                                       std::span<const std::uint64_t> order,
                                       const diagnostics::Position& where) {
    if (order.size() < 2) {
        throw diagnostics::InputError(diagnostics::ErrorKind::data, where,
                                      "to leave one group out there must be at least two, but the " +
                                          std::to_string(groups.size()) +
                                          " rows of the target label are in " + std::to_string(order.size()));
    }
    std::vector<Split> splits;
    for (std::size_t fold = 0; fold < order.size(); ++fold) {
        splits.push_back(hold_out(groups, order.subspan(fold, 1), 0, static_cast<int>(fold), where));
    }
    return splits;
}

} // namespace sinter::evaluation
