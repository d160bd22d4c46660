// SPDX-License-Identifier: Apache-2.0
#include "framework/plugin/files/manifest.hpp"
#include "framework/plugin/files/refusal.hpp"

#include <catch2/catch.hpp>

using Catch::Matchers::Contains;
using sinter::plugin::is_plugin_id;
using sinter::plugin::parse_manifest;
using sinter::plugin::RefusalKind;
using sinter::plugin::Refused;

namespace {

const std::string sound_manifest = "sinter-manifest 1\nid=ridge\nkind=learner\nversion=1.2.0\nabi=1\n";

/// Why a text is refused as a manifest.
std::string fault(const std::string& text) {
    try {
        static_cast<void>(parse_manifest(text, "/plugins/it.so"));
    } catch (const Refused& refused) {
        CHECK(refused.refusal().kind == RefusalKind::bad_manifest);
        CHECK(refused.refusal().file == "/plugins/it.so");
        return refused.refusal().found;
    }
    return "none";
}

} // namespace

TEST_CASE("a manifest gives its keys; unknown ones are passed over") {
    const auto m =
        parse_manifest(sound_manifest + "summary=least squares, a = b\nthreads=openblas\nlicence=MIT\n" +
                           std::string(3, '\0'),
                       "it.so");
    CHECK(m.id == "ridge");
    CHECK(m.kind == sinter::plugin::PluginKind::learner);
    CHECK(m.version == "1.2.0");
    CHECK(m.abi == 1);
    CHECK(m.summary == "least squares, a = b");
    CHECK(m.threads == "openblas");
}

TEST_CASE("summary and threads may be left out of a manifest") {
    const auto m = parse_manifest(sound_manifest, "it.so");
    CHECK(m.summary.empty());
    CHECK(m.threads == "none");
}

TEST_CASE("a manifest that lacks a key or says nonsense is refused with what is wrong") {
    CHECK_THAT(fault(""), Contains("starts with \"\""));
    CHECK_THAT(fault("sinter-manifest 2\n"), Contains("starts with \"sinter-manifest 2\""));
    CHECK_THAT(fault("sinter-manifest 1\nkind=learner\n"), Contains("no id"));
    CHECK_THAT(fault("sinter-manifest 1\nid=\n"), Contains("no id"));
    CHECK_THAT(fault("sinter-manifest 1\nid=../x\n"), Contains("id \"../x\""));
    CHECK_THAT(fault("sinter-manifest 1\nid=x\n"), Contains("no kind"));
    CHECK_THAT(fault("sinter-manifest 1\nid=x\nkind=model\n"), Contains("kind \"model\""));
    CHECK_THAT(fault("sinter-manifest 1\nid=x\nkind=learner\n"), Contains("no version"));
    CHECK_THAT(fault("sinter-manifest 1\nid=x\nkind=learner\nversion=1\n"), Contains("no abi"));
    CHECK_THAT(fault("sinter-manifest 1\nid=x\nkind=learner\nversion=1\nabi=-1\n"), Contains("abi \"-1\""));
    CHECK_THAT(fault("sinter-manifest 1\nid=x\nkind=learner\nversion=1\nabi=99999999999\n"), Contains("abi"));
    CHECK_THAT(fault(sound_manifest + "id=y\n"), Contains("key \"id\" twice"));
    CHECK_THAT(fault(sound_manifest + "no equals sign\n"), Contains("line 6"));
    CHECK_THAT(fault(sound_manifest + "=x\n"), Contains("line 6"));
    CHECK_THAT(fault(sound_manifest + std::string("\0more", 5)), Contains("goes on after its end"));
}

TEST_CASE("a manifest cannot send escape sequences to the terminal or be other than UTF-8") {
    CHECK_THAT(fault(sound_manifest + "summary=\x1b[2J\n"), Contains("<U+001B>[2J"));
    CHECK_THAT(fault(sound_manifest + "summary=\xc2\x9b"
                                      "2J\n"),
               Contains("<U+009B>"));
    CHECK_THAT(fault(sound_manifest + "summary=\xff\n"), Contains("<0xFF>"));
    CHECK(parse_manifest(sound_manifest + "summary=\xc3\xa9\n", "it.so").summary == "\xc3\xa9");
}

TEST_CASE("an id is lower case, digits and underscores, and starts with a letter") {
    CHECK(is_plugin_id("random_forest"));
    CHECK(is_plugin_id("a"));
    CHECK(is_plugin_id("x2"));
    CHECK_FALSE(is_plugin_id(""));
    CHECK_FALSE(is_plugin_id("2x"));
    CHECK_FALSE(is_plugin_id("_x"));
    CHECK_FALSE(is_plugin_id("Ridge"));
    CHECK_FALSE(is_plugin_id("a-b"));
    CHECK_FALSE(is_plugin_id("a.b"));
    CHECK(is_plugin_id(std::string(64, 'a')));
    CHECK_FALSE(is_plugin_id(std::string(65, 'a')));
}
