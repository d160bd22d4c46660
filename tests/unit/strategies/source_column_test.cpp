// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/strategies/small_problem.hpp"

#include <sinter/source_column.hpp>
#include <sinter/unknown.hpp>

#include <catch2/catch.hpp>

using namespace sinter;
using namespace sinter::tests;

namespace {

using InTraining = SourcePolicy::InTraining;
using AtPrediction = SourcePolicy::AtPrediction;

/// A source with three classes: materials 100 .. 103 share a feature, 104 has it too but no source label.
SmallProblem crystals() {
    return {std::vector<double>{1, 1, 1, 1, 1},
            {{{"gap", "eV", 0}, {1, 2, 3, 4, 5}}},
            {{{"crystal", "", 3}, {0, 1, 1, 2, unknown}}}};
}

SourceColumn column_of(const SmallProblem& small, const SourcePolicy& policy) {
    TestHost host;
    return {policy, small.problem(), 0, SameFeatureMeanLearner(), host};
}

RowMatrix row(double a, double b, double c) {
    RowMatrix r(1, 3);
    r << a, b, c;
    return r;
}

} // namespace

TEST_CASE("a source with classes is read as its classes' probabilities") {
    const SmallProblem p = crystals();
    SourcePolicy policy;
    const RowMatrix out_of_bag = column_of(p, policy).for_training(p.features, p.materials);
    REQUIRE(out_of_bag.cols() == 3);
    CHECK(out_of_bag.row(0).isApprox(row(0, 2 / 3.0, 1 / 3.0)));
    CHECK(out_of_bag.row(1).isApprox(row(1 / 3.0, 1 / 3.0, 1 / 3.0)));
    policy.in_training = InTraining::in_sample;
    CHECK(column_of(p, policy).for_training(p.features, p.materials).row(0).isApprox(row(.25, .5, .25)));
}

TEST_CASE("a measured class is one-hot, and shares where it was measured as several") {
    SmallProblem p = crystals();
    p.materials[2] = p.materials[0]; // material 100 is of class 0 and of class 1
    SourcePolicy policy;
    policy.in_training = InTraining::measured;
    const RowMatrix s = column_of(p, policy).for_training(p.features, p.materials);
    CHECK(s.row(0).isApprox(row(.5, .5, 0)));
    CHECK(s.row(1).isApprox(row(0, 1, 0)));
    CHECK(s.row(4).isApprox(row(.25, .5, .25))); // not measured: predicted
    policy.missing = SourcePolicy::MissingSource::drop;
    CHECK(column_of(p, policy).for_training(p.features, p.materials).row(4).array().isNaN().all());
}

TEST_CASE("a candidate's known class is one-hot where the policy says so, and has no deviation") {
    const SmallProblem p = crystals();
    SmallCandidates c = SmallCandidates(1).with_known(2);
    const auto read = [&](const SourcePolicy& policy) {
        return column_of(p, policy).for_candidates({c.features, c.materials, c.known});
    };
    SourcePolicy policy;
    CHECK(read(policy).mean.isApprox(row(.25, .5, .25)));
    policy.at_prediction = AtPrediction::measured_if_known;
    CHECK(read(policy).mean.isApprox(row(0, 0, 1)));
    CHECK(read(policy).sigma_mean.array().isNaN().all());
    c.known(0, 0) = unknown;
    CHECK(read(policy).mean.isApprox(row(.25, .5, .25)));
}

TEST_CASE("a number that is no class index is refused as a known class") {
    const SmallProblem p = crystals();
    SourcePolicy policy;
    policy.at_prediction = AtPrediction::measured_if_known;
    for (const double wrong : {0.5, 3.0, -1.0}) {
        const SmallCandidates c = SmallCandidates(1).with_known(wrong);
        CHECK_THROWS_WITH(column_of(p, policy).for_candidates({c.features, c.materials, c.known}),
                          Catch::Contains("not a class index of \"crystal\""));
    }
}

TEST_CASE("what training rows would see as candidates is never a fitted value") {
    // Out of bag 100 is predicted by 101 and the other way round.
    const SmallProblem p{{1, 1, 2}, {5, 7, 9}, {3, 4, unknown}};
    for (const auto in_training : {InTraining::out_of_bag, InTraining::in_sample, InTraining::measured}) {
        SourcePolicy policy;
        policy.in_training = in_training;
        const RowMatrix predicted = column_of(p, policy).as_for_candidates(p.features, p.materials);
        CHECK(predicted(0, 0) == 4);
        CHECK(predicted(1, 0) == 3);
        CHECK(std::isnan(predicted(2, 0)));
        policy.at_prediction = AtPrediction::measured_if_known;
        const RowMatrix known = column_of(p, policy).as_for_candidates(p.features, p.materials);
        CHECK(known(0, 0) == 3);
        CHECK(known(1, 0) == 4);
        CHECK(std::isnan(known(2, 0)));
    }
}

TEST_CASE("a source that only candidates read is fitted once, also where its learner has no bags") {
    SmallProblem p{{1, 1, 2}, {5, 7, 9}, {3, 4, 5}};
    std::vector<RecordedFit> fits;
    const SameFeatureMeanLearner learner({1, false, unknown, &fits});
    TestHost host;
    const SourceColumn plain(SourcePolicy(), p.problem(), 0, learner, host,
                             SourceColumn::Readers::candidates_only);
    CHECK(fits.size() == 1);
    fits.clear();
    p.source_rows = SourceRows::read_out_of_bag;
    const SourceColumn held(SourcePolicy(), p.problem(), 0, learner, host,
                            SourceColumn::Readers::candidates_only);
    CHECK(fits.size() == 1 + 3); // a fold for each of three materials
    const SmallCandidates c = SmallCandidates(1).of_material(100);
    CHECK(held.for_candidates({c.features, c.materials, c.known}).mean(0, 0) == 4);
}
