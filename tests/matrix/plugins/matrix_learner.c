/* SPDX-License-Identifier: Apache-2.0
 *
 * matrix_learner.cpp in plain C: what a plugin is without the C++ layer of the SDK.
 */
#include <sinter/abi/abilities/saved_model.h>
#include <sinter/abi/entry.h>
#include <sinter/abi/learner.h>

#include <math.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TEXT(literal)                                                                                        \
    { literal, sizeof(literal) - 1 }

/* The options. */

static const sinter_string default_words[] = {TEXT("a"),
                                              TEXT("longer than what a small string keeps inside")};
static const double default_factors[] = {1, 2};

static const sinter_value default_word[] = {{.type = SINTER_PARAMETER_TEXT, .text = TEXT("salt")}};
static const sinter_value default_word_list[] = {
    {.type = SINTER_PARAMETER_TEXTS, .texts = default_words, .count = 2}};
static const sinter_value default_factor_list[] = {
    {.type = SINTER_PARAMETER_REALS, .reals = default_factors, .count = 2}};
#define ONE(values)                                                                                          \
    { values, 1, sizeof(sinter_value) }

static const sinter_parameter declared[] = {
    {.type = SINTER_PARAMETER_TEXT,
     .name = TEXT("word"),
     .doc = TEXT("counted; \"refuse\" is refused"),
     .default_value = ONE(default_word),
     .minimum = -INFINITY,
     .maximum = INFINITY},
    {.type = SINTER_PARAMETER_TEXTS,
     .name = TEXT("words"),
     .doc = TEXT("counted"),
     .default_value = ONE(default_word_list),
     .minimum = -INFINITY,
     .maximum = INFINITY},
    {.type = SINTER_PARAMETER_REALS,
     .name = TEXT("factors"),
     .doc = TEXT("added"),
     .default_value = ONE(default_factor_list),
     .minimum = -INFINITY,
     .maximum = INFINITY},
};
enum { declared_count = 3 };

static int32_t parameters(sinter_parameters* out, sinter_error* error) {
    (void)error;
    *out = (sinter_parameters){declared, declared_count, sizeof(sinter_parameter)};
    return SINTER_OK;
}

static int32_t fail(sinter_error* error, int32_t code, const char* text) {
    if (error != NULL && error->struct_size >= offsetof(sinter_error, option)) {
        error->code = code;
        snprintf(error->text, sizeof(error->text), "%s", text);
    }
    return code;
}

/* The model. */

typedef struct fitted {
    double factor; /* from here on as in a state */
    double bonus;
    uint64_t columns;
    double c[];
} fitted;

static size_t fitted_size(uint64_t columns) { return sizeof(fitted) + (size_t)columns * sizeof(double); }

static void destroy_model(void* handle) { free(handle); }

static int32_t predict(const void* handle, const sinter_matrix* x, const sinter_matrix_out* mean,
                       sinter_error* error) {
    const fitted* model = handle;
    if ((uint64_t)x->columns != model->columns) {
        return fail(error, SINTER_INVALID_ARGUMENT, "another number of features");
    }
    for (int64_t i = 0; i < x->rows; ++i) {
        double sum = 0;
        for (int64_t j = 0; j < x->columns; ++j) {
            sum += x->data[i * x->row_stride + j * x->column_stride] * model->c[j];
        }
        mean->data[i * mean->row_stride] = sum * model->factor + model->bonus;
    }
    return SINTER_OK;
}

static int same_text(sinter_string a, sinter_string b) {
    return a.size == b.size && memcmp(a.data, b.data, a.size) == 0;
}

/* A state is what StateWriter writes: length and text of the id, the version, and then numbers as they lie in
 * the memory of a little-endian machine. */
static const uint8_t state_head[] = "\x0e\0\0\0matrix_learner\1\0\0";
enum { state_head_size = sizeof(state_head) }; /* the last zero belongs to the version */

static int32_t save(const void* handle, const sinter_byte_sink* sink, sinter_error* error) {
    const fitted* model = handle;
    const int32_t status = sink->write(sink->context, (sinter_bytes){state_head, state_head_size}, error);
    if (status != SINTER_OK) {
        return status;
    }
    const sinter_bytes numbers = {(const uint8_t*)model, fitted_size(model->columns)};
    return sink->write(sink->context, numbers, error);
}

static const sinter_saved_model saved_table = {.struct_size = sizeof(sinter_saved_model), .save = save};

static const void* model_interface(const void* handle, sinter_string id) {
    const sinter_string own = TEXT(SINTER_SAVED_MODEL_INTERFACE);
    (void)handle;
    return same_text(id, own) ? &saved_table : NULL;
}

static const sinter_model model_table = {
    .struct_size = sizeof(sinter_model),
    .destroy = destroy_model,
    .predict = predict,
    .get_interface = model_interface,
};

/* The learner. */

typedef struct learner {
    double bonus;
    double factor;
} learner;

static void destroy_learner(void* handle) { free(handle); }
static int32_t init(void* handle, const sinter_host* host, sinter_error* error) {
    (void)handle;
    (void)host;
    (void)error;
    return SINTER_OK;
}
static int32_t capabilities(const void* handle, uint64_t* out, sinter_error* error) {
    (void)handle;
    (void)error;
    *out = SINTER_CAN_REGRESS;
    return SINTER_OK;
}
/* Elements of arrays may be longer than we know them: the stride says where the next one begins. */
static const sinter_feature* feature_at(sinter_features all, int64_t i) {
    return (const sinter_feature*)((const char*)all.data + (uint64_t)i * all.stride);
}
static const sinter_value* value_at(const sinter_values* all, uint64_t i) {
    return (const sinter_value*)((const char*)all->data + i * all->stride);
}

