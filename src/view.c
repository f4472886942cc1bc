/* One recursive copy. Three rules hold at every element: who may not read it does not get it; texts that stand in
   several languages come in one; what is newer than the cut-off date is left out. Around that, a table of small
   additions by element name: labels, citations, the latest value of an indicator. */
#include "view.h"

#include <stdlib.h>
#include <string.h>

#include "cite.h"
#include "figures.h"
#include "passages.h"
#include "project.h"
#include "tree.h"

gboolean view_reads(const struct reader *r, const char *audience)
{
    return project_audience_reads(r->dossier, r->audience, audience);
}

/* Dates may be rough: 2026 is not newer than 2026-06-30. */
gboolean view_is_newer(const struct reader *r, const char *date)
{
    return date && strncmp(date, r->as_of, MIN(strlen(date), strlen(r->as_of))) > 0;
}

gboolean view_shows(const struct reader *r, const char *id)
{
    return id && g_hash_table_contains(r->visible, id);
}

/* ---- Languages ---- */

static xmlAttrPtr lang_attribute(xmlNodePtr node)
{
    return xmlHasNsProp(node, BAD_CAST "lang", XML_XML_NAMESPACE);
}

static const char *lang_of(xmlNodePtr node)
{
    xmlAttrPtr a = lang_attribute(node);

    return a && a->children ? (const char *)a->children->content : "";
}

/* 3: the reader's own language, 2: its base or kin (en for en-GB), 1: the dossier's default, 0: another. */
static int lang_rank(const struct reader *r, const char *lang)
{
    gsize n = strcspn(r->lang, "-");

    if (!g_ascii_strcasecmp(lang, r->lang))
        return 3;
    if (strcspn(lang, "-") == n && !g_ascii_strncasecmp(lang, r->lang, n))
        return 2;
    return !g_ascii_strcasecmp(lang, r->default_lang);
}

/* Texts that say the same: of one name, and of one kind where they have one (a question proposed, a recommendation proposed). */
static xmlNodePtr next_text(const xmlNode *text)
{
    xmlNodePtr next = tree_next(text);

    while (next && g_strcmp0(tree_get(next, "kind"), tree_get(text, "kind")))
        next = tree_next(next);
    return next;
}

/* The language to show of a run of siblings with one name, or NULL when this reader may read none. */
static const char *choose_lang(const struct reader *r, xmlNodePtr first)
{
    const char *best = NULL;
    int rank = -1;

    for (xmlNodePtr node = first; node; node = next_text(node))
        if (view_reads(r, tree_get(node, "audience")) && lang_rank(r, lang_of(node)) > rank) {
            best = lang_of(node);
            rank = lang_rank(r, best);
        }
    return best;
}

/* The language of a text when the reader has to be told that it is another than the document's, else NULL. */
static const char *foreign(const struct reader *r, const char *lang)
{
    return *lang && lang_rank(r, lang) < 2 ? lang : NULL;
}

/* "draft" and "machine": nobody has read it yet. Else NULL. */
static const char *unread(const xmlNode *text)
{
    return tree_has(text, "status", "draft") ? "draft" : tree_has(text, "status", "machine") ? "machine" : NULL;
}

char *view_text(const struct reader *r, xmlNodePtr record, const char *element)
{
    xmlNodePtr first = tree_first(record, element);
    const char *lang = first ? choose_lang(r, first) : NULL;

    for (xmlNodePtr node = lang ? first : NULL; node; node = tree_next(node))
        if (!strcmp(lang_of(node), lang) && view_reads(r, tree_get(node, "audience"))) {
            char *words = tree_words(node), *marked;

            if (!*words || (!foreign(r, lang) && !unread(node)))
                return words;
            marked = passage_mark(words, foreign(r, lang), unread(node));
            g_free(words);
            return marked;
        }
    return NULL;
}

/* ---- Labels ---- */

/* A label as it is, or marked when the vocabulary has it in another language only. Made strings live as long as the
   program; there are only so many labels. */
