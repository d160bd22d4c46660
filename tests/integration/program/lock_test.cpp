// SPDX-License-Identifier: Apache-2.0
//
// `plugins lock` and `run --locked`.
#include "tests/support/gaps_study.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <fstream>
#include <functional>

using namespace sinter::tests;
using Catch::Contains;

namespace {

const std::vector<std::string> used{"difference", "element_fraction", "ridge", "single_task"};

/// A study whose plugins are copies in a folder of its own, with the lock beside the config.
class LockedStudy {
public:
    LockedStudy() {
        std::filesystem::create_directory(plugins());
        for (const auto& id : used) {
            study_.folder().copy(std::filesystem::path(SINTER_PLUGIN_DIR) / (id + ".so"),
                                 "plugins/" + id + ".so");
        }
        const auto outcome =
            run_program("plugins lock --plugin-dir " + plugins().string() + " -o " + lock().string());
        INFO(outcome.output);
        REQUIRE(outcome.exit_code == 0);
    }
    [[nodiscard]] std::filesystem::path plugins() const { return study_.path() / "plugins"; }
    [[nodiscard]] std::filesystem::path lock() const { return study_.path() / "plugins.lock"; }
    [[nodiscard]] std::filesystem::path runs() const { return study_.path() / "runs"; }
    [[nodiscard]] Outcome run(const std::string& more) const {
        return study_.run("run", "--plugin-dir " + plugins().string() + " -o " + runs().string() +
                                     " --no-progress " + more);
    }
    /// Another file that is the same plugin: a byte behind its end.
    void change(const std::string& id) const {
        std::ofstream(plugins() / (id + ".so"), std::ios::binary | std::ios::app) << 'x';
    }
    void edit_lock(const std::function<void(nlohmann::json&)>& edit) const {
        auto json = nlohmann::json::parse(content_of(lock()));
        edit(json);
        std::ofstream(lock()) << json.dump();
    }

private:
    GapsStudy study_;
};

} // namespace

TEST_CASE("plugins lock writes id, kind, version and digest of every plugin, sorted") {
    const LockedStudy study;
    const auto lock = nlohmann::json::parse(content_of(study.lock()));
    std::vector<std::string> ids;
    for (const auto& plugin : lock["plugins"]) {
        ids.push_back(plugin["id"]);
        CHECK(plugin["sha256"].get<std::string>().size() == 64);
        CHECK(plugin["kind"].get<std::string>().size() > 6);
        CHECK(plugin["version"] == "0.1.0");
    }
    CHECK(std::is_sorted(ids.begin(), ids.end()));
    for (const auto& id : used) {
        CHECK(std::count(ids.begin(), ids.end(), id) == 1);
    }
}

TEST_CASE("run --locked takes the plugins that the lock names, and the lock of a run") {
    const LockedStudy study;
    const auto outcome = study.run("--locked");
    INFO(outcome.output);
    CHECK(outcome.exit_code == 0);
    const auto lock = only_run(study.runs()) / "lock.json";
    CHECK(nlohmann::json::parse(content_of(lock))["program_sha256"].get<std::string>().size() == 64);
    CHECK(study.run("--lock-file " + lock.string()).exit_code == 0);
    study.change("ridge");
    CHECK(study.run("--lock-file " + lock.string()).exit_code == 4);
    CHECK(study.run("").exit_code == 0);
}

TEST_CASE("run --locked refuses another file than the one that was locked, before its code runs") {
    const LockedStudy study;
    study.change("ridge");
    const auto outcome = study.run("--locked");
    CHECK(outcome.exit_code == 4);
    CHECK_THAT(outcome.output, Contains("study.toml:14:10") && Contains("learner \"ridge\" cannot be used") &&
                                   Contains("its SHA-256 is ") && Contains("to do: put that file back"));
    CHECK_FALSE(std::filesystem::exists(study.runs()));
}

TEST_CASE("run --locked refuses a plugin that the lock does not name") {
    const LockedStudy study;
    study.edit_lock([](nlohmann::json& lock) {
        auto& plugins = lock["plugins"];
        for (std::size_t i = plugins.size(); i-- > 0;) {
            if (plugins[i]["id"] == "single_task") {
                plugins.erase(i);
            }
        }
    });
    const auto outcome = study.run("--locked");
    CHECK(outcome.exit_code == 4);
    CHECK_THAT(outcome.output, Contains("strategy \"single_task\" cannot be used") &&
                                   Contains("does not name it") && Contains("sinter plugins lock"));
}

TEST_CASE("a lock that is missing or none is a config error that says how to make one") {
    const LockedStudy study;
    std::filesystem::remove(study.lock());
    const auto missing = study.run("--locked");
    CHECK(missing.exit_code == 2);
    CHECK_THAT(missing.output, Contains("the lock cannot be read") && Contains("sinter plugins lock -o "));
    std::ofstream(study.lock()) << "{\"plugins\": [{\"id\": \"ridge\"}]}";
    CHECK_THAT(study.run("--locked").output, Contains("lacks its id, kind, version or sha256"));
    std::ofstream(study.lock()) << "[1, 2";
    CHECK_THAT(study.run("--locked").output, Contains("no list of plugins"));
}
