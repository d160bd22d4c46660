// SPDX-License-Identifier: Apache-2.0
//
// The data of a study: distinct materials, rows (a material under given inputs) and labels, each with its own records.
#pragma once

#include "framework/data/formulas/zero_for_letter.hpp"
#include "framework/data/tables/row_problems.hpp"
#include "framework/data/tables/table_spec.hpp"
#include "framework/data/text/text_pool.hpp"
#include "framework/diagnostics/diagnostic.hpp"
#include "framework/threads/workers.hpp"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sinter::data {

using Index = std::int64_t;

/// What tells one material from another, in all tables of a study.
enum class Identity : std::uint8_t {
    formula,    ///< the reduced composition
    key_columns ///< the values of named columns, e.g. metal and facet
};

/// Distinct materials, in order of first appearance over the tables as the config lists them.
struct Materials {
    Identity identity = Identity::formula;
    TextPool names;           ///< the formula as first written; with key columns the key text. For messages
    TextPool reduced;         ///< reduced formula (reduced_composition.hpp); empty text: no composition
    TextPool key_texts;       ///< values of the key columns joined by '|'; no entries with Identity::formula
    std::vector<bool> dilute; ///< is_dilute of its composition; none with Identity::key_columns
    std::vector<std::uint64_t> keys; ///< material_key of key_text; distinct
    std::vector<Index> element_offsets{
        0}; ///< size() + 1; material i has elements offsets[i] .. offsets[i + 1] - 1
    std::vector<std::uint8_t> atomic_numbers; ///< 1..118; an element stands once in a material
    std::vector<double> amounts;              ///< > 0, as in the formula first written

    [[nodiscard]] Index size() const noexcept { return static_cast<Index>(keys.size()); }
    [[nodiscard]] std::string_view name(Index i) const { return names[static_cast<std::size_t>(i)]; }
    /// What identifies it: the reduced formula or the key columns' values.
    [[nodiscard]] std::string_view key_text(Index i) const {
        const auto index = static_cast<std::size_t>(i);
        return identity == Identity::formula ? reduced[index] : key_texts[index];
    }
    /// What tables call it: key_text, but of a dilute material the formula as first written.
    [[nodiscard]] std::string_view shown(Index i) const {
        const auto index = static_cast<std::size_t>(i);
        return index < dilute.size() && dilute[index] ? names[index] : key_text(i);
    }
    [[nodiscard]] Index element_count(Index i) const {
        const auto index = static_cast<std::size_t>(i);
        return element_offsets[index + 1] - element_offsets[index];
    }
};

/// A declared input, over all rows.
struct InputColumn {
    std::string name;
    std::string unit;
    InputKind kind = InputKind::number;
    std::vector<std::string> levels; ///< of a category, sorted bytewise; union over the tables
    std::vector<double> values;      ///< one per row: number or level index; NaN: missing
};

/// A label's records. The vectors run in parallel; a record is one measurement, or the median of several.
struct LabelColumn {
    std::string name;
    std::string unit; ///< of `values`: convert_to where given
    std::string context;
    LabelKind kind = LabelKind::number;
    LabelTransform transform = LabelTransform::none; ///< not applied here
    RepeatsPolicy repeats = RepeatsPolicy::error;
    double fidelity = std::numeric_limits<double>::quiet_NaN(); ///< how near to the truth; NaN: not stated
    double cost = std::numeric_limits<double>::quiet_NaN();     ///< of one label; NaN: not stated
    std::size_t table = 0;                                      ///< index of the table that declares it
    std::vector<std::string> classes;                           ///< of kind classes, sorted bytewise
    std::vector<Index> rows;     ///< of the data set; with RepeatsPolicy::keep a row may come several times
    std::vector<double> values;  ///< number, or index into classes; never NaN
    std::vector<double> errors;  ///< stated standard errors, NaN: none; empty: no such column
    std::vector<double> weights; ///< empty: no such column (all 1)
    std::vector<std::uint32_t> lines; ///< of the file; of a median: where its first record stands
    std::vector<std::string>
        split_names;                  ///< of the table's split column, sorted bytewise; empty: none declared
    std::vector<std::int32_t> splits; ///< index into split_names, -1: missing; empty: none declared

    Index missing = 0;            ///< rows of the file (read and not left out) that lack this label
    Index repeated_materials = 0; ///< materials with more than one record in the file
    Index repeated_records = 0;   ///< the records of those rows that come more than once

    [[nodiscard]] Index size() const noexcept { return static_cast<Index>(rows.size()); }
};

/// What became of one file.
struct TableSummary {
    std::string file;            ///< path as opened
    std::string file_as_written; ///< in the config
    std::string sha256;          ///< of its bytes, 64 hexadecimal digits
    std::uint64_t bytes = 0;
    Index rows_read = 0;          ///< all rows of the file
    Index rows_filtered = 0;      ///< left out by `where`
    Index rows_skipped = 0;       ///< left out because they could not be read (bad_rows = "skip")
    Index rows_without_label = 0; ///< kept, but no label of this table has a value there
    std::vector<std::pair<std::string, Index>> skipped_reasons; ///< in order of first appearance
    std::vector<std::vector<SkippedRow>> skipped_rows;          ///< of each of these reasons, by line
};

/// Records whose composition is not quite that of the material they were joined with: amounts that differ by
/// less than is told apart (reduced_composition.hpp).
struct RoundedJoins {
    static constexpr std::size_t most_examples = 5;

    Index records = 0;
    std::vector<std::string> examples; ///< the first different ones, with both formulas and lines
};

/// A formula whose 0 may be the letter O (zero_for_letter.hpp).
struct TypedZero {
    std::string formula; ///< as it was written
    std::string place;   ///< of the first record with it: "line 4 of a.csv"
    Index records = 0;   ///< with this formula
    OxideReading reading;
    std::string place_of_oxide; ///< where the oxide stands in the study; empty: nowhere
};

/// Everything that was read and joined. Immutable once loaded; may then be read from several threads.
struct Dataset {
    Materials materials;
    std::vector<Index>
        row_materials; ///< row -> material; without inputs rows are materials: row i is material i
    std::vector<InputColumn> inputs;  ///< in order of declaration over the tables
    std::vector<LabelColumn> labels;  ///< in order of declaration over the tables
    std::vector<TableSummary> tables; ///< one a TableSpec
    RoundedJoins rounded_joins;
    std::vector<TypedZero> typed_zeros; ///< each formula once, in order of first appearance

    [[nodiscard]] Index row_count() const noexcept { return static_cast<Index>(row_materials.size()); }
    [[nodiscard]] bool rows_are_materials() const noexcept { return inputs.empty(); }
    /// Null where there is none.
    [[nodiscard]] const LabelColumn* label(std::string_view name) const noexcept;
    /// The distinct materials that have the label, ascending.
    [[nodiscard]] std::vector<Index> materials_with(const LabelColumn& label) const;
};

/// How many materials have both labels.
[[nodiscard]] Index overlap(const Dataset& dataset, const LabelColumn& first, const LabelColumn& second);

} // namespace sinter::data
