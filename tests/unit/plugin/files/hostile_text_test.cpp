// SPDX-License-Identifier: Apache-2.0
#include "framework/bytes/sha256.hpp"
#include "framework/plugin/files/hostile_text.hpp"
#include "tests/support/temporary_folder.hpp"

#include <catch2/catch.hpp>

using sinter::plugin::is_one_line;
using sinter::plugin::shown;

TEST_CASE("text of one line is valid UTF-8 without control characters") {
    CHECK(is_one_line(""));
    CHECK(is_one_line("plain"));
    CHECK(is_one_line("\xc3\xa9 \xe2\x82\xac \xf0\x9f\x9a\x80"));
    CHECK(is_one_line("\xc2\xa0"));
    CHECK_FALSE(is_one_line("\xf4\x8f\xbf\xbf")); // U+10FFFF is no character
    for (const std::string bad :
         {"a\n", "a\tb", "\x7f", "\xc2\x9b", "\xff", "\x80", "\xc3", "\xc0\xaf", "\xe0\x80\xaf",
          "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "\xe2\x82"}) {
        INFO(shown(bad));
        CHECK_FALSE(is_one_line(bad));
    }
    CHECK_FALSE(is_one_line(std::string_view("a\0b", 3)));
}

TEST_CASE("hostile text is shown by codes where it does not show, and cut") {
    CHECK(shown("a\x1b[2J\xc3") == "a<U+001B>[2J<0xC3>");
    CHECK(shown("0123456789", 4) == "0123...");
}

TEST_CASE("the digest of a file is its SHA-256") {
    // FIPS 180-2, appendix B.1.
    const sinter::tests::TemporaryFolder folder;
    CHECK(sinter::bytes::sha256_of_file(folder.write("abc", "abc")) ==
          "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(sinter::bytes::sha256_of_file(folder.path() / "absent").empty());
}
