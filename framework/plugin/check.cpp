// SPDX-License-Identifier: Apache-2.0
#include "framework/plugin/check.hpp"

#include "framework/plugin/check_steps.hpp"
#include "framework/plugin/child_process.hpp"
#include "framework/plugin/elf_file.hpp"
#include "framework/plugin/hostile_text.hpp"
#include "framework/plugin/path_vetting.hpp"
#include "framework/plugin/plugins.hpp"
#include "framework/plugin/refusal.hpp"

#include <sinter/abi/entry.h>
#include <sinter/error.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <system_error>
#include <utility>

namespace sinter::plugin {
namespace {

namespace fs = std::filesystem;

std::string reason(const Refused& refused) {
    const auto& r = refused.refusal();
    return fmt::format("{}; needed: {}; {}", r.found, r.needed, r.remedy);
}

std::size_t thread_count() {
    std::error_code error;
    const auto tasks = fs::directory_iterator("/proc/self/task", error);
    return error ? 0 : static_cast<std::size_t>(std::distance(fs::begin(tasks), fs::end(tasks)));
}

/// The first option that has no default.
std::string required_option(const LoadedPlugin& plugin) {
    for (const auto& p : plugin.parameters().all()) {
        if (p.required) {
            return p.name;
        }
    }
    return {};
}

void create_and_destroy(const LoadedPlugin& plugin) {
    const auto options = Options::defaults(plugin.parameters());
    switch (plugin.kind()) {
    case PluginKind::featurizer:
        make_featurizer(plugin, options, {}).reset();
        break;
    case PluginKind::learner:
        make_learner(plugin, options).reset();
        break;
    case PluginKind::strategy:
        make_strategy(plugin, options).reset();
        break;
    }
}

/// The steps that run code of the file; in the child. Each is announced before it begins, so that the parent
/// knows which one a crash belongs to. Lines: a letter (Begun, Passed, Failed, Skipped), the step, a text.
class RunningSteps {
public:
    RunningSteps(fs::path file, Manifest manifest, const SendLine& send)
        : file_(std::move(file)), manifest_(std::move(manifest)), send_(send) {}

    void run() {
        try {
            run_all();
        } catch (const Refused& refused) {
            tell('F', reason(refused));
        } catch (const std::exception& e) {
            tell('F', shown(e.what()));
        }
    }

private:
    void run_all() {
        const auto threads_before = thread_count();
        auto library = load_library(file_, manifest_, [this](LoadStep step) { begin(step_of(step)); });
        begin(Step::load_threads);
        require_threads(threads_before, thread_count());
        begin(Step::options_declared);
        const LoadedPlugin plugin(std::move(library));
        begin(Step::create_defaults);
        const auto required = required_option(plugin);
        if (!required.empty()) {
            tell('S', fmt::format("the option \"{}\" has no default", required));
            return;
        }
        create_and_destroy(plugin);
        tell('P', "");
    }

    void require_threads(std::size_t before, std::size_t after) const {
        if (after > before && manifest_.threads == "none") {
            throw std::runtime_error(fmt::format(
                "loading it started {} thread(s); its manifest must name the library that does so, with "
                "SINTER_PLUGIN_THREADS",
                after - before));
        }
    }

    /// The step before has passed.
    void begin(Step step) {
        if (begun_) {
            tell('P', "");
        }
        current_ = step;
        begun_ = true;
        tell('B', "");
    }

    void tell(char what, const std::string& text) const {
        send_(fmt::format("{} {} {}", what, static_cast<int>(current_), shown(text, 2000)));
    }

    fs::path file_;
    Manifest manifest_;
    const SendLine& send_;
    Step current_ = first_running_step;
    bool begun_ = false;
};

/// The steps in the parent.
class Check {
public:
    Check(const fs::path& file, const CheckLimits& limits) : limits_(limits) {
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
        try {
            const auto result = run_in_child(
                [&](const SendLine& send) { RunningSteps(report_.file, *report_.manifest, send).run(); },
                limits_.time);
            read_messages(result.messages);
            judge_end(result);
            judge_output(result);
        } catch (const std::system_error& e) {
            leave_out(fmt::format("there is no child process: {}", e.what()));
            fail(first_running_step, e.what());
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
        if (result.timed_out) {
            fail(crashed, fmt::format("it did not end within {} s and was killed",
                                      std::chrono::duration<double>(limits_.time).count()));
        } else if (result.signal) {
            const char* name = ::sigabbrev_np(*result.signal);
            fail(crashed,
                 fmt::format("it crashed: the process was ended by SIG{}", name != nullptr ? name : "?"));
        } else if (result.exit_code.value_or(1) != 0 || begun_) {
            fail(crashed,
                 fmt::format("it ended the process with exit status {}", result.exit_code.value_or(1)));
        }
        for (std::size_t i = 0; i < report_.steps.size(); ++i) {
            if (report_.steps[i].outcome == StepOutcome::failed) {
                leave_out(fmt::format("{} failed", report_.steps[i].id));
                break;
            }
        }
    }

    void judge_output(const ChildResult& result) {
        auto& s = step(Step::quiet);
        if (!result.output.empty()) {
            fail(Step::quiet, fmt::format("it wrote \"{}\"; a plugin reports through Host::log",
                                          shown(result.output, 120)));
        } else if (result.exit_code == 0 && !begun_) {
            s.outcome = StepOutcome::passed;
            s.detail.clear();
        }
    }

    CheckLimits limits_;
    CheckReport report_;
    std::optional<std::size_t> begun_; ///< the step that the child has begun and not ended
};

} // namespace

bool CheckReport::sound() const {
    return std::none_of(steps.begin(), steps.end(),
                        [](const CheckStep& s) { return s.outcome == StepOutcome::failed; });
}

CheckReport check_plugin(const fs::path& file, const CheckLimits& limits) {
    return Check(file, limits).run();
}

} // namespace sinter::plugin
