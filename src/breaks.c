/* The lines of a whole paragraph at once: the set with the least sum of demerits (Knuth and Plass 1981, "Breaking paragraphs into
   lines"). First without parting words and only with good lines, then with hyphens, then (where lines are ragged) however
   short they are, then with whatever fits, the breaks for emergencies included. A line costs by how far its spaces are from their width (or how much of it stays empty, where it
   is ragged); more, when it ends in a hyphen, stands beside a line of quite other spacing, or is a last one of a few
   letters. More than two hyphens in a row are refused. */
#include <math.h>
#include <string.h>

#include "inline.h"
#include "layout.h"
#include "lines.h"
#include "scripts.h"

#define STRETCH 0.5      /* of a space's width: badness 100 */
#define SHRINK 0.22      /* of a space's width: the most */
#define RAGGED_STRETCH 3 /* em: what may stay empty at badness 100 */
#define LOOSEST 6.4      /* ratio above which a justified line is set ragged (LOOSEST_SPACE of lines.c) */
#define BADNESS_RAGGED 3000.0 /* of such a line, to which comes what stays empty of it */
#define SHORT_LAST 2.5   /* em: a last line that is too short */

#define PENALTY_DASH 40  /* behind a hyphen that is there */
#define PENALTY_HYPHEN 70
#define PENALTY_NAME 160 /* in a word with a capital */
#define PENALTY_SYMBOL 400
#define PENALTY_JOINED 900 /* "para. / 12" */

#define DEMERITS_HYPHENS 8000.0  /* two in a row */
#define DEMERITS_CONTRAST 6000.0
#define DEMERITS_SHORT_LAST 9000.0
#define DEMERITS_PARTED_LAST 20000.0

#define RUNS 3  /* hyphens in a row in front of a place: 0, 1, 2 */
#define FITS 4  /* tight, decent, loose, very loose */

/* A place where a line may end. */
struct spot {
    int piece, next;         /* last piece of the line (or the gap); first of the next one */
    struct hyphen_point *point; /* inside `piece`, or NULL */
    double end, solid, begin; /* width of the segment up to here, with and without the hyphen; up to where the next line begins */
    double end_space, begin_space; /* the white space in it */
    double penalty;
    gboolean gap, hyphen, dash;
};

struct node {
    int spot;                /* -1: the start */
    int before;              /* node, or -1 */
    double demerits;
    guint8 run, fit;
};

struct search {
    struct layout *l;
    struct para *p;
    int from, to;
    double first, room;
    gboolean justify;
    GArray *spots, *nodes;
};

static gboolean ends_in_dash(const struct shaped *s)
{
    return s && s->text_len && s->text[s->text_len - 1] == '-';
}

static void add_points(struct search *s, int i, double w, double space)
{
    int n;
    struct hyphen_point *points = lines_points(s->l, s->p, i, &n);
    const struct piece *piece = &s->p->pieces[i];
    double hyphen = n ? lines_hyphen(s->l, s->p, piece)->width : 0;
    gboolean name = n && g_unichar_isupper(g_utf8_get_char(piece->shaped->text));

    for (int k = 0; k < n; k++) {
        struct spot spot = {.piece = i, .next = i, .point = &points[k], .end = w + points[k].before + hyphen, .solid = w + points[k].before,
                            .begin = w + piece->width - points[k].behind, .end_space = space, .begin_space = space,
                            .penalty = name ? PENALTY_NAME : PENALTY_HYPHEN, .hyphen = TRUE};

        g_array_append_val(s->spots, spot);
    }
}

