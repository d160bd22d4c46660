// SPDX-License-Identifier: Apache-2.0
//
// Checks for plugins of every kind.
#pragma once

#include <sinter/testkit/instance.hpp>
#include <sinter/testkit/process_use.hpp>

#include <cmath>
#include <cstdint>
#include <cstring>
#include <string>
#include <utility>
#include <vector>

namespace sinter::testkit {
namespace common {

inline void unknown_interface(const Subject& subject) {
    for (const char* id : {"sinter.nothing/1", "sinter.learner/99", "sinter.featurizer/99",
                           "sinter.strategy/99", "sinter.learne", ""}) {
        if (subject.get_interface(c_text(id)) != nullptr) {
            fail("get_interface gave a table for \"" + std::string(id) + "\"",
                 "compare the whole id and return null for any other, as the SINTER_..._PLUGIN line does");
        }
    }
}

inline void defaults(const Subject& subject) {
    if (subject.bad_given) {
        fail(subject.why_no_options, "give another: --set NAME=VALUE; nothing is said about the plugin");
    }
    if (!subject.options && !subject.needs_value) {
        fail("it cannot be made: " + subject.why_no_options,
             "take the defaults that are declared; declare an option that has no "
             "sensible default as a required one; if values were given, give others");
    }
    make_and_destroy(subject, subject.usable_options());
}

/// Everything that the declaration says can be given for one option beside its default.
[[nodiscard]] inline std::vector<OptionValue> extreme_values(const Parameter& p) {
    std::vector<OptionValue> values;
    OptionValue value;
    value.type = p.type;
    for (const double bound : {p.minimum, p.maximum}) {
        constexpr double largest_exact = 9007199254740992.0;
        if (!std::isfinite(bound) || std::abs(bound) > largest_exact) {
            continue;
        }
        value.integer = static_cast<std::int64_t>(bound);
        value.real = bound;
        if (p.type == ParameterType::integer || p.type == ParameterType::real) {
            values.push_back(value);
        }
    }
    for (const auto& choice : p.choices) {
        OptionValue chosen;
        const bool list = is_text_list(p.type);
        chosen.type = list ? p.type : ParameterType::text;
        chosen.text = list ? "" : choice;
        if (list) {
            chosen.texts = {choice};
        }
        values.push_back(chosen);
    }
    if (p.type == ParameterType::boolean) {
        value.boolean = !p.default_value.boolean;
        values.push_back(value);
    }
    return values;
}

inline void bounds(const Subject& subject) {
    const Options& options = subject.usable_options();
    for (const auto& p : subject.parameters.all()) {
        for (const OptionValue& value : extreme_values(p)) {
            try {
                make_and_destroy(subject, options.with(p.name, value));
            } catch (const Error& e) {
                fail("the option \"" + p.name + "\" may be " +
                         (value.type == ParameterType::text      ? '"' + value.text + '"'
                          : value.type == ParameterType::integer ? std::to_string(value.integer)
                                                                 : shown(value.real)) +
                         " by its declaration, but creating it so says: " + e.what(),
                     "declare the bounds and choices that are taken: at_least, at_most, choices");
            }
        }
    }
}

/// Calls create of the kind's table with these values; `error` is as the callee left it.
inline std::int32_t raw_create(const Subject& subject, const std::vector<sinter_value>& all,
                               sinter_error& error) {
    const auto values = bridge::array_of<sinter_values>(all);
    error = bridge::no_error();
    switch (subject.kind) {
    case SubjectKind::featurizer: {
        const auto schema = input_schema();
        const bridge::CColumns columns(schema);
        const sinter_columns schema_c = columns.c();
        sinter_featurizer_ref ref{nullptr, nullptr};
        const auto status = subject.featurizer->create(&values, &schema_c, &ref, &error);
        const bridge::OwnedHandle<sinter_featurizer_ref> owned(ref);
        return status;
    }
    case SubjectKind::learner: {
        sinter_learner_ref ref{nullptr, nullptr};
        const auto status = subject.learner->create(&values, &ref, &error);
        const bridge::OwnedHandle<sinter_learner_ref> owned(ref);
        return status;
    }
    default: {
        sinter_strategy_ref ref{nullptr, nullptr};
        const auto status = subject.strategy->create(&values, &ref, &error);
        const bridge::OwnedHandle<sinter_strategy_ref> owned(ref);
        return status;
    }
    }
}

/// The options and one value more than are declared.
[[nodiscard]] inline std::vector<sinter_value> one_too_many(const bridge::CValues& values) {
    std::vector<sinter_value> more;
    for (std::uint64_t i = 0; i < values.c().count; ++i) {
        more.push_back(bridge::element(values.c(), i));
    }
    sinter_value extra{};
    extra.type = SINTER_PARAMETER_INTEGER;
    extra.integer = 1;
    more.push_back(extra);
    return more;
}

inline void unknown_parameter(const Subject& subject) {
    const bridge::CValues values(subject.usable_options());
    const auto more = one_too_many(values);
    sinter_error error{};
    if (raw_create(subject, more, error) == SINTER_OK) {
        fail("create took " + std::to_string(more.size()) + " values for " +
                 std::to_string(values.c().count) + " declared options",
             "compare the number of values with the number of declared options, as <sinter/plugin.hpp> does");
    }
}

inline void errors(const Subject& subject) {
    const bridge::CValues values(subject.usable_options());
    const auto more = one_too_many(values);
    sinter_error error{};
    const auto status = raw_create(subject, more, error);
    if (status == SINTER_OK) {
        does_not_apply("nothing that the kit tried was refused");
    }
    const void* end = std::memchr(error.text, '\0', sizeof(error.text));
    if (end == nullptr || error.text[0] == '\0') {
        fail(end == nullptr ? "the text of an error is not terminated" : "an error came without a text",
             "fill sinter_error.text before returning anything but SINTER_OK; bridge::guard does so");
    }
    if (error.code != status) {
        fail("create returned " + std::to_string(status) + " and wrote the code " +
                 std::to_string(error.code),
             "write the code that is returned into sinter_error.code as well");
    }
}

inline void no_leak(const Subject& subject) {
    const Options& options = subject.usable_options();
    constexpr int times = 1000;
    for (int i = 0; i < 50; ++i) {
        make_and_destroy(subject, options); // what is made once and kept is no leak
    }
    const ProcessUse before = ProcessUse::now();
    for (int i = 0; i < times; ++i) {
        make_and_destroy(subject, options);
    }
    const ProcessUse after = ProcessUse::now();
    if (after.open_files > before.open_files) {
        fail(std::to_string(after.open_files - before.open_files) + " files stayed open after " +
                 std::to_string(times) + " objects",
             "close files in the destructor");
    }
    if (after.threads > before.threads) {
        fail(std::to_string(after.threads - before.threads) + " threads were left running",
             "start no threads; Host::parallel_for gives the host's");
    }
    if (!before.knows_memory) {
        does_not_apply("this C library does not say how much memory is in use");
    }
    constexpr long long slack = 16384; // half of what 1,000 of the smallest blocks take
    if (after.memory > before.memory + slack) {
        fail(std::to_string(after.memory - before.memory) + " bytes were not given back by " +
                 std::to_string(times) + " objects",
             "free in the destructor what the constructor takes; -fsanitize=address names the line");
    }
}

inline void instances(const Subject& subject) {
    const RowMatrix alone = Instance(subject).answer(1, subject.host());
    const Instance first(subject);
    RowMatrix beside;
    {
        const Instance second(subject);
        static_cast<void>(second.answer(2, subject.host()));
        beside = first.answer(1, subject.host());
        expect_same(second.answer(1, subject.host()), alone, exactly,
                    "a second object with the same options says something else",
                    "keep state in the object, not in static or global variables");
    }
    expect_same(alone, beside, exactly, "an object says something else while another one is used",
                "keep state in the object, not in static or global variables");
    expect_same(alone, first.answer(1, subject.host()), exactly,
                "an object says something else after another one was destroyed",
                "let each object own what it needs");
}

inline void same_seed(const Subject& subject) {
    const Instance instance(subject);
    expect_same(instance.answer(3, subject.host()), instance.answer(3, subject.host()), exactly,
                "the same work with the same seed gave two results",
                "take random numbers only from the training set's stream or Host::stream, never from "
                "std::random_device, rand() or the time; keep nothing from call to call");
}

inline void any_threads(const Subject& subject) {
    const Instance instance(subject);
    const RowMatrix one = instance.answer(4, subject.host());
    auto settings = subject.host();
    settings.order = KitHost::Order::backwards;
    expect_same(one, instance.answer(4, settings), exactly,
                "the result depends on the order in which a loop of the host runs",
                "let body(i) write only to its own place, and add up afterwards in the order of i");
    settings.order = KitHost::Order::forwards;
    settings.threads = 3;
    expect_same(one, instance.answer(4, settings), exactly, "the result depends on the number of threads",
                "let body(i) write only to its own place, and add up afterwards in the order of i");
}

} // namespace common

/// For plugins of every kind.
[[nodiscard]] inline Checks common_checks() {
    return {
        {"interface.unknown", "It gives nothing for an interface that it does not have.",
         common::unknown_interface},
        {"options.defaults", "It can be made and destroyed; what has no default is given by the kit.",
         common::defaults},
        {"options.bounds", "It can be made with every bound and choice that it declares.", common::bounds},
        {"options.unknown", "It refuses a value for an option that it does not declare.",
         common::unknown_parameter},
        {"errors.filled", "What it refuses, it refuses with a code and a text.", common::errors},
        {"objects.no_leak", "It can be made and destroyed 1,000 times and leaves nothing behind.",
         common::no_leak},
        {"objects.independent", "Two of its objects do not know of each other.", common::instances},
        {"results.same_seed", "The same work with the same seed gives the same bytes.", common::same_seed},
        {"results.any_threads", "The result does not depend on threads or on the order of loops.",
         common::any_threads},
    };
}

} // namespace sinter::testkit
