/* Pieces of a paragraph into lines, and lines onto a page: breaks as Unicode (UAX #14, by pango) allows them, chosen over the
   whole paragraph (breaks.c) or, in table cells, by first fit; bidi levels put in order a line at a time (UAX #9). */
#include <string.h>

#include "inline.h"
#include "layout.h"
#include "lines.h"
#include "scripts.h"

#define HYPHEN_ZONE 0.2   /* of the line: first fit parts a word only when more than this would stay empty, */
#define HYPHEN_ZONE_EM 1.5 /* and more than this, in em */
#define HYPHENS_IN_A_ROW 2
#define LONGEST_TOTAL 6000 /* pieces: longer paragraphs are broken by first fit */
#define LOOSEST_SPACE 0.8 /* of the em: a line that would need more between its words stays ragged */

double role_baseline(const struct style_role *r, double leading)
{
    return leading / 2 + 0.233 * r->size; /* centres what lies between ascender (0.683 em) and descender (0.217 em) */
}

const struct shaped *lines_hyphen(struct layout *l, const struct para *p, const struct piece *piece)
{
    return shape_word(l->shaper, p->runs[piece->run].face, "-", 1)->parts[0].shaped;
}

double para_min_width(const struct para *p)
{
    double widest = 0, w = 0;

    for (int i = 0; i < p->n_pieces; i++) {
        const struct piece *piece = &p->pieces[i];

        if (piece_is_gap(piece)) {
            w = 0;
            continue;
        }
        w += piece->width + (piece->after == BREAK_HYPHEN ? p->role->size * 0.34 : 0);
        widest = MAX(widest, w);
        if (piece->after != BREAK_NONE && piece->after != BREAK_EMERGENCY)
            w = 0;
    }
    return widest;
}

double para_natural_width(const struct para *p)
{
    double widest = 0, w = 0;

    for (int i = 0; i < p->n_pieces; i++) {
        if (p->pieces[i].after == BREAK_FORCED)
            w = 0;
        w += p->pieces[i].width;
        widest = MAX(widest, w);
    }
    return widest;
}

struct hyphen_point *lines_points(struct layout *l, const struct para *p, int i, int *n)
{
    const struct piece *piece = &p->pieces[i], *before = i ? piece - 1 : NULL;
    const struct inline_run *run = &p->runs[piece->run];

    *n = 0;
    if (!p->role->hyphenate || !piece->shaped || piece->shaped->space || piece->shaped->rtl ||
        (run->node && run->node->tag == TAG_CODE))
        return NULL;
    if (before && before->shaped && !before->shaped->space && (before->after != BREAK_NONE ||
        (before->shaped->text_len && strchr("-/.@_=&?#", before->shaped->text[before->shaped->text_len - 1]))))
        return NULL; /* the end of a longer word */
    if (piece->after != BREAK_NONE)
        return NULL; /* its beginning */
    return shape_hyphens(l->shaper, run->face, piece->shaped, n);
}

void lines_split(struct layout *l, struct para *p, int i, const struct shaped *head, const struct shaped *tail, enum break_kind after)
{
    struct piece *pieces = arena_array_of(l->scratch, struct piece, p->n_pieces + 1);

    memcpy(pieces, p->pieces, sizeof *pieces * (gsize)(i + 1));
    memcpy(pieces + i + 1, p->pieces + i, sizeof *pieces * (gsize)(p->n_pieces - i));
    pieces[i].shaped = head;
    pieces[i].width = (float)head->width;
    pieces[i].after = after;
    pieces[i].joint = 0;
    pieces[i + 1].shaped = tail;
    pieces[i + 1].width = (float)tail->width;
    p->pieces = pieces;
    p->n_pieces++;
    for (int k = 0; k < p->n_calls; k++)
        if (p->calls[k].piece >= i)
            p->calls[k].piece++;
}

