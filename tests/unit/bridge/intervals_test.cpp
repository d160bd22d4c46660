// SPDX-License-Identifier: Apache-2.0
//
// Intervals behind the C boundary are what they are in process.
#include <sinter/bridge/model.hpp>
#include <sinter/error.hpp>

#include <catch2/catch.hpp>

#include <memory>

using namespace sinter;

namespace {

/// Bounds that tell what was asked for.
class Probe final : public Model, public Intervals {
public:
    explicit Probe(bool able) : able_(able) {}
    void predict(MatrixView x, MatrixOut mean) const override { mean.map() = x.map(); }
    void predict_intervals(MatrixView x, IntervalKind kind, double alpha, MatrixOut lower,
                           MatrixOut upper) const override {
        if (alpha > 0.5) {
            fail_invalid("alpha is large");
        }
        if (lower.wanted()) {
            lower.map() = x.map().array() - alpha;
        }
        if (upper.wanted()) {
            upper.map() = x.map().array() + static_cast<double>(kind);
        }
    }
    [[nodiscard]] const Intervals* intervals() const override { return able_ ? this : nullptr; }

private:
    bool able_;
};

std::unique_ptr<const Model> imported_model(bool able) {
    return std::make_unique<bridge::ImportedModel>(bridge::export_model(std::make_shared<Probe>(able)));
}

} // namespace

TEST_CASE("intervals cross the boundary with their kind and alpha, and either bound may be left out") {
    const auto model = imported_model(true);
    REQUIRE(model->intervals() != nullptr);
    const RowMatrix x = (RowMatrix(2, 2) << 1, 2, 3, 4).finished();
    RowMatrix lower = RowMatrix::Zero(2, 2);
    RowMatrix upper = RowMatrix::Zero(2, 2);
    model->intervals()->predict_intervals(x, IntervalKind::jackknife_plus, 0.25, lower, upper);
    CHECK(lower == RowMatrix(x.array() - 0.25));
    CHECK(upper == RowMatrix(x.array() + 2));
    model->intervals()->predict_intervals(x, IntervalKind::calibrated, 0.25, {}, upper);
    CHECK(upper == RowMatrix(x.array() + 1));
}

TEST_CASE("a model without intervals has none behind the boundary") {
    CHECK(imported_model(false)->intervals() == nullptr);
}

TEST_CASE("what an interval refuses arrives with code and text") {
    const auto model = imported_model(true);
    RowMatrix x = RowMatrix::Zero(1, 1);
    try {
        model->intervals()->predict_intervals(x, IntervalKind::calibrated, 0.75, x, x);
        FAIL("nothing was refused");
    } catch (const Error& e) {
        CHECK(e.code() == SINTER_INVALID_ARGUMENT);
        CHECK(std::string(e.what()) == "alpha is large");
    }
}
