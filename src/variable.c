/* One table says which words ask for what, one which conditions each kind of record knows and what their values are. A
   value that the dossier does not know is an error: the answer would be nought, and nobody would see why. */
#include "variable.h"

#include <string.h>

#include "project.h"
#include "tree.h"
#include "vocabulary.h"

enum { RECOMMENDATIONS = 1 << 0, ACTIONS = 1 << 1, EVIDENCE = 1 << 2, INDICATORS = 1 << 3, CONSULTATIONS = 1 << 4,
       QUESTIONS = 1 << 5, ANSWER = 1 << 6 /* value indicator=… and its kin */ };

static const struct { const char *word; enum variable_function function; gboolean capital; unsigned takes; const char *needs; } functions[] = {
    {"count", VARIABLE_COUNT, FALSE, RECOMMENDATIONS, NULL}, {"Count", VARIABLE_COUNT, TRUE, RECOMMENDATIONS, NULL},
    {"share", VARIABLE_SHARE, FALSE, RECOMMENDATIONS, NULL}, {"numbers", VARIABLE_NUMBERS, FALSE, RECOMMENDATIONS, NULL},
    {"value", VARIABLE_VALUE, FALSE, ANSWER, "indicator"}, {"baseline", VARIABLE_BASELINE, FALSE, ANSWER, "indicator"},
    {"target", VARIABLE_TARGET, FALSE, ANSWER, "indicator"}, {"period", VARIABLE_PERIOD, FALSE, ANSWER, "indicator"},
    {"date", VARIABLE_DATE, FALSE, ANSWER, NULL}, {"state", VARIABLE_STATE, FALSE, ANSWER, NULL},
    {"State", VARIABLE_STATE, TRUE, ANSWER, NULL}, {"name", VARIABLE_NAME, FALSE, ANSWER, "of"},
    {"symbol", VARIABLE_SYMBOL, FALSE, ANSWER, "of"}, {"status", VARIABLE_STATUS, FALSE, ANSWER, "of"}};

static const struct { const char *word; unsigned takes; } counted[] = {
    {"recommendations", RECOMMENDATIONS}, {"actions", ACTIONS}, {"evidence", EVIDENCE}, {"indicators", INDICATORS},
    {"consultations", CONSULTATIONS}, {"participants", CONSULTATIONS}, {"women", CONSULTATIONS}, {"questions", QUESTIONS}};

/* How a value is known: a vocabulary ("v:themes"), a kind of record ("r:institution"; "r:" any), words parted by spaces,
   or the rules below. */
static const struct known { const char *name; unsigned of; const char *values; } conditions[] = {
    {"body", RECOMMENDATIONS, "v:bodies"},
    {"cycle", RECOMMENDATIONS, NULL},
    {"source", RECOMMENDATIONS | QUESTIONS, "r:source"},
    {"kind", RECOMMENDATIONS, "recommendation concern pledge view"},
    {"kind", INDICATORS, "structural process outcome"},
    {"position", RECOMMENDATIONS, "supported in-part noted pending"},
    {"theme", RECOMMENDATIONS, "v:themes"},
    {"group", RECOMMENDATIONS, "v:groups"},
    {"group", CONSULTATIONS, NULL},
    {"sdg", RECOMMENDATIONS, "v:sdg"},
    {"article", RECOMMENDATIONS | QUESTIONS, NULL},
    {"lead", RECOMMENDATIONS | ACTIONS, "r:institution"},
    {"priority", RECOMMENDATIONS, "1 2 3 4 5"},
    {"follow-up", RECOMMENDATIONS, "yes no"},
    {"measures", RECOMMENDATIONS, "yes no"},
    {"status", RECOMMENDATIONS, "scale"},
    {"type", ACTIONS, "law policy institution budget training data judicial service international"},
    {"type", EVIDENCE, "law policy statistics report judgment testimony visit media budget other"},
    {"progress", ACTIONS, "planned in-progress completed stopped none"},
    {"by", EVIDENCE, "state nhri civil-society un other"},
    {"form", CONSULTATIONS, "workshop online written regional hearing"},
    {"stage", CONSULTATIONS, "planning drafting validation follow-up"},
    {"about", ACTIONS | EVIDENCE | INDICATORS, "r:"},
    {"selection", RECOMMENDATIONS | ACTIONS | EVIDENCE | INDICATORS, "all document"},
    {"as", RECOMMENDATIONS | ACTIONS | EVIDENCE | INDICATORS | CONSULTATIONS | QUESTIONS, "words figures"},
    {"indicator", ANSWER, "r:indicator"},
    {"period", ANSWER, NULL},
    {"series", ANSWER, NULL},
    {"of", ANSWER, "r:"},
};

