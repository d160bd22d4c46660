// SPDX-License-Identifier: Apache-2.0
//
// The rows of a subtree in the order of each feature, kept in order while nodes split.
//
// An entry holds the code of the feature and the row's place in the subtree. Where a node splits, each list
// is parted into the children's, which keeps the order: one load, one look at the row's side and one store an
// entry, where sorting again would cost several times as much. Lists alternate between two buffers; a node's
// run of entries stands at the same place in both.
#pragma once

#include "plugins/learners/random_forest/training/coded_features.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace sinter::plugins::random_forest {

class FeatureLists {
public:
    using Entry = std::uint32_t;
    [[nodiscard]] static std::size_t place(Entry entry) noexcept { return entry & 0xFFFFU; }
    [[nodiscard]] static std::size_t code(Entry entry) noexcept { return entry >> 16U; }
    /// Of neighbours in a list.
    [[nodiscard]] static bool same_value(Entry a, Entry b) noexcept { return (a ^ b) <= 0xFFFFU; }
    [[nodiscard]] static bool is_missing(Entry entry) noexcept {
        return code(entry) == CodedFeatures::missing;
    }

    /// Takes up rows: at most 65,535. Has no lists yet. Looks at all it is given.
    void start(const CodedFeatures& features, const std::uint32_t* rows, std::size_t count,
               const std::vector<std::uint32_t>& slots);

    /// Makes the list of a feature, one a slot, in buffer 0, unless it is there. Missing values stand last.
    void require(std::size_t slot) {
        if (built_[slot] == 0) {
            build(slot);
        }
    }

    [[nodiscard]] const Entry* list(unsigned buffer, std::size_t slot) const noexcept {
        return buffers_[buffer].data() + slot * count_;
    }

    /// Parts the run [first, first + count) of a list into the other buffer. `goes_left[place]` is 1 or 0.
    void part(unsigned buffer, std::size_t slot, std::size_t first, std::size_t count,
              const std::uint8_t* goes_left) noexcept;

private:
    static constexpr std::uint16_t elsewhere = 0xFFFF;
    void build(std::size_t slot);
    void note_places();
    void pick(std::size_t feature, Entry* list) const;
    void sort(std::size_t feature, Entry* list);
    void tell_values_apart(std::size_t feature, Entry* list) const;

    const CodedFeatures* features_ = nullptr;
    const std::uint32_t* rows_ = nullptr;
    const std::uint32_t* slots_ = nullptr;
    bool picks_ = false; ///< out of the order of all rows
    std::vector<char> built_;
    std::size_t count_ = 0;
    std::vector<std::uint16_t> place_of_row_;
    std::array<std::vector<Entry>, 2> buffers_;
    std::vector<Entry> aside_; ///< the right side of a list while it is parted
};

} // namespace sinter::plugins::random_forest
