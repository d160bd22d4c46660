// SPDX-License-Identifier: Apache-2.0
#include "framework/diagnostics/diagnostic.hpp"

#include <catch2/catch.hpp>

using namespace sinter::diagnostics;
using Catch::Contains;

TEST_CASE("what is wrong once is said once, with every place that it concerns") {
    Diagnostics diagnostics;
    diagnostics.error(ErrorKind::config, {"study.toml", 30, 10}, "there is no strategy \"affine\"", {"hint"});
    diagnostics.error(ErrorKind::config, {"study.toml", 12, 1}, "unknown key `sede`");
    diagnostics.error(ErrorKind::config, {"study.toml", 20, 10}, "there is no strategy \"affine\"", {"hint"});
    diagnostics.error(ErrorKind::config, {"other.toml", 7, 0}, "there is no strategy \"affine\"", {"hint"});
    const auto merged = diagnostics.merged();
    REQUIRE(merged.size() == 2);
    CHECK(format(merged[0]) == "study.toml:12:1 error: unknown key `sede`");
    CHECK(format(merged[1]) == "study.toml:20:10 error: there is no strategy \"affine\"\n"
                               "    also at study.toml:30:10, other.toml:7\n    hint");
    CHECK(diagnostics.sorted().size() == 4);
}

TEST_CASE("diagnostics that differ in anything but the place stay apart") {
    Diagnostics diagnostics;
    diagnostics.error(ErrorKind::config, {"a", 1, 1}, "wrong", {"one hint"});
    diagnostics.error(ErrorKind::config, {"a", 2, 1}, "wrong", {"another"});
    diagnostics.error(ErrorKind::data, {"a", 3, 1}, "wrong", {"one hint"});
    diagnostics.warning(ErrorKind::config, {"a", 4, 1}, "wrong", {"one hint"});
    CHECK(diagnostics.merged().size() == 4);
}

TEST_CASE("the same at the same place, or without one, is said once and names no place twice") {
    Diagnostics diagnostics;
    for (int i = 0; i < 3; ++i) {
        diagnostics.error(ErrorKind::config, {"a", 1, 1}, "wrong");
        diagnostics.error(ErrorKind::config, {}, "nowhere");
    }
    const auto merged = diagnostics.merged();
    REQUIRE(merged.size() == 2);
    CHECK(merged[0].also.empty());
    CHECK(merged[1].also.empty());
}

TEST_CASE("of very many places ten are named") {
    Diagnostics diagnostics;
    for (std::uint32_t line = 1; line <= 100; ++line) {
        diagnostics.error(ErrorKind::data, {"a.csv", line, 0}, "wrong");
    }
    REQUIRE(diagnostics.merged().size() == 1);
    CHECK_THAT(format(diagnostics.merged()[0]),
               Contains("a.csv:1 error") && Contains("a.csv:11 and 89 more places") && !Contains("a.csv:12"));
}
