/* Each row in three steps: cells (patterns, tables of values), documents it speaks of, fields. Errors are collected, so
   that one run tells all of them. Codes are looked up in the dossier's vocabularies; a label that none has becomes a
   new term, the same for every spelling that differs in case and spaces only. */
#include "rows.h"

#include <libxml/tree.h>
#include <string.h>

#include "arena.h"
#include "project.h"
#include "tree.h"

struct reader {
    const struct csv_file *table;
    const struct map *map;
    const struct dossier *dossier;
    struct diag *diag;
    struct rows *rows;
    int *positions;              /* of each column of the map in the table, -1: not there */
    gboolean *verbatim;          /* per column of the map: its cells are taken with their outer spaces */
    GHashTable *source_records;  /* symbol -> source record of the dossier */
    GHashTable *sources;         /* id -> struct official_source * */
    GHashTable *records;         /* id -> struct official_record * */
    GHashTable *terms;           /* "vocabulary\nlabel in lower case" -> struct new_term * */
    GHashTable *term_ids;        /* "vocabulary\nid" of new terms */
    GHashTable *other_states;
    /* the row at hand */
    const struct csv_row *row;
    const char **cells;          /* per column of the map: what it stands for, "" when empty */
    const char **comments;       /* per column of the map: the comment of its value, or NULL */
    GMatchInfo **matches;        /* per column of the map, or NULL */
    const char *item;            /* of a list: where it stands in its cell, or NULL */
    gboolean failed;             /* an error in this row was reported */
};

static const char *keep(struct reader *r, char *text)
{
    const char *copy = arena_strdup(r->rows->arena, text);

    g_free(text);
    return copy;
}

/* Lower case, one space for any white space, none around. g_free the result. */
static char *fold(const char *text)
{
    char *lower = g_utf8_casefold(text, -1);
    GString *s = g_string_new(NULL);

    for (const char *p = lower; *p; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);

        if (!g_unichar_isspace(c))
            g_string_append_unichar(s, c);
        else if (s->len && s->str[s->len - 1] != ' ')
            g_string_append_c(s, ' ');
    }
    if (s->len && s->str[s->len - 1] == ' ')
        g_string_truncate(s, s->len - 1);
    g_free(lower);
    return g_string_free(s, FALSE);
}

static gboolean same_words(const char *a, const char *b)
{
    char *x = fold(a), *y = fold(b);
    gboolean same = !strcmp(x, y);

    g_free(x);
    g_free(y);
    return same;
}

/* ---- Columns ---- */

static int find_header(const struct csv_file *t, const char *header)
{
    for (guint i = 0; i < t->rows[0].n; i++)
        if (same_words(t->rows[0].cells[i].text, header))
            return (int)i;
    return -1;
}

static void match_columns(struct reader *r)
{
    const struct csv_row *header = &r->table->rows[0];
    gboolean *read = g_new0(gboolean, header->n);
    const char **names = g_new0(const char *, header->n + 1);
    GString *list = g_string_new(NULL);

    for (guint i = 0; i < header->n; i++) {
        names[i] = header->cells[i].text;
        g_string_append_printf(list, "%s%s", i ? ", " : "", names[i]);
        for (guint j = 0; j < i; j++)
            if (*names[i] && same_words(names[i], names[j]))
                diag_report(r->diag, R211, csv_cell_place(r->table, &header->cells[i]), NULL, "column", names[i], NULL);
    }
    for (guint i = 0; i < r->map->n_columns; i++) {
        const struct map_column *c = &r->map->columns[i];
        int at = find_header(r->table, c->header);

        for (const char **alias = c->aliases; at < 0 && *alias; alias++)
            at = find_header(r->table, *alias);
        r->positions[i] = at;
        if (at >= 0)
            read[at] = TRUE;
        else if (!c->optional)
            diag_report(r->diag, R210, (struct place){r->table->name, header->line, 1, 0}, NULL, "column", c->header,
                        "columns", list->str, "nearest", diag_nearest(c->header, names), NULL);
    }
    for (const char **name = r->map->ignored; *name; name++) {
        int at = find_header(r->table, *name);

        if (at >= 0)
            read[at] = TRUE;
    }
    for (guint i = 0; i < header->n; i++) {
        struct unread_column unread = {arena_strdup(r->rows->arena, header->cells[i].text), 0};

        if (read[i])
            continue;
        for (guint row = 1; row < r->table->n_rows; row++)
            unread.cells += *r->table->rows[row].cells[i].text != 0;
        g_array_append_val(r->rows->unread, unread);
    }
    g_string_free(list, TRUE);
    g_free(names);
    g_free(read);
}

