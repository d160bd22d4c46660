// SPDX-License-Identifier: Apache-2.0
#include "framework/bytes/sha256.hpp"
#include "framework/bytes/whole_file.hpp"
#include "tests/support/temporary_folder.hpp"

#include <catch2/catch.hpp>

#include <cerrno>
#include <string>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

using Catch::Contains;
using sinter::bytes::read_regular_file;
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

TEST_CASE("devices, pipes, sockets and folders are named in words, and neither read nor waited for") {
    const sinter::tests::TemporaryFolder folder;
    const auto pipe = folder.path() / "pipe";
    const std::string remedy = ": write what it gives to a file first, and name that file";
    REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
    CHECK(read_regular_file(pipe).problem == "is not a regular file but a pipe" + remedy);
    CHECK(sinter::bytes::sha256_of_file(pipe).empty());
    CHECK(read_regular_file("/dev/zero").problem == "is not a regular file but a device" + remedy);
    CHECK(sinter::bytes::sha256_of_file("/dev/zero").empty());
    CHECK(read_regular_file(folder.path()).problem == "is a folder");
    const auto path = folder.path() / "socket";
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    REQUIRE(path.string().copy(address.sun_path, sizeof address.sun_path - 1) == path.string().size());
    const int socket = ::socket(AF_UNIX, SOCK_STREAM, 0);
    REQUIRE(::bind(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0); // NOLINT
    CHECK(read_regular_file(path).problem == "is not a regular file but a socket" + remedy);
    ::close(socket);
}

TEST_CASE("a file that is larger than its bound is refused, and the bound is told") {
    const sinter::tests::TemporaryFolder folder;
    const auto file = folder.write("ten", "0123456789");
    CHECK(read_regular_file(file, 10).bytes == "0123456789");
    CHECK_THAT(read_regular_file(file, 9).problem, Contains("larger than 9 bytes"));
}