/* Cuts piece i where its first clusters still fit into `room`; at least one cluster stays, if `force`. FALSE: no cut helps. */
static gboolean cut_piece(struct layout *l, struct para *p, int i, double room, gboolean force)
{
    const struct shaped *whole = p->pieces[i].shaped;
    int cut = whole ? whole->text_len : 0;
    double w = 0;
    const struct face *face;
    const struct shaped *head;

    if (!whole || whole->text_len < 2)
        return FALSE;
    if (!whole->rtl) {
        for (int g = 0; g < whole->n_glyphs; g++) {
            w += whole->advances[g];
            if (w > room && whole->clusters[g] > 0) {
                cut = whole->clusters[g];
                break;
            }
            if (w > room) { /* the first cluster alone is too wide */
                int k = g;

                while (k < whole->n_glyphs && whole->clusters[k] == 0)
                    k++;
                cut = force && k < whole->n_glyphs ? whole->clusters[k] : 0;
                break;
            }
        }
    } else {
        for (int g = whole->n_glyphs - 1; g >= 0; g--) {
            w += whole->advances[g];
            if (w > room && (whole->clusters[g] > 0 || force)) {
                cut = whole->clusters[g] > 0 ? whole->clusters[g] : (int)(g_utf8_next_char(whole->text) - whole->text);
                break;
            }
        }
    }
    if (cut <= 0 || cut >= whole->text_len)
        return FALSE;
    face = p->runs[p->pieces[i].run].face;
    head = shape_part(l->shaper, face, whole, 0, cut);
    while (head->width > room + 0.01) { /* the last letter of a part may be wider than it was in the middle */
        int less = 0;

        for (int g = 0; g < whole->n_glyphs; g++)
            if (whole->clusters[g] < cut)
                less = MAX(less, whole->clusters[g]);
        if (less <= 0)
            break;
        cut = less;
        head = shape_part(l->shaper, face, whole, 0, cut);
    }
    if (head->width > room + 0.01 && !force)
        return FALSE;
    lines_split(l, p, i, head, shape_part(l->shaper, face, whole, cut, whole->text_len), BREAK_EMERGENCY);
    return TRUE;
}

/* Parts piece i so that as much of it as can be fits into room with a hyphen. Its width then, or 0. */
static double part_piece(struct layout *l, struct para *p, int i, double room)
{
    int n;
    struct hyphen_point *points = lines_points(l, p, i, &n);
    double hyphen;

    if (!n)
        return 0;
    hyphen = lines_hyphen(l, p, &p->pieces[i])->width;
    while (n-- > 0)
        if (points[n].before + hyphen <= room + 0.5) {
            shape_hyphen(l->shaper, p->runs[p->pieces[i].run].face, p->pieces[i].shaped, &points[n]);
            if (points[n].before + hyphen > room + 0.01)
                continue;
            lines_split(l, p, i, points[n].head, points[n].tail, BREAK_HYPHEN);
            return points[n].head->width + hyphen;
        }
    return 0;
}

/* The line that starts at `from`, behind so many that end in hyphens. Never empty. */
static struct line next_line(struct layout *l, struct para *p, int from, double room, int hyphens)
{
    double zone = MAX(room * HYPHEN_ZONE, p->role->size * HYPHEN_ZONE_EM), part;
    struct line best = {.from = from, .to = -1}, emergency = {.from = from, .to = -1};
    double w = 0, solid = 0; /* with and without white space at the end */
    int solid_to = from;