static const char *label_marked(const struct reader *r, const GArray *labels, const char *text)
{
    const char *lang = NULL;
    char *marked;

    for (guint i = 0; i < labels->len; i++)
        if (g_array_index(labels, struct label, i).text == text)
            lang = g_array_index(labels, struct label, i).lang;
    if (!lang || !foreign(r, lang))
        return text;
    marked = passage_mark(text, lang, NULL);
    text = g_intern_string(marked);
    g_free(marked);
    return text;
}

const char *view_term_label(const struct reader *r, const struct term *term)
{
    return label_marked(r, term->labels, term_label(term, r->lang));
}

const char *view_term_short(const struct reader *r, const struct term *term)
{
    const char *text = term_short(term, r->lang);

    return label_marked(r, term->shorts, label_marked(r, term->labels, text));
}

const char *view_label(const struct reader *r, const char *vocabulary, const char *code)
{
    const struct term *term = code ? vocabulary_term(r->vocabularies, vocabulary, code) : NULL;

    return term ? view_term_label(r, term) : code;
}

static const char *short_label(const struct reader *r, const char *vocabulary, const char *code)
{
    const struct term *term = code ? vocabulary_term(r->vocabularies, vocabulary, code) : NULL;

    return term ? view_term_short(r, term) : code;
}

char *view_name(const struct reader *r, const char *id)
{
    xmlNodePtr record = dossier_record(r->dossier, id);
    char *name = record ? view_text(r, record, "name") : NULL;

    if (!name && record)
        name = view_text(r, record, "title");
    return name ? name : g_strdup(id);
}

static void set_take(xmlNodePtr node, const char *name, char *value)
{
    if (value)
        tree_set(node, name, value);
    g_free(value);
}

static void set_name(const struct reader *r, xmlNodePtr node, const char *id)
{
    xmlNodePtr record = dossier_record(r->dossier, id);

    set_take(node, "label", view_name(r, id));
    if (record)
        set_take(node, "short", view_text(r, record, "short"));
}

static void set_source(const struct reader *r, xmlNodePtr node)
{
    const char *id = tree_get(node, "source");
    xmlNodePtr source = id ? dossier_record(r->dossier, id) : NULL;

    if (!source || !view_shows(r, id)) {
        xmlUnsetProp(node, BAD_CAST "source");
        return;
    }
    for (const char *const *name = (const char *const[]){"symbol", "body", "cycle", "session", NULL}; *name; name++)
        if (tree_get(source, *name))
            tree_set(node, *name, tree_get(source, *name));
}

/* ---- Markdown ---- */

static const char *record_id(xmlNodePtr node)
{
    for (; node && node->type == XML_ELEMENT_NODE; node = node->parent)
        if (node->parent && tree_is(node->parent, "records"))
            return tree_get(node, "id");
    return NULL;
}

static void add_prose(struct reader *r, xmlNodePtr from, xmlNodePtr to)
{
    struct place place = xmlfile_content_place(xmlfile_of(from), from);
    xmlChar *content = xmlNodeGetContent(from);
    struct md_text text = {(const char *)content, place.file, place.line, (int)place.column, record_id(from), NULL};
    xmlNsPtr ns = to->ns;

    to->ns = r->document; /* md_read makes children in their parent's namespace */
    if (md_read(&text, &r->md, to) < 0)
        r->failed = TRUE;
    to->ns = ns;
    xmlFree(content);
}

/* ---- Additions by element ---- */

static gboolean is_suppressed(xmlNodePtr indicator, const char *value)
{
    const char *below = indicator ? tree_get(indicator, "suppress-below") : NULL;

    return below && value && g_ascii_strtod(value, NULL) < g_ascii_strtod(below, NULL);
}

static void add_latest(xmlNodePtr indicator)
{
    xmlNodePtr best = NULL, copy;

    for (xmlNodePtr series = tree_first(indicator, "series"); series; series = tree_next(series)) {
        if (tree_get(series, "by"))
            continue;
        for (xmlNodePtr point = tree_first(series, "point"); point; point = tree_next(point))
            if (!best || g_strcmp0(tree_get(point, "period"), tree_get(best, "period")) >= 0)
                best = point;
    }
    if (!best)
        return;
    copy = tree_add(indicator, "latest");
    for (xmlAttrPtr a = best->properties; a; a = a->next)
        tree_set(copy, (const char *)a->name, a->children ? (const char *)a->children->content : "");
}

