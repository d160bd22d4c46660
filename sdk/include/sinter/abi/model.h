/* SPDX-License-Identifier: Apache-2.0
 *
 * A fitted model, and what it may be able to do beyond predicting a mean.
 */
#ifndef SINTER_ABI_MODEL_H
#define SINTER_ABI_MODEL_H

#include "bagged_uncertainty.h"
#include "model_importance.h"
#include "model_interval.h"
#include "types.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct sinter_model {
    uint32_t struct_size;
    uint32_t reserved;
    void (*destroy)(void* model);
    /* mean is x->rows x outputs. A label that is a number has one output, a label with classes one per class:
     * their probabilities. The outputs of several labels stand side by side in the training set's order. Row
     * i depends on row i of x only. */
    int32_t (*predict)(const void* model, const sinter_matrix* x, const sinter_matrix_out* mean,
                       sinter_error* error);
    /* Optional abilities by id; null where the model does not have it. The table is valid as long as the
     * model. */
    const void* (*get_interface)(const void* model, sinter_string interface_id);
} sinter_model;

typedef struct sinter_model_ref {
    const sinter_model* table;
    void* handle;
} sinter_model_ref;

#define SINTER_MODEL_UNCERTAINTY_INTERFACE "sinter.model.uncertainty/1"

/* Mean and two standard deviations, never confused: sigma_mean is how uncertain the model's mean is,
 * sigma_obs how far a new measurement will be. Either output may be absent (data null). */
typedef struct sinter_model_uncertainty {
    uint32_t struct_size;
    uint32_t reserved;
    int32_t (*predict)(const void* model, const sinter_matrix* x, const sinter_matrix_out* mean,
                       const sinter_matrix_out* sigma_mean, const sinter_matrix_out* sigma_obs,
                       sinter_error* error);
} sinter_model_uncertainty;

#define SINTER_MODEL_OUT_OF_BAG_INTERFACE "sinter.model.out_of_bag/1"

/* Predictions for materials the model may have seen, from the members that did not see them: row i is the
 * mean over members whose bags hold no row of materials[i]. A material that no member saw gets the plain prediction. */
typedef struct sinter_model_out_of_bag {
    uint32_t struct_size;
    uint32_t reserved;
    int32_t (*predict)(const void* model, const sinter_matrix* x, const sinter_keys* materials,
                       const sinter_matrix_out* mean, sinter_error* error);
} sinter_model_out_of_bag;

#ifdef __cplusplus
}
#endif

#endif
