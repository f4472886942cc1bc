/* Phrases are read from templates/l10n/LANG.xml into a hash table; a phrase is one pattern or one pattern a plural
   form, with slots in braces. The slots are ours because ICU's message API is not usable from C (platform-notes 6);
   plural rules, numbers, dates, lists, words and collation are ICU's (CLDR), so that output does not depend on the
   locales installed. Where the usage of the United Nations differs from CLDR a phrase says so: language.locale (English:
   en-GB, "30 June 2026", no serial comma; Arabic: figures 0 to 9) and language.months (Arabic: two names a month). */
#include "l10n.h"

#include <stdio.h>
#include <string.h>
#include <unicode/ucal.h>
#include <unicode/ucol.h>
#include <unicode/udat.h>
#include <unicode/udatpg.h>
#include <unicode/ulistformatter.h>
#include <unicode/uloc.h>
#include <unicode/unum.h>
#include <unicode/upluralrules.h>
#include <unicode/ustring.h>

#include "names.h"
#include "passages.h"
#include "wording.h"

struct l10n {
    char *lang;
    char locale[ULOC_FULLNAME_CAPACITY];
    struct wording *own, *english; /* the same for English */
    struct diag *diag;
    UPluralRules *plurals;
    UNumberFormat *figures, *spelled, *spelled_feminine, *ordinal, *ordinal_feminine;
    UDateFormat *day, *month;
    UListFormatter *list;
    UCollator *collator;
    char **months;                 /* of language.months, or NULL */
    GHashTable *separators;        /* number of items → separators, kept */
};

/* ---- Opening ICU ---- */

static UDateFormat *open_dates(const struct l10n *l, const char *skeleton)
{
    UErrorCode e = U_ZERO_ERROR;
    UDateTimePatternGenerator *generator = udatpg_open(l->locale, &e);
    UChar wanted[32], pattern[128];
    UDateFormat *format = NULL;
    int32_t n;

    u_uastrcpy(wanted, skeleton);
    if (U_SUCCESS(e)) {
        n = udatpg_getBestPattern(generator, wanted, -1, pattern, G_N_ELEMENTS(pattern), &e);
        format = udat_open(UDAT_PATTERN, UDAT_PATTERN, l->locale, u"Etc/UTC", -1, pattern, n, &e);
        udatpg_close(generator);
    }
    return U_SUCCESS(e) ? format : NULL;
}

static UNumberFormat *open_words(const struct l10n *l, const char *rules)
{
    UErrorCode e = U_ZERO_ERROR;
    UNumberFormat *format = unum_open(UNUM_SPELLOUT, NULL, 0, l->locale, NULL, &e);
    UChar name[64];

    if (U_SUCCESS(e) && rules) {
        u_uastrcpy(name, rules);
        unum_setTextAttribute(format, UNUM_DEFAULT_RULESET, name, -1, &e);
        if (U_FAILURE(e)) { /* a language without such rules: figures will do */
            unum_close(format);
            return NULL;
        }
    }
    return U_SUCCESS(e) ? format : NULL;
}

static gboolean open_icu(struct l10n *l)
{
    UErrorCode e = U_ZERO_ERROR;
    const char *tag = wording_words(l->own, "language.locale");

    uloc_forLanguageTag(tag ? tag : l->lang, l->locale, sizeof l->locale, NULL, &e);
    uloc_setKeywordValue("calendar", "gregorian", l->locale, sizeof l->locale, &e);
    l->plurals = uplrules_open(l->locale, &e);
    l->figures = unum_open(UNUM_DECIMAL, NULL, 0, l->locale, NULL, &e);
    l->list = ulistfmt_open(l->locale, &e);
    l->collator = ucol_open(l->locale, &e);
    if (U_FAILURE(e))
        return FALSE;
    unum_setAttribute(l->figures, UNUM_ROUNDING_MODE, UNUM_ROUND_HALFUP);
    ucol_setAttribute(l->collator, UCOL_NUMERIC_COLLATION, UCOL_ON, &e);
    l->spelled = open_words(l, NULL);
    l->spelled_feminine = open_words(l, "%spellout-cardinal-feminine");
    l->ordinal = open_words(l, "%spellout-ordinal");
    if (!l->ordinal)
        l->ordinal = open_words(l, "%spellout-ordinal-masculine");
    l->ordinal_feminine = open_words(l, "%spellout-ordinal-feminine");
    l->day = open_dates(l, "yMMMMd");
    l->month = open_dates(l, "yMMMM");
    return l->day && l->month;
}

