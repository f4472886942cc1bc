/* Galleys onto pages. A page takes boxes until one does not fit; then the cheapest of the breaks seen on the way is taken, a
   break costing its penalty plus the lines it leaves empty, so that a heading kept with its text outweighs half a page
   and a widow some lines. Notes stand at the foot of the page that calls them; a note too long goes on at the foot of the
   next. Every page takes at least one box or a line of it, whatever it costs, so that no input loops. */
#include "flow.h"

#include <math.h>
#include <string.h>

#include "marks.h"
#include "table.h"

#define NOTE_SPACE 9.0      /* text to the rule over the notes */
#define NOTE_RULE_SPACE 4.0 /* rule to the first note */
#define NOTE_RULE_LENGTH 56.7
#define NOTE_GAP 1.0        /* between notes */
#define EPSILON 0.01

/* ---- galleys ---- */

struct galley galley_new(struct arena *a)
{
    return (struct galley){.arena = a};
}

struct box *galley_add_box(struct galley *g, enum box_kind kind, double before, double height, int penalty)
{
    struct box *b;

    if (g->n == g->room) {
        int room = g->room ? g->room * 2 : 4;
        struct box *boxes = arena_array_of(g->arena, struct box, room);

        if (g->n)
            memcpy(boxes, g->boxes, sizeof *boxes * (gsize)g->n);
        g->boxes = boxes;
        g->room = room;
    }
    b = &g->boxes[g->n++];
    b->kind = kind;
    b->before = MAX(before, g->after);
    b->height = height;
    b->penalty = MAX(penalty, g->keep_next ? BREAK_HEADING : BREAK_FREE);
    g->after = 0;
    g->keep_next = FALSE;
    return b;
}

static void add_para(struct layout *l, struct galley *g, const struct block *b, double width)
{
    struct para *p = b->para;
    double least = MIN(width, 4 * p->role->size), end = MIN(b->end, (width - least) / 2);
    /* indents give way in a column too narrow for them; nothing hangs out of it */
    double start = MAX(0, MIN(b->start, width - end - least));

    para_break(l, p, width - start - end, start);
    for (int i = 0; i < p->n_lines; i++) {
        int penalty = i ? BREAK_FREE : b->penalty;
        struct box *box;

        if (i && p->lines[i - 1].hyphen)
            penalty = BREAK_HYPHENATED;
        if (i && (i < b->orphans + p->label_lines || p->n_lines - i < b->widows)) /* lines of a label are none of the text */
            penalty = BREAK_LONELY;
        if (i && b->keep_together)
            penalty = b->keep_next ? BREAK_HEADING : BREAK_KEPT;
        box = galley_add_box(g, BOX_LINE, i ? 0 : b->before, p->leading, penalty);
        box->para = p;
        box->line = i;
        box->x = l->rtl ? end : start; /* the room is the document's, the direction the paragraph's own */
        if (!i)
            box->anchors = b->anchors;
    }
}

/* A page break in front of row set i of a table of this height. Short tables stay together; a few rows of a long one do not stand
   alone, where rows are low. */
static int between_rows(const struct layout *l, const struct table *t, int i, double height)
{
    const struct style_page *m = l->master;
    int n = (int)t->sets->len, before = i - t->n_head, behind = n - i, least = MIN(before, behind);
    int kept = strcmp(t->look->id, "data") ? BREAK_TABLE : BREAK_KEPT; /* rather apart from its figure than in pieces */
    double row = (height - t->head_height) / MAX(1, n - t->n_head);

    if (before < 1)
        return BREAK_FREE;
    if (height < (m->h - m->top - m->bottom) / 2)
        return kept;
    return least < 3 && row < 2.5 * t->look->cell_role->leading ? kept : BREAK_FREE;
}

