// SPDX-License-Identifier: Apache-2.0
#include "framework/plugin/loading/catalogue.hpp"
#include "tests/bad_plugins/loading.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using Catch::Matchers::Contains;
using sinter::diagnostics::Diagnostics;
using sinter::diagnostics::ErrorKind;
using sinter::plugin::Catalogue;
using sinter::plugin::PluginKind;
using sinter::plugin::RefusalKind;
using namespace sinter::tests;

namespace {

/// The only error of a request that must fail.
sinter::diagnostics::Diagnostic failure(Catalogue& catalogue, PluginKind kind, const std::string& id) {
    Diagnostics diagnostics;
    CHECK(catalogue.find(kind, {id, {"study.toml", 14, 22}}, diagnostics) == nullptr);
    REQUIRE(diagnostics.all().size() == 1);
    CHECK(diagnostics.all()[0].where.line == 14);
    return diagnostics.all()[0];
}

bool any_hint(const sinter::diagnostics::Diagnostic& d, const std::string& text) {
    return std::any_of(d.hints.begin(), d.hints.end(),
                       [&](const std::string& h) { return h.find(text) != std::string::npos; });
}

} // namespace

TEST_CASE("scanning lists plugins by their manifests and runs none of their code") {
    PluginFolder folder({"sound", "wrong_magic", "no_manifest", "newer_abi", "crashes_at_load"});
    folder.folder().write("notes.txt", "not looked at");
    const auto catalogue = folder.catalogue();
    std::vector<std::string> ids;
    for (const auto& entry : catalogue.entries()) {
        ids.push_back(entry.id);
    }
    CHECK(ids ==
          std::vector<std::string>{"crashes_at_load", "newer_abi", "no_manifest", "sound", "wrong_magic"});
    CHECK(catalogue.ids(PluginKind::learner) ==
          std::vector<std::string>{"crashes_at_load", "sound", "wrong_magic"});
    CHECK(catalogue.ids(PluginKind::strategy).empty());
    CHECK(catalogue.entries()[1].refusal->kind == RefusalKind::newer_abi);
    CHECK(catalogue.entries()[1].manifest->abi == 2);
    CHECK(catalogue.entries()[2].refusal->kind == RefusalKind::no_manifest);
}

TEST_CASE(
    "an unknown id is a config error with the nearest id, the folders and the files that were refused") {
    PluginFolder folder({"sound", "no_manifest"});
    auto catalogue = folder.catalogue();
    const auto error = failure(catalogue, PluginKind::learner, "sond");
    CHECK(error.kind == ErrorKind::config);
    CHECK(error.message == "there is no learner \"sond\"");
    CHECK(any_hint(error, "did you mean \"sound\"?"));
    CHECK(any_hint(error, "learners: sound"));
    CHECK(any_hint(error, "looked in: " + folder.path().string() + " (--plugin-dir)"));
    CHECK(any_hint(error, "no_manifest.so: it is a shared library without a manifest"));
}

TEST_CASE("a plugin of another kind is a config error that says which kind it is") {
    PluginFolder folder({"sound"});
    auto catalogue = folder.catalogue();
    const auto error = failure(catalogue, PluginKind::strategy, "sound");
    CHECK(error.kind == ErrorKind::config);
    CHECK(error.message == "\"sound\" is a learner, not a strategy");
}

TEST_CASE("a plugin that is found and refused is a plugin error, the same when it is asked for again") {
    PluginFolder folder({"wrong_magic"});
    auto catalogue = folder.catalogue();
    for (int i = 0; i < 2; ++i) {
        const auto error = failure(catalogue, PluginKind::learner, "wrong_magic");
        CHECK(error.kind == ErrorKind::plugin);
        CHECK_THAT(error.message,
                   Contains("learner \"wrong_magic\" cannot be used: its sinter_plugin_entry"));
        CHECK(any_hint(error, "file: " + (folder.path() / "wrong_magic.so").string()));
        CHECK(any_hint(error, "needed: "));
        CHECK(any_hint(error, "to do: build the plugin again"));
    }
}

TEST_CASE("an id that only a damaged file's name gives away is a plugin error, not an unknown id") {
    PluginFolder folder;
    folder.folder().write("forest.so", "half a download");
    auto catalogue = folder.catalogue();
    const auto error = failure(catalogue, PluginKind::learner, "forest");
    CHECK(error.kind == ErrorKind::plugin);
    CHECK_THAT(error.message, Contains("it is a text file"));
}

