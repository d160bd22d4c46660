/* SPDX-License-Identifier: Apache-2.0
 *
 * Optional ability of a model: between which bounds a measurement is expected.
 */
#ifndef SINTER_ABI_ABILITIES_INTERVAL_H
#define SINTER_ABI_ABILITIES_INTERVAL_H

#include "../types.h"

#ifdef __cplusplus
extern "C" {
#endif

#define SINTER_MODEL_INTERVAL_INTERFACE "sinter.model.interval/1"

enum {
    /* mu +- q sigma_obs, q from the out-of-bag residuals of the training materials. Quick; a measurement of a
     * new material lies within about as often as 1 - alpha says, which no theorem promises. */
    SINTER_INTERVAL_CALIBRATED = 1,
    /* Jackknife+-after-bootstrap (Kim, Xu, Barber 2020): at least 1 - 2 alpha where materials are
     * exchangeable, in practice about 1 - alpha. Costs materials x members per row. */
    SINTER_INTERVAL_JACKKNIFE_PLUS = 2
};

/* lower and upper are x->rows x outputs, each as in sinter_model.predict; either may be absent (data null).
 * kind is one of SINTER_INTERVAL_...; one that the model does not make is SINTER_UNSUPPORTED.
 * 0 < alpha < 1, else SINTER_INVALID_ARGUMENT.
 *
 * With n training materials that have the label, the bounds of a number are -infinity and +infinity where
 * alpha < 1 / (n + 1): n is too small for alpha. An empty interval, lower above upper, is possible where
 * alpha > 1/2 only. Outputs that are probabilities of classes have no interval: NaN. */
typedef struct sinter_model_interval {
    uint32_t struct_size;
    uint32_t reserved;
    int32_t (*predict)(const void* model, int32_t kind, double alpha, const sinter_matrix* x,
                       const sinter_matrix_out* lower, const sinter_matrix_out* upper, sinter_error* error);
} sinter_model_interval;

#ifdef __cplusplus
}
#endif

#endif
