// SPDX-License-Identifier: Apache-2.0
//
// Arrays whose elements may grow (abi/types.h): written with the size of our elements as the stride, read with
// the stride of whoever wrote them.
#pragma once

#include <sinter/bridge/guard.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <type_traits>
#include <vector>

namespace sinter::bridge {

/// {data, count, stride} of elements that the caller keeps.
template <class Array, class Element>
[[nodiscard]] Array array_of(const std::vector<Element>& elements) {
    return {elements.data(), elements.size(), sizeof(Element)};
}

/// The element type of an array of the boundary.
template <class Array>
using ElementOf = std::remove_cv_t<std::remove_pointer_t<decltype(Array::data)>>;

/// Refuses an array of the other side with elements below their first size, or without any.
template <class Array>
void require_array(const Array& array, const char* what) {
    static_assert(floor_of<ElementOf<Array>> > 0, "state the floor of this struct in bridge/floors.hpp");
    if (array.count == 0) {
        return;
    }
    if (array.data == nullptr) {
        throw Error(SINTER_INTERNAL, std::string("says that it has ") + what + " and gave none");
    }
    if (array.stride < floor_of<ElementOf<Array>> || array.stride % alignof(void*) != 0) {
        throw Error(SINTER_INTERNAL, std::string("its ") + what + " have a stride of " +
                                         std::to_string(array.stride) + " bytes, at least " +
                                         std::to_string(floor_of<ElementOf<Array>>) + " are needed");
    }
}

/// Element i. What the other side does not know of is 0; what we do not know of is left out.
template <class Array>
[[nodiscard]] ElementOf<Array> element(const Array& array, std::uint64_t i) {
    ElementOf<Array> result{};
    const auto* bytes = reinterpret_cast<const unsigned char*>(array.data); // elements lie `stride` apart
    std::memcpy(&result, bytes + i * array.stride,
                std::min(static_cast<std::size_t>(array.stride), sizeof(result)));
    return result;
}

/// What `convert` makes of each element.
template <class Array, class Convert>
[[nodiscard]] auto elements_from_c(const Array& array, const char* what, const Convert& convert) {
    require_array(array, what);
    std::vector<decltype(convert(element(array, 0)))> result;
    for (std::uint64_t i = 0; i < array.count; ++i) {
        result.push_back(convert(element(array, i)));
    }
    return result;
}

} // namespace sinter::bridge
