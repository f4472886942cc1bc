/* What refers to what: one table says which attribute of which element names a record, a code or an audience; one
   walk over all records, shared by threads, looks each of them up. Then the checks that compare records with one
   another, and those of project.xml. */
#include "check.h"

#include <string.h>

#include "check_profile.h"
#include "check_text.h"
#include "parallel.h"
#include "project.h"
#include "resource.h"
#include "style.h"
#include "tree.h"

#define SHARE 200
#define PARALLEL 2000
#define NEAREST_LIMIT 200 /* searches for a near id in one run: each looks at all ids */

/* Kinds of record as bits, in the order of dossier_kinds(). */
enum {
    SOURCE = 1 << 0, RECOMMENDATION = 1 << 1, CLUSTER = 1 << 2, ACTION = 1 << 3, EVIDENCE = 1 << 4, INDICATOR = 1 << 5,
    ASSESSMENT = 1 << 6, INSTITUTION = 1 << 7, CONSULTATION = 1 << 8, OBLIGATION = 1 << 9, QUESTION = 1 << 10,
    ISSUE = 1 << 11, TREATY = 1 << 12, SUBMITTER = 1 << 13, ANSWER = 1 << 14, TABLE = 1 << 15
};

struct rule {
    const char *element, *attribute;
    unsigned records;       /* kinds that may be named, or 0 */
    const char *vocabulary; /* the vocabulary of the code, or NULL */
};

/* <about> leads to different kinds from different records: see about_kinds. */
static const struct rule rules[] = {
    {"from", "source", SOURCE, NULL},
    {"position", "source", SOURCE, NULL},
    {"earlier-position", "source", SOURCE, NULL},
    {"see", "source", SOURCE, NULL},
    {"recommender", "state", 0, "states"},
    {"theme", "ref", 0, "themes"},
    {"group", "ref", 0, "groups"},
    {"sdg", "ref", 0, "sdg"},
    {"article", "treaty", 0, "treaties"},
    {"lead", "ref", INSTITUTION, NULL},
    {"support", "ref", INSTITUTION, NULL},
    {"organiser", "ref", INSTITUTION | SUBMITTER, NULL},
    {"member", "ref", RECOMMENDATION, NULL},
    {"about", "ref", ~0u, NULL},
    {"measured-by", "indicator", INDICATOR, NULL},
    {"based-on", "evidence", EVIDENCE, NULL},
    {"cell", "indicator", INDICATOR, NULL},
    {"assessment", "assessor", INSTITUTION | SUBMITTER, NULL},
    {"issue", "by", INSTITUTION | SUBMITTER, NULL},
    {"obligation", "body", 0, "bodies"},
    {"source", "ref", SOURCE, NULL},
    {"source", "body", 0, "bodies"},
    {"treaty", "code", 0, "treaties"},
    {"series", "group", 0, "groups"},
};

struct check {
    const struct dossier *dossier;
    const struct vocabularies *vocabularies;
    const xmlNodePtr *records;
    guint n;
    GHashTable *rules;      /* element name -> first struct rule of that element */
    GHashTable *audiences;  /* a set */
    const char *state;      /* the State of the project: a valid code */
    struct diag *d;
    gint nearest_searches;  /* atomic */
};

static unsigned kind_bit(const char *name)
{
    const char *const *kinds = dossier_kinds();

    for (guint i = 0; kinds[i]; i++)
        if (!strcmp(kinds[i], name))
            return 1u << i;
    return 0;
}

/* "an institution or a submitter" */
static char *kinds_in_words(unsigned mask)
{
    const char *const *kinds = dossier_kinds();
    GString *out = g_string_new(NULL);
    int left = 0;

    for (guint i = 0; kinds[i]; i++)
        left += (mask >> i) & 1;
    for (guint i = 0; kinds[i]; i++) {
        if (!((mask >> i) & 1))
            continue;
        left--;
        g_string_append_printf(out, "%s%s %s", !out->len ? "" : left ? ", " : " or ",
                               strchr("aeio", *kinds[i]) ? "an" : "a", kinds[i]);
    }
    return g_string_free(out, FALSE);
}

