// SPDX-License-Identifier: Apache-2.0
#include "framework/bytes/look_alikes.hpp"

#include "framework/bytes/utf8.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>

namespace sinter::bytes {
namespace {

struct LookAlike {
    char32_t sign;
    char looks;
};

/// In ascending order. Greek small letters are left out: they stand for quantities (ν, ρ, α) more often than
/// for Latin letters.
constexpr std::array look_alikes = {
    LookAlike{0x0131, 'i'}, LookAlike{0x0391, 'A'}, LookAlike{0x0392, 'B'}, LookAlike{0x0395, 'E'},
    LookAlike{0x0396, 'Z'}, LookAlike{0x0397, 'H'}, LookAlike{0x0399, 'I'}, LookAlike{0x039A, 'K'},
    LookAlike{0x039C, 'M'}, LookAlike{0x039D, 'N'}, LookAlike{0x039F, 'O'}, LookAlike{0x03A1, 'P'},
    LookAlike{0x03A4, 'T'}, LookAlike{0x03A5, 'Y'}, LookAlike{0x03A7, 'X'}, LookAlike{0x03BF, 'o'},
    LookAlike{0x0405, 'S'}, LookAlike{0x0406, 'I'}, LookAlike{0x0408, 'J'}, LookAlike{0x0410, 'A'},
    LookAlike{0x0412, 'B'}, LookAlike{0x0415, 'E'}, LookAlike{0x041A, 'K'}, LookAlike{0x041C, 'M'},
    LookAlike{0x041D, 'H'}, LookAlike{0x041E, 'O'}, LookAlike{0x0420, 'P'}, LookAlike{0x0421, 'C'},
    LookAlike{0x0422, 'T'}, LookAlike{0x0423, 'Y'}, LookAlike{0x0425, 'X'}, LookAlike{0x0430, 'a'},
    LookAlike{0x0435, 'e'}, LookAlike{0x043E, 'o'}, LookAlike{0x0440, 'p'}, LookAlike{0x0441, 'c'},
    LookAlike{0x0443, 'y'}, LookAlike{0x0445, 'x'}, LookAlike{0x0455, 's'}, LookAlike{0x0456, 'i'},
    LookAlike{0x0458, 'j'}, LookAlike{0x04AE, 'Y'}, LookAlike{0x04BB, 'h'}, LookAlike{0x0501, 'd'},
    LookAlike{0x051B, 'q'}, LookAlike{0x051D, 'w'}, LookAlike{0x2010, '-'}, LookAlike{0x2011, '-'},
    LookAlike{0x2012, '-'}, LookAlike{0x2013, '-'}, LookAlike{0x2014, '-'}, LookAlike{0x2015, '-'},
    LookAlike{0x212A, 'K'}, LookAlike{0x217C, 'l'}, LookAlike{0x2212, '-'}, LookAlike{0xFE63, '-'},
    LookAlike{0xFF0D, '-'},
};
static_assert(std::is_sorted(look_alikes.begin(), look_alikes.end(),
                             [](const LookAlike& a, const LookAlike& b) { return a.sign < b.sign; }));

struct Sign {
    char32_t value; ///< 0 of a byte that is no UTF-8
    std::size_t begin;
    std::size_t bytes;
};

std::vector<Sign> signs_of(std::string_view text) {
    std::vector<Sign> signs;
    for (std::size_t at = 0; at < text.size();) {
        const CodePoint point = first_code_point(text.substr(at));
        const std::size_t size = point.bytes == 0 ? 1 : point.bytes;
        signs.push_back({point.bytes == 0 ? U'\0' : point.value, at, size});
        at += size;
    }
    return signs;
}

bool is_ascii_letter(char32_t sign) {
    return (sign >= U'A' && sign <= U'Z') || (sign >= U'a' && sign <= U'z');
}

bool is_letter_look_alike(char32_t sign) {
    const char looks = looks_like(sign);
    return looks != '\0' && looks != '-';
}

/// Whether it is a letter of the scripts that have look-alikes: the rest of Latin, Greek and Cyrillic.
bool is_other_letter(char32_t sign) { return sign >= 0x00C0 && sign < 0x0530 && !is_letter_look_alike(sign); }

bool is_letter(char32_t sign) {
    return is_ascii_letter(sign) || is_letter_look_alike(sign) || is_other_letter(sign);
}

/// For each sign, whether it is a look-alike in a word that reads as plain Latin: beside Latin letters, or in
/// a word as short as a symbol.
std::vector<bool> in_doubt(const std::vector<Sign>& signs) {
    constexpr std::size_t longest_symbol = 2;
    std::vector<bool> doubt(signs.size(), false);
    for (std::size_t begin = 0; begin < signs.size();) {
        std::size_t end = begin;
        bool reads_as_latin = true;
        bool has_latin = false;
        for (; end < signs.size() && is_letter(signs[end].value); ++end) {
            reads_as_latin = reads_as_latin && !is_other_letter(signs[end].value);
            has_latin = has_latin || is_ascii_letter(signs[end].value);
        }
        reads_as_latin = reads_as_latin && (has_latin || end - begin <= longest_symbol);
        for (std::size_t i = begin; i < end && reads_as_latin; ++i) {
            doubt[i] = is_letter_look_alike(signs[i].value);
        }
        begin = std::max(end, begin + 1);
    }
    return doubt;
}

template <class Chosen>
std::string coded(std::string_view text, const Chosen& chosen) {
    const auto signs = signs_of(text);
    const auto doubt = in_doubt(signs);
    std::string result;
    for (std::size_t i = 0; i < signs.size(); ++i) {
        if (doubt[i] || chosen(signs[i].value)) {
            result += "<" + code_of(signs[i].value) + ">"; // as shown_text does
        } else {
            result += text.substr(signs[i].begin, signs[i].bytes);
        }
    }
    return result;
}

std::string about(char32_t sign) {
    const std::string code = code_of(sign);
    const char looks = looks_like(sign);
    if (looks == '-') {
        return fmt::format("{} looks like the minus - and is another sign", code);
    }
    if (looks != '\0') {
        return fmt::format("{} looks like the letter {} and is another", code, looks);
    }
    const bool space =
        sign == 0x00A0 || (sign >= 0x2000 && sign <= 0x200A) || sign == 0x202F || sign == 0x3000;
    return code + (space ? " is a space of another kind: delete it, or type a plain one"
                         : " does not show: delete it");
}

} // namespace

char looks_like(char32_t sign) noexcept {
    if (sign < 0x80) {
        return '\0';
    }
    if (sign >= 0xFF21 && sign <= 0xFF3A) { // full-width letters
        return static_cast<char>('A' + (sign - 0xFF21));
    }
    if (sign >= 0xFF41 && sign <= 0xFF5A) {
        return static_cast<char>('a' + (sign - 0xFF41));
    }
    const auto* found = std::lower_bound(look_alikes.begin(), look_alikes.end(), sign,
                                         [](const LookAlike& a, char32_t b) { return a.sign < b; });
    return found != look_alikes.end() && found->sign == sign ? found->looks : '\0';
}

bool does_not_show(char32_t sign) noexcept {
    const auto within = [&](char32_t first, char32_t last) { return sign >= first && sign <= last; };
    return sign < 0x20 || within(0x7F, 0xA0) || sign == 0x00AD || sign == 0x034F || sign == 0x061C ||
           sign == 0x1680 || sign == 0x180E || within(0x2000, 0x200F) || within(0x2028, 0x202F) ||
           within(0x205F, 0x206F) || sign == 0x3000 || sign == 0x3164 || within(0xFE00, 0xFE0F) ||
           sign == 0xFEFF || within(0xFFF9, 0xFFFB);
}

std::string code_of(char32_t sign) { return fmt::format("U+{:04X}", static_cast<std::uint32_t>(sign)); }

std::string with_codes(std::string_view text) {
    return coded(text, [](char32_t) { return false; });
}

std::string made_visible(std::string_view text) {
    return coded(text, [](char32_t sign) { return sign != 0 && does_not_show(sign); });
}

std::string as_it_looks(std::string_view text) {
    std::string result;
    for (const Sign& sign : signs_of(text)) {
        if (const char looks = looks_like(sign.value); looks != '\0') {
            result += looks;
        } else if (sign.value == 0 || !does_not_show(sign.value)) {
            result += text.substr(sign.begin, sign.bytes);
        }
    }
    return result;
}

std::vector<std::string> sign_hints(std::string_view text) {
    std::vector<std::string> hints;
    const auto signs = signs_of(text);
    const auto doubt = in_doubt(signs);
    for (std::size_t i = 0; i < signs.size(); ++i) {
        const char32_t sign = signs[i].value;
        if (sign < 0x80 || !(doubt[i] || does_not_show(sign) || looks_like(sign) == '-')) {
            continue;
        }
        auto hint = about(sign);
        if (std::find(hints.begin(), hints.end(), hint) == hints.end()) {
            hints.push_back(std::move(hint));
        }
    }
    return hints;
}

} // namespace sinter::bytes
