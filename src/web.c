/* The resolved document through templates/html into one page. What a stylesheet cannot do is done on its result: the CSS
   made from the style, a content policy that names the hash of just that CSS, pictures as data, the text of a column's
   head on every cell below it (narrow screens show rows as cards). The page is spelled here and not by libxml2's HTML
   writer, which adds a second charset, escapes ids in addresses and puts everything on one line. */
#include "web.h"

#include "picture.h"
#include "resource.h"
#include "tree.h"
#include "webcss.h"

#include <string.h>

static gboolean is_one_of(const xmlNode *n, const char *const *names)
{
    return n->type == XML_ELEMENT_NODE && g_strv_contains(names, (const char *)n->name);
}

/* ---- The style element and the policy ---- */

/* A style sheet beside the page cannot be named by its hash; 'self' means nothing to some browsers for pages opened from a disk. */
#define POLICY_LINKED "default-src 'none'; style-src 'self' file:; img-src data:; base-uri 'none'; form-action 'none'"

/* `css` NULL: the sheet is beside the page. */
static void write_policy(xmlNodePtr head, const GString *css)
{
    g_autofree char *policy = NULL;

    if (css) {
        guint8 digest[32];
        gsize len = sizeof digest;
        GChecksum *sum = g_checksum_new(G_CHECKSUM_SHA256);
        g_autofree char *hash = NULL;

        g_checksum_update(sum, (const guchar *)css->str, (gssize)css->len);
        g_checksum_get_digest(sum, digest, &len);
        g_checksum_free(sum);
        hash = g_base64_encode(digest, len);
        policy = g_strdup_printf("default-src 'none'; style-src 'sha256-%s'; img-src data:; base-uri 'none'; "
                                 "form-action 'none'", hash);
    }
    for (xmlNodePtr c = head->children; c; c = c->next)
        if (tree_is(c, "meta") && xmlHasProp(c, BAD_CAST "http-equiv"))
            xmlSetProp(c, BAD_CAST "content", BAD_CAST (policy ? policy : POLICY_LINKED));
        else if (tree_is(c, "style") && css)
            xmlNodeAddContentLen(c, BAD_CAST css->str, (int)css->len);
}

/* ---- Pictures ---- */

/* An img whose file cannot be had becomes its words. */
static void embed_image(xmlNodePtr img, const char *folder, struct diag *d)
{
    g_autofree char *href = g_strdup(tree_get(img, "src")), *alt = g_strdup(tree_get(img, "alt"));
    const char *width = tree_get(img, "width"); /* points, where the tree gives it */
    double shown = width ? g_ascii_strtod(width, NULL) : 0, w, h;
    const char *reason;
    GBytes *png = picture_read(folder, href, &w, &h, &reason);

    if (png) {
        g_autofree char *base64 = g_base64_encode(g_bytes_get_data(png, NULL), g_bytes_get_size(png));
        g_autofree char *data = g_strconcat("data:image/png;base64,", base64, NULL);

        tree_set(img, "src", data);
        shown = shown > 0 ? shown : w / 2; /* 144 pixels an inch unless said, as on pages */
        tree_set_number(img, "width", (int)(shown * 96 / 72 + 0.5));
        tree_set_number(img, "height", (int)(shown * 96 / 72 * h / w + 0.5));
        g_bytes_unref(png);
    } else {
        diag_report(d, R606, (struct place){0}, NULL, "href", href, "reason", reason, NULL);
        xmlNodeSetName(img, BAD_CAST "span");
        xmlUnsetProp(img, BAD_CAST "src");
        xmlUnsetProp(img, BAD_CAST "alt");
        xmlUnsetProp(img, BAD_CAST "width");
        tree_set(img, "class", "no-image");
        tree_append(img, alt);
    }
}

/* ---- Cells ---- */

static int span_of(xmlNodePtr cell, const char *name)
{
    const char *value = tree_get(cell, name);
    gint64 n = value ? g_ascii_strtoll(value, NULL, 10) : 1;

    return (int)CLAMP(n, 1, 10000);
}

/* Calls `f` with the first column of every cell, which cells of rows above may have pushed aside. */
typedef void (*cell_function)(xmlNodePtr cell, int column, int span, gpointer data);

static void walk_cells(xmlNodePtr rows, cell_function f, gpointer data)
{
    GArray *taken = g_array_new(FALSE, TRUE, sizeof(int)); /* rows still covered, by column */

    for (xmlNodePtr tr = rows->children; tr; tr = tr->next) {
        int column = 0;

        if (!tree_is(tr, "tr"))
            continue;
        for (xmlNodePtr cell = tr->children; cell; cell = cell->next) {
            if (!tree_is(cell, "td") && !tree_is(cell, "th"))
                continue;
            int columns = span_of(cell, "colspan"), covered = span_of(cell, "rowspan");

            while (column < (int)taken->len && g_array_index(taken, int, column) > 0)
                column++;
            if ((int)taken->len < column + columns)
                g_array_set_size(taken, (guint)(column + columns));
            f(cell, column, columns, data);
            for (int k = 0; k < columns; k++)
                g_array_index(taken, int, column + k) = covered;
            column += columns;
        }
        for (guint k = 0; k < taken->len; k++)
            if (g_array_index(taken, int, k) > 0)
                g_array_index(taken, int, k)--;
    }
    g_array_free(taken, TRUE);
}