static void find_spots(struct search *s, gboolean hyphens, gboolean emergency)
{
    const struct para *p = s->p;
    double w = 0, space = 0;
    struct spot end = {.next = s->to};

    g_array_set_size(s->spots, 0);
    for (int i = s->from; i < s->to;) {
        const struct piece *piece = &p->pieces[i];
        struct spot spot = {.piece = i, .end = w, .solid = w, .end_space = space};

        if (piece_is_gap(piece)) {
            gboolean allowed = FALSE;

            for (; i < s->to && piece_is_gap(&p->pieces[i]); i++) {
                w += p->pieces[i].width;
                space += p->pieces[i].width;
                allowed = allowed || p->pieces[i].after == BREAK_ALLOWED;
            }
            if ((!allowed && !emergency) || i >= s->to || spot.piece == s->from)
                continue;
            spot.gap = TRUE;
            spot.penalty = allowed ? 0 : PENALTY_JOINED;
        } else {
            if (hyphens)
                add_points(s, i, w, space);
            w += piece->width;
            if (piece->shaped && piece->shaped->space)
                space += piece->width;
            spot.end_space = space;
            space += script_joint_space(piece->joint) * p->role->size;
            i++;
            if (i >= s->to || (piece->after != BREAK_ALLOWED && piece->after != BREAK_HYPHEN && (piece->after != BREAK_EMERGENCY || !emergency)))
                continue;
            spot.end = spot.solid = w;
            spot.hyphen = piece->after == BREAK_HYPHEN;
            spot.dash = ends_in_dash(piece->shaped);
            if (spot.hyphen)
                spot.end += lines_hyphen(s->l, p, piece)->width;
            spot.penalty = spot.hyphen ? PENALTY_HYPHEN : piece->after == BREAK_EMERGENCY ? PENALTY_SYMBOL : spot.dash ? PENALTY_DASH : 0;
        }
        spot.begin = w;
        spot.begin_space = space;
        spot.next = i;
        g_array_append_val(s->spots, spot);
    }
    /* white space at the end is in no line */
    end.piece = s->to - 1;
    for (int i = s->to - 1; i >= s->from && piece_is_gap(&p->pieces[i]); i--) {
        w -= p->pieces[i].width;
        space -= p->pieces[i].width;
    }
    end.end = end.solid = end.begin = w;
    end.end_space = end.begin_space = space;
    g_array_append_val(s->spots, end);
}

/* How far a line is from what it wants: 1 is badness 100, negative is tight; HUGE_VAL: it does not fit. */
static double ratio(const struct search *s, double width, double spaces, double room, gboolean last)
{
    double extra = room - width;

    if (extra < -0.01)
        return s->justify && spaces * SHRINK >= -extra ? extra / (spaces * SHRINK) : HUGE_VAL;
    if (last || extra < 0.01)
        return 0;
    return s->justify ? extra / MAX(spaces * STRETCH, 0.01) : extra / (RAGGED_STRETCH * s->p->role->size);
}

static guint8 fit_of(double r)
{
    return r < -0.5 ? 0 : r <= 0.5 ? 1 : r <= 1.2 ? 2 : 3;
}

/* A justified line of few long words ends up ragged; then the fuller one is the better. */
static double badness_of(const struct search *s, double r, double empty)
{
    double share = empty / (RAGGED_STRETCH * s->p->role->size);

    if (s->justify && r > LOOSEST)
        return BADNESS_RAGGED + MIN(100 * share * share * share, 100000);
    return MIN(100 * fabs(r) * r * r, 10000);
}

static double demerits(const struct search *s, const struct node *a, const struct spot *b, double r, double width, double empty,
                       gboolean last)
{
    double line = 5 + badness_of(s, r, empty), d = line * line + b->penalty * b->penalty;
    const struct spot *before = a->spot >= 0 ? &g_array_index(s->spots, struct spot, a->spot) : NULL;
    int contrast = (int)fit_of(r) - a->fit;

    if ((b->hyphen || b->dash) && a->run)
        d += DEMERITS_HYPHENS;
    if (s->justify && !last && before && (contrast > 1 || contrast < -1))
        d += DEMERITS_CONTRAST;
    if (last && before && width < SHORT_LAST * s->p->role->size)
        d += DEMERITS_SHORT_LAST * (1 - width / (SHORT_LAST * s->p->role->size));
    if (last && before && before->hyphen && b->end_space - before->begin_space < 0.01)
        d += DEMERITS_PARTED_LAST;
    return d;
}

