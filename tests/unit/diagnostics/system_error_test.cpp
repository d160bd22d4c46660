// SPDX-License-Identifier: Apache-2.0
#include "framework/diagnostics/system_error.hpp"

#include <catch2/catch.hpp>

#include <cerrno>

using namespace sinter::diagnostics;

TEST_CASE("what another input would not mend is the machine's fault") {
    for (const int error : {EACCES, EROFS, ENOSPC, EDQUOT, EMFILE, ENFILE, ENOMEM, EIO}) {
        CHECK(kind_of(error, ErrorKind::data) == ErrorKind::machine);
    }
    for (const int error : {0, ENOENT, EISDIR, ENOTDIR, ELOOP, EINVAL}) {
        CHECK(kind_of(error, ErrorKind::data) == ErrorKind::data);
        CHECK(kind_of(error, ErrorKind::config) == ErrorKind::config);
    }
}

TEST_CASE("of several errors the lowest code counts, that of the machine last") {
    Diagnostics diagnostics;
    diagnostics.error(ErrorKind::machine, {}, "the disk is full");
    CHECK(diagnostics.exit_code() == 6);
    diagnostics.error(ErrorKind::plugin, {}, "a plugin");
    CHECK(diagnostics.exit_code() == 4);
    diagnostics.error(ErrorKind::data, {}, "a cell");
    CHECK(diagnostics.exit_code() == 3);
}
