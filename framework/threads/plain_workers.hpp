// SPDX-License-Identifier: Apache-2.0
//
// Workers without oneTBB.
#pragma once

#include "framework/threads/workers.hpp"

#include <memory>

namespace sinter::threads {

/// Workers on a plain pool of std::threads; for ThreadSanitizer, for which Debian's oneTBB gives false reports.
[[nodiscard]] std::unique_ptr<Workers> make_plain_workers(int threads);

} // namespace sinter::threads
