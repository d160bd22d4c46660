// SPDX-License-Identifier: Apache-2.0
#include "framework/cli/verbs/check.hpp"

#include "framework/bytes/counted.hpp"
#include "framework/cli/command/command_line.hpp"
#include "framework/cli/command/planned.hpp"
#include "framework/cli/process/exit_codes.hpp"
#include "framework/cli/terminal/terminal.hpp"
#include "framework/report/text/text_layout.hpp"
#include "framework/study/config/protocol_words.hpp"
#include "framework/study/notices/data_notices.hpp"
#include "framework/study/plan/effective_config.hpp"
#include "framework/study/plan/label_contradictions.hpp"
#include "framework/study/plan/plan.hpp"
#include "framework/study/plan/protocol_notices.hpp"
#include "framework/study/run/derived_results.hpp"
#include "framework/study/run/summarise.hpp"

#include <fmt/format.h>

namespace sinter::cli {
namespace {

namespace po = boost::program_options;

/// Returns how many pairs of labels it has told to contradict each other.
std::size_t print_data_of(const study::Plan& plan) {
    print("labels\n");
    for (const auto& label : study::label_summaries(plan.dataset)) {
        print(fmt::format("  {:<16} {:>8} rows {:>8} materials   {}\n", report::printable(label.name),
                          label.rows, label.materials, report::printable(label.unit)));
        if (label.repeated_materials > 0) {
            print(fmt::format("  {:<16} {:>8} {} measured more than once: {}\n", "", label.repeated_materials,
                              label.repeated_materials == 1 ? "material is" : "materials are",
                              label.repeats_policy));
        }
    }
    for (const auto& overlap : study::overlap_summaries(plan)) {
        print(fmt::format("overlap {} and {}: {}\n", report::printable(overlap.first),
                          report::printable(overlap.second), bytes::counted(overlap.materials, "material")));
    }
    const auto contradictions = study::label_contradictions(plan.dataset, plan.targets);
    for (const auto& text : contradictions) {
        print(fmt::format("warning: {}\n", report::printable(text)));
    }
    for (const auto& notice : study::left_out(plan.dataset)) {
        print(fmt::format("left out: {}\n", report::printable(notice.text)));
    }
    for (const auto& notice : study::data_notices(plan.dataset)) {
        print(fmt::format("notice: {}\n", report::printable(notice.text)));
    }
    return contradictions.size();
}

std::string names_of(const study::Plan& plan, const std::vector<std::size_t>& labels) {
    std::string names;
    for (const std::size_t label : labels) {
        names += (names.empty() ? "" : ", ") + report::printable(plan.dataset.labels[label].name);
    }
    return names;
}

void print_work(const study::Plan& plan) {
    std::size_t features = 0;
    for (const auto& featurizer : plan.featurizers) {
        features += featurizer.featurizer->features().size();
    }
    print(fmt::format("features  {}\nprotocol  {}\n", features, study::describe(plan.config.protocol)));
    for (const auto& strategy : plan.strategies) {
        std::string sources;
        for (const std::size_t source : strategy.sources) {
            sources += " <- " + report::printable(plan.dataset.labels[source].name);
        }
        print(fmt::format("strategy  {:<18} {}{}{}\n", report::printable(strategy.name),
                          names_of(plan, strategy.targets), sources,
                          strategy.baseline  ? "   (baseline)"
                          : strategy.placebo ? "   (placebo)"
                                             : ""));
    }
    for (const auto& notice : study::protocol_notices(plan)) {
        print(fmt::format("notice: {}\n", report::printable(notice.text)));
    }
    for (const auto& derived : study::derived_summaries(plan)) {
        print(fmt::format("derived   {:<18} {}\n", report::printable(derived.name),
                          report::printable(derived.expression)));
    }
}

void print_verdict(std::size_t trials, std::size_t warnings) {
    print(fmt::format("{} would be run; {}\n", bytes::counted(trials, "trial"),
                      warnings == 0   ? std::string("nothing is wrong")
                      : warnings == 1 ? std::string("see the warning above")
                                      : fmt::format("see the {} warnings above", warnings)));
}

} // namespace

int run_check(const Arguments& arguments) {
    po::options_description options("options");
    auto add = options.add_options();
    add("config", po::value<std::string>(), "the config to read");
    add("set,s", po::value<std::vector<std::string>>()->composing()->value_name("KEY=VALUE"),
        "change a value of the config");
    add("show", "print every value and where it came from");
    add_common(options);
    po::positional_options_description positional;
    positional.add("config", 1);
    const auto values = parse(
        arguments,
        {"sinter check CONFIG [options]",
         "Reads the config, its plugins and its data, reports everything that is wrong at once, and says "
         "what would be run.",
         "sinter check study.toml --show",
         {{"config", "a config"}}},
        options, positional);
    if (!values) {
        return exit_ok;
    }
    const auto planned = plan_of((*values)["config"].as<std::string>(), *values);
    if (!planned.plan) {
        return planned.code;
    }
    const auto& plan = *planned.plan;
    if (values->count("show") > 0) {
        print(study::effective_config(plan, study::Origins::shown));
        return exit_ok;
    }
    (void)study::features_of(plan, *planned.workers); // throws where a material cannot be featurized
    const std::size_t contradictions = print_data_of(plan);
    print_work(plan);
    print_verdict(plan.trials.size(), planned.warnings + contradictions);
    return exit_ok;
}

} // namespace sinter::cli
