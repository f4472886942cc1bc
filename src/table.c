/* Table rows: cells into galleys, columns into widths, rows into sets that a page break may cut.
   Cells are read once, before widths are known, so that a column can ask for the room its words need. Rows tied together
   by spanning cells form one set with a small grid of its own. A set is cut at the foot of a line in some cell: every cell
   gives what fits above the cut, and what remains is a smaller set. Cuts that leave one line of a paragraph alone
   cost more than a few empty lines. */
#include "table.h"

#include <stdlib.h>
#include <string.h>

#include "block.h"

struct table_column {
    enum { WIDTH_POINTS, WIDTH_SHARE, WIDTH_CONTENT } kind;
    double amount;           /* points or shares */
    double least;            /* given in the document */
    double min, natural;     /* of the content: widest word, widest paragraph; without padding */
    enum align align;
    double x, w;             /* with padding */
    double front, tail;      /* decimal columns: widest part in front of the decimal sign, and from it on */
};

static enum align align_of(const char *word, enum align otherwise)
{
    static const char *const words[] = {"start", "end", "center", "justify", "decimal"};

    for (guint i = 0; word && i < G_N_ELEMENTS(words); i++)
        if (!strcmp(words[i], word))
            return (enum align)i;
    return otherwise;
}

static int count_of(struct layout *l, xmlNodePtr n, const char *name, int otherwise)
{
    const char *value = layout_attribute(l, n, name);
    int v = value ? atoi(value) : otherwise;

    return CLAMP(v, 1, 1000);
}

static void read_columns(struct layout *l, struct table *t, xmlNodePtr columns)
{
    int n = 0;

    for (xmlNodePtr c = xmlFirstElementChild(columns); c; c = xmlNextElementSibling(c))
        n++;
    t->columns = arena_array_of(l->scratch, struct table_column, MAX(1, n));
    for (xmlNodePtr c = xmlFirstElementChild(columns); c; c = xmlNextElementSibling(c)) {
        struct table_column *column = &t->columns[t->n_columns++];
        const char *width = layout_attribute(l, c, "width"), *least = layout_attribute(l, c, "min");

        column->kind = WIDTH_SHARE;
        column->amount = 1;
        if (width && g_str_has_prefix(width, "points:")) {
            column->kind = WIDTH_POINTS;
            column->amount = g_ascii_strtod(width + 7, NULL) * t->look->column_scale;
        } else if (width && g_str_has_prefix(width, "share:"))
            column->amount = MAX(0.01, g_ascii_strtod(width + 6, NULL));
        else if (width && !strcmp(width, "content"))
            column->kind = WIDTH_CONTENT;
        column->least = least ? g_ascii_strtod(least, NULL) * t->look->column_scale : 0;
        column->align = align_of(layout_attribute(l, c, "align"), ALIGN_START);
    }
    if (!t->n_columns) {
        t->n_columns = 1;
        t->columns[0].kind = WIDTH_SHARE;
        t->columns[0].amount = 1;
    }
}

/* A cell that finds no column left gets one at the end. */
static void add_column(struct layout *l, struct table *t)
{
    struct table_column *columns = arena_array_of(l->scratch, struct table_column, t->n_columns + 1);

    memcpy(columns, t->columns, sizeof *columns * (gsize)t->n_columns);
    columns[t->n_columns].kind = WIDTH_SHARE;
    columns[t->n_columns].amount = 1;
    t->columns = columns;
    t->n_columns++;
}

/* ---- reading ---- */

struct reader {
    const struct block_context *c;
    struct table *t;
    GArray *busy;            /* of int, a column: rows that a cell from above still covers */
    GArray *cells;           /* of struct cell, of the set being read */
    GArray *rows;            /* of struct row */
    gboolean warned, keep, after_band, after_head;
    int data_rows;           /* since the band, for zebra */
    int penalty;             /* of the set being read */
    struct anchor *anchors;  /* of the group, for its first row */
};

static gboolean only_paragraph(xmlNodePtr cell, xmlNodePtr *p)
{
    *p = xmlFirstElementChild(cell);
    return *p && layout_is(*p, "p") && !xmlNextElementSibling(*p) &&
           !xmlHasNsProp(*p, (const xmlChar *)"lang", XML_XML_NAMESPACE) && !layout_is(*p, "label");
}

static void read_cell(struct reader *r, const struct block_context *row, xmlNodePtr n, struct cell *cell,
                      struct tag_node *row_node, gboolean head, const struct style_role *role)
{
    struct layout *l = row->l;
    const char *scope = layout_attribute(l, n, "scope");
    const char *align = layout_attribute(l, n, "align");
    struct block_context inner = *row;
    xmlNodePtr p;

