/* Marks of pages. Roles of the style say how they look (mark-draft, mark-confidential, line-number); a style without them
   gets what its running head suggests. */
#include "marks.h"

#include <math.h>
#include <string.h>

#include "inline.h"

#define EVERY 5              /* lines from one number to the next */
#define NUMBER_GAP 7.0       /* number to text block */
#define DRAFT_PART 0.86      /* of the page that a draft mark may take */
#define CAPITALS 0.72        /* their height, em */

static struct style_role mark_role(const struct layout *l, const char *name, const char *otherwise, double scale)
{
    struct style_role role = *style_role(l->style, style_has_role(l->style, name) ? name : otherwise);

    if (!style_has_role(l->style, name)) {
        role.size *= scale;
        role.leading *= scale;
    }
    return role;
}

/* One line of artifact text, its baseline at y. */
static void paint_line(struct layout *l, struct canvas *c, const struct style_role *look, const struct inline_context *in,
                       xmlNodePtr words, const char *text, enum align align, double x, double y, double w,
                       enum artifact artifact)
{
    struct style_role *role = arena_new_of(l->scratch, struct style_role);
    struct inline_context inner = *in;
    struct para *p;

    *role = *look;
    role->align = align;
    inner.role = role;
    p = words ? para_new(l, &inner, words, NULL, NULL) : para_new_text(l, &inner, text);
    p->align = align;
    p->leading = role->leading;
    para_break(l, p, w, 0);
    if (p->n_lines)
        para_paint_line(l, c, p, 0, x, y - role_baseline(role, role->leading), artifact);
}

/* Along the diagonal that rises in the direction of reading, in the middle of the page; as large as its role, or as the page has
   room for. */
static void paint_draft(struct layout *l, struct canvas *c, const struct inline_context *in, xmlNodePtr mark)
{
    static const struct style_colour pale = {.id = "mark", .light = {0.89, 0.89, 0.89}};
    struct style_role role = mark_role(l, "mark-draft", "running-head", 12);
    struct inline_context inner = *in;
    double angle = atan2(c->page->h, c->page->w), up = CAPITALS / 2, room, natural, x, y;
    guint first = c->over->len;

    inner.role = &role;
    if (!style_has_role(l->style, "mark-draft"))
        inner.colour = &pale;
    natural = para_natural_width(para_new(l, &inner, mark, NULL, NULL)) / role.size; /* em */
    room = DRAFT_PART * MIN(c->page->w / (natural * cos(angle) + CAPITALS * sin(angle)),
                            c->page->h / (natural * sin(angle) + CAPITALS * cos(angle)));
    if (role.size > room) {
        role.leading *= room / role.size;
        role.size = room;
    }
    natural *= role.size;
    up *= role.size;
    if (l->rtl)
        angle = -angle;
    x = c->page->w / 2 - natural / 2 * cos(angle) + up * sin(angle);
    y = c->page->h / 2 + natural / 2 * sin(angle) + up * cos(angle);
    paint_line(l, c, &role, &inner, mark, NULL, ALIGN_START, l->rtl ? x - 1 : x, y, natural + 1, ARTIFACT_BACKGROUND);
    for (guint i = first; i < c->over->len; i++) {
        struct page_item *item = &g_array_index(c->over, struct page_item, i);

        if (item->kind == ITEM_TEXT) {
            item->text.turn = angle * 180 / G_PI;
            item->text.turn_x = x;
        }
    }
}

/* Over the running head and under the foot; on their lines where the paper leaves no room. */
static void paint_banner(struct layout *l, struct canvas *c, const struct inline_context *in, xmlNodePtr mark, double x, double w)
{
    const struct style_page *m = style_page(l->style, c->page->master);
    struct style_role role = mark_role(l, "mark-confidential", "running-head", 1);
    double head = m->head - 1.5 * role.leading, foot = m->h - m->foot + 1.5 * role.leading;

    role.weight = 700;
    if (head < role.size + 9)
        head = m->head;
    if (foot > m->h - 9)
        foot = m->h - m->foot;
    paint_line(l, c, &role, in, mark, NULL, ALIGN_CENTER, x, head, w, ARTIFACT_HEADER);
    paint_line(l, c, &role, in, mark, NULL, ALIGN_CENTER, x, foot, w, ARTIFACT_FOOTER);
}

static xmlNodePtr find_job(xmlNodePtr document)
{
    for (xmlNodePtr part = xmlFirstElementChild(document); part; part = xmlNextElementSibling(part)) {
        xmlNodePtr masthead = layout_is(part, "part") ? layout_child(part, "masthead") : NULL;

        if (masthead)
            return layout_child(masthead, "job");
    }
    return NULL;
}

void marks_paint(struct layout *l, xmlNodePtr document, struct canvas *c, double x, double w)
{
    xmlNodePtr meta = layout_child(document, "meta"), job;
    struct inline_context in = {.lang = l->lang, .rtl = l->rtl};

    for (xmlNodePtr n = meta ? xmlFirstElementChild(meta) : NULL; n; n = xmlNextElementSibling(n)) {
        const char *kind = layout_is(n, "mark") ? layout_attribute(l, n, "kind") : NULL;

        if (kind && !strcmp(kind, "draft"))
            paint_draft(l, c, &in, n);
        else if (kind)
            paint_banner(l, c, &in, n, x, w);
    }
    if (!c->index && (job = find_job(document))) {
        const struct style_page *m = style_page(l->style, c->page->master);
        struct style_role role = *style_role(l->style, "running-foot");

        role.weight = 400;
        paint_line(l, c, &role, &in, job, NULL, ALIGN_START, x, m->h - m->foot, w, ARTIFACT_FOOTER);
    }
}

void marks_line_number(struct layout *l, struct canvas *c, const struct para *p, int number, double x, double y)
{
    struct style_role role = mark_role(l, "line-number", "running-foot", 0.8);
    struct inline_context in = {.lang = l->lang, .rtl = l->rtl};
    char text[16];
    double baseline = y + role_baseline(p->role, p->leading), w = l->rtl ? l->master->inner : MIN(l->master->inner, l->master->outer);

    if (number % EVERY)
        return;
    g_snprintf(text, sizeof text, "%d", number);
    in.role = &role;
    if (!style_has_role(l->style, "line-number"))
        role.weight = 400;
    w = MAX(20, MIN(w, 60)) - NUMBER_GAP;
    paint_line(l, c, &role, &in, NULL, text, ALIGN_END, l->rtl ? x + l->block_w + NUMBER_GAP : x - NUMBER_GAP - w, baseline, w,
               ARTIFACT_LAYOUT);
}
