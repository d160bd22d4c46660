// SPDX-License-Identifier: Apache-2.0
//
// scale = "auto": against the definition, written out.
#include "plugins/strategies/difference/difference.hpp"
#include "tests/unit/strategies/small_problem.hpp"

#include <sinter/random.hpp>
#include <sinter/unknown.hpp>

#include <catch2/catch.hpp>

#include <cmath>
#include <map>
#include <set>
#include <sstream>

using namespace sinter;
using namespace sinter::tests;
using plugins::difference::Difference;

namespace {

const Options automatic =
    Options::defaults(Difference::parameters()).with("scale", "auto").with("source_learner", "s");

/// Twelve materials in three groups of equal first feature, which the target's learner knows them by. The
/// source's learner knows both features, by which each has one fellow with a similar source label. The target
/// is `slope` times the source and noise.
SmallProblem noisy(std::uint64_t seed, double slope, double noise = 1) {
    Draws draws{Stream(seed)};
    RowMatrix x(12, 2);
    std::vector<double> target;
    std::vector<double> source;
    for (Index i = 0; i < 12; ++i) {
        x.row(i) << static_cast<double>(i / 4), static_cast<double>(i / 2);
        source.push_back(i % 2 == 0 ? 6 * draws.uniform() - 3 : source.back() + draws.uniform());
        target.push_back(slope * source.back() + noise * draws.uniform());
    }
    return {x, {{{"gap_expt", "eV", 0}, target}}, {{{"gap_pbe", "eV", 0}, source}}};
}

/// Mean of v over the other materials that share i's feature: what SameFeatureMean predicts out of bag.
double others(const SmallProblem& p, const std::vector<double>& v, std::size_t i, Index feature) {
    double sum = 0;
    double count = 0;
    for (std::size_t j = 0; j < v.size(); ++j) {
        if (j != i &&
            p.features(static_cast<Index>(j), feature) == p.features(static_cast<Index>(i), feature)) {
            sum += v[j];
            count += 1;
        }
    }
    return sum / count;
}

/// The source out of bag.
std::vector<double> predicted_source(const SmallProblem& p) {
    std::vector<double> s;
    for (std::size_t i = 0; i < 12; ++i) {
        s.push_back(others(p, p.sources[0].labels, i, 1));
    }
    return s;
}

/// The composite out-of-bag mean square of rho, from the definition. `training`: what the difference is
/// fitted on; `seen`: what a candidate would see.
double composite(const SmallProblem& p, double rho, const std::vector<double>& training,
                 const std::vector<double>& seen) {
    const auto& y = p.targets[0].labels;
    std::vector<double> remainder;
    for (std::size_t i = 0; i < y.size(); ++i) {
        remainder.push_back(y[i] - rho * training[i]);
    }
    double sum = 0;
    double total = 0;
    for (std::size_t i = 0; i < y.size(); ++i) {
        const double weight = p.targets[0].weights.empty() ? 1 : p.targets[0].weights[i];
        sum += weight * std::pow(y[i] - rho * seen[i] - others(p, remainder, i, 0), 2);
        total += weight;
    }
    return sum / total;
}

double best_of(const SmallProblem& p, const std::vector<double>& training, const std::vector<double>& seen) {
    std::map<double, double> scale_of;
    for (const double rho : {0.0, 0.25, 0.5, 0.75, 1.0, 1.25, 1.5}) {
        scale_of.emplace(composite(p, rho, training, seen), rho);
    }
    return scale_of.begin()->second;
}

/// Compares all features.
std::unique_ptr<Learner> source_learner() {
    return std::make_unique<SameFeatureMeanLearner>(SameFeatureMeanOptions{0, true, unknown, nullptr});
}
const SmallCandidates candidate(RowMatrix(RowMatrix::Ones(1, 2)));

/// The scale that the strategy says it took.
double taken(const Options& options, const SmallProblem& p, const SameFeatureMeanOptions& learner = {}) {
    TestHost host;
    host.learners["s"] = source_learner;
    predict_with<Difference>([&] { return std::make_unique<SameFeatureMeanLearner>(learner); }, options, p,
                             candidate, host);
    REQUIRE(host.lines.size() == 1);
    CHECK(host.lines[0].level == LogLevel::notice);
    double rho = unknown;
    std::string label;
    std::istringstream text(host.lines[0].text);
    text.ignore(100, 'k') >> rho; // "... took RHO for LABEL"
    text.ignore(5) >> label;
    CHECK(label == "gap_expt");
    return rho;
}

} // namespace

