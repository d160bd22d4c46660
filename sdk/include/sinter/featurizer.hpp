// SPDX-License-Identifier: Apache-2.0
//
// Materials in, numbers out.
#pragma once

#include <sinter/abi/featurizer.h>
#include <sinter/views.hpp>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

namespace sinter {

enum class Kind : std::uint32_t { number = SINTER_KIND_NUMBER, category = SINTER_KIND_CATEGORY };

/// A column of a feature matrix.
struct Feature {
    std::string name;
    std::string unit;              ///< empty: none, or not known
    Kind kind = Kind::number;      ///< a category holds level indices 0 .. level_count - 1
    std::uint32_t level_count = 0; ///< of a category
};

/// An input column that the config declares, without its values: what a featurizer may choose from when it is made.
struct Column {
    std::string name;
    std::string unit;
    Kind kind = Kind::number;
    std::vector<std::string> levels; ///< of a category, in the order of its level indices
};

/// The elements of one material and how many of each, as in the formula (Fe2O3: 2 and 3). An element stands once.
struct Composition {
    Span<std::uint8_t> atomic_numbers; ///< 1..118
    Span<double> amounts;              ///< > 0
};

/// A batch of materials; a view.
class Materials {
public:
    explicit Materials(const sinter_materials& c) : c_(&c) {}

    [[nodiscard]] Index size() const noexcept { return c_->count; }
    /// As the user wrote it; for messages.
    [[nodiscard]] std::string_view name(Index material) const { return text_of(c_->names[material]); }
    [[nodiscard]] Composition composition(Index material) const {
        const auto first = c_->element_offsets[material];
        const auto count = static_cast<std::size_t>(c_->element_offsets[material + 1] - first);
        return {{c_->atomic_numbers + first, count}, {c_->amounts + first, count}};
    }
    /// Value of input column `column` (in the order of the schema); NaN where missing.
    [[nodiscard]] double input(Index material, std::size_t column) const {
        return c_->columns[column].values[material];
    }
    [[nodiscard]] std::size_t input_count() const noexcept {
        return static_cast<std::size_t>(c_->column_count);
    }
    [[nodiscard]] const sinter_materials& c() const noexcept { return *c_; }

private:
    const sinter_materials* c_;
};

/// Collects what a featurizer has to say on single rows. Only from the thread that called featurize.
class RowReports {
public:
    RowReports() = default;
    RowReports(const RowReports&) = delete;
    RowReports& operator=(const RowReports&) = delete;
    virtual ~RowReports() = default;

    /// Something worth knowing, e.g. an imputed value. Equal texts are counted together.
    virtual void note(Index row, std::string_view text) = 0;
    /// This material cannot be featurized; leave its row all NaN.
    virtual void error(Index row, std::string_view text) = 0;
};

/// Turns materials into rows of numbers.
///
/// A plugin's class also has
///   static Parameters parameters();
///   Featurizer(const Options&, const std::vector<Column>& inputs);
/// Threads: const members may be called from several threads at once.
class Featurizer {
public:
    Featurizer() = default;
    Featurizer(const Featurizer&) = delete;
    Featurizer& operator=(const Featurizer&) = delete;
    virtual ~Featurizer() = default;

    /// The columns that featurize fills; never changes.
    [[nodiscard]] virtual const std::vector<Feature>& features() const = 0;

    /// Fills out (materials.size() x features().size()); NaN is a missing value. Equal materials give equal
    /// rows, whatever else is in the batch.
    virtual void featurize(const Materials& materials, MatrixOut out, RowReports& rows) const = 0;
};

} // namespace sinter