/* ---- Cells ---- */

static struct place cell_place(struct reader *r, int column)
{
    int at = column >= 0 ? r->positions[column] : -1;

    if (at >= 0 && r->item)
        return csv_item_place(r->table, &r->row->cells[at], r->item);
    if (at >= 0)
        return csv_cell_place(r->table, &r->row->cells[at]);
    return (struct place){r->table->name, r->row->line, 1, 0};
}

static void fail(struct reader *r, enum diag_code code, int column, const char *value, const char *slot,
                 const char *more)
{
    diag_report(r->diag, code, cell_place(r, column), NULL, "column", r->map->columns[column].header, "value", value,
                slot, more, NULL);
    r->failed = TRUE;
}

/* The first character that XML cannot hold, or NULL. */
static const char *find_control(const char *text)
{
    for (const char *p = text; *p; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);

        if ((c < 0x20 && c != '\t' && c != '\n') || c == 0xFFFE || c == 0xFFFF)
            return p;
    }
    return NULL;
}

static GMatchInfo *match_patterns(const struct map_column *c, const char *text)
{
    for (GRegex **pattern = c->patterns; *pattern; pattern++) {
        GMatchInfo *match = NULL;

        if (g_regex_match(*pattern, text, 0, &match))
            return match;
        g_match_info_free(match);
    }
    return NULL;
}

/* The meanings of a column's values, for the hint. g_free the result. */
static char *list_values(const struct map_column *c)
{
    GString *s = g_string_new(NULL);

    for (guint i = 0; i < c->n_values; i++)
        g_string_append_printf(s, "%s%s", i ? ", " : "", c->values[i].from);
    return g_string_free(s, FALSE);
}

static void translate_value(struct reader *r, guint column)
{
    const struct map_column *c = &r->map->columns[column];
    char *known;

    for (guint i = 0; i < c->n_values; i++)
        if (same_words(c->values[i].from, r->cells[column])) {
            r->cells[column] = c->values[i].to;
            r->comments[column] = c->values[i].comment;
            return;
        }
    known = list_values(c);
    fail(r, R213, (int)column, r->cells[column], "known", known);
    g_free(known);
}

static void read_cell(struct reader *r, guint column)
{
    const struct map_column *c = &r->map->columns[column];
    const char *text, *control;

    r->cells[column] = "";
    r->comments[column] = NULL;
    g_clear_pointer(&r->matches[column], g_match_info_free);
    if (r->positions[column] < 0)
        return;
    text = r->row->cells[r->positions[column]].text;
    control = find_control(text);
    if (control) {
        char *code = g_strdup_printf("U+%04X", g_utf8_get_char(control));

        fail(r, R218, (int)column, code, NULL, NULL);
        g_free(code);
        return;
    }
    if (!r->verbatim[column])
        text = keep(r, g_strstrip(g_strdup(text)));
    else if (text[strspn(text, " \t\n")] == 0)
        text = "";
    r->cells[column] = text;
    if (!*text) {
        if (c->filled)
            fail(r, R212, (int)column, "", NULL, NULL);
        return;
    }
    if (c->list)
        return; /* item by item, below */
    if (*c->patterns) {
        r->matches[column] = match_patterns(c, text);
        if (!r->matches[column]) {
            fail(r, R214, (int)column, text, "example", c->example);
            return;
        }
    }
    if (c->n_values)
        translate_value(r, column);
}