static void add_citation(struct reader *r, xmlNodePtr record, xmlNodePtr copy)
{
    xmlNodePtr from = tree_first(record, "from");
    const char *source = from ? tree_get(from, "source") : NULL;

    if (from)
        set_take(copy, "citation", cite_recommendation(r->l10n, from, source ? dossier_record(r->dossier, source) : NULL));
}

static void mark_latest(xmlNodePtr action)
{
    xmlNodePtr best = NULL;

    for (xmlNodePtr progress = tree_first(action, "progress"); progress; progress = tree_next(progress))
        if (!best || g_strcmp0(tree_get(progress, "date"), tree_get(best, "date")) >= 0)
            best = progress;
    if (best)
        tree_set(best, "latest", "yes");
}

/* The words of a footnote that cites a piece of evidence. */
static void add_note_text(struct reader *r, xmlNodePtr record, xmlNodePtr copy)
{
    char *citation = view_text(r, record, "citation"), *url = view_text(r, record, "url"), *kind, *date;
    const char *when = tree_get(record, "date");
    xmlNodePtr holder = tree_add(copy, "note-text"), p = xmlNewDocNode(copy->doc, r->document, BAD_CAST "p", NULL);
    xmlNodePtr link = NULL;
    struct l10n_slot slots[2] = {{"citation", NULL, NULL}, {"url", url, NULL}};

    xmlAddChild(holder, p);
    if (!citation) {
        char *key = g_strconcat("evidence.type-", tree_get(record, "type"), NULL);

        kind = l10n_words(r->l10n, key, NULL);
        date = when ? l10n_date(r->l10n, when) : g_strdup("");
        citation = when ? l10n_words(r->l10n, "cite.evidence-uncited", "kind", kind, "date", date, NULL) : g_strdup(kind);
        g_free(kind);
        g_free(date);
        g_free(key);
    }
    slots[0].value = citation;
    if (url) {
        link = xmlNewDocNode(copy->doc, r->document, BAD_CAST "link", NULL);
        tree_set(link, "href", url);
        tree_append(link, url);
        slots[1].nodes = link;
    }
    l10n_nodes(r->l10n, url ? "cite.evidence-url" : "cite.evidence", slots, url ? 2 : 1, p);
    xmlFreeNode(link);
    g_free(citation);
    g_free(url);
}

static void add_assessment_labels(const struct reader *r, xmlNodePtr copy)
{
    const char *scale = tree_get(copy, "scale"), *value = tree_get(copy, "value");
    const struct term *term = scale && value ? scale_value(r->vocabularies, scale, value) : NULL;

    if (tree_get(copy, "assessor"))
        set_take(copy, "assessor-label", view_name(r, tree_get(copy, "assessor")));
    tree_set(copy, "label", term ? view_term_label(r, term) : value ? value : "");
    tree_set(copy, "tone", term && term->tone ? term->tone : "neutral");
}