static void add_table(struct layout *l, struct galley *g, const struct block *b, double width)
{
    struct table *t = b->table;
    double height = 0;

    table_set_width(l, t, width - b->start - b->end);
    for (guint i = 0; i < t->sets->len; i++)
        height += ((struct row_set *)t->sets->pdata[i])->height;
    for (guint i = 0; i < t->sets->len; i++) {
        struct row_set *set = t->sets->pdata[i];
        int penalty = i ? MAX(g_array_index(t->penalties, int, i), between_rows(l, t, (int)i, height)) : b->penalty;
        struct box *box = galley_add_box(g, BOX_ROWS, i ? 0 : b->before, set->height, penalty);

        box->rows = set;
        box->x = l->rtl ? b->end : b->start;
        if (!i)
            box->anchors = b->anchors;
    }
}

void galley_add(struct layout *l, struct galley *g, const struct block *b, double width)
{
    int n = g->n;

    if (b->kind == BLOCK_PARA)
        add_para(l, g, b, width);
    else if (b->kind == BLOCK_TABLE)
        add_table(l, g, b, width);
    else {
        struct box *box = galley_add_box(g, BOX_PANEL, b->before, b->panel->h, BREAK_FREE);

        box->panel = b->panel;
        box->x = l->rtl ? width - b->start - b->panel->w : b->start;
        box->anchors = b->anchors;
    }
    if (g->n > n) {
        g->after = b->after;
        g->keep_next = b->keep_next;
    }
}

double galley_height(const struct galley *g, int from, int to)
{
    double h = 0;

    for (int i = from; i < to; i++)
        h += (i > from ? g->boxes[i].before : 0) + g->boxes[i].height;
    return h;
}

/* ---- notes ---- */

void line_notes(const struct para *p, int i, GPtrArray *notes)
{
    const struct line *line = &p->lines[i];

    if (p->label && i < MAX(1, p->label_lines) && i < p->label->n_lines)
        line_notes(p->label, i, notes);
    for (int k = 0; k < p->n_calls; k++)
        if ((p->calls[k].piece >= line->from && p->calls[k].piece < line->to) ||
            (i + 1 == p->n_lines && p->calls[k].piece >= line->to))
            g_ptr_array_add(notes, p->calls[k].note);
}

void box_notes(const struct box *b, GPtrArray *notes)
{
    if (b->kind == BOX_LINE) {
        if (b->para->n_calls || b->para->label)
            line_notes(b->para, b->line, notes);
    } else if (b->kind == BOX_ROWS)
        for (int i = 0; i < b->rows->n_cells; i++) {
            const struct cell *cell = &b->rows->cells[i];

            for (int k = cell->next; k < cell->galley.n; k++)
                box_notes(&cell->galley.boxes[k], notes);
        }
}

double notes_height(const GPtrArray *notes, gboolean has_notes)
{
    double h = 0;

    for (guint i = 0; i < notes->len; i++) {
        const struct note *note = notes->pdata[i];

        h += galley_height(note->galley, 0, note->galley->n) + (i || has_notes ? NOTE_GAP : 0);
    }
    return h + (notes->len && !has_notes ? NOTE_SPACE + NOTE_RULE_SPACE : 0);
}

gboolean notes_begin(const GPtrArray *notes, gboolean has_notes, double room)
{
    double h = 0;

    for (guint i = 0; i < notes->len; i++) {
        const struct note *note = notes->pdata[i];
        int n = i + 1 < notes->len ? note->galley->n : MIN(2, note->galley->n);

        h += galley_height(note->galley, 0, n) + (i || has_notes ? NOTE_GAP : NOTE_SPACE + NOTE_RULE_SPACE);
    }
    return h <= room + EPSILON;
}

/* A piece of a note on a page. */
struct note_piece {
    struct note *note;
    int from, to;
};

struct flow {
    struct layout *l;
    struct galley *g;
    double x;                /* left edge of the text block on the page being made */
    double height;           /* of the text block */
    GArray *carried;         /* of struct note_piece: what waits for the foot of a later page; `to` is its end */
};

/* Where a piece of a note ends that has room for the boxes from..to, more of which follow: no hyphen and no single line at the
   end, if leaving out a line or three helps. At least `least` boxes stay. */
static int note_break(const struct galley *g, int from, int to, int least)
{
    int best = to, cost = g->boxes[to].penalty;

    for (int k = to - 1; k >= from + MAX(1, least); k--)
        if (g->boxes[k].penalty + (to - k) < cost) {
            best = k;
            cost = g->boxes[k].penalty + (to - k);
        }
    return best;
}

