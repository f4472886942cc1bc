/* First the text is cut into lines, indentation that all lines share is taken off (texts inside records are indented as
   XML is), and passages for other readers are blanked: they are gone before anything is parsed, and the line numbers
   stay. Then cmark parses, and one recursive walk writes document vocabulary.
   cmark 0.30 counts columns in bytes, takes every line of a paragraph to begin where the first one does, and dates a
   link from the line where it ends: locate() mends all three by looking at the line itself. */
#include "md.h"

#include <cmark.h>
#include <string.h>

#include "tree.h"

#define DEEPEST_HEADING 5

struct line {
    char *text;      /* without indentation that is shared, without line end */
    int stripped;    /* characters taken off at its start */
};

struct reader {
    const struct md_text *source;
    const struct md_host *host;
    GArray *lines;           /* of struct line */
    GHashTable *slugs;       /* ids given so far */
    int figures;
    gboolean failed;
};

/* ---- Lines ---- */

static void free_line(gpointer data)
{
    g_free(((struct line *)data)->text);
}

static gboolean is_blank(const char *s)
{
    return s[strspn(s, " \t\r")] == '\0';
}

static GArray *cut_lines(const char *text)
{
    GArray *lines = g_array_new(FALSE, FALSE, sizeof(struct line));
    char **pieces = g_strsplit(text, "\n", -1);
    gsize shared = G_MAXSIZE;

    g_array_set_clear_func(lines, free_line);
    for (char **piece = pieces; *piece; piece++) {
        gsize indent = strspn(*piece, " \t"), n = strlen(*piece);

        if (n && (*piece)[n - 1] == '\r')
            (*piece)[n - 1] = '\0';
        if (piece > pieces && !is_blank(*piece))
            shared = MIN(shared, indent);
    }
    for (char **piece = pieces; *piece; piece++) {
        gsize indent = strspn(*piece, " \t"), off = piece == pieces ? indent : MIN(indent, shared);
        struct line line = {g_strdup(*piece + off), (int)off};

        g_array_append_val(lines, line);
    }
    g_strfreev(pieces);
    return lines;
}

static const char *line_text(const struct reader *r, int line)
{
    return line >= 1 && line <= (int)r->lines->len ? g_array_index(r->lines, struct line, line - 1).text : "";
}

/* A byte of a line of the Markdown, as a place in the file. */
static struct place place_at(const struct reader *r, int line, gsize byte, gsize size)
{
    const char *text = line_text(r, line);
    gsize n = strlen(text);
    struct place place = {r->source->file, r->source->line + line - 1, 0, 0};
    int before = line >= 1 && line <= (int)r->lines->len ? g_array_index(r->lines, struct line, line - 1).stripped : 0;

    byte = MIN(byte, n);
    size = MIN(size, n - byte);
    if (line == 1)
        before += r->source->column - 1;
    place.column = before + g_utf8_strlen(text, (gssize)byte) + 1;
    if (size)
        place.end_column = place.column + g_utf8_strlen(text + byte, (gssize)size);
    return place;
}

/* ---- Passages for other readers ---- */

static void complain(struct reader *r, enum diag_code code, struct place place, const char *slot, const char *value)
{
    const char *nearest = code == R405 ? diag_nearest(value, r->host->audiences) : NULL;

    diag_report(r->host->diag, code, place, r->source->record, slot, value, "nearest", nearest, NULL);
    r->failed = TRUE;
}

static void blank(struct line *line)
{
    *line->text = '\0';
}

/* Reads one ":::" line: opens or closes a passage. `hidden` counts the open passages that this reader may not see. */
static void read_fence(struct reader *r, int number, struct line *line, GArray *open, int *hidden)
{
    char *words = g_strstrip(g_strdup(line->text + strspn(line->text, ":")));
    const char *audience = g_str_has_prefix(words, "audience ") ? g_strchug(words + strlen("audience ")) : NULL;
    gboolean hides = TRUE;
    enum md_reads reads;

    if (!*words) {
        if (!open->len) {
            complain(r, R406, place_at(r, number, 0, strlen(line->text)), NULL, NULL);
        } else {
            *hidden -= g_array_index(open, gboolean, open->len - 1);
            g_array_set_size(open, open->len - 1);
        }
    } else {
        if (!audience) {
            complain(r, R407, place_at(r, number, 0, strlen(line->text)), "words", words);
        } else {
            reads = r->host->reads(r->host->data, audience);
            hides = reads != MD_VISIBLE;
            if (reads == MD_UNKNOWN)
                complain(r, R405, place_at(r, number, (gsize)(strstr(line->text, audience) - line->text), strlen(audience)),
                         "audience", audience);
        }
        g_array_append_val(open, hides);
        *hidden += hides;
    }
    g_free(words);
}

