// SPDX-License-Identifier: Apache-2.0
//
// A transfer problem of a few rows, built in the open: one feature, one target, one source.
#pragma once

#include "tests/support/test_host.hpp"
#include "tests/unit/strategies/nearest_label.hpp"

#include <sinter/parameters.hpp>
#include <sinter/prediction.hpp>
#include <sinter/strategy.hpp>

#include <Eigen/Core>

#include <limits>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace sinter::tests {

inline constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

/// Rows are materials 100, 101, ...; `feature`, `target` and `source` have one entry a material, NaN: no
/// label.
struct SmallProblem {
    SmallProblem(std::vector<double> x, std::vector<double> y_target, std::vector<double> y_source)
        : feature(std::move(x)), target(std::move(y_target)), source(std::move(y_source)) {}

    std::vector<double> feature;
    std::vector<double> target;
    std::vector<double> source;
    bool read_sources_out_of_bag = false;

    [[nodiscard]] TransferProblem problem() {
        const auto n = static_cast<Index>(feature.size());
        x_.resize(n, 1);
        materials_.clear();
        target_rows_.clear(), target_labels_.clear(), source_rows_.clear(), source_labels_.clear();
        for (Index i = 0; i < n; ++i) {
            const auto at = static_cast<std::size_t>(i);
            x_(i, 0) = feature[at];
            materials_.push_back(100 + static_cast<std::uint64_t>(i));
            if (target[at] == target[at]) {
                target_rows_.push_back(i), target_labels_.push_back(target[at]);
            }
            if (source[at] == source[at]) {
                source_rows_.push_back(i), source_labels_.push_back(source[at]);
            }
        }
        TransferProblem p;
        p.features = x_;
        p.materials = materials_;
        p.feature_infos = infos_;
        p.targets.push_back({{"gap_expt", "eV", 0}, "measured", target_rows_, target_labels_, {}, Stream(1)});
        p.sources.push_back({{"gap_pbe", "eV", 0}, "PBE", source_rows_, source_labels_, {}, Stream(2)});
        p.read_sources_out_of_bag = read_sources_out_of_bag;
        return p;
    }

private:
    RowMatrix x_;
    std::vector<std::uint64_t> materials_;
    std::vector<Feature> infos_{{"x", "", Kind::number, 0}};
    std::vector<std::int64_t> target_rows_, source_rows_;
    std::vector<double> target_labels_, source_labels_;
};

/// Fits with SameFeatureMeanLearner as "learner" and predicts one candidate.
template <class Strategy>
double predict_one(const Options& options, SmallProblem& small, double feature, std::uint64_t material,
                   double known_source = unknown) {
    TestHost host;
    host.learners["m"] = [] { return std::make_unique<SameFeatureMeanLearner>(); };
    const Strategy strategy(options.with("learner", "m"));
    const auto model = strategy.fit(small.problem(), host);
    RowMatrix x(1, 1);
    x << feature;
    RowMatrix known(1, 1);
    known << known_source;
    const std::vector<std::uint64_t> materials{material};
    Eigen::MatrixXd mean(1, 1);
    Eigen::MatrixXd sigma_mean(1, 1);
    Eigen::MatrixXd sigma_obs(1, 1);
    model->predict({x, materials, known}, {MatrixOut(mean), MatrixOut(sigma_mean), MatrixOut(sigma_obs)});
    return mean(0, 0);
}

} // namespace sinter::tests
