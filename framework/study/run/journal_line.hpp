// SPDX-License-Identifier: Apache-2.0
//
// The lines of a journal: a JSON object per finished or failed unit; docs/run-folder.md explains it.
#pragma once

#include "framework/study/plan/plan.hpp"
#include "framework/study/run/run_unit.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace sinter::study {

/// The line of one outcome, without a line feed.
[[nodiscard]] std::string journal_line(const Plan& plan, const Unit& unit, const UnitOutcome& outcome);

/// The line with its last field, "digest": 32 hexadecimal digits of the SHA-256 of all that stands before it.
[[nodiscard]] std::string line_with_digest(std::string_view line);

/// The line without that field; nothing, and in `problem` the reason, where it has none or was changed since
/// it was written.
[[nodiscard]] std::optional<std::string> line_without_digest(std::string_view line, std::string& problem);

/// A unit's outcome as its line tells it. Throws InputError (data) saying what is wrong where the line is not
/// what journal_line writes for this unit: numbers missing, other records, probabilities that are none.
[[nodiscard]] UnitOutcome outcome_of(const Plan& plan, const Unit& unit, std::string_view line);

} // namespace sinter::study