/* What an element gets beside what it has. */
static void decorate(struct reader *r, xmlNodePtr from, xmlNodePtr to)
{
    static const struct { const char *element, *vocabulary; } coded[] = {
        {"theme", "themes"}, {"group", "groups"}, {"sdg", "sdg"}};
    const char *name = (const char *)from->name, *ref = tree_get(from, "ref");

    for (gsize i = 0; i < G_N_ELEMENTS(coded); i++)
        if (!strcmp(name, coded[i].element))
            tree_set(to, "label", view_label(r, coded[i].vocabulary, ref));
    if (!strcmp(name, "recommender")) {
        const char *code = tree_get(from, "state");

        tree_set(to, "label", code && !strcmp(code, project_state(r->dossier)) ? project_state_short(r->dossier, r->lang)
                                                                              : view_label(r, "states", code));
    } else if (!strcmp(name, "article")) {
        tree_set(to, "label", short_label(r, "treaties", tree_get(from, "treaty")));
    } else if (!strcmp(name, "lead") || !strcmp(name, "support") || !strcmp(name, "organiser")) {
        set_name(r, to, ref);
    } else if (!strcmp(name, "from") || !strcmp(name, "position") || !strcmp(name, "earlier-position") || !strcmp(name, "see")) {
        set_source(r, to);
    } else if (!strcmp(name, "source") && tree_get(from, "body")) {
        tree_set(to, "body-label", view_label(r, "bodies", tree_get(from, "body")));
        tree_set(to, "body-short", short_label(r, "bodies", tree_get(from, "body")));
    } else if (!strcmp(name, "series") && tree_get(from, "group")) {
        tree_set(to, "group-label", view_label(r, "groups", tree_get(from, "group")));
    } else if (!strcmp(name, "point") && is_suppressed(from->parent->parent, tree_get(from, "value"))) {
        xmlUnsetProp(to, BAD_CAST "value");
        tree_set(to, "suppressed", "yes");
    } else if (!strcmp(name, "point") && tree_get(from, "note") && foreign(r, r->default_lang)) {
        set_take(to, "note", passage_mark(tree_get(from, "note"), r->default_lang, NULL)); /* an attribute has no language but the dossier's */
    } else if (!strcmp(name, "assessment")) {
        add_assessment_labels(r, to);
    } else if (!strcmp(name, "treaty") && tree_get(from, "code")) {
        tree_set(to, "label", view_label(r, "treaties", tree_get(from, "code")));
        tree_set(to, "short", short_label(r, "treaties", tree_get(from, "code")));
    } else if (!strcmp(name, "obligation")) {
        tree_set(to, "body-label", view_label(r, "bodies", tree_get(from, "body")));
    }
}

/* ---- Terms that stylesheets need though no record names them ---- */

void view_add_articles(const struct reader *r, const char *body, xmlNodePtr view)
{
    const GPtrArray *terms = vocabulary_terms(r->vocabularies, "articles");
    const char *treaty = NULL;
    xmlNodePtr articles = NULL;

    for (guint i = 0; terms && i < terms->len; i++) {
        const struct term *term = terms->pdata[i];
        const char *number = strrchr(term->id, '-');
        xmlNodePtr article;

        if (!term->body || !number || (body && strcmp(term->body, body)))
            continue;
        if (g_strcmp0(treaty, term->body)) {
            treaty = term->body;
            articles = tree_add(view, "articles");
            tree_set(articles, "treaty", treaty);
            tree_set(articles, "label", view_label(r, "treaties", treaty));
            tree_set(articles, "short", short_label(r, "treaties", treaty));
            tree_set(articles, "body-label", view_label(r, "bodies", treaty));
        }
        article = tree_add(articles, "article");
        tree_set(article, "number", number + 1);
        tree_set(article, "label", view_term_label(r, term));
    }
}

/* ---- The copy ---- */

/* References to records that are not shown go, and what is dated after the cut-off. */
static gboolean is_left_out(const struct reader *r, xmlNodePtr node)
{
    static const char *const references[] = {"about", "lead", "support", "organiser", "member", "measured-by",
                                             "based-on", NULL};
    const char *name = (const char *)node->name, *audience = tree_get(node, "audience");

    if (!audience && !strcmp(name, "contact"))
        audience = "government"; /* people's names are not for the public unless somebody says so */
    if (!view_reads(r, audience))
        return TRUE;
    if (g_strv_contains(references, name)) {
        const char *id = tree_get(node, !strcmp(name, "measured-by") ? "indicator" : !strcmp(name, "based-on") ? "evidence" : "ref");

        return !view_shows(r, id);
    }
    if (!strcmp(name, "point"))
        return view_is_newer(r, tree_get(node, "period"));
    if (!strcmp(name, "progress") || !strcmp(name, "position"))
        return view_is_newer(r, tree_get(node, "date"));
    if (!strcmp(name, "milestone"))
        return !tree_has(node, "state", "planned") && view_is_newer(r, tree_get(node, "date"));
    return FALSE;
}

static xmlNodePtr copy_element(struct reader *r, xmlNodePtr from, xmlNodePtr parent);

static gboolean is_element(const xmlNode *node)
{
    return node && node->type == XML_ELEMENT_NODE;
}

