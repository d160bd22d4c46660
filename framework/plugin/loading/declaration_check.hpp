// SPDX-License-Identifier: Apache-2.0
//
// The options that a plugin declares, read with care: the declaration comes from the other side.
#pragma once

#include "framework/plugin/loading/library.hpp"

#include <sinter/parameters.hpp>

#include <string>
#include <string_view>

namespace sinter::plugin {

/// Reads and checks the declaration: legal unique names, known types, bounded counts and lengths, UTF-8 texts
/// of one line, defaults of the declared type within the bounds and choices. Throws Refused of kind
/// bad_declaration, which names the option.
[[nodiscard]] Parameters read_declaration(const Library& library);

/// Whether a section of the config that names a plugin of this kind gives the key a meaning of its own: an
/// option of that name could never be set.
[[nodiscard]] bool is_reserved(PluginKind kind, std::string_view name);

/// What is wrong with one declared option, in words; empty: nothing.
[[nodiscard]] std::string declaration_fault(const Parameter& parameter);

} // namespace sinter::plugin