/* FALSE when language.months is there but does not name twelve. */
static gboolean read_months(struct l10n *l)
{
    const char *months = wording_words(l->own, "language.months");

    if (months)
        l->months = g_strsplit(months, ", ", -1);
    return !months || g_strv_length(l->months) == 12;
}

struct l10n *l10n_load(const char *lang, struct diag *d)
{
    struct l10n *l = g_new0(struct l10n, 1);
    struct place nowhere = {NULL, 0, 0, 0};

    l->lang = g_strdup(lang);
    l->diag = d;
    l->separators = g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify)g_strfreev);
    l->own = wording_load(lang);
    l->english = strcmp(lang, "en") ? wording_load("en") : l->own;
    if (!l->own && l->english) {
        diag_report(d, R503, nowhere, NULL, "lang", lang, NULL);
        l->own = l->english;
    }
    if (!l->own || !l->english || !open_icu(l) || !read_months(l)) {
        diag_report(d, R505, nowhere, NULL, "lang", lang, NULL);
        l10n_free(l);
        return NULL;
    }
    return l;
}

void l10n_free(struct l10n *l)
{
    if (!l)
        return;
    if (l->english != l->own)
        wording_free(l->english);
    wording_free(l->own);
    g_hash_table_destroy(l->separators);
    uplrules_close(l->plurals);
    unum_close(l->figures);
    unum_close(l->spelled);
    unum_close(l->spelled_feminine);
    unum_close(l->ordinal);
    unum_close(l->ordinal_feminine);
    g_strfreev(l->months);
    udat_close(l->day);
    udat_close(l->month);
    ulistfmt_close(l->list);
    ucol_close(l->collator);
    g_free(l->lang);
    g_free(l);
}

const char *l10n_lang(const struct l10n *l)
{
    return l->lang;
}

gboolean l10n_is_rtl(const struct l10n *l)
{
    return uloc_isRightToLeft(l->lang); /* the locale is another where the wording is English */
}

/* ---- Numbers and dates ---- */

static char *from_utf16(const UChar *text, int32_t n)
{
    return g_utf16_to_utf8((const gunichar2 *)text, n, NULL, NULL, NULL);
}

/* An optional sign, digits, perhaps a point and digits: what records hold. */
static gboolean is_number(const char *s)
{
    const char *digits = s + strspn(s, "-+");
    gsize whole = strspn(digits, "0123456789");
    const char *rest = digits + whole;

    if (*rest == '.')
        rest += 1 + strspn(rest + 1, "0123456789");
    return whole && !*rest && digits - s <= 1;
}

char *l10n_number(const struct l10n *l, const char *number, int decimals)
{
    UErrorCode e = U_ZERO_ERROR;
    const char *point;
    UChar text[64];
    int32_t n;

    if (!is_number(number))
        return g_strdup(number);
    point = strchr(number, '.');
    if (decimals < 0)
        decimals = point ? (int)strlen(point + 1) : 0;
    unum_setAttribute(l->figures, UNUM_MIN_FRACTION_DIGITS, decimals);
    unum_setAttribute(l->figures, UNUM_MAX_FRACTION_DIGITS, decimals);
    n = unum_formatDecimal(l->figures, number, -1, text, G_N_ELEMENTS(text), NULL, &e);
    return U_SUCCESS(e) ? from_utf16(text, n) : g_strdup(number);
}