/* The last paragraph among blocks, where a remark can stand; NULL: none. */
static xmlNodePtr last_paragraph(xmlNodePtr blocks)
{
    xmlNodePtr last = NULL;

    for (xmlNodePtr n = blocks; n; n = tree_walk(n, blocks))
        if (n->type == XML_ELEMENT_NODE && tree_is(n, "p"))
            for (last = n; n->children && n->last != n->children;) /* not into its notes */
                break;
    return last;
}

static void move_words(xmlNodePtr from, xmlNodePtr to)
{
    while (from->children) {
        xmlNodePtr node = from->children;

        xmlUnlinkNode(node);
        xmlAddChild(to, node);
    }
}

/* All that a paragraph says, in a span of its language: a stylesheet may put words of the document's in front of it. */
static void wrap_words(xmlNodePtr block, const char *lang)
{
    xmlNodePtr span = xmlNewDocNode(block->doc, block->ns, BAD_CAST "span", NULL);

    xmlNodeSetLang(span, BAD_CAST lang);
    move_words(block, span);
    xmlAddChild(block, span);
}

/* Blocks of Markdown in another language, or that nobody has read: each is told its language, since it goes into documents
   block by block, and the last paragraph of `parent` gets the remark. What notes say is made of records and phrases: it
   is in the document's own language. */
static void mark_blocks(const struct reader *r, xmlNodePtr parent, const char *lang, const char *status)
{
    xmlNodePtr last = NULL;
    char *empty;

    for (xmlNodePtr block = parent->children; block; block = block->next) {
        if (!is_element(block))
            continue;
        if (lang && (tree_is(block, "p") || tree_is(block, "heading")))
            wrap_words(block, lang);
        else if (lang && !tree_is(block, "section"))
            xmlNodeSetLang(block, BAD_CAST lang);
        if (tree_is(block, "section")) {
            mark_blocks(r, block, lang, status);
        } else {
            xmlNodePtr p = last_paragraph(block);

            last = p ? p : last;
        }
        for (xmlNodePtr n = lang ? block : NULL; n; n = tree_walk(n, block))
            if (is_element(n) && (tree_is(n, "note") || (tree_is(n, "span") && tree_get(n, "role"))))
                xmlNodeSetLang(n, BAD_CAST r->lang);
    }
    if (!last)
        return;
    empty = passage_mark("", lang, status);
    tree_append(last, empty);
    g_free(empty);
}

void view_mark_blocks(const struct reader *r, xmlNodePtr parent, const char *lang)
{
    if (foreign(r, lang))
        mark_blocks(r, parent, lang, NULL);
}

static void mark_words(xmlNodePtr copy, const char *lang, const char *status)
{
    char *words = tree_words(copy), *marked = passage_mark(words, lang, status);

    if (*words) {
        xmlNodeSetContent(copy, NULL);
        xmlNodeAddContent(copy, BAD_CAST marked);
    }
    g_free(words);
    g_free(marked);
}

static gboolean has_elements(const xmlNode *node)
{
    for (const xmlNode *n = node->children; n; n = n->next)
        if (is_element(n))
            return TRUE;
    return FALSE;
}

static void copy_texts(struct reader *r, xmlNodePtr first, xmlNodePtr parent)
{
    const char *lang = choose_lang(r, first), *other = lang ? foreign(r, lang) : NULL;

    for (xmlNodePtr node = lang ? first : NULL; node; node = next_text(node)) {
        xmlNodePtr copy;

        if (strcmp(lang_of(node), lang) || !(copy = copy_element(r, node, parent)) || (!other && !unread(node)))
            continue;
        if (other) {
            xmlNodeSetLang(copy, BAD_CAST lang);
            tree_set(copy, "fallback", "yes");
        }
        if (has_elements(copy))
            mark_blocks(r, copy, other, unread(node));
        else
            mark_words(copy, other, unread(node));
    }
}

