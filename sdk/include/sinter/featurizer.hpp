// SPDX-License-Identifier: Apache-2.0
//
// Materials in, numbers out.
#pragma once

#include <sinter/abi/featurizer.h>
#include <sinter/host.hpp>
#include <sinter/views.hpp>

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

namespace sinter {

enum class FeatureKind : std::uint32_t { number = SINTER_KIND_NUMBER, category = SINTER_KIND_CATEGORY };

/// A column of a feature matrix.
struct Feature {
    std::string name;
    std::string unit;                       ///< empty: none, or not known
    FeatureKind kind = FeatureKind::number; ///< a category holds level indices 0 .. level_count - 1
    std::uint32_t level_count = 0;          ///< of a category
};

/// An input column that the config declares, without its values: what a featurizer may choose from when it is made.
struct InputColumn {
    std::string name;
    std::string unit;
    FeatureKind kind = FeatureKind::number;
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
    /// None.
    Materials() : c_(&none) {}
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
        return inputs(column)[static_cast<std::size_t>(material)];
    }
    /// All values of an input column.
    [[nodiscard]] Span<double> inputs(std::size_t column) const {
        const auto* bytes =
            reinterpret_cast<const unsigned char*>(c_->columns.data); // columns lie `stride` apart
        const double* values = nullptr;
        std::memcpy(&values, bytes + column * c_->columns.stride + offsetof(sinter_column, values),
                    sizeof(values));
        return {values, static_cast<std::size_t>(c_->count)};
    }
    [[nodiscard]] std::size_t input_count() const noexcept {
        return static_cast<std::size_t>(c_->columns.count);
    }
    [[nodiscard]] const sinter_materials& c() const noexcept { return *c_; }

private:
    static constexpr sinter_materials none{sizeof(sinter_materials), 0, 0, nullptr, nullptr, nullptr, nullptr,
                                           {nullptr, 0, 0}};
    const sinter_materials* c_;
};

/// Collects what a featurizer has to say on single rows. Only from the thread that called featurize.
class RowReports {
public:
    RowReports() = default;
    RowReports(const RowReports&) = delete;
    RowReports& operator=(const RowReports&) = delete;
    virtual ~RowReports() = default;

    /// Something worth knowing, e.g. an imputed value. Equal texts are counted together. Both throw Error
    /// (SINTER_INVALID_ARGUMENT) if the batch has no such row.
    virtual void note(Index row, std::string_view text) = 0;
    /// This material cannot be featurized; leave its row all NaN.
    virtual void error(Index row, std::string_view text) = 0;
};

/// Turns materials into rows of numbers.
///
/// A plugin's class also has
///   static Parameters parameters();
///   Featurizer(const Options&, const std::vector<InputColumn>& inputs);
/// Life: the constructor reads the options and is quick; init is called once after it and does what takes long
/// or can fail; then the other members are called.
/// Threads: const members may be called from several threads at once.
/// Errors: every member may throw Error (error.hpp); anything else that it throws counts as a bug of the plugin.
class Featurizer {
public:
    Featurizer() = default;
    Featurizer(const Featurizer&) = delete;
    Featurizer& operator=(const Featurizer&) = delete;
    virtual ~Featurizer() = default;

    /// Reads files, fills tables. The host makes no learners or strategies here.
    virtual void init(Host& /*host*/) {}

    /// The columns that featurize fills; never changes. Owned by the featurizer.
    [[nodiscard]] virtual const std::vector<Feature>& features() const = 0;

    /// Fills out (materials.size() x features().size()); NaN is a missing value. Equal materials give equal
    /// rows, whatever else is in the batch. The materials are gone when it has returned.
    virtual void featurize(const Materials& materials, MatrixOut out, RowReports& rows) const = 0;
};

} // namespace sinter