static unsigned about_kinds(const xmlNode *record)
{
    switch (kind_bit((const char *)record->name)) {
    case ASSESSMENT:
    case ANSWER:
        return RECOMMENDATION | CLUSTER | QUESTION;
    case EVIDENCE:
        return RECOMMENDATION | CLUSTER | ACTION | INDICATOR | QUESTION | ISSUE;
    case ACTION:
    case ISSUE:
        return RECOMMENDATION | CLUSTER | QUESTION;
    case QUESTION:
        return RECOMMENDATION;
    default:
        return RECOMMENDATION | CLUSTER | ACTION | QUESTION;
    }
}

/* The id of a record of those kinds that comes nearest, or NULL. */
static const char *nearest_record(struct check *c, const char *value, unsigned mask)
{
    GPtrArray *ids;
    const char *nearest;

    if (g_atomic_int_add(&c->nearest_searches, 1) >= NEAREST_LIMIT)
        return NULL;
    ids = g_ptr_array_new();
    for (guint i = 0; i < c->n; i++) {
        const char *id = tree_get(c->records[i], "id");

        if (id && (kind_bit((const char *)c->records[i]->name) & mask))
            g_ptr_array_add(ids, (gpointer)id);
    }
    g_ptr_array_add(ids, NULL);
    nearest = diag_nearest(value, (const char *const *)ids->pdata);
    g_ptr_array_unref(ids);
    return nearest;
}

/* How a message names an attribute: "lead" for <lead ref>, "assessor" for an attribute of the record itself, else
   "<position> source". */
static char *name_of(const xmlNode *element, const char *attribute)
{
    gboolean is_record = element->parent && element->parent == xmlDocGetRootElement(element->doc);

    if (is_record)
        return g_strdup(attribute);
    if (!strcmp(attribute, "ref"))
        return g_strdup((const char *)element->name);
    return g_strdup_printf("<%s> %s", (const char *)element->name, attribute);
}

static void check_reference(struct check *c, const xmlNode *element, const char *attribute, const char *value,
                            unsigned mask)
{
    xmlNodePtr target = dossier_record(c->dossier, value);
    g_autofree char *wanted = NULL, *what = NULL, *record = NULL, *found = NULL;
    unsigned kind = target ? kind_bit((const char *)target->name) : 0;

    if (kind & mask)
        return;
    wanted = kinds_in_words(mask);
    what = name_of(element, attribute);
    record = xmlfile_record_name(element);
    found = target ? kinds_in_words(kind) : NULL;
    diag_report(c->d, target ? R103 : R102, dossier_attribute_place(element, attribute), record, "what", what, "value",
                value, "found", found, "wanted", wanted, "nearest", nearest_record(c, value, mask), NULL);
}

static void check_code(struct check *c, const xmlNode *element, const char *attribute, const char *value,
                       const char *vocabulary)
{
    g_autofree char *what = NULL, *record = NULL;
    const char *nearest = NULL;

    if (vocabulary_term(c->vocabularies, vocabulary, value) ||
        (!strcmp(vocabulary, "states") && !g_strcmp0(value, c->state)))
        return;
    what = name_of(element, attribute);
    record = xmlfile_record_name(element);
    if (g_atomic_int_add(&c->nearest_searches, 1) < NEAREST_LIMIT)
        nearest = vocabulary_nearest(c->vocabularies, vocabulary, value);
    diag_report(c->d, R104, dossier_attribute_place(element, attribute), record, "what", what, "value", value,
                "vocabulary", vocabulary, "nearest", nearest, "label",
                nearest ? term_label(vocabulary_term(c->vocabularies, vocabulary, nearest), "en") : NULL, NULL);
}

