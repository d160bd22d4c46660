// SPDX-License-Identifier: Apache-2.0
//
// What to do about two units that do not convert.
#pragma once

#include "framework/data/tables/table_spec.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace sinter::data {

/// A unit of the config, and the key that it stands at: "labels.gap.unit".
struct UnitAtKey {
    enum class Role : std::uint8_t {
        given, ///< the unit of numbers in a file
        wanted ///< a unit to convert to
    };
    std::string unit;
    std::string key;
    Role role = Role::given;
};

/// That of the label's values once they are read: of `convert_to`, if it has one.
[[nodiscard]] UnitAtKey unit_at_key(const LabelSpec& label);

/// For units that parse and do not convert. Of kJ/mol and eV/atom: what lies between them, and the unit to
/// write, at which key, if the numbers are per atom after all. Else which of the two says nothing that
/// converts, or that they are of different quantities. A list of other units would answer nothing.
[[nodiscard]] std::vector<std::string> inconvertible_hints(const UnitAtKey& from, const UnitAtKey& to);

} // namespace sinter::data
