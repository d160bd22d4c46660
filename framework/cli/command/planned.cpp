// SPDX-License-Identifier: Apache-2.0
#include "framework/cli/command/planned.hpp"

#include "framework/cli/command/arguments.hpp"
#include "framework/cli/command/command_line.hpp"
#include "framework/plugin/loading/plugin_lock.hpp"
#include "framework/run_folder/plain_folder.hpp"
#include "framework/study/config/read_config.hpp"

#include <algorithm>
#include <utility>

namespace sinter::cli {
namespace {

/// --lock-file, or with --locked the file beside the config; nothing where neither is given.
std::optional<std::filesystem::path> lock_file_of(const std::filesystem::path& config,
                                                  const boost::program_options::variables_map& values) {
    if (values.count("lock-file") > 0) {
        return values["lock-file"].as<std::string>();
    }
    if (values.count("locked") > 0) {
        return config.parent_path() / plugin::lock_file_name;
    }
    return std::nullopt;
}

} // namespace

Planned plan_of(const std::filesystem::path& config, const boost::program_options::variables_map& values) {
    Planned planned;
    diagnostics::Diagnostics diagnostics;
    auto catalogue = catalogue_of(values, diagnostics);
    if (diagnostics.has_errors()) {
        // Else every plugin of a folder that is not there would be missed one by one.
        planned.code = report(diagnostics);
        return planned;
    }
    if (const auto lock = lock_file_of(config, values)) {
        require_plain_neighbours(*lock);
        catalogue.accept_only(plugin::read_plugin_lock(*lock));
    }
    planned.workers = workers_of(values);
    const auto overrides = values.count("set") > 0 ? values["set"].as<Arguments>() : Arguments{};
    auto read = study::read_config(config, overrides, study::ConfigUse::study, diagnostics);
    planned.plan = study::make_plan(std::move(read), catalogue, *planned.workers, diagnostics);
    planned.code = report(diagnostics);
    const auto said = diagnostics.merged();
    planned.warnings = static_cast<std::size_t>(std::count_if(said.begin(), said.end(), [](const auto& d) {
        return d.severity == diagnostics::Severity::warning;
    }));
    return planned;
}

} // namespace sinter::cli
