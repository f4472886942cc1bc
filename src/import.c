/* Each row of the table finds its record in the dossier, by id or else by document and number, or becomes a new one. A
   recommendation that the dossier has from another table is not added again: only what it lacks is filled in. What the
   table no longer has is reported and stays. Terms that no vocabulary has go to a file of their own. */
#include "import.h"

#include <string.h>

#include "official.h"
#include "targets.h"
#include "tree.h"

struct merge {
    const struct dossier *dossier;
    const struct map *map;
    const struct rows *rows;
    struct import_report *report;
    struct diag *diag;
    struct targets *targets;
    GHashTable *homes;           /* source id -> name of the file that holds its recommendations */
    GHashTable *numbers;         /* "source\nparagraph\nnumber" -> recommendation of the dossier */
    GHashTable *row_ids;         /* ids that the table makes */
    GHashTable *met;             /* ids of the dossier's recommendations that the table has */
};

static const struct official_record *row_record(const struct merge *m, guint i)
{
    return g_ptr_array_index(m->rows->records, i);
}

/* The <from> of a recommendation; NULL for other records. */
static xmlNodePtr from_of(xmlNodePtr record)
{
    return official_is_element(record, "recommendation") ? official_first_child(record, "from") : NULL;
}

static const struct xmlfile *find_file(const struct dossier *dossier, const char *name)
{
    guint n;
    const struct xmlfile *const *files = dossier_files(dossier, &n);

    for (guint i = 0; i < n; i++)
        if (!strcmp(xmlfile_name(files[i]), name))
            return files[i];
    return NULL;
}

/* Where a new record goes: the map's file if it exists, else where the source's recommendations stand already. */
static struct target *home_of(struct merge *m, const char *source, const char *file)
{
    const struct xmlfile *existing = find_file(m->dossier, file);
    const char *home = existing ? file : g_hash_table_lookup(m->homes, source);

    if (!existing && home)
        existing = find_file(m->dossier, home);
    return targets_get(m->targets, existing ? home : file, existing);
}

/* Whether the record, found by its number, belongs to another table: to that of its first external id. */
static gboolean is_of_other_table(const struct merge *m, const struct official_record *r, xmlNodePtr record)
{
    xmlNodePtr external = official_first_child(record, "external");

    return strcmp(r->id, tree_get(record, "id")) && external && m->map->scheme &&
           g_strcmp0(tree_get(external, "scheme"), m->map->scheme);
}

static void change_record(struct merge *m, const struct official_record *r, xmlNodePtr record)
{
    const struct xmlfile *file = xmlfile_of(record);
    struct official_edit e = {.map = m->map, .vocabularies = dossier_vocabularies(m->dossier), .file = file,
                              .patch = targets_get(m->targets, xmlfile_name(file), file)->patch, .record = record,
                              .gaps_only = is_of_other_table(m, r, record)};
    const char *id = tree_get(record, "id");

    if (!e.patch)
        return; /* reported */
    e.fields = g_string_new(NULL);
    official_change_record(&e, r);
    m->report->of_other_tables += e.gaps_only;
    if (e.text_differs)
        g_string_append_printf(m->report->details, "  differs  %s: text; the dossier's stays\n", id);
    if (e.fields->len) {
        m->report->changed++;
        g_string_append_printf(m->report->details, "  changed  %s: %s\n", id, e.fields->str);
    } else {
        m->report->unchanged++;
    }
    g_string_free(e.fields, TRUE);
}

/* Adds to a source record what it lacks; a difference is a warning. */
static void change_source(struct merge *m, const struct official_source *s)
{
    const struct xmlfile *file = xmlfile_of(s->existing);
    struct official_edit e = {.map = m->map, .file = file, .record = s->existing,
                              .patch = targets_get(m->targets, xmlfile_name(file), file)->patch};
    const struct {
        const char *name, *value;
    } attributes[] = {{"body", s->body}, {"symbol", s->symbol}, {"date", s->date}, {"session", s->session},
                      {"cycle", s->cycle}};

    if (!e.patch)
        return;
    for (gsize i = 0; i < G_N_ELEMENTS(attributes); i++) {
        const char *name = attributes[i].name, *value = attributes[i].value;
        const char *old = tree_get(s->existing, name);

        if (!old) {
            if (official_set_attribute(&e, s->existing, name, value))
                g_string_append_printf(m->report->details, "  changed  %s: %s\n", s->id, name);
        } else if (value && *value && strcmp(old, value) && !g_str_has_prefix(old, value)) { /* 2014-12-08 is in 2014 */
            diag_report(m->diag, R226, dossier_attribute_place(s->existing, name), s->id, "field", name, "value", value,
                        "id", s->id, "other", old, NULL);
        }
    }
}

/* ---- All rows ---- */

static char *number_key(const char *source, const char *paragraph, const char *number)
{
    return g_strdup_printf("%s\n%s\n%s", source, paragraph ? paragraph : "", number);
}

