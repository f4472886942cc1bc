/* Inline content of the document tree to lines of shaped words.
   First the words are gathered into one string of folded white space with runs (face, node, link, colour); every node that
   gets text is a leaf, so that text beside a link or note gets a SPAN of its own and no mark is lost. Then runs become
   pieces, by kept words where letters do not depend on their surroundings and by whole paragraphs where they do.
   Last, pieces become lines: first fit, breaks as Unicode (UAX #14, by pango) allows them. */
#include "inline.h"

#include <string.h>

#include "layout.h"

#define SUPERSCRIPT_SIZE 0.66
#define SUPERSCRIPT_RISE 0.36
#define CODE_SIZE 0.9
#define LOOSEST_SPACE 0.8 /* of the em: a line that would need more between its words stays ragged */

/* A node under construction: text goes to `leaf`, made when the first letter comes. */
struct container {
    struct tag_node *node;
    gboolean mixed;          /* has nodes among its words, so its words need nodes too */
    struct tag_node *leaf;
};

struct state {
    struct container *container;
    const struct style_font *font;
    const struct link_target *link;
    const char *lang;
    struct colour colour;
    double size, rise;
    int weight;
    gboolean italic, artifact;
};

struct builder {
    struct layout *l;
    const struct inline_context *c;
    GString *text;
    GArray *runs;            /* of struct inline_run */
    GArray *calls;           /* of struct note_call; `piece` is an offset in the text until pieces exist */
    gboolean note_just_called;
};

double role_baseline(const struct style_role *r, double leading)
{
    return leading / 2 + 0.233 * r->size; /* centres what lies between ascender (0.683 em) and descender (0.217 em) */
}

/* ---- gathering ---- */

static struct tag_node *leaf_of(struct builder *b, struct container *c)
{
    if (!c->node)
        return NULL;
    if (!c->leaf)
        c->leaf = c->mixed ? tag_node_new(b->l->arena, c->node, TAG_SPAN) : c->node;
    return c->leaf;
}

static void open_run(struct builder *b, const struct state *s)
{
    struct tag_node *node = s->artifact ? NULL : leaf_of(b, s->container);
    const struct face *face = shaper_face(b->l->shaper, s->font, s->size, s->weight, s->italic, s->lang);
    struct inline_run *last = b->runs->len ? &g_array_index(b->runs, struct inline_run, b->runs->len - 1) : NULL;
    struct inline_run run;

    if (last && last->face == face && last->node == node && last->link == s->link && last->rise == (float)s->rise &&
        !memcmp(&last->colour, &s->colour, sizeof s->colour))
        return;
    run = (struct inline_run){.face = face, .node = node, .link = s->link, .colour = s->colour,
                              .rise = (float)s->rise, .offset = (int)b->text->len};
    g_array_append_val(b->runs, run);
}

static void run_grow(struct builder *b)
{
    struct inline_run *last = &g_array_index(b->runs, struct inline_run, b->runs->len - 1);

    last->len = (int)b->text->len - last->offset;
}

