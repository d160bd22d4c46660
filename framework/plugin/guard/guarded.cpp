// SPDX-License-Identifier: Apache-2.0
#include "framework/plugin/guard/guarded.hpp"

#include "framework/plugin/guard/guarded_model.hpp"

#include <functional>
#include <utility>

namespace sinter::plugin {
namespace {

/// The host for one call: bodies of loops are calls into the plugin too, on whatever thread.
class GuardedHost final : public Host {
public:
    GuardedHost(const Callee& callee, Host& host) : callee_(callee), host_(host) {}

    void parallel_for(std::int64_t count, const std::function<void(std::int64_t)>& body) override {
        host_.parallel_for(count, [&](std::int64_t i) { crossed(callee_, "fitting", [&] { body(i); }); });
    }
    std::unique_ptr<Learner> make_learner(std::string_view name, const OptionChanges& changed) override {
        return host_.make_learner(name, changed);
    }
    void progress(double fraction) override { host_.progress(fraction); }
    void log(LogLevel level, std::string_view text) override { host_.log(level, text); }
    [[nodiscard]] bool cancelled() override { return host_.cancelled(); }
    [[nodiscard]] Stream stream(std::string_view purpose) override { return host_.stream(purpose); }
    std::unique_ptr<TransferStrategy> make_strategy(std::string_view name) override {
        return host_.make_strategy(name);
    }

private:
    const Callee& callee_;
    Host& host_;
};

class GuardedFeaturizer final : public Featurizer {
public:
    GuardedFeaturizer(const Callee& callee, std::unique_ptr<Featurizer> inner)
        : callee_(callee), inner_(std::move(inner)) {}
    ~GuardedFeaturizer() override { destroy(callee_, inner_); }

    void init(Host& host) override { inner_->init(host); }
    [[nodiscard]] const std::vector<Feature>& features() const override { return inner_->features(); }
    void featurize(const Materials& materials, MatrixOut out, RowReports& rows) const override {
        attributed(callee_, "featurizing", [&] { inner_->featurize(materials, out, rows); });
    }

private:
    const Callee& callee_;
    std::unique_ptr<Featurizer> inner_;
};

class GuardedLearner final : public Learner, private ModelRestorer {
public:
    GuardedLearner(const Callee& callee, std::unique_ptr<Learner> inner)
        : callee_(callee), inner_(std::move(inner)) {}
    ~GuardedLearner() override { destroy(callee_, inner_); }

    void init(Host& host) override { inner_->init(host); }
    [[nodiscard]] Capabilities capabilities() const override {
        return crossed(callee_, "asking what it takes", [&] { return inner_->capabilities(); });
    }
    [[nodiscard]] std::shared_ptr<const Model> fit(const TrainingSet& training, Host& host) const override {
        GuardedHost services(callee_, host);
        return attributed(callee_, "fitting", [&]() -> std::shared_ptr<const Model> {
            return guarded(callee_, inner_->fit(training, services));
        });
    }
    [[nodiscard]] const ModelRestorer* restorer() const override {
        return inner_->restorer() != nullptr ? this : nullptr;
    }

private:
    [[nodiscard]] std::shared_ptr<const Model> restore(StateReader& state) const override {
        return attributed(callee_, "restoring a model", [&]() -> std::shared_ptr<const Model> {
            return guarded(callee_, inner_->restorer()->restore(state));
        });
    }

    const Callee& callee_;
    std::unique_ptr<Learner> inner_;
};

class GuardedStrategy final : public TransferStrategy {
public:
    GuardedStrategy(const Callee& callee, std::unique_ptr<TransferStrategy> inner)
        : callee_(callee), inner_(std::move(inner)) {}
    ~GuardedStrategy() override { destroy(callee_, inner_); }

    void init(Host& host) override { inner_->init(host); }
    [[nodiscard]] StrategyNeeds needs() const override {
        return crossed(callee_, "asking what it needs", [&] { return inner_->needs(); });
    }
    [[nodiscard]] std::shared_ptr<const TransferModel> fit(const TransferProblem& problem,
                                                           Host& host) const override {
        GuardedHost services(callee_, host);
        return attributed(callee_, "fitting", [&]() -> std::shared_ptr<const TransferModel> {
            return guarded(callee_, inner_->fit(problem, services));
        });
    }

private:
    const Callee& callee_;
    std::unique_ptr<TransferStrategy> inner_;
};

} // namespace

std::unique_ptr<Featurizer> guarded(const Callee& callee, std::unique_ptr<Featurizer> featurizer) {
    return std::make_unique<GuardedFeaturizer>(callee, std::move(featurizer));
}
std::unique_ptr<Learner> guarded(const Callee& callee, std::unique_ptr<Learner> learner) {
    return std::make_unique<GuardedLearner>(callee, std::move(learner));
}
std::unique_ptr<TransferStrategy> guarded(const Callee& callee, std::unique_ptr<TransferStrategy> strategy) {
    return std::make_unique<GuardedStrategy>(callee, std::move(strategy));
}

} // namespace sinter::plugin
