/* A small scanner finds the tags of a file that libxml2 has already found well-formed; changes are kept as
   (range, replacement) and applied in one pass. Nothing is ever written from a tree, so that what a person typed
   survives. Markup by XML 1.0, 5th edition, productions 39 to 44. */
#include "patch.h"

#include <string.h>

struct edit {
    struct span range;   /* empty: an insertion */
    char *text;
    guint order;         /* of being made */
};

static gboolean is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static gboolean starts(const char *p, const char *end, const char *word)
{
    gsize len = strlen(word);

    return (gsize)(end - p) >= len && !memcmp(p, word, len);
}

/* Behind the next `word` from p on, or NULL. */
static const char *behind(const char *p, const char *end, const char *word)
{
    gsize len = strlen(word);
    const char *hit = g_strstr_len(p, end - p, word);

    return hit ? hit + len : NULL;
}

static gboolean ends_name(char c)
{
    return is_blank(c) || c == '=' || c == '/' || c == '>';
}

/* Reads the start tag at p; returns what follows it, or NULL. */
static const char *scan_tag(struct patch *p, const char *at, const char *end, struct patch_element *e)
{
    const char *q = at + 1;

    e->tag.from = (gsize)(at - p->bytes);
    e->name.from = e->tag.from + 1;
    while (q < end && !ends_name(*q))
        q++;
    e->name.to = (gsize)(q - p->bytes);
    e->attributes = p->attributes->len;
    while (q < end) {
        struct patch_attribute a;
        char quote;

        while (q < end && is_blank(*q))
            q++;
        if (q >= end)
            return NULL;
        if (*q == '>' || (*q == '/' && q + 1 < end && q[1] == '>')) {
            e->empty = *q == '/';
            q += e->empty ? 2 : 1;
            e->tag.to = (gsize)(q - p->bytes);
            e->n_attributes = p->attributes->len - e->attributes;
            return q;
        }
        a.name.from = (gsize)(q - p->bytes);
        while (q < end && !ends_name(*q))
            q++;
        a.name.to = (gsize)(q - p->bytes);
        while (q < end && (is_blank(*q) || *q == '='))
            q++;
        if (q >= end || (*q != '"' && *q != '\''))
            return NULL;
        quote = *q++;
        a.value.from = (gsize)(q - p->bytes);
        q = memchr(q, quote, (gsize)(end - q));
        if (!q)
            return NULL;
        a.value.to = (gsize)(q - p->bytes);
        q++;
        g_array_append_val(p->attributes, a);
    }
    return NULL;
}

static gboolean scan(struct patch *p)
{
    const char *q = p->bytes, *end = p->bytes + p->size;
    int open = -1;

    while ((q = memchr(q, '<', (gsize)(end - q)))) {
        if (starts(q, end, "<!--"))
            q = behind(q + 4, end, "-->");
        else if (starts(q, end, "<![CDATA["))
            q = behind(q, end, "]]>");
        else if (starts(q, end, "<?"))
            q = behind(q, end, "?>");
        else if (starts(q, end, "<!"))
            return FALSE; /* DOCTYPE */
        else if (starts(q, end, "</")) {
            struct patch_element *e;

            if (open < 0)
                return FALSE;
            e = &g_array_index(p->elements, struct patch_element, (guint)open);
            e->close = (gsize)(q - p->bytes);
            q = behind(q, end, ">");
            if (!q)
                return FALSE;
            e->end = (gsize)(q - p->bytes);
            open = e->parent;
        } else {
            struct patch_element e = {.parent = open};

            q = scan_tag(p, q, end, &e);
            if (!q)
                return FALSE;
            e.close = e.end = e.tag.to;
            g_array_append_val(p->elements, e);
            if (!e.empty)
                open = (int)p->elements->len - 1;
        }
        if (!q)
            return FALSE;
    }
    return open < 0 && p->elements->len > 0;
}

static void clear_edit(gpointer data)
{
    g_free(((struct edit *)data)->text);
}

struct patch *patch_new(const char *bytes, gsize size)
{
    struct patch *p = g_new0(struct patch, 1);

    p->bytes = bytes;
    p->size = size;
    p->elements = g_array_new(FALSE, FALSE, sizeof(struct patch_element));
    p->attributes = g_array_new(FALSE, FALSE, sizeof(struct patch_attribute));
    p->edits = g_array_new(FALSE, FALSE, sizeof(struct edit));
    g_array_set_clear_func(p->edits, clear_edit);
    if (!scan(p)) {
        patch_free(p);
        return NULL;
    }
    return p;
}

void patch_free(struct patch *p)
{
    if (!p)
        return;
    g_array_free(p->elements, TRUE);
    g_array_free(p->attributes, TRUE);
    g_array_free(p->edits, TRUE);
    g_free(p);
}

const struct patch_element *patch_element(const struct patch *p, guint number)
{
    g_assert(number < p->elements->len);
    return &g_array_index(p->elements, struct patch_element, number);
}

