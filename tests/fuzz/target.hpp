// SPDX-License-Identifier: Apache-2.0
//
// What a fuzz target is: one function of any bytes that has to return. It ends the process when what it reads
// breaks a promise. libFuzzer calls it, or replay.cpp with the files of a corpus.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace sinter::fuzz {

/// Not assert(): the promise counts in every build.
inline void require(bool holds, const char* promise) {
    if (!holds) {
        std::fprintf(stderr, "broken promise: %s\n", promise);
        std::abort();
    }
}

} // namespace sinter::fuzz
