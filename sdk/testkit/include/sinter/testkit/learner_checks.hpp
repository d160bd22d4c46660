// SPDX-License-Identifier: Apache-2.0
//
// Checks for learners.
#pragma once

#include <sinter/testkit/learner_bench.hpp>
#include <sinter/testkit/learner_order_checks.hpp>
#include <sinter/testkit/saved_model_checks.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace sinter::testkit {
namespace learner {

inline void capabilities(const Subject& subject) {
    const Bench bench(subject);
    if (!bench.can(SINTER_CAN_REGRESS) && !bench.can(SINTER_CAN_CLASSIFY)) {
        fail("capabilities() names neither SINTER_CAN_REGRESS nor SINTER_CAN_CLASSIFY",
             "say what labels it takes; the host gives it no others");
    }
    if (bench.can(SINTER_GIVES_OUT_OF_BAG)) {
        Bench fitting(subject);
        const auto data = fitting.data(24, 3, 1);
        if (fitting.fit(data.training())->out_of_bag() == nullptr) {
            fail("capabilities() names SINTER_GIVES_OUT_OF_BAG, but its model has no out-of-bag predictions",
                 "return an OutOfBag from Model::out_of_bag(), or leave the bit out");
        }
    }
}

inline void shapes(const Subject& subject) {
    Bench bench(subject);
    auto data = bench.data(24, 3, 1);
    const auto model = bench.fit(data.training());
    expect_sound(predicted(*model, bench.new_rows(7, 3), outputs_of(data)), data, "a prediction");
    static_cast<void>(predicted(*model, RowMatrix(0, 3), outputs_of(data)));
    if (bench.can(SINTER_CAN_REGRESS) && bench.can(SINTER_CAN_MANY_LABELS)) {
        auto several = data;
        several.add_number().add_number();
        const auto wide = bench.fit(several.training());
        expect_sound(predicted(*wide, bench.new_rows(5, 3), outputs_of(several)), several,
                     "a prediction of three labels");
    }
}

inline void classes(const Subject& subject) {
    Bench bench(subject);
    bench.require(SINTER_CAN_CLASSIFY, "SINTER_CAN_CLASSIFY");
    for (const std::uint32_t count : {2U, 4U}) {
        const auto data = TrainingData(24, 3, data_stream(subject, 2)).add_classes(count);
        const auto model = bench.fit(data.training());
        expect_sound(predicted(*model, bench.new_rows(7, 3), outputs_of(data)), data,
                     "a prediction of " + std::to_string(count) + " classes");
    }
}

/// A fit that may be refused, with a reason, but must not give a prediction that is none.
inline void fit_or_refuse(Bench& bench, const TrainingData& data, const RowMatrix& x,
                          const std::string& what) {
    std::shared_ptr<const Model> model;
    try {
        model = bench.fit(data.training());
    } catch (const Error& e) {
        if (e.code() == SINTER_INTERNAL ||
            std::string(e.what()).find("without saying why") != std::string::npos) {
            fail("a fit on " + what + " ended in an internal error: " + e.what(),
                 "take it, or refuse it by fail_invalid or fail_numerical with a text that says why");
        }
        return;
    }
    expect_sound(predicted(*model, x, outputs_of(data)), data, "a prediction after a fit on " + what);
}

inline void one_row(const Subject& subject) {
    Bench bench(subject);
    fit_or_refuse(bench, bench.data(1, 3, 3), bench.new_rows(4, 3), "one row");
}

inline void no_rows(const Subject& subject) {
    Bench bench(subject);
    std::shared_ptr<const Model> model;
    const auto data = bench.data(0, 3, 4);
    try {
        model = bench.fit(data.training());
    } catch (const Error&) {
        return;
    }
    expect_sound(predicted(*model, bench.new_rows(4, 3), outputs_of(data)), data,
                 "a prediction after a fit on no rows");
}

inline void constant_label(const Subject& subject) {
    Bench bench(subject);
    bench.require(SINTER_CAN_REGRESS, "SINTER_CAN_REGRESS");
    auto data = TrainingData(20, 3, data_stream(subject, 5)).add_number();
    constexpr double constant = 2.5;
    data.labels.setConstant(constant);
    const auto model = bench.fit(data.training());
    expect_finite(predicted(*model, bench.new_rows(6, 3), 1), "a prediction of a constant label");
    const RowMatrix own = predicted(*model, data.features, 1);
    const double off = (own.array() - constant).abs().maxCoeff();
    if (!(off <= 0.1 * constant)) {
        fail("a label that is 2.5 in every training row is predicted " + shown(off) + " off in one of them",
             "predict a constant label as that constant; fit an intercept");
    }
}

inline void constant_feature(const Subject& subject) {
    Bench bench(subject);
    auto data = bench.data(20, 3, 6);
    data.features.col(1).setConstant(4);
    auto x = bench.new_rows(6, 3);
    x.col(1).setConstant(4);
    fit_or_refuse(bench, data, x, "a feature that is the same in every row");
}

inline void wide(const Subject& subject) {
    Bench bench(subject);
    fit_or_refuse(bench, bench.data(5, 12, 7), bench.new_rows(6, 12), "5 rows of 12 features");
}

inline void missing_features(const Subject& subject) {
    Bench bench(subject);
    bench.require(SINTER_CAN_MISSING_FEATURES, "SINTER_CAN_MISSING_FEATURES");
    auto data = bench.data(24, 3, 8);
    const double missing = std::numeric_limits<double>::quiet_NaN();
    for (Index i = 0; i < data.features.rows(); i += 5) {
        data.features(i, i % 3) = missing;
    }
    auto x = bench.new_rows(6, 3);
    x(0, 0) = missing;
    x.row(3).setConstant(missing);
    const auto model = bench.fit(data.training());
    expect_sound(predicted(*model, x, outputs_of(data)), data, "a prediction with missing features");
    data.features.col(2).setConstant(missing);
    fit_or_refuse(bench, data, x, "a feature that every row lacks");
}

inline void missing_labels(const Subject& subject) {
    Bench bench(subject);
    bench.require(SINTER_CAN_MISSING_LABELS, "SINTER_CAN_MISSING_LABELS");
    auto data = bench.data(24, 3, 9);
    const bool several = bench.can(SINTER_CAN_MANY_LABELS) && bench.can(SINTER_CAN_REGRESS);
    if (several) {
        data.add_number();
    }
    const double missing = std::numeric_limits<double>::quiet_NaN();
    for (Index i = 0; i < data.labels.rows(); i += 3) {
        data.labels(i, (i / 3) % data.labels.cols()) = missing;
    }
    const auto model = bench.fit(data.training());
    expect_sound(predicted(*model, bench.new_rows(6, 3), outputs_of(data)), data,
                 "a prediction after a fit with missing labels");
}

inline void weights(const Subject& subject) {
    Bench bench(subject);
    bench.require(SINTER_CAN_WEIGHTS, "SINTER_CAN_WEIGHTS");
    auto data = bench.data(24, 3, 10);
    const auto x = bench.new_rows(6, 3);
    const RowMatrix plain = predicted(*bench.fit(data.training()), x, outputs_of(data));
    data.weights.assign(24, 1.0);
    expect_same(plain, predicted(*bench.fit(data.training()), x, outputs_of(data)), rounding,
                "weights that are all one change the prediction", "treat no weights as weights of one");
    // Features that say nothing: only weights can tell which half counts more.
    data.features.setZero();
    for (Index i = 0; i < 24; ++i) {
        data.labels(i, 0) = i < 12 ? 0 : 1;
        data.weights[static_cast<std::size_t>(i)] = i < 12 ? 9 : 1;
    }
    const RowMatrix heavy = predicted(*bench.fit(data.training()), RowMatrix::Zero(1, 3), outputs_of(data));
    const bool numbers = data.label_infos.front().class_count == 0;
    const double share_of_one = heavy(0, numbers ? 0 : 1);
    if (!(share_of_one < 0.35)) {
        fail("with 9/10 of the weight on labels of 0 and 1/10 on labels of 1 it predicts " +
                 shown(share_of_one),
             "use TrainingSet::weights, or leave SINTER_CAN_WEIGHTS out of capabilities()");
    }
}

inline void strides(const Subject& subject) {
    Bench bench(subject);
    const auto data = bench.data(24, 3, 13);
    const auto x = bench.new_rows(6, 3);
    const RowMatrix plain = predicted(*bench.fit(data.training()), x, outputs_of(data));
    for (const Layout layout : {Layout::columns, Layout::spread}) {
        const GuardedMatrix features(data.features, layout);
        const GuardedMatrix labels(data.labels, layout);
        const auto model = bench.fit(data.training(features, labels));
        expect_same(plain, predicted(*model, x, outputs_of(data), layout, layout), rounding,
                    "another layout of the same matrices in memory gives another prediction",
                    "read with MatrixView::operator() or map(), which know the strides, not with data()");
    }
}

inline void owns_its_data(const Subject& subject) {
    Bench bench(subject);
    const auto x = bench.new_rows(6, 3);
    auto data = std::make_unique<TrainingData>(bench.data(24, 3, 14));
    auto features = std::make_unique<GuardedMatrix>(data->features, Layout::rows);
    auto labels = std::make_unique<GuardedMatrix>(data->labels, Layout::rows);
    const Index outputs = outputs_of(*data);
    const auto model = bench.fit(data->training(*features, *labels));
    expect_same(data->features, features->values(), exactly, "fitting changed the features",
                "leave inputs alone; copy what is to be changed");
    expect_same(data->labels, labels->values(), exactly, "fitting changed the labels",
                "leave inputs alone; copy what is to be changed");
    const RowMatrix before = predicted(*model, x, outputs);
    features->scribble();
    labels->scribble();
    data->features.setConstant(-1e30);
    expect_same(before, predicted(*model, x, outputs), exactly,
                "the model still reads the training set after the fit",
                "copy what the model needs; a view is valid only during the call");
}

inline void seeds(const Subject& subject) {
    Bench bench(subject);
    auto data = bench.data(24, 3, 15);
    const auto x = bench.new_rows(6, 3);
    const RowMatrix first = predicted(*bench.fit(data.training()), x, outputs_of(data));
    data.set_stream(Stream(subject.seed).derive("another stream"));
    expect_sound(predicted(*bench.fit(data.training()), x, outputs_of(data)), data,
                 "a prediction with another seed");
    data.set_stream(data_stream(subject, 15).derive("fit"));
    expect_same(first, predicted(*bench.fit(data.training()), x, outputs_of(data)), exactly,
                "a fit in between changes what the same seed gives",
                "start from the training set's stream at every fit");
}

inline void deviations(const Subject& subject) {
    Bench bench(subject);
    auto data = bench.data(24, 3, 16);
    const auto model = bench.fit(data.training());
    if (model->uncertainty() == nullptr) {
        does_not_apply("its models have no uncertainty()");
    }
    const auto x = bench.new_rows(6, 3);
    const GuardedMatrix in(x, Layout::rows);
    GuardedMatrix mean(6, outputs_of(data));
    GuardedMatrix sigma_mean(6, outputs_of(data));
    GuardedMatrix sigma_obs(6, outputs_of(data));
    model->uncertainty()->predict_with_deviations(in.view(), mean.out(), sigma_mean.out(), sigma_obs.out());
    for (const auto* filled : {&mean, &sigma_mean, &sigma_obs}) {
        filled->require_filled("predict_with_deviations");
    }
    expect_same(predicted(*model, x, outputs_of(data)), mean.values(), rounding,
                "predict_with_deviations gives another mean than predict", "give the same mean");
    for (const auto& sigma : {sigma_mean.values(), sigma_obs.values()}) {
        if ((sigma.array() < 0).any() || sigma.array().isInf().any()) {
            fail("a standard deviation is negative or infinite", "give NaN if it is not known");
        }
    }
    // Whoever wants only one of them passes nothing for the others.
    GuardedMatrix alone(6, outputs_of(data));
    model->uncertainty()->predict_with_deviations(in.view(), {}, alone.out(), {});
    expect_same(sigma_mean.values(), alone.values(), rounding,
                "sigma_mean is another number if only it is wanted",
                "test each output with wanted(), and fill those that are");
}

} // namespace learner

