/* Articles and prepositions of names, from the phrases of a language (names.h says which). */
#include "names.h"

#include <string.h>

/* Does a list of words, parted by spaces, hold this one? Letters count by their case-folded form. */
static gboolean lists(const char *words, const char *word)
{
    char **listed = g_strsplit(words ? words : "", " ", -1), *wanted = g_utf8_casefold(word, -1);
    gboolean found = FALSE;

    for (char **each = listed; *each && !found; each++) {
        char *folded = g_utf8_casefold(*each, -1);

        found = !strcmp(folded, wanted);
        g_free(folded);
    }
    g_strfreev(listed);
    g_free(wanted);
    return found && *word;
}

static const char *words_of(const struct wording *w, const char *before, const char *name, const char *after)
{
    char *key = g_strconcat("name.", before, name, after, NULL);
    const char *words = wording_words(w, key);

    g_free(key);
    return words;
}

/* The class of a name; g_free. What follows a comma explains the name and does not count: "Firefly, Network for …". */
static char *class_of(const struct wording *w, const char *name)
{
    const char *classes = wording_words(w, "name.classes");
    char *proper = g_strndup(name, strcspn(name, ","));
    char **each_class = g_strsplit(classes ? classes : "", " ", -1), **parts = g_strsplit_set(proper, " '()", -1);
    char *found = NULL;

    for (char **part = parts; *part && !found; part++)
        for (char **class = each_class; *class && !found; class++)
            if (lists(words_of(w, "class-", *class, ""), *part))
                found = g_strdup(*class);
    g_strfreev(each_class);
    g_strfreev(parts);
    g_free(proper);
    return found ? found : g_strdup("bare");
}

static gboolean begins_with_vowel(const struct wording *w, const char *name)
{
    char **parts = g_strsplit_set(name, " -,'", 2);
    gunichar letter[G_UNICHAR_MAX_DECOMPOSITION_LENGTH];
    gboolean vowel;

    g_unichar_fully_decompose(g_unichar_tolower(g_utf8_get_char(name)), FALSE, letter, G_N_ELEMENTS(letter));
    vowel = letter[0] && letter[0] < 128 && strchr("aeiou", (int)letter[0]);
    vowel |= letter[0] == 0x153; /* œ */
    vowel |= lists(wording_words(w, "name.silent-h"), parts[0] ? parts[0] : "");
    g_strfreev(parts);
    return vowel;
}

char *names_in_sentence(const struct wording *w, const char *name, const char *form)
{
    char *class = class_of(w, name), *ending = g_strconcat("-", form, "-vowel", NULL), *words;
    const char *pattern = begins_with_vowel(w, name) ? words_of(w, class, ending, "") : NULL, *slot;

    if (!pattern) {
        ending[strlen(ending) - strlen("-vowel")] = '\0';
        pattern = words_of(w, class, ending, "");
    }
    slot = pattern ? strstr(pattern, "{name}") : NULL;
    words = slot ? g_strdup_printf("%.*s%s%s", (int)(slot - pattern), pattern, name, slot + strlen("{name}")) : g_strdup(name);
    g_free(class);
    g_free(ending);
    return words;
}
