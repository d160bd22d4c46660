// SPDX-License-Identifier: Apache-2.0
//
// Random numbers that are named, not drawn: number c of a stream depends on the stream's name and on c, and
// on nothing else. So results do not depend on threads, on order, or on what else was drawn.
//
// Source: Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3" (SC 2011): Philox4x32-10.
#pragma once

#include <sinter/abi/types.h>

#include <array>
#include <cstdint>
#include <string_view>

namespace sinter {

/// Philox4x32-10: a bijection of a 128-bit counter under a 64-bit key.
[[nodiscard]] inline std::array<std::uint32_t, 4> philox4x32(std::array<std::uint32_t, 4> counter,
                                                             std::array<std::uint32_t, 2> key) noexcept {
    for (int round = 0; round < 10; ++round) {
        const std::uint64_t a = std::uint64_t{0xD2511F53U} * counter[0];
        const std::uint64_t b = std::uint64_t{0xCD9E8D57U} * counter[2];
        counter = {static_cast<std::uint32_t>(b >> 32U) ^ counter[1] ^ key[0], static_cast<std::uint32_t>(b),
                   static_cast<std::uint32_t>(a >> 32U) ^ counter[3] ^ key[1], static_cast<std::uint32_t>(a)};
        key[0] += 0x9E3779B9U;
        key[1] += 0xBB67AE85U;
    }
    return counter;
}

/// The name of a random stream; a value, safe to copy and to use from any thread.
class Stream {
public:
    Stream() = default;
    Stream(const sinter_stream& c) : key_(c.key), domain_(c.domain) {} // NOLINT: implicit by design
    explicit Stream(std::uint64_t seed) : key_(seed) {}

    /// 64 independent random bits for every counter.
    [[nodiscard]] std::uint64_t bits(std::uint64_t counter) const noexcept { return block(counter, key_)[0]; }

    /// Uniform in [0, 1), 53 bits.
    [[nodiscard]] double uniform(std::uint64_t counter) const noexcept {
        return static_cast<double>(bits(counter) >> 11U) * 0x1.0p-53;
    }

    /// Poisson(1) by inversion of one uniform: a bag's count of a material (Chamandy et al. 2012, "Estimating
    /// uncertainty for massive data streams": counts drawn independently per item).
    [[nodiscard]] std::uint32_t poisson1(std::uint64_t counter) const noexcept {
        const double u = uniform(counter);
        double term = 0.36787944117144233; // exp(-1)
        double sum = term;
        std::uint32_t count = 0;
        while (u >= sum && count < 20) {
            ++count;
            term /= static_cast<double>(count);
            sum += term;
        }
        return count;
    }

    /// The stream of a numbered part of this one (a fold, a tree, a node).
    [[nodiscard]] Stream derive(std::uint64_t part) const noexcept {
        const auto words = block(part, key_ ^ 0x6A09E667F3BCC908ULL);
        return {words[0], words[1]};
    }

    /// The stream of a named part ("bag", "split"). The name is hashed by FNV-1a.
    [[nodiscard]] Stream derive(std::string_view part) const noexcept {
        std::uint64_t hash = 0xCBF29CE484222325ULL;
        for (const char c : part) {
            hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3ULL;
        }
        const auto words = block(hash, key_ ^ 0xBB67AE8584CAA73BULL);
        return {words[0], words[1]};
    }

    [[nodiscard]] sinter_stream c() const noexcept { return {key_, domain_}; }
    friend bool operator==(const Stream& a, const Stream& b) noexcept {
        return a.key_ == b.key_ && a.domain_ == b.domain_;
    }

private:
    Stream(std::uint64_t key, std::uint64_t domain) : key_(key), domain_(domain) {}

    [[nodiscard]] std::array<std::uint64_t, 2> block(std::uint64_t counter,
                                                     std::uint64_t key) const noexcept {
        const auto low = [](std::uint64_t v) { return static_cast<std::uint32_t>(v); };
        const auto high = [](std::uint64_t v) { return static_cast<std::uint32_t>(v >> 32U); };
        const auto w =
            philox4x32({low(counter), high(counter), low(domain_), high(domain_)}, {low(key), high(key)});
        return {(std::uint64_t{w[1]} << 32U) | w[0], (std::uint64_t{w[3]} << 32U) | w[2]};
    }

    std::uint64_t key_ = 0;
    std::uint64_t domain_ = 0;
};

/// Draws one after the other from a stream, for code that is sequential by nature (a shuffle, one tree's
/// splits). A value with a position; not for sharing between threads.
class Draws {
public:
    explicit Draws(Stream stream) : stream_(stream) {}

    std::uint64_t bits() noexcept { return stream_.bits(next_++); }
    double uniform() noexcept { return stream_.uniform(next_++); }

    /// Uniform in [0, bound), without bias (Lemire 2019). Requires bound > 0.
    std::uint64_t below(std::uint64_t bound) noexcept {
        const std::uint64_t threshold = (0 - bound) % bound;
        for (;;) {
            __extension__ using Wide = unsigned __int128;
            const Wide product = static_cast<Wide>(bits()) * bound;
            if (static_cast<std::uint64_t>(product) >= threshold) {
                return static_cast<std::uint64_t>(product >> 64U);
            }
        }
    }

    /// Fisher-Yates from the back.
    template <class Container>
    void shuffle(Container& values) noexcept {
        for (std::uint64_t i = values.size(); i > 1; --i) {
            const auto a = static_cast<typename Container::size_type>(i - 1);
            const auto b = static_cast<typename Container::size_type>(below(i));
            const auto kept = values[a];
            values[a] = values[b];
            values[b] = kept;
        }
    }

private:
    Stream stream_;
    std::uint64_t next_ = 0;
};

} // namespace sinter
