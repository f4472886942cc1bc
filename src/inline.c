/* Inline content of the document tree into pieces. The words are gathered into one string of folded white space with runs (face,
   node, link, colour); every node that gets text is a leaf, so that text beside a link or note gets a SPAN of its own and no
   mark is lost. Then runs become pieces, by kept words where letters do not depend on their surroundings and by whole
   paragraphs where they do. */
#include "inline.h"

#include <string.h>

#include "layout.h"
#include "picture.h"
#include "scripts.h"

#define OPEN_LTR "\xE2\x81\xA6"  /* U+2066, U+2067: what follows runs its own way and does not pull its neighbours along */
#define OPEN_RTL "\xE2\x81\xA7"
#define CLOSE_ISOLATE "\xE2\x81\xA9"
#define SUPERSCRIPT_SIZE 0.66
#define SUPERSCRIPT_RISE 0.36
#define CODE_SIZE 0.9

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
    gboolean owes_space;       /* white space between two marks waits for what comes behind them */
};

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
        !last->picture && !memcmp(&last->colour, &s->colour, sizeof s->colour))
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
        if (b->owes_space && !is_white(b->text->str[b->text->len - 1]))
            g_string_append_c(b->text, ' ');
        b->owes_space = FALSE;
        g_string_append_len(b->text, start, p - start);
        run_grow(b);
        b->note_just_called = FALSE;
    }
}

/* A sign of direction: it has no width and belongs to nobody's words. */
static void add_sign(struct builder *b, const struct state *s, const char *sign)
{
    struct state hidden = *s;

    hidden.artifact = TRUE;
    open_run(b, &hidden);
    g_string_append(b->text, sign);
    run_grow(b);
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
    static const char *const names[] = {"link", "ref", "note", "noteref", "code", "image"};

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
    gboolean owes_space = b->owes_space;

    b->owes_space = FALSE;
    mark.size = s->size * SUPERSCRIPT_SIZE;
    mark.rise = s->rise + s->size * SUPERSCRIPT_RISE;
    mark.italic = FALSE;
    mark.weight = 400;
    if (b->note_just_called) { /* a space between the two goes behind them: the comma begins no line */
        if (b->text->len && is_white(b->text->str[b->text->len - 1])) {
            strip_end(b);
            owes_space = TRUE;
        }
        add_text(b, &mark, ",");
    }
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
    b->owes_space = owes_space;
}

