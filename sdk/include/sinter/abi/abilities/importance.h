/* SPDX-License-Identifier: Apache-2.0
 *
 * Optional abilities of a model: which features it hangs on, over all rows and for each row.
 */
#ifndef SINTER_ABI_ABILITIES_IMPORTANCE_H
#define SINTER_ABI_ABILITIES_IMPORTANCE_H

#include "../types.h"

#ifdef __cplusplus
extern "C" {
#endif

#define SINTER_MODEL_IMPORTANCE_INTERFACE "sinter.model.importance/1"

/* Which features matter to a bagged model. Outputs are labels x features. */
typedef struct sinter_model_importance {
    uint32_t struct_size;
    uint32_t reserved;
    /* The share of a feature in the fall of the impurity in training: each row has the sum 1, or is 0 where
     * nothing was split. */
    int32_t (*impurity)(const void* model, const sinter_matrix_out* shares, sinter_error* error);
    /* How much worse members predict materials that they did not see once the feature's values are exchanged
     * among those. labels: x->rows x labels, NaN where missing. The stream names the exchanges. Of a number
     * in its unit squared, of classes a probability. mean and standard error are over the members, and NaN
     * where too few have such rows; either may be absent (data null). */
    int32_t (*permutation)(const void* model, const sinter_matrix* x, const sinter_matrix* labels,
                           const sinter_keys* materials, const sinter_stream* stream,
                           const sinter_matrix_out* mean, const sinter_matrix_out* standard_error,
                           sinter_error* error);
} sinter_model_importance;

#define SINTER_MODEL_SHAP_INTERFACE "sinter.model.shap/1"

/* What each feature adds to a prediction: Shapley values, in the labels' units.
 *  - values: x->rows x (outputs x features), output after output.
 *  - base: 1 x outputs, what is predicted where no feature is known. base and a row's values add up to its
 *    prediction. Either may be absent (data null). */
typedef struct sinter_model_shap {
    uint32_t struct_size;
    uint32_t reserved;
    int32_t (*predict)(const void* model, const sinter_matrix* x, const sinter_matrix_out* values,
                       const sinter_matrix_out* base, sinter_error* error);
} sinter_model_shap;

#ifdef __cplusplus
}
#endif

#endif
