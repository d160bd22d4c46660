// SPDX-License-Identifier: Apache-2.0
#include "framework/bytes/counted.hpp"

#include <catch2/catch.hpp>

#include <cstdint>
#include <string>

using namespace sinter;

TEST_CASE("a count of one goes with the singular, all others with the plural") {
    CHECK(bytes::counted(1, "row") == "1 row");
    CHECK(bytes::counted(0, "row") == "0 rows");
    CHECK(bytes::counted(std::size_t{2}, "row") == "2 rows");
    CHECK(bytes::counted(std::int64_t{3}, "class", "classes") == "3 classes");
    CHECK(bytes::counted(1, "class", "classes") == "1 class");
    CHECK(bytes::for_count(1, "is", "are") == "is");
    CHECK(bytes::for_count(2, "is", "are") == "are");
}