    cell->node = tag_node_new(l->arena, row_node, head || scope ? TAG_TH : TAG_TD);
    if (cell->node->tag == TAG_TH)
        cell->node->scope = scope && g_str_has_prefix(scope, "row") ? SCOPE_ROW : SCOPE_COLUMN;
    cell->group_head = scope && !strcmp(scope, "rowgroup");
    cell->node->column_span = cell->column_span;
    cell->node->row_span = cell->row_span;
    cell->align = align_of(align, r->t->columns[cell->column].align);
    if ((head || cell->column_span > 1) && !align && cell->align == ALIGN_DECIMAL)
        cell->align = ALIGN_END;
    if (cell->column_span > 1 && !align)
        cell->align = ALIGN_START;
    cell->blocks = g_array_new(FALSE, TRUE, sizeof(struct block));
    inner.blocks = cell->blocks;
    inner.parent = cell->node;
    inner.start = inner.end = 0;
    inner.role = role;
    inner.cell = TRUE;
    inner.label = NULL;
    inner.list_depth = 0;
    inner.anchors = NULL;
    block_mark(&inner, cell->node, n);
    block_anchor(&inner, layout_attribute(l, n, "id"));
    if (only_paragraph(n, &p))
        block_paragraph(&inner, p, TRUE);
    else
        block_walk(&inner, n);
}

static void set_finish(struct reader *r, gboolean head)
{
    struct layout *l = r->c->l;
    struct row_set *set;

    if (!r->rows->len)
        return;
    set = arena_new_of(l->scratch, struct row_set);
    set->table = r->t;
    set->n_cells = (int)r->cells->len;
    set->n_rows = (int)r->rows->len;
    set->cells = arena_array_of(l->scratch, struct cell, MAX(1, set->n_cells));
    set->rows = arena_array_of(l->scratch, struct row, set->n_rows);
    memcpy(set->rows, r->rows->data, sizeof(struct row) * r->rows->len);
    if (r->cells->len)
        memcpy(set->cells, r->cells->data, sizeof(struct cell) * r->cells->len);
    for (int i = 0; i < set->n_cells; i++) /* no cell reaches beyond its group */
        set->cells[i].row_span = MIN(set->cells[i].row_span, set->n_rows - set->cells[i].row);
    set->head = head;
    set->keep = r->keep;
    set->first = r->t->sets->len == 0;
    g_ptr_array_add(r->t->sets, set);
    g_array_append_val(r->t->penalties, r->penalty);
    g_array_set_size(r->rows, 0);
    g_array_set_size(r->cells, 0);
    r->keep = FALSE;
}

static void read_row(struct reader *r, xmlNodePtr n, struct tag_node *body, gboolean head)
{
    struct layout *l = r->c->l;
    const struct style_table *look = r->t->look;
    const char *role = layout_attribute(l, n, "role"), *keep = layout_attribute(l, n, "keep");
    gboolean band = role && !strcmp(role, "band");
    gboolean summary = role && (!strcmp(role, "summary") || !strcmp(role, "total"));
    gboolean foot = role && !strcmp(role, "foot"); /* belongs to the row before it */
    const struct style_role *text = head ? look->head_role : band ? look->band_role : summary ? look->summary_role : look->cell_role;
    struct tag_node *node = tag_node_new(l->arena, body, TAG_TR);
    struct block_context here = *r->c;
    struct row row = {0};
    int column = 0, open = 0;

    here.anchors = r->anchors;
    r->anchors = NULL;
    block_mark(&here, node, n);
    block_anchor(&here, layout_attribute(l, n, "id"));
    row.anchors = here.anchors;
    row.fill = head ? look->head : band ? look->band : summary ? look->summary
                                           : look->zebra && r->data_rows % 2 ? look->zebra : NULL;
    if (!head && !foot && !r->after_head && !r->after_band) {
        row.rule_width = band ? look->rule_band : look->rule_row;
        row.rule = row.rule_width > 0 ? look->row_rule : NULL;
    }
    if (!r->rows->len)
        r->penalty = head || r->after_head || r->after_band || summary || foot ? BREAK_ROWS : r->t->sets->len ? BREAK_FREE : BREAK_ROWS;
    r->keep = r->keep || (keep && !strcmp(keep, "yes")) || band || summary || foot || head;
    r->after_band = band;
    r->after_head = FALSE;
    r->data_rows = band ? 0 : r->data_rows + !(head || foot);
    for (xmlNodePtr c = xmlFirstElementChild(n); c; c = xmlNextElementSibling(c)) {
        struct cell cell = {.row = (int)r->rows->len};

        while (column < (int)r->busy->len && g_array_index(r->busy, int, column) > 0)
            column++;
        cell.row_span = count_of(l, c, "rowspan", 1);
        cell.column_span = count_of(l, c, "colspan", 1);
        if (column >= r->t->n_columns) {
            add_column(l, r->t);
            if (!r->warned)
                diag_report(l->d, R607, (struct place){0}, here.origin, NULL);
            r->warned = TRUE;
        }
        cell.column = column;
        cell.column_span = MIN(cell.column_span, r->t->n_columns - column);
        g_array_set_size(r->busy, (guint)r->t->n_columns);
        for (int i = column; i < column + cell.column_span; i++)
            g_array_index(r->busy, int, i) = cell.row_span;
        read_cell(r, &here, c, &cell, node, head, text);
        g_array_append_val(r->cells, cell);
        column += cell.column_span;
    }
    g_array_append_val(r->rows, row);
    for (guint i = 0; i < r->busy->len; i++) {
        int *left = &g_array_index(r->busy, int, i);

        if (*left > 0)
            (*left)--;
        open = MAX(open, *left);
    }
    if (!open)
        set_finish(r, head);
}