/* Has an earlier text of the same run been met, with which this one was dealt with? */
static gboolean is_told(const xmlNode *parent, const xmlNode *text)
{
    for (xmlNodePtr n = tree_first(parent, (const char *)text->name); n && n != text; n = tree_next(n))
        if (lang_attribute(n) && !g_strcmp0(tree_get(n, "kind"), tree_get(text, "kind")))
            return TRUE;
    return FALSE;
}

static void copy_children(struct reader *r, xmlNodePtr from, xmlNodePtr to)
{

    for (xmlNodePtr node = from->children; node; node = node->next) {
        if (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE) {
            if (!xmlIsBlankNode(node))
                xmlAddChild(to, xmlNewDocText(to->doc, node->content));
        } else if (node->type == XML_ELEMENT_NODE && !lang_attribute(node)) {
            copy_element(r, node, to);
        } else if (node->type == XML_ELEMENT_NODE && !is_told(from, node)) {
            copy_texts(r, node, to);
        }
    }
}

static xmlNodePtr copy_element(struct reader *r, xmlNodePtr from, xmlNodePtr parent)
{
    xmlNodePtr to;

    if (is_left_out(r, from))
        return NULL;
    to = xmlNewDocNode(parent->doc, r->records, from->name, NULL);
    xmlAddChild(parent, to);
    for (xmlAttrPtr a = from->properties; a; a = a->next)
        if (!a->ns && strcmp((const char *)a->name, "audience"))
            xmlNewProp(to, a->name, a->children ? a->children->content : BAD_CAST "");
    decorate(r, from, to);
    if (dossier_is_prose(from))
        add_prose(r, from, to);
    else
        copy_children(r, from, to);
    return to;
}

xmlNodePtr view_add_record(struct reader *r, xmlNodePtr record, xmlNodePtr parent)
{
    xmlNodePtr copy = copy_element(r, record, parent);

    if (copy && tree_is(record, "evidence"))
        add_note_text(r, record, copy);
    else if (copy && tree_is(record, "indicator"))
        add_latest(copy);
    else if (copy && tree_is(record, "recommendation"))
        add_citation(r, record, copy);
    else if (copy && tree_is(record, "action"))
        mark_latest(copy);
    return copy;
}

/* ---- Links of Markdown ---- */

static enum md_reads host_reads(gpointer data, const char *what, const char *name)
{
    struct reader *r = data;
    const char *mine = !strcmp(what, "document") ? tree_get(r->document_element, "id")
                       : !strcmp(what, "kind")   ? tree_get(r->document_element, "kind") : r->lang;

    if (!g_strv_contains(dossier_names(r->dossier, what), name))
        return MD_UNKNOWN;
    if (!strcmp(what, "audience"))
        return view_reads(r, name) ? MD_VISIBLE : MD_HIDDEN;
    return g_strcmp0(name, mine) ? MD_HIDDEN : MD_VISIBLE;
}

static const char *const *host_names(gpointer data, const char *what)
{
    return dossier_names(((struct reader *)data)->dossier, what);
}

/* The nearest id (or symbol) among records of a kind: only asked when something is wrong. */
static const char *nearest_record(const struct reader *r, const char *kind, const char *attribute, const char *word)
{
    GPtrArray *candidates = g_ptr_array_new();
    const char *nearest;
    guint n;
    const xmlNodePtr *records = dossier_records(r->dossier, &n);

    for (guint i = 0; i < n; i++)
        if (tree_is(records[i], kind) && tree_get(records[i], attribute))
            g_ptr_array_add(candidates, (gpointer)tree_get(records[i], attribute));
    g_ptr_array_add(candidates, NULL);
    nearest = diag_nearest(word, (const char *const *)candidates->pdata);
    g_ptr_array_unref(candidates);
    return nearest;
}

static void link_recommendation(struct reader *r, xmlNodePtr record, xmlNodePtr words, xmlNodePtr parent)
{
    const char *id = tree_get(record, "id"), *source_id;
    xmlNodePtr from = tree_first(record, "from"), ref = parent;
    char *anchor, *citation;

    if (g_hash_table_contains(r->selected, id)) {
        ref = xmlNewDocNode(parent->doc, parent->ns, BAD_CAST "ref", NULL);
        xmlAddChild(parent, ref);
        anchor = g_strconcat("rec-", id, NULL);
        tree_set(ref, "to", anchor);
        g_free(anchor);
    }
    if (words->children) {
        move_words(words, ref);
    } else if (ref != parent && tree_get(from, "number")) {
        tree_append(ref, tree_get(from, "number"));
    } else {
        source_id = from ? tree_get(from, "source") : NULL;
        citation = cite_recommendation(r->l10n, from, source_id ? dossier_record(r->dossier, source_id) : NULL);
        tree_append(ref, citation);
        g_free(citation);
    }
}

