/* A folder into one indexed whole: project.xml, vocabularies/ and records/ are read (record files by several threads),
   validated, put in the order of their paths and indexed by id. The checks across records stand in check.c. */
#include "dossier.h"

#include <string.h>

#include "check.h"
#include "parallel.h"
#include "profile.h"
#include "project.h"
#include "schema.h"
#include "tree.h"
#include "timing.h"

struct dossier {
    char *folder;
    struct xmlfile *project;
    struct vocabularies *vocabularies;
    struct profiles *profiles;
    GPtrArray *vocabulary_files; /* of struct xmlfile */
    GPtrArray *files;            /* of struct xmlfile: record files */
    GPtrArray *records;          /* of xmlNodePtr */
    GHashTable *by_id;           /* id -> xmlNodePtr */
    char **audiences;
    GPtrArray *names[3];         /* ids of documents, their kinds, languages: lent strings, NULL at the end */
    guint counts[32];            /* by dossier_kinds() */
};

static const char *const kinds[] = {"source",      "recommendation", "cluster",      "action",     "evidence",
                                    "indicator",   "assessment",     "institution",  "consultation", "obligation",
                                    "question",    "issue",          "treaty",       "submitter",  "answer",
                                    "table",       NULL};

const char *const *dossier_kinds(void)
{
    return kinds;
}

gboolean dossier_is_prose(const xmlNode *element)
{
    static const char *const always[] = {"comment", "outcome", "assistance", "statement",   "definition",
                                         "reasons", "points", "reflected", "reservation", "description", NULL};
    const char *name = (const char *)element->name;
    const char *parent = element->parent ? (const char *)element->parent->name : "";

    if (!strcmp(name, "text"))
        return !strcmp(parent, "action") || !strcmp(parent, "issue") || !strcmp(parent, "answer") ||
               !strcmp(parent, "cell");
    if (!strcmp(name, "short"))
        return !strcmp(parent, "answer");
    if (!strcmp(name, "answer"))
        return !strcmp(parent, "cluster"); /* a joint answer; elsewhere it is a record */
    if (!strcmp(name, "note"))
        return !strcmp(parent, "progress") || !strcmp(parent, "table");
    for (const char *const *a = always; *a; a++)
        if (**a == *name && !strcmp(*a, name)) /* asked of every element of the dossier */
            return TRUE;
    return FALSE;
}

/* ---- Reading ---- */