int patch_find(const struct patch *p, gsize offset)
{
    guint low = 0, high = p->elements->len;

    while (low < high) {
        guint middle = low + (high - low) / 2;

        if (patch_element(p, middle)->tag.from < offset)
            low = middle + 1;
        else
            high = middle;
    }
    return low < p->elements->len && patch_element(p, low)->tag.from == offset ? (int)low : -1;
}

int patch_first_child(const struct patch *p, guint number)
{
    guint next = number + 1;

    return next < p->elements->len && patch_element(p, next)->parent == (int)number ? (int)next : -1;
}

int patch_next_sibling(const struct patch *p, guint number)
{
    int parent = patch_element(p, number)->parent;
    gsize end = patch_element(p, number)->end;
    guint next = number + 1;

    while (next < p->elements->len && patch_element(p, next)->tag.from < end)
        next++;
    return next < p->elements->len && patch_element(p, next)->parent == parent ? (int)next : -1;
}

const struct patch_attribute *patch_attribute(const struct patch *p, guint number, const char *name)
{
    const struct patch_element *e = patch_element(p, number);
    gsize len = strlen(name);

    for (guint i = 0; i < e->n_attributes; i++) {
        const struct patch_attribute *a = &g_array_index(p->attributes, struct patch_attribute, e->attributes + i);

        if (a->name.to - a->name.from == len && !memcmp(p->bytes + a->name.from, name, len))
            return a;
    }
    return NULL;
}

void patch_replace(struct patch *p, struct span range, const char *text)
{
    struct edit e = {range, g_strdup(text), p->edits->len};

    g_assert(range.from <= range.to && range.to <= p->size);
    g_array_append_val(p->edits, e);
}

void patch_insert(struct patch *p, gsize at, const char *text)
{
    patch_replace(p, (struct span){at, at}, text);
}

/* XML escapes; in attribute values also quotes, and white space that a parser would turn into spaces. */
static char *escape(const char *text, gboolean value, char quote)
{
    GString *s = g_string_new(NULL);

    for (const char *c = text; *c; c++)
        switch (*c) {
        case '&': g_string_append(s, "&amp;"); break;
        case '<': g_string_append(s, "&lt;"); break;
        case '>': g_string_append(s, "&gt;"); break;
        case '\r': g_string_append(s, "&#13;"); break;
        case '\n': g_string_append(s, value ? "&#10;" : "\n"); break;
        case '\t': g_string_append(s, value ? "&#9;" : "\t"); break;
        default:
            if (value && *c == quote)
                g_string_append(s, quote == '"' ? "&quot;" : "&apos;");
            else
                g_string_append_c(s, *c);
        }
    return g_string_free(s, FALSE);
}

char *patch_escape_text(const char *text)
{
    return escape(text, FALSE, 0);
}

char *patch_escape_value(const char *value)
{
    return escape(value, TRUE, '"');
}

void patch_set_attribute(struct patch *p, guint number, const char *name, const char *value)
{
    const struct patch_attribute *a = patch_attribute(p, number, name);
    const struct patch_element *e = patch_element(p, number);
    char *escaped;

    if (a) {
        escaped = escape(value, TRUE, p->bytes[a->value.to]);
        patch_replace(p, a->value, escaped);
    } else {
        gsize at = e->tag.to - (e->empty ? 2 : 1);
        char *plain = patch_escape_value(value);

        while (is_blank(p->bytes[at - 1])) /* a space before /> stays before it */
            at--;
        escaped = g_strdup_printf(" %s=\"%s\"", name, plain);
        patch_insert(p, at, escaped);
        g_free(plain);
    }
    g_free(escaped);
}

void patch_set_markup(struct patch *p, guint number, const char *markup)
{
    const struct patch_element *e = patch_element(p, number);
    char *whole;

    if (!e->empty) {
        patch_replace(p, (struct span){e->tag.to, e->close}, markup);
        return;
    }
    whole = g_strdup_printf(">%s</%.*s>", markup, (int)(e->name.to - e->name.from), p->bytes + e->name.from);
    patch_replace(p, (struct span){e->tag.to - 2, e->tag.to}, whole);
    g_free(whole);
}

void patch_set_text(struct patch *p, guint number, const char *text)
{
    char *escaped = patch_escape_text(text);

    patch_set_markup(p, number, escaped);
    g_free(escaped);
}

/* The white space that ends at `at`. */
static struct span blank_before(const struct patch *p, gsize at)
{
    struct span s = {at, at};

    while (s.from > 0 && is_blank(p->bytes[s.from - 1]))
        s.from--;
    return s;
}

/* Behind the comments that close the line on which `at` stands; `at` itself when something else follows. */
static gsize behind_comments(const struct patch *p, gsize at)
{
    const char *q = p->bytes + at, *end = p->bytes + p->size, *after = q;

    for (;;) {
        while (q < end && (*q == ' ' || *q == '\t'))
            q++;
        if (q >= end || *q == '\n' || *q == '\r')
            return (gsize)(after - p->bytes);
        if (!starts(q, end, "<!--"))
            return at;
        q = after = behind(q + 4, end, "-->");
        g_assert(q);
    }
}

