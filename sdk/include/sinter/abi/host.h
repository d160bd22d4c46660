/* SPDX-License-Identifier: Apache-2.0
 *
 * What the host does for a plugin while a call runs. A host table is valid until the call it was passed to returns.
 */
#ifndef SINTER_ABI_HOST_H
#define SINTER_ABI_HOST_H

#include "types.h"

#ifdef __cplusplus
extern "C" {
#endif

enum { SINTER_LOG_DEBUG = 0, SINTER_LOG_INFO = 1, SINTER_LOG_NOTICE = 2, SINTER_LOG_WARNING = 3 };

struct sinter_learner_ref;
struct sinter_strategy_ref;

typedef struct sinter_host {
    uint32_t struct_size;
    uint32_t reserved;
    void* context; /* pass it back as the first argument */

    /* Calls body(body_context, i) for every i in [0, count), on the host's threads and in any order, and
     * returns when all are done. body must not throw and must not depend on order. May be nested. Returns
     * SINTER_CANCELLED, with some calls left out, when the host is asked to stop. Any thread. */
    int32_t (*parallel_for)(void* context, int64_t count, void (*body)(void* body_context, int64_t index),
                            void* body_context, sinter_error* error);

    /* The learner that the config calls [learner.NAME]. The caller destroys it. Any thread. */
    int32_t (*make_learner)(void* context, sinter_string name, struct sinter_learner_ref* learner,
                            sinter_error* error);

    /* How much of the current call is done, in [0, 1]. Any thread. */
    void (*progress)(void* context, double fraction);

    /* One line, without a newline. SINTER_LOG_NOTICE and above also stand in the report. Any thread. */
    void (*log)(void* context, int32_t level, sinter_string text);

    /* 1 when the host wants to stop: return SINTER_CANCELLED soon. Any thread. */
    int32_t (*cancelled)(void* context);

    /* A random stream named by the study's seed, this trial's repeat and fold, and a purpose. Any thread. */
    sinter_stream (*stream)(void* context, sinter_string purpose);

    /* The next is there where struct_size reaches beyond it. */

    /* The strategy that the config calls by this [[strategy]] name, to be fitted on the problem of the
     * strategy that asks: it takes its own sources out of that problem's. The caller destroys it. Only while
     * a strategy is fitted. Any thread. */
    int32_t (*make_strategy)(void* context, sinter_string name, struct sinter_strategy_ref* strategy,
                             sinter_error* error);
} sinter_host;

#ifdef __cplusplus
}
#endif

#endif
