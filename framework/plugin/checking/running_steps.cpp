// SPDX-License-Identifier: Apache-2.0
#include "framework/plugin/checking/running_steps.hpp"

#include "framework/plugin/checking/check_steps.hpp"
#include "framework/plugin/files/hostile_text.hpp"
#include "framework/plugin/loading/plugins.hpp"

#include <fmt/format.h>

#include <stdexcept>
#include <system_error>
#include <utility>

namespace sinter::plugin {
namespace {

namespace fs = std::filesystem;

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
        try {
            create_and_destroy(plugin);
        } catch (const std::exception& e) {
            tell('F',
                 fmt::format("{}; to do: take the defaults that are declared, and let create return an error "
                             "instead of throwing, as <sinter/plugin.hpp> does",
                             e.what()));
            return;
        }
        tell('P', "");
    }

    void require_threads(std::size_t before, std::size_t after) const {
        if (after > before && manifest_.threads == "none") {
            throw std::runtime_error(fmt::format(
                "loading it started {} thread(s); to do: start none; if a library that it needs does so, "
                "name it with SINTER_PLUGIN_THREADS before <sinter/plugin.hpp> is included",
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

} // namespace

std::string reason(const Refused& refused) {
    const auto& r = refused.refusal();
    return fmt::format("{}; needed: {}; to do: {}", r.found, r.needed, r.remedy);
}

void run_loading_steps(const fs::path& file, const Manifest& manifest, const SendLine& send) {
    RunningSteps(file, manifest, send).run();
}

} // namespace sinter::plugin