void patch_remove(struct patch *p, guint number)
{
    const struct patch_element *e = patch_element(p, number);
    struct span blank = blank_before(p, e->tag.from), range = {blank.from, e->end};

    gboolean begins_line = memchr(p->bytes + blank.from, '\n', blank.to - blank.from) != NULL;

    if (begins_line && behind_comments(p, e->end) > e->end) {
        range.from = e->tag.from; /* the comment behind it keeps the line */
        while (p->bytes[range.to] == ' ' || p->bytes[range.to] == '\t')
            range.to++;
    }
    patch_replace(p, range, "");
}

void patch_remove_attribute(struct patch *p, guint number, const char *name)
{
    const struct patch_attribute *a = patch_attribute(p, number, name);

    if (a)
        patch_replace(p, (struct span){blank_before(p, a->name.from).from, a->value.to + 1}, "");
}

void patch_insert_before(struct patch *p, guint number, const char *markup)
{
    const struct patch_element *e = patch_element(p, number);
    struct span blank = blank_before(p, e->tag.from);
    char *text = g_strdup_printf("%.*s%s", (int)(blank.to - blank.from), p->bytes + blank.from, markup);

    patch_insert(p, blank.from, text); /* in front of the white space, so that the element may be removed as well */
    g_free(text);
}

void patch_insert_after(struct patch *p, guint number, const char *markup)
{
    const struct patch_element *e = patch_element(p, number);
    struct span blank = blank_before(p, e->tag.from);
    char *text = g_strdup_printf("%.*s%s", (int)(blank.to - blank.from), p->bytes + blank.from, markup);
    char *line = strchr(text, '\n');

    if (line) /* an empty line before the element is not repeated */
        for (char *next; (next = strchr(line + 1, '\n')) && next < text + (blank.to - blank.from);)
            line = next;
    patch_insert(p, behind_comments(p, e->end), line ? (line > text && line[-1] == '\r' ? line - 1 : line) : text);
    g_free(text);
}

void patch_append_child(struct patch *p, guint number, const char *const *lines)
{
    const struct patch_element *e = patch_element(p, number);
    const char *line_end = strstr(p->bytes, "\r\n") ? "\r\n" : "\n";
    char *indent = g_strdup("  ");
    GString *s = g_string_new(NULL);
    int child = patch_first_child(p, number), next;
    gsize at;

    if (child >= 0) {
        struct span blank;
        const char *line;

        while ((next = patch_next_sibling(p, (guint)child)) >= 0)
            child = next;
        blank = blank_before(p, patch_element(p, (guint)child)->tag.from);
        line = g_strrstr_len(p->bytes + blank.from, (gssize)(blank.to - blank.from), "\n");
        if (line) {
            g_free(indent);
            indent = g_strndup(line + 1, (gsize)(p->bytes + blank.to - (line + 1)));
        }
    }
    at = e->empty ? e->tag.to - 2 : blank_before(p, e->close).from;
    /* a comment that closes the last line stays on it; comments of their own lines before the end tag stay there too */
    for (guint i = 0; lines[i]; i++) {
        const char *text = lines[i];

        if (g_str_has_prefix(text, "  "))
            text += 2; /* one level is the child's own indentation */
        g_string_append_printf(s, "%s%s%s", line_end, *text ? indent : "", text);
    }
    if (e->empty) {
        g_string_prepend(s, ">");
        g_string_append_printf(s, "%s</%.*s>", line_end, (int)(e->name.to - e->name.from), p->bytes + e->name.from);
        patch_replace(p, (struct span){at, e->tag.to}, s->str);
    } else if (!g_strrstr_len(p->bytes + at, (gssize)(e->close - at), "\n")) {
        g_string_append(s, line_end); /* the end tag stood on the line of what comes before it */
        patch_insert(p, at, s->str);
    } else {
        patch_insert(p, at, s->str);
    }
    g_free(indent);
    g_string_free(s, TRUE);
}

gboolean patch_is_empty(const struct patch *p)
{
    return !p->edits->len;
}

static gint compare_edits(gconstpointer a, gconstpointer b)
{
    const struct edit *x = a, *y = b;

    if (x->range.from != y->range.from)
        return x->range.from < y->range.from ? -1 : 1;
    if ((x->range.from == x->range.to) != (y->range.from == y->range.to)) /* insertions stand before what is replaced */
        return x->range.from == x->range.to ? -1 : 1;
    return x->order < y->order ? -1 : 1;
}

char *patch_apply(const struct patch *p, gsize *size)
{
    GString *s = g_string_sized_new(p->size + 1024);
    gsize at = 0;

    g_array_sort(p->edits, compare_edits);
    for (guint i = 0; i < p->edits->len; i++) {
        const struct edit *e = &g_array_index(p->edits, struct edit, i);

        g_assert(e->range.from >= at);
        g_string_append_len(s, p->bytes + at, (gssize)(e->range.from - at));
        g_string_append(s, e->text);
        at = e->range.to;
    }
    g_string_append_len(s, p->bytes + at, (gssize)(p->size - at));
    *size = s->len;
    return g_string_free(s, FALSE);
}
