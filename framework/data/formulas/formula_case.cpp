// SPDX-License-Identifier: Apache-2.0
#include "framework/data/formulas/formula_case.hpp"

#include "framework/data/formulas/element_symbols.hpp"
#include "framework/data/text/missing_tokens.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace sinter::data {
namespace {

constexpr std::size_t longest = 40; ///< bytes; a longer text is no formula that somebody typed
constexpr std::size_t most = 3;     ///< readings

bool is_small(char c) { return c >= 'a' && c <= 'z'; }
bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }
bool is_letter(char c) { return is_small(c) || is_capital(c); }
char small(char c) { return is_capital(c) ? static_cast<char>(c - 'A' + 'a') : c; }
char capital(char c) { return is_small(c) ? static_cast<char>(c - 'a' + 'A') : c; }

/// Reads letters as symbols in every way that there is, of two letters before one.
class Readings {
public:
    explicit Readings(std::string_view text) : text_(text) { read(0); }
    [[nodiscard]] std::vector<std::string> take() { return std::move(found_); }

private:
    void read(std::size_t at) {
        if (found_.size() > most) {
            return;
        }
        if (at == text_.size()) {
            found_.push_back(written_);
            return;
        }
        if (!is_letter(text_[at])) {
            add(at, 1);
            return;
        }
        const char first = capital(text_[at]);
        const char second = at + 1 < text_.size() && is_letter(text_[at + 1]) ? small(text_[at + 1]) : '\0';
        if (second != '\0' && atomic_number(first, second) != 0) {
            add(at, 2);
        }
        if (atomic_number(first, '\0') != 0) {
            add(at, 1);
        }
    }

    void add(std::size_t at, std::size_t size) {
        written_ += capital(text_[at]);
        if (size == 2) {
            written_ += small(text_[at + 1]);
        }
        read(at + size);
        written_.resize(at);
    }

    std::string_view text_;
    std::string written_; ///< up to the current place
    std::vector<std::string> found_;
};

} // namespace

std::vector<std::string> with_usual_case(std::string_view text) {
    text = trimmed(text);
    const bool one_case = std::none_of(text.begin(), text.end(), is_small) !=
                          std::none_of(text.begin(), text.end(), is_capital);
    const bool ascii = std::all_of(text.begin(), text.end(), [](char c) { return c > 0; });
    if (!one_case || !ascii || text.size() > longest || looks_missing(text)) {
        return {};
    }
    auto readings = Readings(text).take();
    if (readings.size() > most) {
        return {};
    }
    return readings;
}

} // namespace sinter::data
