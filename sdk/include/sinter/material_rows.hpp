// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <sinter/featurizer.hpp>
#include <sinter/views.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <vector>

namespace sinter {

/// Some materials of a batch, in an order of one's own; a material may stand more than once. Owns what its view
/// looks at, but for the texts of the batch.
class MaterialRows {
public:
    MaterialRows(const Materials& all, const std::vector<std::int64_t>& rows) {
        offsets_.push_back(0);
        for (const std::int64_t row : rows) {
            const Composition composition = all.composition(row);
            names_.push_back(all.c().names[row]);
            numbers_.insert(numbers_.end(), composition.atomic_numbers.begin(),
                            composition.atomic_numbers.end());
            amounts_.insert(amounts_.end(), composition.amounts.begin(), composition.amounts.end());
            offsets_.push_back(static_cast<std::int64_t>(numbers_.size()));
        }
        add_columns(all, rows);
        c_ = {sizeof(sinter_materials),
              0,
              static_cast<std::int64_t>(rows.size()),
              names_.data(),
              offsets_.data(),
              numbers_.data(),
              amounts_.data(),
              {columns_.data(), columns_.size(), sizeof(sinter_column)}};
    }
    MaterialRows(const MaterialRows&) = delete; // c_ points into this object
    MaterialRows& operator=(const MaterialRows&) = delete;

    [[nodiscard]] const sinter_materials& c() const noexcept { return c_; }
    [[nodiscard]] Materials view() const { return Materials(c_); }

private:
    void add_columns(const Materials& all, const std::vector<std::int64_t>& rows) {
        const sinter_columns& from = all.c().columns;
        values_.resize(all.input_count());
        for (std::size_t k = 0; k < values_.size(); ++k) {
            for (const std::int64_t row : rows) {
                values_[k].push_back(all.input(row, k));
            }
            sinter_column column{};
            const auto* bytes =
                reinterpret_cast<const unsigned char*>(from.data); // columns lie `stride` apart
            std::memcpy(&column, bytes + k * from.stride,
                        std::min(static_cast<std::size_t>(from.stride), sizeof(column)));
            column.values = values_[k].data();
            columns_.push_back(column);
        }
    }

    std::vector<sinter_string> names_;
    std::vector<std::int64_t> offsets_;
    std::vector<std::uint8_t> numbers_;
    std::vector<double> amounts_;
    std::vector<std::vector<double>> values_;
    std::vector<sinter_column> columns_;
    sinter_materials c_{};
};

} // namespace sinter
