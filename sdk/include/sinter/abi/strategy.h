/* SPDX-License-Identifier: Apache-2.0
 *
 * Interface "sinter.strategy/1": how source tasks inform the target task.
 */
#ifndef SINTER_ABI_STRATEGY_H
#define SINTER_ABI_STRATEGY_H

#include "host.h"
#include "learner.h"
#include "parameters.h"

#ifdef __cplusplus
extern "C" {
#endif

#define SINTER_STRATEGY_INTERFACE "sinter.strategy/1"

/* A task and its training rows. Rows index the problem's features and materials; a material that was measured
 * twice stands twice. Rows held out by the protocol are not here. */
typedef struct sinter_task {
    sinter_label label;
    sinter_string context; /* who measured or computed it, and how; may be empty */
    sinter_indices rows;
    sinter_vector labels;  /* one per row, never NaN */
    sinter_vector weights; /* one per row, or size 0 */
    sinter_stream stream;  /* for fits on this task alone */
} sinter_task;

typedef struct sinter_transfer_problem {
    uint32_t struct_size;
    /* 1: sources keep rows of materials that will be predicted, and predictions for those materials must come
     * from members that did not see them (hold_out_sources = "out_of_bag"). */
    uint32_t read_sources_out_of_bag;
    sinter_matrix features; /* every row that any task refers to */
    sinter_keys materials;
    const sinter_feature* feature_infos; /* one per column of features */
    const sinter_task* targets;
    uint64_t target_count;
    const sinter_task* sources;
    uint64_t source_count;
    sinter_stream stream; /* for fits on the target */

    /* The next is there where struct_size reaches beyond it. */

    /* 1: sources keep rows of materials that will be predicted, by the wish of the config. 0: those rows were
     * held out, or are read out of bag. */
    uint32_t sources_keep_candidates;
    uint32_t reserved;
} sinter_transfer_problem;

/* What is to be predicted. known_sources(i, k) is the measured label of source k, or NaN where there is none
 * or the strategy does not ask for it (reads_known_sources). */
typedef struct sinter_candidates {
    uint32_t struct_size;
    uint32_t reserved;
    sinter_matrix features;
    sinter_keys materials;
    sinter_matrix known_sources; /* rows x source_count */
} sinter_candidates;

/* A fitted strategy. It owns the models it needs. */
typedef struct sinter_transfer_model {
    uint32_t struct_size;
    uint32_t reserved;
    void (*destroy)(void* model);
    /* Outputs are rows x the targets' outputs side by side: one column for a number, one per class (its
     * probability) for classes. A deviation that the strategy does not know is NaN. */
    int32_t (*predict)(const void* model, const sinter_candidates* candidates, const sinter_matrix_out* mean,
                       const sinter_matrix_out* sigma_mean, const sinter_matrix_out* sigma_obs,
                       sinter_error* error);
    /* Optional abilities by id (covariance, out-of-bag residuals, ...); null where there is none. */
    const void* (*get_interface)(const void* model, sinter_string interface_id);
} sinter_transfer_model;

typedef struct sinter_transfer_model_ref {
    const sinter_transfer_model* table;
    void* handle;
} sinter_transfer_model_ref;

/* What a configured strategy asks of the study; checked before anything runs. */
typedef struct sinter_strategy_needs {
    uint32_t struct_size;
    uint32_t same_unit; /* 1: sources must have the target's unit and scale, or its classes */
    int64_t min_sources;
    int64_t max_sources;
    int64_t max_targets;
    uint32_t numbers_only;        /* 1: no label may have classes */
    uint32_t reads_known_sources; /* 1: candidates come with their measured source labels; 0: with NaN */
} sinter_strategy_needs;

typedef struct sinter_strategy {
    uint32_t struct_size;
    uint32_t reserved;
    void (*destroy)(void* strategy);
    void (*needs)(const void* strategy, sinter_strategy_needs* needs);
    /* The model does not refer to the problem or the host once fit has returned. */
    int32_t (*fit)(const void* strategy, const sinter_transfer_problem* problem, const sinter_host* host,
                   sinter_transfer_model_ref* model, sinter_error* error);
    const void* (*get_interface)(const void* strategy, sinter_string interface_id);
} sinter_strategy;

typedef struct sinter_strategy_ref {
    const sinter_strategy* table;
    void* handle;
} sinter_strategy_ref;

typedef struct sinter_strategy_plugin {
    uint32_t struct_size;
    uint32_t reserved;
    uint64_t (*parameter_count)(void);
    const sinter_parameter* (*parameter)(uint64_t index);
    int32_t (*create)(const sinter_value* values, uint64_t value_count, sinter_strategy_ref* strategy,
                      sinter_error* error);
} sinter_strategy_plugin;

#ifdef __cplusplus
}
#endif

#endif