/* What is not closed stays hidden to the end, so that a slip never shows what it should not. */
static void hide_passages(struct reader *r)
{
    GArray *open = g_array_new(FALSE, FALSE, sizeof(gboolean));
    gboolean code = FALSE;
    int hidden = 0, last = 0;

    for (guint i = 0; i < r->lines->len; i++) {
        struct line *line = &g_array_index(r->lines, struct line, i);

        if (g_str_has_prefix(line->text, "```") || g_str_has_prefix(line->text, "~~~"))
            code = !code;
        if (!code && g_str_has_prefix(line->text, ":::")) {
            read_fence(r, (int)i + 1, line, open, &hidden);
            last = (int)i + 1;
            blank(line);
        } else if (hidden) {
            blank(line);
        }
    }
    if (open->len)
        complain(r, R408, place_at(r, last, 0, 0), NULL, NULL);
    g_array_unref(open);
}

static GString *join_lines(const struct reader *r)
{
    GString *text = g_string_new(NULL);

    for (guint i = 0; i < r->lines->len; i++) {
        g_string_append(text, g_array_index(r->lines, struct line, i).text);
        g_string_append_c(text, '\n');
    }
    return text;
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

static void write_link(struct reader *r, cmark_node *node, xmlNodePtr into)
{
    static const char *const own[] = {"rec", "evidence", "indicator", "doc", NULL};
    const char *url = cmark_node_get_url(node);
    char *scheme = scheme_of(url), *target;
    xmlNodePtr words;

    if (scheme && g_strv_contains(own, scheme)) {
        words = xmlNewDocNode(into->doc, into->ns, BAD_CAST "span", NULL);
        write_inlines(r, node, words);
        target = g_uri_unescape_string(url + strlen(scheme) + 1, NULL);
        r->host->link(r->host->data, scheme, target ? target : "", words, into, locate(r, node, url), r->source->record);
        xmlFreeNode(words);
        g_free(target);
    } else if (scheme && (!strcmp(scheme, "http") || !strcmp(scheme, "https") || !strcmp(scheme, "mailto"))) {
        words = tree_add(into, "link");
        tree_set(words, "href", url);
        write_inlines(r, node, words);
        if (!words->children || (!strcmp(scheme, "mailto") && is_text(words, url))) {
            xmlNodeSetContent(words, NULL);
            tree_append(words, strcmp(scheme, "mailto") ? url : url + strlen("mailto:"));
        }
    } else {
        complain(r, R403, locate(r, node, url), "url", url);
    }
    g_free(scheme);
}

static void write_html(struct reader *r, cmark_node *node)
{
    const char *html = cmark_node_get_literal(node);
    char *tag;
    gsize n;

    if (g_str_has_prefix(html, "<!--") && strstr(html, "-->")) {
        const char *rest = strstr(html, "-->") + 3;

        if (is_blank(rest) || *rest == '\n')
            return;
        html = rest + strspn(rest, " \t\n");
    }
    n = strcspn(html, ">\n");
    tag = g_strndup(html, MIN(n + (html[n] == '>'), 60));
    complain(r, R401, cmark_node_get_type(node) == CMARK_NODE_HTML_BLOCK ? block_place(r, node) : locate(r, node, NULL), "tag", tag);
    g_free(tag);
}

static void write_inline(struct reader *r, cmark_node *node, xmlNodePtr into)
{
    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_TEXT:
        tree_append(into, cmark_node_get_literal(node));
        break;
    case CMARK_NODE_SOFTBREAK:
        tree_append(into, " ");
        break;
    case CMARK_NODE_LINEBREAK:
        tree_add(into, "br");
        break;
    case CMARK_NODE_CODE:
        tree_add_text(into, "code", cmark_node_get_literal(node));
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
        complain(r, R409, locate(r, node, "!["), "url", cmark_node_get_url(node));
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

static gboolean is_narrative(const struct reader *r)
{
    return r->source->id_prefix != NULL;
}

static void set_origin(const struct reader *r, xmlNodePtr node, cmark_node *from)
{
    char *origin;

    if (!is_narrative(r))
        return; /* the record is the origin, which the stylesheet says */
    origin = g_strdup_printf("%s:%" G_GINT64_FORMAT, r->source->file, r->source->line + cmark_node_get_start_line(from) - 1);
    tree_set(node, "origin", origin);
    g_free(origin);
}

static cmark_node *only_child(cmark_node *node, cmark_node_type type)
{
    cmark_node *child = cmark_node_first_child(node);

    return child && !cmark_node_next(child) && cmark_node_get_type(child) == type ? child : NULL;
}

static void write_figure(struct reader *r, cmark_node *image, cmark_node *paragraph, xmlNodePtr into)
{
    const char *url = cmark_node_get_url(image), *title = cmark_node_get_title(image);
    char *file = g_build_filename(r->host->folder ? r->host->folder : ".", url, NULL), *id, *alt;
    xmlNodePtr words = xmlNewDocNode(into->doc, into->ns, BAD_CAST "span", NULL), figure, picture;

    write_inlines(r, image, words);
    alt = tree_words(words);
    xmlFreeNode(words);
    if (!is_narrative(r)) {
        complain(r, R410, locate(r, image, "!["), "url", url);
    } else if (!*alt) {
        complain(r, R411, locate(r, image, "!["), "url", url);
    } else if (strchr(url, ':') || *url == '/' || strstr(url, "..") || !g_file_test(file, G_FILE_TEST_IS_REGULAR)) {
        complain(r, R412, locate(r, image, url), "url", url);
    } else {
        figure = tree_add(into, "figure");
        id = g_strdup_printf("%s-figure-%d", r->source->id_prefix, ++r->figures);
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
    g_free(file);
}

static void write_paragraph(struct reader *r, cmark_node *node, xmlNodePtr into, int depth)
{
    cmark_node *image = only_child(node, CMARK_NODE_IMAGE);
    xmlNodePtr p;

    if (image && !depth) {
        write_figure(r, image, node, into);
        return;
    }
    p = tree_add(into, "p");
    if (is_narrative(r) && !depth)
        tree_set(p, "numbered", "yes");
    set_origin(r, p, node);
    write_inlines(r, node, p);
    if (!p->children) { /* nothing but a comment */
        xmlUnlinkNode(p);
        xmlFreeNode(p);
    }
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
    if (cmark_node_get_list_type(node) == CMARK_ORDERED_LIST && cmark_node_get_list_start(node) > 1) {
        g_snprintf(start, sizeof start, "%d", cmark_node_get_list_start(node));
        tree_set(list, "start", start);
    }
    set_origin(r, list, node);
    for (cmark_node *child = cmark_node_first_child(node); child; child = cmark_node_next(child)) {
        item = tree_add(list, "item");
        for (cmark_node *block = cmark_node_first_child(child); block; block = cmark_node_next(block))
            write_block(r, block, item, depth + 1);
        if (!item->children) {
            complain(r, R413, block_place(r, child), NULL, NULL);
            xmlUnlinkNode(item);
            xmlFreeNode(item);
        }
    }
}

static void write_code(struct reader *r, cmark_node *node, xmlNodePtr into)
{
    char **lines = g_strsplit(cmark_node_get_literal(node), "\n", -1);
    xmlNodePtr p = tree_add(into, "p");

    set_origin(r, p, node);
    for (char **line = lines; *line; line++)
        if (!is_blank(*line)) {
            if (p->children)
                tree_add(p, "br");
            tree_add_text(p, "code", *line);
        }
    g_strfreev(lines);
}

static void write_block(struct reader *r, cmark_node *node, xmlNodePtr into, int depth)
{
    xmlNodePtr quotation;

    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_PARAGRAPH:
        write_paragraph(r, node, into, depth);
        break;
    case CMARK_NODE_LIST:
        write_list(r, node, into, depth);
        break;
    case CMARK_NODE_BLOCK_QUOTE:
        quotation = tree_add(into, "quotation");
        set_origin(r, quotation, node);
        for (cmark_node *child = cmark_node_first_child(node); child; child = cmark_node_next(child))
            write_block(r, child, quotation, depth + 1);
        if (!quotation->children) {
            xmlUnlinkNode(quotation);
            xmlFreeNode(quotation);
        }
        break;
    case CMARK_NODE_CODE_BLOCK:
        write_code(r, node, into);
        break;
    case CMARK_NODE_HTML_BLOCK:
        write_html(r, node);
        break;
    case CMARK_NODE_HEADING:
        complain(r, R402, block_place(r, node), NULL, NULL);
        break;
    case CMARK_NODE_THEMATIC_BREAK:
        complain(r, R414, block_place(r, node), NULL, NULL);
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
    char *id;

    write_inlines(r, node, heading);
    id = make_slug(r, heading);
    tree_set(section, "id", id);
    tree_set(section, "numbering", "auto");
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
        if (level > DEEPEST_HEADING) {
            complain(r, R415, block_place(r, node), NULL, NULL);
            continue;
        }
        while (n && levels[n] >= level)
            n--;
        open[n + 1] = open_section(r, node, open[n]);
        levels[++n] = level;
    }
}

int md_read(const struct md_text *text, const struct md_host *host, xmlNodePtr parent)
{
    struct reader r = {.source = text, .host = host, .lines = cut_lines(text->text)};
    cmark_node *document;
    GString *joined;

    r.slugs = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    hide_passages(&r);
    joined = join_lines(&r);
    document = cmark_parse_document(joined->str, joined->len, CMARK_OPT_DEFAULT);
    if (is_narrative(&r))
        write_narrative(&r, document, parent);
    else
        write_block(&r, document, parent, 0);
    cmark_node_free(document);
    g_string_free(joined, TRUE);
    g_hash_table_destroy(r.slugs);
    g_array_unref(r.lines);
    return r.failed ? -1 : 0;
}