static const char *look_up(int column, const char *group, gpointer context)
{
    struct reader *r = context;

    if (column == MAP_STATE)
        return group ? project_state_short(r->dossier, r->map->lang) : project_state(r->dossier);
    if (!group)
        return r->cells[column];
    if (!r->matches[column] || g_regex_get_string_number(g_match_info_get_regex(r->matches[column]), group) < 0)
        return ""; /* another pattern of the column has the group */
    {
        char *text = g_match_info_fetch_named(r->matches[column], group);

        return text ? keep(r, text) : "";
    }
}

static const char *expand(struct reader *r, const struct map_template *t)
{
    return t->n ? keep(r, map_expand(t, look_up, r)) : "";
}

/* A record id: the expanded text with what no name may hold made a hyphen. */
static const char *expand_id(struct reader *r, const struct map_template *t)
{
    char *text = map_expand(t, look_up, r);
    GString *s = g_string_new(NULL);

    for (const char *p = text; *p; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);

        if (g_unichar_isalnum(c) || c == '.' || c == '-' || c == '_')
            g_string_append_unichar(s, c);
        else if (s->len && s->str[s->len - 1] != '-')
            g_string_append_c(s, '-');
    }
    while (s->len && s->str[s->len - 1] == '-')
        g_string_truncate(s, s->len - 1);
    if (!s->len || xmlValidateNCName((const xmlChar *)s->str, 0))
        g_string_prepend(s, "r-");
    g_free(text);
    return keep(r, g_string_free(s, FALSE));
}

/* ---- Documents ---- */

static const struct official_source *add_source(struct reader *r, const struct map_source *m, const char *file)
{
    const char *symbol = expand(r, &m->symbol);
    xmlNodePtr existing = *symbol ? g_hash_table_lookup(r->source_records, symbol) : NULL;
    const char *id = existing ? tree_get(existing, "id") : expand_id(r, &m->id);
    struct official_source *s = g_hash_table_lookup(r->sources, id);

    if (s)
        return s;
    s = arena_new_of(r->rows->arena, struct official_source);
    s->id = arena_strdup(r->rows->arena, id);
    s->kind = m->kind;
    s->body = m->body;
    s->symbol = symbol;
    s->date = expand(r, &m->date);
    s->session = expand(r, &m->session);
    s->cycle = expand(r, &m->cycle);
    s->titles = arena_array_of(r->rows->arena, struct label, m->n_titles);
    s->n_titles = m->n_titles;
    for (guint i = 0; i < m->n_titles; i++)
        s->titles[i] = (struct label){m->titles[i].lang, expand(r, &m->titles[i].text)};
    s->file = file;
    s->existing = existing ? existing : dossier_record(r->dossier, id);
    s->place = cell_place(r, -1);
    if (s->existing && strcmp((const char *)s->existing->name, "source")) {
        struct place there = dossier_place(r->dossier, id);
        char *where = g_strdup_printf("%s:%" G_GINT64_FORMAT, there.file, there.line);

        diag_report(r->diag, R217, s->place, id, "id", id, "kind", (const char *)s->existing->name, "where", where,
                    NULL);
        g_free(where);
        r->failed = TRUE;
    }
    g_hash_table_insert(r->sources, (gpointer)s->id, s);
    g_ptr_array_add(r->rows->sources, s);
    return s;
}

/* The first document of these names that the row has, or NULL. */
static const struct official_source *choose_source(struct reader *r, const char **names, const char *file)
{
    for (; *names; names++)
        for (guint i = 0; i < r->map->n_sources; i++) {
            const struct map_source *m = &r->map->sources[i];

            if (!strcmp(m->name, *names) && (!m->when.n || *expand(r, &m->when)))
                return add_source(r, m, file);
        }
    return NULL;
}

/* ---- Codes ---- */