    for (int i = from; i < p->n_pieces; i++) {
        const struct piece *piece = &p->pieces[i];

        if (piece->after == BREAK_FORCED)
            return (struct line){.from = from, .to = solid_to, .width = (float)solid, .last = TRUE};
        w += piece->width;
        if (piece_is_gap(piece)) {
            if (i > from && piece->after == BREAK_ALLOWED)
                best = (struct line){.from = from, .to = solid_to, .width = (float)solid};
            else if (i > from)
                emergency = (struct line){.from = from, .to = solid_to, .width = (float)solid};
            continue;
        }
        if (w > room + 0.01) {
            if ((best.to <= from || (room - best.width > zone && hyphens < HYPHENS_IN_A_ROW)) &&
                (part = part_piece(l, p, i, room - (w - piece->width))) > 0)
                return (struct line){.from = from, .to = i + 1, .width = (float)(w - p->pieces[i].width - p->pieces[i + 1].width + part),
                                     .hyphen = TRUE, .join = TRUE};
            if (best.to > from)
                return best;
            if (emergency.to > from)
                return emergency;
            if (cut_piece(l, p, i, room - (w - piece->width), i == from)) {
                solid += p->pieces[i].width;
                return (struct line){.from = from, .to = i + 1, .width = (float)solid, .join = TRUE};
            }
            if (i > from)
                return (struct line){.from = from, .to = i, .width = (float)solid, .join = TRUE};
        }
        solid = w;
        solid_to = i + 1;
        if (piece->after == BREAK_ALLOWED)
            best = (struct line){.from = from, .to = i + 1, .width = (float)w, .join = TRUE};
        else if (piece->after == BREAK_EMERGENCY)
            emergency = (struct line){.from = from, .to = i + 1, .width = (float)w, .join = TRUE};
        else if (piece->after == BREAK_HYPHEN) {
            double hyphen = lines_hyphen(l, p, piece)->width;

            if (w + hyphen <= room + 0.01)
                best = (struct line){.from = from, .to = i + 1, .width = (float)(w + hyphen), .hyphen = TRUE, .join = TRUE};
        }
    }
    return (struct line){.from = from, .to = solid_to, .width = (float)solid, .last = TRUE};
}

/* A label too long for a line takes several, above the text. */
static void place_label(struct layout *l, struct para *p, double room_before)
{
    const struct style_role *r = p->role;
    double wanted = r->start - r->label, room = MIN(wanted, room_before), w;

    para_break(l, p->label, p->width + room, 0);
    w = p->label->n_lines ? p->label->lines[0].width : 0;
    if (r->label_align == ALIGN_END && w + r->label_gap <= room)
        p->label_x = -r->label_gap - w;
    else
        p->label_x = -room;
    p->first = MAX(r->first, p->label_x + w + r->label_gap);
    if (p->label_x + w + r->label_gap <= 0.01)
        p->first = r->first;
    if (p->label->n_lines > 1)
        p->first = p->width;
}

void para_break(struct layout *l, struct para *p, double width, double room_before)
{
    GArray *lines = g_array_new(FALSE, TRUE, sizeof(struct line));
    int i = 0, hyphens = 0;

    p->width = MAX(width, 1);
    p->first = p->role->first;
    if (p->label)
        place_label(l, p, room_before);
    if (p->first > p->width - 2 * p->role->size) { /* no room beside the label: the text starts below it */
        p->first = 0;
        while (p->label && p->label_lines < MAX(1, p->label->n_lines)) {
            struct line alone = {.join = TRUE};

            g_array_append_val(lines, alone);
            p->label_lines++;
        }
    }
    while (i < p->n_pieces) {
        struct line line;

        if (p->total && (!i || p->pieces[i - 1].after == BREAK_FORCED)) {
            int end = i;

            while (end < p->n_pieces && p->pieces[end].after != BREAK_FORCED)
                end++;
            if (end - i > 1 && end - i < LONGEST_TOTAL &&
                breaks_total(l, p, i, &end, p->width - (lines->len ? 0 : p->first), p->width, lines)) {
                i = end + 1;
                continue;
            }
        }
        while (i && i < p->n_pieces && piece_is_gap(&p->pieces[i]))
            i++;
        if (i >= p->n_pieces)
            break;
        if (lines->len) {
            const struct line *last = &g_array_index(lines, struct line, lines->len - 1);

            hyphens = last->hyphen ? hyphens + 1 : 0;
        }
        line = next_line(l, p, i, p->width - (lines->len ? 0 : p->first), hyphens);
        i = line.to;
        while (i < p->n_pieces && piece_is_gap(&p->pieces[i]))
            i++;
        if (i < p->n_pieces && p->pieces[i].after == BREAK_FORCED && line.last)
            i++;
        else if (i >= p->n_pieces)
            line.last = TRUE;
        g_array_append_val(lines, line);
    }
    if (!lines->len && p->label) {
        struct line empty = {.last = TRUE};

        g_array_append_val(lines, empty);
    }
    p->n_lines = (int)lines->len;
    p->lines = arena_array_of(l->scratch, struct line, MAX(1, p->n_lines));
    if (lines->len)
        memcpy(p->lines, lines->data, sizeof(struct line) * lines->len);
    g_array_free(lines, TRUE);
}

