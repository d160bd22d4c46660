// SPDX-License-Identifier: Apache-2.0
//
// Finds the number of an item by its hash.
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace sinter::data {

/// Open addressing over items that somebody else keeps; an item is a number 0, 1, 2, ... and a hash.
class HashIndex {
public:
    explicit HashIndex(std::size_t expected = 0) { grow_to(2 * expected); }

    /// The item with this hash for which same(item) holds; else the next new number, which is added.
    template <class Same>
    [[nodiscard]] std::size_t find_or_add(std::uint64_t hash, Same&& same) {
        if (2 * (hashes_.size() + 1) > slots_.size()) {
            grow_to(2 * slots_.size());
        }
        std::size_t slot = static_cast<std::size_t>(hash) & (slots_.size() - 1);
        while (slots_[slot] != empty) {
            const std::size_t item = slots_[slot] - 1U;
            if (hashes_[item] == hash && same(item)) {
                return item;
            }
            slot = (slot + 1) & (slots_.size() - 1);
        }
        hashes_.push_back(hash);
        slots_[slot] = static_cast<std::uint32_t>(hashes_.size());
        return hashes_.size() - 1;
    }
    [[nodiscard]] std::size_t size() const noexcept { return hashes_.size(); }
    [[nodiscard]] std::vector<std::uint64_t> take_hashes() { return std::move(hashes_); }

private:
    static constexpr std::uint32_t empty = 0;

    void grow_to(std::size_t wanted) {
        std::size_t count = 16;
        while (count < wanted) {
            count *= 2;
        }
        slots_.assign(count, empty);
        for (std::size_t item = 0; item < hashes_.size(); ++item) {
            std::size_t slot = static_cast<std::size_t>(hashes_[item]) & (count - 1);
            while (slots_[slot] != empty) {
                slot = (slot + 1) & (count - 1);
            }
            slots_[slot] = static_cast<std::uint32_t>(item + 1);
        }
    }

    std::vector<std::uint64_t> hashes_;
    std::vector<std::uint32_t> slots_; ///< item + 1
};

} // namespace sinter::data