static const char *new_term_id(struct reader *r, const char *vocabulary, const char *code, const char *label)
{
    char *base = code && *code ? g_strdup(code) : map_make_id(label), *id, *key;
    gboolean taken;

    if (!(code && *code) && strlen(base) > 60) { /* cut at a word */
        char *cut;

        *g_utf8_find_prev_char(base, base + 61) = 0;
        cut = strrchr(base, '-');
        if (cut)
            *cut = 0;
    }
    if (!*base || xmlValidateNCName((const xmlChar *)base, 0)) {
        id = g_strconcat("t-", base, NULL);
        g_free(base);
        base = id;
    }
    id = g_strdup(base);
    for (guint n = 2;; n++) {
        key = g_strconcat(vocabulary, "\n", id, NULL);
        taken = vocabulary_term(dossier_vocabularies(r->dossier), vocabulary, id) ||
                g_hash_table_contains(r->term_ids, key);
        if (!taken)
            break;
        g_free(key);
        g_free(id);
        id = g_strdup_printf("%s-%u", base, n);
    }
    g_hash_table_add(r->term_ids, key);
    g_free(base);
    return keep(r, id);
}

static const char *add_term(struct reader *r, const char *vocabulary, const char *words, const char *code,
                            const char *label)
{
    char *folded, *key;
    struct new_term *t;

    if (!label || !*label)
        label = words;
    folded = fold(label);
    key = g_strconcat(vocabulary, "\n", folded, NULL);
    g_free(folded);
    t = g_hash_table_lookup(r->terms, key);
    if (t) {
        g_free(key);
    } else {
        t = arena_new_of(r->rows->arena, struct new_term);
        t->vocabulary = vocabulary;
        t->id = new_term_id(r, vocabulary, code, label);
        t->label = arena_strdup(r->rows->arena, label);
        t->alias = strcmp(label, words) ? arena_strdup(r->rows->arena, words) : NULL;
        g_hash_table_insert(r->terms, key, t);
        g_ptr_array_add(r->rows->terms, t);
    }
    t->uses++;
    return t->id;
}

/* The code of one item, or NULL after a report. */
static const char *find_code(struct reader *r, enum map_list list, int column, const char *item)
{
    const struct map_column *c = &r->map->columns[column];
    const struct vocabularies *v = dossier_vocabularies(r->dossier);
    const char *vocabulary = map_list_vocabulary(list), *result = NULL;
    GMatchInfo *match = NULL;
    char *code = NULL, *label = NULL;
    const struct term *t;

    if (*c->patterns && !(match = match_patterns(c, item))) {
        fail(r, R214, column, item, "example", c->example);
        return NULL;
    }
    if (match) {
        const GRegex *pattern = g_match_info_get_regex(match);

        code = g_regex_get_string_number(pattern, "code") >= 0 ? g_match_info_fetch_named(match, "code") : NULL;
        label = g_regex_get_string_number(pattern, "label") >= 0 ? g_match_info_fetch_named(match, "label") : NULL;
        g_match_info_free(match);
    }
    t = vocabulary_find(v, vocabulary, item);
    if (!t && code && *code)
        t = vocabulary_term(v, vocabulary, code);
    if (!t && label && *label)
        t = vocabulary_find(v, vocabulary, label);
    if (t)
        result = t->id;
    else if (list == MAP_RECOMMENDER && !strcmp(item, project_state(r->dossier)))
        result = project_state(r->dossier);
    else if (r->map->add[list])
        result = add_term(r, vocabulary, item, code, label);
    else
        fail(r, list == MAP_RECOMMENDER ? R215 : R219, column, item, "nearest",
             vocabulary_nearest(v, vocabulary, item));
    g_free(code);
    g_free(label);
    return result;
}

static void add_code(struct reader *r, GPtrArray *codes, enum map_list list, int column, const char *item)
{
    const char *code;

    if (!*item)
        return;
    code = find_code(r, list, column, item);
    for (guint i = 0; code && i < codes->len; i++)
        if (!strcmp(g_ptr_array_index(codes, i), code))
            return;
    if (code)
        g_ptr_array_add(codes, (gpointer)code);
}

