// SPDX-License-Identifier: Apache-2.0
#include "framework/cli/stored_run.hpp"

#include "framework/cli/command_line.hpp"
#include "framework/cli/run_folder.hpp"

#include <nlohmann/json.hpp>

namespace sinter::cli {

namespace po = boost::program_options;

namespace {

/// What the command line changed when it was run. A lock file that isn't one has nothing to say.
std::vector<std::string> overrides_of(const std::filesystem::path& lock_file) {
    const auto lock = nlohmann::json::parse(text_of(lock_file), nullptr, false);
    std::vector<std::string> overrides;
    if (lock.is_object() && lock.contains("overrides") && lock["overrides"].is_array()) {
        for (const auto& change : lock["overrides"]) {
            overrides.push_back(change.is_string() ? change.get<std::string>() : std::string());
        }
    }
    return overrides;
}

} // namespace

std::optional<po::variables_map> parse_with_run(const Arguments& arguments, const std::string& verb,
                                                const std::string& what) {
    po::options_description options("options");
    options.add_options()("run", po::value<std::string>()->required(), "the run folder");
    add_common(options);
    po::positional_options_description positional;
    positional.add("run", 1);
    return parse(arguments, {"sinter " + verb + " RUN", what, "sinter " + verb + " runs/band-gap-3f2a91c4"},
                 options, positional);
}

StoredRun stored_run(const po::variables_map& values) {
    StoredRun run;
    run.folder = values["run"].as<std::string>();
    require_run_folder(run.folder);
    run.planned = plan_of(run.folder / "config.effective.toml", values);
    if (run.planned.plan) {
        // As its author wrote it, not with every default.
        run.planned.plan->config.text = text_of(run.folder / "config.toml");
        run.planned.plan->config.overrides = overrides_of(run.folder / "lock.json");
        run.journal = study::read_journal(journal_of(run.folder));
        run.problems = run.journal.problems;
        run.outcomes = study::known_outcomes(*run.planned.plan, run.journal, run.problems);
    }
    return run;
}

} // namespace sinter::cli
