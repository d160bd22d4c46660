// SPDX-License-Identifier: Apache-2.0
#include "framework/diagnostics/diagnostic.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace sinter::diagnostics;
using Catch::Contains;

TEST_CASE("of a million errors the first hundred are kept, and it is told how many more there are") {
    Diagnostics diagnostics;
    for (std::uint32_t i = 0; i < 1'000'000; ++i) {
        diagnostics.error(ErrorKind::data, {"t.csv", i + 1, 0}, "wrong: " + std::to_string(i));
    }
    CHECK(diagnostics.all().size() == Diagnostics::most_kept);
    CHECK(diagnostics.error_count() == 1'000'000);
    CHECK(diagnostics.not_kept() == "and 999900 more errors");
    diagnostics.error(ErrorKind::config, {"study.toml", 1, 1}, "not kept, but it decides");
    CHECK(diagnostics.exit_code() == 2);
    CHECK_THAT(InputError(diagnostics).what(), Contains("and 999901 more errors"));
}

TEST_CASE("warnings beyond the bound take no place of an error") {
    Diagnostics diagnostics;
    for (int i = 0; i < 150; ++i) {
        diagnostics.warning(ErrorKind::data, {}, "odd: " + std::to_string(i));
    }
    CHECK_FALSE(diagnostics.has_errors());
    CHECK(diagnostics.exit_code() == 0);
    diagnostics.error(ErrorKind::data, {}, "wrong");
    CHECK(diagnostics.all().size() == 101);
    CHECK(diagnostics.not_kept() == "and 50 more warnings");
}

TEST_CASE("nothing in a diagnostic acts on a terminal, and no line of it looks like another one") {
    Diagnostic diagnostic{Severity::error,
                          ErrorKind::config,
                          {"a\x1b[2J\nb.toml", 3, 1},
                          "found \xE2\x80\xAE\x9b\nstudy.toml:1 error: forged",
                          {"hint\x07"}};
    CHECK(format(diagnostic) == "a<U+001B>[2J<U+000A>b.toml:3:1 error: found <U+202E><0x9B>\n"
                                "    study.toml:1 error: forged\n    hint<U+0007>");
}