static void keep_head(xmlNodePtr cell, int column, int span, gpointer data)
{
    GPtrArray *heads = data;
    xmlChar *text = xmlNodeGetContent(cell);
    char *flat = g_strstrip(g_strdelimit((char *)text, "\n\t\r", ' '));

    if ((int)heads->len < column + span)
        g_ptr_array_set_size(heads, column + span);
    for (int k = 0; k < span; k++) {
        g_free(heads->pdata[column + k]);
        heads->pdata[column + k] = g_strdup(flat);
    }
    xmlFree(text);
}

struct labels {
    GPtrArray *heads;    /* text of the lowest head cell of each column */
    guint64 aligned;     /* bit k: column k does not start at the start */
};

static void label_cell(xmlNodePtr cell, int column, int span, gpointer data)
{
    const struct labels *l = data;

    if (span == 1 && column < (int)l->heads->len && l->heads->pdata[column])
        xmlNewProp(cell, BAD_CAST "data-label", l->heads->pdata[column]);
    if (column < 64 && l->aligned >> column & 1 && !xmlHasProp(cell, BAD_CAST "class")) {
        char name[16];
        g_snprintf(name, sizeof name, "c%d", column + 1);
        xmlNewProp(cell, BAD_CAST "class", BAD_CAST name);
    }
}

/* Columns whose lines do not start at the start are marked so by the stylesheet. */
static guint64 take_alignment(xmlNodePtr table)
{
    xmlNodePtr group = tree_first(table, "colgroup");
    guint64 aligned = 0;
    int column = 0;

    for (xmlNodePtr c = group ? group->children : NULL; c; c = c->next) {
        if (!tree_is(c, "col"))
            continue;
        if (xmlHasProp(c, BAD_CAST "align") && column < 64)
            aligned |= (guint64)1 << column;
        xmlUnsetProp(c, BAD_CAST "align");
        column++;
    }
    return aligned;
}

static void label_cells(xmlNodePtr table)
{
    struct labels l = {g_ptr_array_new_with_free_func(g_free), take_alignment(table)};

    for (xmlNodePtr c = table->children; c; c = c->next) {
        if (tree_is(c, "thead"))
            walk_cells(c, keep_head, l.heads);
        if (tree_is(c, "thead") && l.aligned) {
            struct labels bare = {g_ptr_array_new(), l.aligned};
            walk_cells(c, label_cell, &bare);
            g_ptr_array_free(bare.heads, TRUE);
        }
        if (tree_is(c, "tbody"))
            walk_cells(c, label_cell, &l);
    }
    g_ptr_array_free(l.heads, TRUE);
}

/* Everything of the body in one walk; tables do not nest. */
static void complete(xmlNodePtr n, const char *folder, struct diag *d)
{
    for (xmlNodePtr next, c = n->children; c; c = next) {
        next = c->next;
        if (tree_is(c, "img"))
            embed_image(c, folder, d);
        else if (tree_is(c, "table"))
            label_cells(c);
        else if (c->type == XML_ELEMENT_NODE && !tree_is(c, "p"))
            complete(c, folder, d);
    }
}

/* ---- Spelling ---- */

static const char *const voids[] = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", NULL};

/* Elements whose white space means nothing: each child begins a line. */
static const char *const frames[] = {
    "html", "head", "body", "header", "main", "footer", "nav", "section", "hgroup", "div", "blockquote", "figure",
    "details", "dl", "ol", "ul", "table", "colgroup", "thead", "tbody", "tr", "svg", NULL};

static void append_escaped(GString *out, const char *s, gboolean in_attribute)
{
    const char *special = in_attribute ? "&<\"" : "&<>";

    while (*s) {
        gsize n = strcspn(s, special);

        g_string_append_len(out, s, (gssize)n);
        s += n;
        switch (*s) {
        case '&': g_string_append(out, "&amp;"); break;
        case '<': g_string_append(out, "&lt;"); break;
        case '>': g_string_append(out, "&gt;"); break;
        case '"': g_string_append(out, "&quot;"); break;
        default: return;
        }
        s++;
    }
}

/* Words of a narrow column: a document symbol (two slashes or more) may break behind them, for browsers would break it
   anywhere. Quoted words are left alone. */