static void add_note(struct builder *b, const struct state *s, xmlNodePtr n)
{
    const char *label = layout_attribute(b->l, n, "label");
    struct note_call call;

    add_mark(b, s, label ? label : "*", layout_attribute(b->l, n, "id"));
    if (b->l->end_notes && !b->l->depth) {
        struct end_note waiting = {.element = n, .lang = s->lang, .origin = b->c->origin};

        g_array_append_val(b->l->end_notes, waiting);
        return;
    }
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

static void drop_picture(gpointer data)
{
    g_bytes_unref(data);
}

/* A no-break space of a run of its own holds the place of a picture; pieces are made as wide as the picture is. */
static void add_picture(struct builder *b, const struct state *s, xmlNodePtr n)
{
    struct layout *l = b->l;
    const char *href = layout_attribute(l, n, "href"), *alt = layout_attribute(l, n, "alt"), *reason = NULL;
    struct container container = {.node = inline_node(b, s, TAG_FIGURE)};
    struct state inner = *s;
    struct inline_picture *picture;
    double w = 0, h = 0;
    GBytes *png = href ? picture_read(l->folder, href, &w, &h, &reason) : NULL;

    inner.container = &container;
    if (container.node)
        container.node->alt = arena_strdup(l->arena, alt ? alt : "");
    if (!png || w <= 0 || h <= 0) { /* its words stand for it */
        diag_report(l->d, R606, (struct place){0}, b->c->origin, "href", href ? href : "", "reason", reason, NULL);
        if (png)
            g_bytes_unref(png);
        add_text(b, &inner, alt ? alt : "");
        return;
    }
    arena_defer(l->arena, drop_picture, png);
    picture = arena_new_of(l->arena, struct inline_picture);
    picture->file = arena_strdup(l->arena, href);
    picture->png = png;
    picture->h = s->size;
    picture->w = w * s->size / h;
    if (!b->c->rtl && picture->w > l->block_w) {
        picture->h *= l->block_w / picture->w;
        picture->w = l->block_w;
    }
    open_run(b, &inner);
    g_array_index(b->runs, struct inline_run, b->runs->len - 1).picture = picture;
    g_string_append(b->text, "\u00a0");
    run_grow(b);
    b->note_just_called = FALSE;
}

/* No slanted letters, which read badly for some. */
static gboolean upright(const struct style *style)
{
    return style_has_role(style, "em") && !style_role(style, "em")->italic;
}

static void add_element(struct builder *b, const struct state *s, xmlNodePtr n)
{
    struct state inner = *s;
    const char *lang = layout_lang(b->l, n, NULL), *dir = layout_attribute(b->l, n, "dir");
    gboolean turns = dir && (layout_is(n, "span") || layout_is(n, "em") || layout_is(n, "strong"));
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
    if (layout_is(n, "image")) {
        add_picture(b, s, n);
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
    if (layout_is(n, "em") && upright(b->l->style))
        inner.weight = MAX(s->weight, style_role(b->l->style, "em")->weight);
    else if (layout_is(n, "em") && !script_slants(inner.lang))
        inner.weight = 700; /* as is done where letters are not slanted */
    else if (layout_is(n, "em"))
        inner.italic = !s->italic;
    else if (layout_is(n, "strong"))
        inner.weight = 700;
    else if (layout_is(n, "sup")) {
        inner.size = s->size * SUPERSCRIPT_SIZE;
        inner.rise = s->rise + s->size * SUPERSCRIPT_RISE;
    } else if (layout_is(n, "gap")) {
        inner.colour = style_colour(b->l->style, "gap")->light;
        inner.italic = !upright(b->l->style);
        inner.weight = upright(b->l->style) ? 700 : s->weight;
    } else if (layout_is(n, "status")) {
        add_status(b, &inner, n);
        return;
    } else if (layout_is(n, "span"))
        add_span_role(b, &inner, n);
    if (turns)
        add_sign(b, s, !strcmp(dir, "rtl") ? OPEN_RTL : OPEN_LTR);
    add_content(b, &inner, n);
    if (turns)
        add_sign(b, s, CLOSE_ISOLATE);
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

static void add_picture_piece(GArray *pieces, const struct inline_picture *picture, guint run, int level)
{
    add_piece(pieces, NULL, run, BREAK_ALLOWED, level);
    g_array_index(pieces, struct piece, pieces->len - 1).width = (float)picture->w;
}

/* Kept words, run by run. ends[i] gets the text offset behind piece i. */
static void pieces_by_words(struct builder *b, GArray *pieces, GArray *ends)
{
    const struct word *before = NULL;  /* the last thing was this word, or this word and a space */
    const struct face *face = NULL;    /* of that word */
    int space = -1;                    /* the piece of that space */

    for (guint r = 0; r < b->runs->len; r++) {
        const struct inline_run *run = &g_array_index(b->runs, struct inline_run, r);
        const char *p = b->text->str + run->offset, *end = p + run->len;

        while (p < end) {
            const char *start = p;
            int at;

            if (run->picture) {
                add_picture_piece(pieces, run->picture, r, 0);
                at = (int)(end - b->text->str);
                g_array_append_val(ends, at);
                before = NULL;
                space = -1;
                p = end;
                continue;
            }

            if (*p == ' ' || *p == '\n') {
                enum break_kind after = *p == '\n' ? BREAK_FORCED
                                        : shape_space_breaks(b->text->str, (int)b->text->len, (int)(p - b->text->str))
                                            ? BREAK_ALLOWED
                                            : BREAK_NONE;

                add_piece(pieces, *p == ' ' ? shape_space(b->l->shaper, run->face, FALSE) : NULL, r, after, 0);
                space = before && after == BREAK_ALLOWED ? (int)pieces->len - 1 : -1;
                p++;
            } else if (p[0] == '\xc2' && p[1] == '\xa0') {
                before = NULL;
                space = -1;
                add_piece(pieces, shape_space(b->l->shaper, run->face, TRUE), r, BREAK_NONE, 0);
                p += 2;
            } else {
                const struct word *w;

                while (p < end && *p != ' ' && *p != '\n' && !(p[0] == '\xc2' && p[1] == '\xa0'))
                    p++;
                w = shape_word(b->l->shaper, run->face, start, (int)(p - start));
                if (space >= 0 && (before->left & w->right) && face_same_language(face, run->face))
                    g_array_index(pieces, struct piece, space).after = BREAK_EMERGENCY;
                before = w;
                face = run->face;
                space = -1;
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

/* The word that ends (step -1) or begins (1) at an offset, inside its run. */
static guint rules_beside(struct builder *b, int at, int step)
{
    const char *text = b->text->str;
    guint r = 0;
    const struct inline_run *run;
    int from, to;

    while (r + 1 < b->runs->len && (step < 0 ? at - 1 : at) >= g_array_index(b->runs, struct inline_run, r + 1).offset)
        r++;
    run = &g_array_index(b->runs, struct inline_run, r);
    for (from = at; step < 0 && from > run->offset && text[from - 1] != ' ' && text[from - 1] != '\n' &&
                    !(text[from - 1] == '\xa0' && from > 1 && text[from - 2] == '\xc2');)
        from--;
    for (to = at; step > 0 && to < run->offset + run->len && text[to] != ' ' && text[to] != '\n' &&
                  !(text[to] == '\xc2' && text[to + 1] == '\xa0');)
        to++;
    return step < 0 ? shape_left_rules(b->l->shaper, run->face, text + from, at - from)
                    : shape_right_rules(b->l->shaper, run->face, text + at, to - at);
}

static const struct face *face_at(struct builder *b, int at)
{
    guint r = 0;

    while (r + 1 < b->runs->len && at >= g_array_index(b->runs, struct inline_run, r + 1).offset)
        r++;
    return g_array_index(b->runs, struct inline_run, r).face;
}

static gboolean stays_together(struct builder *b, int space)
{
    return space > 0 && space + 1 < (int)b->text->len && face_same_language(face_at(b, space - 1), face_at(b, space + 1)) &&
           (rules_beside(b, space, -1) & rules_beside(b, space + 1, 1));
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
            if (i && p->offset == g_array_index(runs, struct shape_run, r).offset && !p[-1].shaped->space &&
                g_array_index(b->runs, struct inline_run, g_array_index(map, guint, r)).rise > 0)
                g_array_index(pieces, struct piece, pieces->len - 1).after = BREAK_NONE; /* the mark of a note begins no line */
            if (g_array_index(b->runs, struct inline_run, g_array_index(map, guint, r)).picture) {
                add_picture_piece(pieces, g_array_index(b->runs, struct inline_run, g_array_index(map, guint, r)).picture,
                                  g_array_index(map, guint, r), p->level);
                at = start + p->offset + p->shaped->text_len;
                g_array_append_val(ends, at);
                continue;
            }
            add_piece(pieces, p->shaped, g_array_index(map, guint, r),
                      p->shaped->space && p->after == BREAK_ALLOWED && stays_together(b, start + p->offset) ? BREAK_EMERGENCY : p->after,
                      p->level);
            g_array_index(pieces, struct piece, pieces->len - 1).joint = p->joint;
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
    double room = 1;

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
    for (guint i = 0; i < b->runs->len; i++)
        room = MAX(room, face_leading(g_array_index(b->runs, struct inline_run, i).face));
    p->leading = b->c->role->leading * room;
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
        lc.rtl = l->rtl; /* the number of a paragraph is the document's, whatever the paragraph is written in */
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
