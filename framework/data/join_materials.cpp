// SPDX-License-Identifier: Apache-2.0
#include "framework/data/join_materials.hpp"

#include "framework/data/hash_index.hpp"
#include "framework/data/reduced_composition.hpp"

#include <fmt/format.h>

#include <string_view>
#include <unordered_map>
#include <utility>

namespace sinter::data {
namespace {

/// A record that gives a material its composition.
struct Source {
    const TableRecords* table = nullptr; ///< null: none yet
    std::size_t record = 0;
};

class Joiner {
public:
    Joiner(Identity identity, const std::vector<TableRecords>& tables, diagnostics::Diagnostics& diagnostics)
        : identity_(identity), diagnostics_(diagnostics), index_(largest(tables)) {}

    std::vector<Index> add(const TableRecords& table) {
        std::vector<Index> materials(table.size());
        for (std::size_t record = 0; record < table.size(); ++record) {
            materials[record] = static_cast<Index>(material_of({&table, record}));
        }
        return materials;
    }

    Materials finish() {
        materials_.identity = identity_;
        materials_.keys = index_.take_hashes();
        for (const auto& source : sources_) {
            if (source.table != nullptr) {
                take_composition(source);
            }
            if (source.table == nullptr) {
                materials_.reduced.add("");
            }
            materials_.element_offsets.push_back(static_cast<Index>(materials_.amounts.size()));
        }
        check_collisions();
        return std::move(materials_);
    }

private:
    static std::size_t largest(const std::vector<TableRecords>& tables) {
        std::size_t size = 0;
        for (const auto& table : tables) {
            size = std::max(size, table.size());
        }
        return size;
    }

    [[nodiscard]] std::string_view key_text(const Source& source) const {
        return identity_ == Identity::formula ? source.table->compositions[source.record].reduced
                                              : source.table->key_texts[source.record];
    }

    std::size_t material_of(const Source& source) {
        const std::string_view text = key_text(source);
        const auto known_text = [&](std::size_t material) {
            return identity_ == Identity::formula ? key_text(sources_[material])
                                                  : materials_.key_texts[material];
        };
        const std::size_t material = index_.find_or_add(
            material_key(text), [&](std::size_t candidate) { return known_text(candidate) == text; });
        if (material == sources_.size()) {
            add_material(source, text);
        }
        if (identity_ == Identity::key_columns) {
            merge_composition(source, material);
        }
        return material;
    }

    void add_material(const Source& source, std::string_view text) {
        const auto& table = *source.table;
        if (identity_ == Identity::formula) {
            sources_.push_back(source);
            materials_.names.add(trimmed(table.csv.cell(table.rows[source.record], *table.formula_column)));
        } else {
            sources_.emplace_back();
            materials_.key_texts.add(text);
            materials_.names.add(text);
        }
    }

    /// With key columns any table may bring the composition, but they must agree on it.
    void merge_composition(const Source& source, std::size_t material) {
        if (source.table->compositions.empty()) {
            return;
        }
        Source& known = sources_[material];
        if (known.table == nullptr) {
            known = source;
            return;
        }
        const auto first = known.table->compositions[known.record].reduced;
        const auto second = source.table->compositions[source.record].reduced;
        if (first == second) {
            return;
        }
        diagnostics_.error(
            diagnostics::ErrorKind::data,
            {source.table->summary.file, source.table->csv.line(source.table->rows[source.record]), 0},
            fmt::format("material {} is {} here and {} on line {} of {}", materials_.key_texts[material],
                        second, first, known.table->csv.line(known.table->rows[known.record]),
                        known.table->summary.file));
    }

    void take_composition(const Source& source) {
        const auto composition = source.table->compositions[source.record];
        materials_.reduced.add(composition.reduced);
        materials_.atomic_numbers.insert(materials_.atomic_numbers.end(), composition.atomic_numbers.begin(),
                                         composition.atomic_numbers.end());
        materials_.amounts.insert(materials_.amounts.end(), composition.amounts.begin(),
                                  composition.amounts.end());
    }

    /// 64 bits: one chance in 10^8 for half a million materials. Then a key would stand for two.
    void check_collisions() {
        HashIndex seen(materials_.keys.size());
        for (std::size_t i = 0; i < materials_.keys.size(); ++i) {
            const std::size_t first = seen.find_or_add(materials_.keys[i], [](std::size_t) { return true; });
            if (seen.size() == i + 1) {
                continue;
            }
            diagnostics_.error(diagnostics::ErrorKind::data, {},
                               fmt::format("materials {} and {} have the same 64-bit key",
                                           materials_.key_text(static_cast<Index>(first)),
                                           materials_.key_text(static_cast<Index>(i))),
                               {"leave one of them out by a row filter"});
            return;
        }
    }

    Identity identity_;
    diagnostics::Diagnostics& diagnostics_;
    HashIndex index_;
    std::vector<Source> sources_; ///< one a material
    Materials materials_;
};

} // namespace

JoinedMaterials join_materials(Identity identity, const std::vector<TableRecords>& tables,
                               diagnostics::Diagnostics& diagnostics) {
    Joiner joiner(identity, tables, diagnostics);
    JoinedMaterials joined;
    for (const auto& table : tables) {
        joined.of_records.push_back(joiner.add(table));
    }
    joined.materials = joiner.finish();
    return joined;
}

} // namespace sinter::data