[[nodiscard]] inline Checks learner_checks() {
    return {
        {"learner.capabilities", "It says what labels it takes, and its models have what it says.",
         learner::capabilities},
        {"learner.shapes", "It predicts a finite number for every row and output, and writes nothing else.",
         learner::shapes},
        {"learner.classes", "Classes are predicted as probabilities that sum to one.", learner::classes},
        {"learner.no_rows", "A training set without rows is refused, or fitted without harm.",
         learner::no_rows},
        {"learner.one_row", "One training row is fitted, or refused with a reason.", learner::one_row},
        {"learner.constant_label", "A label that is constant is predicted as that constant.",
         learner::constant_label},
        {"learner.constant_feature", "A feature that is constant does no harm.", learner::constant_feature},
        {"learner.wide", "More features than rows are fitted, or refused with a reason.", learner::wide},
        {"learner.missing_features", "Where it takes missing features, they give finite predictions.",
         learner::missing_features},
        {"learner.missing_labels", "Where it takes missing labels, they give finite predictions.",
         learner::missing_labels},
        {"learner.weights", "Where it takes weights, a row of more weight counts more.", learner::weights},
        {"learner.batch", "A row is predicted the same by itself as among others.", learner::batch},
        {"learner.row_order", "Rows in another order are predicted the same.", learner::row_order},
        {"learner.training_order",
         "Training rows in another order give the same predictions, or it says not.",
         learner::training_order},
        {"learner.strides", "It reads and writes matrices however they lie in memory.", learner::strides},
        {"learner.owns_its_data",
         "A model lives on without its training set, which fitting leaves as it was.",
         learner::owns_its_data},
        {"learner.seeds", "A fit starts from the stream that it is given.", learner::seeds},
        {"learner.deviations", "Standard deviations are not negative and belong to the same mean.",
         learner::deviations},
        {"learner.state",
         "A model that is saved and restored by another instance is the same, and saved the same.",
         learner::state},
        {"learner.garbage_state",
         "A state that is cut, too long or garbage is refused; one with a wrong byte too, or it does no harm.",
         learner::garbage_state},
    };
}

} // namespace sinter::testkit
