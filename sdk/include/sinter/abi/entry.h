/* SPDX-License-Identifier: Apache-2.0
 *
 * The one symbol that a plugin exports, and the manifest that can be read without loading it.
 *
 * The host reads the manifest from the file first, loads the library, looks up `sinter_plugin_entry`, checks
 * magic, abi_major, struct_size and that the id is the one in the manifest, and only then asks for an interface.
 */
#ifndef SINTER_ABI_ENTRY_H
#define SINTER_ABI_ENTRY_H

#include "types.h"

#ifdef __cplusplus
extern "C" {
#endif

/* "SINTER" 0x1a 0x0a read as a little-endian number. */
#define SINTER_MAGIC UINT64_C(0x0a1a5245544e4953)
/* Changes only when existing fields change their meaning. */
#define SINTER_ABI_MAJOR 1u
/* major * 1,000,000 + minor * 1,000 + patch of the SDK that a plugin was built with; for information. */
#define SINTER_SDK_VERSION 1000u
#define SINTER_ENTRY_SYMBOL "sinter_plugin_entry"

/* ELF section of the manifest: "sinter-manifest 1" and then one `key=value` a line. Keys: id, kind
 * (featurizer, learner, strategy), version, abi, summary,
 * threads (none, or the library that starts its own, e.g. openblas). */
#define SINTER_MANIFEST_SECTION ".sinter.manifest"
#define SINTER_MANIFEST_HEADER "sinter-manifest 1"
#define SINTER_MANIFEST_MAX_SIZE 4096

typedef struct sinter_plugin_entry_table {
    uint64_t magic;
    uint32_t abi_major;
    uint32_t struct_size;
    uint32_t sdk_version;
    uint32_t reserved;
    sinter_string id;
    sinter_string version;
    sinter_string toolchain; /* compiler and library, for information */
    /* The table for an interface id such as "sinter.learner/1", or null where the plugin does not have it.
     * The table lives as long as the library. Any thread. */
    const void* (*get_interface)(sinter_string interface_id);
} sinter_plugin_entry_table;

#ifdef __cplusplus
}
#endif

#endif