static void check_audience(struct check *c, const xmlNode *element, const char *attribute, const char *value)
{
    g_autofree char *record = NULL, *allowed = NULL;
    const char *const *all = project_audiences(c->dossier);

    if (g_hash_table_contains(c->audiences, value))
        return;
    record = xmlfile_record_name(element);
    allowed = g_strjoinv(", ", (char **)all);
    diag_report(c->d, R106, xmlfile_word_place(xmlfile_of(element), element, attribute, value), record, "value", value,
                "allowed", allowed, "nearest", diag_nearest(value, all), NULL);
}

/* A scale and, where given, one of its values. */
static void check_scale(struct check *c, const xmlNode *element, const char *scale, const char *value)
{
    const GPtrArray *values = scale_values(c->vocabularies, scale);
    g_autofree char *record = NULL, *allowed = NULL, *what = NULL;
    GPtrArray *names;

    if (values && (!value || scale_value(c->vocabularies, scale, value)))
        return;
    record = xmlfile_record_name(element);
    if (!values) {
        const char *const *scales = scale_names(c->vocabularies);

        allowed = g_strjoinv(", ", (char **)scales);
        diag_report(c->d, R105, dossier_attribute_place(element, "scale"), record, "what", "scale", "value", scale,
                    "allowed", allowed, "nearest", diag_nearest(scale, scales), NULL);
        return;
    }
    names = g_ptr_array_new();
    for (guint i = 0; i < values->len; i++)
        g_ptr_array_add(names, (gpointer)((const struct term *)values->pdata[i])->id);
    g_ptr_array_add(names, NULL);
    allowed = g_strjoinv(", ", (char **)names->pdata);
    what = g_strdup_printf("value of scale %s", scale);
    diag_report(c->d, R105, dossier_attribute_place(element, "value"), record, "what", what, "value", value, "allowed",
                allowed, "nearest", diag_nearest(value, (const char *const *)names->pdata), NULL);
    g_ptr_array_unref(names);
}

/* Does a path lead to a file inside the dossier? */
static gboolean file_is_there(const struct dossier *dossier, const char *path)
{
    g_autofree char *full = NULL;
    g_autofree char *canonical = NULL, *folder = NULL, *within = NULL;

    if (!path || !*path || g_path_is_absolute(path))
        return FALSE;
    full = g_build_filename(dossier_folder(dossier), path, NULL);
    canonical = g_canonicalize_filename(full, NULL);
    folder = g_canonicalize_filename(dossier_folder(dossier), NULL);
    within = g_strconcat(folder, "/", NULL);
    return g_str_has_prefix(canonical, within) && g_file_test(full, G_FILE_TEST_IS_REGULAR);
}

/* ---- One record ---- */

/* YYYY, YYYY-MM or YYYY-MM-DD; whether such a day exists is the schema's affair. */
static gboolean is_date(const char *text)
{
    static const char form[] = "dddd-dd-dd";
    int n = 0;

    for (; text[n]; n++)
        if (n == 10 || (form[n] == 'd' ? !g_ascii_isdigit(text[n]) : text[n] != form[n]))
            return FALSE;
    return n == 4 || n == 7 || n == 10;
}

/* Of dates of different exactness ("2024-03", "2024-02-01") only what both say is compared. */
static gboolean lies_before(const char *date, const char *other)
{
    return is_date(date) && is_date(other) && strncmp(date, other, MIN(strlen(date), strlen(other))) < 0;
}

static void check_dates(struct check *c, const xmlNode *element, const char *earlier, const char *earlier_words,
                        const char *later, const char *later_words)
{
    const char *first = tree_get(element, earlier), *last = tree_get(element, later);
    g_autofree char *record = NULL;

    if (!first || !last || !lies_before(last, first))
        return;
    record = xmlfile_record_name(element);
    diag_report(c->d, R108, dossier_attribute_place(element, later), record, "later", later_words, "later_value", last,
                "earlier", earlier_words, "earlier_value", first, NULL);
}

