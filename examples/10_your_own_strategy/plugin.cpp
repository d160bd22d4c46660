// SPDX-License-Identifier: Apache-2.0
#include "scissor.hpp"

#include <sinter/plugin.hpp>

SINTER_STRATEGY_PLUGIN(Scissor, "scissor", "1.0.0", "a line through the source, and a learned rest");
