// SPDX-License-Identifier: Apache-2.0
//
// Each check for featurizers catches a featurizer that is wrong in what it checks.
#include "tests/unit/testkit/caught.hpp"

#include <sinter/unknown.hpp>

using namespace sinter;
using namespace sinter::tests;

namespace {

/// The number of atoms and the mean atomic number; oganesson is not known.
class HonestFeaturizer : public Featurizer {
public:
    static Parameters parameters() {
        Parameters p;
        p.real("scale", 1).between(0.5, 2).doc("not used");
        return p;
    }
    HonestFeaturizer(const Options& /*options*/, const std::vector<InputColumn>& /*inputs*/)
        : features_{{"atoms", "", FeatureKind::number, 0}, {"atomic number", "", FeatureKind::number, 0}} {}
    [[nodiscard]] const std::vector<Feature>& features() const override { return features_; }
    void featurize(const Materials& materials, MatrixOut out, RowReports& rows) const override {
        for (Index i = 0; i < materials.size(); ++i) {
            featurize_one(materials, i, out, rows);
        }
    }

protected:
    static void featurize_one(const Materials& materials, Index i, MatrixOut out, RowReports& rows) {
        const auto composition = materials.composition(i);
        double atoms = 0;
        double sum = 0;
        bool known = true;
        for (std::size_t e = 0; e < composition.amounts.size(); ++e) {
            atoms += composition.amounts[e];
            sum += composition.amounts[e] * composition.atomic_numbers[e];
            known = known && composition.atomic_numbers[e] < 118;
        }
        out(i, 0) = known ? atoms : unknown;
        out(i, 1) = known ? sum / atoms : unknown;
        if (!known) {
            rows.error(i, "oganesson is not known");
        }
    }
    std::vector<Feature> features_;
};

using Base = HonestFeaturizer;

class HasTwins final : public Base {
public:
    HasTwins(const Options& options, const std::vector<InputColumn>& inputs) : Base(options, inputs) {
        features_[1].name = "atoms";
    }
};
class NamesOneMore final : public Base {
public:
    NamesOneMore(const Options& options, const std::vector<InputColumn>& inputs) : Base(options, inputs) {
        features_.push_back({"volume", "", FeatureKind::number, 0});
    }
};
class NamesOneLess final : public Base {
public:
    NamesOneLess(const Options& options, const std::vector<InputColumn>& inputs) : Base(options, inputs) {
        features_.pop_back();
    }
};

/// Changes the honest numbers.
template <class Wrong>
class FaultyFeaturizer final : public Base {
public:
    using Base::Base;
    void featurize(const Materials& materials, MatrixOut out, RowReports& rows) const override {
        Base::featurize(materials, out, rows);
        Wrong::spoil(out, rows);
    }
};
struct GivesInfinity {
    static void spoil(MatrixOut out, RowReports&) { out.map().array() /= 0.0; }
};
struct GivesNothing {
    static void spoil(MatrixOut out, RowReports&) { out.map().setConstant(unknown); }
};
struct CountsItsCalls {
    static void spoil(MatrixOut out, RowReports&) { out.map().array() += calls++; }
    static inline double calls = 0;
};
struct ScalesByTheBatch {
    static void spoil(MatrixOut out, RowReports&) {
        if (out.rows() > 0) {
            out.map() /= out.map().maxCoeff<Eigen::PropagateNumbers>();
        }
    }
};
struct ReportsSilently {
    static void spoil(MatrixOut out, RowReports& rows) {
        if (out.rows() > 100) {
            out.map().row(100).setConstant(unknown);
            rows.error(100, "");
        }
    }
};
struct ReportsARowTooFar {
    static void spoil(MatrixOut out, RowReports& rows) { rows.error(out.rows(), "somewhere"); }
};
struct ReportsAndFills {
    static void spoil(MatrixOut out, RowReports&) {
        out.map() = out.map().array().isNaN().select(0, out.map());
    }
};
struct WritesRowAfterRow {
    static void spoil(MatrixOut out, RowReports&) {
        for (Index k = 0; k < out.rows() * out.columns(); ++k) {
            out.c().data[k] = static_cast<double>(k);
        }
    }
};
class GivesUpOnTheFirstError final : public Base {
public:
    using Base::Base;
    void featurize(const Materials& materials, MatrixOut out, RowReports& rows) const override {
        out.map().setConstant(unknown);
        for (Index i = 0; i < materials.size(); ++i) {
            featurize_one(materials, i, out, rows);
            if (std::isnan(out(i, 0))) {
                return;
            }
        }
    }
};

} // namespace

TEST_CASE("a featurizer with nothing wrong passes every check") {
    require_clean(testkit::subject_of<HonestFeaturizer>());
}

TEST_CASE("a featurizer whose names and columns do not agree is caught") {
    require_caught<HasTwins>("featurizer.names", "two features are called \"atoms\"");
    require_caught<NamesOneMore>("featurizer.size", "column 2 of 8 x 3 unwritten");
    require_caught<NamesOneLess>("featurizer.size", "wrote outside its output of 8 x 1");
}

TEST_CASE("a featurizer that gives no numbers or others each time is caught") {
    require_caught<FaultyFeaturizer<GivesInfinity>>("featurizer.size", "is infinite for Fe2O3");
    require_caught<FaultyFeaturizer<GivesNothing>>("featurizer.size", "not one feature of 8");
    require_caught<FaultyFeaturizer<CountsItsCalls>>("featurizer.deterministic", "the second time");
    require_caught<FaultyFeaturizer<ScalesByTheBatch>>("featurizer.batch", "among others");
    require_caught<FaultyFeaturizer<WritesRowAfterRow>>("featurizer.strides", "another layout");
}

TEST_CASE("a featurizer that does not say properly what it does not know is caught") {
    require_caught<FaultyFeaturizer<ReportsSilently>>("featurizer.every_element", "without a text");
    require_caught<FaultyFeaturizer<ReportsARowTooFar>>("featurizer.every_element", "row 118 of 118");
    require_caught<FaultyFeaturizer<ReportsAndFills>>("featurizer.every_element", "Z118");
    require_caught<GivesUpOnTheFirstError>("featurizer.neighbours", "changes the rows of others");
}
