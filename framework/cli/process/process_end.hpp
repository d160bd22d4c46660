// SPDX-License-Identifier: Apache-2.0
//
// How the process ends: by the program alone. A plugin that calls exit() would end it without a report and
// with an exit code of its own.
#pragma once

namespace sinter::cli {

/// From now on exit() and quick_exit() in a plugin end the process with a message that names what was at
/// work, and with the exit code of a plugin's fault. Call it again once plugins have been loaded: then it
/// comes before what they have at exit. Of _exit() nothing in the process can be told.
void guard_exit();

/// Ends the process with the code. Nothing of the plugins is run any more: what they have at exit and the
/// destructors of their static objects could still crash it, or change the code.
[[noreturn]] void end_process(int code);

} // namespace sinter::cli
