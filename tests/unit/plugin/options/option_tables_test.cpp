// SPDX-License-Identifier: Apache-2.0
//
// Options that hold tables, lists of integers and files, and numbers per source; and options that a plugin changes.
#include "framework/plugin/options/option_validation.hpp"
#include "tests/support/temporary_folder.hpp"

#include <sinter/error.hpp>

#include <catch2/catch.hpp>

#include <string>
#include <utility>
#include <vector>

using Catch::Matchers::Contains;
using sinter::Choices;
using sinter::Options;
using sinter::Parameters;
using sinter::diagnostics::Diagnostics;
using sinter::plugin::OptionContext;
using sinter::plugin::validate_options;
using sinter::plugin::WrittenOption;
using sinter::plugin::WrittenTable;
using sinter::plugin::WrittenValue;

namespace tables {

enum class Bags { poisson, multinomial };
Choices<Bags> choices_of(Bags) { return {{"poisson", Bags::poisson}, {"multinomial", Bags::multinomial}}; }

} // namespace tables

namespace {

using tables::Bags;

Parameters network() {
    Parameters stop;
    stop.integer("patience", 10).at_least(1);
    stop.real("share", 0.1).between(0, 1);
    Parameters layer;
    layer.integer("units", 64).at_least(1);
    layer.text("activation", "relu").choices({"relu", "tanh"});
    Parameters p;
    p.integers("hidden", {64, 32}).at_least(1);
    p.optional_file("weights");
    p.files("tables");
    p.per_source("costs").at_least(0);
    p.table("early_stop", stop);
    p.tables("layers", layer);
    p.choice("bags", Bags::multinomial);
    return p;
}

WrittenOption option(const std::string& name, WrittenValue value, std::uint32_t line = 3) {
    return {{name, {"study.toml", line, 1}}, {std::move(value), {"study.toml", line, 20}}};
}

OptionContext context(const std::filesystem::path& folder = "/nowhere") {
    OptionContext context{"network", {"study.toml", 1, 1}, folder, {"forest"}};
    context.source_names = {"gap_pbe", "gap_hse"};
    return context;
}

Options accepted(const std::vector<WrittenOption>& written,
                 const std::filesystem::path& folder = "/nowhere") {
    Diagnostics diagnostics;
    auto options = validate_options(network(), written, context(folder), diagnostics);
    INFO((diagnostics.all().empty() ? "" : diagnostics.all()[0].message));
    REQUIRE_FALSE(diagnostics.has_errors());
    return options;
}

std::string refusal(const std::string& name, WrittenValue value) {
    Diagnostics diagnostics;
    static_cast<void>(validate_options(network(), {option(name, std::move(value))}, context(), diagnostics));
    REQUIRE(diagnostics.all().size() == 1);
    std::string text = diagnostics.all()[0].message;
    for (const auto& hint : diagnostics.all()[0].hints) {
        text += "\n" + hint;
    }
    return text;
}

} // namespace

TEST_CASE("options with tables and lists have their defaults, also of each field") {
    const auto options = accepted({});
    CHECK(options.integers("hidden") == std::vector<std::int64_t>{64, 32});
    CHECK(options.text("weights").empty());
    CHECK(options.files("tables").empty());
    CHECK(options.of_source("costs", "gap_pbe", 5) == 5);
    CHECK(options.table("early_stop").integer("patience") == 10);
    CHECK(options.tables("layers").empty());
    CHECK(options.choice<Bags>("bags") == Bags::multinomial);
}

TEST_CASE("options with tables and lists are read") {
    const WrittenTable stop{{option("patience", std::int64_t{3})}};
    const WrittenTable wide{{option("units", std::int64_t{128})}};
    const WrittenTable bent{{option("activation", std::string("tanh"))}};
    const WrittenTable costs{{option("gap_hse", 20.0), option("gap_pbe", std::int64_t{1})}};
    const auto options = accepted({option("hidden", std::vector<double>{8, 4, 2}), option("early_stop", stop),
                                   option("layers", std::vector{wide, bent}), option("costs", costs),
                                   option("bags", std::string("poisson"))});
    CHECK(options.integers("hidden") == std::vector<std::int64_t>{8, 4, 2});
    CHECK(options.table("early_stop").integer("patience") == 3);
    CHECK(options.table("early_stop").real("share") == 0.1);
    REQUIRE(options.tables("layers").size() == 2);
    CHECK(options.tables("layers")[0].integer("units") == 128);
    CHECK(options.tables("layers")[1].integer("units") == 64);
    CHECK(options.tables("layers")[1].text("activation") == "tanh");
    CHECK(options.of_source("costs", "gap_hse", 0) == 20);
    CHECK(options.of_source("costs", "gap_pbe", 0) == 1);
    CHECK(options.choice<Bags>("bags") == Bags::poisson);
    CHECK(accepted({option("layers", std::vector<std::string>())}).tables("layers").empty());
    CHECK(accepted({option("hidden", std::vector<std::string>())}).integers("hidden").empty());
}