int notes_split_penalty(const GPtrArray *notes, gboolean has_notes, double room)
{
    const struct galley *g;
    int to = 0;

    if (!notes->len)
        return BREAK_FREE;
    for (guint i = 0; i < notes->len; i++) {
        g = ((const struct note *)notes->pdata[i])->galley;
        room -= i || has_notes ? NOTE_GAP : NOTE_SPACE + NOTE_RULE_SPACE;
        if (i + 1 < notes->len)
            room -= galley_height(g, 0, g->n);
    }
    g = ((const struct note *)notes->pdata[notes->len - 1])->galley;
    for (; to < g->n && room + EPSILON >= (to ? g->boxes[to].before : 0) + g->boxes[to].height; to++)
        room -= (to ? g->boxes[to].before : 0) + g->boxes[to].height;
    return to && to < g->n ? MAX(BREAK_NOTE, g->boxes[note_break(g, 0, to, 1)].penalty) : BREAK_NOTE;
}

/* Takes from waiting notes what fits into room; what does not stays waiting. At least `least` lines of the first are taken. */
static double take_notes(GArray *waiting, double room, int least, gboolean has_notes, GArray *taken)
{
    double used = 0;

    while (waiting->len) {
        struct note_piece *w = &g_array_index(waiting, struct note_piece, 0);
        struct note_piece piece = {.note = w->note, .from = w->from, .to = w->from};
        double lead = taken->len || has_notes ? NOTE_GAP : NOTE_SPACE + NOTE_RULE_SPACE, height = 0;
        int forced = least;

        for (; piece.to < w->to; piece.to++, least--) {
            const struct box *b = &w->note->galley->boxes[piece.to];
            double need = (piece.to > piece.from ? b->before : lead) + b->height;

            if (used + height + need > room + EPSILON && least <= 0)
                break;
            height += need;
        }
        if (piece.to > piece.from && piece.to < w->to) {
            piece.to = note_break(w->note->galley, piece.from, piece.to, forced);
            height = lead + galley_height(w->note->galley, piece.from, piece.to);
        }
        used += height;
        w->from = piece.to;
        if (piece.to > piece.from)
            g_array_append_val(taken, piece);
        if (w->from < w->to)
            break;
        g_array_remove_index(waiting, 0);
    }
    return used;
}

static void wait_notes(GArray *waiting, const GPtrArray *notes)
{
    for (guint i = 0; i < notes->len; i++) {
        struct note *note = notes->pdata[i];
        struct note_piece piece = {.note = note, .from = 0, .to = note->galley->n};

        g_array_append_val(waiting, piece);
    }
}

/* ---- painting ---- */

void anchors_paint(struct layout *l, struct canvas *c, const struct anchor *a, double x, double y)
{
    for (; a; a = a->next) {
        if (g_hash_table_contains(l->anchors, a->id))
            continue;
        g_hash_table_insert(l->anchors, (gpointer)a->id, GINT_TO_POINTER(c->index + 1));
        pages_add_destination(l->pages, a->id, c->index, x, y);
    }
}

static void move_item(struct page_item *item, double x, double y)
{
    switch (item->kind) {
    case ITEM_FILL:
        item->fill.x += x;
        item->fill.y += y;
        break;
    case ITEM_STROKE:
        item->stroke.x1 += x;
        item->stroke.x2 += x;
        item->stroke.y1 += y;
        item->stroke.y2 += y;
        break;
    case ITEM_IMAGE:
        item->image.x += x;
        item->image.y += y;
        break;
    case ITEM_LINK:
        item->link.x += x;
        item->link.y += y;
        break;
    case ITEM_TEXT:
        g_assert_not_reached(); /* texts of panels are paragraphs */
    }
}

