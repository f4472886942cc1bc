/* What must hold of every document's pages. Words are compared as streams: what the tree says in document order, and what
   stands on the pages, node by node in the order of the structure, each with its notes as streams of their own; so a loss, a
   second copy and a wrong order all show as the first word that differs. */
#include "audit_text.h"

#include <math.h>
#include <string.h>

#include "random.h"

#define SLACK 0.6 /* pt */

/* ---- where things stand ---- */

struct text_box {
    const struct tag_node *node;
    double left, right, y, size;
    unsigned flags;
    gboolean raised_or_mark;
};

static const struct tag_node *above(const struct tag_node *n, enum tag tag)
{
    while (n && n->tag != tag)
        n = n->parent;
    return n;
}

/* At the foot of the page; notes of tables stand in the text. */
static gboolean in_footnote(const struct tag_node *n)
{
    for (; (n = above(n, TAG_NOTE)); n = n->parent)
        if (n->parent && n->parent->tag != TAG_PART && n->parent->tag != TAG_SECT)
            return TRUE;
    return FALSE;
}

static GArray *boxes_of(const struct page *page)
{
    GArray *boxes = g_array_new(FALSE, TRUE, sizeof(struct text_box));

    for (guint i = 0; i < page->items->len; i++) {
        const struct page_item *item = &g_array_index(page->items, struct page_item, i);
        struct text_box b = {.node = item->node, .flags = item->artifact};

        if (item->kind != ITEM_TEXT)
            continue;
        if (item->artifact == ARTIFACT_LAYOUT && g_ascii_isdigit(*item->text.runs[0].shaped->text))
            continue; /* the number of a line, in the margin */
        b.y = item->text.y;
        b.raised_or_mark = above(item->node, TAG_REFERENCE) != NULL;
        for (int r = 0; r < item->text.n_runs; r++) {
            const struct placed *p = &item->text.runs[r];

            b.left = p->x;
            b.right = p->x + p->shaped->width;
            b.size = p->shaped->size;
            if (!p->shaped->space)
                g_array_append_val(boxes, b);
        }
    }
    return boxes;
}

static char *words_of(const struct pages *pages, const struct tag_node *node)
{
    char *text = text_of_node(pages, node);

    if (g_utf8_strlen(text, -1) > 60)
        *g_utf8_offset_to_pointer(text, 60) = 0;
    return text;
}

static char *outside(const struct pages *pages, const struct page *page, guint number, const struct style *style,
                     const struct text_box *b)
{
    const struct style_page *m = style_page(style, page->master);
    gboolean even = m->mirrored && (number - 1) % 2;
    double x = even != pages->rtl ? m->outer : m->inner, top = m->top, bottom = page->h - m->bottom;
    double left = x, right = x + m->w - m->inner - m->outer;
    g_autofree char *words = NULL;

    if (b->flags == ARTIFACT_HEADER || b->flags == ARTIFACT_FOOTER || b->flags == ARTIFACT_BACKGROUND) {
        left = top = 0;
        right = page->w;
        bottom = page->h;
    }
    if (b->left >= left - SLACK && b->right <= right + SLACK && b->y - b->size * 0.6 >= top - SLACK &&
        b->y + b->size * 0.15 <= bottom + SLACK)
        return NULL;
    words = b->node ? words_of(pages, b->node) : g_strdup("an artifact");
    return g_strdup_printf("outside: page %u: text at %.1f to %.1f, baseline %.1f, leaves the block %.1f to %.1f, %.1f to "
                           "%.1f: %s", number, b->left, b->right, b->y, left, right, top, bottom, words);
}