/* The node at the end of the best way, or -1. */
static int search(struct search *s, double tolerance)
{
    GArray *active = g_array_new(FALSE, FALSE, sizeof(int));
    struct node start = {.spot = -1, .before = -1, .fit = 1};
    int zero = 0, best = -1;

    g_array_set_size(s->nodes, 0);
    g_array_append_val(s->nodes, start);
    g_array_append_val(active, zero);
    for (guint i = 0; i < s->spots->len && active->len; i++) {
        const struct spot *b = &g_array_index(s->spots, struct spot, i);
        gboolean last = i + 1 == s->spots->len;
        struct node found[RUNS][FITS];
        guint kept = 0;

        memset(found, 0, sizeof found);
        for (guint k = 0; k < active->len; k++) {
            int number = g_array_index(active, int, k);
            const struct node *a = &g_array_index(s->nodes, struct node, number);
            const struct spot *before = a->spot >= 0 ? &g_array_index(s->spots, struct spot, a->spot) : NULL;
            double from = before ? before->begin : 0, space = before ? before->begin_space : 0;
            double room = before ? s->room : s->first, spaces = b->end_space - space, r;
            int run = b->hyphen || b->dash ? MIN(a->run + 1, RUNS - 1) : 0;

            if (ratio(s, b->solid - from, spaces, room, last) == HUGE_VAL && b->solid > from)
                continue; /* too long, and so will be all that follow */
            g_array_index(active, int, kept++) = number;
            r = ratio(s, b->end - from + (b->point && !s->justify ? 0.3 : 0), spaces, room, last); /* shaping may widen a part a little */
            if (r > tolerance || (b->hyphen && a->run + 1 >= RUNS))
                continue;
            if (b->point && before && before->piece == b->piece && before->point)
                continue; /* one word on three lines */
            {
                double d = a->demerits + demerits(s, a, b, r, b->end - from, room - (b->end - from), last);
                struct node *n = &found[run][fit_of(r)];

                if (!n->demerits || d < n->demerits)
                    *n = (struct node){.spot = (int)i, .before = number, .demerits = d, .run = (guint8)run, .fit = fit_of(r)};
            }
        }
        g_array_set_size(active, kept);
        for (int run = 0; run < RUNS; run++)
            for (int fit = 0; fit < FITS; fit++)
                if (found[run][fit].demerits > 0) {
                    int number = (int)s->nodes->len;

                    g_array_append_val(s->nodes, found[run][fit]);
                    g_array_append_val(active, number);
                    if (last && (best < 0 || found[run][fit].demerits < g_array_index(s->nodes, struct node, best).demerits))
                        best = number;
                }
    }
    g_array_free(active, TRUE);
    return best;
}

/* The chosen spots into lines, words parted where they are. */
static void make_lines(struct search *s, int best, int *to, GArray *lines)
{
    GArray *chosen = g_array_new(FALSE, FALSE, sizeof(int));
    struct para *p = s->p;
    int from = s->from, shift = 0;

    for (int n = best; n > 0; n = g_array_index(s->nodes, struct node, n).before)
        g_array_append_val(chosen, g_array_index(s->nodes, struct node, n).spot);
    for (guint k = chosen->len; k-- > 0;) {
        const struct spot *b = &g_array_index(s->spots, struct spot, g_array_index(chosen, int, k));
        struct line line = {.from = from, .hyphen = (guint8)b->hyphen, .last = !k, .join = k && !b->gap};
        double w = 0;
        int i = b->piece + shift;

        if (b->point) {
            const struct piece *piece = &p->pieces[i];
            const struct face *face = p->runs[piece->run].face;
            const struct shaped *word = piece->shaped;

            shape_hyphen(s->l->shaper, face, word, b->point);
            lines_split(s->l, p, i, b->point->head, b->point->tail, BREAK_HYPHEN);
            shift++;
        }
        line.to = b->gap ? i : i + 1;
        while (!k && line.to > from && piece_is_gap(&p->pieces[line.to - 1]))
            line.to--;
        for (int j = from; j < line.to; j++)
            w += p->pieces[j].width;
        if (line.hyphen)
            w += lines_hyphen(s->l, p, &p->pieces[line.to - 1])->width;
        line.width = (float)w;
        g_array_append_val(lines, line);
        from = b->point ? i + 1 : b->next + shift;
    }
    *to += shift;
    g_array_free(chosen, TRUE);
}

gboolean breaks_total(struct layout *l, struct para *p, int from, int *to, double first, double room, GArray *lines)
{
    static const struct { double tolerance; gboolean hyphens, emergency; } passes[] = {
        {1.2, FALSE, FALSE}, {3, TRUE, FALSE}, {1e9, TRUE, FALSE}, {1e9, TRUE, TRUE}};
    struct search s = {.l = l, .p = p, .from = from, .to = *to, .first = first, .room = room, .justify = p->align == ALIGN_JUSTIFY,
                       .spots = g_array_new(FALSE, FALSE, sizeof(struct spot)), .nodes = g_array_new(FALSE, FALSE, sizeof(struct node))};
    int best = -1;

    for (guint i = 0; i < G_N_ELEMENTS(passes) && best < 0; i++) {
        if ((i == 1 && !p->role->hyphenate) || (i == 2 && s.justify)) /* a ragged line may be short rather than part a symbol */
            continue;
        find_spots(&s, passes[i].hyphens && p->role->hyphenate, passes[i].emergency);
        best = search(&s, passes[i].tolerance);
    }
    if (best >= 0)
        make_lines(&s, best, to, lines);
    g_array_free(s.spots, TRUE);
    g_array_free(s.nodes, TRUE);
    return best >= 0;
}
