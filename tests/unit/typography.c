/* What stays together on a line, by language: pairs of words as they are written, and whether a line may end between them. */
#include "typography.h"

#include <string.h>

#include "resource.h"

struct pair {
    const char *lang, *left, *right;
    gboolean joined;
};

static const struct pair pairs[] = {
    /* symbols and references */
    {"en", "para.", "12", TRUE}, {"en", "paras.", "12–14,", TRUE}, {"en", "(para.", "12(a))", TRUE}, {"en", "article", "7", TRUE},
    {"en", "No.", "3", TRUE}, {"en", "table", "3.", TRUE}, {"en", "12", "(a)", TRUE}, {"en", "(a)", "(i)", TRUE}, {"en", "Goal", "16", TRUE},
    {"fr", "par.", "12", TRUE}, {"fr", "art.", "7", TRUE}, {"fr", "n°", "3", TRUE}, {"fr", "tableau", "3", TRUE},
    {"es", "párr.", "12", TRUE}, {"es", "artículo", "7", TRUE}, {"es", "núm.", "3", TRUE},
    {"ru", "п.", "12", TRUE}, {"ru", "ст.", "7", TRUE}, {"ru", "№", "3", TRUE}, {"ru", "табл.", "3", TRUE},
    {"ar", "الفقرة", "12", TRUE}, {"ar", "المادة", "٧", TRUE}, {"ar", "رقم", "3", TRUE}, {"ar", "والمادة", "(أ)", TRUE},
    /* dates */
    {"en", "12", "March", TRUE}, {"en", "March", "2024", TRUE}, {"fr", "12", "mars", TRUE}, {"fr", "mars", "2024", TRUE},
    {"es", "12", "de", TRUE}, {"es", "de", "marzo", TRUE}, {"es", "de", "2024", TRUE}, {"ru", "12", "марта", TRUE}, {"ru", "марта", "2024", TRUE},
    {"ru", "2024", "года", TRUE}, {"ar", "12", "آذار/مارس", TRUE}, {"ar", "آذار/مارس", "2024", TRUE}, {"ar", "كانون", "الثاني/يناير", TRUE},
    {"ar", "الثاني/يناير", "2024", TRUE},
    /* numbers and what they count */
    {"en", "21,200", "words", FALSE}, {"en", "12", "per", TRUE}, {"en", "per", "cent", TRUE}, {"en", "3", "million", TRUE}, {"en", "5", "km", TRUE},
    {"en", "€", "30", TRUE}, {"fr", "12", "%", TRUE}, {"fr", "pour", "cent", TRUE}, {"fr", "3", "millions", TRUE}, {"es", "por", "ciento", TRUE},
    {"es", "3", "millones", TRUE}, {"ru", "12", "%", TRUE}, {"ru", "3", "млн", TRUE}, {"ru", "5", "км", TRUE}, {"ar", "12", "في", TRUE},
    {"ar", "في", "المائة", TRUE}, {"ar", "3", "مليون", TRUE},
    /* initials and titles */
    {"en", "A.", "Smith", TRUE}, {"en", "Ms.", "Okafor", TRUE}, {"fr", "M.", "Durand", TRUE}, {"fr", "Mme", "Durand", TRUE},
    {"es", "Sra.", "Gómez", TRUE}, {"ru", "А.", "Иванов", TRUE}, {"ru", "г-жа", "Иванова", TRUE},
    /* what may part */
    {"en", "in", "March", FALSE}, {"en", "para.", "The", FALSE}, {"en", "12.", "March", FALSE}, {"en", "table", "and", FALSE},
    {"en", "by", "2030,", FALSE}, {"en", "2030,", "12", FALSE}, {"en", "Smith", "said", FALSE}, {"fr", "de", "mars", FALSE},
    {"es", "de", "la", FALSE}, {"ru", "марта", "в", FALSE}, {"ar", "في", "المدينة", FALSE}, {"de", "Absatz", "12", FALSE},
};

static void test_pairs(void)
{
    for (guint i = 0; i < G_N_ELEMENTS(pairs); i++) {
        const struct pair *p = &pairs[i];
        struct typography *t = typography_new(p->lang, NULL);
        gboolean joined = (typography_left(t, p->left, (int)strlen(p->left)) & typography_right(t, p->right, (int)strlen(p->right))) != 0;

        if (joined != p->joined) {
            g_test_message("%s: \"%s %s\" %s", p->lang, p->left, p->right, joined ? "stays together" : "may part");
            g_test_fail();
        }
        typography_free(t);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    resource_init();
    g_test_add_func("/typography/what stays together", test_pairs);
    return g_test_run();
}