static void read_rows(struct reader *r, xmlNodePtr group, struct tag_node *body, gboolean head)
{
    g_array_set_size(r->busy, 0);
    for (xmlNodePtr n = xmlFirstElementChild(group); n; n = xmlNextElementSibling(n))
        if (layout_is(n, "row"))
            read_row(r, n, body, head);
    set_finish(r, head);
}

/* ---- heads of cells ---- */

/* Whether scopes alone do not tell every cell its heads: heads that span or stand in rows above each other, bands. */
static gboolean needs_headers(const struct table *t)
{
    int head_rows = 0;

    for (guint i = 0; i < t->sets->len; i++) {
        const struct row_set *set = t->sets->pdata[i];

        head_rows += set->head ? set->n_rows : 0;
        for (int k = 0; k < set->n_cells; k++)
            if (set->cells[k].group_head || (set->head && (set->cells[k].column_span > 1 || set->cells[k].row_span > 1)))
                return TRUE;
    }
    return head_rows > 1;
}

static gboolean share_column(const struct cell *a, const struct cell *b)
{
    return a->column < b->column + b->column_span && b->column < a->column + a->column_span;
}

static gboolean share_row(const struct cell *a, const struct cell *b)
{
    return a->row < b->row + b->row_span && b->row < a->row + a->row_span;
}

/* Ids for heads, and for every other cell the ids of its heads: those of its columns, of its group and of its row. */
static void name_heads(struct layout *l, struct table *t, const char *id)
{
    GPtrArray *heads = g_ptr_array_new(), *ids = g_ptr_array_new();
    const struct cell *band = NULL;
    int n = 0;

    for (guint i = 0; i < t->sets->len; i++) {
        const struct row_set *set = t->sets->pdata[i];

        for (int k = 0; k < set->n_cells; k++) {
            const struct cell *cell = &set->cells[k];
            char *name;

            if (cell->node->tag != TAG_TH)
                continue;
            name = g_strdup_printf("%s-head-%d", id ? id : "table", ++n);
            cell->node->id = arena_strdup(l->arena, name);
            g_free(name);
            if (set->head)
                g_ptr_array_add(heads, (gpointer)cell);
        }
        for (int k = 0; k < set->n_cells && !set->head; k++) {
            const struct cell *cell = &set->cells[k];

            if (cell->group_head)
                band = cell;
            if (band && band->node->parent->parent != cell->node->parent->parent)
                band = NULL;
            if (cell->node->tag == TAG_TH)
                continue;
            g_ptr_array_set_size(ids, 0);
            for (guint h = 0; h < heads->len; h++)
                if (share_column(heads->pdata[h], cell))
                    g_ptr_array_add(ids, (gpointer)((const struct cell *)heads->pdata[h])->node->id);
            if (band)
                g_ptr_array_add(ids, (gpointer)band->node->id);
            for (int r = 0; r < set->n_cells; r++)
                if (set->cells[r].node->tag == TAG_TH && &set->cells[r] != band && share_row(&set->cells[r], cell))
                    g_ptr_array_add(ids, (gpointer)set->cells[r].node->id);
            if (!ids->len)
                continue;
            cell->node->headers = arena_array_of(l->arena, const char *, (int)ids->len + 1);
            memcpy(cell->node->headers, ids->pdata, sizeof(char *) * ids->len);
        }
    }
    g_ptr_array_free(heads, TRUE);
    g_ptr_array_free(ids, TRUE);
}