static void append_breakable(GString *out, const char *s)
{
    while (*s) {
        gsize n = strcspn(s, " \t\r\n"), slashes = 0;

        for (gsize i = 1; i + 1 < n; i++)
            slashes += s[i] == '/' && s[i - 1] != '/' && s[i + 1] != '/';
        for (gsize i = 0; i < n;) {
            gsize k = slashes > 1 ? MIN(strcspn(s + i, "/") + 1, n - i) : n;
            g_autofree char *piece = g_strndup(s + i, k);

            append_escaped(out, piece, FALSE);
            i += k;
            if (i < n)
                g_string_append(out, "<wbr>");
        }
        s += n;
        for (; *s && strchr(" \t\r\n", *s); s++)
            g_string_append_c(out, *s);
    }
}

enum within { IN_TEXT, IN_CELL, IN_SVG };

static void spell(GString *out, const xmlNode *n, enum within within)
{
    gboolean frame, raw;

    if (n->type == XML_TEXT_NODE || n->type == XML_CDATA_SECTION_NODE) {
        if (within == IN_CELL && strchr((const char *)n->content, '/'))
            append_breakable(out, (const char *)n->content);
        else
            append_escaped(out, (const char *)n->content, FALSE);
        return;
    }
    if (n->type != XML_ELEMENT_NODE)
        return;
    if (tree_is(n, "svg"))
        within = IN_SVG;
    else if (tree_is(n, "td") || tree_is(n, "th"))
        within = IN_CELL;
    else if (tree_is(n, "blockquote"))
        within = IN_TEXT;
    frame = is_one_of(n, frames);
    raw = tree_is(n, "style");
    g_string_append_c(out, '<');
    g_string_append(out, (const char *)n->name);
    for (const xmlAttr *a = n->properties; a; a = a->next) {
        g_string_append_printf(out, " %s=\"", (const char *)a->name);
        for (const xmlNode *t = a->children; t; t = t->next)
            if (t->content)
                append_escaped(out, (const char *)t->content, TRUE);
        g_string_append_c(out, '"');
    }
    if (within == IN_SVG && !n->children) {
        g_string_append(out, "/>");
        return;
    }
    g_string_append_c(out, '>');
    if (is_one_of(n, voids))
        return;
    for (const xmlNode *c = n->children; c; c = c->next) {
        if (raw && c->content) {
            g_string_append(out, (const char *)c->content);
            continue;
        }
        if (frame && c->type != XML_ELEMENT_NODE)
            continue;
        if (frame)
            g_string_append_c(out, '\n');
        spell(out, c, within);
    }
    if (frame)
        g_string_append_c(out, '\n');
    g_string_append_printf(out, "</%s>", (const char *)n->name);
}

static char *load_sheet(const char *name)
{
    GBytes *sheet = resource_load(name);
    char *text;
    const char *bytes;
    gsize len;

    if (!sheet)
        return NULL;
    bytes = g_bytes_get_data(sheet, &len);
    text = g_strndup(bytes, len);
    g_bytes_unref(sheet);
    return text;
}

GBytes *web_sheet(const struct style *style)
{
    g_autofree char *web = load_sheet("styles/web.css"), *site = load_sheet("styles/site.css");
    g_autofree char *text = web && site ? g_strconcat(web, site, NULL) : NULL;

    return text ? g_string_free_to_bytes(webcss_write(NULL, style, text)) : NULL;
}

/* `style` NULL: the page names a style sheet beside it. */
static GBytes *write_page(struct xform *x, xmlDocPtr resolved, const struct style *style, const char *folder, struct diag *d)
{
    GString *out = NULL, *css = NULL;
    g_autofree char *sheet = NULL;
    xmlDocPtr page = xform_apply(x, "templates/html/document.xsl", resolved, NULL, d);
    xmlNodePtr html = page ? xmlDocGetRootElement(page) : NULL;
    xmlNodePtr head = html ? tree_first(html, "head") : NULL, body = html ? tree_first(html, "body") : NULL;

    if (!head || !body || (style && !(sheet = load_sheet("styles/web.css"))))
        goto out;
    if (style)
        css = webcss_write(resolved, style, sheet);
    write_policy(head, css);
    complete(body, folder, d);
    out = g_string_sized_new(1 << 16);
    g_string_append(out, "<!DOCTYPE html>\n");
    spell(out, html, IN_TEXT);
    g_string_append_c(out, '\n');
out:
    if (css)
        g_string_free(css, TRUE);
    xmlFreeDoc(page);
    return out ? g_string_free_to_bytes(out) : NULL;
}

GBytes *web_write(struct xform *x, xmlDocPtr resolved, const struct style *style, const char *folder, struct diag *d)
{
    return write_page(x, resolved, style, folder, d);
}

GBytes *web_write_page(struct xform *x, xmlDocPtr resolved, const char *folder, struct diag *d)
{
    return write_page(x, resolved, NULL, folder, d);
}
