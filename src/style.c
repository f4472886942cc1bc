/* A style file into structs: the schema first, then what a schema cannot say (names that stand earlier in the file, margins
   that leave room for text). Roles inherit from roles that stand before them. */
#include "style.h"

#include <stdio.h>
#include <string.h>

#include "schema.h"
#include "xmlfile.h"

struct reader {
    struct style *s;
    struct diag *d;
    const struct xmlfile *file;
    gboolean failed;
};

/* The attribute in the arena, or NULL. */
static const char *text_of(struct reader *r, xmlNodePtr n, const char *name)
{
    xmlChar *value = xmlGetNoNsProp(n, (const xmlChar *)name);
    const char *copy = arena_strdup(r->s->arena, (const char *)value);

    xmlFree(value);
    return copy;
}

static void bad_value(struct reader *r, xmlNodePtr n, const char *name, const char *value, const char *hint)
{
    r->failed = TRUE;
    diag_report(r->d, R602, xmlfile_attribute_place(r->file, n, name), NULL, "attribute", name, "value", value ? value : "", "hint", hint, NULL);
}

static double length_of(struct reader *r, xmlNodePtr n, const char *name, double otherwise)
{
    const char *value = text_of(r, n, name);
    char *end;
    double v;

    if (!value)
        return otherwise;
    v = g_ascii_strtod(value, &end);
    if (end != value && (!*end || !strcmp(end, "pt")))
        return v;
    if (end != value && !strcmp(end, "mm"))
        return v * 72 / 25.4;
    if (end != value && !strcmp(end, "cm"))
        return v * 72 / 2.54;
    bad_value(r, n, name, value, "write a number of points, or one with pt, mm or cm: 20mm");
    return otherwise;
}

static gboolean yes_of(struct reader *r, xmlNodePtr n, const char *name, gboolean otherwise)
{
    const char *value = text_of(r, n, name);

    if (!value)
        return otherwise;
    if (strcmp(value, "yes") && strcmp(value, "no"))
        bad_value(r, n, name, value, "write yes or no");
    return !strcmp(value, "yes");
}

static int one_of(struct reader *r, xmlNodePtr n, const char *name, const char *const *words, int otherwise)
{
    const char *value = text_of(r, n, name);

    if (!value)
        return otherwise;
    for (int i = 0; words[i]; i++)
        if (!strcmp(words[i], value))
            return i;
    bad_value(r, n, name, value, words[0]);
    return otherwise;
}

static struct colour colour_of(struct reader *r, xmlNodePtr n, const char *name, const char **hex)
{
    struct colour c = {0};
    unsigned rgb[3];

    *hex = text_of(r, n, name);
    if (*hex && sscanf(*hex, "#%2x%2x%2x", &rgb[0], &rgb[1], &rgb[2]) == 3 && strlen(*hex) == 7)
        c = (struct colour){rgb[0] / 255.0, rgb[1] / 255.0, rgb[2] / 255.0};
    else {
        bad_value(r, n, name, *hex, "write six hexadecimal digits: #1a6b3a");
        *hex = "#000000";
    }
    return c;
}

/* Every struct in these lists starts with its id. */
static gpointer lookup(const GPtrArray *list, const char *id)
{
    for (guint i = 0; id && i < list->len; i++)
        if (!strcmp(*(const char **)list->pdata[i], id))
            return list->pdata[i];
    return NULL;
}

static gpointer lookup_or(const GPtrArray *list, const char *id, const char *plainest)
{
    gpointer found = lookup(list, id);

    if (!found)
        found = lookup(list, plainest);
    return found ? found : list->pdata[0];
}

static gpointer named(struct reader *r, xmlNodePtr n, const char *name, const GPtrArray *list, gpointer otherwise)
{
    const char *value = text_of(r, n, name);
    gpointer found;

    if (!value)
        return otherwise;
    found = lookup(list, value);
    if (!found)
        bad_value(r, n, name, value, "name one that stands before it in the file");
    return found ? found : otherwise;
}

static void read_fonts(struct reader *r, xmlNodePtr fonts)
{
    GString *fallback = g_string_new(NULL);

    for (xmlNodePtr n = xmlFirstElementChild(fonts); n; n = xmlNextElementSibling(n))
        if (!strcmp((const char *)n->name, "fallback"))
            g_string_append_printf(fallback, ",%s", text_of(r, n, "family"));
    for (xmlNodePtr n = xmlFirstElementChild(fonts); n; n = xmlNextElementSibling(n)) {
        struct style_font *f;
        char *families;

        if (strcmp((const char *)n->name, "font"))
            continue;
        f = arena_new_of(r->s->arena, struct style_font);
        f->id = text_of(r, n, "id");
        f->family = text_of(r, n, "family");
        f->css = text_of(r, n, "css");
        families = g_strconcat(f->family, fallback->str, NULL);
        f->families = arena_strdup(r->s->arena, families);
        g_free(families);
        g_ptr_array_add(r->s->fonts, f);
    }
    g_string_free(fallback, TRUE);
}

