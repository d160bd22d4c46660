// SPDX-License-Identifier: Apache-2.0
//
// Each check for learners catches a learner that is wrong in what it checks.
#include "tests/unit/testkit/caught.hpp"
#include "tests/unit/testkit/faulty_learners.hpp"

using namespace sinter;
using namespace sinter::tests;

namespace {

using Fitted = std::shared_ptr<const Model>;

/// A learner whose fit is a function of the honest one's.
template <class Wrong>
class FaultyLearner : public HonestLearner {
public:
    using HonestLearner::HonestLearner;
    [[nodiscard]] Fitted fit(const TrainingSet& t, Host& host) const override {
        return Wrong::spoil(HonestLearner::fit(t, host), t);
    }
};

struct PredictsNaN {
    static Fitted spoil(Fitted model, const TrainingSet&) { return predicting_nan(std::move(model)); }
};
struct FillsTheFirstRowOnly {
    static Fitted spoil(Fitted model, const TrainingSet&) {
        return std::make_shared<ModelOf>(model, [](const Model& inner, MatrixView x, MatrixOut mean) {
            auto first = mean.c();
            first.rows = std::min<Index>(first.rows, 1);
            inner.predict(x.middle_rows(0, first.rows), MatrixOut(first));
        });
    }
};
struct FillsOneRowMore {
    static Fitted spoil(Fitted model, const TrainingSet&) {
        return changed(std::move(model),
                       [](MatrixView, MatrixOut mean) { mean.c().data[mean.rows() * mean.columns()] = 1; });
    }
};
struct PercentForProbabilities {
    static Fitted spoil(Fitted model, const TrainingSet& t) {
        return t.label_infos[0].class_count == 0
                   ? model
                   : changed(std::move(model), [](MatrixView, MatrixOut mean) { mean.map() *= 100; });
    }
};
struct DividesByRowsLessOne {
    static Fitted spoil(Fitted model, const TrainingSet& t) {
        return t.features.rows() > 1 ? model : predicting_nan(std::move(model));
    }
};
struct DividesByTheLabelsDeviation {
    static Fitted spoil(Fitted model, const TrainingSet& t) {
        const auto y = t.labels.map();
        return y.maxCoeff() > y.minCoeff() ? model : predicting_nan(std::move(model));
    }
};
struct HasNoIntercept {
    static Fitted spoil(Fitted model, const TrainingSet&) {
        return changed(std::move(model), [](MatrixView x, MatrixOut mean) {
            for (Index i = 0; i < x.rows(); ++i) {
                mean.map().row(i) *= x(i, 0);
            }
        });
    }
};
struct DividesByTheFeaturesDeviation {
    static Fitted spoil(Fitted model, const TrainingSet& t) {
        const auto x = t.features.map();
        const bool varies = ((x.colwise().maxCoeff() - x.colwise().minCoeff()).array() > 0).all();
        return varies || t.features.rows() < 2 ? model : predicting_nan(std::move(model));
    }
};
struct InvertsASingularMatrix {
    static Fitted spoil(Fitted model, const TrainingSet& t) {
        if (t.features.columns() > t.features.rows()) {
            throw std::runtime_error("the matrix is singular");
        }
        return model;
    }
};
struct AddsMissingFeatures {
    static Fitted spoil(Fitted model, const TrainingSet&) {
        return changed(std::move(model), [](MatrixView x, MatrixOut mean) {
            for (Index i = 0; i < x.rows(); ++i) {
                mean.map().row(i).array() += 0 * x(i, 0);
            }
        });
    }
};
struct AddsMissingLabels {
    static Fitted spoil(Fitted model, const TrainingSet& t) {
        return t.labels.map().hasNaN() ? predicting_nan(std::move(model)) : model;
    }
};
struct SubtractsTheBatchMean {
    static Fitted spoil(Fitted model, const TrainingSet& t) {
        if (t.label_infos[0].class_count > 0) {
            return model;
        }
        return changed(std::move(model), [](MatrixView, MatrixOut mean) {
            if (mean.rows() > 0) {
                mean.map().array() -= mean.map().mean();
            }
        });
    }
};
struct AddsTheRowsPlace {
    static Fitted spoil(Fitted model, const TrainingSet&) {
        return changed(std::move(model), [](MatrixView x, MatrixOut mean) {
            for (Index i = 0; i < x.rows(); ++i) {
                mean(i, 0) += static_cast<double>(i);
            }
        });
    }
};
/// As what learns row by row and keeps some of where it began.
struct StartsFromTheFirstRow {
    static Fitted spoil(Fitted model, const TrainingSet& t) {
        const double first = t.features.rows() > 0 ? t.features(0, 0) : 0;
        return changed(std::move(model),
                       [first](MatrixView, MatrixOut mean) { mean.map().array() += 1e-3 * first; });
    }
};
class SaysThatOrderMatters final : public FaultyLearner<StartsFromTheFirstRow> {
public:
    using FaultyLearner::FaultyLearner;
    [[nodiscard]] Capabilities capabilities() const override {
        return HonestLearner::capabilities() | SINTER_FOLLOWS_ROW_ORDER;
    }
};
struct ReadsRowAfterRow {
    static Fitted spoil(Fitted model, const TrainingSet&) {
        return std::make_shared<ModelOf>(model, [](const Model& inner, MatrixView x, MatrixOut mean) {
            const auto c = x.c();
            inner.predict({c.data, c.rows, c.columns, c.columns, 1}, mean);
        });
    }
};
struct KeepsAView {
    static Fitted spoil(Fitted model, const TrainingSet& t) {
        return changed(std::move(model), [features = t.features](MatrixView, MatrixOut mean) {
            mean.map().array() += features.rows() > 0 ? 1e-3 * features(0, 0) : 0;
        });
    }
};
struct ScalesItsInput {
    static Fitted spoil(Fitted model, const TrainingSet& t) {
        if (t.features.rows() > 0) {
            const_cast<double*>(t.features.c().data)[0] *= 2; // NOLINT: what the check is for
        }
        return model;
    }
};

class TakesNoLabels final : public HonestLearner {
public:
    using HonestLearner::HonestLearner;
    [[nodiscard]] Capabilities capabilities() const override { return 0; }
};
class IgnoresWeights final : public HonestLearner {
public:
    using HonestLearner::HonestLearner;
    [[nodiscard]] Fitted fit(const TrainingSet& t, Host& host) const override {
        auto unweighted = t;
        unweighted.weights = {};
        return HonestLearner::fit(unweighted, host);
    }
};
class GivesNaNForNoRows final : public HonestLearner {
public:
    using HonestLearner::HonestLearner;
    [[nodiscard]] Fitted fit(const TrainingSet& t, Host& /*host*/) const override {
        return std::make_shared<testkit::StandInModel>(t, 0);
    }
};
class CountsItsFits final : public HonestLearner {
public:
    using HonestLearner::HonestLearner;
    [[nodiscard]] Fitted fit(const TrainingSet& t, Host& host) const override {
        const double more = fits_++;
        return changed(HonestLearner::fit(t, host),
                       [more](MatrixView, MatrixOut mean) { mean.map().array() += more; });
    }

private:
    mutable int fits_ = 0;
};
class RefusesOtherSeeds final : public HonestLearner {
public:
    using HonestLearner::HonestLearner;
    [[nodiscard]] Fitted fit(const TrainingSet& t, Host& host) const override {
        seen_ = seen_ == 0 ? t.stream.c().key : seen_;
        if (t.stream.c().key != seen_) {
            throw Error(SINTER_INTERNAL, "another seed");
        }
        return HonestLearner::fit(t, host);
    }

private:
    mutable std::uint64_t seen_ = 0;
};

class NegativeDeviations final : public HonestLearner {
public:
    using HonestLearner::HonestLearner;
    [[nodiscard]] Fitted fit(const TrainingSet& t, Host& host) const override {
        class M final : public Model, private Uncertainty {
        public:
            explicit M(Fitted inner) : inner_(std::move(inner)) {}
            void predict(MatrixView x, MatrixOut mean) const override { inner_->predict(x, mean); }
            [[nodiscard]] const Uncertainty* uncertainty() const override { return this; }

        private:
            void predict_with_deviations(MatrixView x, MatrixOut mean, MatrixOut sigma_mean,
                                         MatrixOut sigma_obs) const override {
                for (const auto& out : {sigma_mean, sigma_obs}) {
                    if (out.wanted()) {
                        out.map().setConstant(-1);
                    }
                }
                if (mean.wanted()) {
                    inner_->predict(x, mean);
                }
            }
            Fitted inner_;
        };
        return std::make_shared<M>(HonestLearner::fit(t, host));
    }
};

} // namespace

