/* md_lines.c prepares the text: passages for other readers are blanked and variables held by placeholders, so that they are
   gone before anything is parsed, and line numbers and columns stay. Then cmark parses, and one recursive walk writes
   document vocabulary; what placeholders stand for is written as text and never read as Markdown.
   cmark 0.30 counts columns in bytes, takes every line of a paragraph to begin where the first one does, and dates a
   link from the line where it ends: locate() mends all three by looking at the line itself. */
#include "md.h"

#include <cmark.h>
#include <string.h>

#include "md_lines.h"
#include "tree.h"

#define DEEPEST_SECTION 5 /* sections are numbered I. A. 1. (a) (i) */

struct reader {
    const struct md_text *source;
    const struct md_host *host;
    struct md_lines lines;
    GHashTable *slugs;       /* ids given so far */
    GPtrArray *cited;        /* ids of the records that the present paragraph rests on; lent */
    int figures;
    gboolean failed;
};

static gboolean is_blank(const char *s)
{
    return s[strspn(s, " \t\r")] == '\0';
}

static const char *line_text(const struct reader *r, int line)
{
    return md_lines_text(&r->lines, line);
}

static struct place place_at(const struct reader *r, int line, gsize byte, gsize size)
{
    return md_lines_place(&r->lines, line, byte, size);
}

static void complain(struct reader *r, enum diag_code code, struct place place, const char *slot, const char *value)
{
    diag_report(r->host->diag, code, place, r->source->record, slot, value, NULL);
    r->failed |= diag_severity(code) == DIAG_ERROR;
}

/* ---- Where an inline node stands ---- */

static cmark_node *block_of(cmark_node *node)
{
    while (node && cmark_node_get_type(node) > CMARK_NODE_LAST_BLOCK)
        node = cmark_node_parent(node);
    return node;
}

/* Where the words of a line begin, behind quotation marks and indentation. */
static gsize content_start(const char *text, cmark_node *block)
{
    gsize at = 0;

    for (; block; block = cmark_node_parent(block))
        if (cmark_node_get_type(block) == CMARK_NODE_BLOCK_QUOTE) {
            gsize skip = at + strspn(text + at, " \t");

            if (text[skip] == '>')
                at = skip + 1;
        }
    return at + strspn(text + at, " \t");
}

/* The place of `words` in or after an inline node; of the node itself when they are not found as written. */
static struct place locate(const struct reader *r, cmark_node *node, const char *words)
{
    cmark_node *block = block_of(node);
    int line = cmark_node_get_start_line(node), first = cmark_node_get_start_line(block);
    gssize at = cmark_node_get_start_column(node) - 1;
    const char *text, *found;

    if (line > first)
        at += (gssize)content_start(line_text(r, line), block) - (cmark_node_get_start_column(block) - 1);
    text = line_text(r, line);
    at = CLAMP(at, 0, (gssize)strlen(text));
    if (words && *words)
        for (int i = line; i <= line + 1; i++) {
            text = line_text(r, i);
            found = i == line ? strstr(text + at, words) : strstr(text, words);
            if (!found)
                found = strstr(text, words);
            if (found)
                return place_at(r, i, (gsize)(found - text), strlen(words));
        }
    return place_at(r, line, (gsize)at, 0);
}

static struct place block_place(const struct reader *r, cmark_node *node)
{
    return place_at(r, cmark_node_get_start_line(node), (gsize)MAX(cmark_node_get_start_column(node) - 1, 0), 0);
}

static gboolean is_narrative(const struct reader *r)
{
    return r->source->id_prefix != NULL;
}

/* ---- Inlines ---- */

static void write_inlines(struct reader *r, cmark_node *parent, xmlNodePtr into);

