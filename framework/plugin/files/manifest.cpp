// SPDX-License-Identifier: Apache-2.0
#include "framework/plugin/files/manifest.hpp"

#include "framework/plugin/files/elf_file.hpp"
#include "framework/plugin/files/hostile_text.hpp"
#include "framework/plugin/files/refusal.hpp"

#include <sinter/abi/entry.h>

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <functional>
#include <map>
#include <utility>
#include <vector>

namespace sinter::plugin {
namespace {

constexpr std::size_t longest_id = 64;
constexpr std::size_t longest_version = 64;

/// Keys and values of a manifest.
using Fields = std::map<std::string, std::string, std::less<>>;

class Parser {
public:
    Parser(std::string_view text, const std::filesystem::path& file) : text_(text), file_(file) {}

    Manifest parse() {
        const auto fields = read_fields();
        Manifest manifest;
        manifest.id = required(fields, "id");
        if (!is_plugin_id(manifest.id)) {
            refuse(fmt::format("its manifest has id \"{}\"; an id is a-z, then a-z, 0-9 and _ (at most {})",
                               shown(manifest.id), longest_id));
        }
        const auto kind = kind_named(required(fields, "kind"));
        if (!kind) {
            refuse(fmt::format("its manifest has kind \"{}\", which is none of featurizer, learner, strategy",
                               shown(required(fields, "kind"))));
        }
        manifest.kind = *kind;
        manifest.version = required(fields, "version");
        if (manifest.version.size() > longest_version) {
            refuse(fmt::format("the version in its manifest has more than {} bytes", longest_version));
        }
        manifest.abi = number(required(fields, "abi"));
        manifest.summary = optional(fields, "summary", "");
        manifest.threads = optional(fields, "threads", "none");
        return manifest;
    }

private:
    [[noreturn]] void refuse(std::string found) const {
        throw Refused(
            {RefusalKind::bad_manifest, file_, std::move(found),
             fmt::format("a manifest \"{}\" with id, kind, version and abi", SINTER_MANIFEST_HEADER),
             "build the plugin again with the macros of <sinter/plugin.hpp>, which write it"});
    }

    Fields read_fields() const {
        const auto lines = split_lines();
        if (lines.empty() || lines.front() != SINTER_MANIFEST_HEADER) {
            refuse(fmt::format("its manifest starts with \"{}\"",
                               shown(lines.empty() ? std::string_view() : lines.front(), 40)));
        }
        Fields fields;
        for (std::size_t i = 1; i < lines.size(); ++i) {
            const auto line = lines[i];
            if (line.empty()) {
                continue;
            }
            const auto equals = line.find('=');
            if (equals == std::string_view::npos || equals == 0 || !is_one_line(line)) {
                refuse(
                    fmt::format("line {} of its manifest is \"{}\", not key=value", i + 1, shown(line, 60)));
            }
            const auto key = line.substr(0, equals);
            if (!fields.emplace(key, line.substr(equals + 1)).second) {
                refuse(fmt::format("its manifest has the key \"{}\" twice", shown(key, 60)));
            }
        }
        return fields;
    }

    /// The section ends with the NUL of the C text, and perhaps with padding.
    std::vector<std::string_view> split_lines() const {
        const auto end = std::min(text_.find('\0'), text_.size());
        if (text_.find_first_not_of('\0', end) != std::string_view::npos) {
            refuse("its manifest goes on after its end");
        }
        std::vector<std::string_view> lines;
        std::string_view rest = text_.substr(0, end);
        while (!rest.empty()) {
            const auto newline = std::min(rest.find('\n'), rest.size());
            lines.push_back(rest.substr(0, newline));
            rest.remove_prefix(std::min(newline + 1, rest.size()));
        }
        return lines;
    }

    const std::string& required(const Fields& fields, std::string_view key) const {
        const auto found = fields.find(key);
        if (found == fields.end() || found->second.empty()) {
            refuse(fmt::format("its manifest has no {}", key));
        }
        return found->second;
    }

    static std::string optional(const Fields& fields, std::string_view key, std::string_view otherwise) {
        const auto found = fields.find(key);
        return found == fields.end() ? std::string(otherwise) : found->second;
    }

    std::uint32_t number(std::string_view text) const {
        std::uint32_t value = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
        if (error != std::errc() || end != text.data() + text.size()) {
            refuse(fmt::format("its manifest has abi \"{}\", which is not a whole number", shown(text, 40)));
        }
        return value;
    }

    std::string_view text_;
    const std::filesystem::path& file_;
};

} // namespace

bool is_plugin_id(std::string_view id) {
    const auto small = [](char c) { return c >= 'a' && c <= 'z'; };
    const auto legal = [&](char c) { return small(c) || (c >= '0' && c <= '9') || c == '_'; };
    return !id.empty() && id.size() <= longest_id && small(id.front()) &&
           std::all_of(id.begin(), id.end(), legal);
}

Manifest parse_manifest(std::string_view text, const std::filesystem::path& file) {
    return Parser(text, file).parse();
}

Manifest read_manifest(const std::filesystem::path& file) {
    const ElfFile elf(file);
    const auto text = elf.section(SINTER_MANIFEST_SECTION, SINTER_MANIFEST_MAX_SIZE);
    if (!text) {
        throw Refused({RefusalKind::no_manifest, file,
                       fmt::format("it is a shared library without a manifest (no section {})",
                                   SINTER_MANIFEST_SECTION),
                       "a sinter plugin",
                       "if it is meant to be one, add the SINTER_..._PLUGIN line of <sinter/plugin.hpp>, and "
                       "do not strip sections; otherwise take it out of the folder"});
    }
    return parse_manifest(*text, file);
}

void require_abi(std::uint32_t abi, const std::filesystem::path& file) {
    if (abi == SINTER_ABI_MAJOR) {
        return;
    }
    const bool older = abi < SINTER_ABI_MAJOR;
    throw Refused(
        {older ? RefusalKind::older_abi : RefusalKind::newer_abi, file,
         fmt::format("it is built for the {} plugin interface, ABI {}", older ? "older" : "newer", abi),
         fmt::format("ABI {}, which sinter {} has", SINTER_ABI_MAJOR, SINTER_VERSION),
         older ? "build the plugin again with the SDK of this sinter"
               : "use a newer sinter, or build the plugin with the SDK of this one"});
}

} // namespace sinter::plugin
