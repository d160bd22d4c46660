// SPDX-License-Identifier: Apache-2.0
//
// What a plugin file says of itself is read within its bounds, or refused with all that a refusal says. An
// input that begins with the magic number of ELF is a file, any other the text of a manifest.
#include "framework/plugin/files/manifest.hpp"

#include "framework/plugin/files/elf_file.hpp"
#include "framework/plugin/files/refusal.hpp"
#include "tests/fuzz/input_file.hpp"
#include "tests/fuzz/target.hpp"

#include <string_view>

namespace {

using namespace sinter;
using fuzz::require;

void require_manifest(const plugin::Manifest& manifest) {
    require(plugin::is_plugin_id(manifest.id), "a manifest has an id");
    require(!manifest.version.empty(), "a manifest has a version");
}

void read_file(std::string_view bytes) {
    static const fuzz::InputFile file("plugin.so");
    file.write(bytes);
    require_manifest(plugin::read_manifest(file.path()));
    for (const auto& name : plugin::ElfFile(file.path()).exported_symbols()) {
        require(name.size() <= bytes.size(), "a name is part of the file");
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    try {
        if (bytes.substr(0, 4) == "\x7f"
                                  "ELF") {
            read_file(bytes);
        } else {
            require_manifest(plugin::parse_manifest(bytes, "plugin.so"));
        }
    } catch (const plugin::Refused& refused) {
        const auto& refusal = refused.refusal();
        require(!refusal.found.empty() && !refusal.needed.empty() && !refusal.remedy.empty(),
                "a refusal says what was found, what is needed and what to do");
    }
    return 0;
}
