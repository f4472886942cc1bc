/* Regular expressions over raw text for what people type, the records for what is true. A warning needs proof: where the
   records of a source are few, a paragraph that none of them has may well exist. */
#include "check_prose.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "tree.h"

#define PROOF 5     /* records of a source from which its last paragraph can be guessed */
#define BEHIND 10   /* paragraphs that may follow the last one with a recommendation */

/* What the records of one source say about its paragraphs. */
struct source {
    const char *id;
    gboolean numbered;      /* its recommendations have numbers of their own: 136.9 */
    GHashTable *numbers;    /* as written; lent */
    GHashTable *paragraphs; /* "14" → GHashTable of its parts ("a"), empty: none */
    guint records, last;    /* last: paragraph, or number behind the point */
};

struct prose_check {
    const struct dossier *dossier;
    struct diag *d;
    GHashTable *sources;    /* symbol → struct source */
    GPtrArray *indicators;  /* of xmlNodePtr */
    GRegex *citation, *page, *percent, *ordinal, *american, *stops, *figure;
};

static void source_free(gpointer data)
{
    struct source *s = data;

    g_hash_table_destroy(s->numbers);
    g_hash_table_destroy(s->paragraphs);
    g_free(s);
}

static struct source *source_of(struct prose_check *p, const char *id)
{
    xmlNodePtr record = id ? dossier_record(p->dossier, id) : NULL;
    const char *symbol = record && tree_is(record, "source") ? tree_get(record, "symbol") : NULL;
    struct source *s = symbol ? g_hash_table_lookup(p->sources, symbol) : NULL;

    if (symbol && !s) {
        s = g_new0(struct source, 1);
        s->id = tree_get(record, "id");
        s->numbered = !g_strcmp0(tree_get(record, "kind"), "upr-report");
        s->numbers = g_hash_table_new(g_str_hash, g_str_equal);
        s->paragraphs = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_hash_table_destroy);
        g_hash_table_insert(p->sources, (gpointer)symbol, s);
    }
    return s;
}

/* "14 (b)" → "14" and "b". */
static char *leading_number(const char *text)
{
    return g_strndup(text, strspn(text, "0123456789"));
}

static void add_part(GHashTable *parts, const char *part)
{
    if (part && *part)
        g_hash_table_add(parts, g_ascii_strdown(part, -1));
}

static void learn(struct prose_check *p, xmlNodePtr record)
{
    xmlNodePtr from = tree_first(record, "from");
    struct source *s = from ? source_of(p, tree_get(from, "source")) : NULL;
    const char *number = from ? tree_get(from, "number") : NULL, *paragraph = from ? tree_get(from, "paragraph") : NULL;
    char *own = number || paragraph ? leading_number(paragraph ? paragraph : number) : NULL, *open;
    GHashTable *parts;

    if (s && number && own && *own) {
        const char *point = strchr(number, '.');

        s->records++;
        g_hash_table_add(s->numbers, (gpointer)number);
        parts = g_hash_table_lookup(s->paragraphs, own);
        if (!parts) {
            parts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
            g_hash_table_insert(s->paragraphs, g_strdup(own), parts);
        }
        add_part(parts, tree_get(from, "part"));
        open = strchr(number, '(');
        if (open) {
            char *part = g_strndup(open + 1, strcspn(open + 1, ")"));

            add_part(parts, part);
            g_free(part);
        }
        s->last = MAX(s->last, (guint)atoi(s->numbered && point ? point + 1 : own));
    }
    g_free(own);
}

struct prose_check *prose_check_new(const struct dossier *dossier, struct diag *d)
{
    struct prose_check *p = g_new0(struct prose_check, 1);
    guint n;
    const xmlNodePtr *records = dossier_records(dossier, &n);