struct reading {
    const struct dossier *dossier;
    struct diag *d;
    struct place place;
    const char *expression, *record;
    gboolean failed;
};

static struct place place_of(const struct reading *r, const char *at, gsize size)
{
    struct place place = r->place;

    place.column += g_utf8_strlen(r->expression, at - r->expression);
    place.end_column = place.column + g_utf8_strlen(at, (gssize)size);
    return place;
}

static void complain(struct reading *r, enum diag_code code, const char *at, gsize size, const char *slot, const char *value,
                     const char *name, const char *nearest, const char *known)
{
    diag_report(r->d, code, place_of(r, at, size), r->record, slot, value, "name", name, "nearest", nearest, "known", known, NULL);
    r->failed = TRUE;
}

/* ---- Values ---- */

static gboolean in_scales(const struct reading *r, const char *value)
{
    const struct vocabularies *v = dossier_vocabularies(r->dossier);

    for (const char *const *scale = scale_names(v); *scale; scale++)
        if (scale_value(v, *scale, value))
            return TRUE;
    return !strcmp(value, "not-assessed");
}

/* The ids of records of a kind ("": all), or the values of all scales, for hints; lent strings. */
static GPtrArray *candidates(const struct reading *r, const char *values)
{
    GPtrArray *all = g_ptr_array_new();
    guint n;
    const xmlNodePtr *records = dossier_records(r->dossier, &n);
    const struct vocabularies *v = dossier_vocabularies(r->dossier);

    if (!strcmp(values, "scale")) {
        for (const char *const *scale = scale_names(v); *scale; scale++)
            for (guint i = 0; i < scale_values(v, *scale)->len; i++)
                g_ptr_array_add(all, (gpointer)((const struct term *)scale_values(v, *scale)->pdata[i])->id);
        g_ptr_array_add(all, (gpointer) "not-assessed");
    } else {
        for (guint i = 0; i < n; i++)
            if (tree_get(records[i], "id") && (!values[2] || tree_is(records[i], values + 2)))
                g_ptr_array_add(all, (gpointer)tree_get(records[i], "id"));
    }
    g_ptr_array_add(all, NULL);
    return all;
}

static void check_value(struct reading *r, const struct known *known, const char *value, const char *at, gsize size)
{
    xmlNodePtr record;
    GPtrArray *all;

    if (!known->values)
        return;
    if (g_str_has_prefix(known->values, "v:")) {
        if (!vocabulary_term(dossier_vocabularies(r->dossier), known->values + 2, value))
            complain(r, R425, at, size, "value", value, known->name,
                     vocabulary_nearest(dossier_vocabularies(r->dossier), known->values + 2, value), NULL);
    } else if (g_str_has_prefix(known->values, "r:") || !strcmp(known->values, "scale")) {
        record = *known->values == 'r' ? dossier_record(r->dossier, value) : NULL;
        if (*known->values == 'r' ? record && (!known->values[2] || tree_is(record, known->values + 2)) : in_scales(r, value))
            return;
        all = candidates(r, known->values);
        complain(r, R425, at, size, "value", value, *known->values == 'r' && known->values[2] ? known->values + 2
                 : *known->values == 'r' ? "record" : known->name, diag_nearest(value, (const char *const *)all->pdata), NULL);
        g_ptr_array_unref(all);
    } else {
        char **words = g_strsplit(known->values, " ", -1), *list = g_strjoinv(", ", words);

        if (!g_strv_contains((const char *const *)words, value))
            complain(r, R425, at, size, "value", value, known->name, diag_nearest(value, (const char *const *)words), list);
        g_free(list);
        g_strfreev(words);
    }
}

/* ---- Words ---- */

static const struct known *find_condition(const char *name, unsigned takes)
{
    for (gsize i = 0; i < G_N_ELEMENTS(conditions); i++)
        if ((conditions[i].of & takes) && !strcmp(conditions[i].name, name))
            return &conditions[i];
    return NULL;
}

static void complain_condition(struct reading *r, const char *function, const char *name, unsigned takes, const char *at)
{
    GPtrArray *names = g_ptr_array_new();
    char *list;

    for (gsize i = 0; i < G_N_ELEMENTS(conditions); i++)
        if (conditions[i].of & takes)
            g_ptr_array_add(names, (gpointer)conditions[i].name);
    g_ptr_array_add(names, NULL);
    list = g_strjoinv(", ", (char **)names->pdata);
    diag_report(r->d, R424, place_of(r, at, strlen(name)), r->record, "function", function, "name", name, "nearest",
                diag_nearest(name, (const char *const *)names->pdata), "known", list, NULL);
    r->failed = TRUE;
    g_free(list);
    g_ptr_array_unref(names);
}