TEST_CASE("lists of files are found beside the config") {
    const sinter::tests::TemporaryFolder folder;
    folder.write("a.csv", "x\n");
    const auto options = accepted(
        {option("tables", std::vector<std::string>{"a.csv"}), option("weights", std::string("a.csv"))},
        folder.path());
    CHECK(options.files("tables") == std::vector<std::string>{(folder.path() / "a.csv").string()});
    CHECK(options.text("weights") == (folder.path() / "a.csv").string());
    CHECK_THAT(refusal("tables", std::vector<std::string>{"b.csv"}), Contains("is not a file"));
}

TEST_CASE("a field of a table is refused like an option, with what was expected") {
    CHECK(refusal("hidden", std::vector<double>{8, 0}) ==
          "hidden of network = [8.0, 0.0], expected a list of integers >= 1");
    CHECK_THAT(refusal("hidden", std::vector<double>{8.5}), Contains("expected a list of integers >= 1"));
    CHECK(refusal("early_stop", WrittenTable{{option("patience", std::int64_t{0})}}) ==
          "patience of early_stop of network = 0, expected an integer >= 1");
    CHECK_THAT(refusal("early_stop", WrittenTable{{option("patiens", std::int64_t{3})}}),
               Contains("unknown option \"patiens\" of early_stop of network\ndid you mean \"patience\"?"));
    CHECK(refusal("early_stop", std::int64_t{3}) ==
          "early_stop of network is the integer 3, expected a table with patience (an integer >= 1), "
          "share (a number from 0 to 1)");
    CHECK_THAT(refusal("layers", WrittenTable{}),
               Contains("is a table, expected a list of tables with units"));
    CHECK(
        refusal("costs", WrittenTable{{option("gap_hsee", 1.0)}}) ==
        "costs names \"gap_hsee\", which is not a source of this strategy\ndid you mean \"gap_hse\"?\nsources: "
        "gap_pbe, gap_hse");
    CHECK_THAT(refusal("costs", WrittenTable{{option("gap_hse", -1.0)}}),
               Contains("costs.gap_hse of network = -1.0, expected a number >= 0"));
    CHECK_THAT(refusal("bags", std::string("poison")), Contains("did you mean \"poisson\"?"));
}

TEST_CASE("changed options are checked as if they stood in the config") {
    const Parameters declared = network();
    const auto options = Options::defaults(declared);
    const auto changed = sinter::plugin::changed_options(declared, options, {{"bags", "poisson"}}, context());
    CHECK(changed.choice<Bags>("bags") == Bags::poisson);
    CHECK(changed.integers("hidden") == options.integers("hidden"));
    try {
        static_cast<void>(sinter::plugin::changed_options(
            declared, options, {{"bags", "posson"}, {"hiden", std::int64_t{3}}}, context()));
        FAIL("it was changed");
    } catch (const sinter::Error& e) {
        CHECK(e.code() == SINTER_INVALID_ARGUMENT);
        CHECK_THAT(e.what(), Contains("unknown option \"hiden\" of network"));
        CHECK_THAT(e.what(), Contains("bags of network = \"posson\""));
    }
}

TEST_CASE("values have the same exact text only if they are the same, however long") {
    sinter::OptionValue a;
    a.type = sinter::ParameterType::texts;
    a.texts = {std::string(300, 'x'), "y"};
    sinter::OptionValue b = a;
    CHECK(sinter::plugin::exact_text(a) == sinter::plugin::exact_text(b));
    b.texts[0].back() = 'z';
    CHECK(sinter::plugin::exact_text(a) != sinter::plugin::exact_text(b));
    b.texts = {std::string(300, 'x') + " 1:y"};
    CHECK(sinter::plugin::exact_text(a) != sinter::plugin::exact_text(b));
    b = a;
    b.tables = {{a}};
    CHECK(sinter::plugin::exact_text(a) != sinter::plugin::exact_text(b));
}

TEST_CASE("a value of a table is shown as a config writes it") {
    const auto options = accepted({option("layers", std::vector{WrittenTable{}})});
    const Parameters declared = network();
    const auto shown = [&](const char* name) {
        for (const auto& p : declared.all()) {
            if (p.name == name) {
                return sinter::plugin::describe_value(p, options.value(name));
            }
        }
        return std::string();
    };
    CHECK(shown("hidden") == "[64, 32]");
    CHECK(shown("early_stop") == "{ patience = 10, share = 0.1 }");
    CHECK(shown("layers") == "[{ units = 64, activation = \"relu\" }]");
    CHECK(shown("costs") == "{}");
}
