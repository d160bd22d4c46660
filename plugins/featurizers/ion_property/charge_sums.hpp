// SPDX-License-Identifier: Apache-2.0
//
// A set of small whole numbers as bits.
#pragma once

#include <sinter/error.hpp>

#include <array>
#include <cstddef>
#include <cstdint>

namespace sinter::plugins::ion_property {

/// Sums within [least, greatest], 0 among them. On the stack.
class ChargeSums {
public:
    /// Empty. Throws Error(SINTER_INTERNAL) for more than `capacity` numbers.
    ChargeSums(std::int64_t least, std::int64_t greatest)
        : least_(least), greatest_(greatest), used_(static_cast<std::size_t>((greatest - least) / 64 + 1)) {
        if (used_ > words_.size()) {
            throw Error(SINTER_INTERNAL, "charges reach further than a set of sums holds");
        }
        for (std::size_t w = 0; w < used_; ++w) {
            words_[w] = 0;
        }
    }
    ChargeSums(const ChargeSums& other) : ChargeSums(other.least_, other.greatest_) { add(other, 0); }
    ChargeSums& operator=(const ChargeSums& other) {
        if (this != &other) {
            least_ = other.least_;
            greatest_ = other.greatest_;
            used_ = other.used_;
            for (std::size_t w = 0; w < used_; ++w) {
                words_[w] = other.words_[w];
            }
        }
        return *this;
    }
    ~ChargeSums() = default;

    [[nodiscard]] std::int64_t least() const noexcept { return least_; }
    [[nodiscard]] std::int64_t greatest() const noexcept { return greatest_; }

    void insert(std::int64_t sum) {
        const auto bit = static_cast<std::size_t>(sum - least_);
        words_[bit / 64] |= std::uint64_t{1} << bit % 64;
    }

    /// Inserts each sum of `other`, which has the same bounds, plus `charge` (-64 < charge < 64). Sums stay
    /// within the bounds by the caller's care.
    void add(const ChargeSums& other, int charge) {
        const auto up = static_cast<unsigned>(charge > 0 ? charge : 0);
        const auto down = static_cast<unsigned>(charge < 0 ? -charge : 0);
        for (std::size_t w = 0; w < used_; ++w) {
            const std::uint64_t here = other.words_[w];
            words_[w] |= here << up >> down;
            if (up > 0 && w > 0) {
                words_[w] |= other.words_[w - 1] >> (64 - up);
            }
            if (down > 0 && w + 1 < used_) {
                words_[w] |= other.words_[w + 1] << (64 - down);
            }
        }
    }

    /// Whether `is_wanted(sum)` holds for a sum of the set.
    template <class IsWanted>
    [[nodiscard]] bool any(const IsWanted& is_wanted) const {
        for (std::size_t w = 0; w < used_; ++w) {
            for (std::uint64_t left = words_[w]; left != 0; left &= left - 1) {
                if (is_wanted(least_ + static_cast<std::int64_t>(w) * 64 + __builtin_ctzll(left))) {
                    return true;
                }
            }
        }
        return false;
    }

private:
    std::int64_t least_;
    std::int64_t greatest_;
    std::size_t used_; ///< words
    // All 38 elements with several states, 14 atoms of each out of place by up to 8: 4256 sums.
    std::array<std::uint64_t, 80> words_;
};

} // namespace sinter::plugins::ion_property
