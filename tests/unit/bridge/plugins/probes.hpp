// SPDX-License-Identifier: Apache-2.0
//
// A plugin of each kind whose every answer can be told from its inputs. The test builds them in process and
// as libraries, and compares.
#pragma once

#include <sinter/error.hpp>
#include <sinter/featurizer.hpp>
#include <sinter/learner.hpp>
#include <sinter/parameters.hpp>
#include <sinter/strategy.hpp>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <memory>
#include <stdexcept>
#include <utility>
#include <vector>

namespace sinter::tests {

inline double address_as_number(const void* address) {
    static_assert(sizeof(double) == sizeof address);
    double number = 0;
    std::memcpy(&number, &address, sizeof number);
    return number;
}

/// mean(i, k) = sum of row i + offset of label k; materials of the training set are -1 out of bag.
class ProbeModel final : public Model, private Uncertainty, private OutOfBag {
public:
    ProbeModel(std::vector<double> offsets, std::vector<std::uint64_t> seen, bool abilities)
        : offsets_(std::move(offsets)), seen_(std::move(seen)), abilities_(abilities) {}

    void predict(MatrixView x, MatrixOut mean) const override {
        for (Index i = 0; i < x.rows(); ++i) {
            for (Index k = 0; k < mean.columns(); ++k) {
                mean(i, k) = x.map().row(i).sum() + offsets_[static_cast<std::size_t>(k)];
            }
        }
    }
    [[nodiscard]] const Uncertainty* uncertainty() const override { return abilities_ ? this : nullptr; }
    [[nodiscard]] const OutOfBag* out_of_bag() const override { return abilities_ ? this : nullptr; }

private:
    void predict_with_deviations(MatrixView x, MatrixOut mean, MatrixOut sigma_mean,
                                 MatrixOut sigma_obs) const override {
        if (mean.wanted()) {
            predict(x, mean);
        }
        if (sigma_mean.wanted()) {
            sigma_mean.map().setConstant(1);
        }
        if (sigma_obs.wanted()) {
            sigma_obs.map().setConstant(2);
        }
    }
    void predict_out_of_bag(MatrixView x, Span<std::uint64_t> materials, MatrixOut mean) const override {
        predict(x, mean);
        for (std::size_t i = 0; i < materials.size(); ++i) {
            if (std::find(seen_.begin(), seen_.end(), materials[i]) != seen_.end()) {
                mean.map().row(static_cast<Index>(i)).setConstant(-1);
            }
        }
    }

    std::vector<double> offsets_;
    std::vector<std::uint64_t> seen_;
    bool abilities_;
};

/// Writes the address of the matrix that it was given.
class AddressModel final : public Model {
public:
    void predict(MatrixView x, MatrixOut mean) const override { mean(0, 0) = address_as_number(x.c().data); }
};

class ProbeLearner final : public Learner {
public:
    static Parameters parameters() {
        Parameters p;
        p.text("mode", "mean")
            .choices({"mean", "plain", "address", "throw", "unsupported", "throw_in_loop", "nested",
                      "until_cancelled"})
            .doc("what fit does");
        p.integer("digits", "all").at_least(1).at_most(9).choices({"all", "none"});
        p.real("scale", 1.0);
        p.texts("notes", {}).doc("logged");
        p.reals("extra", {});
        return p;
    }
    explicit ProbeLearner(const Options& o)
        : mode_(o.text("mode")), scale_(o.real("scale")), notes_(o.texts("notes")), extra_(o.reals("extra")) {
        if (scale_ < 0) {
            fail_invalid("scale is negative");
        }
    }
    [[nodiscard]] Capabilities capabilities() const override {
        return SINTER_CAN_REGRESS | SINTER_CAN_MANY_LABELS | SINTER_CAN_WEIGHTS;
    }
    [[nodiscard]] std::shared_ptr<const Model> fit(const TrainingSet& t, Host& host) const override {
        if (mode_ == "address") {
            return std::make_shared<AddressModel>();
        }
        if (mode_ == "throw") {
            throw std::runtime_error("thrown in fit");
        }
        if (mode_ == "unsupported") {
            fail_unsupported("this learner takes no such labels");
        }
        if (mode_ == "throw_in_loop") {
            throw_in_loop(host);
        }
        if (mode_ == "until_cancelled") {
            wait_until_cancelled(host);
        }
        for (const auto& note : notes_) {
            host.log(LogLevel::notice, note + " " + t.label_infos[0].name + " " + t.label_infos[0].unit +
                                           " " + t.feature_infos[0].name);
        }
        std::vector<double> offsets(static_cast<std::size_t>(t.labels.columns()));
        host.parallel_for(t.labels.columns(), [&](std::int64_t k) {
            offsets[static_cast<std::size_t>(k)] = scale_ * weighted_mean(t, k) + extra_sum();
        });
        if (mode_ == "nested") {
            add_nested_count(host, offsets);
        }
        host.progress(0.5);
        return std::make_shared<ProbeModel>(
            std::move(offsets), std::vector<std::uint64_t>(t.materials.begin(), t.materials.end()),
            mode_ != "plain");
    }

private:
    static double weighted_mean(const TrainingSet& t, std::int64_t k) {
        double sum = 0;
        double total = 0;
        for (Index i = 0; i < t.labels.rows(); ++i) {
            const double w = t.weights.empty() ? 1 : t.weights[static_cast<std::size_t>(i)];
            sum += w * t.labels(i, k);
            total += w;
        }
        return sum / total + t.stream.uniform(static_cast<std::uint64_t>(k));
    }
    double extra_sum() const {
        double sum = 0;
        for (const double e : extra_) {
            sum += e;
        }
        return sum;
    }
    static void throw_in_loop(Host& host) {
        host.parallel_for(100, [](std::int64_t i) {
            if (i == 7 || i == 50 || i == 99) {
                throw Error(SINTER_NUMERICAL, "body " + std::to_string(i));
            }
        });
    }
    static void add_nested_count(Host& host, std::vector<double>& offsets) {
        std::vector<double> counts(10);
        host.parallel_for(10, [&](std::int64_t i) {
            std::vector<double> inner(20);
            host.parallel_for(20, [&](std::int64_t j) { inner[static_cast<std::size_t>(j)] = 1; });
            for (const double one : inner) {
                counts[static_cast<std::size_t>(i)] += one;
            }
        });
        for (const double count : counts) {
            offsets[0] += count;
        }
    }
    [[noreturn]] static void wait_until_cancelled(Host& host) {
        while (!host.cancelled()) {
        }
        throw Error(SINTER_CANCELLED, "stopped");
    }

