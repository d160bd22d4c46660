// SPDX-License-Identifier: Apache-2.0
//
// All that a model says of some rows, by each of its abilities.
#pragma once

#include <sinter/model.hpp>
#include <sinter/testkit/instance.hpp>

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace sinter::testkit {

/// What a model is asked about.
struct Questions {
    RowMatrix x;
    RowMatrix labels; ///< of x, one column per label
    std::vector<std::uint64_t> materials;
    Index outputs = 0;
};

/// By the name of what was asked. An answer that is an Error is no matrix, but its text.
class ModelAnswers {
public:
    ModelAnswers(const Model& model, const Questions& asked) : model_(&model), asked_(&asked) {
        predictions();
        bagged();
        explanations();
    }
    [[nodiscard]] const std::map<std::string, RowMatrix>& matrices() const { return matrices_; }
    [[nodiscard]] const std::map<std::string, std::string>& errors() const { return errors_; }

private:
    /// Calls ask(out) with a matrix to be filled.
    template <class Ask>
    void add(const std::string& name, Index rows, Index columns, const Ask& ask) {
        GuardedMatrix out(rows, columns);
        try {
            ask(out.out());
        } catch (const Error& e) {
            if (e.code() == SINTER_INTERNAL || e.code() == SINTER_OUT_OF_MEMORY) {
                fail(name + " ended in an internal error: " + e.what(),
                     "let restore() check all that the model will use as a place or a size");
            }
            errors_[name] = e.what();
            return;
        }
        out.require_filled(name);
        matrices_[name] = out.values();
    }

    void predictions() {
        const RowMatrix& x = asked_->x;
        const auto ask = [&](const std::string& name, const auto& fill) {
            add(name, x.rows(), asked_->outputs, fill);
        };
        ask("mean", [&](MatrixOut out) { model_->predict(x, out); });
        if (const auto* known = model_->uncertainty()) {
            ask("sigma_mean", [&](MatrixOut out) { known->predict_with_deviations(x, {}, out, {}); });
            ask("sigma_obs", [&](MatrixOut out) { known->predict_with_deviations(x, {}, {}, out); });
        }
        if (const auto* known = model_->out_of_bag()) {
            ask("out of bag", [&](MatrixOut out) { known->predict_out_of_bag(x, asked_->materials, out); });
        }
        if (const auto* known = model_->intervals()) {
            for (const auto kind : {IntervalKind::calibrated, IntervalKind::jackknife_plus}) {
                const std::string name = "interval " + std::to_string(static_cast<int>(kind));
                ask(name + ", lower",
                    [&](MatrixOut out) { known->predict_intervals(x, kind, 0.2, out, {}); });
                ask(name + ", upper",
                    [&](MatrixOut out) { known->predict_intervals(x, kind, 0.2, {}, out); });
            }
        }
    }
    void bagged() {
        const RowMatrix& x = asked_->x;
        const Index all = x.rows() * asked_->outputs;
        if (const auto* known = model_->covariance()) {
            add("covariance", all, all, [&](MatrixOut out) {
                static_cast<void>(known->predict_covariance(x, CovarianceKind::corrected, out));
            });
        }
        if (const auto* known = model_->influence()) {
            const auto materials = static_cast<Index>(known->influence_materials().size());
            add("influence", x.rows(), materials,
                [&](MatrixOut out) { known->predict_influence(x, 0, out, {}); });
            add("influence, left out", x.rows(), materials,
                [&](MatrixOut out) { known->predict_influence(x, 0, {}, out); });
        }
        if (const auto* known = model_->monte_carlo_error()) {
            add("Monte-Carlo error", x.rows(), asked_->outputs,
                [&](MatrixOut out) { known->predict_monte_carlo(x, out, {}); });
        }
    }
    void explanations() {
        const RowMatrix& x = asked_->x;
        const Index labels = asked_->labels.cols();
        if (const auto* known = model_->importance()) {
            add("impurity importance", labels, x.cols(),
                [&](MatrixOut out) { known->impurity_importance(out); });
            add("permutation importance", labels, x.cols(), [&](MatrixOut out) {
                known->permutation_importance({x, asked_->labels, asked_->materials}, Stream(1), out, {});
            });
        }
        if (const auto* known = model_->shap()) {
            add("Shapley values", x.rows(), asked_->outputs * x.cols(),
                [&](MatrixOut out) { known->shap_values(x, out, {}); });
        }
    }

    const Model* model_;
    const Questions* asked_;
    std::map<std::string, RowMatrix> matrices_;
    std::map<std::string, std::string> errors_;
};

} // namespace sinter::testkit