/* The few elements with a check of their own. */
static void check_particular(struct check *c, const xmlNode *element, const char *name)
{
    g_autofree char *record = NULL;

    if (!strcmp(name, "period")) {
        check_dates(c, element, "start", "its start", "due", "the due date");
    } else if (!strcmp(name, "treaty")) {
        check_dates(c, element, "signed", "its signature", "ratified", "the ratification");
        check_dates(c, element, "ratified", "the ratification", "entry-into-force", "the entry into force");
    } else if (!strcmp(name, "article")) {
        const char *code = tree_get(element, "treaty"), *ref = tree_get(element, "ref");
        const struct term *treaty = code ? vocabulary_term(c->vocabularies, "treaties", code) : NULL;

        if (treaty && ref && !term_has_article(treaty, ref)) {
            record = xmlfile_record_name(element);
            diag_report(c->d, R107, dossier_attribute_place(element, "ref"), record, "treaty", term_short(treaty, "en"),
                        "value", ref, "range", treaty->articles, NULL);
        }
    } else if (!strcmp(name, "assessment")) {
        const char *scale = tree_get(element, "scale");

        if (scale)
            check_scale(c, element, scale, tree_get(element, "value"));
    } else if (!strcmp(name, "participants")) {
        const char *number = tree_get(element, "number"), *women = tree_get(element, "women");

        if (number && women && g_ascii_strtoull(women, NULL, 10) > g_ascii_strtoull(number, NULL, 10)) {
            record = xmlfile_record_name(element);
            diag_report(c->d, R111, dossier_attribute_place(element, "women"), record, "women", women, "number", number,
                        NULL);
        }
    } else if (!strcmp(name, "for")) {
        const char *document = tree_get(element, "document");

        if (document && !project_document(c->dossier, document)) {
            GPtrArray *documents = project_documents(c->dossier), *ids = g_ptr_array_new();

            for (guint i = 0; i < documents->len; i++)
                g_ptr_array_add(ids, (gpointer)tree_get(documents->pdata[i], "id"));
            g_ptr_array_add(ids, NULL);
            record = xmlfile_record_name(element);
            diag_report(c->d, R312, dossier_attribute_place(element, "document"), record, "value", document, "nearest",
                        diag_nearest(document, (const char *const *)ids->pdata), NULL);
            g_ptr_array_unref(ids);
            g_ptr_array_unref(documents);
        }
    } else if (!strcmp(name, "file")) {
        const char *href = tree_get(element, "href");

        if (href && !file_is_there(c->dossier, href)) {
            record = xmlfile_record_name(element);
            diag_report(c->d, R110, dossier_attribute_place(element, "href"), record, "value", href, NULL);
        }
    }
}

static void check_element(struct check *c, const xmlNode *record, const xmlNode *element)
{
    const char *name = (const char *)element->name;
    const struct rule *rule;

    if (element->properties) {
        const char *audience;

        for (rule = g_hash_table_lookup(c->rules, name); rule && rule < rules + G_N_ELEMENTS(rules); rule++) {
            const char *value;

            if (strcmp(rule->element, name))
                break;
            value = tree_get(element, rule->attribute);
            if (!value || !*value)
                continue; /* said by the schema, where it must be there */
            if (rule->vocabulary)
                check_code(c, element, rule->attribute, value, rule->vocabulary);
            else
                check_reference(c, element, rule->attribute, value,
                                rule->records == ~0u ? about_kinds(record) : rule->records);
        }
        audience = tree_get(element, "audience");
        if (audience && *audience)
            check_audience(c, element, "audience", audience);
        check_particular(c, element, name);
    }
    for (const xmlNode *n = element->children; n; n = n->next)
        if (n->type == XML_ELEMENT_NODE)
            check_element(c, record, n);
}

static void check_share(guint from, guint to, gpointer data)
{
    struct check *c = data;

    for (guint i = from; i < to; i++)
        check_element(c, c->records[i], c->records[i]);
}

/* ---- Records against one another ---- */

static char *record_and_place(const xmlNode *record)
{
    struct place place = dossier_node_place(record);
    g_autofree char *name = xmlfile_record_name(record);

    return g_strdup_printf("%s (%s:%" G_GINT64_FORMAT ")", name ? name : (const char *)record->name, place.file,
                           place.line);
}

