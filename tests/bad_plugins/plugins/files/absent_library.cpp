// SPDX-License-Identifier: Apache-2.0
extern "C" __attribute__((visibility("default"))) int in_the_absent_library();
extern "C" int in_the_absent_library() { return 1; }
