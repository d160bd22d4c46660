/* SPDX-License-Identifier: Apache-2.0
 *
 * A fitted model. What one may be able to do beyond predicting a mean is in abilities/.
 */
#ifndef SINTER_ABI_MODEL_H
#define SINTER_ABI_MODEL_H

#include "types.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct sinter_model {
    uint32_t struct_size;
    uint32_t reserved;
    /* [one thread] */
    void (*destroy)(void* model);
    /* mean is x->rows x outputs. A label that is a number has one output, a label with classes one per class:
     * their probabilities. The outputs of several labels stand side by side in the training set's order. Row
     * i depends on row i of x only. [any thread] */
    int32_t (*predict)(const void* model, const sinter_matrix* x, const sinter_matrix_out* mean,
                       sinter_error* error);
    /* Optional abilities by id; null: it has none of that name. The table lives as long as the model.
     * [any thread] */
    const void* (*get_interface)(const void* model, sinter_string interface_id);
} sinter_model;

typedef struct sinter_model_ref {
    const sinter_model* table;
    void* handle;
} sinter_model_ref;

#ifdef __cplusplus
}
#endif

#endif
