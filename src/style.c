/* Style files into a struct. A style may inherit: then the files from the style asked for down to the one that inherits from
   nothing are read, and each thing (a role, a page, a colour) is what the first of them to speak of an attribute says. So a
   change to "body" reaches every role that is based on it, whichever file that role stands in. After the schema comes
   what a schema cannot say: names that are somewhere, attributes that nobody gave, margins that leave room for text. */
#include "style.h"

#include <stdio.h>
#include <string.h>

#include "resource.h"
#include "schema.h"
#include "tree.h"
#include "xmlfile.h"

/* One file of the chain. */
struct layer {
    const char *name;
    struct xmlfile *file;
    double scale;             /* of the roles' lengths in the files below it */
};

/* What a file says of a thing. */
struct saying {
    xmlNodePtr node;
    guint layer;
};

/* A thing of the style, in the words of all files that speak of it; the style asked for comes first. */
struct thing {
    const char *id;
    GArray *sayings;          /* of struct saying */
    gpointer made;            /* the struct of style.h, when it was read */
    gboolean open;            /* being read: asked for again, it rests on itself */
};

struct reader {
    struct style *s;
    struct diag *d;
    GPtrArray *layers;        /* of struct layer; the style asked for is the first */
    GPtrArray *roles;         /* of struct thing */
    gboolean failed;
};

/* ---- Attributes ---- */

/* The word on an attribute that counts, or NULL. */
static const struct saying *find_saying(const struct thing *t, const char *name)
{
    for (guint i = 0; i < t->sayings->len; i++) {
        const struct saying *s = &g_array_index(t->sayings, struct saying, i);

        if (xmlHasNsProp(s->node, BAD_CAST name, NULL))
            return s;
    }
    return NULL;
}

static const struct xmlfile *file_of(const struct reader *r, const struct saying *s)
{
    return ((struct layer *)r->layers->pdata[s->layer])->file;
}

/* The attribute in the arena, or NULL. */
static const char *text_of(struct reader *r, const struct thing *t, const char *name)
{
    const struct saying *s = find_saying(t, name);

    return s ? arena_strdup(r->s->arena, tree_get(s->node, name)) : NULL;
}

static void bad_value(struct reader *r, const struct thing *t, const char *name, const char *value, const char *hint)
{
    const struct saying *s = find_saying(t, name);

    r->failed = TRUE;
    if (!s)
        s = &g_array_index(t->sayings, struct saying, 0);
    diag_report(r->d, R602, xmlfile_attribute_place(file_of(r, s), s->node, name), NULL, "attribute", name, "value",
                value ? value : "", "hint", hint, NULL);
}

/* The attribute, which some file must have given. Never NULL. */
static const char *need(struct reader *r, const struct thing *t, const char *name)
{
    const char *value = text_of(r, t, name);

    if (!value) {
        const struct saying *s = &g_array_index(t->sayings, struct saying, 0);

        r->failed = TRUE;
        diag_report(r->d, R609, xmlfile_place(file_of(r, s), s->node), NULL, "element", (const char *)s->node->name, "id",
                    t->id, "attribute", name, NULL);
    }
    return value ? value : "";
}

/* How much larger than written a length of a role is: every style above the one that wrote it may scale what it inherits. */
static double scale_of(const struct reader *r, const struct thing *t, const char *name)
{
    const struct saying *s = find_saying(t, name);
    double scale = 1;

    for (guint i = 0; s && i < s->layer; i++)
        scale *= ((struct layer *)r->layers->pdata[i])->scale;
    return scale;
}

static double length_of(struct reader *r, const struct thing *t, const char *name, double otherwise)
{
    const char *value = text_of(r, t, name);
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
    bad_value(r, t, name, value, "write a number of points, or one with pt, mm or cm: 20mm");
    return otherwise;
}

/* A length of a role, in the scale of the style. */
static double scaled_of(struct reader *r, const struct thing *t, const char *name, double otherwise)
{
    return find_saying(t, name) ? length_of(r, t, name, otherwise) * scale_of(r, t, name) : otherwise;
}