static char *overlap(const struct pages *pages, guint number, const GArray *boxes)
{
    for (guint i = 0; i < boxes->len; i++)
        for (guint k = i + 1; k < boxes->len; k++) {
            const struct text_box *a = &g_array_index(boxes, struct text_box, i), *b = &g_array_index(boxes, struct text_box, k);

            if (b->y - a->y > 100 || a->y - b->y > 100 || (a->node && a->node == b->node && a->node->tag == TAG_FIGURE))
                continue; /* words of a drawing may meet */
            if (a->left + SLACK < b->right && b->left + SLACK < a->right &&
                a->y - a->size * 0.6 < b->y + b->size * 0.1 && b->y - b->size * 0.6 < a->y + a->size * 0.1) {
                g_autofree char *x = a->node ? words_of(pages, a->node) : g_strdup("artifact");
                g_autofree char *y = b->node ? words_of(pages, b->node) : g_strdup("artifact");

                return g_strdup_printf("overlap: page %u: (%.1f to %.1f, %.1f) %s and (%.1f to %.1f, %.1f) %s", number,
                                       a->left, a->right, a->y, x, b->left, b->right, b->y, y);
            }
        }
    return NULL;
}

/* Fills, strokes, links and pictures stay on the paper. */
static char *off_paper(const struct page *page, guint number)
{
    for (guint i = 0; i < page->items->len; i++) {
        const struct page_item *item = &g_array_index(page->items, struct page_item, i);
        double x = 0, y = 0, r = 0, b = 0;

        if (item->kind == ITEM_FILL)
            x = item->fill.x, y = item->fill.y, r = x + item->fill.w, b = y + item->fill.h;
        else if (item->kind == ITEM_STROKE) {
            x = MIN(item->stroke.x1, item->stroke.x2), r = MAX(item->stroke.x1, item->stroke.x2);
            y = MIN(item->stroke.y1, item->stroke.y2), b = MAX(item->stroke.y1, item->stroke.y2);
        } else if (item->kind == ITEM_IMAGE)
            x = item->image.x, y = item->image.y, r = x + item->image.w, b = y + item->image.h;
        else if (item->kind == ITEM_LINK)
            x = item->link.x, y = item->link.y, r = x + item->link.w, b = y + item->link.h;
        else
            continue;
        if (!(x >= -SLACK && y >= -SLACK && r <= page->w + SLACK && b <= page->h + SLACK && r >= x && b >= y))
            return g_strdup_printf("outside: page %u: item of kind %d at %.1f %.1f to %.1f %.1f leaves the paper", number,
                                   (int)item->kind, x, y, r, b);
    }
    return NULL;
}

/* ---- keeps ---- */

/* A line of the running text of a page: its lowest baseline, and the nodes that stand on it. */
struct text_line {
    double y, size;
    const struct tag_node *node;
    gboolean only_labels;
};

static gint compare_lines(gconstpointer a, gconstpointer b)
{
    double x = ((const struct text_line *)a)->y, y = ((const struct text_line *)b)->y;

    return x < y ? -1 : x > y;
}

static GArray *lines_of(const GArray *boxes)
{
    GArray *all = g_array_new(FALSE, TRUE, sizeof(struct text_line)), *lines;

    for (guint i = 0; i < boxes->len; i++) {
        const struct text_box *b = &g_array_index(boxes, struct text_box, i);
        struct text_line line = {.y = b->y, .size = b->size, .node = b->node, .only_labels = b->node && b->node->tag == TAG_LBL};

        if (b->flags || !b->node || b->raised_or_mark || in_footnote(b->node))
            continue;
        g_array_append_val(all, line);
    }
    g_array_sort(all, compare_lines);
    lines = g_array_new(FALSE, TRUE, sizeof(struct text_line));
    for (guint i = 0; i < all->len; i++) {
        struct text_line *line = &g_array_index(all, struct text_line, i);
        struct text_line *last = lines->len ? &g_array_index(lines, struct text_line, lines->len - 1) : NULL;

        if (last && line->y - last->y < 0.45 * line->size) { /* raised words too */
            last->y = line->y;
            last->only_labels = last->only_labels && line->only_labels;
            if (!line->only_labels)
                last->node = line->node;
        } else
            g_array_append_val(lines, *line);
    }
    g_array_free(all, TRUE);
    return lines;
}

static gboolean is_from(const struct tag_node *n, const char *origin)
{
    return n && n->origin && !strcmp(n->origin, origin);
}

static const struct tag_node *block_of(const struct tag_node *n)
{
    while (n && (n->tag == TAG_SPAN || n->tag == TAG_LINK || n->tag == TAG_CODE || n->tag == TAG_REFERENCE))
        n = n->parent;
    return n;
}