static const struct style_role *scaled_role(struct layout *l, const struct style_role *from, double scale)
{
    struct style_role *role = arena_new_of(l->scratch, struct style_role);

    *role = *from;
    role->size *= scale;
    role->leading *= scale;
    role->before *= scale;
    role->after *= scale;
    return role;
}

static const struct style_table *scaled_look(struct layout *l, const struct style_table *from, double scale)
{
    struct style_table *look = arena_new_of(l->scratch, struct style_table);

    *look = *from;
    look->column_scale *= scale;
    look->pad_x *= scale;
    look->pad_y *= scale;
    look->cell_role = scaled_role(l, from->cell_role, scale);
    look->head_role = scaled_role(l, from->head_role, scale);
    look->band_role = scaled_role(l, from->band_role, scale);
    look->summary_role = scaled_role(l, from->summary_role, scale);
    return look;
}

struct table *table_new(const struct block_context *c, xmlNodePtr element, struct tag_node *node)
{
    return table_new_scaled(c, element, node, 1);
}

struct table *table_new_scaled(const struct block_context *c, xmlNodePtr element, struct tag_node *node, double scale)
{
    struct layout *l = c->l;
    struct table *t = arena_new_of(l->scratch, struct table);
    struct reader r = {.c = c, .t = t};

    t->look = style_table(l->style, layout_attribute(l, element, "role"));
    if (scale != 1) {
        t->look = scaled_look(l, t->look, scale);
        r.warned = TRUE; /* at the first reading */
    }
    t->sets = g_ptr_array_new();
    t->penalties = g_array_new(FALSE, FALSE, sizeof(int));
    arena_defer(l->scratch, (GDestroyNotify)g_ptr_array_unref, t->sets);
    arena_defer(l->scratch, (GDestroyNotify)g_array_unref, t->penalties);
    r.busy = g_array_new(FALSE, TRUE, sizeof(int));
    r.cells = g_array_new(FALSE, TRUE, sizeof(struct cell));
    r.rows = g_array_new(FALSE, TRUE, sizeof(struct row));
    for (xmlNodePtr n = xmlFirstElementChild(element); n; n = xmlNextElementSibling(n)) {
        if (layout_is(n, "columns"))
            read_columns(l, t, n);
        else if (layout_is(n, "head")) {
            read_rows(&r, n, tag_node_new(l->arena, node, TAG_THEAD), TRUE);
            t->n_head = (int)t->sets->len;
            r.after_head = TRUE;
        } else if (layout_is(n, "group")) {
            struct block_context here = *c;
            struct tag_node *body = tag_node_new(l->arena, node, TAG_TBODY);

            here.anchors = NULL;
            block_mark(&here, body, n);
            block_anchor(&here, layout_attribute(l, n, "id"));
            r.anchors = here.anchors;
            r.c = &here;
            r.after_band = FALSE;
            r.data_rows = 0;
            read_rows(&r, n, body, FALSE);
            r.c = c;
        }
    }
    if (t->n_head)
        ((struct row_set *)t->sets->pdata[t->n_head - 1])->head_end = TRUE;
    if (t->sets->len)
        ((struct row_set *)t->sets->pdata[t->sets->len - 1])->last = TRUE;
    if (needs_headers(t))
        name_heads(l, t, layout_attribute(l, element, "id"));
    g_array_free(r.busy, TRUE);
    g_array_free(r.cells, TRUE);
    g_array_free(r.rows, TRUE);
    return t;
}

void table_drop(struct table *t)
{
    for (guint i = 0; i < t->sets->len; i++) {
        struct row_set *set = t->sets->pdata[i];

        for (int k = 0; k < set->n_cells; k++)
            g_array_free(set->cells[k].blocks, TRUE);
        set->n_cells = 0;
    }
}

/* ---- widths ---- */

static void ask_widths(struct table *t, const struct cell *cell, double *min, double *natural)
{
    *min = *natural = 0;
    for (guint i = 0; i < cell->blocks->len; i++) {
        const struct block *b = &g_array_index(cell->blocks, struct block, i);
        double indent = b->start + b->end;

        if (b->kind == BLOCK_PARA) {
            *min = MAX(*min, para_min_width(b->para) + indent);
            *natural = MAX(*natural, para_natural_width(b->para) + indent);
        } else if (b->kind == BLOCK_PANEL)
            *min = *natural = MAX(*natural, b->panel->w);
    }
}

