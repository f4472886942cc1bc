/* Two small tables of a language: words to rules (bits) for what stays together, and libhyphen's patterns for what may be parted
   (Liang 1983). Both are made when first wanted and belong to the shaper of one document, so that nothing is shared between threads. */
#include "typography.h"

#include <hyphen.h>
#include <string.h>

#include "resource.h"

#define DICTIONARIES "/usr/share/hyphen"
#define LONGEST_WORD 100  /* libhyphen's own limit */
#define SHORTEST_WORD 5   /* letters */
#define LEAST_BEFORE 3
#define LEAST_BEHIND 3

enum { CLASS_NUMBER, CLASS_BRACKETS, CLASS_INITIAL, CLASS_CAPITAL, N_CLASSES };
static const char *const classes[N_CLASSES] = {"#", "(#)", "A.", "Aa"};

struct side {
    GHashTable *words;     /* word -> bits */
    guint classes[N_CLASSES];
};

struct typography {
    char *lang;
    char **hyphens;        /* names of dictionaries, the best first */
    struct side left, right;
    struct diag *d;
    HyphenDict *dictionary;
    gboolean looked;       /* for the dictionary */
};

static void side_add(struct side *s, const xmlChar *words, guint bit)
{
    char **list = g_strsplit_set(words ? (const char *)words : "", " \t\r\n", -1);

    for (char **w = list; *w; w++) {
        guint old = GPOINTER_TO_UINT(g_hash_table_lookup(s->words, *w));
        int c = 0;

        while (c < N_CLASSES && strcmp(*w, classes[c]))
            c++;
        if (c < N_CLASSES)
            s->classes[c] |= bit;
        else if (**w)
            g_hash_table_insert(s->words, g_strdup(*w), GUINT_TO_POINTER(old | bit));
    }
    g_strfreev(list);
}

static void read_language(struct typography *t, xmlNodePtr language)
{
    xmlChar *hyphens = xmlGetNoNsProp(language, (const xmlChar *)"hyphens");
    guint bit = 1;

    if (hyphens)
        t->hyphens = g_strsplit((const char *)hyphens, " ", -1);
    xmlFree(hyphens);
    for (xmlNodePtr n = xmlFirstElementChild(language); n && bit; n = xmlNextElementSibling(n), bit <<= 1) {
        xmlChar *after = xmlGetNoNsProp(n, (const xmlChar *)"after"), *before = xmlGetNoNsProp(n, (const xmlChar *)"before");

        side_add(&t->left, after, bit);
        side_add(&t->right, before, bit);
        xmlFree(after);
        xmlFree(before);
    }
}

struct typography *typography_new(const char *lang, struct diag *d)
{
    struct typography *t = g_new0(struct typography, 1);
    xmlDocPtr doc = resource_load_xml("templates/typography/typography.xml");
    gsize primary = strcspn(lang, "-_");

    t->lang = g_strdup(lang);
    t->d = d;
    t->left.words = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    t->right.words = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (xmlNodePtr n = doc ? xmlFirstElementChild(xmlDocGetRootElement(doc)) : NULL; n; n = xmlNextElementSibling(n)) {
        xmlChar *code = xmlGetNoNsProp(n, (const xmlChar *)"code");

        if (code && strlen((const char *)code) == primary && !g_ascii_strncasecmp((const char *)code, lang, primary))
            read_language(t, n);
        xmlFree(code);
    }
    xmlFreeDoc(doc);
    return t;
}

void typography_free(struct typography *t)
{
    if (!t)
        return;
    if (t->dictionary)
        hnj_hyphen_free(t->dictionary);
    g_hash_table_destroy(t->left.words);
    g_hash_table_destroy(t->right.words);
    g_strfreev(t->hyphens);
    g_free(t->lang);
    g_free(t);
}

/* ---- what stays together ---- */

/* Punctuation that opens or closes around a word, apostrophes among the closing. */
static gboolean opens(gunichar c)
{
    return c == '(' || c == '[' || c == '"' || c == '\'' || c == 0xab || c == 0x201c || c == 0x201e || c == 0x2018 || c == 0xbf || c == 0xa1;
}

static gboolean closes(gunichar c)
{
    return c == ')' || c == ']' || c == '"' || c == '\'' || c == 0xbb || c == 0x201d || c == 0x2019 || c == ',' || c == ';' || c == ':' ||
           c == '.' || c == '!' || c == '?' || c == 0x2026;
}

static guint lookup(const struct side *s, const char *word, int len)
{
    char copy[48];

    if (len <= 0 || len >= (int)sizeof copy)
        return 0;
    memcpy(copy, word, (gsize)len);
    copy[len] = 0;
    return GPOINTER_TO_UINT(g_hash_table_lookup(s->words, copy));
}

static guint side_rules(const struct side *s, const char *word, int len)
{
    guint rules = 0;
    gunichar first;
    const char *start = word, *end = word + len, *p;

    if (!len || !g_hash_table_size(s->words))
        return 0;
    if (*word == '(' && len <= 10 && (p = memchr(word, ')', (gsize)len)) && p > word + 1 && p - word <= 6)
        rules |= s->classes[CLASS_BRACKETS];
    while (start < end && opens(g_utf8_get_char(start)))
        start = g_utf8_next_char(start);
    if (start == end)
        return rules;
    rules |= lookup(s, start, (int)(end - start));
    for (p = end; p > start; p = g_utf8_prev_char(p)) { /* less and less punctuation behind it */
        if (!closes(g_utf8_get_char(g_utf8_prev_char(p))))
            break;
        rules |= lookup(s, start, (int)(g_utf8_prev_char(p) - start));
    }
    first = g_utf8_get_char(start);
    if (g_unichar_isdigit(first))
        rules |= s->classes[CLASS_NUMBER];
    if (g_unichar_isupper(first)) {
        const char *next = g_utf8_next_char(start);

        rules |= s->classes[CLASS_CAPITAL];
        if (next < end && *next == '.')
            rules |= s->classes[CLASS_INITIAL];
    }
    return rules;
}

