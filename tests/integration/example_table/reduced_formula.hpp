// SPDX-License-Identifier: Apache-2.0
//
// The key of the shared sets: elements in alphabetical order, amounts over their greatest common divisor.
// Only for plain formulas without brackets, and independent of the program's own parser.
#pragma once

#include <cctype>
#include <map>
#include <numeric>
#include <stdexcept>
#include <string>

namespace sinter::tests {

inline std::string reduced_formula(const std::string& formula) {
    std::map<std::string, int> amounts;
    for (std::size_t i = 0; i < formula.size();) {
        if (std::isupper(static_cast<unsigned char>(formula[i])) == 0) {
            throw std::invalid_argument("not a plain formula: " + formula);
        }
        std::string symbol(1, formula[i++]);
        while (i < formula.size() && std::islower(static_cast<unsigned char>(formula[i])) != 0) {
            symbol += formula[i++];
        }
        std::string digits;
        while (i < formula.size() && std::isdigit(static_cast<unsigned char>(formula[i])) != 0) {
            digits += formula[i++];
        }
        amounts[symbol] += digits.empty() ? 1 : std::stoi(digits);
    }
    int divisor = 0;
    for (const auto& [symbol, amount] : amounts) {
        divisor = std::gcd(divisor, amount);
    }
    std::string reduced;
    for (const auto& [symbol, amount] : amounts) {
        reduced += symbol + (amount == divisor ? "" : std::to_string(amount / divisor));
    }
    return reduced;
}

} // namespace sinter::tests