/* What stands in front of the decimal sign and what stands behind it, each at its widest. */
static void ask_decimals(const struct cell *cell, struct table_column *column)
{
    for (guint b = 0; b < cell->blocks->len; b++) {
        const struct block *block = &g_array_index(cell->blocks, struct block, b);
        double tail = block->kind == BLOCK_PARA ? para_decimal_tail(block->para) : 0;

        if (block->kind != BLOCK_PARA)
            continue;
        column->tail = MAX(column->tail, tail);
        if (tail > 0 || para_min_width(block->para) > para_natural_width(block->para) - 0.01) /* not words that have lines */
            column->front = MAX(column->front, para_natural_width(block->para) - tail);
    }
}

static void measure_content(struct table *t)
{
    if (t->measured)
        return;
    t->measured = TRUE;
    for (guint i = 0; i < t->sets->len; i++) {
        const struct row_set *set = t->sets->pdata[i];

        for (int k = 0; k < set->n_cells; k++) {
            const struct cell *cell = &set->cells[k];
            struct table_column *column = &t->columns[cell->column];
            double min, natural;

            if (cell->column_span > 1)
                continue;
            ask_widths(t, cell, &min, &natural);
            if (cell->align == ALIGN_DECIMAL)
                ask_decimals(cell, column);
            column->min = MAX(column->min, min);
            column->natural = MAX(column->natural, natural);
        }
    }
    for (int i = 0; i < t->n_columns; i++) {
        struct table_column *column = &t->columns[i];

        column->min = MAX(column->min, MIN(column->front + column->tail, column->natural * 1.5));
        column->natural = MAX(column->natural, column->front + column->tail);
    }
}

double table_least_width(struct table *t, double width)
{
    double pad = 2 * t->look->pad_x, sum = 0;

    measure_content(t);
    for (int i = 0; i < t->n_columns; i++) {
        const struct table_column *c = &t->columns[i];
        double words = MIN(c->min, width * 0.3) + pad; /* a longer one is an address, which may be cut */

        sum += c->kind == WIDTH_POINTS ? MAX(c->amount, c->least) : MAX(words, c->least);
    }
    return sum;
}

/* Columns that take more than there is: all give way by the same part, but none below two letters while others have
   more. */
static void squeeze(struct table *t, double width, double total)
{
    double least = 2 * t->look->pad_x + 2 * t->look->cell_role->size;
    gboolean *done = g_new0(gboolean, t->n_columns);

    for (int i = 0; i < t->n_columns && width <= least * t->n_columns; i++)
        t->columns[i].w = total / t->n_columns;
    for (gboolean again = width > least * t->n_columns; again;) {
        double part = width / total;

        again = FALSE;
        for (int i = 0; i < t->n_columns; i++)
            if (!done[i] && t->columns[i].w * part < MIN(t->columns[i].w, least)) {
                total -= t->columns[i].w;
                t->columns[i].w = MIN(t->columns[i].w, least);
                width -= t->columns[i].w;
                done[i] = again = TRUE;
            }
    }
    for (int i = 0; i < t->n_columns; i++)
        if (!done[i])
            t->columns[i].w *= width / total;
    g_free(done);
}

/* Points first; content between its widest word and its widest paragraph; shares divide the rest by their parts, but none gets
   less than its widest word needs while others have more. What is too much for the width is taken off all columns. */
static void find_widths(struct table *t, double width)
{
    double pad = 2 * t->look->pad_x, fixed = 0, shares = 0, content_min = 0, content_natural = 0, left;

    measure_content(t);
    for (int i = 0; i < t->n_columns; i++) {
        struct table_column *c = &t->columns[i];

        if (c->kind == WIDTH_POINTS) /* gives way a little to a word that would be cut */
            fixed += c->w = MAX(MAX(c->amount, c->least), c->min + pad <= c->amount * 1.25 ? c->min + pad : 0);
        else if (c->kind == WIDTH_SHARE) {
            shares += c->amount;
            c->least = MAX(c->least, MIN(c->min + pad + 0.1, width * 0.3));
        } else {
            content_min += MAX(c->min + pad, c->least);
            content_natural += MAX(c->natural + pad, c->least);
        }
    }
    left = width - fixed;
    if (content_natural > 0) {
        /* without shares the contents take all; with them, what they need while the shares keep half */
        double room = shares > 0 ? MAX(content_min, MIN(content_natural, left * 0.6)) : MAX(content_min, left);
        double slack = content_natural - content_min;

        for (int i = 0; i < t->n_columns; i++) {
            struct table_column *c = &t->columns[i];
            double min = MAX(c->min + pad, c->least), natural = MAX(c->natural + pad, c->least);

            if (c->kind != WIDTH_CONTENT)
                continue;
            if (room <= content_natural)
                c->w = min + (slack > 0 ? (natural - min) * (room - content_min) / slack : 0);
            else
                c->w = natural + (room - content_natural) * natural / content_natural;
            left -= c->w;
        }
    }
    /* shares, those under their least first taken out */
    for (gboolean again = TRUE; again;) {
        again = FALSE;
        for (int i = 0; i < t->n_columns; i++) {
            struct table_column *c = &t->columns[i];

            if (c->kind == WIDTH_SHARE && c->w <= 0 && left * c->amount / shares < c->least) {
                c->w = c->least;
                left -= c->w;
                shares -= c->amount;
                again = TRUE;
                break;
            }
        }
    }
    for (int i = 0; i < t->n_columns; i++) {
        struct table_column *c = &t->columns[i];

        if (c->kind == WIDTH_SHARE && c->w <= 0)
            c->w = MAX(left * c->amount / MAX(shares, 0.01), pad + 6);
    }
    left = 0;
    for (int i = 0; i < t->n_columns; i++)
        left += t->columns[i].w;
    t->width = width;
    if (left < width - 0.01 && shares <= 0 && content_natural <= 0)
        t->width = left; /* all columns are given in points */
    else
        squeeze(t, width, left);
    if (left > width + 0.01 && t->width > width)
        t->width = width;
    for (int i = 0; i < t->n_columns; i++)
        t->columns[i].x = i ? t->columns[i - 1].x + t->columns[i - 1].w : 0;
}

