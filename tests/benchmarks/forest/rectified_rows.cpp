// SPDX-License-Identifier: Apache-2.0
#include "tests/benchmarks/forest/rectified_rows.hpp"

namespace sinter::bench {

std::vector<bool> rectified_rows(const Model& model, MatrixView x) {
    RowMatrix replaced(x.rows(), 1);
    model.monte_carlo_error()->predict_monte_carlo(x, MatrixOut(), replaced);
    std::vector<bool> rectified;
    for (const double is_replaced : replaced.col(0)) {
        rectified.push_back(is_replaced > 0);
    }
    return rectified;
}

} // namespace sinter::bench
