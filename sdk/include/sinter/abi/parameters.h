/* SPDX-License-Identifier: Apache-2.0
 *
 * What a plugin declares about its options, and how their values are handed over. The host validates the
 * config against the declaration, so a plugin only ever sees values of the declared type within the declared
 * bounds.
 */
#ifndef SINTER_ABI_PARAMETERS_H
#define SINTER_ABI_PARAMETERS_H

#include "types.h"

#ifdef __cplusplus
extern "C" {
#endif

enum {
    SINTER_PARAMETER_BOOLEAN = 1,
    SINTER_PARAMETER_INTEGER = 2,
    SINTER_PARAMETER_REAL = 3,
    SINTER_PARAMETER_TEXT = 4, /* free text, or one of `choices` if there are any */
    SINTER_PARAMETER_FILE = 5, /* a path; the host resolves it against the config and checks that it exists */
    SINTER_PARAMETER_LEARNER = 6,     /* the name of a [learner.NAME] of the config */
    SINTER_PARAMETER_TEXTS = 7,       /* a list of texts */
    SINTER_PARAMETER_REALS = 8,       /* a list of numbers */
    SINTER_PARAMETER_STRATEGIES = 9,  /* a list of names of [[strategy]] sections of the config */
    SINTER_PARAMETER_LEARNERS = 10,   /* a list of names of [learner.NAME] sections */
    SINTER_PARAMETER_INTEGERS = 11,   /* a list of integers */
    SINTER_PARAMETER_FILES = 12,      /* a list of paths, each as FILE */
    SINTER_PARAMETER_PER_SOURCE = 13, /* a table: a number for each source that it names */
    SINTER_PARAMETER_TABLE = 14,      /* a table with declared fields */
    SINTER_PARAMETER_TABLES = 15      /* a list of such tables */
};

struct sinter_value;
struct sinter_parameter;

/* Arrays with strides (types.h). */
typedef struct sinter_values {
    const struct sinter_value* data;
    uint64_t count;
    uint64_t stride;
} sinter_values;

typedef struct sinter_parameters {
    const struct sinter_parameter* data;
    uint64_t count;
    uint64_t stride;
} sinter_parameters;

/* One value. Which member counts follows from type; an integer or real parameter with choices may hold a
 * TEXT. */
typedef struct sinter_value {
    uint32_t type;
    uint32_t reserved;
    int64_t integer; /* BOOLEAN: 0 or 1 */
    double real;
    sinter_string text; /* TEXT, LEARNER; FILE: an absolute path, empty if an optional one is left out */
    const sinter_string* texts; /* TEXTS, STRATEGIES, LEARNERS, FILES; PER_SOURCE: the sources' names */
    const double* reals;        /* REALS; PER_SOURCE: the sources' numbers */
    const int64_t* integers;    /* INTEGERS */
    uint64_t count;             /* of texts, reals or integers; TABLES: of tables */
    sinter_values
        fields; /* TABLE: the value of each declared field; TABLES: those of one table after another */
} sinter_value;

/* One declared option, or a field of a table. Valid as long as the library is loaded. */
typedef struct sinter_parameter {
    uint32_t type;
    uint32_t required; /* 1: there is no default and the config must give it */
    sinter_string name;
    sinter_string unit;          /* empty: none */
    sinter_string doc;           /* one line */
    sinter_values default_value; /* one value */
    double minimum;              /* inclusive; -inf: none */
    double maximum;              /* inclusive; +inf: none */
    const sinter_string* choices;
    uint64_t choice_count;
    sinter_parameters
        fields; /* TABLE, TABLES: what a table holds; no table of its own, learner or strategy */
} sinter_parameter;

#ifdef __cplusplus
}
#endif

#endif