TEST_CASE("a learner with nothing wrong passes every check") {
    require_clean(testkit::subject_of<HonestLearner>());
    require_clean(testkit::subject_of<HonestLearner>({77, {{"neighbours", "7"}, {"kernel", "far"}}}));
}

TEST_CASE("a learner that fills its output wrongly is caught") {
    require_caught<FaultyLearner<PredictsNaN>>("learner.shapes", "nan at row 0");
    require_caught<FaultyLearner<FillsTheFirstRowOnly>>("learner.shapes",
                                                        "left row 1, column 0 of 7 x 1 unwritten");
    require_caught<FaultyLearner<FillsOneRowMore>>("learner.shapes", "wrote outside its output of 7 x 1");
    require_caught<FaultyLearner<PercentForProbabilities>>("learner.classes", "gives the probability");
    require_caught<FaultyLearner<AddsTheRowsPlace>>("learner.row_order", "in another order");
    require_caught<FaultyLearner<StartsFromTheFirstRow>>("learner.training_order", "another model");
    const auto says_so = result_of(testkit::subject_of<SaysThatOrderMatters>(), "learner.training_order");
    CHECK(says_so.outcome == testkit::Outcome::not_run);
    require_caught<FaultyLearner<SubtractsTheBatchMean>>("learner.batch", "among others");
    require_caught<FaultyLearner<ReadsRowAfterRow>>("learner.strides", "another layout");
    require_caught<NegativeDeviations>("learner.deviations", "negative");
}

