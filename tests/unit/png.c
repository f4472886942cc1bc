/* Pictures of pages: the same bytes each time. `png --difference A.png B.png` prints how far apart two pictures are, for
   tests/style: the mean difference of blocks of 4 by 4 pixels in each colour, 0 to 255, and the share of those that
   differ by more than 64. Blocks, because poppler puts letters at quarters of pixels and lines at whole ones. */
#include <cairo.h>
#include <glib/gstdio.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "png.h"

static cairo_surface_t *read_picture(const char *file)
{
    cairo_surface_t *s = cairo_image_surface_create_from_png(file);

    if (cairo_surface_status(s) != CAIRO_STATUS_SUCCESS) {
        fprintf(stderr, "%s: %s\n", file, cairo_status_to_string(cairo_surface_status(s)));
        exit(1);
    }
    return s;
}

enum { BLOCK = 4 };

static double block_mean(cairo_surface_t *s, int x, int y, int colour)
{
    const unsigned char *data = cairo_image_surface_get_data(s);
    int stride = cairo_image_surface_get_stride(s), sum = 0;

    for (int i = 0; i < BLOCK; i++)
        for (int k = 0; k < BLOCK; k++)
            sum += data[(y + i) * stride + 4 * (x + k) + colour];
    return sum / (double)(BLOCK * BLOCK);
}

static int print_difference(const char *a_file, const char *b_file)
{
    cairo_surface_t *a = read_picture(a_file), *b = read_picture(b_file);
    int w = cairo_image_surface_get_width(a), h = cairo_image_surface_get_height(a);
    double sum = 0, much = 0, n = 0;

    if (w != cairo_image_surface_get_width(b) || h != cairo_image_surface_get_height(b)) {
        printf("sizes %d x %d and %d x %d\n", w, h, cairo_image_surface_get_width(b), cairo_image_surface_get_height(b));
        return 1;
    }
    for (int y = 0; y + BLOCK <= h; y += BLOCK)
        for (int x = 0; x + BLOCK <= w; x += BLOCK)
            for (int k = 0; k < 3; k++) {
                double d = fabs(block_mean(a, x, y, k) - block_mean(b, x, y, k));

                sum += d;
                much += d > 64;
                n++;
            }
    printf("%.3f %.5f\n", sum / n, much / n);
    cairo_surface_destroy(a);
    cairo_surface_destroy(b);
    return 0;
}

/* A rule of one inch at its place; white around it. */
static void test_fill(void)
{
    struct diag *d = diag_new();
    struct pages *pages = pages_new();
    struct page *page = pages_add(pages, 144, 72, "portrait");
    struct page_item *item = page_add_item(page, ITEM_FILL);
    GBytes *one, *again;
    g_autofree char *file = NULL;
    cairo_surface_t *s;
    const guint32 *row;

    item->artifact = ARTIFACT_LAYOUT;
    item->fill = (struct item_fill){36, 18, 72, 36, {1, 0, 0}};
    one = png_write(pages, 0, 96, d);
    again = png_write(pages, 0, 96, d);
    g_assert_true(g_bytes_equal(one, again));
    file = g_strdup_printf("%s/fill-XXXXXX", g_get_tmp_dir());
    close(g_mkstemp(file));
    g_assert_true(g_file_set_contents(file, g_bytes_get_data(one, NULL), (gssize)g_bytes_get_size(one), NULL));
    s = read_picture(file);
    g_remove(file);
    g_assert_cmpint(cairo_image_surface_get_width(s), ==, 192);
    g_assert_cmpint(cairo_image_surface_get_height(s), ==, 96);
    row = (const guint32 *)(const void *)(cairo_image_surface_get_data(s) + 48 * cairo_image_surface_get_stride(s));
    g_assert_cmphex(row[47] & 0xffffff, ==, 0xffffff);
    g_assert_cmphex(row[48] & 0xffffff, ==, 0xff0000);
    g_assert_cmphex(row[143] & 0xffffff, ==, 0xff0000);
    g_assert_cmphex(row[144] & 0xffffff, ==, 0xffffff);
    cairo_surface_destroy(s);
    g_bytes_unref(one);
    g_bytes_unref(again);
    pages_free(pages);
    diag_free(d);
}

int main(int argc, char **argv)
{
    if (argc == 4 && !strcmp(argv[1], "--difference"))
        return print_difference(argv[2], argv[3]);
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/png/fill", test_fill);
    return g_test_run();
}
