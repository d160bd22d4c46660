// SPDX-License-Identifier: Apache-2.0
#include "framework/plugin/guard/guarded_model.hpp"

#include <type_traits>
#include <utility>

namespace sinter::plugin {
namespace {

constexpr const char* predicting = "predicting";

class GuardedModel final : public Model,
                           private Uncertainty,
                           private OutOfBag,
                           private Intervals,
                           private Covariance,
                           private Influence,
                           private MonteCarloError,
                           private Importance,
                           private Shap,
                           private SavedModel {
public:
    GuardedModel(const Callee& callee, std::shared_ptr<const Model> inner)
        : callee_(callee), inner_(std::move(inner)) {}
    ~GuardedModel() override { destroy(callee_, inner_); }

    void predict(MatrixView x, MatrixOut mean) const override {
        attributed(callee_, predicting, [&] { inner_->predict(x, mean); });
    }
    [[nodiscard]] const Uncertainty* uncertainty() const override { return own(inner_->uncertainty(), this); }
    [[nodiscard]] const OutOfBag* out_of_bag() const override { return own(inner_->out_of_bag(), this); }
    [[nodiscard]] const Intervals* intervals() const override { return own(inner_->intervals(), this); }
    [[nodiscard]] const Covariance* covariance() const override { return own(inner_->covariance(), this); }
    [[nodiscard]] const Influence* influence() const override { return own(inner_->influence(), this); }
    [[nodiscard]] const MonteCarloError* monte_carlo_error() const override {
        return own(inner_->monte_carlo_error(), this);
    }
    [[nodiscard]] const Importance* importance() const override { return own(inner_->importance(), this); }
    [[nodiscard]] const Shap* shap() const override { return own(inner_->shap(), this); }
    [[nodiscard]] const SavedModel* saved() const override { return own(inner_->saved(), this); }

private:
    /// This object in place of the model's own ability.
    template <class Ability>
    static const Ability* own(const Ability* inner, const std::type_identity_t<Ability>* guarded) {
        return inner != nullptr ? guarded : nullptr;
    }

    void predict_with_deviations(MatrixView x, MatrixOut mean, MatrixOut sigma_mean,
                                 MatrixOut sigma_obs) const override {
        attributed(callee_, predicting,
                   [&] { inner_->uncertainty()->predict_with_deviations(x, mean, sigma_mean, sigma_obs); });
    }
    void predict_out_of_bag(MatrixView x, Span<std::uint64_t> materials, MatrixOut mean) const override {
        attributed(callee_, predicting,
                   [&] { inner_->out_of_bag()->predict_out_of_bag(x, materials, mean); });
    }
    void predict_intervals(MatrixView x, IntervalKind kind, double alpha, MatrixOut lower,
                           MatrixOut upper) const override {
        attributed(callee_, predicting,
                   [&] { inner_->intervals()->predict_intervals(x, kind, alpha, lower, upper); });
    }
    double predict_covariance(MatrixView x, CovarianceKind kind, MatrixOut covariance) const override {
        return attributed(callee_, predicting,
                          [&] { return inner_->covariance()->predict_covariance(x, kind, covariance); });
    }
    [[nodiscard]] Span<std::uint64_t> influence_materials() const override {
        return attributed(callee_, predicting, [&] { return inner_->influence()->influence_materials(); });
    }
    void predict_influence(MatrixView x, Index output, MatrixOut infinitesimal,
                           MatrixOut without) const override {
        attributed(callee_, predicting,
                   [&] { inner_->influence()->predict_influence(x, output, infinitesimal, without); });
    }
    void predict_monte_carlo(MatrixView x, MatrixOut error, MatrixOut rectified) const override {
        attributed(callee_, predicting,
                   [&] { inner_->monte_carlo_error()->predict_monte_carlo(x, error, rectified); });
    }
    void impurity_importance(MatrixOut shares) const override {
        attributed(callee_, predicting, [&] { inner_->importance()->impurity_importance(shares); });
    }
    void permutation_importance(const LabelledMaterials& rows, Stream stream, MatrixOut mean,
                                MatrixOut standard_error) const override {
        attributed(callee_, predicting,
                   [&] { inner_->importance()->permutation_importance(rows, stream, mean, standard_error); });
    }
    void shap_values(MatrixView x, MatrixOut values, MatrixOut base) const override {
        attributed(callee_, predicting, [&] { inner_->shap()->shap_values(x, values, base); });
    }
    void save(StateWriter& state) const override {
        attributed(callee_, "saving a model", [&] { inner_->saved()->save(state); });
    }

    const Callee& callee_;
    std::shared_ptr<const Model> inner_;
};

class GuardedTransferModel final : public TransferModel, private CompositeOutOfBag, private TaskCovariance {
public:
    GuardedTransferModel(const Callee& callee, std::shared_ptr<const TransferModel> inner)
        : callee_(callee), inner_(std::move(inner)) {}
    ~GuardedTransferModel() override { destroy(callee_, inner_); }

    void predict(const Candidates& candidates, const PredictionsOut& out) const override {
        attributed(callee_, predicting, [&] { inner_->predict(candidates, out); });
    }
    [[nodiscard]] const CompositeOutOfBag* out_of_bag() const override {
        return inner_->out_of_bag() != nullptr ? this : nullptr;
    }
    [[nodiscard]] const TaskCovariance* task_covariance() const override {
        return inner_->task_covariance() != nullptr ? this : nullptr;
    }

private:
    void predict_out_of_bag(const Candidates& candidates, MatrixOut mean) const override {
        attributed(callee_, predicting, [&] { inner_->out_of_bag()->predict_out_of_bag(candidates, mean); });
    }
    void predict_task_covariance(const Candidates& candidates, Kind kind,
                                 MatrixOut covariance) const override {
        attributed(callee_, predicting,
                   [&] { inner_->task_covariance()->predict_task_covariance(candidates, kind, covariance); });
    }

    const Callee& callee_;
    std::shared_ptr<const TransferModel> inner_;
};

} // namespace

void rethrow_attributed(const Callee& callee, const Error& error) {
    const std::string text = error.what();
    const bool of_plugin = error.code() == SINTER_INTERNAL || error.code() == SINTER_OUT_OF_MEMORY;
    const bool is_named = text.find(" (/") != std::string::npos; // by a call further in: FILE is in brackets
    throw Error(error.code(), of_plugin && !is_named ? callee.name + ": " + text : text, error.option());
}

std::shared_ptr<const Model> guarded(const Callee& callee, std::shared_ptr<const Model> model) {
    return std::make_shared<GuardedModel>(callee, std::move(model));
}
std::shared_ptr<const TransferModel> guarded(const Callee& callee,
                                             std::shared_ptr<const TransferModel> model) {
    return std::make_shared<GuardedTransferModel>(callee, std::move(model));
}

} // namespace sinter::plugin