/* ---- onto the page ---- */

/* How much of the stretch of a space opens behind a piece. */
static double stretch_share(const struct para *p, const struct line *line, int i)
{
    const struct piece *piece = &p->pieces[i];

    return piece->shaped && piece->shaped->space ? 1 : i + 1 < line->to ? script_joint_share(piece->joint) : 0;
}

/* Left edges of the pieces of a line, by bidi level (UAX #9, L2). */
static void arrange(const struct para *p, const struct line *line, double x, double stretch, double *at)
{
    int n = line->to - line->from, *order = g_newa(int, n + 1);
    int highest = 0, lowest_odd = 255;

    for (int i = 0; i < n; i++) {
        int level = p->pieces[line->from + i].level;

        order[i] = i;
        highest = MAX(highest, level);
        if (level & 1)
            lowest_odd = MIN(lowest_odd, level);
    }
    for (int level = highest; level >= lowest_odd && level > 0; level--)
        for (int i = 0; i < n;) {
            int j = i;

            while (j < n && p->pieces[line->from + order[j]].level >= level)
                j++;
            for (int a = i, b = j - 1; a < b; a++, b--) {
                int t = order[a];

                order[a] = order[b];
                order[b] = t;
            }
            i = j > i ? j : i + 1;
        }
    for (int i = 0; i < n; i++) {
        const struct piece *piece = &p->pieces[line->from + order[i]];

        at[order[i]] = x;
        x += piece->width + stretch * stretch_share(p, line, order[i] + line->from);
    }
    at[n] = x;
}

static gboolean same_item(const struct inline_run *a, const struct inline_run *b)
{
    return a->node == b->node && a->rise == b->rise && a->link == b->link &&
           !a->picture && !b->picture && !memcmp(&a->colour, &b->colour, sizeof a->colour);
}

/* A picture among words stands a little below the baseline, as their letters do. */
static void paint_picture(struct canvas *canvas, const struct inline_run *run, double x, double baseline, enum artifact artifact)
{
    enum artifact kind = artifact != ARTIFACT_NONE ? artifact : run->node ? ARTIFACT_NONE : ARTIFACT_LAYOUT;
    struct page_item *item = canvas_item(canvas, ITEM_IMAGE, kind, kind == ARTIFACT_NONE ? run->node : NULL);
    double y = baseline - run->rise - run->picture->h * 0.8;

    item->image = (struct item_image){x, y, run->picture->w, run->picture->h, run->picture->file, run->picture->png};
    if (kind == ARTIFACT_NONE) {
        run->node->box_page = canvas->index;
        run->node->box_x = x;
        run->node->box_y = y;
        run->node->box_w = run->picture->w;
        run->node->box_h = run->picture->h;
    }
}