/* Punctuation behind the word on the left parts it from the next ("in para., 12"; "by 2030, 12"). */
guint typography_left(const struct typography *t, const char *word, int len)
{
    gunichar last;

    if (!len)
        return 0;
    last = g_utf8_get_char(g_utf8_prev_char(word + len));
    if (last == '.' ? g_unichar_isdigit(g_utf8_get_char(word)) : last != ')' && closes(last))
        return 0;
    return side_rules(&t->left, word, len);
}

guint typography_right(const struct typography *t, const char *word, int len)
{
    return side_rules(&t->right, word, len);
}

/* ---- what may be parted ---- */

static HyphenDict *load(const char *name)
{
    char *file = g_strdup_printf("%s/hyph_%s.dic", DICTIONARIES, name);
    HyphenDict *dictionary = g_file_test(file, G_FILE_TEST_IS_REGULAR) ? hnj_hyphen_load(file) : NULL;

    g_free(file);
    return dictionary;
}

/* "en-AU": hyph_en_AU.dic, then those that our table names, hyph_en.dic and hyph_en_EN.dic. */
static void look_for_dictionary(struct typography *t)
{
    char **parts = g_strsplit(t->lang, "-", 2), *primary = g_ascii_strdown(parts[0] ? parts[0] : "", -1);
    char *upper = g_ascii_strup(primary, -1), *doubled = g_strconcat(primary, "_", upper, NULL);

    t->looked = TRUE;
    if (parts[0] && parts[1] && strlen(parts[1]) == 2) {
        char *region = g_ascii_strup(parts[1], -1), *name = g_strconcat(primary, "_", region, NULL);

        t->dictionary = load(name);
        g_free(name);
        g_free(region);
    }
    for (char **name = t->hyphens; name && *name && !t->dictionary; name++)
        t->dictionary = load(*name);
    if (!t->dictionary)
        t->dictionary = load(primary);
    if (!t->dictionary)
        t->dictionary = load(doubled);
    if (!t->dictionary && t->d)
        diag_report(t->d, R611, (struct place){0}, NULL, "language", t->lang, NULL);
    g_free(doubled);
    g_free(upper);
    g_free(primary);
    g_strfreev(parts);
}

/* The letters of a word: from *from to *to, n of them. FALSE: it is no plain word. */
static gboolean core_of(const char *word, int len, int *from, int *to, int *n)
{
    const char *p = word, *end = word + len, *start;
    gboolean small = FALSE;

    while (p < end && opens(g_utf8_get_char(p)))
        p = g_utf8_next_char(p);
    for (;;) {
        gunichar c = 0;

        start = p;
        *n = 0;
        for (; p < end; p = g_utf8_next_char(p), (*n)++) {
            c = g_utf8_get_char(p);
            if (!g_unichar_isalpha(c) && !g_unichar_ismark(c))
                break;
            if (g_unichar_isupper(c) && *n)
                return FALSE; /* capitals, camel case */
            small = small || !g_unichar_isupper(c);
        }
        if (p < end && (c == '\'' || c == 0x2019) && *n <= 2) { /* l'article */
            p = g_utf8_next_char(p);
            continue;
        }
        break;
    }
    *from = (int)(start - word);
    *to = (int)(p - word);
    if (p < end && (*p == '\'' || g_utf8_get_char(p) == 0x2019)) { /* country's */
        p = g_utf8_next_char(p);
        if (p < end && *p == 's')
            p++;
    }
    while (p < end && closes(g_utf8_get_char(p)))
        p = g_utf8_next_char(p);
    return p == end && small;
}

int typography_part(struct typography *t, const char *word, int len, int *at, int room)
{
    char *lower, *coded, *hyphens, **rep = NULL;
    int *pos = NULL, *cut = NULL, from, to, n, found = 0, letter = 0;
    gsize coded_len;

    if (len < SHORTEST_WORD || !core_of(word, len, &from, &to, &n) || n < SHORTEST_WORD || n > LONGEST_WORD - 5)
        return 0;
    if (!t->looked)
        look_for_dictionary(t);
    if (!t->dictionary)
        return 0;
    lower = g_utf8_strdown(word + from, to - from);
    if (g_utf8_strlen(lower, -1) != n) { /* letters that change their number */
        g_free(lower);
        return 0;
    }
    coded = t->dictionary->utf8 ? g_strdup(lower) : g_convert(lower, -1, t->dictionary->cset, "UTF-8", NULL, NULL, NULL);
    coded_len = coded ? strlen(coded) : 0;
    hyphens = g_malloc0(coded_len + 8);
    if (coded && !hnj_hyphen_hyphenate3(t->dictionary, coded, (int)coded_len, hyphens, NULL, &rep, &pos, &cut, LEAST_BEFORE, LEAST_BEHIND,
                                        LEAST_BEFORE, LEAST_BEHIND))
        for (const char *p = word + from; p < word + to && found < room; letter++) {
            p = g_utf8_next_char(p);
            if ((hyphens[letter] & 1) && !(rep && rep[letter]) && letter + 1 >= LEAST_BEFORE && n - letter - 1 >= LEAST_BEHIND)
                at[found++] = (int)(p - word);
        }
    if (rep) {
        for (gsize i = 0; i + 1 < coded_len; i++)
            free(rep[i]);
        free(rep);
        free(pos);
        free(cut);
    }
    g_free(hyphens);
    g_free(coded);
    g_free(lower);
    return found;
}
