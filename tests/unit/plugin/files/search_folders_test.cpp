// SPDX-License-Identifier: Apache-2.0
#include "framework/plugin/files/search_folders.hpp"
#include "tests/support/temporary_folder.hpp"

#include <catch2/catch.hpp>

#include <cstdlib>
#include <filesystem>

using sinter::diagnostics::Diagnostics;
using sinter::plugin::search_folders;
using sinter::tests::TemporaryFolder;
namespace fs = std::filesystem;

namespace {

/// Sets an environment variable for the life of the object.
class Environment {
public:
    Environment(const char* name, const std::string& value) : name_(name) {
        if (const char* old = std::getenv(name)) {
            before_ = old;
        }
        ::setenv(name, value.c_str(), 1);
    }
    ~Environment() { ::setenv(name_, before_.c_str(), 1); }
    Environment(const Environment&) = delete;
    Environment& operator=(const Environment&) = delete;

private:
    const char* name_;
    std::string before_;
};

std::vector<std::string> origins(const std::vector<sinter::plugin::SearchFolder>& folders) {
    std::vector<std::string> all;
    for (const auto& folder : folders) {
        if (folder.origin != "installed") {
            all.push_back(folder.origin + " " + folder.path.string());
        }
    }
    return all;
}

} // namespace

TEST_CASE("folders come in the order: --plugin-dir as given, installed, the user's") {
    const TemporaryFolder first;
    const TemporaryFolder second;
    const TemporaryFolder home;
    fs::create_directories(home.path() / "sinter" / "plugins");
    const Environment data("XDG_DATA_HOME", home.path().string());
    Diagnostics diagnostics;
    const auto folders = search_folders({second.path(), first.path(), second.path()}, diagnostics);
    CHECK_FALSE(diagnostics.has_errors());
    CHECK(origins(folders) ==
          std::vector<std::string>{"--plugin-dir " + second.path().string(),
                                   "--plugin-dir " + first.path().string(),
                                   "user " + (home.path() / "sinter" / "plugins").string()});
}

TEST_CASE("without XDG_DATA_HOME, or with a relative one, the user's folder is below the home folder") {
    const TemporaryFolder home;
    const auto folder = home.path() / ".local" / "share" / "sinter" / "plugins";
    fs::create_directories(folder);
    const Environment own_home("HOME", home.path().string());
    for (const std::string value : {"", "relative"}) {
        const Environment data("XDG_DATA_HOME", value);
        Diagnostics diagnostics;
        CHECK(origins(search_folders({}, diagnostics)) ==
              std::vector<std::string>{"user " + folder.string()});
    }
}

TEST_CASE("a --plugin-dir that is empty or no folder is an error and is not the working directory") {
    const TemporaryFolder folder;
    const Environment data("XDG_DATA_HOME", folder.path().string());
    const auto file = folder.write("file", "");
    Diagnostics diagnostics;
    CHECK(origins(search_folders({"", folder.path() / "absent", file}, diagnostics)).empty());
    REQUIRE(diagnostics.all().size() == 3);
    CHECK(diagnostics.all()[0].message == "--plugin-dir \"\" is not a folder");
    CHECK(diagnostics.exit_code() == 2);
}

TEST_CASE("a relative --plugin-dir is resolved when it is given") {
    const TemporaryFolder folder;
    fs::create_directory(folder.path() / "plugins");
    const auto before = fs::current_path();
    fs::current_path(folder.path());
    Diagnostics diagnostics;
    const auto folders = search_folders({"plugins"}, diagnostics);
    fs::current_path(before);
    REQUIRE_FALSE(folders.empty());
    CHECK(folders[0].path == folder.path() / "plugins");
}
