/* Stacked horizontal bars. Lengths are counts on one scale for all bars, so that totals can be compared; the label
   stands above its bar (beside it, and the legend on top, where bars are many), the count in its segment where it fits, the
   total at the end. Colour is never alone: each
   series has a pattern of its own, and each number is in the data table and in the alternative text as well. */
#include "chart.h"

#include <string.h>

#include "tree.h"

/* For letters of the size of styles/un.xml; larger ones take more. */
#define EM_LABEL 8.5     /* pt, roles chart-label and chart-legend */
#define EM_VALUE 8.0     /* pt, roles chart-value and chart-total */
#define TOTAL_ROOM 34.0  /* pt, right of the longest bar */
#define SWATCH 9.0

#define MANY 520.0       /* pt: a column of bars with labels above them that is longer has the labels beside them */
#define LABELS_PART 0.5  /* of the width, for labels beside bars */

struct series {
    const char *id, *label, *tone, *pattern;
};

static const char *const patterns[] = {"none", "diagonal", "dots", "horizontal", "cross"};

/* A mean width is enough to decide whether words fit; wide letters are rare in figures and labels. */
static double measure(const char *words, double em)
{
    return 0.52 * em * (double)g_utf8_strlen(words, -1);
}

static gboolean is_taken(const GArray *series, const char *tone, const char *pattern)
{
    for (guint i = 0; i < series->len; i++) {
        const struct series *s = &g_array_index(series, struct series, i);

        if (!strcmp(s->pattern, pattern) && !strcmp(s->tone, tone))
            return TRUE;
    }
    return FALSE;
}

/* Each tone has a pattern of its own; a second series of the same tone takes the next that this tone has free. */
static const char *choose_pattern(const GArray *series, const char *tone)
{
    static const char *const tones[] = {"good", "partial", "bad", "none", "contrary", "neutral"};
    static const int first[] = {0, 1, 2, 3, 4, 0};
    int at = 0;

    for (gsize i = 0; i < G_N_ELEMENTS(tones); i++)
        if (!strcmp(tone, tones[i]))
            at = first[i];
    for (gsize i = 0; i < G_N_ELEMENTS(patterns); i++) {
        const char *pattern = patterns[(at + (int)i) % (int)G_N_ELEMENTS(patterns)];

        if (!is_taken(series, tone, pattern))
            return pattern;
    }
    return patterns[at];
}

static const char *text_of(const xmlNode *element)
{
    return element && element->children && element->children->content ? (const char *)element->children->content : "";
}

static GArray *read_series(const xmlNode *chart)
{
    GArray *all = g_array_new(FALSE, FALSE, sizeof(struct series));

    for (xmlNodePtr node = tree_first(chart, "series"); node; node = tree_next(node)) {
        struct series s = {tree_get(node, "id"), text_of(tree_first(node, "label")), tree_get(node, "tone"),
                           tree_get(node, "pattern")};

        if (!s.pattern)
            s.pattern = choose_pattern(all, s.tone);
        g_array_append_val(all, s);
    }
    return all;
}

static double value_of(const xmlNode *bar, const char *series)
{
    for (xmlNodePtr value = tree_first(bar, "value"); value; value = tree_next(value))
        if (tree_has(value, "series", series))
            return g_ascii_strtod(text_of(value), NULL);
    return 0;
}

static double sum_of(const xmlNode *bar, const GArray *series)
{
    double sum = 0;

    for (guint i = 0; i < series->len; i++)
        sum += value_of(bar, g_array_index(series, struct series, i).id);
    return sum;
}

static void draw_text(xmlNodePtr drawing, double x, double y, const char *anchor, const char *role, const char *tone,
                      const char *words)
{
    xmlNodePtr text;

    if (!*words)
        return;
    text = tree_add_text(drawing, "text", words);
    tree_set_number(text, "x", x);
    tree_set_number(text, "y", y);
    if (anchor)
        tree_set(text, "anchor", anchor);
    tree_set(text, "role", role);
    if (tone)
        tree_set(text, "tone", tone);
}

static void draw_rect(xmlNodePtr drawing, double x, double y, double w, double h, const struct series *s)
{
    xmlNodePtr rect = tree_add(drawing, "rect");

    tree_set_number(rect, "x", x);
    tree_set_number(rect, "y", y);
    tree_set_number(rect, "w", w);
    tree_set_number(rect, "h", h);
    tree_set(rect, "tone", s->tone);
    tree_set(rect, "pattern", s->pattern);
}

