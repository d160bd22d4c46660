// SPDX-License-Identifier: Apache-2.0
//
// Ranks of a few small keys by comparing all with all, eight (or four) at once. Below about 64 keys this is
// quicker than sorting: there is no branch to mispredict. The vectors are those of g++ and clang, so any
// machine can compile them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <type_traits>

namespace sinter::plugins::random_forest {

/// Signed keys of the width of Code, in the same order as the codes: vector units compare signed integers.
template <class Code>
class RankedKeys {
public:
    static constexpr std::size_t most = 64;
    using Key = std::conditional_t<sizeof(Code) == 2, std::int16_t, std::int32_t>;

    /// Requires i < most.
    void set(std::size_t i, Code code) noexcept {
        keys_[i] = static_cast<Key>(static_cast<std::int64_t>(code) + std::numeric_limits<Key>::min());
    }

    /// rank(i) = how many of the first `count` keys are smaller than key i, for i < count.
    void rank(std::size_t count) noexcept {
        // Whatever stands behind the last key is ranked too, and not read.
        for (std::size_t i = 0; i < count; i += 2 * lanes) {
            const Vector first = load(keys_ + i);
            const Vector second = load(keys_ + i + lanes);
            Vector first_ranks{};
            Vector second_ranks{};
            for (std::size_t j = 0; j < count; ++j) {
                const Vector key = Vector{} + keys_[j];
                first_ranks -= static_cast<Vector>(key < first); // true is -1
                second_ranks -= static_cast<Vector>(key < second);
            }
            std::memcpy(ranks_ + i, &first_ranks, sizeof(Vector));
            std::memcpy(ranks_ + i + lanes, &second_ranks, sizeof(Vector));
        }
    }
    [[nodiscard]] std::size_t rank_of(std::size_t i) const noexcept {
        return static_cast<std::size_t>(ranks_[i]);
    }

private:
    using Vector [[gnu::vector_size(16)]] = Key;
    static constexpr std::size_t lanes = sizeof(Vector) / sizeof(Key);
    static_assert(most % (2 * lanes) == 0);

    static Vector load(const Key* from) noexcept {
        Vector v;
        std::memcpy(&v, from, sizeof(Vector));
        return v;
    }

    alignas(16) Key keys_[most] = {};
    alignas(16) Key ranks_[most] = {};
};

} // namespace sinter::plugins::random_forest
