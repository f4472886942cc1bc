/* Marked words come in whole: a stylesheet that puts a name into a sentence takes its signs along. So each text node is
   cut at the signs. Where an element cannot hold spans (a label in a drawing), the signs go and the words stay. Of several
   passages in one paragraph that have the same reason the last carries the remark; of several paragraphs that follow one another,
   the last as well. */
#include "passages.h"

#include <string.h>
#include <unicode/uloc.h>

#include "tree.h"

char *passage_mark(const char *words, const char *lang, const char *status)
{
    return g_strconcat(PASSAGE_OPEN, lang ? lang : "", status ? "+" : "", status ? status : "", PASSAGE_FROM, words, PASSAGE_CLOSE, NULL);
}

void passage_strip(char *words)
{
    char *to = words;

    for (const char *from = words; *from;) {
        if (g_str_has_prefix(from, PASSAGE_OPEN)) {
            const char *end = strstr(from, PASSAGE_FROM);

            from = end ? end + strlen(PASSAGE_FROM) : from + strlen(PASSAGE_OPEN);
        } else if (g_str_has_prefix(from, PASSAGE_FROM) || g_str_has_prefix(from, PASSAGE_CLOSE)) {
            from += strlen(PASSAGE_CLOSE);
        } else {
            *to++ = *from++;
        }
    }
    *to = '\0';
}

/* The same for the words of a text node or an attribute, when they hold any. */
static void strip_node(xmlNodePtr text)
{
    char *words;

    if (!text || !text->content || !strstr((const char *)text->content, "\xEF\xB7"))
        return;
    words = g_strdup((const char *)text->content);
    passage_strip(words);
    xmlNodeSetContent(text, NULL);
    xmlNodeAddContent(text, BAD_CAST words); /* added content is taken as it is */
    g_free(words);
}

static void strip_attributes(xmlNodePtr element)
{
    for (xmlAttrPtr a = element->type == XML_ELEMENT_NODE ? element->properties : NULL; a; a = a->next)
        strip_node(a->children);
}

void passages_strip(xmlNodePtr root)
{
    for (xmlNodePtr n = root; n; n = tree_walk(n, root)) {
        strip_attributes(n);
        for (xmlNodePtr text = n->type == XML_ELEMENT_NODE ? n->children : NULL; text; text = text->next)
            if (text->type == XML_TEXT_NODE)
                strip_node(text);
    }
}

/* ---- Settling ---- */

struct settler {
    const struct l10n *l10n;
    const char *lang;
    gboolean rtl;
    xmlNsPtr ns;
};

static gboolean is_rtl(const char *lang)
{
    return uloc_isRightToLeft(lang);
}

/* Elements whose words may be spans (document.xsd, type inline and its like). */
static gboolean holds_spans(const xmlNode *element)
{
    static const char *const names[] = {"em", "strong", "sup", "gap", "span", "link", "ref", "p", "term", "value", "caption", "heading",
                                        "issuer", "organ", "line", "subtitle", "title", NULL};

    for (const xmlNode *n = element; n && n->type == XML_ELEMENT_NODE; n = n->parent)
        if (tree_is(n, "meta") || tree_is(n, "running"))
            return FALSE;
    return g_strv_contains(names, (const char *)element->name);
}

/* The element that a reader takes for one passage: a paragraph, a heading, a value. */
static xmlNodePtr whole_of(xmlNodePtr inner)
{
    static const char *const inlines[] = {"em", "strong", "sup", "gap", "span", "link", "ref", NULL};

    while (inner->parent && g_strv_contains(inlines, (const char *)inner->name))
        inner = inner->parent;
    return inner;
}

/* "[in English]", "[machine translation, not reviewed]". */
static char *remark(const struct settler *s, const char *reason)
{
    char **parts = g_strsplit(reason, "+", 2), *key, *words;

    if (parts[0] && parts[1]) {
        key = g_strconcat("passage.status-", parts[1], NULL);
        words = l10n_words(s->l10n, key, NULL);
    } else {
        char *base = g_strndup(reason, strcspn(reason, "-"));

        key = g_strconcat("passage.in-", base, NULL);
        if (l10n_has(s->l10n, key)) {
            words = l10n_words(s->l10n, key, NULL);
        } else {
            char *name = l10n_language_name(s->l10n, reason);

            words = l10n_words(s->l10n, "passage.in-other", "language", name, NULL);
            g_free(name);
        }
        g_free(base);
    }
    g_strfreev(parts);
    g_free(key);
    return words;
}