static void draw_bar(xmlNodePtr drawing, const xmlNode *bar, const GArray *series, double x, double top, double thick,
                     double scale, double letters, const struct l10n *l10n)
{
    double em = EM_VALUE * letters, baseline = top + thick / 2 + em * 0.36;
    char *words;

    for (guint i = 0; i < series->len; i++) {
        const struct series *s = &g_array_index(series, struct series, i);
        double value = value_of(bar, s->id), w = value * scale;

        if (value <= 0)
            continue;
        draw_rect(drawing, x, top, w, thick, s);
        words = l10n_count(l10n, (gint64)value);
        if (measure(words, em) + 3 <= w)
            draw_text(drawing, x + w / 2, baseline, "middle", "chart-value", s->tone, words);
        g_free(words);
        x += w;
    }
    words = l10n_count(l10n, (gint64)sum_of(bar, series));
    draw_text(drawing, x + 5, baseline, NULL, "chart-total", NULL, words);
    g_free(words);
}

/* Returns the height that the legend takes. Entries run on over lines of the width given. */
static double draw_legend(xmlNodePtr drawing, const GArray *series, double top, double letters)
{
    double x = 0, y = top, swatch = SWATCH * letters;

    for (guint i = 0; i < series->len; i++) {
        const struct series *s = &g_array_index(series, struct series, i);
        double w = swatch + 4 + measure(s->label, EM_LABEL * letters);

        if (x > 0 && x + w > CHART_WIDTH) {
            x = 0;
            y += swatch + 5;
        }
        draw_rect(drawing, x, y, swatch, swatch, s);
        draw_text(drawing, x + swatch + 4, y + swatch - 1.2 * letters, NULL, "chart-legend", NULL, s->label);
        x += w + 16;
    }
    return y + swatch - top;
}

/* "Supported, 48 recommendations: Implemented 20; Not started 28." for every bar. */
static char *describe(const xmlNode *chart, const GArray *series, const char *caption, const struct l10n *l10n)
{
    GString *bars = g_string_new(NULL);
    char *sentence, *words;

    for (xmlNodePtr bar = tree_first(chart, "bar"); bar; bar = tree_next(bar)) {
        GString *values = g_string_new(NULL);
        char *total = g_strdup_printf("%.0f", sum_of(bar, series));

        for (guint i = 0; i < series->len; i++) {
            const struct series *s = &g_array_index(series, struct series, i);
            double value = value_of(bar, s->id);
            char *n = g_strdup_printf("%.0f", value);

            if (value > 0) {
                words = l10n_words(l10n, "chart.alt-value", "series", s->label, "n", n, NULL);
                g_string_append_printf(values, "%s%s", values->len ? "; " : "", words);
                g_free(words);
            }
            g_free(n);
        }
        words = l10n_words(l10n, "chart.alt-bar", "label", text_of(tree_first(bar, "label")), "n", total, "values",
                           values->str, NULL);
        g_string_append_printf(bars, "%s%s", bars->len ? " " : "", words);
        g_free(words);
        g_free(total);
        g_string_free(values, TRUE);
    }
    sentence = l10n_words(l10n, "chart.alt", "caption", caption, "bars", bars->str, NULL);
    g_string_free(bars, TRUE);
    return sentence;
}

/* Right-to-left documents: the same picture in a mirror; the words keep their own direction. */
static void mirror(xmlNodePtr drawing)
{
    for (xmlNodePtr node = drawing->children; node; node = node->next) {
        const char *x = node->type == XML_ELEMENT_NODE ? tree_get(node, "x") : NULL;
        const char *w = x ? tree_get(node, "w") : NULL;

        if (x)
            tree_set_number(node, "x", CHART_WIDTH - g_ascii_strtod(x, NULL) - (w ? g_ascii_strtod(w, NULL) : 0));
        if (x && !w && !tree_has(node, "anchor", "middle"))
            tree_set(node, "anchor", tree_has(node, "anchor", "end") ? "start" : "end");
    }
}

