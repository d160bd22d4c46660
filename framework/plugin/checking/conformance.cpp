// SPDX-License-Identifier: Apache-2.0
#include "framework/plugin/checking/conformance.hpp"

#include "framework/plugin/checking/child_process.hpp"
#include "framework/plugin/checking/running_steps.hpp"
#include "framework/plugin/files/hostile_text.hpp"
#include "framework/plugin/loading/library.hpp"

#include <sinter/testkit/testkit.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <exception>
#include <string_view>
#include <system_error>
#include <utility>

namespace sinter::plugin {
namespace {

constexpr std::size_t longest_detail = 2000;

testkit::SubjectKind subject_kind(PluginKind kind) {
    switch (kind) {
    case PluginKind::featurizer:
        return testkit::SubjectKind::featurizer;
    case PluginKind::learner:
        return testkit::SubjectKind::learner;
    default:
        return testkit::SubjectKind::strategy;
    }
}

/// What a check gave, as one line: a letter (Passed, Failed, Skipped) and a text.
std::string line_of(const testkit::Result& result) {
    const char letter = result.outcome == testkit::Outcome::passed   ? 'P'
                        : result.outcome == testkit::Outcome::failed ? 'F'
                                                                     : 'S';
    return fmt::format("{} {}", letter, shown(result.detail, longest_detail));
}

/// Loads the file and runs one check on it; its line.
std::string run_one(const std::filesystem::path& file, const Manifest& manifest, const CheckOptions& options,
                    const testkit::Check& check) {
    try {
        const auto library = load_library(file, manifest);
        const auto subject = testkit::make_subject(subject_kind(manifest.kind), library.entry->get_interface,
                                                   {options.seed, options.values});
        return line_of(testkit::run_check(check, subject));
    } catch (const Refused& refused) {
        return "F " + shown(reason(refused), longest_detail);
    } catch (const std::exception& e) {
        return "F " + shown(e.what(), longest_detail);
    }
}

/// The line may come from a child that the file has taken over: only its form is trusted.
void read_line(std::string_view line, CheckStep& step) {
    step.outcome = StepOutcome::failed;
    if (line.size() < 2 || line.find_first_of("PFS") != 0) {
        step.detail = "the process of the check ended without a result; to do: leave exit() to the host";
        return;
    }
    step.outcome = line[0] == 'P'   ? StepOutcome::passed
                   : line[0] == 'S' ? StepOutcome::not_run
                                    : StepOutcome::failed;
    step.detail = shown(line.substr(2), longest_detail);
}

/// Runs one check in a child; whether it ended in time.
bool run_in_own_process(const std::filesystem::path& file, const Manifest& manifest,
                        const CheckOptions& options, const testkit::Check& check, CheckStep& step,
                        std::string& output) {
    const auto result = run_in_child(
        [&](const SendLine& send) { send(run_one(file, manifest, options, check)); }, options.time);
    output += result.output;
    const auto fault = fault_of(result, options.time, check.id, file);
    if (fault.empty()) {
        read_line(std::string_view(result.messages).substr(0, result.messages.find('\n')), step);
    } else {
        step.outcome = StepOutcome::failed;
        step.detail = fault;
    }
    return !result.timed_out;
}

} // namespace

bool is_selected(const std::string& id, const std::vector<std::string>& only) {
    return only.empty() || std::any_of(only.begin(), only.end(), [&](const std::string& name) {
               return id == name || (id.size() > name.size() && id.compare(0, name.size(), name) == 0 &&
                                     id[name.size()] == '.');
           });
}

std::vector<CheckStep> conformance_steps(PluginKind kind) {
    std::vector<CheckStep> steps;
    for (const auto& check : testkit::checks_for(subject_kind(kind))) {
        steps.push_back({check.id, check.sentence, StepOutcome::not_run, {}});
    }
    return steps;
}

std::vector<CheckStep> run_conformance(const std::filesystem::path& file, const Manifest& manifest,
                                       const CheckOptions& options, std::string& output) {
    std::vector<CheckStep> steps;
    std::string timed_out;
    for (const auto& check : testkit::checks_for(subject_kind(manifest.kind))) {
        if (!is_selected(check.id, options.only)) {
            continue;
        }
        CheckStep step{check.id, check.sentence, StepOutcome::not_run, {}};
        if (!timed_out.empty()) {
            step.detail = fmt::format("{} did not end in time", timed_out);
        } else if (options.where == CheckOptions::Where::this_process) {
            read_line(run_one(file, manifest, options, check), step);
        } else if (!run_in_own_process(file, manifest, options, check, step, output)) {
            timed_out = check.id;
        }
        steps.push_back(std::move(step));
    }
    return steps;
}

} // namespace sinter::plugin