static double cell_width(const struct table *t, const struct cell *cell)
{
    double w = 0;

    for (int i = 0; i < cell->column_span && cell->column + i < t->n_columns; i++)
        w += t->columns[cell->column + i].w;
    return w;
}

static double cell_height(const struct table *t, const struct cell *cell)
{
    if (cell->next >= cell->galley.n)
        return 0;
    return galley_height(&cell->galley, cell->next, cell->galley.n) + 2 * t->look->pad_y;
}

static void set_measure(struct row_set *set)
{
    double y = 0;

    for (int r = 0; r < set->n_rows; r++)
        set->rows[r].height = set->begun ? 0 : 2 * set->table->look->pad_y;
    for (int i = 0; i < set->n_cells; i++)
        if (set->cells[i].row_span == 1)
            set->rows[set->cells[i].row].height =
                MAX(set->rows[set->cells[i].row].height, cell_height(set->table, &set->cells[i]));
    for (int i = 0; i < set->n_cells; i++) {
        const struct cell *cell = &set->cells[i];
        double have = 0;

        for (int r = cell->row; r < cell->row + cell->row_span; r++)
            have += set->rows[r].height;
        if (cell->row_span > 1)
            set->rows[cell->row + cell->row_span - 1].height += MAX(0, cell_height(set->table, cell) - have);
    }
    for (int r = 0; r < set->n_rows; r++) {
        set->rows[r].y = y;
        y += set->rows[r].height;
    }
    set->height = y;
}

/* Decimal signs under one another: room is left for the longest tail. Digits run from left to right in every script; where columns
   run from right to left, it is the parts in front of the sign that end the column. */
static void line_up(struct block *b, const struct table_column *column, double w)
{
    double natural = para_natural_width(b->para), tail = para_decimal_tail(b->para);
    double room = b->para->rtl ? column->front - (natural - tail) : column->tail - tail;

    b->end += CLAMP(room, 0, MAX(0, w - natural));
}

void table_set_width(struct layout *l, struct table *t, double width)
{
    find_widths(t, width);
    for (guint i = 0; i < t->sets->len; i++) {
        struct row_set *set = t->sets->pdata[i];

        for (int k = 0; k < set->n_cells; k++) {
            struct cell *cell = &set->cells[k];
            double w = cell_width(t, cell) - 2 * t->look->pad_x;

            cell->galley = galley_new(l->scratch);
            for (guint b = 0; b < cell->blocks->len; b++) {
                struct block *block = &g_array_index(cell->blocks, struct block, b);

                if (block->kind == BLOCK_PARA) {
                    block->para->align = cell->align;
                    if (cell->align == ALIGN_DECIMAL)
                        line_up(block, &t->columns[cell->column], w);
                }
                galley_add(l, &cell->galley, block, w);
            }
            g_array_free(cell->blocks, TRUE);
            cell->blocks = NULL;
        }
        set_measure(set);
        if (set->head)
            t->head_height += set->height;
    }
}

/* ---- cuts ---- */

/* Boxes of a cell that end above `height` of the set; their foot in *foot. */
static int cell_fit(const struct row_set *set, const struct cell *cell, double height, double *foot)
{
    double pad = set->table->look->pad_y, y = set->rows[cell->row].y + pad;
    int i = cell->next;

    *foot = y;
    for (; i < cell->galley.n; i++) {
        const struct box *b = &cell->galley.boxes[i];
        double end = y + (i > cell->next ? b->before : 0) + b->height;

        if (end + pad > height + 0.01)
            break;
        *foot = y = end;
    }
    return i;
}

