// SPDX-License-Identifier: Apache-2.0
//
// A split says which rows a trial trains on and which it is judged by. A protocol (k_fold.hpp,
// holdout.hpp, leave_one_group_out.hpp, predefined.hpp) makes a list of them.
#pragma once

#include <cstdint>
#include <vector>

namespace sinter::evaluation {

/// One fold of one repeat. Rows are indices into the list of group keys that the protocol was given,
/// ascending. No row is in both lists, and no group is in both lists;
/// a protocol may leave rows out of both (predefined.hpp, training_subset.hpp).
struct Split {
    int repeat = 0; ///< from 0
    int fold = 0;   ///< from 0, within the repeat
    std::vector<std::int64_t> training;
    std::vector<std::int64_t> test;
};

} // namespace sinter::evaluation
