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

        if (item->kind == ITEM_IMAGE) { /* a line as high as nothing, at its foot */
            struct text_box foot = {.node = item->node, .left = item->image.x, .right = item->image.x + item->image.w,
                                    .y = item->image.y + item->image.h, .size = 0.1};

            g_array_append_val(boxes, foot);
        }
        if (item->kind != ITEM_TEXT)
            continue;
        if (item->artifact == ARTIFACT_LAYOUT && g_ascii_isdigit(*item->text.runs[0].shaped->text))
            continue; /* the number of a line, in the margin */
        if (item->text.turn)
            continue; /* the draft mark, under the text: see off_paper */
        b.y = item->text.y;
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

        if (item->kind == ITEM_TEXT && item->text.turn) {
            const struct placed *last = &item->text.runs[item->text.n_runs - 1];
            double angle = item->text.turn * G_PI / 180, size = last->shaped->size;
            double along[] = {item->text.runs[0].x - item->text.turn_x, last->x + last->shaped->width - item->text.turn_x};

            for (int k = 0; k < 4; k++) { /* corners */
                double u = along[k & 1], v = k & 2 ? size * 0.7 : 0, px, py;

                px = item->text.turn_x + u * cos(angle) - v * sin(angle);
                py = item->text.y - u * sin(angle) - v * cos(angle);
                if (px < -SLACK || px > page->w + SLACK || py < -SLACK || py > page->h + SLACK)
                    return g_strdup_printf("outside: page %u: a corner of the turned mark is at %.1f %.1f", number, px, py);
            }
        }
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

        if (b->flags || !b->node || in_footnote(b->node))
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
        return strchr(above(n, TAG_FIGURE)->alt, 'K') && !taken ? 300 : 30; /* its data, its source */
    if (row && above(next->node, TAG_NOTE))
        return 300; /* the table's notes */
    if (above(n, TAG_THEAD) && above(next->node, TAG_THEAD) && taken)
        return 45; /* one set of rows, perhaps */
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

static gboolean in_facts(const struct tag_node *n)
{
    for (; (n = above(n, TAG_L)); n = n->parent)
        if (is_from(n, "facts"))
            return TRUE;
    return FALSE;
}

/* A break that layout may take behind this line for no more than this. */
static int penalty_at_most(const struct text_line *line, const struct text_line *next)
{
    int penalty = penalty_behind(line, next, FALSE);
    const struct tag_node *p = above(line->node, TAG_P);

    for (const struct tag_node *k = line->node; k; k = k->parent)
        if (k->tag >= TAG_H1 && k->tag <= TAG_H6)
            return 300;
    for (const struct tag_node *k = p && p->parent->tag == TAG_PART ? p->parent->first : NULL; k; k = k->next)
        if (k->tag == TAG_H1)
            return 300; /* subtitles and other lines of the front */
    if (in_facts(line->node) || in_facts(next->node) || above(line->node, TAG_NOTE))
        penalty = MAX(penalty, 45);
    if (is_from(p, "source") || is_from(p, "label") || is_from(p, "lead") || is_from(above(next->node, TAG_P), "source"))
        penalty = 300; /* as the style has it, and what follows */
    return penalty;
}

/* What the page's end parts is what layout says that it parts, or less; and it parts that only because every other place on the page
   parts more, the lines left empty under it counted in. */
static char *keeps(const struct pages *pages, const struct page *page, guint number, const struct style *style, const GArray *lines,
                   const GArray *later, struct tally *tally)
{
    const struct text_line *last, *next;
    double bottom = page->h - style_page(style, page->master)->bottom, cheapest = 1e9, y = 0;
    int worst;
    g_autofree char *words = NULL;

    if (!lines->len || !later->len || part_of(lines) != part_of(later))
        return NULL;
    last = &g_array_index(lines, struct text_line, lines->len - 1);
    next = &g_array_index(later, struct text_line, 0);
    worst = penalty_behind(last, next, TRUE);
    if (page->gave_way >= 300)
        tally->gave_way[GAVE_HEADING]++;
    else if (page->gave_way >= 200)
        tally->gave_way[GAVE_ROWS]++;
    else if (page->gave_way >= 30)
        tally->gave_way[GAVE_KEPT]++;
    if (worst >= 200 && page->gave_way < worst) {
        words = words_of(pages, last->node);
        return g_strdup_printf("keep: page %u ends behind %s (%d), and layout says only %d", number, words, worst, page->gave_way);
    }
    for (guint i = 0; i + 1 < lines->len; i++) {
        const struct text_line *line = &g_array_index(lines, struct text_line, i);
        double cost = penalty_at_most(line, line + 1) + (bottom - line->y) / 12;

        if (cost < cheapest) {
            cheapest = cost;
            y = line->y;
        }
    }
    if (page->gave_way <= cheapest + 1)
        return NULL;
    words = words_of(pages, last->node);
    return g_strdup_printf("keep: page %u ends behind %s for %d though a break at %.1f costs %.0f", number, words, page->gave_way, y,
                           cheapest);
}