static int compare_doubles(gconstpointer a, gconstpointer b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return x < y ? 1 : x > y ? -1 : 0;
}

static GArray *cut_heights(const struct row_set *set, double room)
{
    GArray *heights = g_array_new(FALSE, FALSE, sizeof(double));
    double pad = set->table->look->pad_y;

    for (int i = 0; i < set->n_cells; i++) {
        const struct cell *cell = &set->cells[i];
        double y = set->rows[cell->row].y + pad;

        for (int k = cell->next; k < cell->galley.n; k++) {
            double h;

            y += (k > cell->next ? cell->galley.boxes[k].before : 0) + cell->galley.boxes[k].height;
            h = y + pad;
            if (h > room + 0.01)
                break;
            g_array_append_val(heights, h);
        }
    }
    g_array_sort(heights, compare_doubles);
    return heights;
}

static double cut_cost(const struct row_set *set, double height, int *upto, GPtrArray *notes)
{
    double foot, lines = 0, rest = 0;
    int cost = set->height < 52 ? BREAK_SHORT_ROW : BREAK_ROW;

    g_ptr_array_set_size(notes, 0);
    for (int i = 0; i < set->n_cells; i++) {
        const struct cell *cell = &set->cells[i];

        upto[i] = cell_fit(set, cell, height, &foot);
        for (int k = cell->next; k < upto[i]; k++)
            box_notes(&cell->galley.boxes[k], notes);
        if (upto[i] > cell->next && upto[i] < cell->galley.n)
            cost = MAX(cost, MIN(cell->galley.boxes[upto[i]].penalty, BREAK_KEPT));
        lines = MAX(lines, upto[i] - cell->next);
        rest = MAX(rest, cell->galley.n - upto[i]);
    }
    if (lines < 2 || rest < 2)
        cost = MAX(cost, BREAK_LONELY);
    else if (lines < 4 || rest < 4) /* a remnant of a line or three under a repeated head */
        cost = MAX(cost, BREAK_REMNANT);
    return set->keep ? MAX(cost, BREAK_KEPT) : cost;
}

double table_cut(struct row_set *set, double room, double most, gboolean has_notes, gboolean force, double *height,
                 int *upto)
{
    GArray *heights = cut_heights(set, force ? 1e9 : room);
    GPtrArray *notes = g_ptr_array_new();
    int *try = g_new(int, set->n_cells + 1);
    double best = -1, last = -1;

    for (guint i = 0; i < heights->len; i++) {
        double h = g_array_index(heights, double, i), cost;

        if (h == last || h > MIN(room, most) + 0.01)
            continue;
        last = h;
        if (best >= 0 && !notes->len && (room - h) / 12 > best)
            break;
        cost = cut_cost(set, h, try, notes);
        if (notes->len && h + notes_height(notes, has_notes) > room + 0.01) {
            if (!notes_begin(notes, has_notes, room - h))
                continue;
            cost = MAX(cost, notes_split_penalty(notes, has_notes, room - h));
        }
        cost += MAX(0, room - h - notes_height(notes, has_notes)) / 12;
        if (best < 0 || cost < best) {
            best = cost;
            *height = h;
            memcpy(upto, try, sizeof *upto * (gsize)set->n_cells);
        }
    }
    if (best < 0 && force && heights->len) { /* the least piece there is */
        *height = g_array_index(heights, double, heights->len - 1);
        best = cut_cost(set, *height, upto, notes);
    }
    g_array_free(heights, TRUE);
    g_ptr_array_free(notes, TRUE);
    g_free(try);
    return best;
}

int table_cut_penalty(const struct row_set *set, double height)
{
    GPtrArray *notes = g_ptr_array_new();
    int *upto = g_new(int, set->n_cells + 1), cost = (int)cut_cost(set, height, upto, notes);

    for (int i = 0; i < set->n_cells; i++)
        if (upto[i] < set->cells[i].galley.n) {
            g_free(upto);
            g_ptr_array_free(notes, TRUE);
            return cost;
        }
    g_free(upto);
    g_ptr_array_free(notes, TRUE);
    return BREAK_FREE; /* only notes go on */
}