/* The recommendation of that number that no other row of the table speaks of, or NULL. */
static xmlNodePtr find_number(struct merge *m, const char *source, const char *paragraph, const char *number)
{
    char *key = number_key(source, paragraph, number);
    xmlNodePtr record = g_hash_table_lookup(m->numbers, key);
    const char *id = record ? tree_get(record, "id") : NULL;

    g_free(key);
    return id && !g_hash_table_contains(m->row_ids, id) && !g_hash_table_contains(m->met, id) ? record : NULL;
}

/* The dossier's record for a row: the one of its id, else the recommendation of the same document and number. */
static xmlNodePtr find_record(struct merge *m, const struct official_record *r)
{
    xmlNodePtr record = dossier_record(m->dossier, r->id);

    if (!record)
        record = find_number(m, r->from->id, r->paragraph, r->number);
    if (!record && *r->paragraph) /* a record may lack the paragraph */
        record = find_number(m, r->from->id, NULL, r->number);
    return record;
}

static void merge_records(struct merge *m)
{
    for (guint i = 0; i < m->rows->sources->len; i++) {
        const struct official_source *s = g_ptr_array_index(m->rows->sources, i);

        m->report->sources++;
        if (s->existing) {
            change_source(m, s);
        } else {
            official_write_source(home_of(m, s->id, s->file)->lines, s);
            m->report->sources_added++;
        }
    }
    for (guint i = 0; i < m->rows->records->len; i++) {
        const struct official_record *r = row_record(m, i);
        xmlNodePtr existing = find_record(m, r);

        if (!existing) {
            official_write_record(home_of(m, r->from->id, r->file)->lines, m->map, r);
            m->report->added++;
        } else if (official_is_element(existing, "recommendation")) {
            g_hash_table_add(m->met, (gpointer)tree_get(existing, "id"));
            change_record(m, r, existing);
        } else {
            struct place there = dossier_place(m->dossier, r->id);
            char *where = g_strdup_printf("%s:%" G_GINT64_FORMAT, there.file, there.line);

            diag_report(m->diag, R217, r->place, r->id, "id", r->id, "kind", (const char *)existing->name, "where",
                        where, NULL);
            g_free(where);
        }
    }
}

/* Whether all external ids of a record are those of other tables. */
static gboolean is_from_elsewhere(const struct merge *m, xmlNodePtr record)
{
    gboolean other = FALSE;

    for (xmlNodePtr e = record->children; e && m->map->scheme; e = e->next)
        if (official_is_element(e, "external")) {
            if (!g_strcmp0(tree_get(e, "scheme"), m->map->scheme))
                return FALSE;
            other = TRUE;
        }
    return other;
}

/* Recommendations of the table's documents that the table does not have. They are reported and stay. */
static void report_gone(struct merge *m)
{
    GHashTable *sources = g_hash_table_new(g_str_hash, g_str_equal);
    guint n;
    const xmlNodePtr *records = dossier_records(m->dossier, &n);

    for (guint i = 0; i < m->rows->records->len; i++) {
        const struct official_record *r = row_record(m, i);

        g_hash_table_add(sources, (gpointer)r->from->id);
    }
    for (guint i = 0; i < n; i++) {
        const char *id = tree_get(records[i], "id");
        xmlNodePtr from = from_of(records[i]);
        const char *source = from ? tree_get(from, "source") : NULL;
        struct place place;

        if (!source || !id || g_hash_table_contains(m->met, id) || !g_hash_table_contains(sources, source) ||
            is_from_elsewhere(m, records[i]))
            continue;
        place = dossier_node_place(records[i]);
        g_string_append_printf(m->report->details, "  gone     %s, left in place: %s:%" G_GINT64_FORMAT "\n", id,
                               place.file, place.line);
        m->report->gone++;
    }
    g_hash_table_destroy(sources);
}

static void index_dossier(struct merge *m)
{
    guint n;
    const xmlNodePtr *records = dossier_records(m->dossier, &n);

    for (guint i = 0; i < m->rows->records->len; i++)
        g_hash_table_add(m->row_ids, (gpointer)row_record(m, i)->id);
    for (guint i = 0; i < n; i++) {
        xmlNodePtr from = from_of(records[i]);
        const char *source = from ? tree_get(from, "source") : NULL;
        const char *number = from ? tree_get(from, "number") : NULL;

        if (source && number)
            g_hash_table_insert(m->numbers, number_key(source, tree_get(from, "paragraph"), number),
                                records[i]);
        if (source)
            g_hash_table_insert(m->homes, (gpointer)source, (gpointer)xmlfile_name(xmlfile_of(records[i])));
    }
}

/* ---- Terms ---- */