/* "rec:upr4-136-9" → "rec"; NULL when there is no scheme. */
static char *scheme_of(const char *url)
{
    gsize n = strspn(url, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");

    return n && url[n] == ':' ? g_ascii_strdown(url, (gssize)n) : NULL;
}

static gboolean is_text(const xmlNode *element, const char *text)
{
    const xmlNode *only = element->children;

    return only && !only->next && only->type == XML_TEXT_NODE && !strcmp((const char *)only->content, text);
}

/* An address may hold only characters of RFC 3986; others, in the letters of the Markdown, are written %XX. */
static char *escape_url(const char *url)
{
    GString *out = g_string_new(NULL);

    for (const char *c = url; *c; c++)
        if (g_ascii_isalnum(*c) || strchr("-_.~!*'();:@&=+$,/?#%", *c))
            g_string_append_c(out, *c);
        else
            g_string_append_printf(out, "%%%02X", (guchar)*c);
    return g_string_free(out, FALSE);
}

/* %20 and the like as characters; what would be none stays as it is. */
static char *unescape(const char *text)
{
    char *plain = g_uri_unescape_string(text, NULL);

    if (plain && g_utf8_validate(plain, -1, NULL))
        return plain;
    g_free(plain);
    return g_strdup(text);
}

static void cite(struct reader *r, const char *id)
{
    if (id && !g_ptr_array_find_with_equal_func(r->cited, id, g_str_equal, NULL))
        g_ptr_array_add(r->cited, (gpointer)id);
}

/* [](#name), [words](#name): a place of the same document; resolve.c says its number. */
static void write_reference(struct reader *r, cmark_node *node, const char *name, xmlNodePtr into)
{
    xmlNodePtr ref = tree_add(into, "ref");

    tree_set(ref, "to", name);
    write_inlines(r, node, ref);
    if (!ref->children)
        tree_set(ref, "form", "name");
}

static void write_address(struct reader *r, cmark_node *node, const char *url, xmlNodePtr into)
{
    const char *title = cmark_node_get_title(node);
    xmlNodePtr link = tree_add(into, "link");
    char *href = escape_url(url);

    tree_set(link, "href", href);
    if (title && *title)
        tree_set(link, "title", title);
    write_inlines(r, node, link);
    if (!r->host->plain && (!link->children || (g_str_has_prefix(url, "mailto:") && is_text(link, url)))) {
        xmlNodeSetContent(link, NULL);
        tree_append(link, g_str_has_prefix(url, "mailto:") ? url + strlen("mailto:") : url);
    }
    g_free(href);
}

static void write_link(struct reader *r, cmark_node *node, xmlNodePtr into)
{
    static const char *const own[] = {"rec", "evidence", "indicator", "doc", "table", NULL};
    char *url = md_lines_restore(&r->lines, cmark_node_get_url(node)), *scheme = scheme_of(url), *target;
    xmlNodePtr words;

    if (r->host->plain || (scheme && (!strcmp(scheme, "http") || !strcmp(scheme, "https") || !strcmp(scheme, "mailto")))) {
        write_address(r, node, url, into);
    } else if (scheme && g_strv_contains((const char *const *)own, scheme)) {
        words = xmlNewDocNode(into->doc, into->ns, BAD_CAST "span", NULL);
        write_inlines(r, node, words);
        target = unescape(url + strlen(scheme) + 1);
        cite(r, r->host->link(r->host->data, scheme, target, words, into, locate(r, node, url),
                              r->source->record));
        xmlFreeNode(words);
        g_free(target);
    } else if (*url == '#' && !xmlValidateNCName(BAD_CAST(url + 1), 0)) {
        write_reference(r, node, url + 1, into);
    } else if (scheme && !strcmp(scheme, "section") && !xmlValidateNCName(BAD_CAST(url + strlen("section:")), 0)) {
        target = g_strconcat("sec-", url + strlen("section:"), NULL);
        write_reference(r, node, target, into);
        g_free(target);
    } else {
        complain(r, R403, locate(r, node, url), "url", url);
    }
    g_free(scheme);
    g_free(url);
}

/* ---- Pictures ---- */

/* The words of an alternative text: no marks, pictures inside it by their own words. */
static void add_plain(const struct reader *r, cmark_node *parent, GString *out)
{
    for (cmark_node *node = cmark_node_first_child(parent); node; node = cmark_node_next(node)) {
        const char *literal = cmark_node_get_literal(node);

        if (cmark_node_get_type(node) == CMARK_NODE_SOFTBREAK || cmark_node_get_type(node) == CMARK_NODE_LINEBREAK) {
            g_string_append_c(out, ' ');
        } else if (literal && cmark_node_get_type(node) != CMARK_NODE_HTML_INLINE) {
            char *words = md_lines_restore(&r->lines, literal);

            g_string_append(out, words);
            g_free(words);
        }
        add_plain(r, node, out);
    }
}

static char *plain_words(const struct reader *r, cmark_node *node)
{
    GString *out = g_string_new(NULL);

    add_plain(r, node, out);
    return g_strstrip(g_string_free(out, FALSE));
}

/* A file of the dossier, with words for those who cannot see it. */
static gboolean picture_stands(struct reader *r, cmark_node *image, const char *alt)
{
    const char *url = cmark_node_get_url(image);
    char *file;
    gboolean there;

    if (r->host->plain)
        return TRUE;
    if (!is_narrative(r)) {
        complain(r, R410, locate(r, image, "!["), "url", url);
        return FALSE;
    }
    if (!*alt) {
        complain(r, R411, locate(r, image, "!["), "url", url);
        return FALSE;
    }
    file = g_build_filename(r->host->folder ? r->host->folder : ".", url, NULL);
    there = !strchr(url, ':') && *url != '/' && !strstr(url, "..") && g_file_test(file, G_FILE_TEST_IS_REGULAR);
    g_free(file);
    if (!there)
        complain(r, R412, locate(r, image, url), "url", url);
    return there;
}

static void write_image(struct reader *r, cmark_node *node, xmlNodePtr into)
{
    const char *url = cmark_node_get_url(node), *title = cmark_node_get_title(node);
    char *alt = plain_words(r, node), *href = r->host->plain ? escape_url(url) : g_strdup(url);

    if (picture_stands(r, node, alt)) {
        xmlNodePtr image = tree_add(into, "image");

        tree_set(image, "href", href);
        tree_set(image, "alt", alt);
        if (title && *title)
            tree_set(image, "title", title);
    }
    g_free(alt);
    g_free(href);
}

static void write_html(struct reader *r, cmark_node *node)
{
    const char *html = cmark_node_get_literal(node);
    char *tag;
    gsize n;

    if (!r->host->plain && g_str_has_prefix(html, "<!--") && strstr(html, "-->")) {
        const char *rest = strstr(html, "-->") + 3;

        if (is_blank(rest) || *rest == '\n')
            return;
        html = rest + strspn(rest, " \t\n");
    }
    n = strcspn(html, ">\n");
    tag = g_strndup(html, MIN(n + (html[n] == '>'), 60));
    complain(r, R401, cmark_node_get_type(node) == CMARK_NODE_HTML_BLOCK ? block_place(r, node) : locate(r, node, tag), "tag", tag);
    g_free(tag);
}

static void write_text(struct reader *r, const char *text, xmlNodePtr into)
{
    const struct md_variable *v;
    const char *at;
    gsize size;

    while ((at = md_lines_find(&r->lines, text, &size, &v))) {
        struct place place;
        char *expression = md_lines_expression(&r->lines, v, &place), *before = g_strndup(text, (gsize)(at - text));

        if (*before)
            tree_append(into, before);
        cite(r, r->host->variable(r->host->data, expression, into, place, r->source->record));
        text = at + size;
        g_free(before);
        g_free(expression);
    }
    if (*text)
        tree_append(into, text);
}

static void write_inline(struct reader *r, cmark_node *node, xmlNodePtr into)
{
    char *words;

    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_TEXT:
        write_text(r, cmark_node_get_literal(node), into);
        break;
    case CMARK_NODE_SOFTBREAK:
        tree_append(into, " ");
        break;
    case CMARK_NODE_LINEBREAK:
        tree_add(into, "br");
        break;
    case CMARK_NODE_CODE:
        words = md_lines_restore(&r->lines, cmark_node_get_literal(node));
        tree_add_text(into, "code", words);
        g_free(words);
        break;
    case CMARK_NODE_EMPH:
        write_inlines(r, node, tree_add(into, "em"));
        break;
    case CMARK_NODE_STRONG:
        write_inlines(r, node, tree_add(into, "strong"));
        break;
    case CMARK_NODE_LINK:
        write_link(r, node, into);
        break;
    case CMARK_NODE_IMAGE:
        write_image(r, node, into);
        break;
    case CMARK_NODE_HTML_INLINE:
        write_html(r, node);
        break;
    default:
        write_inlines(r, node, into);
    }
}