void table_advance(struct row_set *set, double height, const int *upto)
{
    int first = set->n_rows - 1, kept = 0;

    for (int i = 0; i < set->n_cells; i++)
        set->cells[i].next = upto[i];
    for (int r = set->n_rows - 1; r >= 0; r--)
        if (set->rows[r].y + set->rows[r].height > height + 0.01)
            first = r;
    for (int i = 0; i < set->n_cells; i++)
        if (set->cells[i].next < set->cells[i].galley.n && set->cells[i].row + set->cells[i].row_span - 1 < first)
            first = set->cells[i].row + set->cells[i].row_span - 1;
    for (int i = 0; i < set->n_cells; i++) {
        struct cell cell = set->cells[i];
        int end = cell.row + cell.row_span;

        if (end <= first)
            continue;
        cell.row = MAX(0, cell.row - first);
        cell.row_span = MIN(cell.row_span, end - first - cell.row);
        if (cell.row + cell.row_span > set->n_rows - first)
            cell.row_span = set->n_rows - first - cell.row;
        set->cells[kept++] = cell;
    }
    set->n_cells = kept;
    set->rows += first;
    set->n_rows -= first;
    set->begun = TRUE;
    set->rows[0].rule = NULL;
    for (int r = 0; r < set->n_rows; r++)
        if (set->rows[r].y < height - 0.01) /* part of it is on a page already */
            set->rows[r].anchors = NULL;
    set_measure(set);
}

/* ---- painting ---- */

static void paint_cell(struct layout *l, struct canvas *c, const struct row_set *set, const struct cell *cell, int upto,
                       double x, double y, double height, enum artifact artifact)
{
    const struct table *t = set->table;
    double top = y + set->rows[cell->row].y + t->look->pad_y;
    double left = l->rtl ? x + t->width - t->columns[cell->column].x - cell_width(t, cell)
                         : x + t->columns[cell->column].x;

    if (set->head && upto == cell->galley.n) { /* heads stand on the rule below them */
        double foot = 0;

        for (int r = cell->row; r < cell->row + cell->row_span; r++)
            foot += set->rows[r].height;
        top += MAX(0, MIN(foot, height - set->rows[cell->row].y) - cell_height(t, cell));
    }
    for (int i = cell->next; i < upto; i++) {
        const struct box *b = &cell->galley.boxes[i];

        if (i > cell->next)
            top += b->before;
        box_paint(l, c, b, left + t->look->pad_x, top, artifact);
        top += b->height;
    }
}

void table_paint(struct layout *l, struct canvas *c, struct row_set *set, double height, const int *upto, double x,
                 double y, enum artifact artifact, gboolean top_rule, gboolean bottom_rule)
{
    const struct table *t = set->table;
    const struct style_table *look = t->look;

    for (int r = 0; r < set->n_rows && set->rows[r].y < height - 0.01; r++) {
        const struct row *row = &set->rows[r];
        double h = MIN(row->height, height - row->y);

        if (row->fill) {
            struct page_item *item = canvas_under(c, ITEM_FILL);

            item->fill = (struct item_fill){x, y + row->y, t->width, h, row->fill->light};
        }
        if (row->rule && !(r == 0 && top_rule))
            canvas_rule(c, x, y + row->y, t->width, row->rule_width, row->rule->light);
        if (artifact == ARTIFACT_NONE)
            anchors_paint(l, c, row->anchors, x, y + row->y);
    }
    if (top_rule && look->rule_top > 0)
        canvas_rule(c, x, y, t->width, look->rule_top, look->rule->light);
    for (int i = 0; i < set->n_cells && set->head; i++) { /* a thin rule under a head that covers several columns */
        const struct cell *cell = &set->cells[i];
        int last = cell->row + cell->row_span - 1;
        double left = l->rtl ? t->width - t->columns[cell->column].x - cell_width(t, cell) : t->columns[cell->column].x;

        if (cell->column_span > 1 && last + 1 < set->n_rows && look->rule_head > 0 &&
            set->rows[last].y + set->rows[last].height < height + 0.01) /* not where the head is cut */
            canvas_rule(c, x + left + look->pad_x, y + set->rows[last].y + set->rows[last].height,
                        cell_width(t, cell) - 2 * look->pad_x, 0.25, look->rule->light);
    }
    for (int i = 0; i < set->n_cells; i++)
        paint_cell(l, c, set, &set->cells[i], upto ? upto[i] : set->cells[i].galley.n, x, y, height, artifact);
    if (set->head_end && !upto && look->rule_head > 0)
        canvas_rule(c, x, y + height, t->width, look->rule_head, look->rule->light);
    if (set->last && !upto && look->rule_bottom > 0)
        canvas_rule(c, x, y + height, t->width, look->rule_bottom, look->rule->light);
    else if (bottom_rule && look->rule_top > 0)
        canvas_rule(c, x, y + height, t->width, look->rule_top, look->rule->light);
}
