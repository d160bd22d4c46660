/* SPDX-License-Identifier: Apache-2.0
 *
 * What the host does for a plugin while a call runs. A host table is valid until the call it was passed to
 * returns. All its functions: [any thread].
 */
#ifndef SINTER_ABI_HOST_H
#define SINTER_ABI_HOST_H

#include "parameters.h"
#include "types.h"

#ifdef __cplusplus
extern "C" {
#endif

enum { SINTER_LOG_DEBUG = 0, SINTER_LOG_INFO = 1, SINTER_LOG_NOTICE = 2, SINTER_LOG_WARNING = 3 };

struct sinter_learner_ref;
struct sinter_strategy_ref;

/* Options of a learner that are to differ from what the config says: values->data[i] for the option names[i].
 * Each is checked as if it stood in the config. */
typedef struct sinter_changed_options {
    uint32_t struct_size;
    uint32_t reserved;
    const sinter_string* names;
    sinter_values values;
} sinter_changed_options;

typedef struct sinter_host {
    uint32_t struct_size;
    uint32_t reserved;
    void* context; /* pass it back as the first argument */

    /* Calls body(body_context, i) for every i in [0, count), on the host's threads and in any order, and
     * returns when all are done. body must not throw and must not depend on order. If it returns anything but
     * SINTER_OK, bodies of higher indices may be left out and the code of the lowest is returned. May be
     * nested. Returns SINTER_CANCELLED, with some calls left out, if the host is asked to stop. */
    int32_t (*parallel_for)(void* context, int64_t count, int32_t (*body)(void* body_context, int64_t index),
                            void* body_context, sinter_error* error);

    /* The learner that the config calls [learner.NAME], after init. changed may be null: as the config has
     * it. The caller destroys it. */
    int32_t (*make_learner)(void* context, sinter_string name, const sinter_changed_options* changed,
                            struct sinter_learner_ref* learner, sinter_error* error);

    /* The strategy that the config calls by this [[strategy]] name, after init, to be fitted on the problem of
     * the strategy that asks: it takes its own sources out of that problem's. The caller destroys it. Only
     * while a strategy is fitted. */
    int32_t (*make_strategy)(void* context, sinter_string name, struct sinter_strategy_ref* strategy,
                             sinter_error* error);

    /* How much of the current call is done, in [0, 1]. */
    int32_t (*progress)(void* context, double fraction, sinter_error* error);

    /* One line, without a newline. SINTER_LOG_NOTICE and above also stand in the report. */
    int32_t (*log)(void* context, int32_t level, sinter_string text, sinter_error* error);

    /* 1 if the host wants to stop: return SINTER_CANCELLED soon. */
    int32_t (*cancelled)(void* context);

    /* A random stream named by the study's seed, this trial's repeat and fold, and a purpose. */
    int32_t (*stream)(void* context, sinter_string purpose, sinter_stream* stream, sinter_error* error);

    /* Optional services by id; null: this host has none of that name. The table is valid as long as this one;
     * its functions take `context` first. */
    const void* (*get_interface)(void* context, sinter_string interface_id);
} sinter_host;

#ifdef __cplusplus
}
#endif

#endif
