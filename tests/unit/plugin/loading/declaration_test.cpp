// SPDX-License-Identifier: Apache-2.0
#include "framework/plugin/files/refusal.hpp"
#include "framework/plugin/loading/declaration_check.hpp"

#include <sinter/bridge/parameters.hpp>
#include <sinter/unknown.hpp>

#include <catch2/catch.hpp>

#include <limits>

using Catch::Matchers::Contains;
using sinter::Parameter;
using sinter::Parameters;
using sinter::ParameterType;
using sinter::unknown;
using sinter::plugin::declaration_fault;
using sinter::plugin::Library;
using sinter::plugin::Refused;

namespace {

Parameter integer(std::int64_t value) {
    Parameters p;
    p.integer("trees", value);
    return p.all()[0];
}

/// What a hostile plugin declares; one at a time.
std::vector<sinter_parameter>& declared() {
    static std::vector<sinter_parameter> parameters;
    return parameters;
}

/// Bytes from one declaration to the next.
std::uint64_t& stride() {
    static std::uint64_t bytes = sizeof(sinter_parameter);
    return bytes;
}
/// The default of all of them.
sinter_value& default_value() {
    static sinter_value value{};
    return value;
}

std::string refusal_of_declaration() {
    const sinter_learner_plugin table{sizeof(sinter_learner_plugin), 0,
                                      [](sinter_parameters* out, sinter_error* /*error*/) -> std::int32_t {
                                          *out = {declared().data(), declared().size(), stride()};
                                          return SINTER_OK;
                                      },
                                      nullptr};
    Library library;
    library.learner = &table;
    try {
        static_cast<void>(sinter::plugin::read_declaration(library));
    } catch (const Refused& refused) {
        CHECK(refused.refusal().kind == sinter::plugin::RefusalKind::bad_declaration);
        return refused.refusal().found;
    }
    return "none";
}

sinter_parameter sound() {
    sinter_parameter p{};
    p.type = SINTER_PARAMETER_INTEGER;
    p.name = {"trees", 5};
    default_value() = {};
    default_value().type = SINTER_PARAMETER_INTEGER;
    p.default_value = {&default_value(), 1, sizeof(sinter_value)};
    p.minimum = -std::numeric_limits<double>::infinity();
    p.maximum = std::numeric_limits<double>::infinity();
    return p;
}

} // namespace

TEST_CASE("declarations as the SDK makes them have no fault") {
    Parameters p;
    p.integer("trees", 200).at_least(1).doc("number of trees").unit("1");
    p.real("share", 0.5).between(0, 1);
    p.integer("mtry", "third").choices({"third", "all"});
    p.text("bags", "poisson").choices({"poisson", "multinomial"});
    p.file("table");
    p.learner("learner");
    p.optional_learner("other");
    p.texts("names", {"a", "b"});
    p.reals("alphas", {0, 1}).at_least(0);
    p.integers("hidden", {64, 32}).at_least(1);
    p.files("tables");
    p.optional_file("weights");
    p.per_source("costs").at_least(0);
    Parameters fields;
    fields.integer("patience", 10).at_least(1);
    fields.real("share", 0.1).between(0, 1);
    p.table("early_stop", fields);
    p.tables("layers", fields);
    p.boolean("honest", true);
    for (const auto& parameter : p.all()) {
        INFO(parameter.name);
        CHECK(declaration_fault(parameter).empty());
    }
}

TEST_CASE("an option may not have the name of a key that the config gives a meaning to") {
    using sinter::plugin::is_reserved;
    using sinter::plugin::PluginKind;
    CHECK(is_reserved(PluginKind::strategy, "target"));
    CHECK(is_reserved(PluginKind::strategy, "hold_out_sources"));
    CHECK(is_reserved(PluginKind::learner, "plugin"));
    CHECK_FALSE(is_reserved(PluginKind::learner, "target"));
    CHECK_FALSE(is_reserved(PluginKind::strategy, "targets_"));
}