static gint compare_names(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Adds the .xml files under folder/path to `names`, as paths from `folder`. */
static void list_files(const char *folder, const char *path, GPtrArray *names, int depth)
{
    g_autofree char *full = g_build_filename(folder, path, NULL);
    GDir *dir = g_dir_open(full, 0, NULL);
    const char *entry;

    while (dir && (entry = g_dir_read_name(dir))) {
        g_autofree char *name = g_strconcat(path, "/", entry, NULL);
        g_autofree char *child = g_build_filename(folder, name, NULL);

        if (*entry == '.')
            continue;
        if (g_str_has_suffix(entry, ".xml") && !g_file_test(child, G_FILE_TEST_IS_DIR))
            g_ptr_array_add(names, g_steal_pointer(&name));
        else if (depth < 16 && g_file_test(child, G_FILE_TEST_IS_DIR) && !g_file_test(child, G_FILE_TEST_IS_SYMLINK))
            list_files(folder, name, names, depth + 1);
    }
    if (dir)
        g_dir_close(dir);
}

static GPtrArray *find_files(const char *folder, const char *path)
{
    GPtrArray *names = g_ptr_array_new_with_free_func(g_free);

    list_files(folder, path, names, 0);
    g_ptr_array_sort(names, compare_names);
    return names;
}

struct reading {
    const char *folder;
    GPtrArray *names;
    struct xmlfile **files; /* one a name; NULL: not usable */
    struct diag *d;
};

static void read_share(guint from, guint to, gpointer data)
{
    struct reading *r = data;

    for (guint i = from; i < to; i++) {
        struct timing t = timing_start();
        struct xmlfile *f = xmlfile_read(r->folder, r->names->pdata[i], r->d);
        xmlNodePtr root = f ? xmlDocGetRootElement(xmlfile_doc(f)) : NULL;
        gboolean valid;

        timing_stop(STAGE_PARSE, t);
        t = timing_start();
        valid = root && schema_validate("schemas/records.xsd", xmlfile_doc(f), NULL, FALSE, r->d);
        timing_stop(STAGE_VALIDATE, t);
        if (root && !valid &&
            strcmp((const char *)root->name, "records")) {
            xmlfile_free(f);
            f = NULL;
        }
        r->files[i] = f;
    }
}

static guint kind_index(const char *name)
{
    guint i = 0;

    while (kinds[i] && strcmp(kinds[i], name))
        i++;
    return i;
}

static void read_records(struct dossier *dossier, struct diag *d)
{
    struct reading r = {dossier->folder, find_files(dossier->folder, "records"), NULL, d};

    r.files = g_new0(struct xmlfile *, r.names->len + 1);
    schema_load("schemas/records.xsd", d);
    parallel_for(r.names->len, 1, 2, read_share, &r);
    for (guint i = 0; i < r.names->len; i++) {
        xmlNodePtr root;

        if (!r.files[i])
            continue;
        g_ptr_array_add(dossier->files, r.files[i]);
        root = xmlDocGetRootElement(xmlfile_doc(r.files[i]));
        for (xmlNodePtr n = root->children; n; n = n->next) {
            guint kind = n->type == XML_ELEMENT_NODE ? kind_index((const char *)n->name) : 0;

            if (n->type != XML_ELEMENT_NODE || !kinds[kind])
                continue;
            g_ptr_array_add(dossier->records, n);
            dossier->counts[kind]++;
        }
    }
    g_free(r.files);
    g_ptr_array_unref(r.names);
}

/* The first record of an id keeps it. */
static void index_records(struct dossier *dossier, struct diag *d)
{
    dossier->by_id = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint i = 0; i < dossier->records->len; i++) {
        xmlNodePtr record = dossier->records->pdata[i], other;
        const char *id = tree_get(record, "id");

        if (!id || !*id)
            continue;
        other = g_hash_table_lookup(dossier->by_id, id);
        if (!other) {
            g_hash_table_insert(dossier->by_id, (gpointer)id, record);
        } else {
            struct place place = dossier_node_place(other);
            g_autofree char *where = g_strdup_printf("the %s at %s:%" G_GINT64_FORMAT, (const char *)other->name,
                                                     place.file, place.line);
            g_autofree char *name = xmlfile_record_name(record);

            diag_report(d, R101, dossier_attribute_place(record, "id"), name, "id", id, "other", where, NULL);
        }
    }
}

static void read_vocabularies(struct dossier *dossier, struct diag *d)
{
    GPtrArray *names = find_files(dossier->folder, "vocabularies");

    dossier->vocabularies = vocabularies_new(d);
    for (guint i = 0; i < names->len; i++) {
        struct xmlfile *f = xmlfile_read(dossier->folder, names->pdata[i], d);

        if (!f)
            continue;
        g_ptr_array_add(dossier->vocabulary_files, f);
        vocabularies_add(dossier->vocabularies, f, d);
    }
    g_ptr_array_unref(names);
}

static void list_attribute(GPtrArray *names, xmlNodePtr parent, const char *element, const char *attribute)
{
    for (xmlNodePtr n = tree_first(parent, element); n; n = tree_next(n))
        if (tree_get(n, attribute) && !g_ptr_array_find_with_equal_func(names, tree_get(n, attribute), g_str_equal, NULL))
            g_ptr_array_add(names, (gpointer)tree_get(n, attribute));
    g_ptr_array_add(names, NULL);
}

static void list_names(struct dossier *dossier)
{
    xmlNodePtr project = project_element(dossier);

    for (gsize i = 0; i < G_N_ELEMENTS(dossier->names); i++)
        dossier->names[i] = g_ptr_array_new();
    list_attribute(dossier->names[0], tree_first(project, "documents"), "document", "id");
    list_attribute(dossier->names[1], tree_first(project, "documents"), "document", "kind");
    list_attribute(dossier->names[2], tree_first(project, "languages"), "language", "code");
}

struct dossier *dossier_read(const char *folder, struct diag *d)
{
    g_autofree char *path = g_build_filename(folder, "project.xml", NULL);
    struct place nowhere = {NULL, 0, 0, 0};
    struct dossier *dossier;
    struct xmlfile *project;

