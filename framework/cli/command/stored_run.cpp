// SPDX-License-Identifier: Apache-2.0
#include "framework/cli/command/stored_run.hpp"

#include "framework/cli/terminal/terminal.hpp"
#include "framework/run_folder/records.hpp"
#include "framework/run_folder/run_folder.hpp"
#include "framework/study/run/journal.hpp"

#include <fmt/core.h>

#include <utility>

namespace sinter::cli {

StoredRun read_stored_run(const std::filesystem::path& folder) {
    StoredRun run{stored_record(folder), {}};
    const auto journal = study::read_journal(journal_of(folder));
    auto problems = journal.problems;
    run.outcomes = study::known_outcomes(run.record, journal, problems);
    for (const auto& problem : problems) {
        say(fmt::format("unusable: {}: {}\n", journal_of(folder).string(), problem));
    }
    return run;
}

} // namespace sinter::cli
