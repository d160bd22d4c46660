// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "radix_sort.hpp"
#include "rank_keys.hpp"

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <vector>

namespace sinter::plugins::random_forest {

/// The rows of a node in the order of one feature's codes. Rows with equal codes keep their order. Owns its
/// scratch memory; not for sharing between threads.
template <class Code>
class CodeOrder {
public:
    explicit CodeOrder(std::size_t most_rows) : keys_(most_rows), spare_(most_rows) {}

    /// `low` and `high` are the least and the greatest of the `count` codes.
    void sort(const Code* codes, std::size_t count, Code low, Code high) {
        low_ = low;
        if (count <= RankedKeys<Code>::most) {
            sort_by_rank(codes, count);
            return;
        }
        for (std::size_t i = 0; i < count; ++i) {
            keys_[i] = key(codes[i], i);
        }
        const auto bits = static_cast<unsigned>(std::bit_width(static_cast<Key>(high - low)));
        radix_sort(keys_, spare_, count, place_bits, bits);
    }

    /// Of the i-th row in order: where it stands among the codes that were given.
    [[nodiscard]] std::size_t place(std::size_t i) const noexcept {
        return keys_[i] & ((Key{1} << place_bits) - 1);
    }
    [[nodiscard]] Code code(std::size_t i) const noexcept {
        return static_cast<Code>(low_ + (keys_[i] >> place_bits));
    }

private:
    /// A code above the lowest, and the place of its row, in one integer to sort.
    using Key = std::conditional_t<sizeof(Code) == 2, std::uint32_t, std::uint64_t>;
    static constexpr unsigned place_bits = sizeof(Key) * 4;

    [[nodiscard]] Key key(Code code, std::size_t place) const noexcept {
        const auto above = static_cast<Key>(code - low_);
        return static_cast<Key>(above << place_bits | static_cast<Key>(place));
    }

    void sort_by_rank(const Code* codes, std::size_t count) noexcept {
        for (std::size_t i = 0; i < count; ++i) {
            ranked_.set(i, codes[i]);
        }
        ranked_.rank(count);
        std::array<std::uint8_t, RankedKeys<Code>::most> met{}; // rows of the same code so far
        for (std::size_t i = 0; i < count; ++i) {
            const std::size_t rank = ranked_.rank_of(i);
            keys_[rank + met[rank]++] = key(codes[i], i);
        }
    }

    Code low_ = 0;
    RankedKeys<Code> ranked_;
    std::vector<Key> keys_;
    std::vector<Key> spare_;
};

} // namespace sinter::plugins::random_forest
