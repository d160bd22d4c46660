/* SPDX-License-Identifier: Apache-2.0
 *
 * Interface "sinter.featurizer/1": materials in, numbers out.
 */
#ifndef SINTER_ABI_FEATURIZER_H
#define SINTER_ABI_FEATURIZER_H

#include "parameters.h"

#ifdef __cplusplus
extern "C" {
#endif

#define SINTER_FEATURIZER_INTERFACE "sinter.featurizer/1"

enum { SINTER_KIND_NUMBER = 0, SINTER_KIND_CATEGORY = 1 };

/* A named column. Numbers: NaN is missing. Categories: the number is the index of a level, NaN is missing. */
typedef struct sinter_column {
    sinter_string name;
    sinter_string unit;
    uint32_t kind;
    uint32_t level_count;
    const sinter_string* levels; /* of a category */
    const double* values;        /* one per material; null in a schema */
} sinter_column;

/* A batch of materials. Material i has the elements element_offsets[i] .. element_offsets[i + 1] - 1. */
typedef struct sinter_materials {
    uint32_t struct_size;
    uint32_t reserved;
    int64_t count;
    const sinter_string* names;     /* as the user wrote them; for messages */
    const int64_t* element_offsets; /* count + 1 */
    const uint8_t* atomic_numbers;  /* 1..118; an element stands once in a material */
    const double* amounts;          /* > 0, as in the formula: Fe2O3 has 2 and 3 */
    const sinter_column* columns;   /* the inputs that the config declares */
    uint64_t column_count;
} sinter_materials;

/* A feature that a featurizer gives. */
typedef struct sinter_feature {
    sinter_string name;
    sinter_string unit;
    uint32_t kind;
    uint32_t level_count;
} sinter_feature;

enum { SINTER_ROW_NOTE = 0, SINTER_ROW_ERROR = 1 };

/* Where a featurizer reports on single rows: a note (a value was imputed) or an error (this material cannot
 * be featurized; its row is then all NaN). The text is copied. Only from the thread that called featurize. */
typedef struct sinter_row_sink {
    void* context;
    void (*report)(void* context, int64_t row, int32_t severity, sinter_string text);
} sinter_row_sink;

typedef struct sinter_featurizer {
    uint32_t struct_size;
    uint32_t reserved;
    void (*destroy)(void* featurizer);
    int64_t (*feature_count)(const void* featurizer);
    /* Feature j; its strings live as long as the featurizer. */
    void (*feature)(const void* featurizer, int64_t index, sinter_feature* feature);
    /* Fills out (materials->count x feature_count); NaN is a missing value. Equal materials give equal rows,
     * whatever else is in the batch. */
    int32_t (*featurize)(const void* featurizer, const sinter_materials* materials,
                         const sinter_matrix_out* out, const sinter_row_sink* rows, sinter_error* error);
    /* Optional abilities by id; null where there is none. */
    const void* (*get_interface)(const void* featurizer, sinter_string interface_id);
} sinter_featurizer;

typedef struct sinter_featurizer_ref {
    const sinter_featurizer* table;
    void* handle;
} sinter_featurizer_ref;

typedef struct sinter_featurizer_plugin {
    uint32_t struct_size;
    uint32_t reserved;
    uint64_t (*parameter_count)(void);
    const sinter_parameter* (*parameter)(uint64_t index);
    /* values: one a parameter, in the declared order. columns: the inputs that the config declares, without
     * values. */
    int32_t (*create)(const sinter_value* values, uint64_t value_count, const sinter_column* columns,
                      uint64_t column_count, sinter_featurizer_ref* featurizer, sinter_error* error);
} sinter_featurizer_plugin;

#ifdef __cplusplus
}
#endif

#endif