static void paint_pieces(struct layout *l, struct canvas *canvas, const struct para *p, const struct line *line,
                         const double *at, double baseline, enum artifact artifact, unsigned end_flags)
{
    int n = line->to - line->from;
    struct placed *placed = arena_array_of(l->arena, struct placed, n + 1);
    int used = 0;

    for (int i = 0; i < n;) {
        const struct inline_run *run = &p->runs[p->pieces[line->from + i].run];
        struct page_item *item;
        int first = used, j = i;
        double left = at[i], right = at[i];

        if (run->picture) {
            paint_picture(canvas, run, at[i], baseline, artifact);
            i++;
            continue;
        }

        for (; j < n && same_item(run, &p->runs[p->pieces[line->from + j].run]); j++) {
            const struct piece *piece = &p->pieces[line->from + j];

            if (!piece->shaped)
                continue;
            placed[used++] = (struct placed){.shaped = piece->shaped, .x = at[j]};
            left = MIN(left, at[j]);
            right = MAX(right, at[j] + piece->width);
        }
        if (used > first) {
            enum artifact kind = artifact != ARTIFACT_NONE ? artifact : run->node ? ARTIFACT_NONE : ARTIFACT_LAYOUT;

            if (j >= n && line->hyphen) {
                placed[used++] = (struct placed){.shaped = lines_hyphen(l, p, &p->pieces[line->to - 1]), .x = at[n]};
            }
            item = canvas_item(canvas, ITEM_TEXT, kind, kind == ARTIFACT_NONE ? run->node : NULL);
            item->text = (struct item_text){.y = baseline - run->rise, .colour = run->colour, .runs = placed + first,
                                            .n_runs = used - first, .flags = j >= n ? end_flags : 0};
            if (run->link && artifact == ARTIFACT_NONE && !p->one_link) {
                double size = face_size(run->face);

                item = canvas_item(canvas, ITEM_LINK, ARTIFACT_NONE, run->link->node);
                item->link = (struct item_link){.x = left, .y = baseline - run->rise - size * 0.8, .w = right - left,
                                                .h = size * 1.1, .uri = run->link->uri,
                                                .destination = run->link->destination,
                                                .description = run->link->description};
            }
        }
        i = j;
    }
}

/* Dots from the end of a contents entry to its page number, which is filled in when all pages are known. */
static void paint_leader(struct layout *l, struct canvas *canvas, const struct para *p, double end, double edge,
                         double baseline)
{
    static const double dash[] = {0.7, 3.3};
    const struct inline_run *run = &p->runs[p->n_runs - 1];
    struct placed *placed = arena_new_of(l->arena, struct placed);
    struct page_item *item = canvas_item(canvas, ITEM_TEXT, run->node ? ARTIFACT_NONE : ARTIFACT_LAYOUT, run->node);
    struct late late = {.placed = placed, .face = run->face, .destination = p->leader, .edge = edge, .rtl = p->rtl};
    double side = p->rtl ? -1 : 1, from = end + side * p->role->size * 0.5, to = edge - side * p->leader_room * 0.8;

    item->text = (struct item_text){.y = baseline, .colour = run->colour, .runs = placed, .n_runs = 1};
    g_array_append_val(l->late, late);
    if (side * (to - from) > 8) {
        item = canvas_under(canvas, ITEM_STROKE);
        item->stroke = (struct item_stroke){.x1 = to, .y1 = baseline - 0.4, .x2 = from, .y2 = baseline - 0.4,
                                            .width = 0.7, .colour = run->colour, .dash = dash, .n_dash = 2};
    }
}

/* The whole line is active, from the label to the page number. */
static void paint_one_link(struct canvas *canvas, const struct para *p, double x, double y)
{
    const struct link_target *link = p->n_runs ? p->runs[0].link : NULL;
    double before = p->label ? -p->label_x : 0, after = p->leader_room;
    struct page_item *item;

    if (!link || !link->node)
        return;
    item = canvas_item(canvas, ITEM_LINK, ARTIFACT_NONE, link->node);
    item->link = (struct item_link){.x = x - (p->rtl ? after : before), .y = y, .w = p->width + before + after,
                                    .h = p->leading, .uri = link->uri, .destination = link->destination,
                                    .description = link->description};
}

void para_paint_line(struct layout *l, struct canvas *canvas, const struct para *p, int i, double x, double y,
                     enum artifact artifact)
{
    const struct line *line = &p->lines[i];
    int n = line->to - line->from;
    double *at = g_new(double, n + 1);
    double spaces = 0; /* counting what opens like one */
    double indent = i ? 0 : p->first, room = p->width - indent, extra = room - line->width, stretch = 0, left;
    double baseline = y + role_baseline(p->role, p->leading);
    unsigned flags = 0;
    enum align align = p->align;

