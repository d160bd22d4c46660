/* SPDX-License-Identifier: Apache-2.0
 *
 * Interface "sinter.featurizer/1": materials in, numbers out.
 */
#ifndef SINTER_ABI_FEATURIZER_H
#define SINTER_ABI_FEATURIZER_H

#include "host.h"
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

typedef struct sinter_columns {
    const sinter_column* data;
    uint64_t count;
    uint64_t stride;
} sinter_columns;

/* A batch of materials. Material i has the elements element_offsets[i] .. element_offsets[i + 1] - 1. */
typedef struct sinter_materials {
    uint32_t struct_size;
    uint32_t reserved;
    int64_t count;
    const sinter_string* names;     /* as the user wrote them; for messages */
    const int64_t* element_offsets; /* count + 1 */
    const uint8_t* atomic_numbers;  /* 1..118; an element stands once in a material */
    const double* amounts;          /* > 0, as in the formula: Fe2O3 has 2 and 3 */
    sinter_columns columns;         /* the inputs that the config declares */
} sinter_materials;

/* A feature that a featurizer gives. */
typedef struct sinter_feature {
    sinter_string name;
    sinter_string unit;
    uint32_t kind;
    uint32_t level_count;
} sinter_feature;

typedef struct sinter_features {
    const sinter_feature* data;
    uint64_t count;
    uint64_t stride;
} sinter_features;

enum { SINTER_ROW_NOTE = 0, SINTER_ROW_ERROR = 1 };

/* Where a featurizer reports on single rows: a note (a value was imputed) or an error (this material cannot
 * be featurized; its row is then all NaN). The text is copied. After anything but SINTER_OK: return the same
 * code and text. [this thread] */
typedef struct sinter_row_sink {
    void* context;
    int32_t (*report)(void* context, int64_t row, int32_t severity, sinter_string text, sinter_error* error);
} sinter_row_sink;

typedef struct sinter_featurizer {
    uint32_t struct_size;
    uint32_t reserved;
    /* [one thread] */
    void (*destroy)(void* featurizer);
    /* [one thread] */
    int32_t (*init)(void* featurizer, const sinter_host* host, sinter_error* error);
    /* What it gives; never changes. Everything lives as long as the featurizer. [any thread] */
    int32_t (*features)(const void* featurizer, sinter_features* features, sinter_error* error);
    /* Fills out (materials->count x features); NaN is a missing value. Equal materials give equal rows,
     * whatever else is in the batch. [any thread] */
    int32_t (*featurize)(const void* featurizer, const sinter_materials* materials,
                         const sinter_matrix_out* out, const sinter_row_sink* rows, sinter_error* error);
    /* Optional abilities by id; null: it has none of that name. The table lives as long as the featurizer.
     * [any thread] */
    const void* (*get_interface)(const void* featurizer, sinter_string interface_id);
} sinter_featurizer;

typedef struct sinter_featurizer_ref {
    const sinter_featurizer* table;
    void* handle;
} sinter_featurizer_ref;

typedef struct sinter_featurizer_plugin {
    uint32_t struct_size;
    uint32_t reserved;
    /* What it takes. Everything lives as long as the library. [any thread] */
    int32_t (*parameters)(sinter_parameters* parameters, sinter_error* error);
    /* values: one per parameter, in the declared order. columns: the inputs that the config declares, without
     * values. The caller destroys what it gets. [any thread] */
    int32_t (*create)(const sinter_values* values, const sinter_columns* columns,
                      sinter_featurizer_ref* featurizer, sinter_error* error);
} sinter_featurizer_plugin;

#ifdef __cplusplus
}
#endif

#endif