/* One number of one source twice; one assessor twice on one day. Keys are the values joined by tabs. */
static void check_pairs(struct check *c)
{
    GHashTable *seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

    for (guint i = 0; i < c->n; i++) {
        xmlNodePtr record = c->records[i], other;
        const char *kind = (const char *)record->name;
        g_autofree char *name = NULL, *where = NULL;

        if (!strcmp(kind, "recommendation")) {
            xmlNodePtr from = tree_first(record, "from");
            const char *source = from ? tree_get(from, "source") : NULL;
            const char *number = from ? tree_get(from, "number") : NULL;
            const char *part = from ? tree_get(from, "part") : NULL;
            char *key;

            if (!source || !number)
                continue;
            key = g_strjoin("\t", source, number, part ? part : "", NULL);
            other = g_hash_table_lookup(seen, key);
            if (!other) {
                g_hash_table_insert(seen, key, record);
                continue;
            }
            g_free(key);
            name = xmlfile_record_name(record);
            where = record_and_place(other);
            diag_report(c->d, R113, dossier_attribute_place(from, "number"), name, "other", where, NULL);
        } else if (!strcmp(kind, "assessment")) {
            const char *assessor = tree_get(record, "assessor"), *scale = tree_get(record, "scale");
            const char *date = tree_get(record, "date");

            for (xmlNodePtr about = record->children; about; about = about->next) {
                const char *ref;
                char *key;

                if (about->type != XML_ELEMENT_NODE || strcmp((const char *)about->name, "about") ||
                    !(ref = tree_get(about, "ref")) || !assessor || !scale || !date)
                    continue;
                key = g_strjoin("\t", "assessment", assessor, scale, date, ref, NULL);
                other = g_hash_table_lookup(seen, key);
                if (!other) {
                    g_hash_table_insert(seen, key, record);
                    continue;
                }
                g_free(key);
                if (other == record)
                    continue;
                g_free(name);
                g_free(where);
                name = xmlfile_record_name(record);
                where = record_and_place(other);
                diag_report(c->d, R109, dossier_attribute_place(about, "ref"), name, "assessor", assessor, "about", ref,
                            "date", date, "scale", scale, "other", where, NULL);
            }
        }
    }
    g_hash_table_destroy(seen);
}

/* ---- project.xml ---- */

/* The names of the resources folder*suffix without both; g_strfreev. */
static char **resource_names(const char *folder, const char *suffix)
{
    char **names = resource_list(folder);
    guint n = 0;

    for (guint i = 0; names[i]; i++) {
        GBytes *bytes = g_str_has_suffix(names[i], suffix) ? resource_load(names[i]) : NULL;

        if (bytes) { /* a stylesheet of the dossier that is not trusted is as good as none */
            char *name = g_strndup(names[i] + strlen(folder), strlen(names[i]) - strlen(folder) - strlen(suffix));

            g_bytes_unref(bytes);
            g_free(names[i]);
            names[n++] = name;
        } else {
            g_free(names[i]);
        }
    }
    names[n] = NULL;
    return names;
}

static char *document_name(xmlNodePtr document)
{
    return g_strdup_printf("document %s", tree_get(document, "id"));
}

static void check_among(struct check *c, xmlNodePtr element, const char *attribute, const char *record,
                        enum diag_code code, char **names)
{
    const char *value = tree_get(element, attribute);
    g_autofree char *allowed = NULL;

    if (!value || !*value || g_strv_contains((const char *const *)names, value))
        return;
    allowed = *names ? g_strjoinv(", ", names) : NULL;
    diag_report(c->d, code, dossier_attribute_place(element, attribute), record, "value", value, "allowed", allowed,
                "nearest", diag_nearest(value, (const char *const *)names), NULL);
}