static xmlNodePtr new_span(const struct settler *s, const char *lang)
{
    xmlNodePtr span = xmlNewNode(s->ns, BAD_CAST "span");

    if (lang && *lang) {
        xmlNodeSetLang(span, BAD_CAST lang);
        if (is_rtl(lang) != s->rtl)
            tree_set(span, "dir", s->rtl ? "ltr" : "rtl");
    }
    return span;
}

/* The remark itself, in the language of the document. Kept with the words by a no-break space. */
static xmlNodePtr new_remark(const struct settler *s, const char *reason)
{
    xmlNodePtr span = xmlNewNode(s->ns, BAD_CAST "span");
    char *words = remark(s, reason);

    tree_set(span, "role", "fallback");
    xmlNodeAddContent(span, BAD_CAST words);
    g_free(words);
    return span;
}

static void insert_text(xmlNodePtr before, const char *words, gsize n)
{
    if (n)
        xmlAddPrevSibling(before, xmlNewDocTextLen(before->doc, BAD_CAST words, (int)n));
}

/* The language in force at an element. */
static const char *lang_at(const xmlNode *n)
{
    for (; n && n->type == XML_ELEMENT_NODE; n = n->parent)
        if (*tree_lang(n))
            return tree_lang(n);
    return "";
}

/* Cuts one text node; remarks are left as spans with role "fallback" and the reason in @class, which thin_out reads. */
static void cut(const struct settler *s, xmlNodePtr text)
{
    char *whole = g_strdup((const char *)text->content);
    const char *at = whole, *open;
    xmlNodePtr spot = xmlNewNode(s->ns, BAD_CAST "span"); /* libxml2 merges texts that touch */

    xmlReplaceNode(text, spot);
    xmlFreeNode(text);
    while ((open = strstr(at, PASSAGE_OPEN))) {
        const char *from = strstr(open, PASSAGE_FROM), *close = from ? strstr(from, PASSAGE_CLOSE) : NULL;
        char *reason, *words, *lang;
        xmlNodePtr mark;

        if (!close)
            break;
        insert_text(spot, at, (gsize)(open - at));
        reason = g_strndup(open + strlen(PASSAGE_OPEN), (gsize)(from - open) - strlen(PASSAGE_OPEN));
        words = g_strndup(from + strlen(PASSAGE_FROM), (gsize)(close - from) - strlen(PASSAGE_FROM));
        passage_strip(words);
        lang = g_strndup(reason, strcspn(reason, "+"));
        if (*words) {
            gboolean foreign = *lang && strcmp(lang_at(spot->parent), lang);
            xmlNodePtr span = foreign ? new_span(s, lang) : NULL;

            if (span) {
                xmlNodeAddContent(span, BAD_CAST words);
                xmlAddPrevSibling(spot, span);
            } else {
                insert_text(spot, words, strlen(words));
            }
        }
        mark = new_remark(s, reason);
        if (strcmp(lang_at(spot->parent), s->lang)) {
            xmlNodeSetLang(mark, BAD_CAST s->lang);
            if (is_rtl(lang_at(spot->parent)) != s->rtl)
                tree_set(mark, "dir", s->rtl ? "rtl" : "ltr");
        }
        tree_set(mark, "class", reason);
        xmlAddPrevSibling(spot, mark);
        g_free(reason);
        g_free(words);
        g_free(lang);
        at = close + strlen(PASSAGE_CLOSE);
    }
    if (*at) {
        char *rest = g_strdup(at);

        passage_strip(rest);
        insert_text(spot, rest, strlen(rest));
        g_free(rest);
    }
    xmlUnlinkNode(spot);
    xmlFreeNode(spot);
    g_free(whole);
}

static gboolean is_remark(const xmlNode *n)
{
    return tree_is(n, "span") && tree_has(n, "role", "fallback") && tree_get(n, "class");
}

/* Does the next paragraph of the same parent carry a remark of this reason at its end? */
static gboolean goes_on(xmlNodePtr whole, const char *reason)
{
    xmlNodePtr next = xmlNextElementSibling(whole);

    if (!next || !tree_is(next, (const char *)whole->name) || tree_has(next, "numbered", "yes"))
        return FALSE;
    for (xmlNodePtr n = next; n; n = tree_walk(n, next))
        if (n->type == XML_ELEMENT_NODE && is_remark(n) && tree_has(n, "class", reason))
            return TRUE;
    return FALSE;
}