static void link_evidence(struct reader *r, xmlNodePtr record, xmlNodePtr words, xmlNodePtr parent)
{
    xmlNodePtr note = xmlNewDocNode(parent->doc, parent->ns, BAD_CAST "note", NULL);
    xmlNodePtr scratch = xmlNewDocNode(parent->doc, r->records, BAD_CAST "scratch", NULL);

    move_words(words, parent);
    add_note_text(r, record, scratch);
    move_words(scratch->children, note);
    xmlFreeNode(scratch);
    tree_set(note, "origin", tree_get(record, "id"));
    xmlAddChild(parent, note);
}

/* A footnote with the figures: "Prison occupancy: 111.9 per cent (2025); baseline 131.0 (2021), target 100.0 (2028)." */
static void add_indicator_note(struct reader *r, xmlNodePtr record, const char *value, const char *period, xmlNodePtr parent)
{
    xmlNodePtr baseline = tree_first(record, "baseline"), target = tree_first(record, "target"), note;
    const char *decimals = tree_get(record, "decimals");
    int n = decimals ? atoi(decimals) : 0;
    char *title = view_text(r, record, "title"), *unit = view_text(r, record, "unit"), *citation = view_text(r, record, "citation");
    char *both = value ? l10n_words(r->l10n, "indicator.value", "value", value, "unit", unit ? unit : "", NULL) : NULL;
    char *from = baseline && tree_get(baseline, "value") ? l10n_number(r->l10n, tree_get(baseline, "value"), n) : NULL;
    char *to = target && tree_get(target, "value") ? l10n_number(r->l10n, tree_get(target, "value"), n) : NULL;
    const char *key = !both ? "indicator.line-unknown" : from && to ? "indicator.line-both" : from ? "indicator.line-baseline"
                                                       : to ? "indicator.line-target" : "indicator.line";
    struct l10n_slot slots[] = {
        {"title", title, NULL}, {"value", both, NULL}, {"period", period, NULL}, {"baseline", from, NULL},
        {"from", baseline ? tree_get(baseline, "period") : NULL, NULL}, {"target", to, NULL},
        {"by", target ? tree_get(target, "period") : NULL, NULL}};
    char *line = l10n_text(r->l10n, key, slots, G_N_ELEMENTS(slots)), *closed = NULL;

    note = tree_add(parent, "note");
    tree_set(note, "origin", tree_get(record, "id"));
    tree_add_text(note, "p", line);
    if (citation) {
        closed = l10n_words(r->l10n, "cite.evidence", "citation", citation, NULL);
        tree_append(note->children, " ");
        tree_append(note->children, closed);
    }
    g_free(title);
    g_free(unit);
    g_free(citation);
    g_free(both);
    g_free(from);
    g_free(to);
    g_free(line);
    g_free(closed);
}

/* "per cent of places" is "per cent" in a sentence; other units are left to the sentence. */
static gboolean is_percentage(const struct reader *r, const char *unit)
{
    char *phrase = g_strstrip(l10n_words(r->l10n, "indicator.per-cent", "value", "", NULL));
    gboolean is = unit && g_str_has_prefix(unit, phrase);

    g_free(phrase);
    return is;
}

