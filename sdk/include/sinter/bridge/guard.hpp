// SPDX-License-Identifier: Apache-2.0
//
// Exceptions stop at the boundary: guard() turns them into a code and a text, check() turns those back.
#pragma once

#include <sinter/abi/types.h>
#include <sinter/error.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <exception>
#include <new>
#include <string>
#include <string_view>

namespace sinter::bridge {

inline std::int32_t fill(sinter_error* error, std::int32_t code, std::string_view text,
                         std::string_view option = {}, std::string_view other_option = {}) noexcept {
    if (error == nullptr || error->struct_size < offsetof(sinter_error, option)) {
        return code;
    }
    const auto write_name = [&](char* to, std::size_t offset, std::string_view name) {
        if (error->struct_size >= offset + SINTER_ERROR_OPTION_SIZE) {
            const std::size_t length = name.size() < SINTER_ERROR_OPTION_SIZE ? name.size() : 0;
            std::memcpy(to, name.data(), length);
            to[length] = '\0';
        }
    };
    error->code = code;
    const std::size_t size = std::min<std::size_t>(text.size(), SINTER_ERROR_TEXT_SIZE - 1);
    std::memcpy(error->text, text.data(), size);
    error->text[size] = '\0';
    write_name(error->option, offsetof(sinter_error, option), option);
    write_name(error->other_option, offsetof(sinter_error, other_option), other_option);
    return code;
}

/// Runs a function of ours for the other side.
template <class Function>
std::int32_t guard(sinter_error* error, Function&& function) noexcept {
    try {
        function();
        return SINTER_OK;
    } catch (const Error& e) {
        return fill(error, e.code() == SINTER_OK ? static_cast<std::int32_t>(SINTER_INTERNAL) : e.code(),
                    e.what(), e.option(), e.other_option());
    } catch (const std::bad_alloc&) {
        return fill(error, SINTER_OUT_OF_MEMORY, "out of memory");
    } catch (const std::exception& e) {
        return fill(error, SINTER_INTERNAL, e.what());
    } catch (...) {
        return fill(error, SINTER_INTERNAL, "an exception that is not a std::exception");
    }
}

[[nodiscard]] inline sinter_error no_error() noexcept {
    sinter_error error;
    error.struct_size = sizeof(sinter_error);
    error.code = SINTER_OK;
    error.text[0] = '\0';
    error.option[0] = '\0';
    error.other_option[0] = '\0';
    return error;
}

/// A text of the other side, which may have forgotten to terminate it.
template <std::size_t size>
std::string terminated(const char (&text)[size]) {
    const void* end = std::memchr(text, '\0', size);
    return end == nullptr ? std::string(text, size) : std::string(text, static_cast<const char*>(end));
}

/// Throws what a function of the other side reported.
inline void check(std::int32_t status, const sinter_error& error) {
    if (status == SINTER_OK) {
        return;
    }
    const std::string text = terminated(error.text);
    throw Error(status,
                text.empty() ? "failed without saying why (code " + std::to_string(status) + ")" : text,
                terminated(error.option), terminated(error.other_option));
}

/// Calls `function(arguments..., &error)` of the other side and throws what it reports.
template <class Function, class... Arguments>
void call(Function function, Arguments... arguments) {
    sinter_error error = no_error();
    check(function(arguments..., &error), error);
}

/// The size of a table in the first release of its interface. A table may grow at its tail; this never
/// changes, so a plugin built with an older SDK stays usable.
template <class Table>
inline constexpr std::uint32_t floor_of = 0;

/// Refuses a table of the other side that is below its floor.
template <class Table>
void require_table(const Table* table, const char* what) {
    static_assert(floor_of<Table> > 0, "state the floor of this table in bridge/floors.hpp");
    if (table == nullptr) {
        throw Error(SINTER_INTERNAL, std::string("gave no ") + what + " table");
    }
    if (table->struct_size < floor_of<Table>) {
        throw Error(SINTER_INTERNAL, std::string("its ") + what + " table has " +
                                         std::to_string(table->struct_size) + " bytes, at least " +
                                         std::to_string(floor_of<Table>) + " are needed");
    }
}
template <class Slot>
void require_slot(Slot slot, const char* what, const char* name) {
    if (slot == nullptr) {
        throw Error(SINTER_INTERNAL, std::string("its ") + what + " table lacks the function '" + name + "'");
    }
}

/// Owns a handle of the other side from the moment it arrives, so that a refusal does not leak it.
template <class Reference>
class OwnedHandle {
public:
    explicit OwnedHandle(Reference reference) : reference_(reference) {}
    ~OwnedHandle() {
        constexpr std::uint32_t up_to_destroy = 16; // a table that is refused as too small may still reach it
        if (reference_.table != nullptr && reference_.table->struct_size >= up_to_destroy &&
            reference_.table->destroy != nullptr) {
            reference_.table->destroy(reference_.handle);
        }
    }
    OwnedHandle(const OwnedHandle&) = delete;
    OwnedHandle& operator=(const OwnedHandle&) = delete;

    [[nodiscard]] auto* table() const noexcept { return reference_.table; }
    [[nodiscard]] auto* handle() const noexcept { return reference_.handle; }

private:
    Reference reference_;
};

} // namespace sinter::bridge
