/* SPDX-License-Identifier: Apache-2.0
 *
 * Optional ability of a model: honest predictions for the materials that it was fitted on.
 */
#ifndef SINTER_ABI_ABILITIES_OUT_OF_BAG_H
#define SINTER_ABI_ABILITIES_OUT_OF_BAG_H

#include "../types.h"

#ifdef __cplusplus
extern "C" {
#endif

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