static int32_t fit(const void* handle, const sinter_training_set* t, const sinter_host* host,
                   sinter_model_ref* out, sinter_error* error) {
    const learner* own = handle;
    const sinter_matrix x = t->features;
    fitted* model = malloc(fitted_size((uint64_t)x.columns));
    if (model == NULL) {
        return fail(error, SINTER_OUT_OF_MEMORY, "out of memory");
    }
    model->columns = (uint64_t)x.columns;
    model->factor = own->factor;
    model->bonus = own->bonus + (double)(t->label_infos.data->name.size + t->label_infos.data->unit.size);
    for (int64_t j = 0; j < x.columns; ++j) {
        model->bonus += (double)feature_at(t->feature_infos, j)->name.size;
        model->c[j] = 0;
        for (int64_t i = 0; i < x.rows; ++i) {
            model->c[j] +=
                x.data[i * x.row_stride + j * x.column_stride] * t->labels.data[i * t->labels.row_stride];
        }
    }
    char text[64];
    const int size = snprintf(text, sizeof(text), "fitted %lld rows", (long long)x.rows);
    const int32_t logged =
        host->log(host->context, SINTER_LOG_INFO, (sinter_string){text, (uint64_t)size}, error);
    if (logged != SINTER_OK) {
        free(model);
        return logged;
    }
    *out = (sinter_model_ref){&model_table, model};
    return SINTER_OK;
}

static int32_t restore(const void* handle, const sinter_bytes* state, sinter_model_ref* out,
                       sinter_error* error) {
    (void)handle;
    if (state->size < state_head_size + sizeof(fitted) ||
        memcmp(state->data, state_head, state_head_size) != 0) {
        return fail(error, SINTER_INVALID_ARGUMENT, "this is no state of 'matrix_learner'");
    }
    const uint8_t* numbers = state->data + state_head_size;
    const uint64_t size = state->size - state_head_size;
    uint64_t columns = 0;
    memcpy(&columns, numbers + offsetof(fitted, columns), sizeof(columns));
    if (columns > size / sizeof(double) || fitted_size(columns) != size) {
        return fail(error, SINTER_INVALID_ARGUMENT, "the state has another number of coefficients");
    }
    fitted* model = malloc((size_t)size);
    if (model == NULL) {
        return fail(error, SINTER_OUT_OF_MEMORY, "out of memory");
    }
    memcpy(model, numbers, (size_t)size);
    *out = (sinter_model_ref){&model_table, model};
    return SINTER_OK;
}

static const sinter_model_restorer restorer_table = {.struct_size = sizeof(sinter_model_restorer),
                                                     .restore = restore};

static const void* learner_interface(const void* handle, sinter_string id) {
    const sinter_string own = TEXT(SINTER_MODEL_RESTORER_INTERFACE);
    (void)handle;
    return same_text(id, own) ? &restorer_table : NULL;
}

static const sinter_learner learner_table = {
    .struct_size = sizeof(sinter_learner),
    .destroy = destroy_learner,
    .init = init,
    .capabilities = capabilities,
    .fit = fit,
    .get_interface = learner_interface,
};

static int32_t create(const sinter_values* values, sinter_learner_ref* out, sinter_error* error) {
    if (values->count != declared_count) {
        return fail(error, SINTER_INVALID_ARGUMENT, "another number of values than of declared options");
    }
    const sinter_string word = value_at(values, 0)->text;
    const sinter_value* words = value_at(values, 1);
    const sinter_value* factors = value_at(values, 2);
    if (word.size == 6 && memcmp(word.data, "refuse", 6) == 0) {
        return fail(error, SINTER_INVALID_ARGUMENT,
                    "the word 'refuse' is refused, in a sentence that is longer than a small string");
    }
    learner* own = malloc(sizeof(learner));
    if (own == NULL) {
        return fail(error, SINTER_OUT_OF_MEMORY, "out of memory");
    }
    own->bonus = (double)word.size;
    own->factor = 0;
    for (uint64_t i = 0; i < words->count; ++i) {
        own->bonus += (double)words->texts[i].size;
    }
    for (uint64_t i = 0; i < factors->count; ++i) {
        own->factor += factors->reals[i];
    }
    *out = (sinter_learner_ref){&learner_table, own};
    return SINTER_OK;
}

/* The entry. */

static const sinter_learner_plugin plugin_table = {
    .struct_size = sizeof(sinter_learner_plugin),
    .parameters = parameters,
    .create = create,
};

static const void* get_interface(sinter_string id) {
    const sinter_string own = TEXT(SINTER_LEARNER_INTERFACE);
    return same_text(id, own) ? &plugin_table : NULL;
}

__attribute__((section(SINTER_MANIFEST_SECTION), used)) static const char manifest[] =
    SINTER_MANIFEST_HEADER "\nid=matrix_learner\nkind=learner\nversion=1.0.0\nabi=1\nsummary=the same for "
                           "all toolchains\nthreads=none\n";

__attribute__((visibility("default"))) extern const sinter_plugin_entry_table sinter_plugin_entry;
const sinter_plugin_entry_table sinter_plugin_entry = {
    .magic = SINTER_MAGIC,
    .abi_major = SINTER_ABI_MAJOR,
    .struct_size = sizeof(sinter_plugin_entry_table),
    .sdk_version = SINTER_SDK_VERSION,
    .id = TEXT("matrix_learner"),
    .version = TEXT("1.0.0"),
    .toolchain = TEXT("C"),
    .get_interface = get_interface,
};