static void read_colour(struct reader *r, xmlNodePtr n)
{
    struct style_colour *c = arena_new_of(r->s->arena, struct style_colour);

    c->id = text_of(r, n, "id");
    c->light = colour_of(r, n, "light", &c->light_hex);
    c->dark = colour_of(r, n, "dark", &c->dark_hex);
    c->tone = !strcmp((const char *)n->name, "tone");
    c->pattern = text_of(r, n, "pattern");
    c->shape = text_of(r, n, "shape");
    if (!c->pattern)
        c->pattern = "none";
    if (!c->shape)
        c->shape = "";
    g_ptr_array_add(r->s->colours, c);
}

static void read_page(struct reader *r, xmlNodePtr n)
{
    struct style_page *p = arena_new_of(r->s->arena, struct style_page);

    p->id = text_of(r, n, "id");
    p->w = length_of(r, n, "width", 595.28);
    p->h = length_of(r, n, "height", 841.89);
    p->top = length_of(r, n, "top", 72);
    p->bottom = length_of(r, n, "bottom", 72);
    p->inner = length_of(r, n, "inner", 72);
    p->outer = length_of(r, n, "outer", 72);
    p->indent_start = length_of(r, n, "indent-start", 0);
    p->indent_end = length_of(r, n, "indent-end", 0);
    p->head = length_of(r, n, "head", 36);
    p->foot = length_of(r, n, "foot", 36);
    p->head_rule = length_of(r, n, "head-rule", 0);
    p->foot_rule = length_of(r, n, "foot-rule", 0);
    p->mirrored = yes_of(r, n, "mirrored", FALSE);
    if (p->w - p->inner - p->outer - p->indent_start - p->indent_end < 72 || p->h - p->top - p->bottom < 72)
        bad_value(r, n, "id", p->id, "leave at least 72 points of width and of height for the text");
    g_ptr_array_add(r->s->pages, p);
}

static void read_role(struct reader *r, xmlNodePtr n)
{
    static const char *const weights[] = {"normal", "bold", NULL}, *const slants[] = {"upright", "italic", NULL};
    static const char *const aligns[] = {"start", "end", "center", "justify", NULL};
    struct style_role *o = arena_new_of(r->s->arena, struct style_role);
    const struct style_role *base = named(r, n, "based-on", r->s->roles, NULL);

    if (base)
        *o = *base;
    else
        *o = (struct style_role){.font = r->s->fonts->pdata[0], .colour = style_colour(r->s, "text"), .size = 10,
                                 .leading = 12, .weight = 400, .orphans = 2, .widows = 2, .label_gap = 4};
    o->id = text_of(r, n, "id");
    o->font = named(r, n, "font", r->s->fonts, (gpointer)o->font);
    o->colour = named(r, n, "colour", r->s->colours, (gpointer)o->colour);
    o->size = length_of(r, n, "size", o->size);
    o->leading = length_of(r, n, "leading", o->leading);
    o->weight = one_of(r, n, "weight", weights, o->weight > 400) ? 700 : 400;
    o->italic = one_of(r, n, "slant", slants, o->italic);
    o->align = (enum align)one_of(r, n, "align", aligns, (int)o->align);
    o->before = length_of(r, n, "before", o->before);
    o->after = length_of(r, n, "after", o->after);
    o->start = length_of(r, n, "start", o->start);
    o->end = length_of(r, n, "end", o->end);
    o->first = length_of(r, n, "first", o->first);
    o->label = length_of(r, n, "label", o->label);
    o->label_align = (enum align)one_of(r, n, "label-align", aligns, (int)o->label_align);
    o->label_gap = length_of(r, n, "label-gap", o->label_gap);
    o->label_raised = yes_of(r, n, "label-raised", o->label_raised);
    o->keep_next = yes_of(r, n, "keep-next", o->keep_next);
    o->keep_together = yes_of(r, n, "keep-together", o->keep_together);
    o->orphans = (int)length_of(r, n, "orphans", o->orphans);
    o->widows = (int)length_of(r, n, "widows", o->widows);
    if (o->size <= 0 || o->leading <= 0)
        bad_value(r, n, "size", o->id, "size and leading are larger than 0");
    g_ptr_array_add(r->s->roles, o);
}

static void read_table(struct reader *r, xmlNodePtr n)
{
    static const char *const widths[] = {"text", "full", NULL};
    struct style_table *t = arena_new_of(r->s->arena, struct style_table);
    const struct style_colour *text = style_colour(r->s, "text");
    const struct style_role *body = style_role(r->s, "body");

    t->id = text_of(r, n, "id");
    t->full = one_of(r, n, "width", widths, 0);
    t->rule_top = length_of(r, n, "rule-top", 0);
    t->rule_head = length_of(r, n, "rule-head", 0);
    t->rule_bottom = length_of(r, n, "rule-bottom", 0);
    t->rule_row = length_of(r, n, "rule-row", 0);
    t->rule_band = length_of(r, n, "rule-band", 0);
    t->pad_x = length_of(r, n, "pad-x", 0);
    t->pad_y = length_of(r, n, "pad-y", 0);
    t->before = length_of(r, n, "before", 0);
    t->after = length_of(r, n, "after", 0);
    t->rule = named(r, n, "rule", r->s->colours, (gpointer)text);
    t->row_rule = named(r, n, "row-rule", r->s->colours, (gpointer)text);
    t->band = named(r, n, "band", r->s->colours, NULL);
    t->head = named(r, n, "head", r->s->colours, NULL);
    t->summary = named(r, n, "summary", r->s->colours, NULL);
    t->zebra = named(r, n, "zebra", r->s->colours, NULL);
    t->cell_role = named(r, n, "cell-role", r->s->roles, (gpointer)body);
    t->head_role = named(r, n, "head-role", r->s->roles, (gpointer)body);
    t->band_role = named(r, n, "band-role", r->s->roles, (gpointer)body);
    t->summary_role = named(r, n, "summary-role", r->s->roles, (gpointer)body);
    g_ptr_array_add(r->s->tables, t);
}

