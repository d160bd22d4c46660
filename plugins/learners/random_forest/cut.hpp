// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

namespace sinter::plugins::random_forest {

/// Rows with codes <= lower go left.
template <class Code>
struct Cut {
    std::size_t feature = 0;
    Code lower = 0;
    bool missing_left = false;
    bool found = false;
};

} // namespace sinter::plugins::random_forest
