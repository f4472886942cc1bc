/* Rows are kept as their files have them and put together on demand: what a row does not say it has from the rows it is
   based on, depth first; a dossier's row of a shipped id is based on the shipped one without saying so. Each fact takes
   source, date and confidence from the row that states it. Which row judges a document is settled by the attributes that
   both have: a row fits when nothing contradicts, and of those that fit the one that says most is taken. */
#include "profile.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "dossier.h"
#include "project.h"
#include "resource.h"
#include "schema.h"
#include "tree.h"
#include "xmlfile.h"

#define FOLDER "templates/profiles/"
#define XSD "schemas/profile.xsd"
#define DEEPEST 64 /* rows on rows */

struct row {
    const char *id;
    xmlNodePtr node;     /* as written, the dossier's before the shipped one */
    xmlNodePtr shipped;  /* the shipped row that the dossier's changes, or NULL */
    gboolean own;
};

struct profiles {
    GPtrArray *files;    /* of struct xmlfile */
    GPtrArray *rows;     /* of struct row, in order */
    GHashTable *by_id;
    GPtrArray *ids;      /* of const char *, without abstract rows, NULL-terminated */
};

/* ---- Reading ---- */

static void add_file(struct profiles *p, struct xmlfile *file, gboolean own)
{
    xmlNodePtr root = xmlDocGetRootElement(xmlfile_doc(file));

    g_ptr_array_add(p->files, file);
    for (xmlNodePtr n = tree_first(root, "profile"); n; n = tree_next(n)) {
        const char *id = tree_get(n, "id");
        struct row *row = id ? g_hash_table_lookup(p->by_id, id) : NULL;

        if (!id)
            continue; /* said by the schema */
        if (!row) {
            row = g_new0(struct row, 1);
            row->id = id;
            g_ptr_array_add(p->rows, row);
            g_hash_table_insert(p->by_id, (gpointer)id, row);
        } else if (own && !row->own) {
            row->shipped = row->node;
        }
        row->node = n;
        row->own = own;
    }
}

static char **words(const char *list)
{
    char **parts = g_strsplit_set(list ? list : "", " \t\r\n", -1);
    guint n = 0;

    for (guint i = 0; parts[i]; i++) {
        if (*parts[i])
            parts[n++] = parts[i];
        else
            g_free(parts[i]);
    }
    parts[n] = NULL;
    return parts;
}

/* `seen` holds the rows that were looked at: each once, however many ways lead to it. */
static gboolean leads_to(const struct profiles *p, const struct row *row, const char *id, GHashTable *seen)
{
    g_auto(GStrv) bases = words(tree_get(row->node, "based-on"));

    for (char **base = bases; *base; base++) {
        const struct row *next = g_hash_table_lookup(p->by_id, *base);

        if (!strcmp(*base, id) || (next && g_hash_table_add(seen, (gpointer)next) && leads_to(p, next, id, seen)))
            return TRUE;
    }
    return FALSE;
}

static gboolean is_in_circle(const struct profiles *p, const struct row *row, const char *base)
{
    GHashTable *seen = g_hash_table_new(NULL, NULL);
    gboolean circle = !strcmp(base, row->id) || leads_to(p, g_hash_table_lookup(p->by_id, base), row->id, seen);

    g_hash_table_destroy(seen);
    return circle;
}

static void check_bases(const struct profiles *p, struct diag *d)
{
    GPtrArray *all = g_ptr_array_new();

    for (guint i = 0; i < p->rows->len; i++)
        g_ptr_array_add(all, (gpointer)((const struct row *)p->rows->pdata[i])->id);
    g_ptr_array_add(all, NULL);
    for (guint i = 0; i < p->rows->len; i++) {
        const struct row *row = p->rows->pdata[i];
        g_auto(GStrv) bases = row->own ? words(tree_get(row->node, "based-on")) : NULL;

        for (char **base = bases; base && *base; base++) {
            struct place place = xmlfile_word_place(xmlfile_of(row->node), row->node, "based-on", *base);

            if (!g_hash_table_contains(p->by_id, *base))
                diag_report(d, R321, place, NULL, "value", *base, "nearest",
                            diag_nearest(*base, (const char *const *)all->pdata), NULL);
            else if (is_in_circle(p, row, *base))
                diag_report(d, R322, place, NULL, "value", row->id, NULL);
        }
    }
    g_ptr_array_unref(all);
}