static void write_inlines(struct reader *r, cmark_node *parent, xmlNodePtr into)
{
    for (cmark_node *node = cmark_node_first_child(parent); node; node = cmark_node_next(node))
        write_inline(r, node, into);
}

/* ---- Blocks ---- */

static void write_block(struct reader *r, cmark_node *node, xmlNodePtr into, int depth);

/* "narrative/method.md:12", with the records that the paragraph cites; inside a record, that record. */
static void set_origin(const struct reader *r, xmlNodePtr node, cmark_node *from)
{
    GString *origin = g_string_new(NULL);

    if (is_narrative(r)) {
        for (const char *c = r->source->file; *c; c++) /* ids and places are parted by spaces */
            g_string_append(origin, *c == ' ' ? "%20" : (char[]){*c, '\0'});
        g_string_append_printf(origin, ":%" G_GINT64_FORMAT, r->source->line + cmark_node_get_start_line(from) - 1);
    } else if (r->source->record) {
        g_string_append(origin, r->source->record);
    }
    for (guint i = 0; i < r->cited->len; i++)
        g_string_append_printf(origin, "%s%s", origin->len ? " " : "", (const char *)r->cited->pdata[i]);
    if (origin->len && !r->host->plain)
        tree_set(node, "origin", origin->str);
    g_string_free(origin, TRUE);
}

