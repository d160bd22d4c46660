// SPDX-License-Identifier: Apache-2.0
#include "framework/cli/verbs/featurize.hpp"

#include "framework/cli/command/command_line.hpp"
#include "framework/cli/process/exit_codes.hpp"
#include "framework/cli/terminal/terminal.hpp"
#include "framework/cli/verbs/feature_csv.hpp"
#include "framework/data/join/row_batch.hpp"
#include "framework/data/tables/formula_list.hpp"
#include "framework/diagnostics/nearest_name.hpp"
#include "framework/study/config/config_section.hpp"
#include "framework/study/config/read_config.hpp"
#include "framework/study/config/set_value.hpp"
#include "framework/study/notices/data_notices.hpp"
#include "framework/study/plan/choose_plugins.hpp"
#include "framework/study/plan/plan.hpp"
#include "framework/threads/workers.hpp"

#include <fmt/format.h>

#include <utility>

namespace sinter::cli {
namespace {

namespace po = boost::program_options;
using diagnostics::Diagnostics;
using diagnostics::InputError;

Arguments assignments(const po::variables_map& values) {
    return values.count("set") > 0 ? values["set"].as<std::vector<std::string>>() : Arguments{};
}

/// The options of --plugin, given by -s.
study::PluginChoice plugin_choice(const std::string& id, const Arguments& options, Diagnostics& diagnostics) {
    study::ConfigNode table;
    for (const auto& assignment : options) {
        study::set_value(table, assignment);
    }
    study::ConfigSection section(table, "-s", diagnostics);
    return {{id, {"--plugin", 0, 0}}, section.rest(), {"--plugin " + id, 0, 0}};
}

data::Isotopes isotopes_of(const po::variables_map& values, Diagnostics& diagnostics) {
    const auto written = values["isotopes"].as<std::string>();
    if (written != "error" && written != "element") {
        diagnostics.error(diagnostics::ErrorKind::config, {"--isotopes", 0, 0},
                          fmt::format("\"{}\" is not a valid value", written),
                          diagnostics::name_hints(written, {"error", "element"}, "valid values"));
    }
    return written == "element" ? data::Isotopes::element : data::Isotopes::error;
}

FeatureSource from_formulas(const po::variables_map& values, plugin::Catalogue& catalogue,
                            Diagnostics& diagnostics) {
    FeatureSource source;
    study::Config config;
    config.folder = ".";
    const auto choice = plugin_choice(values["plugin"].as<std::string>(), assignments(values), diagnostics);
    auto chosen = study::choose(plugin::PluginKind::featurizer, choice, config, catalogue, diagnostics);
    auto materials = data::read_formula_list(values["input"].as<std::string>(),
                                             isotopes_of(values, diagnostics), diagnostics);
    if (!chosen || !materials) {
        throw InputError(diagnostics);
    }
    auto featurizer = study::make(*chosen, {}, choice, diagnostics);
    if (!featurizer) {
        throw InputError(diagnostics);
    }
    source.dataset.materials = std::move(*materials);
    for (data::Index i = 0; i < source.dataset.materials.size(); ++i) {
        source.dataset.row_materials.push_back(i);
    }
    source.featurizers.push_back(std::move(featurizer));
    return source;
}

FeatureSource from_config(const po::variables_map& values, plugin::Catalogue& catalogue,
                          threads::Workers& workers, Diagnostics& diagnostics) {
    const auto config = study::read_config(values["input"].as<std::string>(), assignments(values),
                                           study::ConfigUse::featurize, diagnostics);
    if (!values["isotopes"].defaulted()) {
        diagnostics.error(diagnostics::ErrorKind::config, {"--isotopes", 0, 0},
                          "it is for a list of formulas, with --plugin",
                          {"write isotopes = \"element\" in the config's [[table]]"});
    }
    auto plan = study::make_featurize_plan(config, catalogue, workers, diagnostics);
    if (!plan || diagnostics.has_errors()) {
        throw InputError(diagnostics);
    }
    FeatureSource source;
    source.dataset = std::move(plan->dataset);
    for (auto& planned : plan->featurizers) {
        source.featurizers.push_back(std::move(planned.featurizer));
    }
    return source;
}

} // namespace

int run_featurize(const Arguments& arguments) {
    po::options_description options("options");
    auto add = options.add_options();
    add("input", po::value<std::string>(),
        "a config, or with --plugin a list of formulas (one per line, or a .csv with a column formula)");
    add("plugin", po::value<std::string>()->value_name("ID"), "the featurizer, if there is no config");
    add("set,s", po::value<std::vector<std::string>>()->composing()->value_name("KEY=VALUE"),
        "an option of that featurizer, or a value of the config");
    add("isotopes", po::value<std::string>()->default_value("error")->value_name("HOW"),
        "what D and T are in a list of formulas: error, or element (H)");
    add("output,o", po::value<std::string>()->value_name("FILE"),
        "CSV file to write (default: standard output)");
    add_common(options);
    po::positional_options_description positional;
    positional.add("input", 1);
    const auto values =
        parse(arguments,
              {"sinter featurize INPUT [options]",
               "Writes features as CSV: the formula as given, then one column per feature; blank is missing.",
               "sinter featurize --plugin ID formulas.txt -o features.csv",
               {{"input", "a config, or a list of formulas"}}},
              options, positional);
    if (!values) {
        return exit_ok;
    }
    Diagnostics diagnostics;
    auto catalogue = catalogue_of(*values, diagnostics);
    const auto workers = workers_of(*values);
    const FeatureSource source = values->count("plugin") > 0
                                     ? from_formulas(*values, catalogue, diagnostics)
                                     : from_config(*values, catalogue, *workers, diagnostics);
    const auto output = values->count("output") > 0
                            ? std::optional<std::filesystem::path>((*values)["output"].as<std::string>())
                            : std::nullopt;
    const auto notes = write_features(source, output, *workers);
    report(diagnostics);
    for (const auto& notice : study::data_notices(source.dataset)) {
        say(fmt::format("note: {}\n", notice.text));
    }
    for (const auto& note : notes) {
        say(note.count > 1 ? fmt::format("note: {} ({} times)\n", note.text, note.count)
                           : fmt::format("note: {}\n", note.text));
    }
    return exit_ok;
}

} // namespace sinter::cli