static void paint_panel(struct layout *l, struct canvas *c, const struct panel *panel, double x, double y)
{
    for (guint i = 0; i < panel->items->len; i++) {
        const struct page_item *from = &g_array_index(panel->items, struct page_item, i);
        struct page_item *item = from->artifact == ARTIFACT_NONE
                                     ? canvas_item(c, from->kind, ARTIFACT_NONE, from->node)
                                     : canvas_under(c, from->kind);

        *item = *from;
        move_item(item, x, y);
    }
    for (guint i = 0; i < panel->texts->len; i++) {
        const struct panel_text *t = &g_array_index(panel->texts, struct panel_text, i);

        for (int k = 0; k < t->para->n_lines; k++)
            para_paint_line(l, c, t->para, k, x + t->x, y + t->y + k * t->para->leading, ARTIFACT_NONE);
    }
    if (panel->figure) {
        panel->figure->box_page = c->index;
        panel->figure->box_x = x;
        panel->figure->box_y = y;
        panel->figure->box_w = panel->w;
        panel->figure->box_h = panel->h;
    }
}

void box_paint(struct layout *l, struct canvas *c, const struct box *b, double x, double y, enum artifact artifact)
{
    if (artifact == ARTIFACT_NONE)
        anchors_paint(l, c, b->anchors, x + b->x, y);
    if (b->kind == BOX_LINE)
        para_paint_line(l, c, b->para, b->line, x + b->x, y, artifact);
    else if (b->kind == BOX_PANEL)
        paint_panel(l, c, b->panel, x + b->x, y);
}

static void paint_notes(struct flow *f, struct canvas *c, GArray *notes)
{
    const struct style_page *m = f->l->master;
    double y = m->h - m->bottom, h = 0;

    if (!notes->len)
        return;
    for (guint i = 0; i < notes->len; i++) {
        const struct note_piece *p = &g_array_index(notes, struct note_piece, i);

        h += galley_height(p->note->galley, p->from, p->to) + (i ? NOTE_GAP : 0);
    }
    y -= h;
    canvas_rule(c, f->l->rtl ? f->x + f->l->block_w - m->indent_start - NOTE_RULE_LENGTH : f->x + m->indent_start,
                y - NOTE_RULE_SPACE, NOTE_RULE_LENGTH, 0.5, style_colour(f->l->style, "rule")->light);
    for (guint i = 0; i < notes->len; i++) {
        const struct note_piece *p = &g_array_index(notes, struct note_piece, i);

        if (i)
            y += NOTE_GAP;
        for (int k = p->from; k < p->to; k++) {
            const struct box *b = &p->note->galley->boxes[k];

            y += k > p->from ? b->before : 0;
            box_paint(f->l, c, b, f->x, y, ARTIFACT_NONE);
            y += b->height;
        }
    }
}

static void paint_rows(struct flow *f, struct canvas *c, const struct box *b, double height, const int *upto, double y,
                       gboolean page_top, gboolean page_end)
{
    struct row_set *set = b->rows;

    anchors_paint(f->l, c, b->anchors, f->x + b->x, y);
    table_paint(f->l, c, set, height, upto, f->x + b->x, y, ARTIFACT_NONE, set->first || page_top, page_end);
}

/* The head of the table again, at the top of a later page. Its height. */
static double paint_head(struct flow *f, struct canvas *c, const struct box *b, double y)
{
    const struct table *t = b->rows->table;
    double at = y;

    for (int i = 0; i < t->n_head; i++) {
        struct row_set *set = t->sets->pdata[i];

        table_paint(f->l, c, set, set->height, NULL, f->x + b->x, at, ARTIFACT_REPEATED_HEAD, i == 0, FALSE);
        at += set->height;
    }
    return at - y;
}

/* ---- pages ---- */

/* The head goes before the rest of its table, unless it is so tall that little would be left. */
static gboolean wants_head(const struct flow *f, const struct box *b)
{
    return b->kind == BOX_ROWS && !b->rows->head && b->rows->table->head_height > 0 &&
           b->rows->table->head_height < f->height * 0.4 &&
           (b->rows->begun || !b->rows->first);
}

/* What a page takes: whole boxes from i to `to`, then perhaps a piece of box `to`, or box `to` with part of its notes. */
struct choice {
    int to;
    double cost;
    double cut;              /* height of the piece of box `to`; 0: none */
    gboolean last_note_splits;
};