static const char **read_list(struct reader *r, enum map_list list)
{
    GPtrArray *codes = g_ptr_array_new();
    const char **result;

    for (const int *column = r->map->lists[list]; *column >= 0; column++) {
        const struct map_column *c = &r->map->columns[*column];

        if (c->list && r->positions[*column] >= 0) {
            const char *cell = r->row->cells[r->positions[*column]].text;
            char **items = g_strsplit(*r->cells[*column] ? cell : "", c->list, -1);

            for (char **item = items; *item; item++) {
                r->item = cell;
                while (*r->item == ' ')
                    r->item++;
                cell += strlen(*item) + strlen(c->list);
                add_code(r, codes, list, *column, g_strstrip(*item));
                r->item = NULL;
            }
            g_strfreev(items);
        } else {
            add_code(r, codes, list, *column, r->cells[*column]);
        }
    }
    result = arena_array_of(r->rows->arena, const char *, codes->len + 1);
    for (guint i = 0; i < codes->len; i++)
        result[i] = g_ptr_array_index(codes, i);
    g_ptr_array_free(codes, TRUE);
    return result;
}

/* ---- Rows ---- */

/* The column whose slot stands last in the id: the place of a duplicate. */
static int id_column(const struct map *m)
{
    int column = -1;

    for (guint i = 0; i < m->record_id.n; i++)
        if (!m->record_id.parts[i].text && m->record_id.parts[i].column >= 0)
            column = m->record_id.parts[i].column;
    return column;
}

/* FALSE when the row speaks of another State. */
static gboolean is_ours(struct reader *r)
{
    int column = r->map->rows_column;
    const char *cell = r->cells[column], *code = project_state(r->dossier);
    const struct term *t = vocabulary_find(dossier_vocabularies(r->dossier), "states", cell);

    if (!strcmp(t ? t->id : cell, code) || same_words(cell, project_state_short(r->dossier, r->map->lang)) ||
        same_words(cell, project_state_name(r->dossier, r->map->lang)))
        return TRUE;
    g_hash_table_add(r->other_states, g_strdup(cell));
    return FALSE;
}

static void read_row(struct reader *r)
{
    struct official_record *record, *other;
    const struct map *m = r->map;
    const char **lists[MAP_LISTS];

    r->failed = FALSE;
    for (guint i = 0; i < m->n_columns; i++)
        read_cell(r, i);
    for (enum map_list list = 0; list < MAP_LISTS; list++)
        lists[list] = read_list(r, list);
    if (r->failed)
        return;
    record = arena_new_of(r->rows->arena, struct official_record);
    record->place = cell_place(r, id_column(m));
    record->id = expand_id(r, &m->record_id);
    record->file = expand(r, &m->record_file);
    record->number = expand(r, &m->number);
    record->paragraph = expand(r, &m->paragraph);
    record->part = expand(r, &m->part);
    record->external = expand(r, &m->external);
    record->text = expand(r, &m->text);
    record->from = choose_source(r, m->from, record->file);
    record->position = m->position_column >= 0 ? r->cells[m->position_column] : "";
    record->position_paragraph = "";
    if (*record->position) {
        record->position_comment = r->comments[m->position_column];
        record->position_paragraph = expand(r, &m->position_paragraph);
        record->position_source = choose_source(r, m->position_sources, record->file);
    }
    memcpy(record->lists, lists, sizeof lists);
    if (!record->from) {
        diag_report(r->diag, R216, cell_place(r, -1), record->id, NULL);
        return;
    }
    other = g_hash_table_lookup(r->records, record->id);
    if (other) {
        char *line = g_strdup_printf("%" G_GINT64_FORMAT, other->place.line);

        diag_report(r->diag, R221, record->place, record->id, "id", record->id, "line", line, NULL);
        g_free(line);
        return;
    }
    g_hash_table_insert(r->records, (gpointer)record->id, record);
    g_ptr_array_add(r->rows->records, record);
}