    if (!g_file_test(path, G_FILE_TEST_EXISTS)) {
        diag_report(d, R301, nowhere, NULL, "folder", strcmp(folder, ".") ? folder : "this folder", NULL);
        return NULL;
    }
    project = xmlfile_read(folder, "project.xml", d);
    if (!project)
        return NULL;
    if (!schema_validate("schemas/project.xsd", xmlfile_doc(project), NULL, TRUE, d) &&
        strcmp((const char *)xmlDocGetRootElement(xmlfile_doc(project))->name, "project")) {
        xmlfile_free(project);
        return NULL;
    }
    dossier = g_new0(struct dossier, 1);
    dossier->folder = g_strdup(folder);
    dossier->project = project;
    dossier->vocabulary_files = g_ptr_array_new_with_free_func((GDestroyNotify)xmlfile_free);
    dossier->files = g_ptr_array_new();
    dossier->records = g_ptr_array_new();
    dossier->audiences = project_list_audiences(dossier);
    list_names(dossier);
    read_vocabularies(dossier, d);
    read_records(dossier, d);
    index_records(dossier, d);
    return dossier;
}

struct dossier *dossier_load(const char *folder, struct diag *d)
{
    struct dossier *dossier = dossier_read(folder, d);

    if (dossier) {
        struct timing t = timing_start();

        dossier->profiles = profiles_load(folder, d);
        check_dossier(dossier, d);
        timing_stop(STAGE_CHECK, t);
    }
    return dossier;
}

static void free_share(guint from, guint to, gpointer data)
{
    struct dossier *dossier = data;

    for (guint i = from; i < to; i++)
        xmlfile_free(dossier->files->pdata[i]);
}

void dossier_free(struct dossier *dossier)
{
    if (!dossier)
        return;
    g_hash_table_destroy(dossier->by_id);
    g_ptr_array_unref(dossier->records);
    parallel_for(dossier->files->len, 1, 8, free_share, dossier);
    g_ptr_array_unref(dossier->files);
    vocabularies_free(dossier->vocabularies);
    profiles_free(dossier->profiles);
    g_ptr_array_unref(dossier->vocabulary_files);
    xmlfile_free(dossier->project);
    g_strfreev(dossier->audiences);
    for (gsize i = 0; i < G_N_ELEMENTS(dossier->names); i++)
        g_clear_pointer(&dossier->names[i], g_ptr_array_unref);
    g_free(dossier->folder);
    g_free(dossier);
}

/* ---- Looking up ---- */

const char *dossier_folder(const struct dossier *dossier)
{
    return dossier->folder;
}

const struct xmlfile *dossier_project(const struct dossier *dossier)
{
    return dossier->project;
}

const struct vocabularies *dossier_vocabularies(const struct dossier *dossier)
{
    return dossier->vocabularies;
}

const struct profiles *dossier_profiles(const struct dossier *dossier)
{
    return dossier->profiles;
}

const char *const *dossier_names(const struct dossier *dossier, const char *what)
{
    int i = !strcmp(what, "document") ? 0 : !strcmp(what, "kind") ? 1 : 2;

    return strcmp(what, "audience") ? (const char *const *)dossier->names[i]->pdata : dossier_audiences(dossier);
}

const char *const *dossier_audiences(const struct dossier *dossier)
{
    return (const char *const *)dossier->audiences;
}

const xmlNodePtr *dossier_records(const struct dossier *dossier, guint *n)
{
    *n = dossier->records->len;
    return (const xmlNodePtr *)dossier->records->pdata;
}

const struct xmlfile *const *dossier_files(const struct dossier *dossier, guint *n)
{
    *n = dossier->files->len;
    return (const struct xmlfile *const *)dossier->files->pdata;
}

xmlNodePtr dossier_record(const struct dossier *dossier, const char *id)
{
    return id ? g_hash_table_lookup(dossier->by_id, id) : NULL;
}

struct place dossier_node_place(const xmlNode *node)
{
    const struct xmlfile *f = xmlfile_of(node);
    struct place nowhere = {NULL, 0, 0, 0};

    return f ? xmlfile_place(f, node) : nowhere;
}

struct place dossier_attribute_place(const xmlNode *element, const char *attribute)
{
    const struct xmlfile *f = xmlfile_of(element);
    struct place nowhere = {NULL, 0, 0, 0};

    return f ? xmlfile_attribute_place(f, element, attribute) : nowhere;
}

struct place dossier_place(const struct dossier *dossier, const char *id)
{
    return dossier_node_place(dossier_record(dossier, id));
}

guint dossier_count(const struct dossier *dossier, const char *kind)
{
    guint i = kind_index(kind);

    return kinds[i] ? dossier->counts[i] : 0;
}
