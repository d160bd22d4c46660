// SPDX-License-Identifier: Apache-2.0
//
// Materials for tests of featurizers, written in the open: batch.add("Fe2O3", {{26, 2}, {8, 3}}).
#pragma once

#include <sinter/featurizer.hpp>

#include <string>
#include <utility>
#include <vector>

namespace sinter::tests {

/// Owns what a sinter::Materials looks at. materials() is valid until the next change.
class MaterialBatch {
public:
    using Parts = std::vector<std::pair<int, double>>; ///< atomic number, amount

    MaterialBatch& add(std::string name, const Parts& parts) {
        names_.push_back(std::move(name));
        for (const auto& [atomic_number, amount] : parts) {
            atomic_numbers_.push_back(static_cast<std::uint8_t>(atomic_number));
            amounts_.push_back(amount);
        }
        offsets_.push_back(static_cast<std::int64_t>(amounts_.size()));
        return *this;
    }
    /// Values of an input column, one a material.
    MaterialBatch& column(std::vector<double> values) {
        columns_.push_back(std::move(values));
        return *this;
    }

    [[nodiscard]] Index size() const { return static_cast<Index>(names_.size()); }
    [[nodiscard]] Materials materials() {
        c_names_.clear();
        for (const auto& name : names_) {
            c_names_.push_back(c_text(name));
        }
        c_columns_.clear();
        for (const auto& values : columns_) {
            sinter_column column{};
            column.values = values.data();
            c_columns_.push_back(column);
        }
        c_ = {};
        c_.struct_size = sizeof c_;
        c_.count = size();
        c_.names = c_names_.data();
        c_.element_offsets = offsets_.data();
        c_.atomic_numbers = atomic_numbers_.data();
        c_.amounts = amounts_.data();
        c_.columns = c_columns_.data();
        c_.column_count = c_columns_.size();
        return Materials(c_);
    }

private:
    std::vector<std::string> names_;
    std::vector<std::int64_t> offsets_{0};
    std::vector<std::uint8_t> atomic_numbers_;
    std::vector<double> amounts_;
    std::vector<std::vector<double>> columns_;
    std::vector<sinter_string> c_names_;
    std::vector<sinter_column> c_columns_;
    sinter_materials c_{};
};

/// Keeps what a featurizer reports, as "row: text".
class KeptReports final : public RowReports {
public:
    void note(Index row, std::string_view text) override { notes.push_back(line(row, text)); }
    void error(Index row, std::string_view text) override { errors.push_back(line(row, text)); }

    std::vector<std::string> notes;
    std::vector<std::string> errors;

private:
    static std::string line(Index row, std::string_view text) {
        return std::to_string(row) + ": " + std::string(text);
    }
};

/// Row-major result of a featurizer whose reports do not matter.
inline RowMatrix featurized(const Featurizer& featurizer, MaterialBatch& batch) {
    RowMatrix out(batch.size(), static_cast<Index>(featurizer.features().size()));
    KeptReports reports;
    featurizer.featurize(batch.materials(), out, reports);
    return out;
}

} // namespace sinter::tests