struct filling {
    double room;             /* body and notes */
    double body, notes;
    gboolean has_notes;
    struct choice best;
    gboolean found;
};

static void offer(struct filling *fill, int to, int penalty, double free_room, double cut, gboolean splits)
{
    double cost = penalty + MAX(0, free_room) / 12;

    if (fill->found && cost > fill->best.cost)
        return;
    fill->best = (struct choice){.to = to, .cost = cost, .cut = cut, .last_note_splits = splits};
    fill->found = TRUE;
}

static gboolean takes_all(const struct row_set *set, const int *upto)
{
    for (int i = 0; i < set->n_cells; i++)
        if (upto[i] < set->cells[i].galley.n)
            return FALSE;
    return TRUE;
}

/* Rows that fit whole are cut all the same where the break behind them would part what is kept (a table and its notes). */
static void cut_last_rows(struct flow *f, int rows, struct filling *fill, const struct filling *before, int *upto)
{
    struct row_set *set = f->g->boxes[rows].rows;
    int *try = g_new(int, set->n_cells + 1);
    double room = before->room - before->body - before->notes, height;
    double cost = table_cut(set, room, set->height - 0.1, before->has_notes, FALSE, &height, try);

    if (cost >= 0 && cost < fill->best.cost) {
        fill->best = (struct choice){.to = rows, .cost = cost, .cut = height};
        memcpy(upto, try, sizeof *upto * (gsize)set->n_cells);
    }
    g_free(try);
}

/* Fills from box i; upto has room for the cells of a set. */
static struct choice choose(struct flow *f, int i, struct filling *fill, int *upto)
{
    GPtrArray *notes = g_ptr_array_new();
    gboolean carried = fill->has_notes;
    struct filling before_rows[2] = {*fill, *fill}; /* as it was in front of the last rows taken whole and those before, */
    int rows[2] = {-1, -1};                         /* which are these boxes */
    int *try = NULL;
    int j;

    for (j = i; j < f->g->n; j++) {
        const struct box *b = &f->g->boxes[j];
        double before = j > i ? b->before : 0, free_room = fill->room - fill->body - fill->notes, need;

        if (j > i)
            offer(fill, j, b->penalty, free_room, 0, FALSE);
        g_ptr_array_set_size(notes, 0);
        box_notes(b, notes);
        need = notes_height(notes, fill->has_notes);
        if (before + b->height + need <= free_room + EPSILON) {
            if (b->kind == BOX_ROWS && !b->rows->head) {
                rows[1] = rows[0];
                before_rows[1] = before_rows[0];
                rows[0] = j;
                before_rows[0] = *fill;
                before_rows[0].body += before;
            }
            fill->body += before + b->height;
            fill->notes += need;
            fill->has_notes = fill->has_notes || notes->len;
            continue;
        }
        free_room -= before;
        if (b->kind == BOX_LINE && notes->len && b->height <= free_room &&
            notes_begin(notes, fill->has_notes, free_room - b->height))
            offer(fill, j + 1, MAX(notes_split_penalty(notes, fill->has_notes, free_room - b->height),
                                   j + 1 < f->g->n ? f->g->boxes[j + 1].penalty : 0), 0, 0, TRUE);
        if (b->kind == BOX_ROWS && free_room > 0) {
            double height, cost;

            try = g_new(int, b->rows->n_cells + 1);
            cost = table_cut(b->rows, free_room, 1e9, fill->has_notes, FALSE, &height, try);
            if (cost >= 0 && j + 1 < f->g->n && takes_all(b->rows, try)) { /* only its notes go on */
                int *less = g_new(int, b->rows->n_cells + 1);
                double h, other = table_cut(b->rows, free_room, b->height - 0.1, fill->has_notes, FALSE, &h, less);

                cost = MAX(cost, f->g->boxes[j + 1].penalty);
                if (cost >= BREAK_ROWS && other >= 0 && other < cost) {
                    cost = other;
                    height = h;
                    memcpy(try, less, sizeof *try * (gsize)b->rows->n_cells);
                }
                g_free(less);
            }
            if (cost >= 0 && (!fill->found || cost <= fill->best.cost)) {
                fill->best = (struct choice){.to = j, .cost = cost, .cut = height};
                fill->found = TRUE;
                memcpy(upto, try, sizeof *upto * (gsize)b->rows->n_cells);
            }
        }
        break;
    }
    if (j >= f->g->n)
        fill->best = (struct choice){.to = j};
    else if (!fill->found && carried) /* the notes were enough for this page */
        fill->best = (struct choice){.to = i};
    else if (!fill->found) { /* not even the first box fits: it stands here all the same */
        const struct box *b = &f->g->boxes[i];

        fill->best = (struct choice){.to = i + 1, .last_note_splits = TRUE};
        if (b->kind == BOX_ROWS) {
            fill->best.to = i;
            if (table_cut(b->rows, fill->room - fill->body - fill->notes, 1e9, fill->has_notes, TRUE, &fill->best.cut, upto) < 0)
                fill->best = (struct choice){.to = i + 1}; /* rows without content */
        }
    }
    for (int k = 0; k < 2; k++) /* the last rows, or those that a summary should not part from */
        if (fill->found && fill->best.cost >= BREAK_ROWS && rows[k] >= 0 && fill->best.to == rows[k] + 1 &&
            fill->best.cut <= 0) {
            cut_last_rows(f, rows[k], fill, &before_rows[k], upto);
            break;
        }
    g_free(try);
    g_ptr_array_free(notes, TRUE);
    return fill->best;
}

