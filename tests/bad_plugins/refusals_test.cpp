// SPDX-License-Identifier: Apache-2.0
//
// Each broken plugin is refused for what is wrong with it.
#include "framework/plugin/files/refusal.hpp"
#include "tests/bad_plugins/loading.hpp"

#include <sinter/error.hpp>

#include <catch2/catch.hpp>

#include <cfenv>
#include <clocale>
#include <limits>

using Catch::Matchers::Contains;
using sinter::plugin::RefusalKind;
using namespace sinter::tests;

namespace {

void require_refusal(const std::string& name, RefusalKind kind, const std::string& found,
                     const std::string& needed, const std::string& remedy) {
    INFO(name);
    const auto refusal = refusal_of(name);
    INFO(describe(refusal));
    CHECK(refusal.kind == kind);
    CHECK(refusal.file.filename() == name + ".so");
    CHECK_THAT(refusal.found, Contains(found));
    CHECK_THAT(refusal.needed, Contains(needed));
    CHECK_THAT(refusal.remedy, Contains(remedy));
}

bool denormals_are_on() {
    volatile double smallest = std::numeric_limits<double>::min();
    volatile double half = smallest / 2;
    return half > 0;
}

} // namespace

TEST_CASE("a plugin with nothing wrong loads and can be made") {
    PluginFolder folder({"sound"});
    auto catalogue = folder.catalogue();
    const auto plugin = catalogue.require(sinter::plugin::PluginKind::learner, {"sound", {}});
    CHECK(plugin->id() == "sound");
    CHECK(plugin->version() == "1.0.0");
    CHECK(plugin->summary() == "a plugin with nothing wrong");
    CHECK(plugin->path() == folder.path() / "sound.so");
    CHECK(plugin->digest().size() == 64);
    CHECK_THAT(plugin->toolchain(), Contains("gcc") || Contains("clang"));
    const auto learner = make_learner(*plugin, sinter::Options::defaults(plugin->parameters()));
    CHECK(learner->capabilities() == SINTER_CAN_REGRESS);
}

TEST_CASE("a library without a manifest or with half of one is refused before its code runs") {
    require_refusal("no_manifest", RefusalKind::no_manifest, "without a manifest", "a sinter plugin",
                    "SINTER_..._PLUGIN");
    require_refusal("half_manifest", RefusalKind::bad_manifest, "no version", "id, kind, version and abi",
                    "build the plugin again");
}

TEST_CASE("a plugin for another ABI is refused before its code runs, and is told what to do") {
    require_refusal("older_abi", RefusalKind::older_abi, "older plugin interface, ABI 0", "ABI 1",
                    "build the plugin again with the SDK of this sinter");
    require_refusal("newer_abi", RefusalKind::newer_abi, "newer plugin interface, ABI 2", "ABI 1",
                    "use a newer sinter");
    require_refusal("newer_entry", RefusalKind::newer_abi, "ABI 2", "ABI 1", "use a newer sinter");
}

TEST_CASE("a library that cannot be linked is refused with the name that is missing") {
    require_refusal("undefined_symbol", RefusalKind::load_failed,
                    "undefined symbol: a_function_that_nobody_defines", "all its symbols", "-Wl,-z,defs");
    require_refusal("missing_library", RefusalKind::load_failed, "libabsent.so", "all its symbols",
                    "install the library");
}

TEST_CASE("an entry that is not one is refused") {
    require_refusal("borrowed_entry", RefusalKind::no_entry, "libwith_an_entry.so", "its own entry",
                    "do not link a plugin against another plugin");
    require_refusal("no_entry", RefusalKind::no_entry, "does not export sinter_plugin_entry",
                    "exports its entry", "SINTER_..._PLUGIN");
    require_refusal("wrong_magic", RefusalKind::wrong_magic, "0x0000000000001234", "0x0a1a5245544e4953",
                    "build the plugin again");
    require_refusal("small_entry", RefusalKind::entry_too_small, "72 bytes", "80 bytes",
                    "build the plugin again");
    require_refusal("wrong_id", RefusalKind::id_differs,
                    "\"somebody_else\", but \"wrong_id\" in its manifest", "belongs to the library",
                    "SINTER_..._PLUGIN");
    require_refusal("wrong_version", RefusalKind::version_differs, "\"2.0.0\", but \"1.0.0\" in its manifest",
                    "belongs to the library", "SINTER_..._PLUGIN");
    require_refusal("no_get_interface", RefusalKind::no_get_interface, "no function get_interface",
                    "complete entry", "build the plugin again");
}

TEST_CASE("an interface that is not what the manifest says or is incomplete is refused") {
    require_refusal("wrong_kind", RefusalKind::wrong_kind,
                    "says strategy, but it does not offer sinter.strategy/1; it offers sinter.learner/1",
                    "offers sinter.strategy/1", "SINTER_LEARNER_PLUGIN");
    require_refusal("small_table", RefusalKind::table_too_small, "sinter.learner/1 table has 16 bytes",
                    "24 bytes", "build the plugin again");
    require_refusal("missing_function", RefusalKind::missing_function, "lacks the function create",
                    "complete table", "build the plugin again");
}

TEST_CASE("a declaration of options that makes no sense is refused") {
    require_refusal("bad_declaration", RefusalKind::bad_declaration,
                    "option \"trees\" has the default 0, which is not within its bounds", "makes sense",
                    "parameters()");
    require_refusal("endless_declaration", RefusalKind::bad_declaration,
                    "declares 18446744073709551615 options", "makes sense", "parameters()");
}

TEST_CASE("a library linked with -ffast-math is refused and denormal numbers stay on") {
    require_refusal("fast_math", RefusalKind::floating_point_changed,
                    "was linked with -ffast-math (it turned denormal numbers off for the whole process)",
                    "floating-point state alone", "without -ffast-math");
    CHECK(denormals_are_on());
}

TEST_CASE("a library that changes the rounding or the locale is refused and the old state comes back") {
    require_refusal("changes_rounding", RefusalKind::floating_point_changed,
                    "changed the floating-point state", "floating-point state alone", "static constructor");
    CHECK(std::fegetround() == FE_TONEAREST);
    const std::string before = std::setlocale(LC_ALL, nullptr);
    require_refusal("changes_locale", RefusalKind::locale_changed, "to \"C.UTF-8\"", "locale alone",
                    "static constructor");
    CHECK(std::setlocale(LC_ALL, nullptr) == before);
}

TEST_CASE("a plugin that fails to make its object is reported with its id and its words") {
    PluginFolder folder({"throws_in_create", "no_object"});
    auto catalogue = folder.catalogue();
    const auto text_of_failure = [&](const std::string& id) -> std::string {
        const auto plugin = catalogue.require(sinter::plugin::PluginKind::learner, {id, {}});
        try {
            static_cast<void>(make_learner(*plugin, sinter::Options::defaults(plugin->parameters())));
        } catch (const sinter::Error& e) {
            CHECK(e.code() == SINTER_INTERNAL);
            return e.what();
        }
        return "no error";
    };
    CHECK(text_of_failure("throws_in_create") == "throws_in_create: this plugin does not like its options");
    CHECK(text_of_failure("no_object") == "no_object: gave no learner table");
}
