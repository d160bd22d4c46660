// SPDX-License-Identifier: Apache-2.0
//
// Why a file is not taken as a plugin. Every refusal says which file, what it is, what the host needs and
// what to do; with the request (which id, which config line) it becomes a diagnostic.
#pragma once

#include "framework/diagnostics/diagnostic.hpp"

#include <cstdint>
#include <exception>
#include <filesystem>
#include <string>
#include <string_view>

namespace sinter::plugin {

enum class RefusalKind : std::uint8_t {
    // the path
    missing_file,
    not_a_regular_file,
    relative_path,
    outside_folders,
    writable_file,
    writable_folder,
    other_owner,
    duplicate_id,
    not_locked,
    other_than_locked,
    exchanged,
    // the file, without running it
    unreadable,
    empty_file,
    not_elf,
    other_machine,
    not_a_shared_library,
    truncated,
    no_manifest,
    bad_manifest,
    older_abi,
    newer_abi,
    // loading
    load_failed,
    floating_point_changed,
    locale_changed,
    process_changed,
    // the entry
    no_entry,
    wrong_magic,
    entry_too_small,
    id_differs,
    version_differs,
    no_get_interface,
    // the interface
    wrong_kind,
    table_too_small,
    missing_function,
    bad_declaration
};

struct Refusal {
    RefusalKind kind = RefusalKind::missing_file;
    std::filesystem::path file;
    std::string found;  ///< what it is: "it is a text file", "it has no section .sinter.manifest"
    std::string needed; ///< what the host needs
    std::string remedy; ///< what to do
};

/// Thrown inside this folder; the catalogue turns it into a diagnostic.
class Refused : public std::exception {
public:
    explicit Refused(Refusal refusal);
    [[nodiscard]] const char* what() const noexcept override { return text_.c_str(); }
    [[nodiscard]] const Refusal& refusal() const noexcept { return refusal_; }

private:
    Refusal refusal_;
    std::string text_;
};

/// `FILE: FOUND; needed: NEEDED; REMEDY`, on one line.
[[nodiscard]] std::string describe(const Refusal& refusal);

/// The refusal as an error of kind plugin (of a file that cannot be read, machine), at the place where `id`
/// was asked for; `what` was asked for: "learner" or, where any kind will do, "plugin".
[[nodiscard]] diagnostics::Diagnostic
to_diagnostic(std::string_view what, const diagnostics::Located<std::string>& id, const Refusal& refusal);

} // namespace sinter::plugin