    p->dossier = dossier;
    p->d = d;
    p->sources = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, source_free);
    p->indicators = g_ptr_array_new();
    for (guint i = 0; i < n; i++)
        if (tree_is(records[i], "recommendation") || tree_is(records[i], "question"))
            learn(p, records[i]);
        else if (tree_is(records[i], "indicator"))
            g_ptr_array_add(p->indicators, records[i]);
    p->citation = g_regex_new("\\b([A-Z]{1,6}(?:/[A-Za-z0-9.]+){2,}),? para(?:graph|s|graphs)?\\.? ([0-9][0-9.]*(?: ?\\([a-z]\\))?(?:(?:, | and |[–-])[0-9][0-9.]*(?: ?\\([a-z]\\))?)*)",
                              G_REGEX_OPTIMIZE, 0, NULL);
    p->page = g_regex_new("\\b[A-Z]{1,6}(?:/[A-Za-z0-9.]+){2,},? (pp?\\.|pages?) ?[0-9]+", G_REGEX_OPTIMIZE, 0, NULL);
    p->percent = g_regex_new("[0-9][0-9.,]* ?%(?![0-9A-Fa-f]{2})", G_REGEX_OPTIMIZE, 0, NULL);
    p->ordinal = g_regex_new("\\b[0-9]{1,2}(?:st|nd|rd|th) (?:of )?(?:January|February|March|April|May|June|July|August|September|October|November|December)\\b", G_REGEX_OPTIMIZE, 0, NULL);
    p->american = g_regex_new("\\b(?:January|February|March|April|May|June|July|August|September|October|November|December) [0-9]{1,2}(?:st|nd|rd|th)?, [0-9]{4}", G_REGEX_OPTIMIZE, 0, NULL);
    p->stops = g_regex_new("\\b(?:U\\.N\\.|N\\.G\\.O\\.|U\\.P\\.R\\.|U\\.S\\.A?\\.)", G_REGEX_OPTIMIZE, 0, NULL);
    p->figure = g_regex_new("(?<![0-9.,/–-])([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(\\.[0-9]+)?(?![0-9])", G_REGEX_OPTIMIZE, 0, NULL);
    return p;
}

void prose_check_free(struct prose_check *p)
{
    if (!p)
        return;
    g_hash_table_destroy(p->sources);
    g_ptr_array_unref(p->indicators);
    g_regex_unref(p->citation);
    g_regex_unref(p->page);
    g_regex_unref(p->percent);
    g_regex_unref(p->ordinal);
    g_regex_unref(p->american);
    g_regex_unref(p->stops);
    g_regex_unref(p->figure);
    g_free(p);
}

/* ---- Paragraphs ---- */

/* Why a source cannot have such a paragraph, in words; NULL: it may. */
static char *refute(const struct source *s, const char *paragraph)
{
    char *number = leading_number(paragraph), *why = NULL;
    const char *point = strchr(paragraph, '.'), *open = strchr(paragraph, '(');
    GHashTable *parts = g_hash_table_lookup(s->paragraphs, number);
    char *part = open ? g_strndup(open + 1, strcspn(open + 1, ")")) : NULL;

    if (s->records < PROOF) {
        /* too few to know */
    } else if (s->numbered && point) {
        if (!parts)
            why = g_strdup("no recommendation of it stands there");
        else if (!g_hash_table_contains(s->numbers, paragraph) &&
                 (s->records >= s->last * 0.8 || (guint)atoi(point + 1) > 2 * s->last))
            why = g_strdup_printf("its highest number is %s.%u", number, s->last);
    } else if (!s->numbered && atoi(number) > (int)s->last + BEHIND) {
        why = g_strdup_printf("its last paragraph with a recommendation is %u", s->last);
    } else if (parts && part && g_hash_table_size(parts) && !g_hash_table_contains(parts, part)) {
        why = g_strdup_printf("no recommendation of paragraph %s stands under (%s)", number, part);
    }
    g_free(part);
    g_free(number);
    return why;
}

static void refute_one(const struct prose_check *p, const struct source *s, const char *symbol, const char *paragraph, struct place place,
                       const char *record)
{
    char *why = *paragraph ? refute(s, paragraph) : NULL;

    if (why)
        diag_report(p->d, R340, place, record, "symbol", symbol, "paragraph", paragraph, "why", why, NULL);
    g_free(why);
}