static void drop(xmlNodePtr node)
{
    xmlUnlinkNode(node);
    xmlFreeNode(node);
}

/* Takes "{#name}" off the end of the words of a block; g_free, NULL: there is none. */
static char *take_anchor(const struct reader *r, xmlNodePtr words)
{
    xmlNodePtr last = words->last;
    const char *text, *open;
    char *name = NULL, *rest;
    gsize n;

    if (r->host->plain || !last || last->type != XML_TEXT_NODE)
        return NULL;
    text = (const char *)last->content;
    n = strlen(text);
    open = g_strrstr(text, "{#");
    if (!open || n < 4 || text[n - 1] != '}')
        return NULL;
    name = g_strndup(open + 2, n - 3 - (gsize)(open - text));
    if (xmlValidateNCName(BAD_CAST name, 0)) {
        g_free(name);
        return NULL;
    }
    rest = g_strchomp(g_strndup(text, (gsize)(open - text)));
    if (*rest) {
        xmlNodeSetContent(last, NULL);
        xmlNodeAddContent(last, BAD_CAST rest);
    } else {
        drop(last);
    }
    g_free(rest);
    return name;
}

static cmark_node *only_child(cmark_node *node, cmark_node_type type)
{
    cmark_node *child = cmark_node_first_child(node);

    return child && !cmark_node_next(child) && cmark_node_get_type(child) == type ? child : NULL;
}

/* A picture alone in its paragraph, or with its anchor only: [name] then belongs to the caller. */
static cmark_node *only_picture(const struct reader *r, cmark_node *node, char **name)
{
    cmark_node *image = cmark_node_first_child(node), *text = image ? cmark_node_next(image) : NULL;
    const char *words = text ? cmark_node_get_literal(text) : NULL;
    gsize n = words ? strlen(words) : 0;

    *name = NULL;
    if (r->host->plain || !image || cmark_node_get_type(image) != CMARK_NODE_IMAGE)
        return NULL;
    if (!text)
        return image;
    if (cmark_node_next(text) || cmark_node_get_type(text) != CMARK_NODE_TEXT)
        return NULL;
    words += strspn(words, " ");
    n = strlen(words);
    if (n < 4 || strncmp(words, "{#", 2) || words[n - 1] != '}')
        return NULL;
    *name = g_strndup(words + 2, n - 3);
    if (!xmlValidateNCName(BAD_CAST * name, 0))
        return image;
    g_clear_pointer(name, g_free);
    return NULL;
}

static void write_figure(struct reader *r, cmark_node *image, const char *name, cmark_node *paragraph, xmlNodePtr into)
{
    const char *url = cmark_node_get_url(image), *title = cmark_node_get_title(image);
    char *alt = plain_words(r, image), *id;
    xmlNodePtr figure, picture;

    if (picture_stands(r, image, alt)) {
        figure = tree_add(into, "figure");
        id = name ? g_strdup(name) : g_strdup_printf("%s-figure-%d", r->source->id_prefix, ++r->figures);
        tree_set(figure, "id", id);
        tree_set(figure, "alt", alt);
        set_origin(r, figure, paragraph);
        if (title && *title)
            tree_add_text(figure, "caption", title);
        picture = tree_add(figure, "image");
        tree_set(picture, "href", url);
        tree_set(picture, "alt", alt);
        g_free(id);
    }
    g_free(alt);
}

/* [](table:ID) alone in a paragraph of a narrative is the table itself. */
static gboolean write_table(struct reader *r, cmark_node *node, xmlNodePtr into)
{
    cmark_node *link = only_child(node, CMARK_NODE_LINK);
    const char *url = link && !cmark_node_first_child(link) ? cmark_node_get_url(link) : NULL;
    xmlNodePtr before = into->last;
    char *target;

    if (!url || r->host->plain || !is_narrative(r) || !g_str_has_prefix(url, "table:"))
        return FALSE;
    target = unescape(url + strlen("table:"));
    cite(r, r->host->table(r->host->data, target, into, locate(r, link, url), r->source->record));
    if (into->last != before)
        set_origin(r, into->last, node);
    g_free(target);
    return TRUE;
}