/* The generator tells in the alternative text of a figure whether label (L) and caption (C) stand before it, and whether
   something is kept below it (K). */
static gboolean belongs(const struct tag_node *n, const char *what)
{
    return n && n->tag == TAG_FIGURE && n->alt && g_str_has_prefix(n->alt, what);
}

static gboolean before_figure(const struct tag_node *p)
{
    return p && p->next && (belongs(p->next, "LC") || belongs(p->next->next, "LC") || belongs(p->next, "L") || belongs(p->next, "C"));
}

/* What a page break behind this line would part: 300 a heading and what follows, 200 a band, a head or a caption and
   theirs, 45 what is kept together, 0 anything less. What cannot be told from the pages is taken for the
   least where the page ends there (taken), for the most where it does not. */
static int penalty_behind(const struct text_line *line, const struct text_line *next, gboolean taken)
{
    const struct tag_node *n = line->node, *row = above(n, TAG_TR), *p = above(n, TAG_P);

    if (!next)
        return 0;
    for (const struct tag_node *k = n; k; k = k->parent)
        if (k->tag >= TAG_H1 && k->tag <= TAG_H6)
            return above(n, TAG_SECT) ? 300 : 45; /* titles: as the style has it */
    if (!line->only_labels && block_of(n) == block_of(next->node)) {
        int kept = above(n, TAG_THEAD) || is_from(row, "band")                                    ? 200
                   : above(n, TAG_CAPTION) || (!row && (is_from(p, "label") || before_figure(p))) ? 300
                                                                                                  : 45;

        return above(n, TAG_FIGURE) ? 1000 : taken ? 45 : kept;
    }
    if (line->only_labels || (row && !above(n, TAG_THEAD) && row == above(next->node, TAG_TR)))
        return 45;
    if (above(n, TAG_CAPTION))
        return 300;
    if (is_from(p, "label"))
        return taken ? 45 : 300; /* kept with what comes, if the style has it so */
    if (before_figure(p))
        return 300; /* label and caption of a figure */
    if (above(n, TAG_FIGURE))
        return strchr(above(n, TAG_FIGURE)->alt, 'K') ? 300 : 45;
    if (row && above(next->node, TAG_NOTE))
        return 300; /* the table's notes */
    if (above(n, TAG_THEAD) || is_from(row, "band"))
        return 200;
    if (is_from(above(next->node, TAG_TR), "summary") && row != above(next->node, TAG_TR))
        return 200;
    if (row)
        return 45; /* perhaps kept */
    return 0;
}

static const struct tag_node *part_of(const GArray *lines)
{
    return lines->len ? above(g_array_index(lines, struct text_line, 0).node, TAG_PART) : NULL;
}

/* Neither a heading nor a band or head is the last thing on a page, unless nothing cheaper is on it. */
static char *keeps(const struct pages *pages, guint number, const GArray *lines, const GArray *later)
{
    int worst, least = 1000;
    g_autofree char *words = NULL;

    if (!lines->len || !later->len || part_of(lines) != part_of(later))
        return NULL;
    worst = penalty_behind(&g_array_index(lines, struct text_line, lines->len - 1), &g_array_index(later, struct text_line, 0), TRUE);
    if (worst < 200)
        return NULL;
    for (guint i = 0; i + 1 < lines->len; i++)
        least = MIN(least, penalty_behind(&g_array_index(lines, struct text_line, i), &g_array_index(lines, struct text_line, i + 1), FALSE));
    if (least + 60 > worst) /* a cheaper break may leave a page of sixty lines empty */
        return NULL;
    words = words_of(pages, g_array_index(lines, struct text_line, lines->len - 1).node);
    return g_strdup_printf("keep: page %u ends behind %s (%d) though a break of %d stands on it", number, words, worst, least);
}

/* ---- all together ---- */

