// SPDX-License-Identifier: Apache-2.0
#include "framework/study/config/config.hpp"
#include "framework/study/config/config_limits.hpp"
#include "framework/study/config/config_tree.hpp"
#include "framework/study/config/read_config.hpp"
#include "framework/study/config/set_value.hpp"
#include "framework/study/config/toml_depth.hpp"
#include "tests/support/temporary_folder.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace sinter;
using namespace sinter::study;
using Catch::Contains;

namespace {

std::string repeated(const std::string& text, std::size_t times) {
    std::string all;
    for (std::size_t i = 0; i < times; ++i) {
        all += text;
    }
    return all;
}

/// All that is wrong with the config, as one text.
std::string problems_of(const std::string& text) {
    const tests::TemporaryFolder folder;
    diagnostics::Diagnostics diagnostics;
    (void)read_config(folder.write("study.toml", text), {}, ConfigUse::study, diagnostics);
    std::string all;
    for (const auto& d : diagnostics.all()) {
        all += format(d) + "\n";
    }
    return all;
}

} // namespace

TEST_CASE("a key of 20,000 parts is an error with its line, wherever it stands") {
    const auto key = repeated("a.", 20'000) + "b";
    for (const auto& line :
         {key + " = 1\n", "[" + key + "]\n", "[[" + key + "]]\n", "x = { " + key + " = 1 }\n",
          "x = " + repeated("[", 20'000) + "\n", "x = " + repeated("{a=", 20'000) + "\n",
          repeated("\"a\" . ", 20'000) + "b = 1\n"}) {
        INFO(line.substr(0, 20));
        CHECK_THROWS_WITH(parse_toml("[study]\nseed = 1\n" + line, "study.toml"),
                          Contains("study.toml:3:") && Contains("nested deeper than 100"));
    }
    ConfigNode root = parse_toml("[study]\nseed = 1\n", "study.toml");
    CHECK_THROWS_WITH(set_value(root, key + "=1"), Contains("the key has 20001 parts, expected at most 100"));
    CHECK_THROWS_WITH(set_value(root, "study.name=\xff"), Contains("not UTF-8"));
}

TEST_CASE("dots in texts and comments and numbers nest nothing") {
    const auto dots = repeated(".", 300);
    const auto text = "# " + dots + "\na = \"" + dots + "\\\"" + dots + "\"\nb = '" + dots + "'\nc = \"\"\"" +
                      dots + "\n\"" + dots + "\"\"\"\nd = [" + repeated("1.5, ", 300) + "2.5]\ne.f.g = 1\n" +
                      repeated("[h]\n[[i.j]]\n", 200);
    CHECK_FALSE(deeper_than(100, text).has_value());
    const auto place = deeper_than(3, "a = 1\nb = { c.d = [[1]] }\n");
    REQUIRE(place);
    CHECK(place->line == 2);
    CHECK(place->column == 14);
}

TEST_CASE("more sections or entries than the bound are an error that tells it") {
    std::string derived = "[study]\nname = \"a\"\n";
    for (int i = 0; i < 5000; ++i) {
        derived += "[[derived]]\nname = \"d" + std::to_string(i + 1) + "\"\nexpression = \"d" +
                   std::to_string(i) + "\"\n";
    }
    CHECK_THAT(problems_of(derived), Contains("[[derived]] holds 5000 entries, expected at most 50"));
    std::string sizes;
    for (int i = 1; i <= 2000; ++i) {
        sizes += std::to_string(i / 2001.0) + ", ";
    }
    CHECK_THAT(problems_of("[study]\nname = \"a\"\n[protocol]\nkind = \"k_fold\"\nlearning_curve = [" +
                           sizes + "1.0]\n"),
               Contains("learning_curve holds 2001 entries, expected at most 100"));
    CHECK_THAT(problems_of("[study]\nname = \"a\"\n[protocol]\nkind = \"k_fold\"\nfolds = 1000000\n"),
               Contains("folds is 1000000, expected a whole number <= 100000"));
    CHECK_THAT(problems_of("[study]\nname = \"a\"\n" +
                           repeated("[[strategy]]\nplugin = \"x\"\ntarget = \"y\"\n", 300)),
               Contains("[[strategy]] holds 300 entries, expected at most 200"));
}

TEST_CASE("a config that is too large or no file is refused with words") {
    const tests::TemporaryFolder folder;
    diagnostics::Diagnostics diagnostics;
    const auto large = folder.write("large.toml", std::string(most_config_bytes + 1, '#'));
    CHECK_THROWS_WITH(read_config(large, {}, ConfigUse::study, diagnostics),
                      Contains("larger than 1048576 bytes"));
    CHECK_THROWS_WITH(read_config("/dev/zero", {}, ConfigUse::study, diagnostics),
                      Contains("the config is not a regular file but a device"));
    CHECK_THROWS_WITH(read_config(folder.path(), {}, ConfigUse::study, diagnostics),
                      Contains("the config is a folder"));
}

TEST_CASE("a study name of other characters than the documented ones is refused, and shown by its codes") {
    for (const char* name : {"a\\u001b[31m", "a/b", "a b", "\\u202Eabc", "é", ".hidden"}) {
        const auto problems = problems_of("[study]\nname = \"" + std::string(name) + "\"\n");
        INFO(problems);
        CHECK_THAT(problems,
                   Contains("cannot name a folder") && !Contains("\x1b") && !Contains("\xE2\x80\xAE"));
    }
}