static void read_bullets(struct reader *r, xmlNodePtr bullets)
{
    int i = 0;

    for (xmlNodePtr n = xmlFirstElementChild(bullets); n && i < 3; n = xmlNextElementSibling(n)) {
        xmlChar *text = xmlNodeGetContent(n);

        r->s->bullets[i++] = arena_strdup(r->s->arena, (const char *)text);
        xmlFree(text);
    }
    for (; i < 3; i++)
        r->s->bullets[i] = i ? r->s->bullets[i - 1] : "•";
}

static void read_each(struct reader *r, xmlNodePtr list, void (*read)(struct reader *, xmlNodePtr))
{
    for (xmlNodePtr n = xmlFirstElementChild(list); n; n = xmlNextElementSibling(n))
        read(r, n);
}

static void read_style(struct reader *r, xmlNodePtr root)
{
    static const char *const order[] = {"fonts", "colours", "pages", "roles", "tables", "bullets"};
    xmlNodePtr n = xmlFirstElementChild(root);

    r->s->id = text_of(r, root, "id");
    for (guint i = 0; i < G_N_ELEMENTS(order) && !r->failed; i++, n = xmlNextElementSibling(n)) {
        if (!n || strcmp((const char *)n->name, order[i]) || !xmlFirstElementChild(n)) {
            r->failed = TRUE;
            diag_report(r->d, R603, xmlfile_place(r->file, n ? n : root), NULL, "element", order[i], NULL);
        } else if (i == 0)
            read_fonts(r, n);
        else if (i == 1)
            read_each(r, n, read_colour);
        else if (i == 2)
            read_each(r, n, read_page);
        else if (i == 3)
            read_each(r, n, read_role);
        else if (i == 4)
            read_each(r, n, read_table);
        else
            read_bullets(r, n);
    }
}

struct style *style_load(const char *name, struct diag *d)
{
    char *resource = g_strconcat("styles/", name, ".xml", NULL);
    guint errors = diag_count(d, DIAG_ERROR);
    struct xmlfile *file = xmlfile_resource(resource, d);
    struct reader r = {.d = d, .file = file};

    r.s = g_new0(struct style, 1);
    r.s->arena = arena_new();
    r.s->fonts = g_ptr_array_new();
    r.s->colours = g_ptr_array_new();
    r.s->pages = g_ptr_array_new();
    r.s->roles = g_ptr_array_new();
    r.s->tables = g_ptr_array_new();
    if (file)
        r.failed = !schema_validate("schemas/style.xsd", xmlfile_doc(file), NULL, FALSE, d);
    else {
        r.failed = TRUE;
        if (diag_count(d, DIAG_ERROR) == errors) /* nothing was said yet: there is no such file */
            diag_report(d, R604, (struct place){0}, NULL, "name", name, NULL);
    }
    if (!r.failed)
        read_style(&r, xmlDocGetRootElement(xmlfile_doc(file)));
    xmlfile_free(file);
    g_free(resource);
    if (r.failed) {
        style_free(r.s);
        return NULL;
    }
    return r.s;
}

void style_free(struct style *s)
{
    if (!s)
        return;
    g_ptr_array_free(s->fonts, TRUE);
    g_ptr_array_free(s->colours, TRUE);
    g_ptr_array_free(s->pages, TRUE);
    g_ptr_array_free(s->roles, TRUE);
    g_ptr_array_free(s->tables, TRUE);
    arena_free(s->arena);
    g_free(s);
}

const struct style_font *style_font(const struct style *s, const char *id)
{
    return lookup_or(s->fonts, id, "text");
}

const struct style_colour *style_colour(const struct style *s, const char *id)
{
    return lookup_or(s->colours, id, "text");
}

const struct style_page *style_page(const struct style *s, const char *id)
{
    return lookup_or(s->pages, id, "portrait");
}

const struct style_role *style_role(const struct style *s, const char *id)
{
    return lookup_or(s->roles, id, "body");
}

const struct style_table *style_table(const struct style *s, const char *id)
{
    return lookup_or(s->tables, id, "plain");
}

gboolean style_has_role(const struct style *s, const char *id)
{
    return lookup(s->roles, id) != NULL;
}
