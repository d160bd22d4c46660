// SPDX-License-Identifier: Apache-2.0
//
// What a study says about its tables: plain values that the config layer fills and load_dataset reads.
#pragma once

#include "framework/data/formulas/formula.hpp"
#include "framework/data/text/missing_tokens.hpp"
#include "framework/diagnostics/diagnostic.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace sinter::data {

using diagnostics::Located;

enum class LabelKind : std::uint8_t { number, classes };
enum class InputKind : std::uint8_t { number, category };

/// What to do when a label has several measurements for one row (a material and its inputs).
enum class RepeatsPolicy : std::uint8_t {
    error,  ///< a data error that names them
    median, ///< one value per row: the median (of an even number the mean of the middle two); numbers only
    keep    ///< every measurement stays a record of its own
};

/// What a study fits instead of the label itself.
/// The data set always holds the label as it is; see label_transform.hpp.
enum class LabelTransform : std::uint8_t { none, log, log10 };

/// What to do with a row that cannot be read.
enum class BadRows : std::uint8_t {
    error, ///< a data error for each (the first 20 of a file in full)
    skip   ///< leave the row out and count it, by reason
};

/// `labels.NAME = { column = ..., unit = ... }`
struct LabelSpec {
    Located<std::string> name;
    Located<std::string> column;
    Located<std::string> unit; ///< of the numbers in the file; "" or "1": no dimension. See units.hpp
    std::optional<Located<std::string>> convert_to;    ///< unit to convert to; none: keep
    std::string context;                               ///< who measured or computed it and how; free text
    std::optional<Located<std::string>> error_column;  ///< stated standard errors, in `unit`
    std::optional<Located<std::string>> weight_column; ///< weights of the records, > 0
    Located<LabelTransform> transform;                 ///< log, log10: every value must be > 0
    Located<RepeatsPolicy> repeats;                    ///< default: error
    LabelKind kind = LabelKind::number;                ///< classes: the cells are names of classes
    std::optional<double> fidelity{}; ///< how near to the truth; only the order among labels counts
    std::optional<double> cost{};     ///< of one label, > 0, in a unit that all labels share
};

/// `inputs.NAME = { column = ..., unit = ... }`: a condition or descriptor that comes with the material.
struct InputSpec {
    Located<std::string> name;
    Located<std::string> column;
    Located<std::string> unit;
    InputKind kind = InputKind::number;
};

/// What names a material in this table. At least one of the two is given. With key columns, they identify the
/// material and the formula (if any) only gives its composition.
struct MaterialSpec {
    std::optional<Located<std::string>> formula; ///< column that holds formulas
    std::vector<Located<std::string>> key;       ///< columns whose joined values identify the material
};

/// One `[[table]]`.
struct TableSpec {
    Located<std::string>
        file; ///< path with variables replaced, relative to the working directory or absolute
    std::string file_as_written; ///< as the config has it; for reports and lock.json
    MaterialSpec material;
    std::vector<LabelSpec> labels;
    std::vector<InputSpec> inputs;
    Located<std::string> where;                ///< row filter, see row_filter.hpp; empty: all rows
    std::optional<Located<std::string>> split; ///< column with a predefined split, e.g. train / test
    std::vector<std::string> missing = default_missing_tokens();
    BadRows bad_rows = BadRows::error;
    Isotopes isotopes = Isotopes::error; ///< what D and T are in its formulas
};

} // namespace sinter::data
