/* Time and memory of painting and finishing alone: PAGES pages of a hand-made table with MARKS marks a page.
   Usage: pdf [PAGES [MARKS [FILE]]] */
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>

#include "../pdf/handmade.h"
#include "diag.h"
#include "pdf.h"

static const char *const words[] = {
    "recommendation", "of", "the", "Committee", "efficient", "protection", "detention", "and", "all", "persons", "to",
    "ratify", "Protocol", "office", "women", "children", "measures", "in", "law", "practice", "2024", "training",
    "police", "judges", "with", "disabilities", "ensure", "access", "justice", "remedy"};

static long peak_mb(void)
{
    struct rusage u;
    getrusage(RUSAGE_SELF, &u);
    return u.ru_maxrss / 1024;
}

int main(int argc, char **argv)
{
    int n_pages = argc > 1 ? atoi(argv[1]) : 600, n_marks = argc > 2 ? atoi(argv[2]) : 40;
    guint32 seed = 1;
    (void)hand_line; /* for other tests */
    struct hand *h = hand_new("Bench", "en");
    h->font = "Liberation Serif 9";
    struct tag_node *table = hand_node(h, NULL, TAG_TABLE), *body = hand_node(h, table, TAG_TBODY);
    int columns = 6, n_words = 620 / MAX(n_marks, 1);
    for (int i = 0; i < n_pages; i++) {
        struct page *page = pages_add(h->pages, 842, 595, "landscape");
        struct tag_node *row = NULL;
        double y = 30;
        hand_text(h, page, NULL, ARTIFACT_HEADER, "A/HRC/99/L.1", 40, &y, 400, 0, 1, 0, NULL);
        y = 570;
        hand_text(h, page, NULL, ARTIFACT_FOOTER, "Page", 40, &y, 400, 0, 1, 0, NULL);
        for (int m = 0; m < n_marks; m++) {
            int column = m % columns;
            if (!column)
                row = hand_node(h, body, TAG_TR);
            struct tag_node *cell = hand_node(h, row, TAG_TD), *p = hand_node(h, cell, TAG_P);
            GString *text = g_string_new(NULL);
            for (int w = 0; w < n_words; w++) {
                seed = seed * 1664525 + 1013904223;
                g_string_append_printf(text, "%s%s", w ? " " : "", words[(seed >> 16) % G_N_ELEMENTS(words)]);
            }
            double top = 50 + 500.0 * (m / columns) / ((n_marks + columns - 1) / columns);
            hand_text(h, page, p, ARTIFACT_NONE, text->str, 40 + 127 * column, &top, 120, 10, 100, 0, NULL);
            g_string_free(text, TRUE);
            struct page_item *rule = hand_item(page, ITEM_FILL, ARTIFACT_LAYOUT, NULL);
            rule->fill = (struct item_fill){40 + 127 * column, top + 4, 120, 0.5, {0, 0, 0}};
        }
    }
    long before = peak_mb();
    struct diag *d = diag_new();
    struct pdf_times times;
    GBytes *pdf = pdf_write_timed(h->pages, d, &times);
    diag_print(d, DIAG_TEXT, NULL, 0, FALSE);
    if (!pdf)
        return 1;
    printf("%d pages, %d marks: paint %.2f s, finish %.2f s (%.2f ms a page), %zu kB, %ld MB before, %ld MB more\n", n_pages,
           n_marks, times.paint, times.finish, times.finish * 1000 / n_pages, g_bytes_get_size(pdf) / 1024, before,
           peak_mb() - before);
    if (argc > 3)
        g_file_set_contents(argv[3], g_bytes_get_data(pdf, NULL), (gssize)g_bytes_get_size(pdf), NULL);
    g_bytes_unref(pdf);
    diag_free(d);
    hand_free(h);
    return 0;
}