char *l10n_count(const struct l10n *l, gint64 n)
{
    char number[24];

    g_snprintf(number, sizeof number, "%" G_GINT64_FORMAT, n);
    return l10n_number(l, number, 0);
}

static char *spell(UNumberFormat *format, const char *number)
{
    UErrorCode e = U_ZERO_ERROR;
    UChar text[256];
    int32_t n = format ? unum_formatInt64(format, g_ascii_strtoll(number, NULL, 10), text, G_N_ELEMENTS(text), NULL, &e) : 0;

    return format && U_SUCCESS(e) ? from_utf16(text, n) : NULL;
}

/* Below ten in words, else in figures (Editorial Manual); with `always`, in words whatever its size. */
static char *spell_count(const struct l10n *l, const char *number, gboolean always, gboolean feminine)
{
    char *words = NULL;

    if (is_number(number) && !strchr(number, '.') && (always || strlen(number) == 1))
        words = spell(feminine && l->spelled_feminine ? l->spelled_feminine : l->spelled, number);
    return words ? words : l10n_number(l, number, -1);
}

static char *capitalize(char *words)
{
    gunichar first = g_utf8_get_char(words);
    char buffer[8] = "";
    char *capital;

    g_unichar_to_utf8(g_unichar_totitle(first), buffer);
    capital = g_strconcat(buffer, *words ? g_utf8_next_char(words) : words, NULL);
    g_free(words);
    return capital;
}

/* A label inside a sentence: "Partially implemented" → "partially implemented"; "UPR" and "A" stay. */
static char *decapitalize(char *words)
{
    gunichar first = g_utf8_get_char(words), second = *words ? g_utf8_get_char(g_utf8_next_char(words)) : 0;
    char buffer[8] = "";
    char *small;

    if (!g_unichar_islower(second))
        return words;
    g_unichar_to_utf8(g_unichar_tolower(first), buffer);
    small = g_strconcat(buffer, g_utf8_next_char(words), NULL);
    g_free(words);
    return small;
}

/* A full stop at the end, unless the words end a sentence already. */
static char *close_sentence(const char *words)
{
    static const char *const ends[] = {".", "!", "?", "…", "。", "؟", NULL};

    if (g_str_has_suffix(words, PASSAGE_CLOSE)) { /* the stop stands within */
        char *open = g_strndup(words, strlen(words) - strlen(PASSAGE_CLOSE)), *closed = close_sentence(open);
        char *both = g_strconcat(closed, PASSAGE_CLOSE, NULL);

        g_free(open);
        g_free(closed);
        return both;
    }
    for (const char *const *end = ends; *end; end++)
        if (g_str_has_suffix(words, *end))
            return g_strdup(words);
    return g_strconcat(words, *words ? "." : "", NULL);
}

