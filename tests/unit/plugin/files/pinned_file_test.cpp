// SPDX-License-Identifier: Apache-2.0
#include "framework/plugin/files/pinned_file.hpp"
#include "framework/plugin/files/refusal.hpp"
#include "tests/support/temporary_folder.hpp"

#include <catch2/catch.hpp>

#include <dlfcn.h>
#include <filesystem>
#include <fstream>

using namespace sinter::plugin;
using Catch::Matchers::Contains;
using sinter::tests::TemporaryFolder;
namespace fs = std::filesystem;

namespace {

/// Any plugin of the tree.
const fs::path module = fs::path(SINTER_PLUGIN_DIR) / "ridge.so";

/// A library that stays loaded, and an address in it.
const void* address_in(const fs::path& library) {
    void* handle = ::dlopen(library.c_str(), RTLD_NOW | RTLD_LOCAL);
    REQUIRE(handle != nullptr);
    return ::dlsym(handle, "sinter_plugin_entry");
}

template <class Work>
Refusal refusal_of(const Work& work) {
    try {
        work();
    } catch (const Refused& refused) {
        return refused.refusal();
    }
    FAIL("nothing was refused");
    return {};
}

} // namespace

TEST_CASE("the digest of a pinned file is that of the file that was opened, wherever its path leads now") {
    const TemporaryFolder folder;
    const PinnedFile file(folder.write("a.so", "abc"));
    fs::remove(folder.path() / "a.so");
    folder.write("a.so", "another");
    // FIPS 180-2, appendix B.1.
    CHECK(file.digest() == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(file.digest() == file.digest());
}

TEST_CASE("a pinned file that is exchanged, removed, changed or renamed away and back is refused") {
    const TemporaryFolder folder;
    const auto path = folder.write("a.so", "abc");
    const auto other = folder.write("b.so", "abc");
    const auto refused_after = [&](const auto& act) {
        const PinnedFile file(path);
        file.require_in_place();
        act();
        return refusal_of([&] { file.require_in_place(); });
    };
    const auto changed = refused_after([&] { std::ofstream(path, std::ios::app) << 'x'; });
    CHECK(changed.kind == RefusalKind::exchanged);
    CHECK_THAT(changed.found, Contains("changed while it was being loaded"));
    CHECK(refused_after([&] {
              fs::rename(path, folder.path() / "away.so");
              fs::rename(folder.path() / "away.so", path);
          }).kind == RefusalKind::exchanged);
    CHECK(refused_after([&] { fs::rename(other, path); }).kind == RefusalKind::exchanged);
    CHECK(refused_after([&] { fs::remove(path); }).kind == RefusalKind::exchanged);
    CHECK(refusal_of([&] { const PinnedFile file(path); }).kind == RefusalKind::unreadable);
}

TEST_CASE("the library that was loaded is told from another file with the same content") {
    const TemporaryFolder folder;
    const auto path = folder.copy(module, "a.so");
    const auto other = folder.copy(module, "b.so");
    const PinnedFile file(path);
    const PinnedFile another(other);
    const void* entry = address_in(path);
    REQUIRE(entry != nullptr);
    CHECK_NOTHROW(file.require_loaded_at(entry));
    const auto wrong = refusal_of([&] { another.require_loaded_at(entry); });
    CHECK(wrong.kind == RefusalKind::exchanged);
    CHECK_THAT(wrong.found, Contains("another file than the one whose SHA-256 was taken"));
}
