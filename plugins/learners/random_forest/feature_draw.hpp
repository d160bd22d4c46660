// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <sinter/random.hpp>

#include <cstdint>

namespace sinter::plugins::random_forest {

/// Many small uniform integers. A tree draws a feature every few nanoseconds, more often than Draws makes
/// words, so one word serves several picks: the low half of word x bound is as good as a fresh word as long
/// as the product of the bounds stays below 2^32 (each pick is then uniform to within 2^-32).
class FeatureDraw {
public:
    explicit FeatureDraw(Stream stream) : draws_(stream) {}

    /// Uniform in [0, bound). Requires 0 < bound < 2^32.
    std::uint64_t below(std::uint64_t bound) noexcept {
        if (used_ * bound > limit) {
            word_ = draws_.bits();
            used_ = 1;
        }
        used_ *= bound;
        __extension__ using Wide = unsigned __int128;
        const Wide product = static_cast<Wide>(word_) * bound;
        word_ = static_cast<std::uint64_t>(product);
        return static_cast<std::uint64_t>(product >> 64U);
    }

private:
    static constexpr std::uint64_t limit = std::uint64_t{1} << 32U;
    Draws draws_;
    std::uint64_t word_ = 0;
    std::uint64_t used_ = limit; ///< product of the bounds since the last new word
};

} // namespace sinter::plugins::random_forest
