/* The rule of a word processor on sentences whose words were counted by hand, and ICU's count beside it. */
#include <glib.h>
#include <string.h>

#include "words.h"

static void test_rule(void)
{
    static const struct { const char *text; guint words; } cases[] = {
        {"", 0},
        {"   \n\t ", 0},
        {"one", 1},
        {" one  two\nthree ", 3},
        {"see CCPR/C/KEN/CO/4, paras. 8 and 14 (b)", 7},        /* a symbol is one word; "(b)" is one */
        {"2018–2022 and 2018 – 2022", 4},                       /* a dash between spaces is none */
        {"a – b — c - d & e", 5},
        {"21,200 words at 95 % of 21 200", 7},
        {"no\u00a0break and narrow\u202fone", 5},               /* no-break spaces part words */
        {"e-mail: www.example.org, and/or", 3},
        {"one—two three…four", 2},
        {"soft\u00adhyphen zero\u200bwidth", 2},
        {"OP-CAT ; « mot » : oui !", 3},                        /* French: signs between spaces are none */
        {"L’État partie n’a pas répondu.", 5},
        {"Мы из-за дождя остались дома", 5},
        {"حقوق الإنسان ، والحريات", 3},
        {"人权理事会", 5},                                       /* each character */
        {"中文中文 abc 中文def", 8},
        {"第12条", 3},                                           /* 第, 12, 条 */
        {"ひらがな カタカナ", 8},
        {"한국어 문장", 2},                                      /* Hangul has spaces */
        {"ทดสอบ ภาษาไทย", 2},
        {"* # § †", 0},
        {"½ ² x", 3},
        {"“quoted” (bracketed) [12] …", 3},
    };

    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++)
        if (words_count(cases[i].text) != cases[i].words) {
            g_test_message("“%s”: %u words, not %u", cases[i].text, words_count(cases[i].text), cases[i].words);
            g_test_fail();
        }
}

static void test_each_word(void)
{
    const char *p = "  the (first) – 中文x ", *start;
    gsize size;
    GString *got = g_string_new(NULL);

    while (words_next(&p, &start, &size))
        g_string_append_printf(got, "[%.*s]", (int)size, start);
    g_assert_cmpstr(got->str, ==, "[the][(first)][中][文][x]");
    g_string_free(got, TRUE);
}

static void test_icu(void)
{
    g_assert_cmpuint(words_count_icu("The 21,200 words (para. 12).", "en"), ==, 5);
    g_assert_cmpuint(words_count_icu("", "en"), ==, 0);
    g_assert_cmpuint(words_count_icu("กรมราชทัณฑ์รายงานต่อสภา", "th"), >, 3);  /* one run for the rule */
    g_assert_cmpuint(words_count("กรมราชทัณฑ์รายงานต่อสภา"), ==, 1);
    g_assert_cmpuint(words_count_icu("人权理事会通过了报告", "zh"), <, words_count("人权理事会通过了报告"));
    g_assert_true(words_has_unspaced("abc ไทย"));
    g_assert_true(words_has_unspaced("ខ្មែរ"));
    g_assert_true(words_has_unspaced("ລາວ"));
    g_assert_true(words_has_unspaced("မြန်မာ"));
    g_assert_true(words_has_unspaced("abc 人"));
    g_assert_true(words_has_unspaced("ሰው፡ሁሉ"));
    g_assert_false(words_has_unspaced("abc où العدالة"));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/words/rule", test_rule);
    g_test_add_func("/words/each", test_each_word);
    g_test_add_func("/words/icu", test_icu);
    return g_test_run();
}