static int cells_at_most(const struct galley *g)
{
    int most = 1;

    for (int i = 0; i < g->n; i++)
        if (g->boxes[i].kind == BOX_ROWS)
            most = MAX(most, g->boxes[i].rows->n_cells);
    return most;
}

static void collect(GArray *waiting, const struct box *b, const int *upto)
{
    GPtrArray *notes = g_ptr_array_new();

    if (b->kind == BOX_ROWS && upto) {
        for (int i = 0; i < b->rows->n_cells; i++)
            for (int k = b->rows->cells[i].next; k < upto[i]; k++)
                box_notes(&b->rows->cells[i].galley.boxes[k], notes);
    } else
        box_notes(b, notes);
    wait_notes(waiting, notes);
    g_ptr_array_free(notes, TRUE);
}

static gboolean rows_left(const struct row_set *set)
{
    for (int i = 0; i < set->n_cells; i++)
        if (set->cells[i].next < set->cells[i].galley.n)
            return TRUE;
    return FALSE;
}

static struct canvas canvas_new(struct layout *l)
{
    const struct style_page *m = l->master;
    struct canvas c = {.page = pages_add(l->pages, m->w, m->h, m->id), .index = (int)l->pages->pages->len - 1,
                       .under = g_array_new(FALSE, TRUE, sizeof(struct page_item)),
                       .over = g_array_new(FALSE, TRUE, sizeof(struct page_item))};

    return c;
}

static void canvas_close(struct canvas *c)
{
    g_array_prepend_vals(c->page->items, c->under->data, c->under->len);
    g_array_append_vals(c->page->items, c->over->data, c->over->len);
    g_array_free(c->under, TRUE);
    g_array_free(c->over, TRUE);
}