/* Reports the second of two elements of a name with the same attribute. */
static void check_twice(struct check *c, xmlNodePtr parent, const char *name, const char *attribute, const char *what)
{
    GHashTable *seen = g_hash_table_new(g_str_hash, g_str_equal);

    for (xmlNodePtr n = parent ? parent->children : NULL; n; n = n->next) {
        const char *value = n->type == XML_ELEMENT_NODE && !strcmp((const char *)n->name, name)
                                ? tree_get(n, attribute) : NULL;

        if (value && !g_hash_table_add(seen, (gpointer)value))
            diag_report(c->d, R306, dossier_attribute_place(n, attribute), NULL, "what", what, "value", value, NULL);
    }
    g_hash_table_destroy(seen);
}

static char **project_languages(xmlNodePtr project)
{
    xmlNodePtr languages = tree_first(project, "languages");
    GPtrArray *names = g_ptr_array_new();

    for (xmlNodePtr n = languages ? languages->children : NULL; n; n = n->next)
        if (n->type == XML_ELEMENT_NODE && tree_get(n, "code") &&
            !g_ptr_array_find_with_equal_func(names, tree_get(n, "code"), g_str_equal, NULL))
            g_ptr_array_add(names, g_strdup(tree_get(n, "code")));
    g_ptr_array_add(names, NULL);
    return (char **)g_ptr_array_free(names, FALSE);
}

static void check_assessment(struct check *c, xmlNodePtr element, const char *record)
{
    const char *assessor = tree_get(element, "assessor"), *scale = tree_get(element, "scale");
    xmlNodePtr target = assessor ? dossier_record(c->dossier, assessor) : NULL;
    g_autofree char *found = target ? kinds_in_words(kind_bit((const char *)target->name)) : NULL;

    if (assessor && !(target && (kind_bit((const char *)target->name) & (INSTITUTION | SUBMITTER))))
        diag_report(c->d, target ? R103 : R102, dossier_attribute_place(element, "assessor"), record, "what",
                    "assessor", "value", assessor, "found", found, "wanted", "an institution or a submitter",
                    "nearest", nearest_record(c, assessor, INSTITUTION | SUBMITTER), NULL);
    if (scale)
        check_scale(c, element, scale, NULL);
}

/* As named, or in each language of the document by a file of its own ("method.fr.md"). */
static gboolean narrative_is_there(const struct dossier *dossier, xmlNodePtr document, const char *file)
{
    char **languages = project_document_languages(dossier, document);
    gboolean there = TRUE;

    for (char **lang = languages; *lang && there; lang++) {
        g_autofree char *own = project_narrative_file(dossier, file, *lang);

        there = file_is_there(dossier, own);
    }
    g_strfreev(languages);
    return there;
}

static void check_narratives(struct check *c, xmlNodePtr document, const char *record)
{
    GPtrArray *files = NULL;

    check_twice(c, document, "narrative", "section", "the section");
    for (xmlNodePtr n = document->children; n; n = n->next) {
        const char *file = n->type == XML_ELEMENT_NODE && !strcmp((const char *)n->name, "narrative")
                               ? tree_get(n, "file") : NULL;

        if (!file || narrative_is_there(c->dossier, document, file))
            continue;
        if (!files) {
            g_autofree char *folder = g_build_filename(dossier_folder(c->dossier), "narrative", NULL);
            GDir *dir = g_dir_open(folder, 0, NULL);
            const char *entry;

            files = g_ptr_array_new_with_free_func(g_free);
            while (dir && (entry = g_dir_read_name(dir)))
                if (g_str_has_suffix(entry, ".md"))
                    g_ptr_array_add(files, g_strconcat("narrative/", entry, NULL));
            if (dir)
                g_dir_close(dir);
            g_ptr_array_add(files, NULL);
        }
        diag_report(c->d, R304, dossier_attribute_place(n, "file"), record, "value", file, "nearest",
                    diag_nearest(file, (const char *const *)files->pdata), NULL);
    }
    if (files)
        g_ptr_array_unref(files);
}

