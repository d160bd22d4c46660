// SPDX-License-Identifier: Apache-2.0
//
// How many threads can be had: a limit of the user, of a container or of a batch system may allow fewer than
// there are cores.
#pragma once

namespace sinter::threads {

/// At most `wanted`: the caller's and those that can be made beside it at this moment.
[[nodiscard]] int threads_to_be_had(int wanted);

} // namespace sinter::threads