/* Words: they stay as written, the figures are in a footnote. None: the latest value. */
static void link_indicator(struct reader *r, xmlNodePtr record, xmlNodePtr words, xmlNodePtr parent)
{
    xmlNodePtr scratch = xmlNewDocNode(parent->doc, r->records, BAD_CAST "scratch", NULL);
    xmlNodePtr copy = view_add_record(r, record, scratch), latest = copy ? tree_first(copy, "latest") : NULL;
    const char *value = latest ? tree_get(latest, "value") : NULL, *decimals = tree_get(record, "decimals");
    char *number = value ? l10n_number(r->l10n, value, decimals ? atoi(decimals) : 0) : NULL;
    char *unit = view_text(r, record, "unit");

    if (words->children) {
        move_words(words, parent);
        add_indicator_note(r, record, number, latest ? tree_get(latest, "period") : NULL, parent);
    } else if (!number) {
        char *missing = l10n_words(r->l10n, "indicator.no-value", NULL);

        xmlAddChild(parent, xmlNewDocNode(parent->doc, parent->ns, BAD_CAST "gap", NULL));
        tree_append(parent->last, missing);
        g_free(missing);
    } else if (is_percentage(r, unit)) {
        char *both = l10n_words(r->l10n, "indicator.per-cent", "value", number, NULL);

        tree_append(parent, both);
        g_free(both);
    } else {
        tree_append(parent, number);
    }
    g_free(number);
    g_free(unit);
    xmlFreeNode(scratch);
}

static void link_document(struct reader *r, const char *target, xmlNodePtr words, xmlNodePtr parent, struct place place,
                          const char *record)
{
    char **parts = g_strsplit(target, "#", 2), *citation = cite_document(r->l10n, parts[0] ? parts[0] : "", parts[0] ? parts[1] : NULL);
    gboolean known = FALSE;
    guint n;
    const xmlNodePtr *records = dossier_records(r->dossier, &n);

    for (guint i = 0; i < n && !known; i++)
        known = tree_is(records[i], "source") && !g_strcmp0(tree_get(records[i], "symbol"), parts[0]);
    if (!known)
        diag_report(r->diag, R417, place, record, "symbol", parts[0], "nearest", nearest_record(r, "source", "symbol", parts[0]), NULL);
    if (words->children) {
        char *bracketed = l10n_words(r->l10n, "cite.in-brackets", "citation", citation, NULL);

        move_words(words, parent);
        tree_append(parent, " ");
        tree_append(parent, bracketed);
        g_free(bracketed);
    } else {
        tree_append(parent, citation);
    }
    g_free(citation);
    g_strfreev(parts);
}

static const char *host_link(gpointer data, const char *scheme, const char *target, xmlNodePtr words, xmlNodePtr parent,
                             struct place place, const char *record)
{
    struct reader *r = data;
    const char *kind = !strcmp(scheme, "rec") ? "recommendation" : scheme;
    xmlNodePtr found;

    if (!strcmp(scheme, "doc")) {
        link_document(r, target, words, parent, place, record);
        return NULL;
    }
    if (!strcmp(scheme, "table"))
        return figures_link_table(r, target, words, parent, place, record);
    found = dossier_record(r->dossier, target);
    if (!found || !tree_is(found, kind)) {
        diag_report(r->diag, R404, place, record, "kind", kind, "id", target, "nearest", nearest_record(r, kind, "id", target), NULL);
        r->failed = TRUE;
        return NULL;
    }
    if (!view_shows(r, target)) {
        diag_report(r->diag, R416, place, record, "kind", kind, "id", target, "audience", r->audience, NULL);
        move_words(words, parent);
        return NULL;
    }
    if (!strcmp(scheme, "rec"))
        link_recommendation(r, found, words, parent);
    else if (!strcmp(scheme, "evidence"))
        link_evidence(r, found, words, parent);
    else
        link_indicator(r, found, words, parent);
    return tree_get(found, "id");
}

static const char *host_variable(gpointer data, const char *expression, xmlNodePtr parent, struct place place,
                                 const char *record)
{
    return figures_write(data, expression, parent, place, record);
}

static const char *host_table(gpointer data, const char *target, xmlNodePtr parent, struct place place, const char *record)
{
    return figures_add_table(data, target, parent, place, record);
}

void view_host_markdown(struct reader *r)
{
    r->md = (struct md_host){.data = r, .folder = dossier_folder(r->dossier), .diag = r->diag, .reads = host_reads,
                             .names = host_names, .link = host_link, .variable = host_variable, .table = host_table};
}