/* Recommendations and questions, parted by spaces. */
static void check_fit_names(struct check *c, xmlNodePtr fit, const char *attribute)
{
    char **names = g_strsplit_set(tree_get(fit, attribute) ? tree_get(fit, attribute) : "", " \t\r\n", -1);

    for (char **name = names; *name; name++) {
        xmlNodePtr target = **name ? dossier_record(c->dossier, *name) : NULL;
        g_autofree char *found = target ? kinds_in_words(kind_bit((const char *)target->name)) : NULL;

        if (**name && !(target && (kind_bit((const char *)target->name) & (RECOMMENDATION | QUESTION))))
            diag_report(c->d, target ? R103 : R102, xmlfile_word_place(xmlfile_of(fit), fit, attribute, *name), NULL, "what",
                        attribute, "value", *name, "found", found, "wanted", "a recommendation or a question", "nearest",
                        nearest_record(c, *name, RECOMMENDATION | QUESTION), NULL);
    }
    g_strfreev(names);
}

static void check_document(struct check *c, xmlNodePtr document, char **kinds, char **styles, char **languages)
{
    g_autofree char *record = document_name(document);
    char **wanted = project_document_languages(c->dossier, document);

    check_among(c, document, "kind", record, R302, kinds);
    check_among(c, document, "style", record, R303, styles);
    if (!g_hash_table_contains(c->audiences, project_document_audience(document)))
        check_audience(c, document, "audience", project_document_audience(document));
    for (char **l = wanted; *l; l++)
        if (tree_get(document, "languages") && !g_strv_contains((const char *const *)languages, *l)) {
            g_autofree char *allowed = g_strjoinv(", ", languages);

            diag_report(c->d, R305, xmlfile_word_place(dossier_project(c->dossier), document, "languages", *l), record,
                        "value", *l, "allowed", allowed,
                        NULL);
        }
    g_strfreev(wanted);
    if (tree_get(document, "body"))
        check_code(c, document, "body", tree_get(document, "body"), "bodies");
    if (tree_get(document, "answers"))
        check_reference(c, document, "answers", tree_get(document, "answers"), SOURCE);
    check_twice(c, document, "budget", "section", "the budget of");
    for (xmlNodePtr n = document->children; n; n = n->next) {
        const char *name = n->type == XML_ELEMENT_NODE ? (const char *)n->name : "";

        if (!strcmp(name, "submitter")) {
            if (tree_get(n, "ref"))
                check_reference(c, n, "ref", tree_get(n, "ref"), SUBMITTER | INSTITUTION);
        } else if (!strcmp(name, "fit")) {
            check_fit_names(c, n, "keep");
            check_fit_names(c, n, "annex");
        } else if (!strcmp(name, "select")) {
            const char *body = tree_get(n, "body"), *theme = tree_get(n, "theme");
            const char *source = tree_get(n, "source"), *treaty = tree_get(n, "treaty"), *group = tree_get(n, "group");

            if (treaty)
                check_code(c, n, "treaty", treaty, "treaties");
            if (group)
                check_code(c, n, "group", group, "groups");
            if (body)
                check_code(c, n, "body", body, "bodies");
            if (theme)
                check_code(c, n, "theme", theme, "themes");
            if (source)
                check_reference(c, n, "source", source, SOURCE);
        } else if (!strcmp(name, "status")) {
            check_assessment(c, n, record);
        } else if (!strcmp(name, "logo")) {
            const char *href = tree_get(n, "href");

            if (href && !file_is_there(c->dossier, href))
                diag_report(c->d, R310, dossier_attribute_place(n, "href"), record, "value", href, NULL);
        }
    }
    check_narratives(c, document, record);
}

