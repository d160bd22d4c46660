// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <sinter/random.hpp>

#include <cstdint>

namespace sinter::plugins::random_forest {

/// Many small uniform integers. A tree draws a feature every few nanoseconds, where a word of Stream takes
/// fifty: the words are SplitMix64's (Steele, Lea, Flood 2014), a mixed counter that starts at a word of the
/// stream.
class FeatureDraw {
public:
    explicit FeatureDraw(Stream stream) : state_(stream.bits(0)) {}

    /// Uniform in [0, bound) to within 2^-32. Requires 0 < bound < 2^32.
    std::uint64_t below(std::uint64_t bound) noexcept { return ((word() >> 32U) * bound) >> 32U; }

    /// Uniform in [0, 1), 53 bits.
    double uniform() noexcept { return static_cast<double>(word() >> 11U) * 0x1.0p-53; }

private:
    std::uint64_t word() noexcept {
        std::uint64_t z = state_ += 0x9E3779B97F4A7C15ULL;
        z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9ULL;
        z = (z ^ (z >> 27U)) * 0x94D049BB133111EBULL;
        return z ^ (z >> 31U);
    }

    std::uint64_t state_;
};

} // namespace sinter::plugins::random_forest