/* Of the remarks of one paragraph and reason the last stays. A no-break space goes in front of it. */
static void thin_out(xmlNodePtr root)
{
    GPtrArray *remarks = g_ptr_array_new();

    for (xmlNodePtr n = root; n; n = tree_walk(n, root))
        if (n->type == XML_ELEMENT_NODE && is_remark(n))
            g_ptr_array_add(remarks, n);
    for (guint i = 0; i < remarks->len; i++) {
        xmlNodePtr n = remarks->pdata[i], whole = whole_of(n), next = i + 1 < remarks->len ? remarks->pdata[i + 1] : NULL;
        gboolean again = next && whole_of(next) == whole && tree_has(next, "class", tree_get(n, "class"));

        if (again || goes_on(whole, tree_get(n, "class"))) {
            xmlUnlinkNode(n);
            xmlFreeNode(n);
        } else {
            xmlAddPrevSibling(n, xmlNewDocText(n->doc, BAD_CAST "\xC2\xA0"));
            xmlUnsetProp(n, BAD_CAST "class");
        }
    }
    g_ptr_array_free(remarks, TRUE);
}

/* A paragraph that says nothing but one passage is in its language itself, and runs its way. */
static void hoist(xmlNodePtr p)
{
    xmlNodePtr span = NULL;

    for (xmlNodePtr n = p->children; n; n = n->next) {
        gboolean blank = n->type == XML_TEXT_NODE && !strcmp(n->content ? (const char *)n->content : "", "\xC2\xA0");

        if (xmlIsBlankNode(n) || blank || tree_is(n, "note") || tree_is(n, "noteref") || tree_has(n, "role", "fallback"))
            continue;
        if (span || !tree_is(n, "span") || !*tree_lang(n) || tree_get(n, "role"))
            return;
        span = n;
    }
    if (!span || *tree_lang(p))
        return;
    for (xmlNodePtr n = p->children; n; n = n->next) /* what is not the passage's keeps its own language */
        if (n != span && n->type == XML_ELEMENT_NODE && !*tree_lang(n))
            xmlNodeSetLang(n, BAD_CAST lang_at(p));
    xmlNodeSetLang(p, BAD_CAST tree_lang(span));
    if (tree_get(span, "dir"))
        tree_set(p, "dir", tree_get(span, "dir"));
    while (span->children) {
        xmlNodePtr n = span->children;

        xmlUnlinkNode(n);
        xmlAddPrevSibling(span, n);
    }
    xmlUnlinkNode(span);
    xmlFreeNode(span);
}

void passages_settle(xmlDocPtr document, const struct l10n *l10n)
{
    xmlNodePtr root = xmlDocGetRootElement(document);
    struct settler s = {l10n, l10n_lang(l10n), l10n_is_rtl(l10n), root->ns};
    GPtrArray *texts = g_ptr_array_new();

    for (xmlNodePtr n = root; n; n = tree_walk(n, root)) {
        const char *lang;

        if (n->type != XML_ELEMENT_NODE)
            continue;
        strip_attributes(n);
        lang = n == root ? "" : tree_lang(n);
        if (*lang && !tree_get(n, "dir") && is_rtl(lang) != s.rtl)
            tree_set(n, "dir", s.rtl ? "ltr" : "rtl");
        if (!*lang && tree_is(n, "p") && tree_has(n, "role", "source") && strcmp(lang_at(n), s.lang)) { /* ours, below what is quoted */
            xmlNodeSetLang(n, BAD_CAST s.lang);
            if (is_rtl(s.lang) != is_rtl(lang_at(n->parent)))
                tree_set(n, "dir", s.rtl ? "rtl" : "ltr");
        }
        for (xmlNodePtr text = n->children; text; text = text->next)
            if (text->type == XML_TEXT_NODE && text->content && strstr((const char *)text->content, "\xEF\xB7"))
                g_ptr_array_add(texts, text);
    }
    for (guint i = 0; i < texts->len; i++) {
        xmlNodePtr text = texts->pdata[i];

        if (holds_spans(text->parent))
            cut(&s, text);
        else
            strip_node(text);
    }
    g_ptr_array_free(texts, TRUE);
    thin_out(root);
    for (xmlNodePtr n = root; n; n = tree_walk(n, root))
        if (n->type == XML_ELEMENT_NODE && (tree_is(n, "p") || tree_is(n, "heading")))
            hoist(n);
}