static void write_paragraph(struct reader *r, cmark_node *node, xmlNodePtr into, int depth)
{
    char *name;
    cmark_node *image = depth ? NULL : only_picture(r, node, &name);
    xmlNodePtr p;

    g_ptr_array_set_size(r->cited, 0);
    if (image) {
        write_figure(r, image, name, node, into);
        g_free(name);
        return;
    }
    if (!depth && write_table(r, node, into))
        return;
    p = tree_add(into, "p");
    if (is_narrative(r) && !depth && !r->host->plain)
        tree_set(p, "numbered", "yes");
    write_inlines(r, node, p);
    name = take_anchor(r, p);
    if (name)
        tree_set(p, tree_get(p, "numbered") ? "known-as" : "id", name);
    g_free(name);
    set_origin(r, p, node);
    if (!p->children) /* nothing but a comment */
        drop(p);
}

/* The words of a heading inside a quotation or a list: what is quoted has no place among the sections. */
static void write_inner_heading(struct reader *r, cmark_node *node, xmlNodePtr into)
{
    xmlNodePtr p = tree_add(into, "p");
    char rank[] = {(char)('0' + cmark_node_get_heading_level(node)), '\0'};

    g_ptr_array_set_size(r->cited, 0);
    tree_set(p, "role", "heading");
    tree_set(p, "rank", rank);
    write_inlines(r, node, p);
    set_origin(r, p, node);
}

/* Ordered lists are sub-paragraphs: (a), inside them (i), inside those 1. */
static const char *list_kind(cmark_node *list)
{
    static const char *const kinds[] = {"alpha", "roman", "decimal"};
    gsize n = 0;

    if (cmark_node_get_list_type(list) == CMARK_BULLET_LIST)
        return "bullet";
    for (cmark_node *above = cmark_node_parent(list); above; above = cmark_node_parent(above))
        n += cmark_node_get_type(above) == CMARK_NODE_LIST && cmark_node_get_list_type(above) == CMARK_ORDERED_LIST;
    return kinds[MIN(n, G_N_ELEMENTS(kinds) - 1)];
}

static void write_list(struct reader *r, cmark_node *node, xmlNodePtr into, int depth)
{
    xmlNodePtr list = tree_add(into, "list"), item;
    char start[16];

    tree_set(list, "kind", list_kind(node));
    if (cmark_node_get_list_type(node) == CMARK_ORDERED_LIST && cmark_node_get_list_start(node) != 1) {
        g_snprintf(start, sizeof start, "%d", cmark_node_get_list_start(node));
        tree_set(list, "start", start);
    }
    if (!cmark_node_get_list_tight(node))
        tree_set(list, "spacing", "loose");
    g_ptr_array_set_size(r->cited, 0);
    set_origin(r, list, node);
    for (cmark_node *child = cmark_node_first_child(node); child; child = cmark_node_next(child)) {
        item = tree_add(list, "item");
        for (cmark_node *block = cmark_node_first_child(child); block; block = cmark_node_next(block))
            write_block(r, block, item, depth + 1);
        if (!item->children && !r->host->plain)
            complain(r, R413, block_place(r, child), NULL, NULL);
    }
}

static void write_listing(struct reader *r, cmark_node *node, xmlNodePtr into)
{
    char *words = md_lines_restore(&r->lines, cmark_node_get_literal(node));
    const char *info = cmark_node_get_fence_info(node);
    xmlNodePtr listing = tree_add_text(into, "listing", words);

    if (info && *info)
        tree_set(listing, "info", info);
    g_ptr_array_set_size(r->cited, 0);
    set_origin(r, listing, node);
    g_free(words);
}

static void write_block(struct reader *r, cmark_node *node, xmlNodePtr into, int depth)
{
    xmlNodePtr block;

    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_PARAGRAPH:
        write_paragraph(r, node, into, depth);
        break;
    case CMARK_NODE_LIST:
        write_list(r, node, into, depth);
        break;
    case CMARK_NODE_BLOCK_QUOTE:
        block = tree_add(into, "quotation");
        g_ptr_array_set_size(r->cited, 0);
        set_origin(r, block, node);
        for (cmark_node *child = cmark_node_first_child(node); child; child = cmark_node_next(child))
            write_block(r, child, block, depth + 1);
        if (!block->children && !r->host->plain)
            drop(block);
        break;
    case CMARK_NODE_CODE_BLOCK:
        write_listing(r, node, into);
        break;
    case CMARK_NODE_HTML_BLOCK:
        write_html(r, node);
        break;
    case CMARK_NODE_HEADING:
        if (depth && is_narrative(r))
            write_inner_heading(r, node, into);
        else
            complain(r, R402, block_place(r, node), NULL, NULL);
        break;
    case CMARK_NODE_THEMATIC_BREAK:
        if (!r->host->plain)
            complain(r, R414, block_place(r, node), NULL, NULL);
        tree_add(into, "rule");
        break;
    default:
        for (cmark_node *child = cmark_node_first_child(node); child; child = cmark_node_next(child))
            write_block(r, child, into, depth);
    }
}

