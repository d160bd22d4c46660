// SPDX-License-Identifier: Apache-2.0
#include "framework/run_folder/lock_file.hpp"

#include "framework/bytes/sha256.hpp"

#include <nlohmann/json.hpp>

#include <filesystem>
#include <set>
#include <sys/utsname.h>
#include <system_error>
#include <thread>

namespace sinter::study {
namespace {

using Json = nlohmann::ordered_json;

Json machine() {
    utsname names{};
    uname(&names);
    return {{"system", names.sysname},
            {"release", names.release},
            {"machine", names.machine},
            {"threads", std::thread::hardware_concurrency()},
            {"compiler", __VERSION__}};
}

} // namespace

std::string absolute_file(const Config& config) {
    std::error_code error;
    const auto file = std::filesystem::weakly_canonical(config.file, error);
    return error ? config.file : file.string();
}

std::vector<std::string> option_files(const Plan& plan) {
    std::set<std::string> files;
    const auto add = [&](const ChosenPlugin& chosen) {
        for (const auto& parameter : chosen.plugin->parameters().all()) {
            for (auto& file : plugin::files_of(parameter, chosen.options.value(parameter.name))) {
                files.insert(std::move(file));
            }
        }
    };
    for (const auto& featurizer : plan.featurizers) {
        add(featurizer.chosen);
    }
    for (const auto& learner : plan.learners) {
        add(learner.chosen);
    }
    for (const auto& strategy : plan.strategies) {
        add(strategy.chosen);
    }
    return {files.begin(), files.end()};
}

std::string lock_json(const Plan& plan) {
    Json lock;
    lock["sinter"] = SINTER_VERSION;
    lock["program_sha256"] = bytes::sha256_of_file("/proc/self/exe");
    lock["config"] = absolute_file(plan.config);
    lock["seed"] = plan.config.seed;
    for (const auto& [id, loaded] : plugins_of(plan)) {
        lock["plugins"].push_back({{"id", id},
                                   {"kind", plugin::name_of(loaded->kind())},
                                   {"version", loaded->version()},
                                   {"sha256", loaded->digest()},
                                   {"file", loaded->path().string()},
                                   {"toolchain", loaded->toolchain()}});
    }
    for (const auto& table : plan.dataset.tables) {
        lock["data"].push_back(
            {{"file", table.file_as_written}, {"sha256", table.sha256}, {"bytes", table.bytes}});
    }
    for (const auto& file : option_files(plan)) {
        lock["files"].push_back({{"file", file}, {"sha256", bytes::sha256_of_file(file)}});
    }
    lock["overrides"] = plan.config.overrides;
    lock["machine"] = machine();
    return lock.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

} // namespace sinter::study
