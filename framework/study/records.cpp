// SPDX-License-Identifier: Apache-2.0
#include "framework/study/records.hpp"

#include "framework/bytes/sha256.hpp"
#include "framework/study/effective_config.hpp"
#include "framework/study/summarise.hpp"

#include <nlohmann/json.hpp>

#include <map>
#include <sys/utsname.h>
#include <thread>

namespace sinter::study {
namespace {

using Json = nlohmann::ordered_json;

std::map<std::string, std::shared_ptr<const plugin::LoadedPlugin>> plugins_of(const Plan& plan) {
    std::map<std::string, std::shared_ptr<const plugin::LoadedPlugin>> plugins;
    const auto add = [&](const ChosenPlugin& chosen) { plugins.emplace(chosen.plugin->id(), chosen.plugin); };
    for (const auto& featurizer : plan.featurizers) {
        add(featurizer.chosen);
    }
    for (const auto& learner : plan.learners) {
        add(learner.chosen);
    }
    for (const auto& strategy : plan.strategies) {
        add(strategy.chosen);
    }
    return plugins;
}

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

std::string lock_json(const Plan& plan) {
    Json lock;
    lock["sinter"] = SINTER_VERSION;
    lock["seed"] = plan.config.seed;
    for (const auto& [id, loaded] : plugins_of(plan)) {
        lock["plugins"].push_back({{"id", id},
                                   {"kind", plugin::name_of(loaded->kind())},
                                   {"version", loaded->version()},
                                   {"sha256", loaded->digest()},
                                   {"toolchain", loaded->toolchain()}});
    }
    for (const auto& table : plan.dataset.tables) {
        lock["data"].push_back(
            {{"file", table.file_as_written}, {"sha256", table.sha256}, {"bytes", table.bytes}});
    }
    lock["overrides"] = plan.config.overrides;
    lock["machine"] = machine();
    return lock.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string splits_json(const Plan& plan) {
    const data::LabelColumn& label = plan.target();
    Json splits;
    splits["target"] = label.name;
    splits["protocol"] = describe(plan.config.protocol);
    for (std::size_t record = 0; record < label.rows.size(); ++record) {
        const auto material = plan.dataset.row_materials[static_cast<std::size_t>(label.rows[record])];
        splits["records"].push_back({{"row", label.rows[record]},
                                     {"line", label.lines[record]},
                                     {"material", plan.dataset.materials.key_text(material)}});
    }
    for (const auto& split : plan.splits) {
        splits["splits"].push_back({{"repeat", split.repeat},
                                    {"fold", split.fold},
                                    {"training", split.training},
                                    {"test", split.test}});
    }
    return splits.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string run_folder_name(const Plan& plan) {
    std::string content = effective_config(plan, Origins::left_out);
    for (const auto& table : plan.dataset.tables) {
        content += "\ndata " + table.sha256;
    }
    for (const auto& [id, loaded] : plugins_of(plan)) {
        content += "\nplugin " + id + " " + loaded->digest();
    }
    content += "\nsinter " SINTER_VERSION;
    return plan.config.name.value + "-" + bytes::sha256(content).substr(0, 8);
}

} // namespace sinter::study