static gboolean yes_of(struct reader *r, const struct thing *t, const char *name, gboolean otherwise)
{
    const char *value = text_of(r, t, name);

    if (!value)
        return otherwise;
    if (strcmp(value, "yes") && strcmp(value, "no"))
        bad_value(r, t, name, value, "write yes or no");
    return !strcmp(value, "yes");
}

static int one_of(struct reader *r, const struct thing *t, const char *name, const char *const *words, int otherwise)
{
    const char *value = text_of(r, t, name);

    if (!value)
        return otherwise;
    for (int i = 0; words[i]; i++)
        if (!strcmp(words[i], value))
            return i;
    bad_value(r, t, name, value, words[0]);
    return otherwise;
}

static struct colour colour_of(struct reader *r, const struct thing *t, const char *name, const char **hex)
{
    struct colour c = {0};
    unsigned rgb[3];

    *hex = need(r, t, name);
    if (sscanf(*hex, "#%2x%2x%2x", &rgb[0], &rgb[1], &rgb[2]) == 3 && strlen(*hex) == 7)
        c = (struct colour){rgb[0] / 255.0, rgb[1] / 255.0, rgb[2] / 255.0};
    else {
        if (**hex)
            bad_value(r, t, name, *hex, "write six hexadecimal digits: #1a6b3a");
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

/* "there is no such role; did you mean …" */
static void bad_name(struct reader *r, const struct thing *t, const char *name, const char *value, const GPtrArray *list)
{
    GPtrArray *ids = g_ptr_array_new();
    const char *nearest;
    g_autofree char *hint = NULL;

    for (guint i = 0; i < list->len; i++)
        g_ptr_array_add(ids, *(char **)list->pdata[i]);
    g_ptr_array_add(ids, NULL);
    nearest = diag_nearest(value, (const char *const *)ids->pdata);
    if (nearest) {
        hint = g_strdup_printf("did you mean “%s”?", nearest);
    } else {
        g_autofree char *all = g_strjoinv(", ", (char **)ids->pdata);

        hint = g_strdup_printf("name one of the style: %s", all);
    }
    bad_value(r, t, name, value, hint);
    g_ptr_array_free(ids, TRUE);
}

static gpointer named(struct reader *r, const struct thing *t, const char *name, const GPtrArray *list, gpointer otherwise)
{
    const char *value = text_of(r, t, name);
    gpointer found;

    if (!value)
        return otherwise;
    found = lookup(list, value);
    if (!found)
        bad_name(r, t, name, value, list);
    return found ? found : otherwise;
}

/* ---- Things ---- */

static void thing_free(gpointer data)
{
    struct thing *t = data;

    g_array_free(t->sayings, TRUE);
    g_free(t);
}

/* The list of a kind ("roles") in a file, or NULL. */
static xmlNodePtr find_list(const struct layer *l, const char *kind)
{
    xmlNodePtr n = xmlFirstElementChild(xmlDocGetRootElement(xmlfile_doc(l->file)));

    while (n && strcmp((const char *)n->name, kind))
        n = xmlNextElementSibling(n);
    return n;
}

/* The things of a kind: in the order of the oldest file, then what each newer one adds. */
static GPtrArray *gather(struct reader *r, const char *kind)
{
    GPtrArray *things = g_ptr_array_new_with_free_func(thing_free);

    for (guint i = r->layers->len; i-- > 0;) {
        xmlNodePtr list = find_list(r->layers->pdata[i], kind);

        for (xmlNodePtr n = list ? xmlFirstElementChild(list) : NULL; n; n = xmlNextElementSibling(n)) {
            const char *id = tree_get(n, "id");
            struct saying saying = {n, i};
            struct thing *t = lookup(things, id);

            if (!id) /* a fall-back family */
                continue;
            if (!t) {
                t = g_new0(struct thing, 1);
                t->id = arena_strdup(r->s->arena, id);
                t->sayings = g_array_new(FALSE, FALSE, sizeof(struct saying));
                g_ptr_array_add(things, t);
            }
            g_array_prepend_val(t->sayings, saying);
            if (t->sayings->len > 1 && g_array_index(t->sayings, struct saying, 1).layer == i)
                bad_value(r, t, "id", id, "say everything about it in one place of the file");
        }
    }
    if (!things->len) {
        const struct layer *oldest = r->layers->pdata[r->layers->len - 1];

        r->failed = TRUE;
        diag_report(r->d, R603, xmlfile_place(oldest->file, xmlDocGetRootElement(xmlfile_doc(oldest->file))), NULL,
                    "element", kind, NULL);
    }
    return things;
}

/* The stand-ins of all files; those of the style asked for are tried first. */
static void read_fallbacks(struct reader *r)
{
    for (guint i = 0; i < r->layers->len; i++) {
        xmlNodePtr list = find_list(r->layers->pdata[i], "fonts");

        for (xmlNodePtr n = list ? xmlFirstElementChild(list) : NULL; n; n = xmlNextElementSibling(n)) {
            struct style_fallback *f;
            const char *leading = tree_get(n, "leading");

            if (strcmp((const char *)n->name, "fallback"))
                continue;
            f = arena_new_of(r->s->arena, struct style_fallback);
            f->script = arena_strdup(r->s->arena, tree_get(n, "script"));
            f->languages = arena_strdup(r->s->arena, tree_get(n, "languages"));
            f->family = arena_strdup(r->s->arena, tree_get(n, "family"));
            f->package = arena_strdup(r->s->arena, tree_get(n, "package"));
            f->leading = leading ? g_ascii_strtod(leading, NULL) : 1;
            g_ptr_array_add(r->s->fallbacks, f);
        }
    }
}

static void read_font(struct reader *r, struct thing *t)
{
    struct style_font *f = arena_new_of(r->s->arena, struct style_font);
    const struct saying *family = find_saying(t, "family"), *css = find_saying(t, "css");

    f->id = t->id;
    f->family = need(r, t, "family");
    f->css = need(r, t, "css");
    if (family && css && family->layer < css->layer && !strpbrk(f->family, "'\\<")) { /* a new family, nothing said for the web */
        g_autofree char *both = g_strdup_printf("'%s', %s", f->family, f->css);

        f->css = arena_strdup(r->s->arena, both);
    }
    f->fallbacks = (const struct style_fallback **)r->s->fallbacks->pdata;
    f->n_fallbacks = (int)r->s->fallbacks->len;
    g_ptr_array_add(r->s->fonts, f);
}

static void read_colour(struct reader *r, struct thing *t)
{
    struct style_colour *c = arena_new_of(r->s->arena, struct style_colour);

    c->id = t->id;
    c->light = colour_of(r, t, "light", &c->light_hex);
    c->dark = colour_of(r, t, "dark", &c->dark_hex);
    for (guint i = 0; i < t->sayings->len; i++)
        c->tone |= !strcmp((const char *)g_array_index(t->sayings, struct saying, i).node->name, "tone");
    c->pattern = c->tone ? need(r, t, "pattern") : "none";
    c->shape = c->tone ? need(r, t, "shape") : "";
    g_ptr_array_add(r->s->colours, c);
}

static double need_length(struct reader *r, const struct thing *t, const char *name)
{
    need(r, t, name);
    return length_of(r, t, name, 0);
}

static void read_page(struct reader *r, struct thing *t)
{
    struct style_page *p = arena_new_of(r->s->arena, struct style_page);
    gboolean failed = r->failed;

    p->id = t->id;
    p->w = need_length(r, t, "width");
    p->h = need_length(r, t, "height");
    p->top = need_length(r, t, "top");
    p->bottom = need_length(r, t, "bottom");
    p->inner = need_length(r, t, "inner");
    p->outer = need_length(r, t, "outer");
    p->indent_start = length_of(r, t, "indent-start", 0);
    p->indent_end = length_of(r, t, "indent-end", 0);
    p->head = length_of(r, t, "head", p->top / 2);
    p->foot = length_of(r, t, "foot", p->bottom / 2);
    p->head_rule = length_of(r, t, "head-rule", 0);
    p->foot_rule = length_of(r, t, "foot-rule", 0);
    p->mirrored = yes_of(r, t, "mirrored", FALSE);
    if (r->failed == failed &&
        (p->w - p->inner - p->outer - p->indent_start - p->indent_end < 72 || p->h - p->top - p->bottom < 72))
        bad_value(r, t, "id", p->id, "leave at least 72 points of width and of height for the text");
    g_ptr_array_add(r->s->pages, p);
}

static void read_role(struct reader *r, struct thing *t);

/* Roles that rest on each other: said where the newest file closes the circle. */
static void bad_circle(struct reader *r, const struct thing *member)
{
    const struct thing *t = member, *newest = member;

    do {
        if (find_saying(t, "based-on")->layer < find_saying(newest, "based-on")->layer)
            newest = t;
        t = lookup(r->roles, text_of(r, t, "based-on"));
    } while (t != member);
    bad_value(r, newest, "based-on", text_of(r, newest, "based-on"), "no role can rest on itself: base one of the circle on a role outside it");
}

/* A role that only the newer files have and that rests on nothing is most likely a slip of the pen. */
static void warn_new(struct reader *r, const struct thing *t)
{
    const struct saying *first = &g_array_index(t->sayings, struct saying, t->sayings->len - 1);
    GPtrArray *ids;

    if (first->layer + 1 == r->layers->len || find_saying(t, "based-on") || find_saying(t, "font"))
        return;
    ids = g_ptr_array_new();
    for (guint i = 0; i < r->roles->len; i++)
        if (r->roles->pdata[i] != t)
            g_ptr_array_add(ids, (gpointer)((struct thing *)r->roles->pdata[i])->id);
    g_ptr_array_add(ids, NULL);
    diag_report(r->d, R610, xmlfile_attribute_place(file_of(r, first), first->node, "id"), NULL, "id", t->id, "nearest",
                diag_nearest(t->id, (const char *const *)ids->pdata), NULL);
    g_ptr_array_free(ids, TRUE);
}

/* The role that this one is based on, read first wherever it stands; NULL: none. */
static const struct style_role *base_of(struct reader *r, struct thing *t)
{
    const char *name = text_of(r, t, "based-on");
    struct thing *base = lookup(r->roles, name);

    if (!name)
        return NULL;
    if (!base) {
        bad_name(r, t, "based-on", name, r->roles);
        return NULL;
    }
    if (base->open) {
        bad_circle(r, base);
        return NULL;
    }
    read_role(r, base);
    return base->made;
}

static void read_role(struct reader *r, struct thing *t)
{
    static const char *const weights[] = {"normal", "bold", NULL}, *const slants[] = {"upright", "italic", NULL};
    static const char *const aligns[] = {"start", "end", "center", "justify", NULL};
    const struct style_role *base;
    struct style_role *o;

    if (t->made)
        return;
    t->open = TRUE;
    base = base_of(r, t);
    t->open = FALSE;
    t->made = o = arena_new_of(r->s->arena, struct style_role);
    if (base)
        *o = *base;
    else
        *o = (struct style_role){.font = r->s->fonts->pdata[0], .colour = style_colour(r->s, "text"), .size = 10,
                                 .leading = 12, .weight = 400, .orphans = 2, .widows = 2, .label_gap = 4};
    o->id = t->id;
    o->font = named(r, t, "font", r->s->fonts, (gpointer)o->font);
    o->colour = named(r, t, "colour", r->s->colours, (gpointer)o->colour);
    o->size = scaled_of(r, t, "size", o->size);
    o->leading = scaled_of(r, t, "leading", o->leading);
    o->weight = one_of(r, t, "weight", weights, o->weight > 400) ? 700 : 400;
    o->italic = one_of(r, t, "slant", slants, o->italic);
    o->align = (enum align)one_of(r, t, "align", aligns, (int)o->align);
    o->hyphenate = yes_of(r, t, "hyphenate", o->hyphenate);
    o->before = scaled_of(r, t, "before", o->before);
    o->after = scaled_of(r, t, "after", o->after);
    o->start = scaled_of(r, t, "start", o->start);
    o->end = scaled_of(r, t, "end", o->end);
    o->first = scaled_of(r, t, "first", o->first);
    o->label = scaled_of(r, t, "label", o->label);
    o->label_align = (enum align)one_of(r, t, "label-align", aligns, (int)o->label_align);
    o->label_gap = scaled_of(r, t, "label-gap", o->label_gap);
    o->label_raised = yes_of(r, t, "label-raised", o->label_raised);
    o->keep_next = yes_of(r, t, "keep-next", o->keep_next);
    o->keep_together = yes_of(r, t, "keep-together", o->keep_together);
    o->orphans = (int)length_of(r, t, "orphans", o->orphans);
    o->widows = (int)length_of(r, t, "widows", o->widows);
    if (o->size <= 0)
        bad_value(r, t, "size", text_of(r, t, "size"), "letters are larger than 0");
    if (o->leading <= 0)
        bad_value(r, t, "leading", text_of(r, t, "leading"), "lines stand further apart than 0");
}

/* A fill, or NULL for "none". */
static const struct style_colour *fill_of(struct reader *r, const struct thing *t, const char *name)
{
    const char *value = text_of(r, t, name);

    return value && !strcmp(value, "none") ? NULL : named(r, t, name, r->s->colours, NULL);
}

static void read_table(struct reader *r, struct thing *thing)
{
    static const char *const widths[] = {"text", "full", NULL};
    struct style_table *t = arena_new_of(r->s->arena, struct style_table);
    const struct style_colour *text = style_colour(r->s, "text");
    const struct style_role *body = style_role(r->s, "body");

    t->id = thing->id;
    t->full = one_of(r, thing, "width", widths, 0);
    t->column_scale = length_of(r, thing, "column-scale", 1);
    t->least_scale = CLAMP(length_of(r, thing, "least-scale", 0.85), 0.5, 1);
    t->rule_top = length_of(r, thing, "rule-top", 0);
    t->rule_head = length_of(r, thing, "rule-head", 0);
    t->rule_bottom = length_of(r, thing, "rule-bottom", 0);
    t->rule_row = length_of(r, thing, "rule-row", 0);
    t->rule_band = length_of(r, thing, "rule-band", 0);
    t->pad_x = length_of(r, thing, "pad-x", 0);
    t->pad_y = length_of(r, thing, "pad-y", 0);
    t->before = length_of(r, thing, "before", 0);
    t->after = length_of(r, thing, "after", 0);
    t->rule = named(r, thing, "rule", r->s->colours, (gpointer)text);
    t->row_rule = named(r, thing, "row-rule", r->s->colours, (gpointer)text);
    t->band = fill_of(r, thing, "band");
    t->head = fill_of(r, thing, "head");
    t->summary = fill_of(r, thing, "summary");
    t->zebra = fill_of(r, thing, "zebra");
    need(r, thing, "cell-role"); /* a new table that says this was meant */
    t->cell_role = named(r, thing, "cell-role", r->s->roles, (gpointer)body);
    t->head_role = named(r, thing, "head-role", r->s->roles, (gpointer)body);
    t->band_role = named(r, thing, "band-role", r->s->roles, (gpointer)body);
    t->summary_role = named(r, thing, "summary-role", r->s->roles, (gpointer)body);
    g_ptr_array_add(r->s->tables, t);
}

/* The newest file that lists bullets replaces the whole list. */
static void read_bullets(struct reader *r)
{
    xmlNodePtr bullets = NULL;
    int i = 0;

    for (guint k = 0; k < r->layers->len && !bullets; k++)
        bullets = find_list(r->layers->pdata[k], "bullets");
    for (xmlNodePtr n = bullets ? xmlFirstElementChild(bullets) : NULL; n && i < 3; n = xmlNextElementSibling(n)) {
        xmlChar *text = xmlNodeGetContent(n);

        r->s->bullets[i++] = arena_strdup(r->s->arena, (const char *)text);
        xmlFree(text);
    }
    for (; i < 3; i++)
        r->s->bullets[i] = i ? r->s->bullets[i - 1] : "•";
}

static void read_each(struct reader *r, const char *kind, void (*read)(struct reader *, struct thing *))
{
    GPtrArray *things = r->failed ? NULL : gather(r, kind);

    for (guint i = 0; things && i < things->len; i++)
        read(r, things->pdata[i]);
    if (things)
        g_ptr_array_unref(things);
}

static void read_roles(struct reader *r)
{
    if (r->failed)
        return;
    r->roles = gather(r, "roles");
    for (guint i = 0; i < r->roles->len; i++) {
        warn_new(r, r->roles->pdata[i]);
        read_role(r, r->roles->pdata[i]);
    }
    for (guint i = 0; i < r->roles->len; i++)
        g_ptr_array_add(r->s->roles, ((struct thing *)r->roles->pdata[i])->made);
    g_ptr_array_unref(r->roles);
}

static void read_style(struct reader *r)
{
    const struct layer *first = r->layers->pdata[0];

    r->s->id = arena_strdup(r->s->arena, tree_get(xmlDocGetRootElement(xmlfile_doc(first->file)), "id"));
    read_fallbacks(r);
    read_each(r, "fonts", read_font);
    read_each(r, "colours", read_colour);
    read_each(r, "pages", read_page);
    read_roles(r);
    read_each(r, "tables", read_table);
    read_bullets(r);
}

/* ---- Files ---- */

static void layer_free(gpointer data)
{
    struct layer *l = data;

    xmlfile_free(l->file);
    g_free(l);
}

static void no_such_style(struct reader *r, const char *name, struct place place)
{
    char **files = resource_list("styles/");
    GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
    g_autofree char *all = NULL;

    for (char **f = files; *f; f++)
        if (g_str_has_suffix(*f, ".xml"))
            g_ptr_array_add(names, g_strndup(*f + strlen("styles/"), strlen(*f) - strlen("styles/") - strlen(".xml")));
    g_ptr_array_add(names, NULL);
    all = g_strjoinv(", ", (char **)names->pdata);
    diag_report(r->d, R604, place, NULL, "name", name, "nearest", diag_nearest(name, (const char *const *)names->pdata),
                "all", all, NULL);
    g_ptr_array_unref(names);
    g_strfreev(files);
}

/* TRUE when a file of that name is among those read: then `circle` is their names from there on. */
static gboolean find_circle(const struct reader *r, const char *name, GString *circle)
{
    gboolean found = FALSE;

    for (guint i = 0; i < r->layers->len; i++) {
        const char *layer = ((struct layer *)r->layers->pdata[i])->name;

        found |= !strcmp(layer, name);
        if (found)
            g_string_append_printf(circle, "%s inherits ", layer);
    }
    g_string_append(circle, name);
    return found;
}

/* Reads the style asked for and those it inherits from. */
static void read_layers(struct reader *r, const char *name)
{
    struct place place = {0};

    while (name && !r->failed) {
        g_autofree char *resource = g_strconcat("styles/", name, ".xml", NULL);
        g_autoptr(GString) circle = g_string_new(NULL);
        GBytes *there = resource_load(resource);
        struct layer *l = NULL;
        xmlNodePtr root;
        xmlNodePtr roles;

        r->failed = TRUE;
        if (!there) {
            no_such_style(r, name, place);
            return;
        }
        g_bytes_unref(there);
        if (find_circle(r, name, circle)) {
            diag_report(r->d, R608, place, NULL, "circle", circle->str, NULL);
            return;
        }
        l = g_new0(struct layer, 1);
        l->name = name;
        l->scale = 1;
        g_ptr_array_add(r->layers, l);
        l->file = xmlfile_resource(resource, r->d);
        if (!l->file || !schema_validate("schemas/style.xsd", xmlfile_doc(l->file), NULL, FALSE, r->d))
            return;
        r->failed = FALSE;
        root = xmlDocGetRootElement(xmlfile_doc(l->file));
        roles = find_list(l, "roles");
        if (roles && tree_get(roles, "scale"))
            l->scale = g_ascii_strtod(tree_get(roles, "scale"), NULL);
        if (!(l->scale > 0))
            l->scale = 1;
        name = tree_get(root, "inherits");
        place = xmlfile_attribute_place(l->file, root, "inherits");
    }
}

struct style *style_load(const char *name, struct diag *d)
{
    struct reader r = {.d = d, .layers = g_ptr_array_new_with_free_func(layer_free)};

    r.s = g_new0(struct style, 1);
    r.s->arena = arena_new();
    r.s->fallbacks = g_ptr_array_new();
    r.s->fonts = g_ptr_array_new();
    r.s->colours = g_ptr_array_new();
    r.s->pages = g_ptr_array_new();
    r.s->roles = g_ptr_array_new();
    r.s->tables = g_ptr_array_new();
    read_layers(&r, name);
    if (!r.failed)
        read_style(&r);
    g_ptr_array_unref(r.layers);
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
    g_ptr_array_free(s->fallbacks, TRUE);
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