TEST_CASE("the scale is the one with the lowest composite out-of-bag error, where the source is predicted") {
    std::set<double> seen;
    for (std::uint64_t seed = 1; seed <= 30; ++seed) {
        const SmallProblem p = noisy(seed, 0.5);
        const std::vector<double> s = predicted_source(p);
        const double rho = taken(automatic, p);
        CHECK(rho == best_of(p, s, s));
        seen.insert(rho);
    }
    CHECK(seen.size() >= 3); // or the test could not tell one from the other
}

TEST_CASE("the scale is the one with the lowest composite out-of-bag error, where the source is measured") {
    const auto measured =
        automatic.with("source_in_training", "measured").with("source_at_prediction", "measured_if_known");
    for (const double slope : {0.0, 0.25, 0.5, 0.75, 1.0, 1.25, 1.5}) {
        SmallProblem p = noisy(7, slope);
        const auto& s = p.sources[0].labels;
        CHECK(taken(measured, p) == best_of(p, s, s));
        CHECK(taken(measured, p) == slope);
    }
}

TEST_CASE("a candidate that does not know its source is not promised by the error of those that do") {
    // Trained on measured values, read predicted: the error counts what the candidate will see.
    const auto options = automatic.with("source_in_training", "measured");
    bool differs = false;
    for (std::uint64_t seed = 1; seed <= 30; ++seed) {
        const SmallProblem p = noisy(seed, 1);
        const std::vector<double> predicted = predicted_source(p);
        const auto& measured = p.sources[0].labels;
        const double rho = taken(options, p);
        CHECK(rho == best_of(p, measured, predicted));
        differs = differs || rho != best_of(p, measured, measured);
    }
    CHECK(differs);
}

TEST_CASE("the composite error weighs the target's rows") {
    const auto measured =
        automatic.with("source_in_training", "measured").with("source_at_prediction", "measured_if_known");
    SmallProblem p = noisy(7, 0.5, 0.1);
    for (std::size_t i = 0; i < 12; ++i) {
        const bool counts = i < 6;
        p.targets[0].weights.push_back(counts ? 1 : 1e-9);
        if (!counts) {
            p.targets[0].labels[i] = 50 * p.sources[0].labels[i];
        }
    }
    CHECK(taken(measured, p) == 0.5);
    p.targets[0].weights.clear();
    CHECK(taken(measured, p) != 0.5);
}

TEST_CASE("a scale that makes no difference stays one") {
    SmallProblem p = noisy(7, 0.5);
    p.sources[0].labels.assign(12, 0);
    CHECK(taken(automatic, p) == 1);
}

TEST_CASE("where no row can be predicted out of bag the scale stays one") {
    const SmallProblem p{{1, 2}, {5, 7}, {3, 4}};
    CHECK(taken(automatic.with("source_in_training", "in_sample"), p) == 1);
}

TEST_CASE("the chosen scale is the one that predicts") {
    const auto options =
        automatic.with("source_in_training", "measured").with("source_at_prediction", "measured_if_known");
    const SmallProblem p = noisy(7, 0.5);
    const auto predict = [&](const Options& o) {
        TestHost host;
        host.learners["s"] = source_learner;
        SmallCandidates known = candidate;
        known.known(0, 0) = 2;
        return predict_with<Difference>([] { return std::make_unique<SameFeatureMeanLearner>(); }, o, p,
                                        known, host)
            .mean(0, 0);
    };
    CHECK(predict(options) == predict(options.with("scale", 0.5)));
    CHECK(predict(options) != predict(options.with("scale", 1.0)));
}

TEST_CASE("a scale is also chosen for a learner without bags, by folds") {
    const auto measured =
        automatic.with("source_in_training", "measured").with("source_at_prediction", "measured_if_known");
    CHECK(taken(measured, noisy(7, 0.75), {1, false, unknown, nullptr}) == 0.75);
}
