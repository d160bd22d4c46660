// SPDX-License-Identifier: Apache-2.0
#include "framework/bytes/shown_text.hpp"
#include "framework/bytes/utf8.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace sinter::bytes;

namespace {

std::string utf8(char32_t value) {
    const auto byte = [](char32_t bits) { return static_cast<char>(bits); };
    if (value < 0x80) {
        return {byte(value)};
    }
    if (value < 0x800) {
        return {byte(0xC0 | value >> 6), byte(0x80 | (value & 0x3F))};
    }
    if (value < 0x10000) {
        return {byte(0xE0 | value >> 12), byte(0x80 | (value >> 6 & 0x3F)), byte(0x80 | (value & 0x3F))};
    }
    return {byte(0xF0 | value >> 18), byte(0x80 | (value >> 12 & 0x3F)), byte(0x80 | (value >> 6 & 0x3F)),
            byte(0x80 | (value & 0x3F))};
}

bool has_control_bytes(const std::string& text) {
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x20 || byte == 0x7F) {
            return true;
        }
    }
    return false;
}

} // namespace

TEST_CASE("of every byte that is not printable the code is shown, whatever stands around it") {
    for (int byte = 0; byte < 256; ++byte) {
        INFO(byte);
        const std::string text = std::string("a") + static_cast<char>(byte) + "b";
        const auto shown = shown_text(text);
        CHECK(first_invalid_utf8(shown) == shown.size());
        CHECK_FALSE(has_control_bytes(shown));
        CHECK(is_plain(shown));
        CHECK(shown_text(shown) == shown);
        CHECK((shown == text) == (byte >= 0x20 && byte < 0x7F));
        CHECK(is_plain(text) == (shown == text));
    }
    CHECK(shown_text("\x1b[2J") == "<U+001B>[2J");
    CHECK(shown_text("\x9b"
                     "1m") == "<0x9B>1m");
    CHECK(shown_text("\xC2\x9B"
                     "1m") == "<U+009B>1m");
    CHECK(shown_text("\xC0\xBC") == "<0xC0><0xBC>"); // overlong
}

TEST_CASE("marks of direction, characters without a width and separators of lines are shown by their codes") {
    for (const char32_t mark : {0x061C, 0x200B, 0x200E, 0x200F, 0x2028, 0x2029, 0x202A, 0x202B, 0x202C,
                                0x202D, 0x202E, 0x2066, 0x2067, 0x2068, 0x2069, 0xFEFF, 0xFFFE, 0xE0041}) {
        INFO(static_cast<unsigned>(mark));
        CHECK(is_hidden(mark));
        const auto shown = shown_text("x" + utf8(mark) + "y");
        CHECK(shown.find(utf8(mark)) == std::string::npos);
        CHECK(shown.substr(0, 4) == "x<U+");
    }
    for (const char* seen : {"µ±", "Fe₂O₃", "δ", "日本", "שלום", "\xF0\x9F\x98\x80", " "}) {
        CHECK(shown_text(seen) == seen);
        CHECK(is_plain(seen));
    }
}

TEST_CASE("line feeds and tabs stay where the layout has them") {
    CHECK(shown_text("a\n\tb\r") == "a<U+000A><U+0009>b<U+000D>");
    CHECK(shown_text("a\n\tb\r", Layout::lines) == "a\n<U+0009>b<U+000D>");
    CHECK(shown_text("a\n\tb\r", Layout::page) == "a\n\tb<U+000D>");
}

TEST_CASE("a text that is cut is never cut within a character") {
    CHECK(shown_start("0123456789", 4) == "0123...");
    CHECK(shown_start("0123", 4) == "0123");
    CHECK(shown_start("aé€b", 2) == "a...");
    CHECK(shown_start("aé€b", 3) == "aé...");
    CHECK(shown_start("aé€b", 5) == "aé...");
    CHECK(shown_start("a\xff\xff\xff", 2) == "a<0xFF>...");
}