static void read_condition(struct reading *r, struct variable *v, const char *function, unsigned takes, gboolean among,
                           const char *word, const char *at)
{
    const char *equals = strchr(word, '='), *values = equals ? equals + 1 : word + strlen(word);
    struct condition c = {.among = among, .not = equals && equals > word && equals[-1] == '!'};
    char *name = g_strndup(word, equals ? (gsize)(equals - word) - c.not : strlen(word));
    const struct known *known = find_condition(name, takes);

    if (!known) {
        complain_condition(r, function, name, takes, at);
    } else if (!*values) {
        complain(r, R425, at, strlen(word), "value", "", name, NULL, NULL);
    } else {
        const char *start = at + (values - word);

        c.name = known->name;
        c.values = g_strsplit(values, ",", -1);
        c.place = place_of(r, start, strlen(c.values[0]));
        for (char **value = c.values; *value; value++) {
            check_value(r, known, *value, start, strlen(*value));
            start += strlen(*value) + 1;
        }
        g_array_append_val(v->conditions, c);
    }
    g_free(name);
}

static void complain_function(struct reading *r, const char *word, const char *at)
{
    const char *names[G_N_ELEMENTS(functions) + 1];
    char *list;

    for (gsize i = 0; i < G_N_ELEMENTS(functions); i++)
        names[i] = functions[i].word;
    names[G_N_ELEMENTS(functions)] = NULL;
    list = g_strjoinv(", ", (char **)names);
    diag_report(r->d, R423, place_of(r, at, strlen(word)), r->record, "word", word, "nearest", diag_nearest(word, names),
                "known", list, NULL);
    r->failed = TRUE;
    g_free(list);
}

static void free_condition(gpointer data)
{
    g_strfreev(((struct condition *)data)->values);
}

/* Is the word the kind of record that a count is about? */
static gboolean read_kind(struct variable *v, const char *word, unsigned *takes)
{
    for (gsize i = 0; v->function == VARIABLE_COUNT && i < G_N_ELEMENTS(counted); i++)
        if (!strcmp(word, counted[i].word)) {
            v->of = counted[i].word;
            *takes = counted[i].takes;
            return TRUE;
        }
    return FALSE;
}

static void read_words(struct reading *r, struct variable *v, gboolean *known)
{
    unsigned takes = 0;
    const char *function = NULL, *needs = NULL, *at = r->expression;
    gboolean among = FALSE;

    while (*(at += strspn(at, " \t"))) {
        char *word = g_strndup(at, strcspn(at, " \t"));

        if (!function) {
            for (gsize i = 0; i < G_N_ELEMENTS(functions) && !function; i++)
                if (!strcmp(word, functions[i].word)) {
                    function = functions[i].word;
                    takes = functions[i].takes;
                    needs = functions[i].needs;
                    v->function = functions[i].function;
                    v->capital = functions[i].capital;
                }
            if (!function) {
                complain_function(r, word, at);
                g_free(word);
                return;
            }
            *known = TRUE;
        } else if (v->function == VARIABLE_SHARE && !strcmp(word, "among")) {
            among = TRUE;
        } else if (v->conditions->len || !read_kind(v, word, &takes)) {
            read_condition(r, v, function, takes, among, word, at);
        }
        at += strlen(word);
        g_free(word);
    }
    if (needs && !variable_get(v, needs) && !r->failed) {
        char *example = g_strdup_printf("{{%s %s=ID}}", function, needs);

        diag_report(r->d, R426, place_of(r, r->expression, strlen(r->expression)), r->record, "function", function, "name",
                    needs, "example", example, NULL);
        r->failed = TRUE;
        g_free(example);
    }
}

/* ---- What an indicator has ---- */

static void check_indicator(struct reading *r, const struct variable *v)
{
    const char *id = variable_get(v, "indicator"), *period = variable_get(v, "period"), *series = variable_get(v, "series");
    xmlNodePtr indicator = id && !r->failed ? dossier_record(r->dossier, id) : NULL;
    GString *known = g_string_new(NULL);
    gboolean found = FALSE, any_series = FALSE;

    if (!indicator || v->function != VARIABLE_VALUE || (!period && !series)) {
        g_string_free(known, TRUE);
        return;
    }
    for (xmlNodePtr s = tree_first(indicator, "series"); s; s = tree_next(s)) {
        if (series ? g_strcmp0(tree_get(s, "group"), series) : tree_get(s, "by") != NULL)
            continue;
        any_series = TRUE;
        for (xmlNodePtr p = tree_first(s, "point"); p; p = tree_next(p)) {
            found |= !period || !g_strcmp0(tree_get(p, "period"), period);
            if (tree_get(p, "period"))
                g_string_append_printf(known, "%s%s", known->len ? ", " : "", tree_get(p, "period"));
        }
    }
    if (!any_series)
        for (xmlNodePtr s = tree_first(indicator, "series"); s; s = tree_next(s))
            if (tree_get(s, "group"))
                g_string_append_printf(known, "%s%s", known->len ? ", " : "", tree_get(s, "group"));
    if (!found) {
        for (guint i = 0; i < v->conditions->len; i++) {
            const struct condition *c = &g_array_index(v->conditions, struct condition, i);

            if (!strcmp(c->name, any_series ? "period" : "series"))
                diag_report(r->d, R427, c->place, r->record, "indicator", id, "what", c->values[0], "known",
                            known->len ? known->str : NULL, NULL);
        }
        r->failed = TRUE;
    }
    g_string_free(known, TRUE);
}

