// SPDX-License-Identifier: Apache-2.0
//
// A place for the calling thread's signal handlers to run when its own stack is used up.
#pragma once

namespace sinter::threads {

/// Until the thread ends; does nothing where the thread has one already.
void give_signal_stack();

} // namespace sinter::threads
