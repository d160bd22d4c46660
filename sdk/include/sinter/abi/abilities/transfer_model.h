/* SPDX-License-Identifier: Apache-2.0
 *
 * Optional abilities of a fitted strategy: predictions of training materials that are as honest as those of
 * new ones, and how the targets vary together.
 */
#ifndef SINTER_ABI_ABILITIES_TRANSFER_MODEL_H
#define SINTER_ABI_ABILITIES_TRANSFER_MODEL_H

#include "../strategy.h"

#ifdef __cplusplus
extern "C" {
#endif

#define SINTER_TRANSFER_MODEL_OUT_OF_BAG_INTERFACE "sinter.transfer_model.out_of_bag/1"

/* As sinter_transfer_model.predict, but the mean of a candidate is that of members that did not see its
 * material, in source and target parts alike; a material that no member saw gets the plain prediction, one
 * that every member saw NaN. */
typedef struct sinter_transfer_model_out_of_bag {
    uint32_t struct_size;
    uint32_t reserved;
    int32_t (*predict)(const void* model, const sinter_candidates* candidates, const sinter_matrix_out* mean,
                       sinter_error* error);
} sinter_transfer_model_out_of_bag;

#define SINTER_TRANSFER_MODEL_COVARIANCE_INTERFACE "sinter.transfer_model.covariance/1"

enum {
    SINTER_TASK_COVARIANCE_TREES = 0,    /* of the members' predictions */
    SINTER_TASK_COVARIANCE_JACKKNIFE = 1 /* of the means */
};

/* How the errors of the targets' means vary together, in the labels' units: rows x (outputs squared), row by
 * row the outputs x outputs matrix of one candidate. NaN where it is not known. kind is one of
 * SINTER_TASK_COVARIANCE_...; another is SINTER_INVALID_ARGUMENT. */
typedef struct sinter_transfer_model_covariance {
    uint32_t struct_size;
    uint32_t reserved;
    int32_t (*predict)(const void* model, const sinter_candidates* candidates, uint32_t kind,
                       const sinter_matrix_out* covariance, sinter_error* error);
} sinter_transfer_model_covariance;

#ifdef __cplusplus
}
#endif

#endif
