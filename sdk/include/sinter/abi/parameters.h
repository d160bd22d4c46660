/* SPDX-License-Identifier: Apache-2.0
 *
 * What a plugin declares about its options, and how their values are handed over. The host validates the
 * config against the declaration, so a plugin only ever sees values of the declared type within the declared bounds.
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
    SINTER_PARAMETER_TEXT = 4, /* free text, or one of `choices` where there are any */
    SINTER_PARAMETER_FILE = 5, /* a path; the host resolves it against the config and checks that it exists */
    SINTER_PARAMETER_LEARNER = 6,    /* the name of a [learner.NAME] of the config */
    SINTER_PARAMETER_TEXTS = 7,      /* a list of texts */
    SINTER_PARAMETER_REALS = 8,      /* a list of numbers */
    SINTER_PARAMETER_STRATEGIES = 9, /* a list of names of [[strategy]] sections of the config */
    SINTER_PARAMETER_LEARNERS = 10   /* a list of names of [learner.NAME] sections */
};

/* One value. Which member counts follows from type; an integer or real parameter with choices may hold a
 * TEXT. */
typedef struct sinter_value {
    uint32_t type;
    uint32_t reserved;
    int64_t integer; /* BOOLEAN: 0 or 1 */
    double real;
    sinter_string text;         /* TEXT, FILE, LEARNER */
    const sinter_string* texts; /* TEXTS, STRATEGIES, LEARNERS */
    const double* reals;
    uint64_t count; /* of texts or reals */
} sinter_value;

/* One declared option. Valid as long as the library is loaded. */
typedef struct sinter_parameter {
    uint32_t struct_size;
    uint32_t type;
    uint32_t required; /* 1: there is no default and the config must give it */
    uint32_t reserved;
    sinter_string name;
    sinter_string unit; /* empty where there is none */
    sinter_string doc;  /* one line */
    sinter_value default_value;
    double minimum; /* inclusive; -inf: none */
    double maximum; /* inclusive; +inf: none */
    const sinter_string* choices;
    uint64_t choice_count;
} sinter_parameter;

#ifdef __cplusplus
}
#endif

#endif
