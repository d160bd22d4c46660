// SPDX-License-Identifier: Apache-2.0
//
// Files that are no plugins, or lie where they must not be loaded from.
#include "framework/plugin/files/elf_file.hpp"
#include "framework/plugin/files/refusal.hpp"
#include "tests/bad_plugins/loading.hpp"

#include <catch2/catch.hpp>

#include <fstream>
#include <iterator>
#include <sys/stat.h>
#include <unistd.h>

using Catch::Matchers::Contains;
using sinter::plugin::Refusal;
using sinter::plugin::RefusalKind;
using namespace sinter::tests;
namespace fs = std::filesystem;

namespace {

std::string bytes_of(const fs::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

Refusal refusal_of_bytes(const std::string& bytes) {
    const PluginFolder folder;
    return refusal_of(folder, folder.folder().write("it.so", bytes));
}

/// What vetting says of a file, which must not be taken.
Refusal vetting_refusal(const fs::path& file, const fs::path& folder) {
    try {
        static_cast<void>(sinter::plugin::vet_path(file, {{folder, "--plugin-dir"}}));
    } catch (const sinter::plugin::Refused& refused) {
        return refused.refusal();
    }
    FAIL(file.string() << " was taken");
    return {};
}

void set_mode(const fs::path& path, mode_t mode) { REQUIRE(::chmod(path.c_str(), mode) == 0); }

} // namespace

TEST_CASE("a file that is not a library is refused with what it is") {
    const auto text = refusal_of_bytes("trees = 200\n");
    CHECK(text.kind == RefusalKind::not_elf);
    CHECK(text.found == "it is a text file (it starts with \"trees = 200\")");
    CHECK_THAT(text.needed, Contains("64-bit ELF"));
    CHECK(refusal_of_bytes("#!/bin/sh\n").found == "it is a script");
    CHECK(refusal_of_bytes("!<arch>\nabc").found == "it is a static library (an ar archive)");
    CHECK(refusal_of_bytes(std::string("MZ\0\1", 4)).found == "it is a Windows program or DLL");
    CHECK(refusal_of_bytes("").kind == RefusalKind::empty_file);
    CHECK(refusal_of_bytes("\x7f"
                           "ELF")
              .kind == RefusalKind::truncated);
}

TEST_CASE("a library for another machine or of another type is refused before it is loaded") {
    auto bytes = bytes_of(module_named("sound"));
    const auto changed = [&](std::size_t offset, char value) {
        auto copy = bytes;
        copy[offset] = value;
        return refusal_of_bytes(copy);
    };
    CHECK(changed(4, 1).found == "it is a 32-bit library");
    CHECK(changed(5, 2).found == "it is a library for a big-endian machine");
    CHECK(changed(18, 8).kind == RefusalKind::other_machine);
    CHECK(changed(16, 1).found == "it is an object file (.o), not a shared library");
    CHECK(changed(16, 2).kind == RefusalKind::not_a_shared_library);
}

TEST_CASE("a library cut off at any length is refused as such, and nothing is read beyond its end") {
    const auto bytes = bytes_of(module_named("sound"));
    const PluginFolder folder;
    const std::size_t step = bytes.size() / 150 + 1;
    for (std::size_t size = 64; size < bytes.size(); size += step) {
        const auto file = folder.folder().write("cut.so", bytes.substr(0, size));
        const auto refusal = refusal_of(folder, file);
        INFO(size << " of " << bytes.size() << " bytes: " << describe(refusal));
        CHECK(refusal.kind == RefusalKind::truncated);
    }
}

TEST_CASE("no change of a byte in the headers makes the reader of manifests crash") {
    const auto bytes = bytes_of(module_named("sound"));
    const PluginFolder folder;
    std::uint64_t section_table = 0;
    std::memcpy(&section_table, bytes.data() + 40, sizeof section_table);
    std::size_t refused = 0;
    const auto try_with = [&](std::size_t offset, char value) {
        auto copy = bytes;
        copy[offset] = value;
        const auto file = folder.folder().write("odd.so", copy);
        try {
            const auto manifest = sinter::plugin::read_manifest(file);
            CHECK(manifest.id == "sound");
            static_cast<void>(sinter::plugin::ElfFile(file).exported_symbols());
        } catch (const sinter::plugin::Refused&) {
            ++refused;
        }
    };
    for (std::size_t offset = 0; offset < 64; ++offset) {
        try_with(offset, '\xff');
        try_with(offset, '\0');
    }
    for (auto offset = static_cast<std::size_t>(section_table); offset < bytes.size(); offset += 3) {
        try_with(offset, '\xff');
    }
    CHECK(refused > 40);
}

TEST_CASE("a directory, a link to nowhere and a pipe are refused") {
    const PluginFolder folder;
    fs::create_directory(folder.path() / "a.so");
    CHECK(refusal_of(folder, folder.path() / "a.so").kind == RefusalKind::not_a_regular_file);
    fs::create_symlink("nowhere", folder.path() / "b.so");
    CHECK(refusal_of(folder, folder.path() / "b.so").kind == RefusalKind::missing_file);
    REQUIRE(::mkfifo((folder.path() / "c.so").c_str(), 0600) == 0);
    CHECK(refusal_of(folder, folder.path() / "c.so").kind == RefusalKind::not_a_regular_file);
}

TEST_CASE("a file or folder that others can write to is refused, sticky bit or not") {
    PluginFolder folder({"sound"});
    const auto file = folder.path() / "sound.so";
    CHECK(sinter::plugin::vet_path(file, {folder.search_folder()}) == file);
    set_mode(file, 0646);
    auto refusal = vetting_refusal(file, folder.path());
    CHECK(refusal.kind == RefusalKind::writable_file);
    CHECK(refusal.found == "it can be changed by everybody (mode 0646)");
    CHECK(refusal.remedy == "chmod go-w " + file.string());
    set_mode(file, 0664);
    CHECK_THAT(vetting_refusal(file, folder.path()).found, Contains("by its group (mode 0664)"));
    set_mode(file, 0644);
    set_mode(folder.path(), 01777);
    refusal = vetting_refusal(file, folder.path());
    CHECK(refusal.kind == RefusalKind::writable_folder);
    CHECK_THAT(refusal.found, Contains("folder can be changed by everybody (mode 1777)"));
    CHECK(refusal.remedy == "chmod go-w " + folder.path().string());
    set_mode(folder.path(), 0770);
    CHECK(vetting_refusal(file, folder.path()).kind == RefusalKind::writable_folder);
    set_mode(folder.path(), 0700);
}

TEST_CASE("a file of another user is refused") {
    if (::geteuid() != 0) {
        WARN("skipped: only root can give a file away");
        return;
    }
    PluginFolder folder({"sound"});
    const auto file = folder.path() / "sound.so";
    REQUIRE(::chown(file.c_str(), 12345, static_cast<gid_t>(-1)) == 0);
    const auto refusal = vetting_refusal(file, folder.path());
    CHECK(refusal.kind == RefusalKind::other_owner);
    CHECK_THAT(refusal.found, Contains("user number 12345"));
}

TEST_CASE("a bare or relative name is refused even where the working directory has such a file") {
    PluginFolder folder({"sound"});
    const auto before = fs::current_path();
    fs::current_path(folder.path());
    const auto bare = vetting_refusal("sound.so", folder.path());
    const auto dotted = vetting_refusal("./sound.so", folder.path());
    const auto empty_folder = vetting_refusal(folder.path() / "sound.so", "");
    fs::current_path(before);
    CHECK(bare.kind == RefusalKind::relative_path);
    CHECK(dotted.kind == RefusalKind::relative_path);
    CHECK(empty_folder.kind == RefusalKind::outside_folders);
}

TEST_CASE("a link in a plugin folder to a file elsewhere is refused, one within it is followed") {
    PluginFolder folder;
    PluginFolder elsewhere({"sound"});
    fs::create_symlink(elsewhere.path() / "sound.so", folder.path() / "sound.so");
    const auto refusal = vetting_refusal(folder.path() / "sound.so", folder.path());
    CHECK(refusal.kind == RefusalKind::outside_folders);
    CHECK_THAT(refusal.found, Contains("is a link to it"));
    const auto real = folder.folder().copy(module_named("sound"), "sound-1.0.so");
    fs::create_symlink("sound-1.0.so", folder.path() / "linked.so");
    CHECK(sinter::plugin::vet_path(folder.path() / "linked.so", {folder.search_folder()}) == real);
}
