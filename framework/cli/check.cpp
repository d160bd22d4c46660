// SPDX-License-Identifier: Apache-2.0
#include "framework/cli/command_line.hpp"
#include "framework/study/effective_config.hpp"
#include "framework/study/plan.hpp"
#include "framework/study/summarise.hpp"
#include "framework/threads/workers.hpp"

#include <fmt/format.h>

namespace sinter::cli {
namespace {

namespace po = boost::program_options;

void print_data(const study::Plan& plan) {
    fmt::print("labels\n");
    for (const auto& label : study::label_summaries(plan.dataset)) {
        fmt::print("  {:<16} {:>8} rows {:>8} materials   {}\n", label.name, label.rows, label.materials,
                   label.unit);
        if (label.repeated_materials > 0) {
            fmt::print("  {:<16} {:>8} materials are measured more than once: {}\n", "",
                       label.repeated_materials, label.repeats_policy);
        }
    }
    for (const auto& overlap : study::overlap_summaries(plan.dataset, plan.target())) {
        fmt::print("overlap {} and {}: {} materials\n", overlap.first, overlap.second, overlap.materials);
    }
    for (const auto& notice : study::left_out(plan.dataset)) {
        fmt::print("left out: {} {}\n", notice.count, notice.text);
    }
}

void print_work(const study::Plan& plan) {
    std::size_t features = 0;
    for (const auto& featurizer : plan.featurizers) {
        features += featurizer.featurizer->features().size();
    }
    fmt::print("features  {}\nprotocol  {}\n", features, study::describe(plan.config.protocol));
    for (const auto& strategy : plan.strategies) {
        std::string sources;
        for (const std::size_t source : strategy.sources) {
            sources += " <- " + plan.dataset.labels[source].name;
        }
        fmt::print("strategy  {:<18} {}{}{}\n", strategy.name, plan.target().name, sources,
                   strategy.baseline ? "   (baseline)" : "");
    }
    fmt::print("{} units would be run; nothing is wrong\n", plan.strategies.size() * plan.splits.size());
}

} // namespace

int run_check(const Arguments& arguments) {
    po::options_description options("options");
    options.add_options()("config", po::value<std::string>()->required(), "the config to read")(
        "set,s", po::value<std::vector<std::string>>()->composing()->value_name("KEY=VALUE"),
        "change a value of the config")("show", "print every value and where it came from");
    add_common(options);
    po::positional_options_description positional;
    positional.add("config", 1);
    const auto values = parse(
        arguments,
        {"sinter check CONFIG [options]",
         "Reads the config, its plugins and its data, reports everything that is wrong at once, and says "
         "what would be run.",
         "sinter check study.toml --show"},
        options, positional);
    if (!values) {
        return exit_ok;
    }
    diagnostics::Diagnostics diagnostics;
    auto catalogue = catalogue_of(*values, diagnostics);
    if (diagnostics.has_errors()) {
        return report(
            diagnostics); // else every plugin of a folder that is not there would be missed one by one
    }
    const auto workers = threads::make_workers(thread_count(*values));
    const auto overrides =
        values->count("set") > 0 ? (*values)["set"].as<std::vector<std::string>>() : Arguments{};
    auto config = study::read_config((*values)["config"].as<std::string>(), overrides,
                                     study::ConfigUse::study, diagnostics);
    const auto plan = study::make_plan(std::move(config), catalogue, *workers, diagnostics);
    const int code = report(diagnostics);
    if (!plan) {
        return code;
    }
    if (values->count("show") > 0) {
        fmt::print("{}", study::effective_config(*plan, study::Origins::shown));
        return exit_ok;
    }
    print_data(*plan);
    print_work(*plan);
    return exit_ok;
}

} // namespace sinter::cli