/* ---- lines of paragraphs at the ends of pages ---- */

/* A block on a page: its lines, and whether the last ends in an added hyphen. */
struct part {
    int lines;
    double y;
    gboolean hyphen;
};

static GHashTable *parts_of(const struct page *page)
{
    GHashTable *parts = g_hash_table_new_full(NULL, NULL, NULL, g_free);

    for (guint i = 0; i < page->items->len; i++) {
        const struct page_item *item = &g_array_index(page->items, struct page_item, i);
        const struct tag_node *block = block_of(item->node);
        struct part *part;
        double rise;

        if (item->kind != ITEM_TEXT || !block || block->tag == TAG_LBL || block->tag == TAG_FIGURE)
            continue;
        part = g_hash_table_lookup(parts, block);
        if (!part) {
            g_hash_table_insert(parts, (gpointer)block, part = g_new0(struct part, 1));
            part->y = -1e9;
        }
        rise = item->text.runs[0].shaped->size * 0.75;
        if (item->text.y > part->y + rise) { /* a line further down */
            part->lines++;
            part->y = item->text.y;
        }
        part->hyphen = item->text.flags & TEXT_HYPHEN;
    }
    return parts;
}

/* Where a block begins and ends. */
struct extent {
    guint first, last;
};

static GHashTable *extents_of(GHashTable **parts, guint n)
{
    GHashTable *extents = g_hash_table_new_full(NULL, NULL, NULL, g_free);

    for (guint i = 0; i < n; i++) {
        GHashTableIter iter;
        gpointer key;

        g_hash_table_iter_init(&iter, parts[i]);
        while (g_hash_table_iter_next(&iter, &key, NULL)) {
            struct extent *e = g_hash_table_lookup(extents, key);

            if (!e) {
                g_hash_table_insert(extents, key, e = g_new(struct extent, 1));
                e->first = i;
            }
            e->last = i;
        }
    }
    return extents;
}

/* A paragraph that goes on overleaf: no hyphen at the end of the page, no single line on either side, unless layout says so. */
static char *paragraphs(const struct pages *pages, guint i, GHashTable **parts, GHashTable *extents, struct tally *tally)
{
    const struct page *page = pages->pages->pdata[i];
    GHashTableIter iter;
    gpointer key, value;

    g_hash_table_iter_init(&iter, parts[i]);
    while (g_hash_table_iter_next(&iter, &key, &value)) {
        const struct tag_node *block = key;
        const struct part *part = value, *rest = g_hash_table_lookup(parts[i + 1], block);
        const struct extent *e = g_hash_table_lookup(extents, block);
        gboolean note = in_footnote(block), lonely;
        int said = note ? page->gave_way_notes : page->gave_way;

        if (!rest)
            continue;
        lonely = (e->first == i && part->lines < 2) || (e->last == i + 1 && rest->lines < 2);
        if (part->hyphen)
            tally->gave_way[note ? GAVE_NOTE_HYPHEN : GAVE_HYPHEN]++;
        if (lonely)
            tally->gave_way[note ? GAVE_NOTE_LONELY : GAVE_LONELY]++;
        if ((part->hyphen && said < 10) || (lonely && said < 15)) {
            g_autofree char *words = words_of(pages, block);

            return g_strdup_printf("%s: page %u: %d and %d lines, and layout says %d: %s", part->hyphen && said < 10 ? "hyphen" : "lonely",
                                   i + 1, part->lines, rest->lines, said, words);
        }
    }
    return NULL;
}

/* Every two pages that follow each other. */
static char *page_ends(const struct pages *pages, struct tally *tally)
{
    guint n = pages->pages->len;
    GHashTable **parts = g_new(GHashTable *, n + 1), *extents;
    char *wrong = NULL;

    for (guint i = 0; i < n; i++)
        parts[i] = parts_of(pages->pages->pdata[i]);
    extents = extents_of(parts, n);
    for (guint i = 0; i + 1 < n && !wrong; i++)
        wrong = paragraphs(pages, i, parts, extents, tally);
    for (guint i = 0; i < n; i++)
        g_hash_table_destroy(parts[i]);
    g_hash_table_destroy(extents);
    g_free(parts);
    return wrong;
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
            wrong = keeps(pages, pages->pages->pdata[i - 1], i, style, before, lines, tally);
        if (before)
            g_array_free(before, TRUE);
        before = lines;
        g_array_free(boxes, TRUE);
    }
    if (before)
        g_array_free(before, TRUE);
    return wrong ? wrong : page_ends(pages, tally);
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