/* ---- Headings make sections ---- */

/* An id from the words of a heading, so that an anchor stays when paragraphs move: letters and digits, the rest a dash. */
static char *make_slug(struct reader *r, const xmlNode *heading)
{
    char *words = tree_words(heading), *ascii = g_str_to_ascii(words, "C");
    GString *slug = g_string_new(r->source->id_prefix);
    gsize bare;

    for (const char *c = ascii; *c; c++) {
        if (slug->len == strlen(r->source->id_prefix))
            g_string_append_c(slug, '-');
        if (g_ascii_isalnum(*c))
            g_string_append_c(slug, g_ascii_tolower(*c));
        else if (slug->str[slug->len - 1] != '-')
            g_string_append_c(slug, '-');
        if (slug->len > strlen(r->source->id_prefix) + 48)
            break;
    }
    while (slug->len && slug->str[slug->len - 1] == '-')
        g_string_truncate(slug, slug->len - 1);
    bare = slug->len;
    for (int n = 2; !strcmp(slug->str, r->source->id_prefix) || g_hash_table_contains(r->slugs, slug->str); n++) {
        g_string_truncate(slug, bare);
        g_string_append_printf(slug, "-%d", n);
    }
    g_hash_table_add(r->slugs, g_strdup(slug->str));
    g_free(words);
    g_free(ascii);
    return g_string_free(slug, FALSE);
}

static xmlNodePtr open_section(struct reader *r, cmark_node *node, xmlNodePtr into)
{
    xmlNodePtr section = tree_add(into, "section"), heading = tree_add(section, "heading");
    char rank[] = {(char)('0' + cmark_node_get_heading_level(node)), '\0'};
    char *id;

    g_ptr_array_set_size(r->cited, 0);
    write_inlines(r, node, heading);
    id = take_anchor(r, heading);
    if (!heading->children && !r->host->plain)
        complain(r, R420, block_place(r, node), NULL, NULL);
    if (!id)
        id = make_slug(r, heading);
    tree_set(section, "id", id);
    tree_set(section, "numbering", r->host->plain ? "none" : "auto");
    tree_set(section, "rank", rank);
    set_origin(r, section, node);
    g_free(id);
    return section;
}

static void write_narrative(struct reader *r, cmark_node *document, xmlNodePtr into)
{
    xmlNodePtr open[8] = {into};
    int levels[8] = {0}, n = 0;

    for (cmark_node *node = cmark_node_first_child(document); node; node = cmark_node_next(node)) {
        int level;

        if (cmark_node_get_type(node) != CMARK_NODE_HEADING) {
            write_block(r, node, open[n], 0);
            continue;
        }
        level = cmark_node_get_heading_level(node);
        while (n && levels[n] >= level)
            n--;
        open[n + 1] = open_section(r, node, open[n]);
        levels[++n] = level;
        if (n > DEEPEST_SECTION && !r->host->plain)
            complain(r, R415, block_place(r, node), NULL, NULL);
    }
}

int md_read(const struct md_text *text, const struct md_host *host, xmlNodePtr parent)
{
    struct reader r = {.source = text, .host = host, .cited = g_ptr_array_new()};
    cmark_node *document;
    GString *joined;

    r.slugs = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    md_lines_read(&r.lines, text, host);
    joined = md_lines_join(&r.lines);
    document = cmark_parse_document(joined->str, joined->len, CMARK_OPT_DEFAULT);
    if (is_narrative(&r))
        write_narrative(&r, document, parent);
    else
        write_block(&r, document, parent, 0);
    r.failed |= r.lines.failed;
    cmark_node_free(document);
    g_string_free(joined, TRUE);
    g_hash_table_destroy(r.slugs);
    g_ptr_array_unref(r.cited);
    md_lines_clear(&r.lines);
    return r.failed ? -1 : 0;
}