TEST_CASE("a learner that small or degenerate training sets break is caught") {
    require_caught<TakesNoLabels>("learner.capabilities", "neither");
    require_caught<GivesNaNForNoRows>("learner.no_rows", "nan");
    require_caught<FaultyLearner<DividesByRowsLessOne>>("learner.one_row", "nan");
    require_caught<FaultyLearner<DividesByTheLabelsDeviation>>("learner.constant_label", "nan");
    require_caught<FaultyLearner<HasNoIntercept>>("learner.constant_label", "off in one of them");
    require_caught<FaultyLearner<DividesByTheFeaturesDeviation>>("learner.constant_feature", "nan");
    require_caught<FaultyLearner<InvertsASingularMatrix>>("learner.wide", "the matrix is singular");
}

TEST_CASE("a learner that does not do what its capabilities say is caught") {
    require_caught<FaultyLearner<AddsMissingFeatures>>("learner.missing_features", "nan");
    require_caught<FaultyLearner<AddsMissingLabels>>("learner.missing_labels", "nan");
    require_caught<IgnoresWeights>("learner.weights", "9/10 of the weight");
}

TEST_CASE("a learner that keeps, changes or remembers what it was given is caught") {
    require_caught<FaultyLearner<KeepsAView>>("learner.owns_its_data", "still reads the training set");
    require_caught<FaultyLearner<ScalesItsInput>>("learner.owns_its_data", "changed the features");
    require_caught<CountsItsFits>("learner.seeds", "a fit in between");
    require_caught<RefusesOtherSeeds>("learner.seeds", "another seed");
}
