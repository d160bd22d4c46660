// SPDX-License-Identifier: Apache-2.0
#include "framework/plugin/checking/check.hpp"

#include "framework/plugin/checking/check_steps.hpp"
#include "framework/plugin/checking/child_process.hpp"
#include "framework/plugin/checking/conformance.hpp"
#include "framework/plugin/checking/running_steps.hpp"
#include "framework/plugin/files/elf_file.hpp"
#include "framework/plugin/files/hostile_text.hpp"
#include "framework/plugin/files/path_vetting.hpp"
#include "framework/plugin/files/refusal.hpp"

#include <sinter/abi/entry.h>

#include <fmt/format.h>

#include <algorithm>
#include <system_error>
#include <utility>

namespace sinter::plugin {
namespace {

namespace fs = std::filesystem;

/// Reads the file, has its code run, and keeps what became of each step.
class Check {
public:
    Check(const fs::path& file, const CheckOptions& options) : options_(options) {
        report_.file = file;
        report_.steps = all_check_steps();
    }

    CheckReport run() {
        const bool readable = read_file();
        const auto failed = std::find_if(report_.steps.begin(), report_.steps.end(),
                                         [](const CheckStep& s) { return s.outcome == StepOutcome::failed; });
        if (readable && failed == report_.steps.end()) {
            run_code();
        } else {
            leave_out(fmt::format("{} failed", failed->id));
        }
        run_kit();
        const auto unwanted = [&](const CheckStep& s) {
            return s.outcome != StepOutcome::failed && !is_selected(s.id, options_.only);
        };
        report_.steps.erase(std::remove_if(report_.steps.begin(), report_.steps.end(), unwanted),
                            report_.steps.end());
        return std::move(report_);
    }

private:
    CheckStep& step(Step which) { return report_.steps.at(static_cast<std::size_t>(which)); }

    /// Whether `work` did not refuse; it throws Refused to fail the step.
    template <class Work>
    bool attempt(Step which, const Work& work) {
        try {
            work();
            step(which).outcome = StepOutcome::passed;
            return true;
        } catch (const Refused& refused) {
            fail(which, reason(refused));
            return false;
        }
    }
    void fail(Step which, std::string why) {
        step(which).outcome = StepOutcome::failed;
        step(which).detail = std::move(why);
    }

    /// Whether there is a manifest.
    bool read_file() {
        if (!attempt(Step::file_regular, [&] { report_.file = canonical_regular_file(report_.file); })) {
            return false;
        }
        attempt(Step::file_permissions, [&] { require_safe_permissions(report_.file); });
        std::optional<ElfFile> elf;
        if (!attempt(Step::file_library, [&] { elf.emplace(report_.file); })) {
            return false;
        }
        attempt(Step::symbols_one, [&] { require_one_symbol(*elf); });
        if (!attempt(Step::manifest_read, [&] { report_.manifest = read_manifest(report_.file); })) {
            return false;
        }
        return attempt(Step::manifest_abi, [&] { require_abi(report_.manifest->abi, report_.file); });
    }

    void require_one_symbol(const ElfFile& elf) const {
        const auto symbols = elf.exported_symbols();
        if (symbols == std::vector<std::string>{SINTER_ENTRY_SYMBOL}) {
            return;
        }
        const auto other = std::find_if(symbols.begin(), symbols.end(),
                                        [](const std::string& s) { return s != SINTER_ENTRY_SYMBOL; });
        throw Refused({RefusalKind::no_entry, report_.file,
                       symbols.empty()
                           ? "it exports no symbol"
                           : fmt::format("it exports {} symbols, among them {}", symbols.size(),
                                         shown(other == symbols.end() ? symbols.front() : *other)),
                       fmt::format("{} and no other", SINTER_ENTRY_SYMBOL),
                       "build it with sinter_add_plugin(), which gives the linker a version script"});
    }

    void leave_out(const std::string& why) {
        for (auto& s : report_.steps) {
            if (s.outcome == StepOutcome::not_run && s.detail.empty()) {
                s.detail = why;
            }
        }
    }

    void run_code() {
        if (options_.where == CheckOptions::Where::this_process) {
            std::string messages;
            run_loading_steps(report_.file, *report_.manifest,
                              [&](const std::string& line) { messages += line + '\n'; });
            read_messages(messages);
            leave_out_after_failure();
            step(Step::quiet).detail = "only seen if the plugin has a process of its own";
            return;
        }
        try {
            const auto result = run_in_child(
                [&](const SendLine& send) { run_loading_steps(report_.file, *report_.manifest, send); },
                options_.time);
            read_messages(result.messages);
            judge_end(result);
            judge_output(result.output, result.exit_code == 0 && !begun_);
        } catch (const std::system_error& e) {
            fail_for_want_of_processes(e);
        }
    }
    void fail_for_want_of_processes(const std::system_error& e) {
        leave_out(fmt::format("there is no child process: {}", e.what()));
        fail(first_running_step, e.what());
    }

