// SPDX-License-Identifier: Apache-2.0
#include "framework/study/run/study_host.hpp"

#include "framework/plugin/options/option_validation.hpp"
#include "framework/study/plan/named_strategies.hpp"

#include <sinter/error.hpp>

#include <fmt/format.h>

#include <cmath>
#include <functional>
#include <utility>

namespace sinter::study {
namespace {

/// The trial's host for the time of one fit: keeps what the learner says apart, to be said again to every trial
/// that shares the fit.
class FitHost final : public Host {
public:
    FitHost(Host& trial, Stream fit) : trial_(&trial), fit_(fit) {}

    void parallel_for(std::int64_t count, const std::function<void(std::int64_t)>& body) override {
        trial_->parallel_for(count, body);
    }
    std::unique_ptr<Learner> make_learner(std::string_view name, const OptionChanges& changed) override {
        return trial_->make_learner(name, changed);
    }
    void progress(double fraction) override { trial_->progress(fraction); }
    void log(LogLevel level, std::string_view text) override {
        if (level >= LogLevel::notice) {
            notices_.add(text);
        }
    }
    [[nodiscard]] bool cancelled() override { return trial_->cancelled(); }
    /// The stream is that of the fit, not of the trial: whichever trial comes first must get the same model.
    [[nodiscard]] Stream stream(std::string_view purpose) override { return fit_.derive(purpose); }
    [[nodiscard]] std::vector<Notice> notices() const { return notices_.all(); }

private:
    Host* trial_;
    Stream fit_;
    NoticeBoard notices_;
};

/// A learner of the config, perhaps with some options changed: checks what it is given and shares what it fits.
class SharedLearner final : public Learner {
public:
    SharedLearner(const PlannedLearner& planned, const StudyServices& services, NoticeBoard& notices)
        : planned_(&planned), learner_(planned.learner), identity_(planned.name), services_(services),
          notices_(&notices) {}
    /// `identity`: what tells its fits from those of the learner as the config has it.
    SharedLearner(const PlannedLearner& planned, std::shared_ptr<const Learner> changed, std::string identity,
                  const StudyServices& services, NoticeBoard& notices)
        : planned_(&planned), learner_(std::move(changed)), identity_(std::move(identity)),
          services_(services), notices_(&notices) {}

