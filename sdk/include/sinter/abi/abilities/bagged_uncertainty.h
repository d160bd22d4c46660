/* SPDX-License-Identifier: Apache-2.0
 *
 * Optional abilities of a model that is a mean over bagged members: how its predictions vary together, which
 * training materials they hang on, and how much of sigma_mean is the luck of the bags.
 */
#ifndef SINTER_ABI_ABILITIES_BAGGED_UNCERTAINTY_H
#define SINTER_ABI_ABILITIES_BAGGED_UNCERTAINTY_H

#include "../types.h"

#ifdef __cplusplus
extern "C" {
#endif

#define SINTER_MODEL_COVARIANCE_INTERFACE "sinter.model.covariance/1"

enum {
    SINTER_COVARIANCE_CORRECTED = 0,   /* without the Monte-Carlo bias; its diagonal is sigma_mean squared */
    SINTER_COVARIANCE_CONSERVATIVE = 1 /* with that bias: too large, more so with few members */
};

/* Covariance of the means, in the labels' units: (rows x outputs) squared, symmetric, positive semi-definite;
 * output k of row i stands at i * outputs + k. The corrected matrix may have negative eigenvalues, which are
 * set to zero: clipped_share is their size over that of all eigenvalues, 0 to 1. */
typedef struct sinter_model_covariance {
    uint32_t struct_size;
    uint32_t reserved;
    int32_t (*predict)(const void* model, const sinter_matrix* x, uint32_t kind,
                       const sinter_matrix_out* covariance, double* clipped_share, sinter_error* error);
} sinter_model_covariance;

#define SINTER_MODEL_INFLUENCE_INTERFACE "sinter.model.influence/1"

/* How each training material moves an output, in the label's unit. Matrices are x->rows x materials, in the
 * order of the keys; either may be absent (data null).
 *  - infinitesimal: derivative of the mean with the material's weight in the bags.
 *  - without: mean of the members that did not see the material, less the mean of all; 0 where all saw it. */
typedef struct sinter_model_influence {
    uint32_t struct_size;
    uint32_t reserved;
    /* The keys are valid as long as the model. */
    int32_t (*materials)(const void* model, sinter_keys* keys, sinter_error* error);
    int32_t (*predict)(const void* model, const sinter_matrix* x, int64_t output,
                       const sinter_matrix_out* infinitesimal, const sinter_matrix_out* without,
                       sinter_error* error);
} sinter_model_influence;

#define SINTER_MODEL_MONTE_CARLO_INTERFACE "sinter.model.monte_carlo/1"

/* How much of sigma_mean is the luck of the bags. Both are x->rows x outputs; either may be absent (data
 * null).
 *  - error: standard error of sigma_mean, in its unit, that is due to the finite number of members.
 *  - rectified: 1 where the estimate of the variance was not positive and was replaced, else 0. */
typedef struct sinter_model_monte_carlo {
    uint32_t struct_size;
    uint32_t reserved;
    int32_t (*predict)(const void* model, const sinter_matrix* x, const sinter_matrix_out* error_of_sigma,
                       const sinter_matrix_out* rectified, sinter_error* error);
} sinter_model_monte_carlo;

#ifdef __cplusplus
}
#endif

#endif