/* White space of the source: one space, and none at the start or behind another. */
static gboolean is_white(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static void add_text(struct builder *b, const struct state *s, const char *text)
{
    for (const char *p = text; *p;) {
        const char *start = p;

        if (is_white(*p)) {
            while (is_white(*p))
                p++;
            if (b->text->len && !is_white(b->text->str[b->text->len - 1])) {
                open_run(b, s);
                g_string_append_c(b->text, ' ');
                run_grow(b);
            }
            continue;
        }
        while (*p && !is_white(*p))
            p++;
        open_run(b, s);
        g_string_append_len(b->text, start, p - start);
        run_grow(b);
        b->note_just_called = FALSE;
    }
}

static void strip_end(struct builder *b)
{
    if (b->text->len && b->text->str[b->text->len - 1] == ' ') {
        g_string_truncate(b->text, b->text->len - 1);
        run_grow(b);
        if (!g_array_index(b->runs, struct inline_run, b->runs->len - 1).len)
            g_array_set_size(b->runs, b->runs->len - 1);
    }
}

static gboolean makes_node(xmlNodePtr n)
{
    static const char *const names[] = {"link", "ref", "note", "noteref", "code"};

    for (guint i = 0; i < G_N_ELEMENTS(names); i++)
        if (layout_is(n, names[i]))
            return TRUE;
    return xmlHasNsProp(n, (const xmlChar *)"lang", XML_XML_NAMESPACE) != NULL;
}

static gboolean holds_nodes(xmlNodePtr parent)
{
    for (xmlNodePtr n = parent->children; n; n = n->next)
        if (n->type == XML_ELEMENT_NODE && (makes_node(n) || (!layout_is(n, "note") && holds_nodes(n))))
            return TRUE;
    return FALSE;
}

static void add_content(struct builder *b, const struct state *s, xmlNodePtr parent);

/* A node among the words: what follows it in the parent needs a new leaf. */
static struct tag_node *inline_node(struct builder *b, const struct state *s, enum tag tag)
{
    struct tag_node *node;

    if (!s->container->node)
        return NULL;
    node = tag_node_new(b->l->arena, s->container->node, tag);
    s->container->leaf = NULL;
    return node;
}

static void add_link(struct builder *b, const struct state *s, xmlNodePtr n, gboolean inside)
{
    struct layout *l = b->l;
    struct tag_node *node = inline_node(b, s, TAG_LINK);
    struct container container = {.node = node, .mixed = holds_nodes(n)};
    struct link_target *target = arena_new_of(l->arena, struct link_target);
    const char *where = layout_attribute(l, n, inside ? "to" : "href");
    char *words = inline_plain_text(n);
    struct state inner = *s;

    if (inside)
        target->destination = arena_strdup(l->arena, where);
    else
        target->uri = arena_strdup(l->arena, where);
    target->description = *words && !inside && strcmp(words, where)
                              ? arena_strdup(l->arena, words)
                              : arena_strdup(l->arena, *words ? words : where);
    target->node = node;
    g_free(words);
    inner.container = &container;
    inner.link = node ? target : NULL;
    if (!inside)
        inner.colour = style_colour(l->style, "link")->light;
    add_content(b, &inner, n);
}

/* The raised mark of a note, a link to it. */
static void add_mark(struct builder *b, const struct state *s, const char *label, const char *id)
{
    struct layout *l = b->l;
    struct state mark = *s;
    struct container container = {0};
    struct link_target *target = arena_new_of(l->arena, struct link_target);
    struct tag_node *reference;

    mark.size = s->size * SUPERSCRIPT_SIZE;
    mark.rise = s->rise + s->size * SUPERSCRIPT_RISE;
    mark.italic = FALSE;
    mark.weight = 400;
    if (b->note_just_called)
        add_text(b, &mark, ",");
    reference = inline_node(b, s, TAG_REFERENCE);
    if (reference && id) {
        container.node = tag_node_new(l->arena, reference, TAG_LINK);
        target->destination = arena_strdup(l->arena, id);
        target->description = arena_strdup(l->arena, label);
        target->node = container.node;
        mark.link = target;
    } else
        container.node = reference;
    mark.container = &container;
    add_text(b, &mark, label);
    b->note_just_called = TRUE;
}

static void add_note(struct builder *b, const struct state *s, xmlNodePtr n)
{
    const char *label = layout_attribute(b->l, n, "label");
    struct note_call call;

    add_mark(b, s, label ? label : "*", layout_attribute(b->l, n, "id"));
    call.piece = (int)b->text->len - 1;
    call.note = layout_note(b->l, n, s->container->node, s->lang, b->c->origin);
    if (call.note)
        g_array_append_val(b->calls, call);
}

static void add_status(struct builder *b, const struct state *s, xmlNodePtr n)
{
    const char *tone = layout_attribute(b->l, n, "tone");
    const struct style_colour *c = style_colour(b->l->style, tone);
    struct state inner = *s;

    if (c->tone) {
        inner.colour = c->light;
        if (*c->shape) {
            inner.artifact = TRUE;
            add_text(b, &inner, c->shape);
            add_text(b, &inner, "\u00a0");
            inner.artifact = FALSE;
        }
    }
    add_content(b, &inner, n);
}

static void add_span_role(struct builder *b, struct state *s, xmlNodePtr n)
{
    const char *role = layout_attribute(b->l, n, "role");
    char *name;

    if (!role)
        return;
    name = g_strconcat("span-", role, NULL);
    if (style_has_role(b->l->style, name)) {
        const struct style_role *r = style_role(b->l->style, name);

        s->weight = MAX(s->weight, r->weight);
        s->italic = s->italic || r->italic;
        if (strcmp(r->colour->id, "text"))
            s->colour = r->colour->light;
    }
    g_free(name);
}

static void add_element(struct builder *b, const struct state *s, xmlNodePtr n)
{
    struct state inner = *s;
    const char *lang = layout_lang(b->l, n, NULL);
    struct container container = {0};

    if (layout_is(n, "link") || layout_is(n, "ref")) {
        add_link(b, s, n, layout_is(n, "ref"));
        return;
    }
    if (layout_is(n, "note")) {
        add_note(b, s, n);
        return;
    }
    if (layout_is(n, "noteref")) {
        const char *label = layout_attribute(b->l, n, "label");

        add_mark(b, s, label ? label : "*", layout_attribute(b->l, n, "to"));
        return;
    }
    if (layout_is(n, "br")) {
        strip_end(b);
        open_run(b, s);
        g_string_append_c(b->text, '\n');
        run_grow(b);
        return;
    }
    if (layout_is(n, "page-number") || layout_is(n, "page-count")) {
        const char *number = layout_is(n, "page-number") ? b->c->page_number : b->c->page_count;

        if (number)
            add_text(b, s, number);
        return;
    }
    if (layout_is(n, "code")) {
        container = (struct container){.node = inline_node(b, s, TAG_CODE), .mixed = holds_nodes(n)};
        inner.container = &container;
        inner.font = style_font(b->l->style, "mono");
        inner.size = s->size * CODE_SIZE;
    } else if (lang) {
        container = (struct container){.node = inline_node(b, s, TAG_SPAN), .mixed = holds_nodes(n)};
        inner.container = &container;
    }
    if (lang) {
        inner.lang = lang;
        if (container.node && strcmp(lang, s->lang))
            container.node->lang = arena_strdup(b->l->arena, lang);
    }
    if (layout_is(n, "em"))
        inner.italic = !s->italic;
    else if (layout_is(n, "strong"))
        inner.weight = 700;
    else if (layout_is(n, "sup")) {
        inner.size = s->size * SUPERSCRIPT_SIZE;
        inner.rise = s->rise + s->size * SUPERSCRIPT_RISE;
    } else if (layout_is(n, "gap")) {
        inner.colour = style_colour(b->l->style, "gap")->light;
        inner.italic = TRUE;
    } else if (layout_is(n, "status")) {
        add_status(b, &inner, n);
        return;
    } else if (layout_is(n, "span"))
        add_span_role(b, &inner, n);
    add_content(b, &inner, n);
}

static void add_content(struct builder *b, const struct state *s, xmlNodePtr parent)
{
    for (xmlNodePtr n = parent->children; n; n = n->next)
        if (n->type == XML_TEXT_NODE || n->type == XML_CDATA_SECTION_NODE)
            add_text(b, s, (const char *)n->content);
        else if (n->type == XML_ELEMENT_NODE)
            add_element(b, s, n);
}

char *inline_plain_text(xmlNodePtr content)
{
    GString *out = g_string_new(NULL);
    xmlChar *text = xmlNodeGetContent(content);

    for (const char *p = (const char *)text; p && *p; p++)
        if (!is_white(*p))
            g_string_append_c(out, *p);
        else if (out->len && out->str[out->len - 1] != ' ')
            g_string_append_c(out, ' ');
    if (out->len && out->str[out->len - 1] == ' ')
        g_string_truncate(out, out->len - 1);
    xmlFree(text);
    return g_string_free(out, FALSE);
}

/* ---- pieces ---- */

static void add_piece(GArray *pieces, const struct shaped *shaped, guint run, enum break_kind after, int level)
{
    struct piece piece = {.shaped = shaped, .width = shaped ? (float)shaped->width : 0, .run = (guint16)run,
                          .after = (guint8)after, .level = (guint8)level};

    g_array_append_val(pieces, piece);
}

/* Kept words, run by run. ends[i] gets the text offset behind piece i. */
static void pieces_by_words(struct builder *b, GArray *pieces, GArray *ends)
{
    for (guint r = 0; r < b->runs->len; r++) {
        const struct inline_run *run = &g_array_index(b->runs, struct inline_run, r);
        const char *p = b->text->str + run->offset, *end = p + run->len;

        while (p < end) {
            const char *start = p;
            int at;

            if (*p == ' ' || *p == '\n') {
                add_piece(pieces, *p == ' ' ? shape_space(b->l->shaper, run->face, FALSE) : NULL, r,
                          *p == ' ' ? BREAK_ALLOWED : BREAK_FORCED, 0);
                p++;
            } else if (p[0] == '\xc2' && p[1] == '\xa0') {
                add_piece(pieces, shape_space(b->l->shaper, run->face, TRUE), r, BREAK_NONE, 0);
                p += 2;
            } else {
                const struct word *w;

                while (p < end && *p != ' ' && *p != '\n' && !(p[0] == '\xc2' && p[1] == '\xa0'))
                    p++;
                w = shape_word(b->l->shaper, run->face, start, (int)(p - start));
                at = (int)(start - b->text->str);
                for (int i = 0; i < w->n_parts; i++) {
                    add_piece(pieces, w->parts[i].shaped, r, w->parts[i].after, 0);
                    at += w->parts[i].shaped->text_len;
                    if (i + 1 < w->n_parts)
                        g_array_append_val(ends, at);
                }
                if (!w->n_parts)
                    continue;
            }
            at = (int)(p - b->text->str);
            g_array_append_val(ends, at);
        }
    }
}

/* Paragraphs between forced ends, each shaped as a whole. */
static void pieces_by_paragraph(struct builder *b, GArray *pieces, GArray *ends)
{
    const char *text = b->text->str;
    int len = (int)b->text->len, start = 0;

    while (start < len) {
        const char *stop = memchr(text + start, '\n', (gsize)(len - start));
        int end = stop ? (int)(stop - text) : len, at;
        GArray *runs = g_array_new(FALSE, FALSE, sizeof(struct shape_run));
        GArray *map = g_array_new(FALSE, FALSE, sizeof(guint));
        GArray *shaped = g_array_new(FALSE, FALSE, sizeof(struct shaped_piece));
        guint r = 0, last = 0;

        for (guint i = 0; i < b->runs->len; i++) {
            const struct inline_run *run = &g_array_index(b->runs, struct inline_run, i);
            int from = MAX(run->offset, start), to = MIN(run->offset + run->len, end);
            struct shape_run part = {.face = run->face, .offset = from - start, .len = to - from};

            if (from < to) {
                g_array_append_val(runs, part);
                g_array_append_val(map, i);
                last = i;
            }
        }
        shape_paragraph(b->l->shaper, text + start, end - start, (struct shape_run *)runs->data, (int)runs->len,
                        b->c->rtl, shaped);
        for (guint i = 0; i < shaped->len; i++) {
            const struct shaped_piece *p = &g_array_index(shaped, struct shaped_piece, i);

            while (r + 1 < runs->len && p->offset >= g_array_index(runs, struct shape_run, r + 1).offset)
                r++;
            add_piece(pieces, p->shaped, g_array_index(map, guint, r), p->after, p->level);
            at = start + p->offset + p->shaped->text_len;
            g_array_append_val(ends, at);
        }
        if (stop) {
            add_piece(pieces, NULL, last, BREAK_FORCED, b->c->rtl);
            at = end + 1;
            g_array_append_val(ends, at);
        }
        g_array_free(runs, TRUE);
        g_array_free(map, TRUE);
        g_array_free(shaped, TRUE);
        start = end + 1;
    }
}

static gpointer array_keep(struct arena *a, GArray *array, gsize size)
{
    gpointer copy = arena_alloc(a, size * MAX(1, array->len));

    if (array->len)
        memcpy(copy, array->data, size * array->len);
    return copy;
}

static struct para *para_finish(struct builder *b)
{
    struct layout *l = b->l;
    struct para *p = arena_new_of(l->scratch, struct para);
    GArray *pieces = g_array_sized_new(FALSE, FALSE, sizeof(struct piece), (guint)b->text->len / 3 + 4);
    GArray *ends = g_array_sized_new(FALSE, FALSE, sizeof(int), (guint)b->text->len / 3 + 4);

    strip_end(b);
    shaper_set_origin(l->shaper, b->c->origin);
    if (!b->c->rtl && !l->slow && shape_is_simple(b->text->str, (int)b->text->len))
        pieces_by_words(b, pieces, ends);
    else
        pieces_by_paragraph(b, pieces, ends);
    for (guint i = 0; i < b->calls->len; i++) {
        struct note_call *call = &g_array_index(b->calls, struct note_call, i);
        guint k = 0;

        while (k + 1 < ends->len && g_array_index(ends, int, k) <= call->piece)
            k++;
        call->piece = (int)k;
    }
    p->role = b->c->role;
    p->align = b->c->role->align;
    p->leading = b->c->role->leading;
    p->rtl = b->c->rtl;
    p->n_pieces = (int)pieces->len;
    p->pieces = array_keep(l->scratch, pieces, sizeof(struct piece));
    p->n_runs = (int)b->runs->len;
    p->runs = array_keep(l->scratch, b->runs, sizeof(struct inline_run));
    p->n_calls = (int)b->calls->len;
    p->calls = b->calls->len ? array_keep(l->scratch, b->calls, sizeof(struct note_call)) : NULL;
    g_array_free(pieces, TRUE);
    g_array_free(ends, TRUE);
    g_array_free(b->runs, TRUE);
    g_array_free(b->calls, TRUE);
    g_string_free(b->text, TRUE);
    return p;
}

static struct state state_start(const struct inline_context *c, struct container *container)
{
    return (struct state){
        .container = container,
        .font = c->role->font,
        .link = c->link,
        .lang = c->lang,
        .colour = c->colour ? c->colour->light : c->role->colour->light,
        .size = c->role->size,
        .weight = c->role->weight,
        .italic = c->role->italic,
        .artifact = FALSE,
    };
}

static struct builder builder_start(struct layout *l, const struct inline_context *c)
{
    return (struct builder){.l = l, .c = c, .text = g_string_new(NULL),
                            .runs = g_array_new(FALSE, TRUE, sizeof(struct inline_run)),
                            .calls = g_array_new(FALSE, TRUE, sizeof(struct note_call))};
}

struct para *para_new_text(struct layout *l, const struct inline_context *c, const char *text)
{
    struct builder b = builder_start(l, c);
    struct container container = {.node = c->node};
    struct state s = state_start(c, &container);

    add_text(&b, &s, text);
    return para_finish(&b);
}

static struct para *label_new(struct layout *l, const struct inline_context *c, const char *text)
{
    struct builder b = builder_start(l, c);
    struct container container = {.node = c->node};
    struct state s = state_start(c, &container);

    if (c->role->label_raised) {
        s.rise = s.size * SUPERSCRIPT_RISE;
        s.size *= SUPERSCRIPT_SIZE;
    }
    add_text(&b, &s, text);
    return para_finish(&b);
}

struct para *para_new(struct layout *l, const struct inline_context *c, xmlNodePtr content, const char *label,
                      struct tag_node *label_node)
{
    struct builder b = builder_start(l, c);
    struct container container = {.node = c->node, .mixed = c->node && holds_nodes(content)};
    struct state s = state_start(c, &container);
    struct para *hanging = NULL, *p;

    if (label) {
        struct inline_context lc = *c;

        lc.node = label_node ? label_node : leaf_of(&b, &container);
        hanging = label_new(l, &lc, label);
    }
    if (c->prefix) {
        add_text(&b, &s, c->prefix);
        add_text(&b, &s, " ");
    }
    add_content(&b, &s, content);
    p = para_finish(&b);
    p->label = hanging;
    return p;
}

/* ---- lines ---- */

static const struct shaped *hyphen_of(struct layout *l, const struct para *p, const struct piece *piece)
{
    return shape_word(l->shaper, p->runs[piece->run].face, "-", 1)->parts[0].shaped;
}

double para_min_width(const struct para *p)
{
    double widest = 0, w = 0;

    for (int i = 0; i < p->n_pieces; i++) {
        const struct piece *piece = &p->pieces[i];

        if (piece->shaped && piece->shaped->space && piece->after == BREAK_ALLOWED) {
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

static gboolean is_space(const struct piece *piece)
{
    return piece->shaped && piece->shaped->space && piece->after == BREAK_ALLOWED;
}

/* Cuts piece i where its first clusters still fit into `room`; at least one cluster stays, if `force`. FALSE: no cut helps. */
static gboolean cut_piece(struct layout *l, struct para *p, int i, double room, gboolean force)
{
    const struct shaped *whole = p->pieces[i].shaped;
    int cut = whole ? whole->text_len : 0;
    double w = 0;
    struct piece *pieces;

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
    pieces = arena_array_of(l->scratch, struct piece, p->n_pieces + 1);
    memcpy(pieces, p->pieces, sizeof *pieces * (gsize)(i + 1));
    memcpy(pieces + i + 1, p->pieces + i, sizeof *pieces * (gsize)(p->n_pieces - i));
    pieces[i].shaped = shape_part(l->shaper, p->runs[pieces[i].run].face, whole, 0, cut);
    pieces[i].width = (float)pieces[i].shaped->width;
    pieces[i].after = BREAK_EMERGENCY;
    pieces[i + 1].shaped = shape_part(l->shaper, p->runs[pieces[i].run].face, whole, cut, whole->text_len);
    pieces[i + 1].width = (float)pieces[i + 1].shaped->width;
    p->pieces = pieces;
    p->n_pieces++;
    for (int k = 0; k < p->n_calls; k++)
        if (p->calls[k].piece >= i)
            p->calls[k].piece++;
    return TRUE;
}

/* The line that starts at `from`. Never empty. */
static struct line next_line(struct layout *l, struct para *p, int from, double room)
{
    struct line best = {.from = from, .to = -1}, emergency = {.from = from, .to = -1};
    double w = 0, solid = 0; /* with and without white space at the end */
    int solid_to = from;

    for (int i = from; i < p->n_pieces; i++) {
        const struct piece *piece = &p->pieces[i];

        if (piece->after == BREAK_FORCED)
            return (struct line){.from = from, .to = solid_to, .width = (float)solid, .last = TRUE};
        w += piece->width;
        if (is_space(piece)) {
            if (i > from)
                best = (struct line){.from = from, .to = solid_to, .width = (float)solid};
            continue;
        }
        if (w > room + 0.01) {
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
            double hyphen = hyphen_of(l, p, piece)->width;

            if (w + hyphen <= room + 0.01)
                best = (struct line){.from = from, .to = i + 1, .width = (float)(w + hyphen), .hyphen = TRUE, .join = TRUE};
        }
    }
    return (struct line){.from = from, .to = solid_to, .width = (float)solid, .last = TRUE};
}

static void place_label(struct layout *l, struct para *p, double room_before)
{
    const struct style_role *r = p->role;
    double wanted = r->start - r->label, room = MIN(wanted, room_before), w;

    para_break(l, p->label, 1e6, 0);
    w = p->label->n_lines ? p->label->lines[0].width : 0;
    if (r->label_align == ALIGN_END && w + r->label_gap <= room)
        p->label_x = -r->label_gap - w;
    else
        p->label_x = -room;
    p->first = MAX(r->first, p->label_x + w + r->label_gap);
    if (p->label_x + w + r->label_gap <= 0.01)
        p->first = r->first;
}

void para_break(struct layout *l, struct para *p, double width, double room_before)
{
    GArray *lines = g_array_new(FALSE, TRUE, sizeof(struct line));
    int i = 0;

    p->width = MAX(width, 1);
    p->first = p->role->first;
    if (p->label)
        place_label(l, p, room_before);
    if (p->first > p->width - 2 * p->role->size) { /* no room beside the label: the text starts below it */
        p->first = 0;
        if (p->label) {
            struct line alone = {.join = TRUE};

            g_array_append_val(lines, alone);
        }
    }
    while (i < p->n_pieces) {
        struct line line;

        while (i && i < p->n_pieces && is_space(&p->pieces[i]))
            i++;
        if (i >= p->n_pieces)
            break;
        line = next_line(l, p, i, p->width - (lines->len ? 0 : p->first));
        i = line.to;
        while (i < p->n_pieces && is_space(&p->pieces[i]))
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
    p->lines = array_keep(l->scratch, lines, sizeof(struct line));
    g_array_free(lines, TRUE);
}

/* ---- onto the page ---- */

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
        x += piece->width + (piece->shaped && piece->shaped->space ? stretch : 0);
    }
    at[n] = x;
}

static gboolean same_item(const struct inline_run *a, const struct inline_run *b)
{
    return a->node == b->node && a->rise == b->rise && a->link == b->link &&
           !memcmp(&a->colour, &b->colour, sizeof a->colour);
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
                placed[used++] = (struct placed){.shaped = hyphen_of(l, p, &p->pieces[line->to - 1]), .x = at[n]};
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
static void paint_leader(struct layout *l, struct canvas *canvas, const struct para *p, double end, double right,
                         double baseline)
{
    static const double dash[] = {0.7, 3.3};
    const struct inline_run *run = &p->runs[p->n_runs - 1];
    struct placed *placed = arena_new_of(l->arena, struct placed);
    struct page_item *item = canvas_item(canvas, ITEM_TEXT, run->node ? ARTIFACT_NONE : ARTIFACT_LAYOUT, run->node);
    struct late late = {.placed = placed, .face = run->face, .destination = p->leader, .right = right};
    double from = end + p->role->size * 0.5, to = right - p->leader_room * 0.8;

    item->text = (struct item_text){.y = baseline, .colour = run->colour, .runs = placed, .n_runs = 1};
    g_array_append_val(l->late, late);
    if (to > from + 8) {
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
    int n = line->to - line->from, spaces = 0;
    double *at = g_new(double, n + 1);
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
        if (p->pieces[k].shaped && p->pieces[k].shaped->space)
            spaces++;
    if (align == ALIGN_JUSTIFY && !line->last && spaces && extra / spaces < LOOSEST_SPACE * p->role->size)
        stretch = extra / spaces;
    if (align == ALIGN_JUSTIFY || align == ALIGN_DECIMAL)
        align = align == ALIGN_DECIMAL ? ALIGN_END : ALIGN_START;
    if (stretch)
        extra = 0;
    left = x + (p->rtl ? 0 : indent);
    if (align == ALIGN_CENTER)
        left += extra / 2;
    else if ((align == ALIGN_END) != !!p->rtl)
        left += extra;
    arrange(p, line, left, stretch, at);
    if (i == 0 && p->label && p->label->n_lines) {
        double w = p->label->lines[0].width;
        double lx = p->rtl ? x + p->width - p->label_x - w : x + p->label_x;
        struct para label = *p->label;

        label.width = w;
        label.first = 0;
        label.align = ALIGN_START;
        label.n_lines = 1;
        label.leading = p->leading;
        label.role = p->role;
        label.lines[0].last = TRUE;
        label.n_lines = 2; /* a space follows */
        label.label = NULL;
        label.one_link = p->one_link;
        para_paint_line(l, canvas, &label, 0, lx, y, artifact);
    }
    paint_pieces(l, canvas, p, line, at, baseline, artifact, flags);
    if (p->leader && i + 1 == p->n_lines)
        paint_leader(l, canvas, p, at[n], x + p->width + p->leader_room, baseline);
    if (p->leader && p->one_link && artifact == ARTIFACT_NONE)
        paint_one_link(canvas, p, x, y);
    g_free(at);
}

double para_decimal_tail(const struct para *p)
{
    double total = 0, sign = -1, digits_end = -1;
    char before = 0;

    for (int i = 0; i < p->n_pieces; i++) {
        const struct piece *piece = &p->pieces[i];
        const struct shaped *s = piece->shaped;

        if (!s || s->rtl || p->runs[piece->run].rise > 0) {
            total += piece->width;
            continue;
        }
        for (int g = 0; g < s->n_glyphs; g++) {
            const char *c = s->text + s->clusters[g];
            int behind = s->text_len - s->clusters[g] - 1, digits = 0;

            while (digits < behind && g_ascii_isdigit(c[digits + 1]))
                digits++;
            /* a comma in front of three digits parts thousands */
            if (g_ascii_isdigit(before) && digits && (*c == '.' || (*c == ',' && digits != 3)))
                sign = total;
            total += s->advances[g];
            if (g_ascii_isdigit(*c))
                digits_end = total;
            before = *c;
        }
    }
    return sign >= 0 ? total - sign : digits_end >= 0 ? total - digits_end : 0;
}