static void add_terms_of(struct merge *m, const char *vocabulary, GPtrArray *lines, const char *indent)
{
    for (guint i = 0; i < m->rows->terms->len; i++) {
        const struct new_term *term = g_ptr_array_index(m->rows->terms, i);
        char *id, *label;

        if (strcmp(term->vocabulary, vocabulary))
            continue;
        id = patch_escape_value(term->id);
        label = patch_escape_text(term->label);
        g_ptr_array_add(lines, g_strdup_printf("%s<term id=\"%s\">", indent, id));
        g_ptr_array_add(lines, g_strdup_printf("%s  <label xml:lang=\"%s\">%s</label>", indent, m->map->lang, label));
        /* spellings of the table, so that it is found again when somebody writes a better label */
        for (const char *const spellings[] = {term->label, term->alias, NULL}, *const *w = spellings; *w; w++) {
            char *alias = patch_escape_text(*w);

            g_ptr_array_add(lines, g_strdup_printf("%s  <alias>%s</alias>", indent, alias));
            g_free(alias);
        }
        g_ptr_array_add(lines, g_strdup_printf("%s</term>", indent));
        g_free(id);
        g_free(label);
    }
}

static void merge_terms(struct merge *m)
{
    char *path;
    struct target *t;
    struct xmlfile *file = NULL;
    xmlNodePtr root;

    for (guint i = 0; i < m->rows->terms->len; i++) {
        const struct new_term *term = g_ptr_array_index(m->rows->terms, i);

        g_string_append_printf(m->report->details, "  term     %s %s “%s” (%u %s)\n", term->vocabulary, term->id,
                               term->label, term->uses, term->uses == 1 ? "cell" : "cells");
        m->report->terms_added++;
    }
    if (!m->report->terms_added)
        return;
    path = g_build_filename(dossier_folder(m->dossier), OFFICIAL_TERMS_FILE, NULL);
    if (g_file_test(path, G_FILE_TEST_EXISTS))
        file = xmlfile_read(dossier_folder(m->dossier), OFFICIAL_TERMS_FILE, m->diag);
    g_free(path);
    t = targets_get(m->targets, OFFICIAL_TERMS_FILE, file);
    t->own = file;
    root = file ? xmlDocGetRootElement(xmlfile_doc(file)) : NULL;
    if (file && !t->patch)
        return;
    for (enum map_list list = 0; list < MAP_LISTS; list++) {
        const char *vocabulary = map_list_vocabulary(list);
        GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);
        xmlNodePtr existing = NULL;

        for (xmlNodePtr v = root ? root->children : NULL; v && !existing; v = v->next)
            if (official_is_element(v, "vocabulary") && !g_strcmp0(tree_get(v, "id"), vocabulary))
                existing = v;
        add_terms_of(m, vocabulary, lines, existing ? "  " : "    ");
        if (lines->len && existing) {
            for (guint i = 0; i < lines->len; i++)
                lines->pdata[i] = official_qualify(lines->pdata[i], existing);
            g_ptr_array_add(lines, NULL);
            patch_append_child(t->patch, (guint)patch_find(t->patch, (gsize)xmlfile_offset(file, existing)),
                               (const char *const *)lines->pdata);
        } else if (lines->len) {
            g_ptr_array_add(t->lines, g_strdup_printf("  <vocabulary id=\"%s\">", vocabulary));
            for (guint i = 0; i < lines->len; i++)
                g_ptr_array_add(t->lines, g_strdup(g_ptr_array_index(lines, i)));
            g_ptr_array_add(t->lines, g_strdup("  </vocabulary>"));
        }
        g_ptr_array_unref(lines);
    }
}

gboolean import_merge(const struct dossier *dossier, const struct map *map, const struct rows *rows, gboolean dry_run,
                      struct import_report *report, gboolean *unwritable, struct diag *d)
{
    struct merge m = {.dossier = dossier, .map = map, .rows = rows, .report = report, .diag = d};
    guint errors = diag_count(d, DIAG_ERROR);
    GPtrArray *changed = NULL;
    gboolean ok;

    *unwritable = FALSE;
    memset(report, 0, sizeof *report);
    report->details = g_string_new(NULL);
    report->files = g_ptr_array_new_with_free_func(g_free);
    m.targets = targets_new(dossier_folder(dossier), d);
    m.homes = g_hash_table_new(g_str_hash, g_str_equal);
    m.numbers = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    m.row_ids = g_hash_table_new(g_str_hash, g_str_equal);
    m.met = g_hash_table_new(g_str_hash, g_str_equal);
    index_dossier(&m);
    merge_records(&m);
    report_gone(&m);
    merge_terms(&m);
    if (diag_count(d, DIAG_ERROR) == errors)
        changed = targets_finish(m.targets);
    ok = changed != NULL;
    for (guint i = 0; ok && i < changed->len; i++)
        g_ptr_array_add(report->files, g_strdup(((const struct target *)g_ptr_array_index(changed, i))->name));
    if (ok && !dry_run && !targets_write(m.targets, changed)) {
        *unwritable = TRUE;
        ok = FALSE;
    }
    if (changed)
        g_ptr_array_free(changed, TRUE);
    targets_free(m.targets);
    g_hash_table_destroy(m.homes);
    g_hash_table_destroy(m.numbers);
    g_hash_table_destroy(m.row_ids);
    g_hash_table_destroy(m.met);
    return ok;
}

void import_report_clear(struct import_report *report)
{
    if (report->details)
        g_string_free(report->details, TRUE);
    if (report->files)
        g_ptr_array_unref(report->files);
    memset(report, 0, sizeof *report);
}
