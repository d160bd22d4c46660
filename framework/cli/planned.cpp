// SPDX-License-Identifier: Apache-2.0
#include "framework/cli/planned.hpp"

#include "framework/cli/command_line.hpp"

#include <utility>

namespace sinter::cli {

Planned plan_of(const std::filesystem::path& config, const boost::program_options::variables_map& values) {
    Planned planned;
    diagnostics::Diagnostics diagnostics;
    auto catalogue = catalogue_of(values, diagnostics);
    if (diagnostics.has_errors()) {
        // Else every plugin of a folder that is not there would be missed one by one.
        planned.code = report(diagnostics);
        return planned;
    }
    planned.workers = threads::make_workers(thread_count(values));
    const auto overrides = values.count("set") > 0 ? values["set"].as<Arguments>() : Arguments{};
    auto read = study::read_config(config, overrides, study::ConfigUse::study, diagnostics);
    planned.plan = study::make_plan(std::move(read), catalogue, *planned.workers, diagnostics);
    planned.code = report(diagnostics);
    return planned;
}

} // namespace sinter::cli
