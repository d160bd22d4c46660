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
 * twice stands twice. Rows held out by the protocol are not here. Labels are the numbers that are fitted: under
 * `transform = "log10"` they are logarithms, as the label's unit says. */
typedef struct sinter_task {
    sinter_labels label;   /* one */
    sinter_string context; /* who measured or computed it, and how; may be empty */
    sinter_indices rows;
    sinter_vector labels;  /* one per row, never NaN */
    sinter_vector weights; /* one per row, or size 0 */
    sinter_stream stream;  /* for fits on this task alone */
    /* One per row: the stated standard error of the label, in its unit, >= 0; NaN: not stated. Size 0: none is. */
    sinter_vector errors;
    double fidelity; /* how near to the truth, higher is nearer; only the order counts. NaN: not stated */
    double cost;     /* of one label, in a unit that all tasks share; NaN: not stated */
} sinter_task;

typedef struct sinter_tasks {
    const sinter_task* data;
    uint64_t count;
    uint64_t stride;
} sinter_tasks;

/* Which source rows a strategy sees of materials that will be predicted. */
enum {
    /* None: they were held out. Who holds target rows out of a part of the problem holds them out as well. */
    SINTER_SOURCE_ROWS_HELD_OUT = 0,
    /* All, and predictions for those materials must come from members that did not see them
     * (hold_out_sources = "out_of_bag"). */
    SINTER_SOURCE_ROWS_READ_OUT_OF_BAG = 1,
    /* All, as the config wishes (hold_out_sources = false). */
    SINTER_SOURCE_ROWS_KEPT = 2
};

/* What is to be predicted. */
typedef struct sinter_candidates {
    uint32_t struct_size;
    uint32_t reserved;
    sinter_matrix features;
    sinter_keys materials;
    /* rows x sources: the measured label of source k; NaN: there is none, or the strategy does not ask for it
     * (reads_known_sources). */
    sinter_matrix known_sources;
    /* One per row; null unless the strategy asks for it (reads_compositions). */
    const sinter_materials* compositions;
} sinter_candidates;

typedef struct sinter_transfer_problem {
    uint32_t struct_size;
    uint32_t source_rows;   /* SINTER_SOURCE_ROWS_... */
    sinter_matrix features; /* every row that any task refers to */
    sinter_keys materials;
    sinter_features feature_infos; /* one per column of features */
    sinter_tasks targets;
    sinter_tasks sources;
    sinter_stream stream; /* for fits on the target together with sources */
    /* One per row of the features; null unless the strategy asks for it (reads_compositions). */
    const sinter_materials* compositions;
    /* What will be predicted after this fit, without labels of the target or of sources; null unless the
     * strategy asks for it (reads_candidates). */
    const sinter_candidates* candidates;
} sinter_transfer_problem;

/* A fitted strategy. It owns the models it needs. */
typedef struct sinter_transfer_model {
    uint32_t struct_size;
    uint32_t reserved;
    /* [one thread] */
    void (*destroy)(void* model);
    /* Outputs are rows x the targets' outputs side by side: one column for a number, one per class (its
     * probability) for classes; all in the labels' units. A deviation that the strategy does not know is NaN.
     * A mean of NaN (all classes' NaN) abstains from predicting the row. [any thread] */
    int32_t (*predict)(const void* model, const sinter_candidates* candidates, const sinter_matrix_out* mean,
                       const sinter_matrix_out* sigma_mean, const sinter_matrix_out* sigma_obs,
                       sinter_error* error);
    /* Optional abilities by id (abilities/transfer_model.h); null: it has none of that name. The table lives as
     * long as the model. [any thread] */
    const void* (*get_interface)(const void* model, sinter_string interface_id);
} sinter_transfer_model;

typedef struct sinter_transfer_model_ref {
    const sinter_transfer_model* table;
    void* handle;
} sinter_transfer_model_ref;

/* What the learners of one option must be able to do: all of `capabilities` (SINTER_CAN_..., SINTER_GIVES_...). */
typedef struct sinter_learner_need {
    sinter_string option; /* a declared option of type LEARNER or LEARNERS */
    uint64_t capabilities;
    sinter_string why; /* one line, for the message; may be empty */
} sinter_learner_need;

typedef struct sinter_learner_needs {
    const sinter_learner_need* data;
    uint64_t count;
    uint64_t stride;
} sinter_learner_needs;

/* What a configured strategy asks of the study; checked before anything runs. The host sets struct_size and
 * zeroes the rest. */
typedef struct sinter_strategy_needs {
    uint32_t struct_size;
    uint32_t same_unit; /* 1: sources must have the target's unit and scale, or its classes */
    int64_t min_sources;
    int64_t max_sources;
    int64_t max_targets;
    uint32_t numbers_only;         /* 1: no label may have classes */
    uint32_t reads_known_sources;  /* 1: candidates come with their measured source labels; 0: with NaN */
    uint32_t reads_compositions;   /* 1: rows come with their compositions and declared inputs */
    uint32_t reads_candidates;     /* 1: the problem has what will be predicted: the study is transductive */
    sinter_learner_needs learners; /* lives as long as the strategy */
} sinter_strategy_needs;

typedef struct sinter_strategy {
    uint32_t struct_size;
    uint32_t reserved;
    /* [one thread] */
    void (*destroy)(void* strategy);
    /* [one thread] */
    int32_t (*init)(void* strategy, const sinter_host* host, sinter_error* error);
    /* Follows from the options. [any thread] */
    int32_t (*needs)(const void* strategy, sinter_strategy_needs* needs, sinter_error* error);
    /* The model does not refer to the problem or the host once fit has returned; the caller destroys it.
     * [any thread] */
    int32_t (*fit)(const void* strategy, const sinter_transfer_problem* problem, const sinter_host* host,
                   sinter_transfer_model_ref* model, sinter_error* error);
    /* Optional abilities by id; null: it has none of that name. The table lives as long as the strategy.
     * [any thread] */
    const void* (*get_interface)(const void* strategy, sinter_string interface_id);
} sinter_strategy;

typedef struct sinter_strategy_ref {
    const sinter_strategy* table;
    void* handle;
} sinter_strategy_ref;

typedef struct sinter_strategy_plugin {
    uint32_t struct_size;
    uint32_t reserved;
    /* What it takes. Everything lives as long as the library. [any thread] */
    int32_t (*parameters)(sinter_parameters* parameters, sinter_error* error);
    /* values: one per parameter, in the declared order. The caller destroys what it gets. [any thread] */
    int32_t (*create)(const sinter_values* values, sinter_strategy_ref* strategy, sinter_error* error);
} sinter_strategy_plugin;

#ifdef __cplusplus
}
#endif

#endif
