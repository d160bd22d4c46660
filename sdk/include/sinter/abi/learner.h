/* SPDX-License-Identifier: Apache-2.0
 *
 * Interface "sinter.learner/1": an algorithm with its options; fitting gives a model.
 */
#ifndef SINTER_ABI_LEARNER_H
#define SINTER_ABI_LEARNER_H

#include "featurizer.h"
#include "host.h"
#include "model.h"
#include "parameters.h"

#ifdef __cplusplus
extern "C" {
#endif

#define SINTER_LEARNER_INTERFACE "sinter.learner/1"

/* What a learner can take, and what its models have. The host refuses training sets that need more, and
 * matches the needs of strategies (strategy.h) before anything runs. */
enum {
    SINTER_CAN_REGRESS = 1 << 0,
    SINTER_CAN_CLASSIFY = 1 << 1,
    SINTER_CAN_MANY_LABELS = 1 << 2,      /* several label columns at once */
    SINTER_CAN_MISSING_LABELS = 1 << 3,   /* NaN among the labels */
    SINTER_CAN_MISSING_FEATURES = 1 << 4, /* NaN among the features */
    SINTER_CAN_CATEGORIES = 1 << 5,       /* categorical features as level indices */
    SINTER_CAN_WEIGHTS = 1 << 6,
    /* No ability: the same training rows in another order give other predictions, beyond rounding (training
     * by batches, bags drawn by row). The host refuses nothing for it; the conformance kit asks for it to be said. */
    SINTER_FOLLOWS_ROW_ORDER = 1 << 7,
    /* Its models have out-of-bag predictions of their own (abilities/out_of_bag.h). */
    SINTER_GIVES_OUT_OF_BAG = 1 << 8,
    /* It uses the noise of labels; from others the host keeps it. */
    SINTER_CAN_NOISE = 1 << 9
};

/* What a label column holds. class_count 0: a number. Otherwise class indices 0 .. class_count - 1. The unit is
 * that of the numbers a plugin sees: under `transform = "log10"` they are logarithms, and it is "log10(GPa)". */
typedef struct sinter_label {
    sinter_string name;
    sinter_string unit;
    uint32_t class_count;
    uint32_t reserved;
} sinter_label;

typedef struct sinter_labels {
    const sinter_label* data;
    uint64_t count;
    uint64_t stride;
} sinter_labels;

typedef struct sinter_training_set {
    uint32_t struct_size;
    uint32_t reserved;
    sinter_matrix features;        /* n x d */
    sinter_matrix labels;          /* n x k; NaN is a missing label */
    sinter_vector weights;         /* n, > 0; size 0: all one */
    sinter_keys materials;         /* n: rows with equal keys are the same material, and share their bags */
    sinter_features feature_infos; /* d */
    sinter_labels label_infos;     /* k */
    sinter_stream stream;          /* names every random number of this fit */
    sinter_vector label_weights;   /* k, > 0: how much each label counts; size 0: all one */
    /* n x k: the variance of each label's stated error, in the label's unit squared, >= 0; NaN: not stated.
     * data null: none is stated, or the learner does not say SINTER_CAN_NOISE. */
    sinter_matrix noise;
} sinter_training_set;

typedef struct sinter_learner {
    uint32_t struct_size;
    uint32_t reserved;
    /* [one thread] */
    void (*destroy)(void* learner);
    /* [one thread] */
    int32_t (*init)(void* learner, const sinter_host* host, sinter_error* error);
    /* SINTER_CAN_... bits; they follow from the options. [any thread] */
    int32_t (*capabilities)(const void* learner, uint64_t* capabilities, sinter_error* error);
    /* The model does not refer to the learner or to the training set; the caller destroys it. Same training
     * set, same bytes. [any thread] */
    int32_t (*fit)(const void* learner, const sinter_training_set* training, const sinter_host* host,
                   sinter_model_ref* model, sinter_error* error);
    /* Optional abilities by id (abilities/saved_model.h); null: it has none of that name. The table lives as
     * long as the learner. [any thread] */
    const void* (*get_interface)(const void* learner, sinter_string interface_id);
} sinter_learner;

typedef struct sinter_learner_ref {
    const sinter_learner* table;
    void* handle;
} sinter_learner_ref;

typedef struct sinter_learner_plugin {
    uint32_t struct_size;
    uint32_t reserved;
    /* What it takes. Everything lives as long as the library. [any thread] */
    int32_t (*parameters)(sinter_parameters* parameters, sinter_error* error);
    /* values: one per parameter, in the declared order. The caller destroys what it gets. [any thread] */
    int32_t (*create)(const sinter_values* values, sinter_learner_ref* learner, sinter_error* error);
} sinter_learner_plugin;

#ifdef __cplusplus
}
#endif

#endif
