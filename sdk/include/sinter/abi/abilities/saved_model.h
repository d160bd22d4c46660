/* SPDX-License-Identifier: Apache-2.0
 *
 * Optional abilities: a model whose state can be written down as bytes, and a learner that makes such a model
 * out of them again.
 *
 * The bytes are the learner's own format: little-endian, with a version of its own, and the same bytes for
 * the same model. Whoever keeps them keeps the plugin's id and the learner's options with them; a digest is
 * the keeper's affair too.
 *
 * A restored model predicts the same bytes as the one that was saved, and has the same abilities: what an
 * ability needs is part of the state. One that cannot be carried is not offered by the restored model.
 */
#ifndef SINTER_ABI_ABILITIES_SAVED_MODEL_H
#define SINTER_ABI_ABILITIES_SAVED_MODEL_H

#include "../model.h"
#include "../types.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A read-only run. data may be null when size is 0. */
typedef struct sinter_bytes {
    const uint8_t* data;
    uint64_t size;
} sinter_bytes;

/* Where bytes go, in their order and in pieces of any size. The receiver copies them; they are valid until
 * write returns. Only from the thread that was given the sink, only until that call returns. After anything
 * but SINTER_OK nothing more is taken: return the same code and text. */
typedef struct sinter_byte_sink {
    void* context;
    int32_t (*write)(void* context, sinter_bytes bytes, sinter_error* error);
} sinter_byte_sink;

/* An ability of a model. */
#define SINTER_SAVED_MODEL_INTERFACE "sinter.saved_model/1"

/* A sink, and not a buffer with a size: nobody allocates for the other side, a large model is not laid out
 * twice, and there is no size that could be wrong. */
typedef struct sinter_saved_model {
    uint32_t struct_size;
    uint32_t reserved;
    int32_t (*save)(const void* model, const sinter_byte_sink* sink, sinter_error* error);
} sinter_saved_model;

/* An ability of a learner. */
#define SINTER_MODEL_RESTORER_INTERFACE "sinter.model_restorer/1"

/* Of a learner with its options, not of a plugin: a state need not repeat what the options say (a file of
 * weights, a kernel), and options bound what a state may ask for (the number of trees, whose square is the
 * memory of a forest's covariance). So the learner is to be made from the options that the model was fitted with.
 *
 * The state may be damaged, or made by somebody who means harm. restore reads nothing beyond it, allocates in
 * proportion to its size, takes all of it or refuses (SINTER_INVALID_ARGUMENT, with a text that says what is
 * wrong), and checks whatever the model will later use as a place or a size. The model then refuses an x or
 * an output whose columns are not those of the fit, as the caller may expect others than a damaged state has.
 */
typedef struct sinter_model_restorer {
    uint32_t struct_size;
    uint32_t reserved;
    /* The model refers neither to the learner nor to the state. */
    int32_t (*restore)(const void* learner, const sinter_bytes* state, sinter_model_ref* model,
                       sinter_error* error);
} sinter_model_restorer;

#ifdef __cplusplus
}
#endif

#endif