void prose_check_citation(const struct prose_check *p, const char *symbol, const char *paragraphs, struct place place,
                          const char *record)
{
    const struct source *s = g_hash_table_lookup(p->sources, symbol);
    char *plain = g_strdup(paragraphs), **all;

    if (s) {
        for (char *c = strstr(plain, "–"); c; c = strstr(c, "–"))
            memcpy(c, ",  ", 3);
        for (char *c = strstr(plain, " and "); c; c = strstr(c, " and "))
            memcpy(c, ",    ", 5);
        g_strdelimit(plain, ";-", ',');
        all = g_strsplit(plain, ",", -1);
        for (char **one = all; *one; one++)
            refute_one(p, s, symbol, g_strstrip(*one), place, record);
        g_strfreev(all);
    }
    g_free(plain);
}

/* ---- Texts as written ---- */

/* Bytes of a text as a place in its file. */
static struct place place_at(const struct md_text *text, gsize start, gsize size)
{
    struct place place = {text->file, text->line, text->column, 0};
    const char *line = text->text;

    for (const char *c = text->text; c < text->text + start; c++)
        if (*c == '\n') {
            place.line++;
            place.column = 1;
            line = c + 1;
        }
    place.column += g_utf8_strlen(line, text->text + start - line);
    place.end_column = place.column + g_utf8_strlen(text->text + start, (gssize)size);
    return place;
}

/* Addresses and code say what they say. */
static gboolean is_literal(const char *text, gsize at)
{
    const char *start = text + at, *line;

    for (line = start; line > text && line[-1] != '\n'; line--)
        ;
    while (start > line && !strchr(" \t(<\"", start[-1]))
        start--;
    if (g_str_has_prefix(start, "http") || g_str_has_prefix(start, "doc:") || g_str_has_prefix(start, "table:"))
        return TRUE;
    return memchr(line, '`', (gsize)(text + at - line)) != NULL;
}

static void find_slips(const struct prose_check *p, const struct md_text *text, GRegex *regex, enum diag_code code, const char *instead)
{
    GMatchInfo *match;

    for (g_regex_match(regex, text->text, 0, &match); g_match_info_matches(match); g_match_info_next(match, NULL)) {
        char *words = g_match_info_fetch(match, 0);
        int start, end;

        g_match_info_fetch_pos(match, 0, &start, &end);
        if (!is_literal(text->text, (gsize)start))
            diag_report(p->d, code, place_at(text, (gsize)start, (gsize)(end - start)), text->record, "words", words, "instead", instead, NULL);
        g_free(words);
    }
    g_match_info_free(match);
}

static void find_citations(const struct prose_check *p, const struct md_text *text)
{
    GMatchInfo *match;

    for (g_regex_match(p->citation, text->text, 0, &match); g_match_info_matches(match); g_match_info_next(match, NULL)) {
        char *symbol = g_match_info_fetch(match, 1), *paragraphs = g_match_info_fetch(match, 2);
        int start, end;

        g_match_info_fetch_pos(match, 2, &start, &end);
        if (g_str_has_suffix(paragraphs, ".")) /* the end of the sentence */
            paragraphs[strlen(paragraphs) - 1] = '\0';
        prose_check_citation(p, symbol, paragraphs, place_at(text, (gsize)start, strlen(paragraphs)), text->record);
        g_free(symbol);
        g_free(paragraphs);
    }
    g_match_info_free(match);
}

void prose_check_text(const struct prose_check *p, const struct md_text *text, const char *lang)
{
    gboolean english = !strncmp(lang, "en", 2);

    if (!g_utf8_validate(text->text, -1, NULL))
        return;
    if (strchr(text->text, '/')) {
        find_citations(p, text);
        find_slips(p, text, p->page, R346, "the paragraph");
    }
    if (!english)
        return;
    if (strchr(text->text, '%'))
        find_slips(p, text, p->percent, R347, "per cent");
    if (strpbrk(text->text, "0123456789")) {
        find_slips(p, text, p->ordinal, R347, "the day without an ending: 4 May 2022");
        find_slips(p, text, p->american, R347, "day, month, year without a comma: 4 May 2022");
    }
    if (strstr(text->text, "U.") || strstr(text->text, "N.G"))
        find_slips(p, text, p->stops, R347, "the abbreviation without full stops");
}