/* Breaks words into lines of this width; NULL-terminated, g_strfreev the result. */
static char **wrap(const char *words, double width, double em)
{
    char **pieces = g_strsplit(words, " ", -1);
    GPtrArray *lines = g_ptr_array_new();
    GString *line = g_string_new(NULL);

    for (char **w = pieces; *w; w++) {
        g_autofree char *longer = line->len ? g_strconcat(line->str, " ", *w, NULL) : g_strdup(*w);

        if (line->len && measure(longer, em) > width) {
            g_ptr_array_add(lines, g_strdup(line->str));
            g_string_assign(line, *w);
        } else
            g_string_assign(line, longer);
    }
    g_ptr_array_add(lines, g_string_free(line, FALSE));
    g_ptr_array_add(lines, NULL);
    g_strfreev(pieces);
    return (char **)g_ptr_array_free(lines, FALSE);
}

/* Labels in a column beside the bars. Returns the height. */
static double draw_beside(xmlNodePtr drawing, const xmlNode *chart, const GArray *series, double longest, double letters,
                          const struct l10n *l10n)
{
    double em = EM_LABEL * letters, lead = 9.2 * letters, thick = 8.5 * letters, gap = 3.5 * letters, room = 0, left, scale;
    double top = draw_legend(drawing, series, 0, letters) + 8;

    for (xmlNodePtr bar = tree_first(chart, "bar"); bar; bar = tree_next(bar))
        room = MAX(room, measure(text_of(tree_first(bar, "label")), em));
    room = MIN(room, CHART_WIDTH * LABELS_PART);
    left = room + 6;
    scale = (CHART_WIDTH - left - TOTAL_ROOM * letters) / longest;
    for (xmlNodePtr bar = tree_first(chart, "bar"); bar; bar = tree_next(bar)) {
        char **lines = wrap(text_of(tree_first(bar, "label")), room, em);
        guint n = g_strv_length(lines);

        for (guint i = 0; i < n; i++)
            draw_text(drawing, 0, top + i * lead + 0.5 * thick + 2.8 * letters, NULL, "chart-label", NULL, lines[i]);
        draw_bar(drawing, bar, series, left, top, thick, scale, letters, l10n);
        top += MAX(thick, (n - 1) * lead + thick) + gap;
        g_strfreev(lines);
    }
    return top;
}

/* Labels above the bars, the legend below them. */
static double draw_above(xmlNodePtr drawing, const xmlNode *chart, const GArray *series, double longest, double letters,
                         const struct l10n *l10n)
{
    double top = 0, scale = (CHART_WIDTH - TOTAL_ROOM * letters) / longest;

    for (xmlNodePtr bar = tree_first(chart, "bar"); bar; bar = tree_next(bar)) {
        draw_text(drawing, 0, top + EM_LABEL * letters, NULL, "chart-label", NULL, text_of(tree_first(bar, "label")));
        draw_bar(drawing, bar, series, 0, top + (EM_LABEL + 3.5) * letters, 15 * letters, scale, letters, l10n);
        top += 33 * letters;
    }
    return top + 6 + draw_legend(drawing, series, top + 4, letters);
}

void chart_draw(xmlNodePtr figure, const struct l10n *l10n, double letters)
{
    xmlNodePtr chart = tree_first(figure, "chart"), caption = tree_first(figure, "caption"), drawing;
    GArray *series = read_series(chart);
    char *title = caption ? tree_words(caption) : g_strdup(""), *alt;
    double longest = 1, height;
    guint n = 0;

    for (xmlNodePtr bar = tree_first(chart, "bar"); bar; bar = tree_next(bar), n++)
        longest = MAX(longest, sum_of(bar, series));
    drawing = xmlNewDocNode(figure->doc, figure->ns, BAD_CAST "drawing", NULL);
    height = n * 33 * letters > MANY ? draw_beside(drawing, chart, series, longest, letters, l10n)
                                     : draw_above(drawing, chart, series, longest, letters, l10n);
    if (l10n_is_rtl(l10n))
        mirror(drawing);
    tree_set_number(drawing, "width", CHART_WIDTH);
    tree_set_number(drawing, "height", height);
    alt = describe(chart, series, title, l10n);
    tree_set(figure, "alt", alt);
    xmlReplaceNode(chart, drawing);
    xmlFreeNode(chart);
    g_array_unref(series);
    g_free(title);
    g_free(alt);
}