TEST_CASE("of two folders the first has its way, even with a file that is refused") {
    PluginFolder first;
    PluginFolder second({"sound"});
    first.folder().write("sound.so", "");
    Catalogue good({second.search_folder(), first.search_folder()});
    CHECK(good.require(PluginKind::learner, {"sound", {}})->path() == second.path() / "sound.so");
    CHECK(good.entries()[1].shadowed);
    Catalogue bad({first.search_folder(), second.search_folder()});
    const auto error = failure(bad, PluginKind::learner, "sound");
    CHECK(error.kind == ErrorKind::plugin);
    CHECK_THAT(error.message, Contains("it is empty"));
}

TEST_CASE("two files with one id in one folder are both refused") {
    PluginFolder folder({"sound"});
    folder.folder().copy(module_named("sound"), "sound_copy.so");
    auto catalogue = folder.catalogue();
    const auto error = failure(catalogue, PluginKind::learner, "sound");
    CHECK(error.kind == ErrorKind::plugin);
    CHECK_THAT(error.message, Contains("sound_copy.so has the same id \"sound\""));
    CHECK(catalogue.ids(PluginKind::learner).empty());
}

TEST_CASE("a file that others can write to is not loaded although its manifest can be read") {
    PluginFolder folder({"sound"});
    std::filesystem::permissions(folder.path() / "sound.so", std::filesystem::perms::others_write,
                                 std::filesystem::perm_options::add);
    auto catalogue = folder.catalogue();
    CHECK(catalogue.entries()[0].manifest);
    const auto error = failure(catalogue, PluginKind::learner, "sound");
    CHECK(error.kind == ErrorKind::plugin);
    CHECK(any_hint(error, "to do: chmod go-w"));
}

TEST_CASE("a file that is exchanged while it is loaded is refused, and taken when it stays") {
    PluginFolder folder({"exchanges_itself"});
    folder.folder().copy(module_named("sound"), "exchanges_itself.other");
    auto catalogue = folder.catalogue();
    const auto error = failure(catalogue, PluginKind::learner, "exchanges_itself");
    CHECK(error.kind == ErrorKind::plugin);
    CHECK_THAT(error.message, Contains("another file was put in its place while it was being loaded"));
    PluginFolder left_alone({"exchanges_itself"});
    auto quiet = left_alone.catalogue();
    CHECK(quiet.require(PluginKind::learner, {"exchanges_itself", {}})->digest().size() == 64);
}

TEST_CASE("a plugin that was loaded is given again, and any kind can be asked for") {
    PluginFolder folder({"sound"});
    auto catalogue = folder.catalogue();
    const auto once = catalogue.require(PluginKind::learner, {"sound", {}});
    CHECK(catalogue.require(PluginKind::learner, {"sound", {}}) == once);
    CHECK(catalogue.require_any({"sound", {}}) == once);
    CHECK_THROWS_WITH(catalogue.require_any({"tound", {}}),
                      Contains("there is no plugin \"tound\"") && Contains("did you mean \"sound\"?"));
}

TEST_CASE("two plugins with one id in a folder are both refused, and both are named") {
    PluginFolder folder({"sound", "duplicate_id"});
    auto catalogue = folder.catalogue();
    const auto error = failure(catalogue, PluginKind::learner, "sound");
    CHECK(error.kind == ErrorKind::plugin);
    INFO(sinter::diagnostics::format(error));
    CHECK_THAT(error.message, Contains("sound.so has the same id"));
    CHECK(any_hint(error, "duplicate_id.so"));
    CHECK(any_hint(error, "to do: "));
}

TEST_CASE("a plugin that the build left out is told to be so, with what brings it") {
    PluginFolder folder({"sound"});
    folder.folder().write("left_out.txt", "# by the build\nsoound: it needs a library: install libthat-dev\n"
                                          "no id at all\n: nothing\nbad\x1b: \x1b[31m\n");
    auto catalogue = folder.catalogue();
    const auto d = failure(catalogue, PluginKind::learner, "soound");
    CHECK(d.message == "there is no learner \"soound\"");
    REQUIRE_FALSE(d.hints.empty());
    CHECK(d.hints.front() == "it needs a library: install libthat-dev");
    CHECK_FALSE(any_hint(d, "did you mean"));
    CHECK(any_hint(failure(catalogue, PluginKind::learner, "sounds"), "did you mean"));
    CHECK(catalogue.left_out_hints("sound").empty());
}