    if (i + 1 < p->n_lines && !line->join)
        flags |= TEXT_LINE_END;
    if (line->hyphen)
        flags |= TEXT_HYPHEN;
    if (p->leader && i + 1 == p->n_lines)
        flags |= TEXT_LINE_END;
    for (int k = line->from; k < line->to; k++)
        spaces += stretch_share(p, line, k);
    if (align == ALIGN_JUSTIFY && (!line->last || extra < 0) && spaces > 0 && extra / spaces < LOOSEST_SPACE * p->role->size)
        stretch = extra / spaces;
    if (align == ALIGN_JUSTIFY || align == ALIGN_DECIMAL)
        align = align == ALIGN_DECIMAL ? ALIGN_END : ALIGN_START;
    if (stretch)
        extra = 0;
    left = x + (l->rtl ? 0 : indent);
    if (align == ALIGN_CENTER)
        left += extra / 2;
    else if ((align == ALIGN_END) != !!p->rtl)
        left += extra;
    arrange(p, line, left, stretch, at);
    if (p->label && i < MAX(1, p->label_lines) && i < p->label->n_lines) {
        double w = p->label->lines[i].width;
        double lx = l->rtl ? x + p->width - p->label_x - w : x + p->label_x;
        struct para label = *p->label;

        label.width = w;
        label.first = 0;
        label.align = ALIGN_START;
        label.leading = p->leading;
        label.role = p->role;
        label.lines[i].last = TRUE;
        label.n_lines++; /* a space follows */
        label.label = NULL;
        label.one_link = p->one_link;
        para_paint_line(l, canvas, &label, i, lx, y, artifact);
    }
    paint_pieces(l, canvas, p, line, at, baseline, artifact, flags);
    if (p->leader && i + 1 == p->n_lines)
        paint_leader(l, canvas, p, p->rtl ? left : at[n], p->rtl ? x - p->leader_room : x + p->width + p->leader_room, baseline);
    if (p->leader && p->one_link && artifact == ARTIFACT_NONE)
        paint_one_link(canvas, p, x, y);
    g_free(at);
}

/* A sign that parts whole numbers from their fraction: a point, or a comma that does not part thousands (three digits behind it,
   and more than a naught in front of it), or the Arabic one. */
static gboolean is_decimal_sign(gunichar sign, const char *behind, const char *end, int digits_before, gboolean naught)
{
    int digits = 0;

    for (; behind < end && g_unichar_isdigit(g_utf8_get_char(behind)); behind = g_utf8_next_char(behind))
        digits++;
    return digits_before && digits && (sign == '.' || sign == 0x66b || (sign == ',' && (digits != 3 || naught)));
}

double para_decimal_tail(const struct para *p)
{
    double total = 0, sign = -1, digits_end = -1, right = 0;

    for (int i = 0; i < p->n_pieces; i++) {
        const struct piece *piece = &p->pieces[i];
        const struct shaped *s = piece->shaped;
        const char *end = s ? s->text + s->text_len : NULL;
        int digits = 0;
        gboolean naught = FALSE;

        if (p->rtl && (piece->level & 1)) { /* what is read before the digits stands at their right (a minus), and the other way round */
            right += digits_end < 0 ? piece->width : 0;
            continue;
        }
        if (!s || s->rtl || p->runs[piece->run].rise > 0) {
            total += piece->width;
            continue;
        }
        for (int g = 0; g < s->n_glyphs; g++) {
            const char *c = s->text + s->clusters[g];
            gunichar u = g_utf8_get_char(c);

            if (is_decimal_sign(u, g_utf8_next_char(c), end, digits, naught))
                sign = total;
            total += s->advances[g];
            if (g_unichar_isdigit(u)) {
                naught = !digits && g_unichar_digit_value(u) == 0;
                digits++;
                digits_end = total;
            } else
                digits = 0;
        }
    }
    return sign >= 0 ? right + total - sign : digits_end >= 0 ? right + total - digits_end : 0;
}
