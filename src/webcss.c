/* The style file as CSS: sizes relative to the body text, so that readers can enlarge; colours twice, on paper and on a
   dark screen; page masters and running heads for those who print from the browser. Only properties that web.css asks
   for are written. */
#include "webcss.h"

#include "tree.h"

#include <string.h>

/* A number without trailing zeros, the same in every locale. */
static void append_number(GString *out, double v)
{
    char buffer[G_ASCII_DTOSTR_BUF_SIZE];
    char *end;

    g_ascii_formatd(buffer, sizeof buffer, "%.4f", v);
    end = buffer + strlen(buffer);
    while (end > buffer && end[-1] == '0')
        *--end = '\0';
    if (end > buffer && end[-1] == '.')
        *--end = '\0';
    g_string_append(out, strcmp(buffer, "-0") ? buffer : "0");
}

static gboolean is_used(const char *sheet, const char *property)
{
    gsize len = strlen(property);

    for (const char *p = sheet; (p = strstr(p, property)); p += len)
        if (p[len] == ')' || p[len] == ',')
            return TRUE;
    return FALSE;
}

/* "--NAME-WHAT:" when the sheet asks for it. */
static gboolean open_property(GString *out, const char *sheet, const char *name, const char *what)
{
    g_autofree char *property = g_strdup_printf("--%s-%s", name, what);

    if (!is_used(sheet, property))
        return FALSE;
    g_string_append_printf(out, "%s:", property);
    return TRUE;
}

static void append_length(GString *out, const char *sheet, const char *name, const char *what, double points, double em)
{
    if (!open_property(out, sheet, name, what))
        return;
    append_number(out, points / em);
    g_string_append(out, points != 0 ? "rem;" : ";");
}

static const char *align_name(enum align align)
{
    switch (align) {
    case ALIGN_END:
    case ALIGN_DECIMAL:
        return "end";
    case ALIGN_CENTER:
        return "center";
    case ALIGN_JUSTIFY:
        return "justify";
    default:
        return "start";
    }
}

static void append_role(GString *out, const char *sheet, const struct style_role *role, double em)
{
    if (open_property(out, sheet, role->id, "font"))
        g_string_append_printf(out, "%s;", role->font->css);
    append_length(out, sheet, role->id, "size", role->size, em);
    if (open_property(out, sheet, role->id, "px")) { /* inside drawings, whose unit is the point */
        append_number(out, role->size);
        g_string_append(out, "px;");
    }
    append_length(out, sheet, role->id, "before", role->before, em);
    append_length(out, sheet, role->id, "after", role->after, em);
    append_length(out, sheet, role->id, "start", role->start, em);
    append_length(out, sheet, role->id, "end", role->end, em);
    if (open_property(out, sheet, role->id, "leading")) {
        append_number(out, role->leading / role->size);
        g_string_append_c(out, ';');
    }
    if (open_property(out, sheet, role->id, "weight"))
        g_string_append_printf(out, "%d;", role->weight);
    if (open_property(out, sheet, role->id, "slant"))
        g_string_append(out, role->italic ? "italic;" : "normal;");
    if (open_property(out, sheet, role->id, "colour"))
        g_string_append_printf(out, "var(--%s);", role->colour->id);
    if (open_property(out, sheet, role->id, "align"))
        g_string_append_printf(out, "%s;", align_name(role->align));
    if (open_property(out, sheet, role->id, "hyphens"))
        g_string_append(out, role->hyphenate ? "auto;" : "manual;");
}

static void append_fill(GString *out, const char *sheet, const char *name, const char *what, const struct style_colour *c)
{
    if (!open_property(out, sheet, name, what))
        return;
    if (c)
        g_string_append_printf(out, "var(--%s);", c->id);
    else
        g_string_append(out, "transparent;");
}

static void append_table(GString *out, const char *sheet, const struct style_table *t, double em)
{
    g_autofree char *name = g_strdup_printf("table-%s", t->id);

    append_length(out, sheet, name, "rule-top", t->rule_top, em);
    append_length(out, sheet, name, "rule-head", t->rule_head, em);
    append_length(out, sheet, name, "rule-bottom", t->rule_bottom, em);
    append_length(out, sheet, name, "rule-row", t->rule_row, em);
    append_length(out, sheet, name, "pad-x", t->pad_x, em);
    append_length(out, sheet, name, "pad-y", t->pad_y, em);
    append_length(out, sheet, name, "before", t->before, em);
    append_length(out, sheet, name, "after", t->after, em);
    append_fill(out, sheet, name, "rule", t->rule);
    append_fill(out, sheet, name, "row-rule", t->row_rule);
    append_fill(out, sheet, name, "band", t->band);
    append_fill(out, sheet, name, "head", t->head);
    append_fill(out, sheet, name, "summary", t->summary);
    append_fill(out, sheet, name, "zebra", t->zebra);
}

