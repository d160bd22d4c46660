// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/support/test_host.hpp"

#include <sinter/learner.hpp>
#include <sinter/parameters.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <memory>
#include <vector>

namespace sinter::tests {

/// Owns what a training set looks at.
struct TrainingData {
    RowMatrix x;
    RowMatrix y;
    std::vector<double> weights;
    std::vector<std::uint64_t> materials; ///< filled by set(): a material a row, unless given
    Stream stream = Stream(7);
    std::vector<Label> infos = {}; ///< none: numbers
    std::vector<double> label_weights = {};

    [[nodiscard]] TrainingSet set() {
        if (materials.empty()) {
            for (Index row = 0; row < x.rows(); ++row) {
                materials.push_back(0x9E3779B97F4A7C15ULL * static_cast<std::uint64_t>(row + 1));
            }
        }
        TrainingSet t;
        t.features = x;
        t.labels = y;
        t.weights = weights;
        t.materials = materials;
        t.stream = stream;
        t.label_infos = infos;
        t.label_weights = label_weights;
        return t;
    }
};

/// Friedman's first function of the first five of `features` uniform features, with noise of deviation 1.
inline TrainingData friedman(Index rows, Index features, std::uint64_t seed) {
    constexpr double pi = 3.141592653589793;
    Draws draws(Stream(seed).derive("friedman"));
    TrainingData data{RowMatrix(rows, features), RowMatrix(rows, 1), {}, {}};
    for (Index row = 0; row < rows; ++row) {
        for (Index f = 0; f < features; ++f) {
            data.x(row, f) = draws.uniform();
        }
        double noise = -6;
        for (int i = 0; i < 12; ++i) {
            noise += draws.uniform();
        }
        const auto x = data.x.row(row);
        data.y(row, 0) =
            10 * std::sin(pi * x(0) * x(1)) + 20 * (x(2) - 0.5) * (x(2) - 0.5) + 10 * x(3) + 5 * x(4) + noise;
    }
    return data;
}

/// The same bits, NaN included.
inline bool same(const RowMatrix& a, const RowMatrix& b) {
    return a.rows() == b.rows() &&
           std::equal(a.data(), a.data() + a.size(), b.data(), b.data() + b.size(),
                      [](double u, double v) { return u == v || (std::isnan(u) && std::isnan(v)); });
}

template <class LearnerClass>
Options default_options() {
    return Options::defaults(LearnerClass::parameters());
}

template <class LearnerClass>
std::shared_ptr<const Model> fit(TrainingData& data, const Options& options, Host& host) {
    return LearnerClass(options).fit(data.set(), host);
}

inline RowMatrix predict(const Model& model, const RowMatrix& x, Index outputs = 1) {
    RowMatrix mean(x.rows(), outputs);
    model.predict(x, mean);
    return mean;
}

struct Deviations {
    RowMatrix mean, sigma_mean, sigma_obs;
};
inline Deviations deviations(const Model& model, const RowMatrix& x, Index outputs = 1) {
    Deviations d{RowMatrix(x.rows(), outputs), RowMatrix(x.rows(), outputs), RowMatrix(x.rows(), outputs)};
    model.uncertainty()->predict_with_deviations(x, d.mean, d.sigma_mean, d.sigma_obs);
    return d;
}

inline RowMatrix out_of_bag(const Model& model, const RowMatrix& x,
                            const std::vector<std::uint64_t>& materials, Index outputs = 1) {
    RowMatrix mean(x.rows(), outputs);
    model.out_of_bag()->predict_out_of_bag(x, materials, mean);
    return mean;
}

} // namespace sinter::tests
