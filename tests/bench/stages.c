/* stages TREE STYLE [cells]: what layout, painting and finishing take for a resolved document tree, in seconds of CPU of this
   thread; the best of three. With `cells` also the baseline: the same cells, one PangoLayout each, broken to lines and thrown
   away (no widths to be found, no pages, no structure), which is what a table costs without kept words. One line on
   standard output: "pages N marks N layout S paint S finish S bytes N peak MB [cells N baseline S]". */
#include <libxml/parser.h>
#include <locale.h>
#include <pango/pangocairo.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "diag.h"
#include "layout.h"
#include "pdf.h"
#include "resource.h"

#define ROUNDS 3

static double cpu(void)
{
    struct timespec t;

    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* Marked contents: one for a node on a page, one for all artifacts of a kind. */
static guint count_marks(const struct pages *pages)
{
    guint n = 0;

    for (guint i = 0; i < pages->pages->len; i++) {
        const struct page *page = pages->pages->pdata[i];
        GHashTable *seen = g_hash_table_new(NULL, NULL);

        for (guint k = 0; k < page->items->len; k++) {
            const struct page_item *item = &g_array_index(page->items, struct page_item, k);

            g_hash_table_add(seen, item->node ? (gpointer)item->node : GINT_TO_POINTER(item->artifact));
        }
        n += g_hash_table_size(seen);
        g_hash_table_destroy(seen);
    }
    return n;
}

struct baseline {
    PangoContext *context;
    PangoFontDescription *font;
    double width;              /* of the text block, pt */
    guint cells;
    gint64 lines;
};

static void lay_cells(struct baseline *b, xmlNodePtr n, int columns)
{
    for (; n; n = n->next) {
        if (n->type != XML_ELEMENT_NODE)
            continue;
        if (!strcmp((const char *)n->name, "columns"))
            columns = (int)xmlChildElementCount(n);
        if (!strcmp((const char *)n->name, "cell") && columns) {
            xmlChar *span = xmlGetNoNsProp(n, (const xmlChar *)"colspan"), *text = xmlNodeGetContent(n);
            PangoLayout *l = pango_layout_new(b->context);

            pango_layout_set_font_description(l, b->font);
            pango_layout_set_width(l, (int)(b->width / columns * (span ? atoi((const char *)span) : 1) * PANGO_SCALE));
            pango_layout_set_wrap(l, PANGO_WRAP_WORD_CHAR);
            pango_layout_set_text(l, (const char *)text, -1);
            b->lines += pango_layout_get_line_count(l);
            b->cells++;
            g_object_unref(l);
            xmlFree(span);
            xmlFree(text);
        } else
            lay_cells(b, n->children, columns);
        if (!strcmp((const char *)n->name, "table"))
            columns = 0;
    }
}

static double time_cells(xmlDocPtr doc, const struct style *style, guint *cells)
{
    PangoFontMap *map = pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT);
    const struct style_page *page = style_page(style, "landscape");
    const struct style_role *role = style_table(style, "matrix")->cell_role;
    struct baseline b = {.width = page->w - page->inner - page->outer};
    double best = 1e9;

    pango_cairo_font_map_set_resolution(PANGO_CAIRO_FONT_MAP(map), 72);
    b.context = pango_font_map_create_context(map);
    b.font = pango_font_description_new();
    pango_font_description_set_family(b.font, role->font->family);
    pango_font_description_set_absolute_size(b.font, role->size * PANGO_SCALE);
    for (int i = 0; i < ROUNDS; i++) {
        double start = cpu();

        b.cells = 0;
        for (xmlNodePtr n = xmlDocGetRootElement(doc)->children; n; n = n->next)
            if (n->type == XML_ELEMENT_NODE)
                lay_cells(&b, n->children, 0);
        best = MIN(best, cpu() - start);
    }
    pango_font_description_free(b.font);
    g_object_unref(b.context);
    g_object_unref(map);
    *cells = b.cells;
    return best;
}

int main(int argc, char **argv)
{
    struct diag *d = diag_new();
    struct style *style;
    struct pages *pages = NULL;
    struct rusage used;
    double layout = 1e9, paint = 1e9, finish = 1e9;
    gsize bytes = 0;
    xmlDocPtr doc;

    setlocale(LC_CTYPE, "C.UTF-8");
    if (argc < 3 || !(doc = xmlReadFile(argv[1], NULL, XML_PARSE_HUGE | XML_PARSE_BIG_LINES))) {
        fprintf(stderr, "stages TREE STYLE [cells]\n");
        return 2;
    }
    resource_init();
    style = style_load(argv[2], d);
    for (int i = 0; style && i < ROUNDS; i++) {
        double start = cpu();
        struct pdf_times times;
        GBytes *pdf;

        pages_free(pages);
        start = cpu();
        pages = layout_document(doc, style, NULL, d);
        layout = MIN(layout, cpu() - start);
        pdf = pdf_write_timed(pages, d, &times);
        if (!pdf)
            break;
        bytes = g_bytes_get_size(pdf);
        paint = MIN(paint, times.paint);
        finish = MIN(finish, times.finish);
        g_bytes_unref(pdf);
    }
    if (!bytes) {
        diag_print(d, DIAG_TEXT, NULL, 3, FALSE);
        return 1;
    }
    getrusage(RUSAGE_SELF, &used);
    printf("pages %u marks %u layout %.4f paint %.4f finish %.4f bytes %zu peak %ld", pages->pages->len, count_marks(pages), layout,
           paint, finish, bytes, used.ru_maxrss / 1024);
    if (argc > 3) {
        guint cells;
        double baseline = time_cells(doc, style, &cells);

        printf(" cells %u baseline %.4f", cells, baseline);
    }
    printf("\n");
    pages_free(pages);
    style_free(style);
    xmlFreeDoc(doc);
    diag_free(d);
    return 0;
}