/* A CSS string. Quotes, backslashes and line ends are escaped; so is <, that no style element can be closed. */
static void append_string(GString *out, const char *s)
{
    g_string_append_c(out, '"');
    for (; *s; s++) {
        if (*s == '"' || *s == '\\')
            g_string_append_printf(out, "\\%c", *s);
        else if (*s == '<' || (guchar)*s < 0x20)
            g_string_append_printf(out, "\\%x ", (guchar)*s);
        else
            g_string_append_c(out, *s);
    }
    g_string_append_c(out, '"');
}

static void append_colours(GString *out, const struct style *style)
{
    g_string_append(out, ":root{color-scheme:light dark;");
    for (guint i = 0; i < style->colours->len; i++) {
        const struct style_colour *c = style->colours->pdata[i];
        g_string_append_printf(out, "--%s%s:%s;", c->tone ? "tone-" : "", c->id, c->light_hex);
    }
    g_string_append(out, "}\n@media screen and (prefers-color-scheme:dark){:root{");
    for (guint i = 0; i < style->colours->len; i++) {
        const struct style_colour *c = style->colours->pdata[i];
        g_string_append_printf(out, "--%s%s:%s;", c->tone ? "tone-" : "", c->id, c->dark_hex);
    }
    g_string_append(out, "}}\n");
    for (guint i = 0; i < style->colours->len; i++) {
        const struct style_colour *c = style->colours->pdata[i];
        if (!c->tone)
            continue;
        g_string_append_printf(out, ".tone-%s,.on-%s{--tone:var(--tone-%s)}", c->id, c->id, c->id);
        if (c->shape && *c->shape) {
            g_string_append_printf(out, ".status.tone-%s::before{content:", c->id);
            append_string(out, c->shape);
            g_string_append(out, "}");
        }
        g_string_append_c(out, '\n');
    }
}

/* ---- Paper ---- */

/* The text of a running head with page numbers, as a CSS content list. */
static void append_running(GString *out, const xmlNode *n)
{
    for (const xmlNode *c = n->children; c; c = c->next) {
        if (c->type == XML_TEXT_NODE || c->type == XML_CDATA_SECTION_NODE) {
            append_string(out, (const char *)c->content);
            g_string_append_c(out, ' ');
        } else if (tree_is(c, "page-number")) {
            g_string_append(out, "counter(page) ");
        } else if (tree_is(c, "page-count")) {
            g_string_append(out, "counter(pages) ");
        } else if (c->type == XML_ELEMENT_NODE) {
            append_running(out, c);
        }
    }
}

/* The margin box of a place on a right-hand or left-hand page: outer is right on right-hand pages. */
static const char *margin_box(const char *place, gboolean left_hand, gboolean mirrored, gboolean rtl)
{
    gboolean head = g_str_has_prefix(place, "head");
    gboolean right;

    if (g_str_has_suffix(place, "center"))
        return head ? "top-center" : "bottom-center";
    right = g_str_has_suffix(place, "outer");
    if (rtl)
        right = !right;
    if (left_hand && mirrored)
        right = !right;
    return head ? (right ? "top-right" : "top-left") : (right ? "bottom-right" : "bottom-left");
}

static void append_runnings(GString *out, const xmlNode *root, const struct style *style, const struct style_page *page,
                            const char *pseudo)
{
    gboolean rtl = tree_has(root, "dir", "rtl");

    g_string_append_printf(out, "@page %s%s{", page->id, pseudo);
    for (const xmlNode *n = root->children; n; n = n->next) {
        if (!tree_is(n, "running"))
            continue;
        const char *place = tree_get(n, "place"), *master = tree_get(n, "master");
        gboolean hidden = !strcmp(pseudo, ":first") && tree_has(n, "first", "no");

        if (place && (!master || !strcmp(master, page->id)) && (hidden || strcmp(pseudo, ":first"))) {
            g_string_append_printf(out, "@%s{content:",
                                   margin_box(place, !strcmp(pseudo, ":left"), page->mirrored, rtl));
            if (hidden) {
                g_string_append(out, "none");
            } else {
                const struct style_role *role =
                    style_role(style, g_str_has_prefix(place, "head") ? "running-head" : "running-foot");

                append_running(out, n);
                g_string_append_printf(out, ";font:%d ", role->weight);
                append_number(out, role->size);
                g_string_append_printf(out, "pt %s", role->font->css);
            }
            g_string_append(out, "}");
        }
    }
    g_string_append(out, "}\n");
}

