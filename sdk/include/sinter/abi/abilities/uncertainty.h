/* SPDX-License-Identifier: Apache-2.0
 *
 * Optional ability of a model: how sure it is.
 */
#ifndef SINTER_ABI_ABILITIES_UNCERTAINTY_H
#define SINTER_ABI_ABILITIES_UNCERTAINTY_H

#include "../types.h"

#ifdef __cplusplus
extern "C" {
#endif

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

#ifdef __cplusplus
}
#endif

#endif
