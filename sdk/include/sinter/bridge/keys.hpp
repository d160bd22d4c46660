// SPDX-License-Identifier: Apache-2.0
//
// Keys of materials as they cross.
#pragma once

#include <sinter/abi/types.h>
#include <sinter/views.hpp>

#include <cstddef>
#include <cstdint>

namespace sinter::bridge {

[[nodiscard]] inline sinter_keys keys_to_c(Span<std::uint64_t> keys) {
    return {keys.data(), static_cast<std::int64_t>(keys.size())};
}
[[nodiscard]] inline Span<std::uint64_t> keys_from_c(const sinter_keys& c) {
    return {c.data, static_cast<std::size_t>(c.size)};
}

} // namespace sinter::bridge
