// SPDX-License-Identifier: Apache-2.0
//
// Rows that learners in Python are fitted on, and what they predict of them.
#pragma once

#include "tests/support/test_host.hpp"

#include <sinter/prediction.hpp>

#include <cstring>
#include <functional>
#include <string>
#include <vector>

namespace sinter::tests {

/// Rows of a smooth function with a little noise.
struct Data {
    RowMatrix x;
    RowMatrix y;
    std::vector<double> weights{};
    std::vector<std::uint64_t> materials;
    std::vector<Feature> features;
    std::vector<Label> labels{{"gap", "eV", 0}};

    explicit Data(Index rows = 40, Index columns = 3) : x(rows, columns), y(rows, 1) {
        Draws draws(Stream(7));
        for (Index i = 0; i < rows; ++i) {
            for (Index j = 0; j < columns; ++j) {
                x(i, j) = draws.uniform();
            }
            y(i, 0) = 1 + 2 * x(i, 0) - x(i, columns - 1) + 0.1 * draws.uniform();
            materials.push_back(static_cast<std::uint64_t>(100 + i));
        }
        for (Index j = 0; j < columns; ++j) {
            features.push_back({"f" + std::to_string(j), "", {}, 0});
        }
    }
    [[nodiscard]] TrainingSet training(std::uint64_t seed = 5) const {
        return {x, y, weights, materials, features, labels, Stream(seed)};
    }
};

inline std::string error_text(const std::function<void()>& work) {
    try {
        work();
    } catch (const Error& e) {
        return e.what();
    }
    return "no error";
}

inline RowMatrix predicted(const Learner& learner, const Data& data, std::uint64_t seed = 5) {
    TestHost host;
    const auto model = learner.fit(data.training(seed), host);
    return predict_labels(*model, data.x, data.labels).mean;
}

inline bool same_bytes(const RowMatrix& a, const RowMatrix& b) {
    return a.size() == b.size() &&
           std::memcmp(a.data(), b.data(), static_cast<std::size_t>(a.size()) * sizeof(double)) == 0;
}

} // namespace sinter::tests
