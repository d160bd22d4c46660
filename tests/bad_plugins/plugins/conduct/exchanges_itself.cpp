// SPDX-License-Identifier: Apache-2.0
#include "../sound_learner.hpp"

#include <cstdio>
#include <dlfcn.h>
#include <string>

/// What somebody else could do at that moment: the file beside it, exchanges_itself.other, takes its place.
__attribute__((constructor)) static void at_load() {
    Dl_info info{};
    if (::dladdr(reinterpret_cast<const void*>(&at_load), &info) != 0) {
        const std::string path = info.dli_fname;
        std::rename((path.substr(0, path.size() - 3) + ".other").c_str(), path.c_str());
    }
}

SINTER_LEARNER_PLUGIN(sinter::tests::SoundLearner, "exchanges_itself", "1.0.0", "");
