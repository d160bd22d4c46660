// SPDX-License-Identifier: Apache-2.0
#include "framework/plugin/files/refusal.hpp"

#include <fmt/format.h>

#include <utility>

namespace sinter::plugin {

Refused::Refused(Refusal refusal) : refusal_(std::move(refusal)), text_(describe(refusal_)) {}

std::string describe(const Refusal& refusal) {
    return fmt::format("{}: {}; needed: {}; {}", refusal.file.string(), refusal.found, refusal.needed,
                       refusal.remedy);
}

diagnostics::Diagnostic to_diagnostic(std::string_view what, const diagnostics::Located<std::string>& id,
                                      const Refusal& refusal) {
    return {diagnostics::Severity::error,
            // A right or a descriptor is missing: the plugin may be a good one.
            refusal.kind == RefusalKind::unreadable ? diagnostics::ErrorKind::machine
                                                    : diagnostics::ErrorKind::plugin,
            id.where,
            fmt::format("{} \"{}\" cannot be used: {}", what, id.value, refusal.found),
            {fmt::format("file: {}", refusal.file.string()), fmt::format("needed: {}", refusal.needed),
             fmt::format("to do: {}", refusal.remedy)}};
}

} // namespace sinter::plugin