    /// The conformance kit, where the plugin loads.
    void run_kit() {
        if (!report_.manifest) {
            return;
        }
        const auto failed = std::find_if(report_.steps.begin(), report_.steps.end(), [&](const CheckStep& s) {
            return s.outcome == StepOutcome::failed && &s != &step(Step::quiet);
        });
        if (failed != report_.steps.end()) {
            const std::string why = fmt::format("{} failed", failed->id);
            for (auto& check : conformance_steps(report_.manifest->kind)) {
                check.detail = why;
                report_.steps.push_back(std::move(check));
            }
            return;
        }
        try {
            std::string output;
            auto checks = run_conformance(report_.file, *report_.manifest, options_, output);
            judge_output(output, step(Step::quiet).outcome == StepOutcome::passed);
            report_.steps.insert(report_.steps.end(), checks.begin(), checks.end());
        } catch (const std::system_error& e) {
            fail_for_want_of_processes(e);
        }
    }

    /// The child may have been taken over by the file: nothing of its messages is trusted beyond its form.
    void read_messages(std::string_view text) {
        while (!text.empty()) {
            const auto end = std::min(text.find('\n'), text.size());
            read_message(text.substr(0, end));
            text.remove_prefix(std::min(end + 1, text.size()));
        }
    }

    void read_message(std::string_view line) {
        const auto space = line.find(' ', 2);
        if (line.size() < 4 || space == std::string_view::npos) {
            return;
        }
        std::size_t index = 0;
        for (const char c : line.substr(2, space - 2)) {
            if (c < '0' || c > '9' || index > report_.steps.size()) {
                return;
            }
            index = index * 10 + static_cast<std::size_t>(c - '0');
        }
        if (index < static_cast<std::size_t>(first_running_step) || index >= report_.steps.size()) {
            return;
        }
        auto& s = report_.steps[index];
        s.detail = shown(line.substr(space + 1), 2000);
        if (line[0] == 'P') {
            s.outcome = StepOutcome::passed;
        }
        if (line[0] == 'F') {
            s.outcome = StepOutcome::failed;
        }
        begun_ = line[0] == 'B' ? std::optional(index) : std::nullopt;
    }

    void judge_end(const ChildResult& result) {
        const auto crashed =
            static_cast<Step>(begun_.value_or(static_cast<std::size_t>(Step::create_defaults)));
        const auto fault = fault_of(result, options_.time, step(crashed).id, report_.file);
        if (!fault.empty()) {
            fail(crashed, fault);
        } else if (begun_) {
            fail(crashed, "it ended the process with exit status 0; to do: leave exit() to the host");
        }
        leave_out_after_failure();
    }
    void leave_out_after_failure() {
        for (std::size_t i = 0; i < report_.steps.size(); ++i) {
            if (report_.steps[i].outcome == StepOutcome::failed) {
                leave_out(fmt::format("{} failed", report_.steps[i].id));
                break;
            }
        }
    }

    /// `otherwise`: whether the step passes where there is no output.
    void judge_output(const std::string& output, bool otherwise) {
        auto& s = step(Step::quiet);
        if (!output.empty() && s.outcome != StepOutcome::failed) {
            fail(Step::quiet, fmt::format("it wrote \"{}\"; to do: report through Host::log, not to standard "
                                          "output or standard error",
                                          shown(output, 120)));
        } else if (output.empty() && otherwise) {
            s.outcome = StepOutcome::passed;
            s.detail.clear();
        }
    }

    CheckOptions options_;
    CheckReport report_;
    std::optional<std::size_t> begun_; ///< the step that the child has begun and not ended
};

} // namespace

bool CheckReport::sound() const {
    return std::none_of(steps.begin(), steps.end(),
                        [](const CheckStep& s) { return s.outcome == StepOutcome::failed; });
}

CheckReport check_plugin(const fs::path& file, const CheckOptions& options) {
    return Check(file, options).run();
}

std::vector<std::string> all_check_ids() {
    std::vector<std::string> ids;
    const auto add = [&](const std::vector<CheckStep>& steps) {
        for (const auto& s : steps) {
            if (std::find(ids.begin(), ids.end(), s.id) == ids.end()) {
                ids.push_back(s.id);
            }
        }
    };
    add(all_check_steps());
    for (const auto kind : all_plugin_kinds) {
        add(conformance_steps(kind));
    }
    return ids;
}

} // namespace sinter::plugin