TEST_CASE("a declaration with an illegal name, type, bound, choice or default has a fault") {
    auto p = integer(5);
    p.name = "Trees";
    CHECK_THAT(declaration_fault(p), Contains("name"));
    p = integer(5);
    p.type = static_cast<ParameterType>(99);
    CHECK_THAT(declaration_fault(p), Contains("unknown type 99"));
    p = integer(5);
    p.minimum = 6;
    CHECK_THAT(declaration_fault(p), Contains("default 5"));
    p.maximum = 1;
    CHECK_THAT(declaration_fault(p), Contains("leave no value"));
    p = integer(5);
    p.minimum = unknown;
    CHECK_THAT(declaration_fault(p), Contains("leave no value"));
    p = integer(5);
    p.default_value.type = ParameterType::real;
    CHECK_THAT(declaration_fault(p), Contains("another type"));
    p.default_value.type = ParameterType::text;
    CHECK_THAT(declaration_fault(p), Contains("none of its choices"));
    p = integer(5);
    p.doc = "two\nlines";
    CHECK_THAT(declaration_fault(p), Contains("one line"));
    p = integer(5);
    p.choices = {"a", "a"};
    CHECK_THAT(declaration_fault(p), Contains("same choice twice"));
    p = integer(5);
    p.type = ParameterType::boolean;
    p.default_value.type = ParameterType::boolean;
    p.choices = {"a"};
    CHECK_THAT(declaration_fault(p), Contains("neither a text nor a number"));
    p.choices.clear();
    p.minimum = 0;
    CHECK_THAT(declaration_fault(p), Contains("not a number"));
}

TEST_CASE("a declaration that crosses with wild counts or missing data is refused and not followed") {
    declared() = {sound()};
    CHECK(refusal_of_declaration() == "none");
    declared() = {sound(), sound()};
    CHECK_THAT(refusal_of_declaration(), Contains("\"trees\" twice"));
    declared() = {sound()};
    for (const std::uint64_t bytes : {8, 0, 4099, 1 << 20}) {
        stride() = bytes;
        CHECK_THAT(refusal_of_declaration(), Contains("too short"));
    }
    stride() = sizeof(sinter_parameter);
    declared() = {sound()};
    declared()[0].choice_count = std::uint64_t{1} << 60U;
    CHECK_THAT(refusal_of_declaration(), Contains("absurd length"));
    declared() = {sound()};
    declared()[0].choice_count = 3;
    CHECK_THAT(refusal_of_declaration(), Contains("without data"));
    declared() = {sound()};
    declared()[0].doc = {nullptr, 12};
    CHECK_THAT(refusal_of_declaration(), Contains("without data"));
    declared() = {sound()};
    declared()[0].doc = {"x", std::uint64_t{1} << 40U};
    CHECK_THAT(refusal_of_declaration(), Contains("absurd length"));
    declared() = {sound()};
    default_value().type = SINTER_PARAMETER_REALS;
    default_value().count = 2;
    CHECK_THAT(refusal_of_declaration(), Contains("without data"));
    declared() = {sound()};
    declared()[0].default_value.count = 2;
    CHECK_THAT(refusal_of_declaration(), Contains("absurd length"));
    declared() = {sound()};
    declared()[0].type = SINTER_PARAMETER_TABLE; // whose field is itself, without end
    declared()[0].fields = {declared().data(), 1, sizeof(sinter_parameter)};
    CHECK_THAT(refusal_of_declaration(), Contains("absurd length"));
    declared() = {sound()};
    default_value().type = SINTER_PARAMETER_TABLE;
    default_value().count = 1;
    default_value().fields = {&default_value(), 1, sizeof(sinter_value)};
    CHECK_THAT(refusal_of_declaration(), Contains("absurd length"));
    declared() = std::vector<sinter_parameter>(257, sound());
    CHECK_THAT(refusal_of_declaration(), Contains("257 options"));
}