    std::string mode_;
    double scale_;
    std::vector<std::string> notes_;
    std::vector<double> extra_;
};

/// Features: the sum of Z * amount, and the input columns as they are.
class ProbeFeaturizer final : public Featurizer {
public:
    static Parameters parameters() {
        Parameters p;
        p.real("most", 100).doc("a material with more of an element is an error");
        return p;
    }
    ProbeFeaturizer(const Options& o, const std::vector<InputColumn>& inputs) : most_(o.real("most")) {
        features_.push_back({"electrons", "1", FeatureKind::number, 0});
        for (const auto& column : inputs) {
            features_.push_back({"input " + column.name, column.unit, column.kind,
                                 static_cast<std::uint32_t>(column.levels.size())});
        }
    }
    [[nodiscard]] const std::vector<Feature>& features() const override { return features_; }
    void featurize(const Materials& materials, MatrixOut out, RowReports& rows) const override {
        for (Index i = 0; i < materials.size(); ++i) {
            const auto c = materials.composition(i);
            out(i, 0) = 0;
            for (std::size_t e = 0; e < c.amounts.size(); ++e) {
                out(i, 0) += c.atomic_numbers[e] * c.amounts[e];
            }
            for (std::size_t j = 0; j < materials.input_count(); ++j) {
                out(i, static_cast<Index>(j) + 1) = materials.input(i, j);
            }
            if (c.atomic_numbers[0] == 1) {
                rows.note(i, std::string(materials.name(i)) + " begins with H");
            }
            if (c.amounts[0] > most_) {
                rows.error(i, std::string(materials.name(i)) + " has too much");
                out.map().row(i).setConstant(std::numeric_limits<double>::quiet_NaN());
            }
        }
    }

private:
    double most_;
    std::vector<Feature> features_;
};

/// The learner's prediction of the target, plus what is known of the sources.
class ProbeTransferModel final : public TransferModel {
public:
    explicit ProbeTransferModel(std::shared_ptr<const Model> base) : base_(std::move(base)) {}
    void predict(const Candidates& c, const PredictionsOut& out) const override {
        base_->predict(c.features, out.mean);
        for (Index i = 0; i < c.features.rows(); ++i) {
            for (Index k = 0; k < c.known_sources.columns(); ++k) {
                const double known = c.known_sources(i, k);
                out.mean(i, 0) += std::isnan(known) ? 0 : known;
            }
            if (out.sigma_mean.wanted()) {
                out.sigma_mean(i, 0) = static_cast<double>(c.materials[static_cast<std::size_t>(i)]);
            }
            if (out.sigma_obs.wanted()) {
                out.sigma_obs(i, 0) = std::numeric_limits<double>::quiet_NaN();
            }
        }
    }

private:
    std::shared_ptr<const Model> base_;
};

class ProbeStrategy final : public TransferStrategy {
public:
    static Parameters parameters() {
        Parameters p;
        p.learner("learner").doc("fits the target");
        return p;
    }
    explicit ProbeStrategy(const Options& o) : learner_(o.text("learner")) {}
    [[nodiscard]] StrategyNeeds needs() const override { return {1, 3, 2, true}; }
    [[nodiscard]] std::shared_ptr<const TransferModel> fit(const TransferProblem& problem,
                                                           Host& host) const override {
        const Task& target = problem.targets[0];
        const auto n = static_cast<Index>(target.rows.size());
        RowMatrix x(n, problem.features.columns());
        RowMatrix y(n, 1);
        std::vector<std::uint64_t> materials;
        for (std::size_t i = 0; i < target.rows.size(); ++i) {
            x.row(static_cast<Index>(i)) = problem.features.map().row(target.rows[i]);
            y(static_cast<Index>(i), 0) = target.labels[i];
            materials.push_back(problem.materials[static_cast<std::size_t>(target.rows[i])]);
        }
        host.log(LogLevel::info,
                 target.label.name + " from " + problem.sources[0].label.name + " (" +
                     problem.sources[0].context + ")" +
                     (problem.source_rows == sinter::SourceRows::read_out_of_bag ? " out of bag" : ""));
        const std::vector<Label> labels{target.label};
        const auto learner = host.make_learner(learner_);
        return std::make_shared<ProbeTransferModel>(learner->fit(
            {x, y, target.weights, materials, problem.feature_infos, labels, target.stream}, host));
    }

private:
    std::string learner_;
};

} // namespace sinter::tests