    [[nodiscard]] Capabilities capabilities() const override { return learner_->capabilities(); }
    [[nodiscard]] std::shared_ptr<const Model> fit(const TrainingSet& whole, Host& host) const override {
        TrainingSet training = whole;
        if ((capabilities() & SINTER_CAN_NOISE) == 0) {
            training.noise = MatrixView();
        }
        require_capabilities(planned_->name, capabilities(), training);
        const auto fit = services_.fits.get(
            fit_key(identity_, training), static_cast<std::size_t>(training.features.rows()), [&] {
                if (host.cancelled()) { // it may have waited for a fit that somebody else gave up
                    throw Error(SINTER_CANCELLED, "asked to stop");
                }
                FitHost own(host, training.stream);
                auto model = learner_->fit(training, own);
                services_.look(planned_->chosen.plugin->callee(), "fitting");
                return Fit{std::move(model), own.notices()};
            });
        for (const auto& notice : fit.notices) {
            notices_->add(notice.text, notice.count);
        }
        return fit.model;
    }
    [[nodiscard]] const ModelRestorer* restorer() const override { return learner_->restorer(); }

private:
    const PlannedLearner* planned_;
    std::shared_ptr<const Learner> learner_;
    std::string identity_;
    StudyServices services_;
    NoticeBoard* notices_;
};

bool has_missing(MatrixView matrix) {
    for (Index i = 0; i < matrix.rows(); ++i) {
        for (Index j = 0; j < matrix.columns(); ++j) {
            if (std::isnan(matrix(i, j))) {
                return true;
            }
        }
    }
    return false;
}

} // namespace

void StudyHost::parallel_for(std::int64_t count, const std::function<void(std::int64_t)>& body) {
    services_.workers.parallel_for(count, [&](std::int64_t index) {
        if (cancelled()) {
            throw Error(SINTER_CANCELLED, "asked to stop");
        }
        body(index);
    });
}

std::unique_ptr<Learner> StudyHost::make_learner(std::string_view name, const OptionChanges& changed) {
    for (const auto& learner : services_.learners) {
        if (learner.name == name) {
            return changed.empty() ? std::make_unique<SharedLearner>(learner, services_, *notices_)
                                   : make_changed(learner, changed);
        }
    }
    fail_invalid(fmt::format("there is no [learner.{}]", name));
}

std::unique_ptr<Learner> StudyHost::make_changed(const PlannedLearner& learner,
                                                 const OptionChanges& changed) {
    plugin::OptionContext context;
    context.plugin_id = learner.chosen.plugin->id();
    for (const auto& other : services_.learners) {
        context.learner_names.push_back(other.name);
    }
    const Parameters& declared = learner.chosen.plugin->parameters();
    const Options options = plugin::changed_options(declared, learner.chosen.options, changed, context);
    std::string identity = learner.name;
    std::string said;
    for (const Parameter& option : declared.all()) {
        const OptionValue& value = options.value(option.name);
        const auto exact = plugin::exact_text(value);
        if (exact != plugin::exact_text(learner.chosen.options.value(option.name))) {
            said += fmt::format("{}{} = {}", said.empty() ? "" : ", ", option.name,
                                plugin::describe_value(option, value));
            identity += fmt::format("\n{} {}", option.name, exact); // a name of a learner has one line
        }
    }
    if (said.empty()) {
        return std::make_unique<SharedLearner>(learner, services_, *notices_);
    }
    log(LogLevel::info, fmt::format("learner {} with {}", learner.name, said));
    return std::make_unique<SharedLearner>(learner, plugin::make_learner(*learner.chosen.plugin, options),
                                           std::move(identity), services_, *notices_);
}

std::unique_ptr<TransferStrategy> StudyHost::make_strategy(std::string_view name) {
    for (const auto& strategy : services_.strategies) {
        if (strategy.name == name) {
            return std::make_unique<NamedStrategy>(strategy);
        }
    }
    fail_invalid(fmt::format("there is no [[strategy]] with the name \"{}\"", name));
}

void StudyHost::progress(double /*fraction*/) {} // progress is shown by trials

void StudyHost::log(LogLevel level, std::string_view text) {
    if (level >= LogLevel::notice) {
        notices_->add(text);
    } else if (level == LogLevel::info) {
        notices_->add_detail(text);
    }
}

void require_capabilities(std::string_view learner, Capabilities capabilities, const TrainingSet& training) {
    const auto require = [&](bool needed, unsigned ability, const char* what) {
        if (needed && (capabilities & ability) == 0) {
            fail_unsupported(fmt::format("learner \"{}\" cannot take {}", learner, what));
        }
    };
    bool numbers = false;
    bool classes = false;
    for (const auto& label : training.label_infos) {
        (label.class_count > 0 ? classes : numbers) = true;
    }
    bool categories = false;
    for (const auto& feature : training.feature_infos) {
        categories = categories || feature.kind == FeatureKind::category;
    }
    require(numbers, SINTER_CAN_REGRESS, "numbers as labels");
    require(classes, SINTER_CAN_CLASSIFY, "classes as labels");
    require(training.labels.columns() > 1, SINTER_CAN_MANY_LABELS, "several labels at once");
    require(!training.weights.empty(), SINTER_CAN_WEIGHTS, "weighted rows");
    require(categories, SINTER_CAN_CATEGORIES, "categorical features");
    const bool takes_missing_labels = (capabilities & SINTER_CAN_MISSING_LABELS) != 0;
    const bool takes_missing_features = (capabilities & SINTER_CAN_MISSING_FEATURES) != 0;
    require(!takes_missing_labels && has_missing(training.labels), SINTER_CAN_MISSING_LABELS,
            "missing labels");
    require(!takes_missing_features && has_missing(training.features), SINTER_CAN_MISSING_FEATURES,
            "missing features");
}

} // namespace sinter::study