/* Days since 1970-01-01 of a day of the Gregorian calendar (H. Hinnant, days_from_civil). */
static gint64 day_number(int y, int m, int d)
{
    gint64 year = m <= 2 ? y - 1 : y, era = (year >= 0 ? year : year - 399) / 400, of_era = year - era * 400;
    gint64 of_year = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;

    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

static char *format_date(const struct l10n *l, const char *iso, gboolean month_only)
{
    UErrorCode e = U_ZERO_ERROR;
    int y = 0, m = 0, d = 0, parts = sscanf(iso, "%4d-%2d-%2d", &y, &m, &d);
    UChar text[128];
    int32_t n;

    if (parts < 2)
        return g_strdup(iso);
    if (month_only)
        parts = 2;
    if (l->months && m >= 1 && m <= 12) {
        char *year = g_strdup_printf("%d", y), *day = g_strdup_printf("%d", d);
        char *words = parts == 3 ? l10n_words(l, "language.day", "day", day, "month", l->months[m - 1], "year", year, NULL)
                                 : l10n_words(l, "language.month", "month", l->months[m - 1], "year", year, NULL);

        g_free(year);
        g_free(day);
        return words;
    }
    n = udat_format(parts == 3 ? l->day : l->month, 86400000.0 * (double)day_number(y, m, parts == 3 ? d : 1), text,
                    G_N_ELEMENTS(text), NULL, &e);
    return U_SUCCESS(e) ? from_utf16(text, n) : g_strdup(iso);
}

char *l10n_date(const struct l10n *l, const char *iso)
{
    return format_date(l, iso, FALSE);
}

/* ---- Lists ---- */

/* ICU joins as many object replacement characters as there are items; what stands between them is what we need, and
   serves items that are nodes as well as those that are words. */
static char **find_separators(const struct l10n *l, gsize n_items)
{
    UErrorCode e = U_ZERO_ERROR;
    const UChar *item = u"\uFFFC";
    const UChar **items = g_new(const UChar *, n_items);
    int32_t *lengths = g_new(int32_t, n_items);
    gsize capacity = n_items * 32 + 32;
    UChar *text = g_new(UChar, capacity);
    char *joined = NULL, **parts;
    int32_t n;

    for (gsize i = 0; i < n_items; i++) {
        items[i] = item;
        lengths[i] = 1;
    }
    n = ulistfmt_format(l->list, items, lengths, (int32_t)n_items, text, (int32_t)capacity, &e);
    if (U_SUCCESS(e))
        joined = from_utf16(text, n);
    parts = joined ? g_strsplit(joined, "\xEF\xBF\xBC", -1) : NULL;
    if (!parts || g_strv_length(parts) != n_items + 1)
        g_error("ICU joined a list of %" G_GSIZE_FORMAT " items in an unknown way", n_items);
    g_free(items);
    g_free(lengths);
    g_free(text);
    g_free(joined);
    return parts;
}

char **l10n_separators(const struct l10n *l, gsize n_items)
{
    char **parts = g_hash_table_lookup(l->separators, GSIZE_TO_POINTER(n_items));

    if (!parts) {
        parts = find_separators(l, n_items);
        g_hash_table_insert(l->separators, GSIZE_TO_POINTER(n_items), parts);
    }
    return g_strdupv(parts);
}

char *l10n_list(const struct l10n *l, const char *const *items, gsize n_items)
{
    GString *out = g_string_new(NULL);
    char **separators = n_items ? l10n_separators(l, n_items) : NULL;

    for (gsize i = 0; i < n_items; i++) {
        g_string_append(out, separators[i]);
        g_string_append(out, items[i]);
    }
    if (separators)
        g_string_append(out, separators[n_items]);
    g_strfreev(separators);
    return g_string_free(out, FALSE);
}

/* ---- Phrases ---- */

static const struct phrase *lookup_phrase(const struct l10n *l, const char *key)
{
    const struct phrase *p = wording_phrase(l->own, key);
    struct place place = {l->own->file, 0, 0, 0};

    if (p)
        return p;
    p = wording_phrase(l->english, key);
    if (p)
        diag_report(l->diag, R504, place, NULL, "key", key, "lang", l->lang, NULL);
    else
        diag_report(l->diag, R501, place, NULL, "key", key, NULL);
    return p;
}

gboolean l10n_has(const struct l10n *l, const char *key)
{
    return wording_phrase(l->own, key) || wording_phrase(l->english, key);
}

const char *l10n_own(const struct l10n *l, const char *key)
{
    return wording_words(l->own, key);
}

static const struct l10n_slot *lookup_slot(const char *name, gsize len, const struct l10n_slot *slots, gsize n)
{
    for (gsize i = 0; i < n; i++)
        if (strlen(slots[i].name) == len && !strncmp(slots[i].name, name, len))
            return &slots[i];
    return NULL;
}

static const char *choose_form(const struct l10n *l, const struct phrase *p, const struct l10n_slot *slots, gsize n)
{
    const struct l10n_slot *by = p->by ? lookup_slot(p->by, strlen(p->by), slots, n) : NULL;
    const char *other = p->patterns[p->n_forms - 1];
    UErrorCode e = U_ZERO_ERROR;
    UChar category[16];
    char *name;

    if (!p->by)
        return p->patterns[0];
    if (!by || !by->value || !is_number(by->value))
        return other;
    for (int i = 0; i < p->n_forms; i++)
        if (p->counts[i] && !strcmp(p->counts[i], by->value))
            return p->patterns[i];
    uplrules_select(l->plurals, g_ascii_strtod(by->value, NULL), category, G_N_ELEMENTS(category), &e);
    name = from_utf16(category, -1);
    for (int i = 0; i < p->n_forms; i++)
        if (p->counts[i] && !strcmp(p->counts[i], name))
            other = p->patterns[i];
    g_free(name);
    return other;
}

/* The value of one slot as words: what stands in the braces is `name` or `name:form`. */
static char *format_slot(const struct l10n *l, const struct phrase *p, const struct l10n_slot *slot, const char *form)
{
    const char *value = slot->value ? slot->value : "";
    char *words;

    if (!strcmp(form, "date"))
        return format_date(l, value, FALSE);
    if (!strcmp(form, "month"))
        return format_date(l, value, TRUE);
    if (g_str_has_prefix(form, "words"))
        return spell_count(l, value, FALSE, g_str_has_suffix(form, "-f"));
    if (g_str_has_prefix(form, "Words"))
        return capitalize(spell_count(l, value, TRUE, g_str_has_suffix(form, "-f")));
    if (!strcmp(form, "capital"))
        return capitalize(g_strdup(value));
    if (!strcmp(form, "stop"))
        return close_sentence(value);
    if (!strcmp(form, "the") || !strcmp(form, "of") || !strcmp(form, "to") || !strcmp(form, "in"))
        return names_in_sentence(l->own, value, form);
    if (!strcmp(form, "The"))
        return capitalize(names_in_sentence(l->own, value, "the"));
    if (!strcmp(form, "small"))
        return decapitalize(g_strdup(value));
    if (g_str_has_prefix(form, "ordinal")) {
        gboolean feminine = g_str_has_suffix(form, "-f") && l->ordinal_feminine;

        words = is_number(value) ? spell(feminine ? l->ordinal_feminine : l->ordinal, value) : NULL;
        return words ? words : g_strdup(value);
    }
    if (!strcmp(form, "number") || (p->by && !strcmp(p->by, slot->name)))
        return l10n_number(l, value, -1);
    return g_strdup(value);
}

static void put_text(xmlNodePtr parent, GString *out, const char *text)
{
    if (parent)
        xmlAddChild(parent, xmlNewDocText(parent->doc, BAD_CAST text));
    else
        g_string_append(out, text);
}

/* Fills a pattern into `out`, or as nodes under `parent` when that is given. */
static void fill(const struct l10n *l, const char *key, const struct l10n_slot *slots, gsize n, GString *out,
                 xmlNodePtr parent)
{
    const struct phrase *p = lookup_phrase(l, key);
    const char *at = p ? choose_form(l, p, slots, n) : NULL, *open, *close, *colon;
    char *piece;

    if (!p) {
        piece = g_strconcat("[", key, "]", NULL);
        put_text(parent, out, piece);
        g_free(piece);
        return;
    }
    while ((open = strchr(at, '{')) && (close = strchr(open, '}'))) {
        char *inside = g_strndup(open + 1, (gsize)(close - open - 1));
        char form[16] = "";
        const struct l10n_slot *slot;

        if ((colon = strchr(inside, ':'))) {
            g_strlcpy(form, colon + 1, sizeof form);
            inside[colon - inside] = '\0';
        }
        if (open > at) {
            piece = g_strndup(at, (gsize)(open - at));
            put_text(parent, out, piece);
            g_free(piece);
        }
        slot = lookup_slot(inside, strlen(inside), slots, n);
        if (slot && slot->nodes && parent) {
            for (xmlNodePtr node = slot->nodes; node; node = node->next)
                xmlAddChild(parent, xmlDocCopyNode(node, parent->doc, 1));
        } else if (slot) {
            piece = format_slot(l, p, slot, form);
            put_text(parent, out, piece);
            g_free(piece);
        } else {
            struct place place = {l->own->file, 0, 0, 0};

            diag_report(l->diag, R502, place, NULL, "key", key, "slot", inside, NULL);
            piece = g_strconcat("[", inside, "]", NULL);
            put_text(parent, out, piece);
            g_free(piece);
        }
        g_free(inside);
        at = close + 1;
    }
    if (*at)
        put_text(parent, out, at);
}

char *l10n_text(const struct l10n *l, const char *key, const struct l10n_slot *slots, gsize n_slots)
{
    GString *out = g_string_new(NULL);

    fill(l, key, slots, n_slots, out, NULL);
    return g_string_free(out, FALSE);
}

void l10n_nodes(const struct l10n *l, const char *key, const struct l10n_slot *slots, gsize n_slots, xmlNodePtr parent)
{
    fill(l, key, slots, n_slots, NULL, parent);
}

char *l10n_words(const struct l10n *l, const char *key, ...)
{
    struct l10n_slot slots[8];
    gsize n = 0;
    va_list arguments;
    const char *name;

    va_start(arguments, key);
    while (n < G_N_ELEMENTS(slots) && (name = va_arg(arguments, const char *)))
        slots[n++] = (struct l10n_slot){name, va_arg(arguments, const char *), NULL};
    va_end(arguments);
    return l10n_text(l, key, slots, n);
}

char *l10n_language_name(const struct l10n *l, const char *lang)
{
    char *base = g_strndup(lang, strcspn(lang, "-_")), *key = g_strconcat("language-name.", base, NULL), *name = NULL;
    UErrorCode e = U_ZERO_ERROR;
    UChar text[128];
    int32_t n;

    if (l10n_has(l, key)) {
        name = l10n_words(l, key, NULL);
    } else {
        n = uloc_getDisplayLanguage(base, l->locale, text, G_N_ELEMENTS(text), &e);
        name = U_SUCCESS(e) ? from_utf16(text, n) : g_strdup(lang);
    }
    g_free(base);
    g_free(key);
    return name;
}

/* ---- Order ---- */

int l10n_compare(const struct l10n *l, const char *a, const char *b)
{
    UErrorCode e = U_ZERO_ERROR;
    char *x = g_strdup(a), *y = g_strdup(b);
    UCollationResult r;

    passage_strip(x);
    passage_strip(y);
    r = ucol_strcollUTF8(l->collator, x, -1, y, -1, &e);
    g_free(x);
    g_free(y);
    return r == UCOL_EQUAL ? strcmp(a, b) : r == UCOL_LESS ? -1 : 1;
}

int l10n_compare_natural(const char *a, const char *b)
{
    const char *x = a, *y = b;

    while (*x && *y) {
        if (g_ascii_isdigit(*x) && g_ascii_isdigit(*y)) {
            gsize n, m;
            int order;

            while (*x == '0' && g_ascii_isdigit(x[1]))
                x++;
            while (*y == '0' && g_ascii_isdigit(y[1]))
                y++;
            n = strspn(x, "0123456789");
            m = strspn(y, "0123456789");
            order = n == m ? strncmp(x, y, n) : n < m ? -1 : 1;
            if (order)
                return order;
            x += n;
            y += m;
        } else {
            int order = g_ascii_tolower(*x) - g_ascii_tolower(*y);

            if (order)
                return order;
            x++;
            y++;
        }
    }
    if (*x || *y)
        return *x ? 1 : -1;
    return strcmp(a, b);
}