/* One page from box *i on. */
static void make_page(struct flow *f, int *i, int *upto)
{
    const struct style_page *m = f->l->master;
    struct canvas c = canvas_new(f->l);
    gboolean even = m->mirrored && c.index % 2;
    GArray *taken = g_array_new(FALSE, FALSE, sizeof(struct note_piece));
    struct filling fill = {.room = f->height};
    gboolean body = *i < f->g->n, head = body && wants_head(f, &f->g->boxes[*i]);
    struct choice choice = {.to = *i};
    double y = m->top;
    int lines = 0;

    f->x = even != f->l->rtl ? m->outer : m->inner;
    if (f->carried->len) {
        /* what is left of the last page's notes comes first, but leaves room for a line or two of text */
        double keep = body ? MIN(f->g->boxes[*i].height, 40) + (head ? f->g->boxes[*i].rows->table->head_height : 0) : 0;

        fill.notes = take_notes(f->carried, fill.room - keep, 1, FALSE, taken);
        fill.has_notes = taken->len > 0;
    }
    if (head)
        fill.body = f->g->boxes[*i].rows->table->head_height;
    if (body)
        choice = choose(f, *i, &fill, upto);
    if (head)
        y += paint_head(f, &c, &f->g->boxes[*i], y);
    for (int k = *i; k < choice.to; k++) {
        const struct box *b = &f->g->boxes[k];

        y += k > *i ? b->before : 0;
        if (b->kind == BOX_ROWS)
            paint_rows(f, &c, b, b->height, NULL, y, k == *i && !head, k + 1 == choice.to && choice.cut <= 0);
        else
            box_paint(f->l, &c, b, f->x, y, ARTIFACT_NONE);
        if (b->kind == BOX_LINE && f->l->line_numbers)
            marks_line_number(f->l, &c, b->para, ++lines, f->x, y);
        collect(f->carried, b, NULL);
        y += b->height;
    }
    if (choice.cut > 0) {
        struct box *b = &f->g->boxes[choice.to];

        y += choice.to > *i ? b->before : 0;
        c.page->gave_way = table_cut_penalty(b->rows, choice.cut);
        paint_rows(f, &c, b, choice.cut, upto, y, choice.to == *i && !head, TRUE);
        collect(f->carried, b, upto);
        table_advance(b->rows, choice.cut, upto);
        if (!rows_left(b->rows) && ++choice.to < f->g->n) /* its notes go on */
            c.page->gave_way = f->g->boxes[choice.to].penalty;
        b->height = b->rows->height;
        b->before = 0;
        b->penalty = BREAK_FREE;
        b->anchors = NULL;
        y += choice.cut;
    } else if (choice.to > *i && choice.to < f->g->n)
        c.page->gave_way = f->g->boxes[choice.to].penalty;
    *i = choice.to;
    if (f->carried->len) {
        double used = 0;

        for (guint k = 0; k < taken->len; k++) {
            const struct note_piece *p = &g_array_index(taken, struct note_piece, k);

            used += galley_height(p->note->galley, p->from, p->to) + (k ? NOTE_GAP : NOTE_SPACE + NOTE_RULE_SPACE);
        }
        take_notes(f->carried, m->h - m->bottom - y - used, 0, taken->len > 0, taken);
    }
    paint_notes(f, &c, taken);
    if (f->carried->len && g_array_index(f->carried, struct note_piece, 0).from) {
        const struct note_piece *p = &g_array_index(f->carried, struct note_piece, 0);

        c.page->gave_way_notes = MAX(BREAK_NOTE, p->note->galley->boxes[p->from].penalty);
    }
    g_array_free(taken, TRUE);
    canvas_close(&c);
}

/* Pages of the master that lies. Notes that were carried to them stand at their foot. */
static void insert_pages(struct flow *f, struct insertion *in)
{
    const struct style_page *own = f->l->master;
    struct flow inner = {.l = f->l, .g = &in->galley, .height = in->master->h - in->master->top - in->master->bottom,
                         .carried = f->carried};
    int *upto = g_new(int, cells_at_most(inner.g) + 1), i = 0;

    layout_use_master(f->l, in->master);
    while (i < inner.g->n)
        make_page(&inner, &i, upto);
    layout_use_master(f->l, own);
    g_free(upto);
}

void flow_pages(struct layout *l, struct galley *g, GArray *insertions)
{
    const struct style_page *m = l->master;
    struct flow f = {.l = l, .g = g, .height = m->h - m->top - m->bottom,
                     .carried = g_array_new(FALSE, FALSE, sizeof(struct note_piece))};
    int *upto = g_new(int, cells_at_most(g) + 1), i = 0, n = g->n;
    guint next = 0;

    do {
        struct insertion *in = insertions && next < insertions->len ? &g_array_index(insertions, struct insertion, next) : NULL;

        if (in && i >= in->at) {
            insert_pages(&f, in);
            next++;
            continue;
        }
        g->n = in ? in->barrier : n;
        make_page(&f, &i, upto);
        g->n = n;
    } while (i < n || f.carried->len || (insertions && next < insertions->len));
    g_free(upto);
    g_array_free(f.carried, TRUE);
}