/* ---- Figures about an indicator ---- */

static gboolean is_near(double typed, double value, int decimals)
{
    return fabs(typed - value) <= 0.5 * pow(10, -decimals) + 1e-9;
}

/* Is the figure a value of the indicator, the difference of two of them, or the change between them in per cent? */
static gboolean agrees(xmlNodePtr indicator, gboolean is_share, double typed, int decimals)
{
    GArray *values = g_array_new(FALSE, FALSE, sizeof(double));
    gboolean found = FALSE;

    for (xmlNodePtr n = indicator->children; n; n = tree_walk(n, indicator)) {
        const char *value = n->type == XML_ELEMENT_NODE ? tree_get(n, "value") : NULL;
        double v = value ? g_ascii_strtod(value, NULL) : 0;

        if (value)
            g_array_append_val(values, v);
    }
    for (guint i = 0; i < values->len && !found; i++) {
        double v = g_array_index(values, double, i);

        found = is_near(typed, v, decimals) || (is_share && is_near(typed, fabs(100 - v), decimals));
        for (guint k = 0; k < i && !found; k++) {
            double w = g_array_index(values, double, k);

            found = is_near(typed, fabs(v - w), decimals) ||
                    (is_share && ((w != 0 && fabs(typed - fabs(100 * (v - w) / w)) < 1) || (v != 0 && fabs(typed - fabs(100 * (v - w) / v)) < 1)));
        }
    }
    g_array_unref(values);
    return found;
}

static char *values_in_words(xmlNodePtr indicator)
{
    GString *out = g_string_new(NULL);

    for (xmlNodePtr s = tree_first(indicator, "series"); s; s = tree_next(s))
        for (xmlNodePtr point = tree_get(s, "by") ? NULL : tree_first(s, "point"); point; point = tree_next(point))
            if (tree_get(point, "value") && tree_get(point, "period"))
                g_string_append_printf(out, "%s%s (%s)", out->len ? ", " : "", tree_get(point, "value"), tree_get(point, "period"));
    return g_string_free(out, FALSE);
}

static const char *unit_of(xmlNodePtr indicator, const char *lang)
{
    xmlNodePtr first = tree_first(indicator, "unit");

    for (xmlNodePtr unit = first; unit; unit = tree_next(unit))
        if (!strncmp(tree_lang(unit), lang, 2) && unit->children && unit->children->content)
            return (const char *)unit->children->content;
    return first && first->children ? (const char *)first->children->content : NULL;
}

static gboolean is_share_unit(const char *unit)
{
    return g_str_has_prefix(unit, "per cent") || g_str_has_prefix(unit, "pour cent") || g_str_has_prefix(unit, "%");
}

/* Does the unit stand behind a figure? "per cent of places" is "per cent". */
static gboolean has_unit(const char *behind, const char *unit)
{
    static const char *const shares[] = {"per cent", "pour cent", "%"};

    behind += strspn(behind, " \n");
    if (g_str_has_prefix(behind, "\u00a0"))
        behind += strlen("\u00a0");
    for (gsize k = 0; is_share_unit(unit) && k < G_N_ELEMENTS(shares); k++)
        if (g_str_has_prefix(behind, shares[k]))
            return TRUE;
    return strlen(unit) > 3 && g_str_has_prefix(behind, unit);
}

static struct place find_figure(const struct md_text *text, gint64 line, const char *figure)
{
    const char *at = text->text, *found;

    for (gint64 i = text->line; i < line && (found = strchr(at, '\n')); i++)
        at = found + 1;
    for (found = strstr(at, figure); found; found = strstr(found + 1, figure))
        if ((found == text->text || !g_ascii_isdigit(found[-1])) && !g_ascii_isdigit(found[strlen(figure)]))
            return place_at(text, (gsize)(found - text->text), strlen(figure));
    return place_at(text, (gsize)(at - text->text), 0);
}

