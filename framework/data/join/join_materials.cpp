// SPDX-License-Identifier: Apache-2.0
#include "framework/data/join/join_materials.hpp"

#include "framework/bytes/utf8.hpp"
#include "framework/data/formulas/reduced_composition.hpp"
#include "framework/data/join/hash_index.hpp"
#include "framework/data/tables/file_bytes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <set>
#include <string_view>
#include <utility>

namespace sinter::data {
namespace {

/// A record that gives a material its composition.
struct Source {
    const TableRecords* table = nullptr; ///< null: none yet
    std::size_t record = 0;
};

std::uint32_t line_of(const Source& source) {
    return source.table->csv.line(source.table->rows[source.record]);
}

/// The formula as it was written.
std::string_view written_formula(const Source& source) {
    return source.table->written_formula(source.record);
}

CompositionView composition_of(const Source& source) { return source.table->compositions[source.record]; }

std::string place_of(const Source& source) {
    return fmt::format("line {} of {}", line_of(source), file_name(source.table->summary.file));
}

/// Whether two compositions of the same elements have the same shares, but for the rounding of doubles.
bool same_shares(const CompositionView& a, const CompositionView& b) {
    constexpr double rounding = 1e-9;
    const double total_a = std::accumulate(a.amounts.begin(), a.amounts.end(), 0.0);
    const double total_b = std::accumulate(b.amounts.begin(), b.amounts.end(), 0.0);
    for (std::size_t i = 0; i < a.amounts.size(); ++i) {
        const auto other = std::find(b.atomic_numbers.begin(), b.atomic_numbers.end(), a.atomic_numbers[i]);
        const double share = a.amounts[i] * total_b;
        const double of_other =
            b.amounts[static_cast<std::size_t>(other - b.atomic_numbers.begin())] * total_a;
        if (std::abs(share - of_other) > rounding * share) {
            return false;
        }
    }
    return true;
}

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

    [[nodiscard]] RoundedJoins rounded() const { return rounded_; }

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
        return identity_ == Identity::formula ? composition_of(source).reduced
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
        } else {
            count_rounding(source, sources_[material]);
        }
        return material;
    }

    void add_material(const Source& source, std::string_view text) {
        if (identity_ == Identity::formula) {
            sources_.push_back(source);
            materials_.names.add(written_formula(source));
            materials_.dilute.push_back(composition_of(source).dilute);
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
        if (composition_of(known).reduced == composition_of(source).reduced) {
            count_rounding(source, known);
            return;
        }
        diagnostics_.error(diagnostics::ErrorKind::data, {source.table->summary.file, line_of(source), 0},
                           fmt::format("material {} is {} here and {} on line {} of {}",
                                       materials_.key_texts[material], written_formula(source),
                                       written_formula(known), line_of(known), known.table->summary.file));
    }

    void count_rounding(const Source& source, const Source& known) {
        if (same_shares(composition_of(source), composition_of(known))) {
            return;
        }
        ++rounded_.records;
        const bool is_new = rounded_pairs_.size() < RoundedJoins::most_examples &&
                            rounded_pairs_.emplace(written_formula(source), written_formula(known)).second;
        if (is_new) {
            rounded_.examples.push_back(
                fmt::format("{} ({}) as {} ({})", bytes::in_quotes(written_formula(source)), place_of(source),
                            bytes::in_quotes(written_formula(known)), place_of(known)));
        }
    }

    void take_composition(const Source& source) {
        const auto composition = composition_of(source);
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
                                           materials_.shown(static_cast<Index>(first)),
                                           materials_.shown(static_cast<Index>(i))),
                               {"leave one of them out by a row filter"});
            return;
        }
    }

    Identity identity_;
    diagnostics::Diagnostics& diagnostics_;
    HashIndex index_;
    std::vector<Source> sources_; ///< one per material
    Materials materials_;
    RoundedJoins rounded_;
    std::set<std::pair<std::string_view, std::string_view>> rounded_pairs_; ///< of the examples
};

/// The first record of each of these reduced formulas.
std::map<std::string_view, Source> first_records(const std::vector<TableRecords>& tables,
                                                 const std::set<std::string_view>& reduced) {
    std::map<std::string_view, Source> first;
    for (const auto& table : tables) {
        for (std::size_t record = 0; record < table.compositions.size(); ++record) {
            if (const auto found = reduced.find(table.compositions[record].reduced); found != reduced.end()) {
                first.try_emplace(*found, Source{&table, record});
            }
        }
    }
    return first;
}

std::vector<TypedZero> find_typed_zeros(const std::vector<TableRecords>& tables) {
    std::vector<TypedZero> zeros;
    std::map<std::string_view, std::size_t> known;
    std::set<std::string_view> oxides;
    for (const auto& table : tables) {
        for (const auto& [record, reading] : table.compositions.typed_zeros()) {
            const Source source{&table, record};
            const auto formula = written_formula(source);
            const auto [place, is_new] = known.emplace(formula, zeros.size());
            if (is_new) {
                zeros.push_back({std::string(formula), place_of(source), 0, reading, {}});
                oxides.insert(reading.reduced);
            }
            ++zeros[place->second].records;
        }
    }
    const auto first = oxides.empty() ? std::map<std::string_view, Source>() : first_records(tables, oxides);
    for (auto& zero : zeros) {
        if (const auto found = first.find(zero.reading.reduced); found != first.end()) {
            zero.place_of_oxide = place_of(found->second);
        }
    }
    std::erase_if(zeros,
                  [](const auto& zero) { return zero.reading.is_cage && zero.place_of_oxide.empty(); });
    return zeros;
}

} // namespace

JoinedMaterials join_materials(Identity identity, const std::vector<TableRecords>& tables,
                               diagnostics::Diagnostics& diagnostics) {
    Joiner joiner(identity, tables, diagnostics);
    JoinedMaterials joined;
    for (const auto& table : tables) {
        joined.of_records.push_back(joiner.add(table));
    }
    joined.materials = joiner.finish();
    joined.rounded = joiner.rounded();
    joined.typed_zeros = find_typed_zeros(tables);
    return joined;
}

} // namespace sinter::data
