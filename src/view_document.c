/* Attributes and small elements of project.xml are copied; codes get their labels, submitters what their records tell. The
   row of the document is copied whole, so that stylesheets can walk its sections and its cover. */
#include "view_document.h"

#include <string.h>

#include "passages.h"
#include "profile.h"
#include "project.h"
#include "tree.h"

static void set_take(xmlNodePtr node, const char *name, char *value)
{
    if (value)
        tree_set(node, name, value);
    g_free(value);
}

static void copy_attributes(const xmlNode *from, xmlNodePtr to)
{
    for (xmlAttrPtr a = from->properties; a; a = a->next)
        if (!a->ns)
            tree_set(to, (const char *)a->name, a->children && a->children->content ? (const char *)a->children->content : "");
}

static void add_text(const struct reader *r, xmlNodePtr from, const char *name, xmlNodePtr to)
{
    char *text = view_text(r, from, name);

    if (text && *text)
        tree_add_text(to, name, text);
    g_free(text);
}

static void add_submitter(const struct reader *r, const char *id, xmlNodePtr project)
{
    xmlNodePtr record = view_shows(r, id) ? dossier_record(r->dossier, id) : NULL, submitter, accreditation;

    if (!record)
        return;
    submitter = tree_add(project, "submitter");
    tree_set(submitter, "ref", id);
    set_take(submitter, "label", view_name(r, id));
    set_take(submitter, "short", view_text(r, record, "short"));
    tree_set(submitter, "record", (const char *)record->name);
    if (tree_get(record, "kind"))
        tree_set(submitter, "kind", tree_get(record, "kind"));
    if ((accreditation = tree_first(record, "accreditation"))) {
        tree_set(submitter, "accreditation", tree_get(accreditation, "status"));
        tree_set(submitter, "accredited", tree_get(accreditation, "date"));
    }
}

/* The name of a contact or an office, as it is written; a language that it has and the reader has not is told. */
static void add_name(const struct reader *r, xmlNodePtr from, xmlNodePtr to)
{
    char *words = view_text(r, from->parent, "name"), *marked;

    if (words && !*tree_lang(from) && !g_str_has_prefix(r->lang, r->default_lang)) { /* as the dossier has it */
        marked = passage_mark(words, r->default_lang, NULL);
        g_free(words);
        words = marked;
    }

    tree_add_text(to, "name", words ? words : (const char *)from->children->content);
    g_free(words);
}

static void add_small(const struct reader *r, xmlNodePtr document, xmlNodePtr project)
{
    static const char *const names[] = {"session", "contact", "report", NULL};

    for (const char *const *name = names; *name; name++) {
        xmlNodePtr from = tree_first(document, *name), to, text;

        if (!from)
            continue;
        to = tree_add(project, *name);
        copy_attributes(from, to);
        if (!strcmp(*name, "session"))
            add_text(r, from, "name", to);
        else if ((text = tree_first(from, "name")) && text->children)
            add_name(r, text, to);
    }
    for (xmlNodePtr budget = tree_first(document, "budget"); budget; budget = tree_next(budget))
        copy_attributes(budget, tree_add(project, "budget"));
}

void view_add_document(struct reader *r, xmlNodePtr document, xmlNodePtr project)
{
    static const char *const settings[] = {"stage", "answers", "minutes", "print-profile", NULL};
    const char *body = tree_get(document, "body");
    const struct term *term = body ? vocabulary_term(r->vocabularies, "bodies", body) : NULL;
    const struct term *treaty = body ? vocabulary_term(r->vocabularies, "treaties", body) : NULL;

    if (body) {
        tree_set(project, "body", body);
        tree_set(project, "body-label", term ? view_term_label(r, term) : body);
        tree_set(project, "body-short", term ? view_term_short(r, term) : body);
    }
    if (treaty) {
        tree_set(project, "treaty-label", view_term_label(r, treaty));
        tree_set(project, "treaty-short", view_term_short(r, treaty));
    }
    for (const char *const *name = settings; *name; name++)
        if (tree_get(document, *name))
            tree_set(project, *name, tree_get(document, *name));
    tree_set(project, "form", profile_form(r->dossier, document));
    for (xmlNodePtr submitter = tree_first(document, "submitter"); submitter; submitter = tree_next(submitter))
        add_submitter(r, tree_get(submitter, "ref"), project);
    add_small(r, document, project);
}

/* ---- The row ---- */

static gboolean is_text(const xmlNode *node)
{
    return tree_is(node, "title") || tree_is(node, "requirement");
}

/* Titles of rows are shipped in English. */
static void mark_shipped(const struct reader *r, xmlNodePtr copy, const char *lang)
{
    char *words = *lang && !g_str_has_prefix(r->lang, lang) ? tree_words(copy) : NULL, *marked = words ? passage_mark(words, lang, NULL) : NULL;

    if (marked) {
        xmlNodeSetContent(copy, NULL);
        xmlNodeAddContent(copy, BAD_CAST marked);
    }
    g_free(words);
    g_free(marked);
}

static void copy_row(const struct reader *r, const xmlNode *from, xmlNodePtr to)
{
    for (const xmlNode *n = from->children; n; n = n->next) {
        xmlNodePtr copy;

        if (n->type == XML_TEXT_NODE && !xmlIsBlankNode(n)) {
            tree_append(to, (const char *)n->content);
            continue;
        }
        if (n->type != XML_ELEMENT_NODE)
            continue;
        copy = tree_add(to, (const char *)n->name);
        copy_attributes(n, copy);
        if (is_text(n) && *tree_lang(n))
            xmlNodeSetLang(copy, BAD_CAST tree_lang(n));
        if (tree_is(n, "limit") || tree_is(n, "counts") || tree_is(n, "deadline")) {
            if (!tree_has(n, "confidence", "read"))
                tree_set(copy, "unverified", "yes");
            if (profile_fact_expired(n, r->as_of))
                tree_set(copy, "expired", "yes");
        }
        copy_row(r, n, copy);
        if (is_text(n) && copy->children)
            mark_shipped(r, copy, tree_lang(n));
    }
}

void view_add_profile(struct reader *r, xmlNodePtr document, const xmlNode *row, xmlNodePtr view)
{
    char *deadline = row ? profile_deadline(r->dossier, document, row, NULL) : NULL;
    xmlNodePtr copy;

    if (!row)
        return;
    copy = tree_add(view, "profile");
    copy_attributes(row, copy);
    if (tree_get(row, "source") && !g_str_has_prefix(r->lang, "en")) /* sources are cited in English, like titles */
        set_take(copy, "source", passage_mark(tree_get(row, "source"), "en", NULL));
    if (profile_limit(row))
        set_take(copy, "words", g_strdup_printf("%u", profile_limit(row)));
    set_take(copy, "deadline", deadline);
    copy_row(r, row, copy);
}