static void check_sentence(const struct prose_check *p, const struct md_text *text, gint64 line, xmlNodePtr indicator, const char *sentence,
                           const char *lang)
{
    const char *unit = unit_of(indicator, lang);
    GMatchInfo *match;

    if (!unit)
        return;
    for (g_regex_match(p->figure, sentence, 0, &match); g_match_info_matches(match); g_match_info_next(match, NULL)) {
        char *figure = g_match_info_fetch(match, 0), *plain = g_strdup(figure), *to = plain, *values;
        const char *point = strchr(figure, '.');
        int start, end, decimals = point ? (int)strlen(point + 1) : 0;

        g_match_info_fetch_pos(match, 0, &start, &end);
        for (const char *c = figure; *c; c++)
            if (*c != ',')
                *to++ = *c;
        *to = '\0';
        if (has_unit(sentence + end, unit) && !agrees(indicator, is_share_unit(unit), g_ascii_strtod(plain, NULL), decimals)) {
            values = values_in_words(indicator);
            diag_report(p->d, R341, find_figure(text, line, figure), text->record, "figure", figure, "unit", unit, "indicator",
                        tree_get(indicator, "id"), "values", values, NULL);
            g_free(values);
        }
        g_free(plain);
        g_free(figure);
    }
    g_match_info_free(match);
}

/* The words of a block with U+0001 ID U+0001 where a link to an indicator stands; notes are left out. */
static void gather(const xmlNode *parent, GString *out)
{
    for (const xmlNode *n = parent->children; n; n = n->next) {
        if (n->type == XML_TEXT_NODE)
            g_string_append(out, (const char *)n->content);
        else if (tree_is(n, "br"))
            g_string_append_c(out, ' ');
        else if (n->type == XML_ELEMENT_NODE && !tree_is(n, "note")) {
            if (tree_has(n, "role", "indicator"))
                g_string_append_printf(out, "\001%s\001", tree_get(n, "origin"));
            gather(n, out);
        }
    }
}

static void check_block(const struct prose_check *p, const struct md_text *text, xmlNodePtr block, const char *lang)
{
    GString *words = g_string_new(NULL);
    char *file = NULL;
    const char *record;
    struct place place = tree_origin(block, &record, &file);
    const char *start, *end;

    gather(block, words);
    for (start = words->str; *start; start = end) {
        const char *stop = start;
        char *sentence, *folded, *mark;

        while (*stop && !(strchr(".!?", *stop) && (stop[1] == ' ' || !stop[1]) && !(g_ascii_isdigit(stop[1]))))
            stop++;
        end = *stop ? stop + 1 : stop;
        sentence = g_strndup(start, (gsize)(end - start));
        folded = g_utf8_casefold(sentence, -1);
        mark = strchr(sentence, '\001');
        for (; mark; mark = strchr(mark, '\001')) {
            char *id = g_strndup(mark + 1, strcspn(mark + 1, "\001"));
            xmlNodePtr indicator = dossier_record(p->dossier, id);

            if (indicator && tree_is(indicator, "indicator"))
                check_sentence(p, text, place.line, indicator, sentence, lang);
            mark += strlen(id) + 2;
            g_free(id);
        }
        for (guint i = 0; !strchr(sentence, '\001') && strpbrk(sentence, "0123456789") && i < p->indicators->len; i++) {
            xmlNodePtr title = tree_first(p->indicators->pdata[i], "title");
            char *name = title ? tree_words(title) : NULL, *small = name ? g_utf8_casefold(name, -1) : NULL;

            if (small && strlen(small) > 15 && strchr(small, ' ') && strstr(folded, small))
                check_sentence(p, text, place.line, p->indicators->pdata[i], sentence, lang);
            g_free(name);
            g_free(small);
        }
        g_free(folded);
        g_free(sentence);
    }
    g_free(file);
    g_string_free(words, TRUE);
}

void prose_check_blocks(const struct prose_check *p, const struct md_text *text, xmlNodePtr blocks, const char *lang)
{
    for (xmlNodePtr n = blocks->children; n; n = tree_walk(n, blocks))
        if (tree_is(n, "p"))
            check_block(p, text, n, lang);
}