static gint compare_names(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void read_own(struct profiles *p, const char *folder, struct diag *d)
{
    g_autofree char *path = g_build_filename(folder, "profiles", NULL);
    GDir *dir = g_dir_open(path, 0, NULL);
    GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
    const char *entry;

    while (dir && (entry = g_dir_read_name(dir)))
        if (*entry != '.' && g_str_has_suffix(entry, ".xml"))
            g_ptr_array_add(names, g_strconcat("profiles/", entry, NULL));
    if (dir)
        g_dir_close(dir);
    g_ptr_array_sort(names, compare_names);
    for (guint i = 0; i < names->len; i++) {
        struct xmlfile *f = xmlfile_read(folder, names->pdata[i], d);

        if (!f)
            continue;
        if (!schema_validate(XSD, xmlfile_doc(f), NULL, FALSE, d) &&
            g_strcmp0((const char *)xmlDocGetRootElement(xmlfile_doc(f))->name, "profiles")) {
            xmlfile_free(f);
            continue;
        }
        add_file(p, f, TRUE);
    }
    g_ptr_array_unref(names);
}

struct profiles *profiles_load(const char *folder, struct diag *d)
{
    struct profiles *p = g_new0(struct profiles, 1);
    char **names = resource_list(FOLDER);

    p->files = g_ptr_array_new_with_free_func((GDestroyNotify)xmlfile_free);
    p->rows = g_ptr_array_new_with_free_func(g_free);
    p->by_id = g_hash_table_new(g_str_hash, g_str_equal);
    p->ids = g_ptr_array_new();
    for (char **name = names; *name; name++) {
        struct xmlfile *f = g_str_has_suffix(*name, ".xml") ? xmlfile_resource(*name, d) : NULL;
        g_autofree char *override = f ? resource_file(*name) : NULL;

        if (f && override)
            schema_validate(XSD, xmlfile_doc(f), NULL, FALSE, d);
        if (f)
            add_file(p, f, FALSE);
    }
    g_strfreev(names);
    if (folder)
        read_own(p, folder, d);
    check_bases(p, d);
    for (guint i = 0; i < p->rows->len; i++) {
        const struct row *row = p->rows->pdata[i];

        if (!tree_has(row->node, "abstract", "yes"))
            g_ptr_array_add(p->ids, (gpointer)row->id);
    }
    g_ptr_array_add(p->ids, NULL);
    return p;
}

void profiles_free(struct profiles *p)
{
    if (!p)
        return;
    g_ptr_array_unref(p->ids);
    g_hash_table_destroy(p->by_id);
    g_ptr_array_unref(p->rows);
    g_ptr_array_unref(p->files);
    g_free(p);
}

const char *const *profiles_ids(const struct profiles *p)
{
    return (const char *const *)p->ids->pdata;
}

/* ---- Putting a row together ---- */

static const char *const row_attributes[] = {"kind", "body", "stage", "form", "report", "style", "notes",
                                             "source", "as-of", "confidence", NULL};
static const char *const fact_attributes[] = {"source", "as-of", "confidence", NULL};
/* Elements of which a row has its own or inherits all. */
static const char *const parts[] = {"limit", "counts", "deadline", "languages", "file", "guidelines", "cover", "section", NULL};

static void copy_missing(xmlNodePtr from, xmlNodePtr to, const char *const *names)
{
    for (; *names; names++)
        if (!tree_get(to, *names) && tree_get(from, *names))
            tree_set(to, *names, tree_get(from, *names));
}

static gboolean is_fact(const xmlNode *n)
{
    static const char *const facts[] = {"limit", "counts", "deadline", "languages", "file", "guidelines", "requirement", NULL};

    return g_strv_contains(facts, (const char *)n->name);
}

static gboolean has_text(const xmlNode *row, const xmlNode *requirement)
{
    g_autofree char *wanted = tree_words(requirement);

    for (xmlNodePtr n = tree_first(row, "requirement"); n; n = tree_next(n)) {
        g_autofree char *words_here = tree_words(n);

        if (!strcmp(words_here, wanted))
            return TRUE;
    }
    return FALSE;
}

/* Puts into `to` what it has not got yet from one row as written, then from those it is based on. `settled` are the
   element names that rows before have spoken of, `seen` those rows. */
static void take_row(const struct profiles *p, const struct row *row, xmlNodePtr node, xmlNodePtr to, GHashTable *settled,
                     GHashTable *seen, int depth)
{
    g_auto(GStrv) bases = words(tree_get(node, "based-on"));
    GPtrArray *mine = g_ptr_array_new();

    copy_missing(node, to, row_attributes);
    for (const char *const *part = parts; *part; part++)
        if (tree_first(node, *part) && !g_hash_table_contains(settled, *part))
            g_ptr_array_add(mine, (gpointer)*part);
    g_ptr_array_add(mine, NULL);
    for (xmlNodePtr n = node->children; n; n = n->next) {
        gboolean taken = n->type == XML_ELEMENT_NODE &&
            (g_strv_contains((const char *const *)mine->pdata, (const char *)n->name) ||
             (tree_is(n, "title") && depth == 0) || (tree_is(n, "requirement") && !has_text(to, n)));
        xmlNodePtr copy = taken ? xmlDocCopyNode(n, to->doc, 1) : NULL;

        if (!copy)
            continue;
        xmlAddChild(to, copy);
        if (is_fact(copy)) {
            copy_missing(node, copy, fact_attributes);
        }
    }
    for (guint i = 0; i + 1 < mine->len; i++)
        g_hash_table_add(settled, mine->pdata[i]);
    g_ptr_array_unref(mine);
    if (depth > DEEPEST)
        return;
    if (row->shipped && node == row->node)
        take_row(p, row, row->shipped, to, settled, seen, depth);
    for (char **base = bases; *base; base++) {
        const struct row *next = g_hash_table_lookup(p->by_id, *base);

        if (next && next != row && g_hash_table_add(seen, (gpointer)next))
            take_row(p, next, next->node, to, settled, seen, depth + 1);
    }
}

/* Inherited and own children in the order of the schema. */
static void put_in_order(xmlNodePtr to)
{
    static const char *const order[] = {"title", "limit", "counts", "deadline", "languages", "file", "guidelines", "cover",
                                        "requirement", "section", NULL};

    for (const char *const *name = order; *name; name++)
        for (xmlNodePtr n = to->children, next, last = to->last; n; n = next) {
            next = n == last ? NULL : n->next;
            if (!tree_is(n, *name))
                continue;
            xmlUnlinkNode(n);
            xmlAddChild(to, n);
        }
}

xmlNodePtr profiles_row(const struct profiles *p, const char *id)
{
    const struct row *row = id ? g_hash_table_lookup(p->by_id, id) : NULL;
    GHashTable *settled, *seen;
    xmlDocPtr scratch;
    xmlNodePtr to;
    const char *good_for;

    if (!row)
        return NULL;
    scratch = xmlNewDoc(BAD_CAST "1.0"); /* no dictionary shared with files that threads read */
    to = xmlNewDocNode(scratch, NULL, BAD_CAST "profile", NULL);
    xmlDocSetRootElement(scratch, to);
    xmlSetNs(to, xmlNewNs(to, BAD_CAST PROFILE_NAMESPACE, NULL));
    tree_set(to, "id", id);
    settled = g_hash_table_new(g_str_hash, g_str_equal);
    seen = g_hash_table_new(NULL, NULL);
    take_row(p, row, row->node, to, settled, seen, 0);
    g_hash_table_destroy(seen);
    g_hash_table_destroy(settled);
    put_in_order(to);
    for (xmlNodePtr n = to->children; n; n = n->next)
        if (is_fact(n))
            copy_missing(to, n, fact_attributes); /* where its own row left it to others */
    good_for = row->node->parent ? tree_get(row->node->parent, "good-for") : NULL;
    tree_set(to, "good-for", good_for ? good_for : "5");
    if (row->own)
        tree_set(to, "own", "yes");
    return to;
}

void profile_free(xmlNodePtr row)
{
    if (row)
        xmlFreeDoc(row->doc);
}

/* ---- Which row ---- */

const char *profile_form(const struct dossier *dossier, xmlNodePtr document)
{
    xmlNodePtr submitter = tree_first(document, "submitter"), record;

    if (tree_get(document, "form"))
        return tree_get(document, "form");
    record = submitter && tree_get(submitter, "ref") ? dossier_record(dossier, tree_get(submitter, "ref")) : NULL;
    return submitter && (tree_next(submitter) || (record && tree_has(record, "kind", "coalition"))) ? "joint" : "single";
}

/* 1: both say it and agree; 0: the row does not say it; -1: they contradict, or only the row says it. */
static int agrees(const xmlNode *row, const char *attribute, const char *value)
{
    const char *list = tree_get(row, attribute);
    g_auto(GStrv) names = list ? words(list) : NULL;

    if (!names)
        return 0;
    return value && g_strv_contains((const char *const *)names, value) ? 1 : -1;
}

/* How well a row as it is put together fits; -1: not. */
static int fits(const xmlNode *row, const char *const (*query)[2])
{
    int sum = 0;

    for (; (*query)[0]; query++) {
        int one = agrees(row, (*query)[0], (*query)[1]);

        if (one < 0)
            return -1;
        sum += one;
    }
    return sum;
}

/* The attributes by which rows are chosen, inherited too, without the rest of the row. */
static void take_attributes(const struct profiles *p, const struct row *row, xmlNodePtr node, xmlNodePtr to, GHashTable *seen,
                            int depth)
{
    g_auto(GStrv) bases = words(tree_get(node, "based-on"));

    copy_missing(node, to, row_attributes);
    if (depth > DEEPEST)
        return;
    if (row->shipped && node == row->node)
        take_attributes(p, row, row->shipped, to, seen, depth);
    for (char **base = bases; *base; base++) {
        const struct row *next = g_hash_table_lookup(p->by_id, *base);

        if (next && next != row && g_hash_table_add(seen, (gpointer)next->id))
            take_attributes(p, next, next->node, to, seen, depth + 1);
    }
}

static const char *choose(const struct profiles *p, const char *const (*query)[2], const char *kind, enum profile_lack *why)
{
    GHashTable *seen = g_hash_table_new(g_str_hash, g_str_equal);
    const char *best = NULL;
    int most = -1;

    *why = PROFILE_NO_ROWS;
    for (guint i = 0; i < p->rows->len; i++) {
        const struct row *row = p->rows->pdata[i];
        xmlNodePtr probe;
        int score;

        if (tree_has(row->node, "abstract", "yes"))
            continue;
        probe = xmlNewNode(NULL, BAD_CAST "profile");
        g_hash_table_remove_all(seen);
        take_attributes(p, row, row->node, probe, seen, 0);
        if (agrees(probe, "kind", kind) == 1) {
            if (*why == PROFILE_NO_ROWS)
                *why = PROFILE_NONE_FITS;
            score = fits(probe, query);
            if (score > most) {
                most = score;
                best = row->id;
                *why = PROFILE_FOUND;
            }
        }
        xmlFreeNode(probe);
    }
    g_hash_table_destroy(seen);
    return best;
}

/* ---- What the document says itself ---- */

static void override_limit(xmlNodePtr row, xmlNodePtr document)
{
    static const char *const names[] = {"words", "severity", "reading", "source", "as-of", NULL};
    xmlNodePtr own = tree_first(document, "limit"), old = tree_first(row, "limit"), limit;

    if (tree_get(document, "minutes") && old) {
        tree_set(old, "minutes", tree_get(document, "minutes"));
        tree_set(old, "overridden", "yes");
    }
    if (!own)
        return;
    limit = xmlNewDocNode(row->doc, row->ns, BAD_CAST "limit", NULL);
    for (const char *const *name = names; *name; name++)
        if (tree_get(own, *name))
            tree_set(limit, *name, tree_get(own, *name));
    if (!tree_get(limit, "severity"))
        tree_set(limit, "severity", "hard");
    if (!tree_get(limit, "reading") && old && tree_get(old, "reading"))
        tree_set(limit, "reading", tree_get(old, "reading"));
    tree_set(limit, "confidence", "read");
    tree_set(limit, "overridden", "yes");
    if (old) {
        xmlReplaceNode(old, limit);
        xmlFreeNode(old);
    } else if (row->children) {
        xmlAddPrevSibling(row->children, limit);
        if (tree_is(limit->next, "title")) {
            xmlNodePtr after = limit->next;

            while (after->next && tree_is(after->next, "title"))
                after = after->next;
            xmlUnlinkNode(limit);
            xmlAddNextSibling(after, limit);
        }
    } else {
        xmlAddChild(row, limit);
    }
}

/* <section id="article" each="article" articles="2-4 7"/> becomes article-2, article-3, article-4, article-7. */
static void spell_out(xmlNodePtr section)
{
    g_auto(GStrv) ranges = words(tree_get(section, "articles"));
    xmlNodePtr after = section;

    for (char **range = ranges; *range; range++) {
        char *dash = strchr(*range, '-');
        int from = MAX(atoi(*range), 0), to = dash ? atoi(dash + 1) : from;

        for (int n = from; n <= to && n < 1000; n++) {
            xmlNodePtr one = xmlDocCopyNode(section, section->doc, 1);
            g_autofree char *number = g_strdup_printf("%d", n), *id = g_strconcat(tree_get(section, "id"), "-", number, NULL);

            xmlUnsetProp(one, BAD_CAST "each");
            tree_set(one, "id", id);
            tree_set(one, "articles", number);
            tree_set(one, "article", number);
            xmlAddNextSibling(after, one);
            after = one;
        }
    }
    xmlUnlinkNode(section);
    xmlFreeNode(section);
}

static void spell_out_all(xmlNodePtr parent)
{
    for (xmlNodePtr n = tree_first(parent, "section"), next; n; n = next) {
        next = tree_next(n);
        spell_out_all(n);
        if (tree_get(n, "each") && !tree_first(n, "section"))
            spell_out(n);
    }
}

xmlNodePtr profile_of_document(const struct dossier *dossier, xmlNodePtr document, enum profile_lack *why)
{
    const struct profiles *p = dossier_profiles(dossier);
    const char *named = tree_get(document, "profile"), *kind = tree_get(document, "kind"), *id;
    xmlNodePtr report = tree_first(document, "report"), row;
    const char *const query[][2] = {
        {"kind", kind}, {"body", tree_get(document, "body")}, {"stage", tree_get(document, "stage")},
        {"form", profile_form(dossier, document)},
        {"report", report && tree_get(report, "type") ? tree_get(report, "type") : "periodic"}, {NULL, NULL}};
    enum profile_lack lack = PROFILE_FOUND;

    id = named ? named : kind ? choose(p, query, kind, &lack) : NULL;
    row = id ? profiles_row(p, id) : NULL;
    if (named && !row)
        lack = PROFILE_UNKNOWN;
    if (why)
        *why = lack;
    if (!row)
        return NULL;
    override_limit(row, document);
    spell_out_all(row);
    return row;
}

/* ---- What a row says ---- */

const char *profile_title(const xmlNode *row)
{
    xmlNodePtr title = tree_first(row, "title");

    return title && title->children && title->children->content ? (const char *)title->children->content : NULL;
}

guint profile_limit(const xmlNode *row)
{
    xmlNodePtr limit = row ? tree_first(row, "limit") : NULL;
    const char *count = limit ? tree_get(limit, "words") : NULL, *minutes = limit ? tree_get(limit, "minutes") : NULL;
    const char *rate = limit ? tree_get(limit, "rate") : NULL;

    if (count)
        return (guint)MIN(g_ascii_strtoull(count, NULL, 10), G_MAXINT);
    if (minutes && rate)
        return (guint)CLAMP(g_ascii_strtod(minutes, NULL) * g_ascii_strtod(rate, NULL) + 0.5, 0, G_MAXINT);
    return 0;
}

const char *profile_style(const xmlNode *row, xmlNodePtr document)
{
    const char *style = row && !tree_get(document, "style") ? tree_get(row, "style") : NULL;

    return style ? style : project_document_style(document);
}

static gboolean read_date(const char *text, GDate *date)
{
    int year, month = 1, day = 1;

    g_date_clear(date, 1);
    if (!text || sscanf(text, "%d-%d-%d", &year, &month, &day) < 1 || year < 1000 || year > 9999 || !g_date_valid_dmy((GDateDay)day, (GDateMonth)month, (GDateYear)year))
        return FALSE;
    g_date_set_dmy(date, (GDateDay)day, (GDateMonth)month, (GDateYear)year);
    return TRUE;
}

static char *write_date(const GDate *date)
{
    return g_strdup_printf("%04d-%02d-%02d", g_date_get_year(date), g_date_get_month(date), g_date_get_day(date));
}

gboolean profile_fact_expired(const xmlNode *fact, const char *day)
{
    const char *as_of = tree_get(fact, "as-of"), *years = fact->parent ? tree_get(fact->parent, "good-for") : NULL;
    GDate then, now;

    if (!read_date(as_of, &then) || !read_date(day, &now))
        return FALSE;
    g_date_add_years(&then, years ? (guint)CLAMP(atoi(years), 1, 1000) : 5);
    return g_date_compare(&then, &now) < 0;
}

/* ---- Deadlines ---- */

/* So far that no date runs out of its calendar. */
static void move_date(GDate *date, int n, const char *unit, gboolean back)
{
    guint count = (guint)CLAMP(n, 0, 500);

    if (!strcmp(unit, "weeks"))
        count *= 7;
    if (!strcmp(unit, "days") || !strcmp(unit, "weeks")) {
        if (back)
            g_date_subtract_days(date, count);
        else
            g_date_add_days(date, count);
        return;
    }
    if (!strcmp(unit, "years"))
        count *= 12;
    if (back)
        g_date_subtract_months(date, count);
    else
        g_date_add_months(date, count);
}

/* The date of the treaty record of this body. */
static const char *entry_into_force(const struct dossier *dossier, const char *body)
{
    guint n;
    const xmlNodePtr *records = dossier_records(dossier, &n);

    for (guint i = 0; body && i < n; i++)
        if (tree_is(records[i], "treaty") && tree_has(records[i], "code", body))
            return tree_get(records[i], "entry-into-force") ? tree_get(records[i], "entry-into-force") : tree_get(records[i], "ratified");
    return NULL;
}

static const char *date_of_event(const struct dossier *dossier, xmlNodePtr document, const char *event)
{
    xmlNodePtr session = tree_first(document, "session"), report = tree_first(document, "report"), source;
    const char *answers = tree_get(document, "answers");

    if (!strcmp(event, "session"))
        return session ? tree_get(session, "from") : NULL;
    if (!strcmp(event, "due"))
        return report ? tree_get(report, "due") : NULL;
    if (!strcmp(event, "entry-into-force"))
        return entry_into_force(dossier, tree_get(document, "body"));
    source = !strcmp(event, "adoption") && answers ? dossier_record(dossier, answers) : NULL;
    return source ? tree_get(source, "date") : NULL;
}

/* The last such day of a year that lies before the session. */
static char *day_before(const char *day, const char *month, const char *session)
{
    GDate from, date;
    int m = 0, d = 0;

    if (!read_date(session, &from) || (month && atoi(month) != (int)g_date_get_month(&from)) || sscanf(day, "%d-%d", &m, &d) != 2)
        return NULL;
    for (int year = g_date_get_year(&from), last = year - 9; year > last; year--) { /* 29 February is not in every year */
        if (!g_date_valid_dmy((GDateDay)d, (GDateMonth)m, (GDateYear)year))
            continue;
        g_date_clear(&date, 1);
        g_date_set_dmy(&date, (GDateDay)d, (GDateMonth)m, (GDateYear)year);
        if (g_date_compare(&date, &from) < 0)
            return write_date(&date);
    }
    return NULL;
}

static char *reckon(const struct dossier *dossier, xmlNodePtr document, xmlNodePtr deadline)
{
    const char *event = tree_get(deadline, "event"), *n = tree_get(deadline, "n"), *day = tree_get(deadline, "day");
    const char *start = event ? date_of_event(dossier, document, event) : NULL;
    GDate date;

    if (agrees(deadline, "stage", tree_get(document, "stage")) < 0)
        return NULL;
    if (day)
        return day_before(day, tree_get(deadline, "session-month"), date_of_event(dossier, document, "session"));
    if (!read_date(start, &date))
        return NULL;
    if (n && tree_get(deadline, "unit"))
        move_date(&date, atoi(n), tree_get(deadline, "unit"), tree_has(deadline, "when", "before"));
    return write_date(&date);
}

char *profile_deadline(const struct dossier *dossier, xmlNodePtr document, const xmlNode *row, xmlNodePtr *rule)
{
    xmlNodePtr first = NULL;

    for (xmlNodePtr n = tree_first(row, "deadline"); n; n = tree_next(n)) {
        char *date = reckon(dossier, document, n);

        if (rule && date)
            *rule = n;
        if (date)
            return date;
        if (!first && agrees(n, "stage", tree_get(document, "stage")) >= 0 && !tree_has(n, "event", "due"))
            first = n;
    }
    if (rule)
        *rule = first;
    return NULL;
}

char *profile_deadline_words(const xmlNode *deadline)
{
    static const struct { const char *event, *words; } events[] = {
        {"session", "the session"}, {"adoption", "the document that is answered"},
        {"entry-into-force", "the entry into force of the treaty"}, {"due", "the day that the body set"},
        {"note", "set in the note of each session"}};
    static const char *const months[] = {"January", "February", "March", "April", "May", "June", "July", "August",
                                         "September", "October", "November", "December"};
    const char *event = tree_get(deadline, "event"), *n = tree_get(deadline, "n"), *unit = tree_get(deadline, "unit");
    const char *day = tree_get(deadline, "day"), *session = tree_get(deadline, "session-month"), *what = "";
    const char *about = tree_has(deadline, "about", "yes") ? "about " : "";
    int m = 0, d = 0;

    if (day && sscanf(day, "%d-%d", &m, &d) == 2 && m >= 1 && m <= 12)
        return session ? g_strdup_printf("%d %s, for sessions in %s", d, months[m - 1], months[CLAMP(atoi(session), 1, 12) - 1])
                       : g_strdup_printf("%d %s before the session", d, months[m - 1]);
    for (gsize i = 0; event && i < G_N_ELEMENTS(events); i++)
        if (!strcmp(events[i].event, event))
            what = events[i].words;
    if (!n || !unit)
        return g_strdup(what);
    return g_strdup_printf("%s%s %.*s %s %s", about, n, (int)strlen(unit) - (atoi(n) == 1), unit,
                           tree_has(deadline, "when", "before") ? "before" : "after", what);
}

char *profile_standing(const xmlNode *fact)
{
    const char *confidence = tree_get(fact, "confidence"), *as_of = tree_get(fact, "as-of"), *source = tree_get(fact, "source");
    const char *lead = !g_strcmp0(confidence, "read") ? NULL : !g_strcmp0(confidence, "old") ? "read in an old source"
                       : !g_strcmp0(confidence, "doubtful") ? "unverified, doubtful" : "unverified";
    GString *out = g_string_new(lead);

    if (source)
        g_string_append_printf(out, "%s%s", out->len ? "; " : "", source);
    if (as_of)
        g_string_append_printf(out, "%sas of %s", out->len ? "; " : "", as_of);
    return g_string_free(out, FALSE);
}