static void index_sources(struct reader *r)
{
    guint n;
    const xmlNodePtr *records = dossier_records(r->dossier, &n);

    for (guint i = 0; i < n; i++) {
        const char *symbol = tree_get(records[i], "symbol");

        if (symbol && !strcmp((const char *)records[i]->name, "source") &&
            !g_hash_table_contains(r->source_records, symbol))
            g_hash_table_insert(r->source_records, (gpointer)symbol, records[i]);
    }
}

struct rows *rows_read(const struct csv_file *table, const struct map *map, const struct dossier *dossier,
                       gboolean all_states, struct diag *d)
{
    struct rows *rows = g_new0(struct rows, 1);
    struct reader r = {.table = table, .map = map, .dossier = dossier, .diag = d, .rows = rows};
    guint errors = diag_count(d, DIAG_ERROR), n = map->n_columns;
    gboolean columns;

    rows->arena = arena_new();
    rows->sources = g_ptr_array_new();
    rows->records = g_ptr_array_new();
    rows->terms = g_ptr_array_new();
    rows->unread = g_array_new(FALSE, FALSE, sizeof(struct unread_column));
    r.positions = g_new(int, n);
    r.verbatim = g_new0(gboolean, n);
    r.cells = g_new0(const char *, n);
    r.comments = g_new0(const char *, n);
    r.matches = g_new0(GMatchInfo *, n);
    r.source_records = g_hash_table_new(g_str_hash, g_str_equal);
    r.sources = g_hash_table_new(g_str_hash, g_str_equal);
    r.records = g_hash_table_new(g_str_hash, g_str_equal);
    r.terms = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    r.term_ids = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    r.other_states = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (guint i = 0; i < map->text.n; i++)
        if (map->text.parts[i].column >= 0)
            r.verbatim[map->text.parts[i].column] = TRUE;
    index_sources(&r);
    match_columns(&r);
    columns = diag_count(d, DIAG_ERROR) == errors;
    rows->n_read = table->n_rows - 1;
    /* without its columns no row makes sense; after a thousand errors the rest would be more of the same */
    for (guint i = 1; columns && i < table->n_rows && diag_count(d, DIAG_ERROR) - errors < 1000; i++) {
        r.row = &table->rows[i];
        if (map->rows_column >= 0 && !all_states) {
            read_cell(&r, (guint)map->rows_column);
            if (*r.cells[map->rows_column] && !is_ours(&r)) {
                rows->n_others++;
                continue;
            }
        }
        read_row(&r);
    }
    rows->n_other_states = g_hash_table_size(r.other_states);
    if (!rows->records->len && diag_count(d, DIAG_ERROR) == errors) {
        if (rows->n_others)
            diag_report(d, R222, (struct place){table->name, 1, 0, 0}, NULL, "state", project_state(dossier), NULL);
        else
            diag_report(d, R223, (struct place){table->name, 1, 0, 0}, NULL, NULL);
    }
    for (guint i = 0; i < n; i++)
        g_clear_pointer(&r.matches[i], g_match_info_free);
    g_hash_table_destroy(r.source_records);
    g_hash_table_destroy(r.sources);
    g_hash_table_destroy(r.records);
    g_hash_table_destroy(r.terms);
    g_hash_table_destroy(r.term_ids);
    g_hash_table_destroy(r.other_states);
    g_free(r.positions);
    g_free(r.verbatim);
    g_free(r.cells);
    g_free(r.comments);
    g_free(r.matches);
    return rows;
}

void rows_free(struct rows *r)
{
    if (!r)
        return;
    g_ptr_array_free(r->sources, TRUE);
    g_ptr_array_free(r->records, TRUE);
    g_ptr_array_free(r->terms, TRUE);
    g_array_free(r->unread, TRUE);
    arena_free(r->arena);
    g_free(r);
}
