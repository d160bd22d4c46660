// SPDX-License-Identifier: Apache-2.0
#include "framework/bytes/whole_file.hpp"

#include "tests/support/temporary_folder.hpp"

#include <catch2/catch.hpp>

#include <cerrno>
#include <string>

using sinter::bytes::whole_file;

TEST_CASE("a file is read as it is, whatever its bytes and its size") {
    const sinter::tests::TemporaryFolder folder;
    std::string content("a\0b\r\n", 5);
    for (int i = 0; i < 16; ++i) {
        content += content; // more than one block
    }
    CHECK(whole_file(folder.write("some", content)) == content);
    CHECK(whole_file(folder.write("empty", "")) == std::string());
}

TEST_CASE("what is no file or is not there gives nothing, and errno says why") {
    const sinter::tests::TemporaryFolder folder;
    CHECK_FALSE(whole_file(folder.path()).has_value());
    CHECK(errno == EISDIR);
    CHECK_FALSE(whole_file(folder.path() / "absent").has_value());
    CHECK(errno == ENOENT);
}