const char *variable_get(const struct variable *v, const char *name)
{
    for (guint i = 0; i < v->conditions->len; i++) {
        const struct condition *c = &g_array_index(v->conditions, struct condition, i);

        if (!strcmp(c->name, name))
            return c->values[0];
    }
    return NULL;
}

struct variable *variable_read(const char *expression, const struct dossier *dossier, struct place place,
                               const char *record, struct diag *d)
{
    struct reading r = {.dossier = dossier, .d = d, .place = place, .expression = expression, .record = record};
    struct variable *v = g_new0(struct variable, 1);
    gboolean known = FALSE;

    v->of = "recommendations";
    v->conditions = g_array_new(FALSE, FALSE, sizeof(struct condition));
    g_array_set_clear_func(v->conditions, free_condition);
    read_words(&r, v, &known);
    if (known)
        check_indicator(&r, v);
    if (!known && !r.failed)
        complain_function(&r, "", expression);
    if (!r.failed)
        return v;
    variable_free(v);
    return NULL;
}

void variable_free(struct variable *v)
{
    if (v)
        g_array_unref(v->conditions);
    g_free(v);
}

/* ---- Tables ---- */

char *table_target_anchor(const char *target)
{
    char *anchor = g_strconcat("table-", target, NULL);

    for (char *c = anchor; *c; c++)
        if (!g_ascii_isalnum(*c) && !strchr("-_.", *c))
            *c = '-';
    return anchor;
}

/* The query behind "?" are read as those of a count of the same kind; the place moves with them. */
static gboolean read_list(const char *kind, const char *query, const struct dossier *dossier, struct place place,
                          const char *record, struct diag *d, struct table_target *result)
{
    char *expression = g_strdup_printf("count %s %s", kind, query);

    g_strdelimit(expression, "&", ' ');
    place.column += (gint64)strlen("table:") - (gint64)strlen("count ") + !*query;
    result->kind = TABLE_LIST;
    result->list = variable_read(expression, dossier, place, record, d);
    g_free(expression);
    return result->list != NULL;
}

gboolean table_target_read(const char *target, const struct dossier *dossier, struct place place, const char *record,
                           struct diag *d, struct table_target *result)
{
    static const char *const lists[] = {"recommendations", "actions", "indicators", NULL};
    xmlNodePtr found = dossier_record(dossier, target);
    gsize n = strcspn(target, "?");
    char *kind = g_strndup(target, n);
    GPtrArray *ids;
    guint many;
    const xmlNodePtr *records = dossier_records(dossier, &many);
    gboolean ok = FALSE;

    *result = (struct table_target){TABLE_RECORD, NULL, NULL};
    if (found && tree_is(found, "table")) {
        result->id = tree_get(found, "id");
        ok = TRUE;
    } else if (g_str_has_prefix(target, "indicator-") && (found = dossier_record(dossier, target + strlen("indicator-"))) &&
               tree_is(found, "indicator")) {
        result->kind = TABLE_INDICATOR;
        result->id = tree_get(found, "id");
        ok = TRUE;
    } else if (g_strv_contains(lists, kind)) {
        ok = read_list(kind, target[n] ? target + n + 1 : "", dossier, place, record, d, result);
    } else {
        ids = g_ptr_array_new_with_free_func(g_free);
        for (guint i = 0; i < many; i++)
            if (tree_is(records[i], "table") && tree_get(records[i], "id"))
                g_ptr_array_add(ids, g_strdup(tree_get(records[i], "id")));
            else if (tree_is(records[i], "indicator") && tree_get(records[i], "id"))
                g_ptr_array_add(ids, g_strconcat("indicator-", tree_get(records[i], "id"), NULL));
        for (gsize i = 0; lists[i]; i++)
            g_ptr_array_add(ids, g_strdup(lists[i]));
        g_ptr_array_add(ids, NULL);
        diag_report(d, R404, place, record, "kind", "table", "id", target, "nearest",
                    diag_nearest(target, (const char *const *)ids->pdata), NULL);
        g_ptr_array_unref(ids);
    }
    g_free(kind);
    return ok;
}
