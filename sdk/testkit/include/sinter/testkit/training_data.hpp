// SPDX-License-Identifier: Apache-2.0
//
// Training sets for learners under test: a smooth function of a few features, in numbers or in classes.
#pragma once

#include <sinter/learner.hpp>
#include <sinter/random.hpp>
#include <sinter/testkit/guarded_matrix.hpp>
#include <sinter/views.hpp>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace sinter::testkit {

/// rows x columns, uniform in [-1, 1).
[[nodiscard]] inline RowMatrix random_features(Index rows, Index columns, Stream stream) {
    RowMatrix x(rows, columns);
    Draws draws(stream);
    for (Index k = 0; k < x.size(); ++k) {
        x.data()[k] = 2 * draws.uniform() - 1;
    }
    return x;
}

/// What is to be learned: label k of a row.
[[nodiscard]] inline double truth(const RowMatrix& x, Index row, Index label) {
    const double first = x(row, 0);
    const double second = x(row, x.cols() > 1 ? 1 : 0);
    return 2.5 + static_cast<double>(label) + first + 0.5 * std::sin(3 * second);
}

/// Owns what a TrainingSet looks at. Change its members, then take training().
class TrainingData {
public:
    TrainingData() = default;
    TrainingData(Index rows, Index columns, Stream stream) : stream_(stream.derive("fit")) {
        features = random_features(rows, columns, stream.derive("features"));
        for (Index j = 0; j < columns; ++j) {
            Feature info;
            info.name = "x" + std::to_string(j);
            infos_.push_back(info);
        }
        for (Index i = 0; i < rows; ++i) {
            materials.push_back(stream.derive("materials").bits(static_cast<std::uint64_t>(i)));
        }
    }

    TrainingData& add_number() {
        const Index k = labels.cols();
        labels.conservativeResize(features.rows(), k + 1);
        for (Index i = 0; i < features.rows(); ++i) {
            labels(i, k) = truth(features, i, k);
        }
        label_infos.push_back({"y" + std::to_string(k), "eV", 0});
        return *this;
    }
    TrainingData& add_classes(std::uint32_t count) {
        const Index k = labels.cols();
        labels.conservativeResize(features.rows(), k + 1);
        for (Index i = 0; i < features.rows(); ++i) {
            const double share = (truth(features, i, 0) - 1.0) / 3.0; // 0 to 1
            const double index = std::floor(share * count);
            labels(i, k) = std::fmin(std::fmax(index, 0), count - 1.0);
        }
        label_infos.push_back({"c" + std::to_string(k), "", count});
        return *this;
    }
    /// Numbers where the learner takes them, else classes.
    TrainingData& add_label_for(Capabilities capabilities) {
        return (capabilities & SINTER_CAN_REGRESS) != 0 ? add_number() : add_classes(3);
    }

    [[nodiscard]] TrainingSet training() const {
        return {features, labels, weights, materials, infos_, label_infos, stream_, {}};
    }
    /// The same, with features and labels in memory of others.
    [[nodiscard]] TrainingSet training(const GuardedMatrix& x, const GuardedMatrix& y) const {
        return {x.view(), y.view(), weights, materials, infos_, label_infos, stream_, {}};
    }
    void set_stream(Stream stream) { stream_ = stream; }

    RowMatrix features;
    RowMatrix labels;
    std::vector<double> weights;
    std::vector<std::uint64_t> materials;
    std::vector<Label> label_infos;

private:
    std::vector<Feature> infos_;
    Stream stream_;
};

} // namespace sinter::testkit
