// SPDX-License-Identifier: Apache-2.0
//
// Materials for featurizers under test, with values for the input columns of input_schema().
#pragma once

#include <sinter/featurizer.hpp>
#include <sinter/views.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sinter::testkit {

/// One material: atomic numbers with amounts, and the values of the three input columns.
struct Material {
    std::string name;
    std::vector<std::pair<int, double>> parts;
    double inputs[3];
};

[[nodiscard]] inline std::vector<Material> common_materials() {
    return {{"Fe2O3", {{26, 2}, {8, 3}}, {1.5, -2, 0}},
            {"NaCl", {{11, 1}, {17, 1}}, {0, 4, 1}},
            {"SiO2", {{14, 1}, {8, 2}}, {-3.25, 0.5, 2}},
            {"GaAs", {{31, 1}, {33, 1}}, {7, 7, 0}},
            {"CuInSe2", {{29, 1}, {49, 1}, {34, 2}}, {2, 1e3, 2}},
            {"W", {{74, 1}}, {1e-3, 3, 1}},
            {"Al0.3Ga0.7As", {{13, 0.3}, {31, 0.7}, {33, 1}}, {4, -1, 1}},
            {"LiCoO2", {{3, 1}, {27, 1}, {8, 2}}, {5, 2, 0}}};
}

/// Each element by itself, hydrogen to oganesson.
[[nodiscard]] inline std::vector<Material> pure_elements() {
    std::vector<Material> all;
    for (int z = 1; z <= 118; ++z) {
        all.push_back({"Z" + std::to_string(z), {{z, 1}}, {1, 1, 1}});
    }
    return all;
}

/// Materials as they cross, also written in the open: batch.add("Fe2O3", {{26, 2}, {8, 3}}). Owns what a
/// sinter::Materials looks at.
class MaterialBatch {
public:
    using Parts = std::vector<std::pair<int, double>>; ///< atomic number, amount

    MaterialBatch() = default;
    /// With the values of the three input columns.
    explicit MaterialBatch(const std::vector<Material>& materials) : values_(3) {
        for (const Material& m : materials) {
            add(m.name, m.parts);
            for (std::size_t c = 0; c < values_.size(); ++c) {
                values_[c].push_back(m.inputs[c]);
            }
        }
    }

    MaterialBatch& add(std::string name, const Parts& parts) {
        texts_.push_back(std::move(name));
        for (const auto& [atomic_number, amount] : parts) {
            atomic_numbers_.push_back(static_cast<std::uint8_t>(atomic_number));
            amounts_.push_back(amount);
        }
        offsets_.push_back(static_cast<std::int64_t>(amounts_.size()));
        return *this;
    }
    /// Values of an input column, one per material.
    MaterialBatch& column(std::vector<double> values) {
        values_.push_back(std::move(values));
        return *this;
    }

    [[nodiscard]] Index size() const { return static_cast<Index>(texts_.size()); }
    /// Valid until the next change or call.
    [[nodiscard]] Materials materials() {
        names_.clear();
        for (const auto& text : texts_) {
            names_.push_back(c_text(text));
        }
        columns_.clear();
        for (const auto& values : values_) {
            sinter_column column{};
            column.values = values.data();
            columns_.push_back(column);
        }
        c_ = {};
        c_.struct_size = sizeof(c_);
        c_.count = size();
        c_.names = names_.data();
        c_.element_offsets = offsets_.data();
        c_.atomic_numbers = atomic_numbers_.data();
        c_.amounts = amounts_.data();
        c_.columns = {columns_.data(), columns_.size(), sizeof(sinter_column)};
        return Materials(c_);
    }

private:
    std::vector<std::string> texts_;
    std::vector<std::int64_t> offsets_{0};
    std::vector<std::uint8_t> atomic_numbers_;
    std::vector<double> amounts_;
    std::vector<std::vector<double>> values_; ///< one list per column
    std::vector<sinter_string> names_;
    std::vector<sinter_column> columns_;
    sinter_materials c_{};
};

/// Keeps which rows were reported.
class ReportedRows final : public RowReports {
public:
    void note(Index row, std::string_view /*text*/) override { noted.push_back(row); }
    void error(Index row, std::string_view text) override {
        failed.push_back(row);
        silent = silent || text.empty();
    }
    std::vector<Index> noted;
    std::vector<Index> failed;
    bool silent = false; ///< an error came without a text
};

} // namespace sinter::testkit