static void check_audiences(struct check *c, xmlNodePtr audiences)
{
    check_twice(c, audiences, "audience", "id", "the audience");
    for (xmlNodePtr n = audiences->children; n; n = n->next) {
        const char *id = n->type == XML_ELEMENT_NODE ? tree_get(n, "id") : NULL;
        const char *includes = id ? tree_get(n, "includes") : NULL;
        char **names = g_strsplit_set(includes ? includes : "", " \t\r\n", -1);

        for (char **name = names; *name; name++) {
            if (!**name)
                continue;
            check_audience(c, n, "includes", *name);
            if (!strcmp(*name, id) ||
                (project_audience_reads(c->dossier, *name, id) && strcmp(id, "public")))
                diag_report(c->d, R307, xmlfile_word_place(xmlfile_of(n), n, "includes", *name), NULL, "value", id,
                            NULL);
        }
        g_strfreev(names);
    }
}

/* The dossier's own style files, each once; the shipped ones are tested. */
static void check_styles(struct check *c, const GPtrArray *documents)
{
    GHashTable *seen = g_hash_table_new(g_str_hash, g_str_equal);

    for (guint i = 0; i < documents->len; i++) {
        const char *style = project_document_style(documents->pdata[i]);
        g_autofree char *name = g_strconcat("styles/", style, ".xml", NULL), *file = resource_file(name);

        if (file && g_hash_table_add(seen, (gpointer)style))
            style_free(style_load(style, c->d));
    }
    g_hash_table_destroy(seen);
}

static void check_project(struct check *c)
{
    xmlNodePtr project = project_element(c->dossier), state = tree_first(project, "state");
    xmlNodePtr languages = tree_first(project, "languages"), audiences = tree_first(project, "audiences");
    xmlNodePtr assessment = tree_first(project, "assessment"), documents_element = tree_first(project, "documents");
    char **codes = project_languages(project);
    char **kinds = resource_names("templates/kinds/", ".xsl"), **styles = resource_names("styles/", ".xml");
    GPtrArray *documents = project_documents(c->dossier);
    const char *code = state ? tree_get(state, "code") : NULL;

    if (code && !vocabulary_term(c->vocabularies, "states", code) && !tree_first(state, "name") &&
        !tree_first(state, "short"))
        diag_report(c->d, R308, dossier_attribute_place(state, "code"), NULL, "value", code, "nearest",
                    vocabulary_nearest(c->vocabularies, "states", code), NULL);
    if (languages) {
        check_twice(c, languages, "language", "code", "the language");
        check_among(c, languages, "default", NULL, R305, codes);
    }
    if (audiences)
        check_audiences(c, audiences);
    if (assessment)
        check_assessment(c, assessment, NULL);
    check_twice(c, documents_element, "document", "id", "the document");
    for (guint i = 0; i < documents->len; i++)
        check_document(c, documents->pdata[i], kinds, styles, codes);
    check_styles(c, documents);
    g_ptr_array_unref(documents);
    g_strfreev(codes);
    g_strfreev(kinds);
    g_strfreev(styles);
}

void check_dossier(const struct dossier *dossier, struct diag *d)
{
    struct check c = {.dossier = dossier, .vocabularies = dossier_vocabularies(dossier), .d = d};
    struct place project = {"project.xml", 0, 0, 0};

    c.records = dossier_records(dossier, &c.n);
    c.state = project_state(dossier);
    c.rules = g_hash_table_new(g_str_hash, g_str_equal);
    for (gsize i = G_N_ELEMENTS(rules); i-- > 0;)
        g_hash_table_insert(c.rules, (gpointer)rules[i].element, (gpointer)&rules[i]);
    c.audiences = g_hash_table_new(g_str_hash, g_str_equal);
    g_hash_table_add(c.audiences, (gpointer) "public");
    for (const char *const *a = project_audiences(dossier); *a; a++)
        g_hash_table_add(c.audiences, (gpointer)*a);
    check_project(&c);
    if (!c.n && !diag_count(d, DIAG_ERROR)) /* unusable record files have been reported */
        diag_report(d, R309, project, NULL, NULL);
    parallel_for(c.n, SHARE, PARALLEL, check_share, &c);
    check_pairs(&c);
    check_texts(dossier, d);
    check_profiles(dossier, d);
    g_hash_table_destroy(c.rules);
    g_hash_table_destroy(c.audiences);
}
