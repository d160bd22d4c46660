// SPDX-License-Identifier: Apache-2.0
#include "framework/data/units/units.hpp"

#include "framework/bytes/look_alikes.hpp"
#include "framework/bytes/utf8.hpp"
#include "framework/data/text/missing_tokens.hpp"
#include "framework/data/units/unit_names.hpp"
#include "framework/diagnostics/nearest_name.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <cstdlib>
#include <utility>

namespace sinter::data {
namespace {

constexpr int largest_exponent = 12;

UnitOrReason refuse(std::string reason, std::vector<std::string> hints = {}) {
    return {std::nullopt, std::move(reason), std::move(hints)};
}

UnitOrReason unknown(std::string_view name) {
    auto hints = diagnostics::name_hints(name, usual_unit_names(), "units");
    hints.push_back(fmt::format("for a unit that sinter need not understand write \"arb:{}\"", name));
    return refuse(fmt::format("{} is not a unit", bytes::in_quotes(name)), std::move(hints));
}

/// `unit` times factor^exponent; false where an exponent gets out of hand.
bool multiply(Unit& unit, const Unit& factor, int exponent) {
    for (std::size_t i = 0; i < unit.dimension.size(); ++i) {
        const int sum = unit.dimension[i] + exponent * factor.dimension[i];
        if (std::abs(sum) > 100) {
            return false;
        }
        unit.dimension[i] = static_cast<std::int8_t>(sum);
    }
    unit.factor *= std::pow(factor.factor, exponent);
    unit.power_of_ten += exponent * factor.power_of_ten;
    return std::abs(unit.power_of_ten) < 200;
}

/// A name with its whole-number power: "cm^3", "A^-1". Empty result: the text is none.
struct Power {
    std::string_view name;
    int exponent = 1;
    bool good = true;
};

Power split_power(std::string_view term) {
    const std::size_t caret = term.find('^');
    if (caret == std::string_view::npos) {
        return {term, 1, true};
    }
    auto digits = term.substr(caret + 1);
    if (digits.size() > 2 && digits.front() == '(' && digits.back() == ')') {
        digits = digits.substr(1, digits.size() - 2);
    }
    Power power{term.substr(0, caret), 0, true};
    const auto* end = digits.data() + digits.size();
    const auto result = std::from_chars(digits.data(), end, power.exponent);
    power.good =
        result.ec == std::errc() && result.ptr == end && std::abs(power.exponent) <= largest_exponent;
    return power;
}

UnitOrReason parse_product(std::string_view text) {
    Unit unit;
    int sign = 1;
    std::size_t terms = 0;
    bool has_offset = false;
    while (true) {
        const std::size_t end = text.find_first_of("/* ");
        const Power power = split_power(text.substr(0, end));
        if (power.name.empty()) {
            return refuse("a name is missing");
        }
        if (!power.good) {
            return refuse(fmt::format("{} has no whole exponent within 12", bytes::in_quotes(power.name)));
        }
        const auto named = named_unit(power.name);
        if (!named) {
            return unknown(power.name);
        }
        if (!multiply(unit, *named, sign * power.exponent)) {
            return refuse("the exponents are too large");
        }
        has_offset = has_offset || named->offset != 0.0;
        ++terms;
        if (end == std::string_view::npos) {
            break;
        }
        const bool divides = text[end] == '/';
        if (sign < 0 && !divides) {
            return refuse("a product behind / could be read two ways; write W/m/K");
        }
        sign = divides ? -1 : 1;
        text = text.substr(end + 1);
    }
    if (has_offset && terms > 1) {
        return refuse("degC and degF stand alone; use K in products and quotients");
    }
    return {unit, {}, {}};
}

UnitOrReason parse_linear(std::string_view text) {
    text = trimmed(text);
    if (text.empty()) {
        return {Unit{}, {}, {}};
    }
    // Whole texts first: degC with its offset, and cm^-1, which spectroscopy means as an energy.
    if (auto whole = named_unit(text)) {
        return {std::move(whole), {}, {}};
    }
    return parse_product(text);
}

struct Logarithm {
    std::string_view prefix;
    Unit::Scale scale;
};

double ten_to(int power) { return std::pow(10.0, power); }

double to_base(double value, const Unit& unit) {
    if (unit.scale == Unit::Scale::log10) {
        value = std::pow(10.0, value);
    }
    if (unit.scale == Unit::Scale::ln) {
        value = std::exp(value);
    }
    return value;
}

double from_base(double value, const Unit& unit) {
    if (unit.scale == Unit::Scale::log10) {
        return std::log10(value);
    }
    if (unit.scale == Unit::Scale::ln) {
        return std::log(value);
    }
    return value;
}

/// d(number in SI)/d(value), up to the unit's factor.
double slope(double value, const Unit& unit) {
    if (unit.scale == Unit::Scale::linear) {
        return 1.0;
    }
    return to_base(value, unit) * (unit.scale == Unit::Scale::log10 ? std::log(10.0) : 1.0);
}

/// The number in the linear unit under `from`, expressed in the linear unit under `to`.
double convert_linear(double value, const Unit& from, const Unit& to) {
    const double ratio = from.factor / to.factor;
    const int power = from.power_of_ten - to.power_of_ten;
    // Dividing by a whole power of ten rounds once; multiplying by its inverse would round twice.
    const double scaled = power >= 0 ? value * ratio * ten_to(power) : value * ratio / ten_to(-power);
    if (from.offset == to.offset) {
        return scaled;
    }
    return scaled + (from.offset - to.offset) / to.factor / ten_to(to.power_of_ten);
}

} // namespace

UnitOrReason parse_unit(std::string_view text) {
    constexpr std::string_view opaque = "arb:";
    constexpr std::size_t longest = 200;
    text = trimmed(text);
    if (text.size() > longest) {
        return refuse("longer than 200 bytes");
    }
    if (text.substr(0, opaque.size()) == opaque) {
        Unit unit;
        unit.opaque = std::string(trimmed(text.substr(opaque.size())));
        if (unit.opaque.empty()) {
            return refuse("a name is missing behind \"arb:\"");
        }
        return {std::move(unit), {}, {}};
    }
    for (const auto& [prefix, scale] :
         {Logarithm{"log10(", Unit::Scale::log10}, Logarithm{"ln(", Unit::Scale::ln}}) {
        if (text.substr(0, prefix.size()) != prefix || text.back() != ')') {
            continue;
        }
        auto inner = parse_linear(text.substr(prefix.size(), text.size() - prefix.size() - 1));
        if (inner.unit) {
            inner.unit->scale = scale;
        }
        if (inner.unit && inner.unit->offset != 0.0) {
            return refuse("no logarithm of a unit with an offset");
        }
        return inner;
    }
    if (text.substr(0, 4) == "log(") {
        return refuse("\"log\" could be either logarithm", {"write log10(...) or ln(...)"});
    }
    return parse_linear(text);
}

std::optional<Unit> read_unit(const diagnostics::Located<std::string>& text, std::string_view key,
                              diagnostics::Diagnostics& diagnostics) {
    auto parsed = parse_unit(text.value);
    if (parsed.unit) {
        return std::move(parsed.unit);
    }
    for (auto& hint : bytes::sign_hints(text.value)) {
        parsed.hints.push_back(std::move(hint));
    }
    diagnostics.error(diagnostics::ErrorKind::config, text.where,
                      fmt::format("{} = {}: {}", key, bytes::in_quotes(text.value), parsed.reason),
                      std::move(parsed.hints));
    return std::nullopt;
}

bool convertible(const Unit& from, const Unit& to) noexcept {
    return from.dimension == to.dimension && from.opaque == to.opaque;
}

bool same_unit(const Unit& a, const Unit& b) noexcept {
    if (!convertible(a, b) || a.scale != b.scale || a.offset != b.offset) {
        return false;
    }
    const double ratio = a.factor / b.factor * ten_to(a.power_of_ten - b.power_of_ten);
    return std::abs(ratio - 1.0) < 1e-12;
}

double convert(double value, const Unit& from, const Unit& to) {
    if (same_unit(from, to)) {
        return value;
    }
    return from_base(convert_linear(to_base(value, from), from, to), to);
}

double convert_error(double error, double value, const Unit& from, const Unit& to) {
    Unit plain_from = from;
    Unit plain_to = to;
    plain_from.offset = plain_to.offset = 0.0;
    const double target = convert(value, from, to);
    return convert_linear(error * slope(value, from), plain_from, plain_to) / slope(target, to);
}

} // namespace sinter::data
