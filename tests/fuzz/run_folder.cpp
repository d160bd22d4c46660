// SPDX-License-Identifier: Apache-2.0
//
// The files of a run folder may be anybody's. The first byte of an input says which file the rest is: `j` the
// journal, `k` its lines without their digests, which are put there, `r` one result in it, `u` the list of trials, `s` the
// folds, `t` the record of the study, `l` the lock of the plugins. Each is read as far as it can be believed, or refused
// with an error that names the file.
#include "framework/report/scores/scored_study.hpp"
#include "framework/report/terminal/summary_text.hpp"
#include "framework/run_folder/run_lock.hpp"
#include "framework/run_folder/trial_list.hpp"
#include "framework/study/plan/splits_file.hpp"
#include "framework/study/run/journal.hpp"
#include "framework/study/run/journal_line.hpp"
#include "framework/study/run/run_trials.hpp"
#include "framework/study/run/study_record_json.hpp"
#include "tests/fuzz/input_file.hpp"
#include "tests/fuzz/target.hpp"
#include "tests/unit/study/small_study.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <string_view>
#include <vector>

namespace {

using namespace sinter;
using fuzz::require;

const study::Plan& small_plan() {
    static const tests::SmallStudy small;
    static const study::Plan plan = small.plan();
    return plan;
}

void require_outcome(const study::TrialOutcome& outcome) {
    require(outcome.error.empty() != outcome.results.empty(), "an outcome has results or an error");
    for (const auto& result : outcome.results) {
        for (const auto& row : result.predictions) {
            require(!std::isnan(row.mean), "a result has a prediction for every row");
        }
    }
}

void read_journal(const fuzz::InputFile& file) {
    const auto content = study::read_journal(file.path());
    std::vector<std::string> problems;
    for (const auto& outcome : study::known_outcomes(small_plan(), content, problems)) {
        if (outcome) {
            require_outcome(*outcome);
        }
    }
}

void read_trials(const fuzz::InputFile& file) {
    const auto list = report::read_trials(file.path());
    for (const auto& trial : list.trials) {
        require(trial.id.size() == 32, "a trial has an id");
        require(trial.key.strategy < list.names.strategies.size(), "a trial has a strategy");
        require(trial.key.size < list.names.fractions.size(), "a trial has a size");
    }
}

void read_splits(const fuzz::InputFile& file) {
    auto plan = small_plan();
    plan.config.protocol.file = {file.path().string(), {"study.toml", 1, 1}};
    const auto records = plan.records.size();
    for (const auto& split : study::splits_from_file(plan)) {
        require(!split.training.empty() && !split.test.empty(), "a fold has two sides");
        for (const auto& side : {split.training, split.test}) {
            for (const auto record : side) {
                require(static_cast<std::size_t>(record) < records, "a fold is of the plan's records");
            }
        }
    }
}

void read_record(std::string_view bytes) {
    const auto record = study::read_study_record(bytes, "study.json");
    const auto scored = report::score(study::results_of(record, study::Outcomes(record.trials.size())));
    require(!report::summary_text(scored).empty(), "a record has a summary");
}

std::string with_digests(std::string_view lines) {
    std::string text;
    while (!lines.empty()) {
        const auto end = std::min(lines.find('\n'), lines.size());
        text += study::line_with_digest(lines.substr(0, end)) + "\n";
        lines.remove_prefix(std::min(end + 1, lines.size()));
    }
    return text;
}

void read_lock(const fuzz::InputFile& file) {
    const auto lock = cli::lock_of(file.path().parent_path());
    require(lock.config.empty() || lock.config.front() == '/', "the config is known by its whole path");
    for (const auto& [id, plugin] : lock.plugins) {
        require(plugin.is_absolute(), "a plugin is known by its whole path");
    }
}

void read(char kind, std::string_view bytes) {
    static const fuzz::InputFile file("lock.json"); // the others may have any name
    if (kind == 'r') {
        require_outcome(study::outcome_of(small_plan(), small_plan().trials.front(), bytes));
        return;
    }
    if (kind == 't') {
        read_record(bytes);
        return;
    }
    file.write(kind == 'k' ? with_digests(bytes) : std::string(bytes));
    if (kind == 'j' || kind == 'k') {
        read_journal(file);
    } else if (kind == 'u') {
        read_trials(file);
    } else if (kind == 's') {
        read_splits(file);
    } else if (kind == 'l') {
        read_lock(file);
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) {
        return 0;
    }
    const std::string_view input(reinterpret_cast<const char*>(data), size);
    try {
        read(input.front(), input.substr(1));
    } catch (const diagnostics::InputError& error) {
        require(error.diagnostics().has_errors(), "what is refused has an error");
        for (const auto& d : error.diagnostics().merged()) {
            require(!diagnostics::format(d).empty(), "an error has words");
        }
    }
    return 0;
}
