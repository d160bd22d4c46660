// SPDX-License-Identifier: Apache-2.0
//
// The plugin under test, seen as the host sees it: through its tables of functions.
#pragma once

#include <sinter/abi/entry.h>
#include <sinter/bridge/featurizer.hpp>
#include <sinter/bridge/parameters.hpp>
#include <sinter/bridge/strategy.hpp>
#include <sinter/plugin.hpp>
#include <sinter/testkit/check.hpp>
#include <sinter/testkit/kit_host.hpp>
#include <sinter/testkit/option_values.hpp>
#include <sinter/testkit/shared_state.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace sinter::testkit {

enum class SubjectKind { featurizer, learner, strategy };

struct SubjectSettings {
    std::uint64_t seed = 1; ///< of the data that the checks make and of the host's streams
    GivenOptions options{}; ///< values that replace defaults
};

/// All pointers belong to the plugin's library.
struct Subject {
    SubjectKind kind = SubjectKind::learner;
    const void* (*get_interface)(sinter_string) = nullptr;
    /// Of these three, the one of the kind is set.
    const sinter_featurizer_plugin* featurizer = nullptr;
    const sinter_learner_plugin* learner = nullptr;
    const sinter_strategy_plugin* strategy = nullptr;
    Parameters parameters;
    std::optional<Options> options; ///< that the checks use; none: there are none that the plugin takes
    std::string why_no_options;
    bool needs_value = false; ///< that is because somebody must give a value for one of them
    bool bad_given = false;   ///< that is because of a value that somebody gave
    std::uint64_t seed = 1;
    std::shared_ptr<const SharedState>
        before; ///< as it was before anything of the plugin but loading was run

    /// The options, or the check does not apply: that there are none is the failure of one check only.
    [[nodiscard]] const Options& usable_options() const {
        if (!options) {
            does_not_apply(needs_value || bad_given ? why_no_options : "options.defaults failed");
        }
        return *options;
    }
    [[nodiscard]] KitHost::Settings host() const {
        KitHost::Settings settings;
        settings.seed = seed;
        return settings;
    }
};

/// After init, as the host gives it to everybody.
template <class Object>
[[nodiscard]] std::unique_ptr<Object> made_ready(std::unique_ptr<Object> object, const Subject& subject) {
    KitHost host(subject.host());
    object->init(host);
    return object;
}

[[nodiscard]] inline std::unique_ptr<Learner> make_learner(const Subject& subject, const Options& options) {
    const bridge::CValues values(options);
    sinter_learner_ref ref{nullptr, nullptr};
    const sinter_values c = values.c();
    bridge::call(subject.learner->create, &c, &ref);
    return made_ready(bridge::import_learner(ref), subject);
}
[[nodiscard]] inline std::unique_ptr<TransferStrategy> make_strategy(const Subject& subject,
                                                                     const Options& options) {
    const bridge::CValues values(options);
    sinter_strategy_ref ref{nullptr, nullptr};
    const sinter_values c = values.c();
    bridge::call(subject.strategy->create, &c, &ref);
    return made_ready(bridge::import_strategy(ref), subject);
}
[[nodiscard]] inline std::unique_ptr<Featurizer> make_featurizer(const Subject& subject,
                                                                 const Options& options) {
    const bridge::CValues values(options);
    const auto schema = input_schema();
    const bridge::CColumns columns(schema);
    sinter_featurizer_ref ref{nullptr, nullptr};
    const sinter_values c = values.c();
    const sinter_columns c_columns = columns.c();
    bridge::call(subject.featurizer->create, &c, &c_columns, &ref);
    return made_ready(std::unique_ptr<Featurizer>(std::make_unique<bridge::ImportedFeaturizer>(ref)),
                      subject);
}

/// Makes an object of the plugin and destroys it. Throws Error where it refuses.
inline void make_and_destroy(const Subject& subject, const Options& options) {
    switch (subject.kind) {
    case SubjectKind::featurizer:
        make_featurizer(subject, options).reset();
        break;
    case SubjectKind::learner:
        make_learner(subject, options).reset();
        break;
    case SubjectKind::strategy:
        make_strategy(subject, options).reset();
        break;
    }
}

/// Finds options that the plugin takes; leaves `why_no_options` where there are none.
inline void choose_options(Subject& subject, const GivenOptions& given) {
    for (const auto& columns : column_choices()) {
        try {
            auto options = options_with(subject.parameters, given, columns);
            make_and_destroy(subject, options);
            subject.options = std::move(options);
            return;
        } catch (const NeedsValue& e) {
            subject.why_no_options = e.what();
            subject.needs_value = true;
        } catch (const BadGivenValue& e) {
            subject.why_no_options = e.what();
            subject.bad_given = true;
        } catch (const Error& e) {
            subject.why_no_options = e.what();
        }
    }
}

/// The plugin whose entry has this get_interface; it must offer the interface of the kind.
[[nodiscard]] inline Subject make_subject(SubjectKind kind, const void* (*get_interface)(sinter_string),
                                          const SubjectSettings& settings = {}) {
    Subject subject;
    subject.before = std::make_shared<const SharedState>();
    subject.kind = kind;
    subject.get_interface = get_interface;
    subject.seed = settings.seed;
    const auto table = [&](const char* id) { return get_interface(c_text(id)); };
    switch (kind) {
    case SubjectKind::featurizer:
        subject.featurizer = static_cast<const sinter_featurizer_plugin*>(table(SINTER_FEATURIZER_INTERFACE));
        subject.parameters = bridge::parameters_from_c(*subject.featurizer);
        break;
    case SubjectKind::learner:
        subject.learner = static_cast<const sinter_learner_plugin*>(table(SINTER_LEARNER_INTERFACE));
        subject.parameters = bridge::parameters_from_c(*subject.learner);
        break;
    case SubjectKind::strategy:
        subject.strategy = static_cast<const sinter_strategy_plugin*>(table(SINTER_STRATEGY_INTERFACE));
        subject.parameters = bridge::parameters_from_c(*subject.strategy);
        break;
    }
    choose_options(subject, settings.options);
    return subject;
}

/// A class of this process, as its plugin would offer it.
template <class Plugin>
[[nodiscard]] Subject subject_of(const SubjectSettings& settings = {}) {
    if constexpr (std::is_base_of_v<Featurizer, Plugin>) {
        return make_subject(SubjectKind::featurizer, bridge::featurizer_interface<Plugin>, settings);
    } else if constexpr (std::is_base_of_v<Learner, Plugin>) {
        return make_subject(SubjectKind::learner, bridge::learner_interface<Plugin>, settings);
    } else {
        static_assert(std::is_base_of_v<TransferStrategy, Plugin>,
                      "a plugin derives from Featurizer, Learner or TransferStrategy");
        return make_subject(SubjectKind::strategy, bridge::strategy_interface<Plugin>, settings);
    }
}

} // namespace sinter::testkit
