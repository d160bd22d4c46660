/* SPDX-License-Identifier: Apache-2.0
 *
 * The vocabulary of the C boundary: what may cross between the host and a plugin.
 *
 * Rules that hold for every header in this folder
 *  - Only the plain structs declared here cross. No C++ object, no exception, no FILE*, no memory that one side
 *    allocates and the other frees: whoever creates a handle destroys it, through the `destroy` of its own table.
 *  - Inputs are views: valid until the call returns, never kept, never written to. Outputs are written into
 *    memory that the caller owns.
 *  - Every function returns instead of throwing. One that can fail returns SINTER_OK or a code below, and then
 *    fills the error struct it was given.
 *  - What may grow, and how. A struct or table that starts with `struct_size` may grow at its end; readers look
 *    at a field only if struct_size covers it. Structs that lie in arrays grow as well: every array of them
 *    says its `stride`, the bytes from one element to the next, and readers look at a field of an element only
 *    if the stride covers it. A field that is not there reads as 0, and 0 always means "as before". Such a
 *    struct never lies inside another one by value. The structs of this header, but sinter_error, never change.
 *  - Threads. Every function of a table says from where it is called:
 *      [any thread]   from several threads at once, also for the same handle;
 *      [one thread]   by one thread at a time per handle, and while no other call on the handle runs;
 *      [this thread]  only from the thread that was given the struct, until that call returns.
 *  - The life of a handle: create, init, any calls, destroy. `create` reads the options and nothing else, so it
 *    is quick. `init` does what takes long or can fail: it reads files, fills tables. It is called once, before
 *    all other functions but `needs`, `capabilities` and `destroy`, which do not wait for it.
 *
 * This header is C11 and C++.
 */
#ifndef SINTER_ABI_TYPES_H
#define SINTER_ABI_TYPES_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Result codes. Anything but SINTER_OK means: outputs are unspecified and the error struct says why. */
enum {
    SINTER_OK = 0,
    SINTER_INVALID_ARGUMENT = 1, /* an option or an input that the callee cannot take */
    SINTER_UNSUPPORTED = 2,      /* a valid request for something this callee does not do */
    SINTER_OUT_OF_MEMORY = 3,
    SINTER_CANCELLED = 4, /* the host asked to stop; nothing is wrong */
    SINTER_NUMERICAL = 5, /* the data leave no defined result, e.g. a singular system */
    SINTER_INTERNAL = 6   /* a bug in the callee */
};

/* UTF-8 text, not terminated. data may be null when size is 0. */
typedef struct sinter_string {
    const char* data;
    uint64_t size;
} sinter_string;

/* A read-only matrix of doubles anywhere in memory: element (i, j) is data[i * row_stride + j *
 * column_stride]. Strides count doubles, not bytes. No alignment beyond that of double is promised. */
typedef struct sinter_matrix {
    const double* data;
    int64_t rows;
    int64_t columns;
    int64_t row_stride;
    int64_t column_stride;
} sinter_matrix;

/* The same, to be filled by the callee. Where an output is optional, data is null when it is not wanted. */
typedef struct sinter_matrix_out {
    double* data;
    int64_t rows;
    int64_t columns;
    int64_t row_stride;
    int64_t column_stride;
} sinter_matrix_out;

/* Contiguous read-only runs. */
typedef struct sinter_vector {
    const double* data;
    int64_t size;
} sinter_vector;

typedef struct sinter_indices {
    const int64_t* data;
    int64_t size;
} sinter_indices;

/* Keys identify materials: equal keys, equal material (a 64-bit hash of the reduced composition or of the key
 * columns). They do not depend on row order, on the file or on the machine. */
typedef struct sinter_keys {
    const uint64_t* data;
    int64_t size;
} sinter_keys;

/* The name of a counter-based random stream; see sinter/random.hpp for the generator. */
typedef struct sinter_stream {
    uint64_t key;
    uint64_t domain;
} sinter_stream;

#define SINTER_ERROR_TEXT_SIZE 2032
#define SINTER_ERROR_OPTION_SIZE 64

/* Filled by a callee that fails. The caller sets struct_size and empties text and option; both are UTF-8 and
 * terminated. A callee writes a field only if struct_size covers it. */
typedef struct sinter_error {
    uint32_t struct_size;
    int32_t code;
    char text[SINTER_ERROR_TEXT_SIZE];

    /* From create and init: the declared option whose value is refused, for the error's line in the config.
     * Empty: none of them. A name that does not fit is left out. */
    char option[SINTER_ERROR_OPTION_SIZE];
    /* The option that `option` does not go together with; empty if there is none. */
    char other_option[SINTER_ERROR_OPTION_SIZE];
} sinter_error;

#ifdef __cplusplus
}
#endif

/* NaN is a missing value, here and in every header that follows, and denormal numbers are numbers. */
#if defined(__FAST_MATH__) || (defined(__FINITE_MATH_ONLY__) && __FINITE_MATH_ONLY__ > 0)
#error "sinter: take out -ffast-math, -Ofast and -ffinite-math-only, which know no NaN; -O3 may stay"
#endif

#endif