static char *nodes_complete(xmlDocPtr document, const struct pages *pages)
{
    int want[TAG_FIGURE + 1] = {0}, have[TAG_FIGURE + 1] = {0};

    text_count_elements(xmlDocGetRootElement(document), want);
    text_count_nodes(pages->root, have);
    for (guint t = 0; t < G_N_ELEMENTS(want); t++)
        if (want[t] >= 0 && want[t] != have[t])
            return g_strdup_printf("structure: %d nodes %s for %d elements", have[t], tag_name((enum tag)t), want[t]);
    return NULL;
}

/* The lines of a node go down the pages. */
static char *lines_in_order(const struct pages *pages)
{
    GHashTable *seen = g_hash_table_new_full(NULL, NULL, NULL, g_free);
    char *wrong = NULL;

    for (guint p = 0; p < pages->pages->len && !wrong; p++) {
        const struct page *page = pages->pages->pdata[p];

        for (guint i = 0; i < page->items->len && !wrong; i++) {
            const struct page_item *item = &g_array_index(page->items, struct page_item, i);
            double *last, at = p * 1e6 + item->text.y;

            if (item->kind != ITEM_TEXT || !item->node)
                continue;
            last = g_hash_table_lookup(seen, item->node);
            if (last && at < *last - 15) /* raised words of titles */ {
                g_autofree char *words = words_of(pages, item->node);

                wrong = g_strdup_printf("order: page %u: a later line stands above an earlier one: %s", p + 1, words);
            }
            if (!last)
                g_hash_table_insert(seen, item->node, last = g_new(double, 1));
            *last = at;
        }
    }
    g_hash_table_destroy(seen);
    return wrong;
}

char *audit_pages(xmlDocPtr document, const struct pages *pages, const struct style *style, struct tally *tally)
{
    char *wrong = text_compare(document, pages, &tally->words);
    GArray *before = NULL;

    tally->pages += pages->pages->len;
    if (!wrong)
        wrong = nodes_complete(document, pages);
    if (!wrong)
        wrong = lines_in_order(pages);
    for (guint i = 0; i < pages->pages->len && !wrong; i++) {
        const struct page *page = pages->pages->pdata[i];
        GArray *boxes = boxes_of(page), *lines = lines_of(boxes);

        tally->lines += lines->len;
        for (guint k = 0; k < boxes->len && !wrong; k++)
            wrong = outside(pages, page, i + 1, style, &g_array_index(boxes, struct text_box, k));
        if (!wrong)
            wrong = overlap(pages, i + 1, boxes);
        if (!wrong)
            wrong = off_paper(page, i + 1);
        if (!wrong && before)
            wrong = keeps(pages, i, before, lines);
        if (before)
            g_array_free(before, TRUE);
        before = lines;
        g_array_free(boxes, TRUE);
    }
    if (before)
        g_array_free(before, TRUE);
    return wrong;
}

char *audit_dump(const struct pages *pages, const char *dump)
{
    GString *all = g_string_new(NULL); /* the words of the dump in painting order */

    for (const char *line = dump; *line; line = strchr(line, '\n') + 1) {
        const char *p;

        if (g_str_has_prefix(line, "outline") || g_str_has_prefix(line, "destinations") || g_str_has_prefix(line, "structure"))
            break;
        if (!g_str_has_prefix(line, "  text") || !(p = strchr(line, '"')))
            continue;
        for (p++; *p && *p != '"'; p++) {
            if (*p == '\\')
                p++;
            g_string_append_c(all, *p);
        }
    }
    for (guint i = 0, at = 0; i < pages->pages->len; i++) {
        const struct page *page = pages->pages->pdata[i];

        for (guint k = 0; k < page->items->len; k++) {
            const struct page_item *item = &g_array_index(page->items, struct page_item, k);

            for (int r = 0; item->kind == ITEM_TEXT && r < item->text.n_runs; r++) {
                const struct shaped *s = item->text.runs[r].shaped;

                if (at + (guint)s->text_len > all->len || memcmp(all->str + at, s->text, (gsize)s->text_len)) {
                    g_string_free(all, TRUE);
                    return g_strdup_printf("dump: page %u: %.*s is not where it should be", i + 1, s->text_len, s->text);
                }
                at += (guint)s->text_len;
            }
        }
    }
    g_string_free(all, TRUE);
    return NULL;
}
