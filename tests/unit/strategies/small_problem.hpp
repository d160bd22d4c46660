// SPDX-License-Identifier: Apache-2.0
//
// A transfer problem of a few rows, built in the open.
#pragma once

#include "tests/support/test_host.hpp"
#include "tests/unit/strategies/same_feature_mean.hpp"

#include <sinter/parameters.hpp>
#include <sinter/prediction.hpp>
#include <sinter/strategy.hpp>
#include <sinter/unknown.hpp>

#include <Eigen/Core>

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace sinter::tests {

/// A label and its records.
struct SmallTask {
    Label label;
    std::vector<std::int64_t> rows;
    std::vector<double> labels;
    std::vector<double> weights;

    /// One entry a row of the problem; NaN: no label.
    SmallTask(Label l, const std::vector<double>& values) : label(std::move(l)) {
        for (std::size_t i = 0; i < values.size(); ++i) {
            if (values[i] == values[i]) {
                rows.push_back(static_cast<std::int64_t>(i));
                labels.push_back(values[i]);
            }
        }
    }
    SmallTask(Label l, std::vector<std::int64_t> r, std::vector<double> values)
        : label(std::move(l)), rows(std::move(r)), labels(std::move(values)) {}

    [[nodiscard]] Task view(Stream stream) const { return {label, "", rows, labels, weights, stream}; }
};

/// Rows are materials 100, 101, ...
struct SmallProblem {
    /// One feature; one target and one source in eV.
    SmallProblem(const std::vector<double>& x, const std::vector<double>& y_target,
                 const std::vector<double>& y_source)
        : SmallProblem(x, {{{"gap_expt", "eV", 0}, y_target}}, {{{"gap_pbe", "eV", 0}, y_source}}) {}
    SmallProblem(const std::vector<double>& x, std::vector<SmallTask> t, std::vector<SmallTask> s)
        : SmallProblem(Eigen::Map<const Eigen::VectorXd>(x.data(), static_cast<Index>(x.size())),
                       std::move(t), std::move(s)) {}
    /// Several features; rows x features.
    template <class Derived>
    SmallProblem(const Eigen::MatrixBase<Derived>& x, std::vector<SmallTask> t, std::vector<SmallTask> s)
        : features(x), targets(std::move(t)), sources(std::move(s)) {
        for (Index i = 0; i < features.rows(); ++i) {
            materials.push_back(100 + static_cast<std::uint64_t>(i));
        }
        for (Index j = 0; j < features.cols(); ++j) {
            infos.push_back({"x" + std::to_string(j), "", FeatureKind::number, 0});
        }
    }

    RowMatrix features;
    std::vector<std::uint64_t> materials;
    std::vector<Feature> infos;
    std::vector<SmallTask> targets;
    std::vector<SmallTask> sources;
    SourceRows source_rows = SourceRows::held_out;

    /// A view onto this object. Fits on a target share one stream, as they do in a study.
    [[nodiscard]] TransferProblem problem() const {
        TransferProblem p;
        p.features = features;
        p.materials = materials;
        p.feature_infos = infos;
        p.stream = Stream(1);
        for (const auto& target : targets) {
            p.targets.push_back(target.view(Stream(1)));
        }
        for (const auto& source : sources) {
            p.sources.push_back(source.view(Stream(2)));
        }
        p.source_rows = source_rows;
        return p;
    }
    [[nodiscard]] Index outputs() const {
        Index count = 0;
        for (const auto& target : targets) {
            count += output_count(target.label);
        }
        return count;
    }
};

/// Candidates of materials that no problem has; known is rows x sources, not known unless said.
struct SmallCandidates {
    explicit SmallCandidates(RowMatrix x) : features(std::move(x)) {
        for (Index i = 0; i < features.rows(); ++i) {
            materials.push_back(900 + static_cast<std::uint64_t>(i));
        }
        known = RowMatrix::Constant(features.rows(), 8, unknown);
    }
    explicit SmallCandidates(double x) : SmallCandidates(RowMatrix(RowMatrix::Constant(1, 1, x))) {}

    RowMatrix features;
    std::vector<std::uint64_t> materials;
    RowMatrix known;

    [[nodiscard]] SmallCandidates of_material(std::uint64_t material) && {
        materials.front() = material;
        return std::move(*this);
    }
    [[nodiscard]] SmallCandidates with_known(double source) && {
        known(0, 0) = source;
        return std::move(*this);
    }
};

/// Fits the strategy and predicts; "m" is the learner that `make` gives.
template <class Strategy, class MakeLearner>
Prediction predict_with(const MakeLearner& make, const Options& options, const SmallProblem& small,
                        const SmallCandidates& candidates, TestHost& host) {
    host.learners["m"] = make;
    const Strategy strategy(options.with("learner", "m"));
    const auto model = strategy.fit(small.problem(), host);
    Prediction p(candidates.features.rows(), small.outputs());
    model->predict({candidates.features, candidates.materials, candidates.known},
                   {MatrixOut(p.mean), MatrixOut(p.sigma_mean), MatrixOut(p.sigma_obs)});
    return p;
}

/// With SameFeatureMeanLearner.
template <class Strategy>
Prediction predict_all(const Options& options, const SmallProblem& small, const SmallCandidates& candidates,
                       const SameFeatureMeanOptions& learner = {}) {
    TestHost host;
    const auto make = [&] { return std::make_unique<SameFeatureMeanLearner>(learner); };
    return predict_with<Strategy>(make, options, small, candidates, host);
}

/// The mean of one candidate's first output.
template <class Strategy>
double predict_one(const Options& options, const SmallProblem& small, double feature, std::uint64_t material,
                   double known_source = unknown) {
    return predict_all<Strategy>(options, small,
                                 SmallCandidates(feature).of_material(material).with_known(known_source))
        .mean(0, 0);
}

/// A boolean option; Options::with has none.
inline Options with_boolean(const Options& options, const std::string& name, bool value) {
    OptionValue changed;
    changed.type = ParameterType::boolean;
    changed.boolean = value;
    return options.with(name, changed);
}
inline Options with_reals(const Options& options, const std::string& name, std::vector<double> values) {
    OptionValue changed;
    changed.type = ParameterType::reals;
    changed.reals = std::move(values);
    return options.with(name, changed);
}

/// Equal to the last bit; NaN equals NaN.
inline bool same_bits(const RowMatrix& a, const RowMatrix& b) {
    if (a.rows() != b.rows() || a.cols() != b.cols()) {
        return false;
    }
    return ((a.array() == b.array()) || (a.array().isNaN() && b.array().isNaN())).all();
}
inline bool same_bits(const Prediction& a, const Prediction& b) {
    return same_bits(a.mean, b.mean) && same_bits(a.sigma_mean, b.sigma_mean) &&
           same_bits(a.sigma_obs, b.sigma_obs);
}

} // namespace sinter::tests
