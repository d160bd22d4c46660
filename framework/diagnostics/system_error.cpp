// SPDX-License-Identifier: Apache-2.0
#include "framework/diagnostics/system_error.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>

namespace sinter::diagnostics {

ErrorKind kind_of(int error, ErrorKind otherwise) noexcept {
    constexpr std::array machines{EACCES, EPERM,  EROFS,  ENOSPC, EDQUOT, EFBIG,    EMFILE,    ENFILE,
                                  ENOMEM, EIO,    EBUSY,  EAGAIN, ENOLCK, ETXTBSY,  ENODEV,    ENXIO,
                                  EPIPE,  ESTALE, ENOSYS, EMLINK, EINTR,  ENETDOWN, ETIMEDOUT, EREMOTEIO};
    return std::find(machines.begin(), machines.end(), error) != machines.end() ? ErrorKind::machine
                                                                                : otherwise;
}

std::string system_text(int error) { return std::generic_category().message(error); }

} // namespace sinter::diagnostics