static void append_pages(GString *out, const xmlNode *root, const struct style *style)
{
    for (const xmlNode *n = root->children; n; n = n->next) { /* what stands outside every part: masthead, notes */
        const char *master = tree_is(n, "part") ? tree_get(n, "master") : NULL;

        if (!master)
            continue;
        g_string_append_printf(out, "@media print{body{page:%s}}\n", style_page(style, master)->id);
        break;
    }
    for (guint i = 0; i < style->pages->len; i++) {
        const struct style_page *p = style->pages->pdata[i];
        double lengths[] = {p->w, p->h, p->top, p->outer, p->bottom, p->inner};

        g_string_append_printf(out, "@page %s{size:", p->id);
        for (guint k = 0; k < G_N_ELEMENTS(lengths); k++) {
            append_number(out, lengths[k]);
            g_string_append(out, k == 1 ? "pt;margin:" : "pt ");
        }
        g_string_append_printf(out, "}\n@media print{.%s{page:%s}}\n", p->id, p->id);
        append_runnings(out, root, style, p, ":right");
        append_runnings(out, root, style, p, ":left");
        append_runnings(out, root, style, p, ":first");
    }
}

/* ---- Columns ---- */

/* Widths as parts of the table: points are seen against the block that the table has on paper, shares take what is left.
   A table with a content column is left to the browser's own measuring. `block` is the width of that block, pt;
   points are `scale` times as wide. */
static void append_columns(GString *out, const xmlNode *table, double block, double scale)
{
    const char *id = tree_get(table, "id");
    const xmlNode *columns = NULL;
    double shares = 0, points = 0, left;
    gboolean measured = FALSE;
    int n = 0;

    for (const xmlNode *c = table->children; c && !columns; c = c->next)
        if (tree_is(c, "columns"))
            columns = c;
    if (!columns || !id)
        return;
    for (const xmlNode *c = columns->children; c; c = c->next) {
        if (!tree_is(c, "column"))
            continue;
        const char *width = tree_get(c, "width");
        if (width && g_str_has_prefix(width, "share:"))
            shares += g_ascii_strtod(width + 6, NULL);
        else if (width && g_str_has_prefix(width, "points:"))
            points += scale * g_ascii_strtod(width + 7, NULL);
        else
            measured = TRUE;
    }
    if (shares > 0)
        block = MAX(block, points * 1.5); /* whatever the points say, shares get something */
    else
        block = MAX(points, 1);
    left = block - points;
    if (!measured)
        g_string_append_printf(out, "#%s{table-layout:fixed}", id);
    for (const xmlNode *c = columns->children; c; c = c->next) {
        if (!tree_is(c, "column"))
            continue;
        const char *width = tree_get(c, "width");
        const char *align = tree_get(c, "align");

        n++;
        if (width && !measured) {
            double w = g_str_has_prefix(width, "share:") ? left * g_ascii_strtod(width + 6, NULL) / shares
                                                         : scale * g_ascii_strtod(width + 7, NULL);
            g_string_append_printf(out, "#%s col:nth-child(%d){width:", id, n);
            append_number(out, 100 * w / block);
            g_string_append(out, "%}");
        }
        if (align && strcmp(align, "start"))
            g_string_append_printf(out, "#%s .c%d{text-align:%s}", id, n, !strcmp(align, "center") ? "center" : "end");
    }
    g_string_append_c(out, '\n');
}

static void append_all_columns(GString *out, const xmlNode *n, const struct style *style, const struct style_page *page)
{
    for (const xmlNode *c = n->children; c; c = c->next) {
        if (c->type != XML_ELEMENT_NODE)
            continue;
        if (tree_is(c, "table")) {
            const char *role = tree_get(c, "role");
            const struct style_table *look = style_table(style, role ? role : "plain");
            double block = page->w - page->inner - page->outer;

            if (!look->full)
                block -= page->indent_start + page->indent_end;
            append_columns(out, c, block, look->column_scale);
        } else if (tree_is(c, "part")) {
            const char *master = tree_get(c, "master");
            append_all_columns(out, c, style, style_page(style, master ? master : "portrait"));
        } else if (tree_is(c, "section") || tree_is(c, "figure") || tree_is(c, "data")) {
            append_all_columns(out, c, style, page);
        }
    }
}

GString *webcss_write(xmlDocPtr resolved, const struct style *style, const char *sheet)
{
    const xmlNode *root = resolved ? xmlDocGetRootElement(resolved) : NULL;
    const double em = style_role(style, "body")->size;
    GString *out = g_string_new(NULL);

    append_colours(out, style);
    g_string_append(out, ":root{--body-points:");
    append_number(out, em);
    g_string_append(out, "pt;--body-share:"); /* of a browser's usual 12 points */
    append_number(out, em / 12 * 100);
    g_string_append(out, "%;");
    for (guint i = 0; i < style->roles->len; i++)
        append_role(out, sheet, style->roles->pdata[i], em);
    for (guint i = 0; i < style->tables->len; i++)
        append_table(out, sheet, style->tables->pdata[i], em);
    g_string_append(out, "}\n");
    g_string_append(out, sheet);
    if (root) {
        append_all_columns(out, root, style, style_page(style, "portrait"));
        append_pages(out, root, style);
    }
    while (out->len && g_ascii_isspace(out->str[out->len - 1])) /* some checkers hash what they trimmed */
        g_string_truncate(out, out->len - 1);
    return out;
}
