/* Pages made by hand through the PDF stage: the file is sound, tagged, and says through its structure exactly what
   stands on the pages, head and foot apart. */
#include <glib.h>
#include <glib/gstdio.h>
#include <locale.h>
#include <stdlib.h>

#include "../pdf/handmade.h"
#include "diag.h"
#include "pdf.h"
#include "pdfcheck.h"

static const char *const paragraph =
    "The Government reports that the efficient office of the ombudsperson received ninety-four complaints in the first "
    "year, of which a fifth concerned conditions of detention, and that the difficult offices in the north have been "
    "staffed since.";

static char *folder;

static char *run(int expected, const char *command)
{
    char *out = NULL, *err = NULL;
    int status = 0;
    GError *error = NULL;
    g_autofree char *line = g_strdup_printf("sh -c '%s'", command);
    g_assert_true(g_spawn_command_line_sync(line, &out, &err, &status, &error));
    if (!g_spawn_check_wait_status(status, NULL) != !!expected)
        g_error("%s: status %d\n%s%s", command, status, out, err);
    g_free(err);
    return out;
}

static char *save(const char *name, GBytes *pdf)
{
    char *file = g_build_filename(folder, name, NULL);
    g_assert_nonnull(pdf);
    g_assert_true(g_file_set_contents(file, g_bytes_get_data(pdf, NULL), (gssize)g_bytes_get_size(pdf), NULL));
    return file;
}

static GBytes *write_pages(struct hand *h, guint warnings)
{
    struct diag *d = diag_new();
    GBytes *pdf = pdf_write(h->pages, d);
    if (diag_count(d, DIAG_ERROR))
        diag_print(d, DIAG_TEXT, NULL, 0, FALSE);
    g_assert_cmpuint(diag_count(d, DIAG_ERROR), ==, 0);
    g_assert_cmpuint(diag_count(d, DIAG_WARNING), ==, warnings);
    diag_free(d);
    return pdf;
}

/* White space folded to single spaces, none at the ends. */
static char *fold(const char *text)
{
    GString *s = g_string_new(NULL);
    for (const char *c = text; *c; c = g_utf8_next_char(c)) {
        gunichar u = g_utf8_get_char(c);
        if (g_unichar_isspace(u)) {
            if (s->len && s->str[s->len - 1] != ' ')
                g_string_append_c(s, ' ');
        } else {
            g_string_append_unichar(s, u);
        }
    }
    g_strchomp(s->str);
    return g_string_free(s, FALSE);
}

/* The text of the structure tree alone: poppler quotes it behind the names of the elements. */
static char *structure_text(const char *file)
{
    g_autofree char *command = g_strdup_printf("pdfinfo -struct-text %s", file);
    g_autofree char *out = run(0, command);
    g_auto(GStrv) lines = g_strsplit(out, "\n", -1);
    GString *s = g_string_new(NULL);
    for (char **l = lines; *l; l++) {
        char *t = g_strstrip(*l);
        gsize len = strlen(t);
        if (len >= 2 && t[0] == '"' && t[len - 1] == '"')
            g_string_append_len(s, t + 1, (gssize)len - 2);
    }
    g_autofree char *all = g_string_free(s, FALSE);
    return fold(all);
}

static void check_sound(const char *file)
{
    g_autofree char *command = g_strdup_printf("qpdf --check %s", file);
    g_free(run(0, command));
    g_autofree char *info = g_strdup_printf("pdfinfo %s", file);
    g_autofree char *said = run(0, info);
    g_assert_nonnull(strstr(said, "Tagged:          yes"));
    g_assert_nonnull(strstr(said, "PDF version:     1.7"));
    g_autofree char *fonts = g_strdup_printf("pdffonts %s", file);
    g_autofree char *table = run(0, fonts);
    g_auto(GStrv) lines = g_strsplit(g_strchomp(table), "\n", -1);
    for (char **l = lines + 2; lines[0] && lines[1] && *l; l++)
        if (!strstr(*l, " yes yes yes "))
            g_error("font not embedded, subset and with ToUnicode: %s", *l);
}

/* Our own checker finds nothing; or, when `rule` is given, that rule. */
static void check_findings(const char *bytes, gsize length, const char *rule)
{
    GPtrArray *findings = pdfcheck_run(bytes, length, TRUE, 0);
    gboolean found = FALSE;
    for (guint i = 0; i < findings->len; i++) {
        const struct pdf_finding *f = g_ptr_array_index(findings, i);
        if (!rule)
            g_error("page %d: %s [%s]", f->page, f->what, f->rule);
        found |= rule && !strcmp(f->rule, rule);
    }
    if (rule && !found)
        g_error("the checker does not see %s", rule);
    g_ptr_array_unref(findings);
}

/* ---- A document that uses everything ---- */

static void add_running(struct hand *h, struct page *page, const char *foot)
{
    double y = 40;
    hand_text(h, page, NULL, ARTIFACT_HEADER, "A/HRC/99/L.1", 72, &y, 400, 0, 1, 0, NULL);
    y = 800;
    hand_text(h, page, NULL, ARTIFACT_FOOTER, foot, 480, &y, 400, 0, 1, 0, NULL);
}

static void add_fill(struct page *page, struct tag_node *node, double x, double y, double w, double height)
{
    struct page_item *item = hand_item(page, ITEM_FILL, node ? ARTIFACT_NONE : ARTIFACT_LAYOUT, node);
    item->fill = (struct item_fill){x, y, w, height, {0.8, 0.85, 0.9}};
}

static void add_link(struct page *page, struct tag_node *node, double x, double y, double w, const char *uri,
                     const char *destination, const char *description)
{
    struct page_item *item = hand_item(page, ITEM_LINK, ARTIFACT_NONE, node);
    item->link = (struct item_link){x, y - 10, w, 13, uri, destination, description};
}

static GBytes *small_png(void)
{
    cairo_surface_t *s = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, 8, 8);
    cairo_t *cr = cairo_create(s);
    cairo_set_source_rgba(cr, 0.2, 0.4, 0.6, 0.5);
    cairo_paint(cr);
    cairo_destroy(cr);
    g_autofree char *file = g_build_filename(folder, "small.png", NULL);
    cairo_surface_write_to_png(s, file);
    cairo_surface_destroy(s);
    char *bytes = NULL;
    gsize length = 0;
    g_assert_true(g_file_get_contents(file, &bytes, &length, NULL));
    return g_bytes_new_take(bytes, length);
}

static struct tag_node *add_cell(struct hand *h, struct page *page, struct tag_node *row, enum tag tag,
                                 enum cell_scope scope, const char *text, double x, double y)
{
    struct tag_node *cell = hand_node(h, row, tag);
    cell->scope = scope;
    if (text)
        hand_line(h, page, cell, TAG_P, text, x, y);
    return cell;
}

static struct hand *everything(GBytes **png)
{
    struct hand *h = hand_new("Everything (a \"test\") \342\200\223 \331\203\331\204", "en");
    struct page *one = pages_add(h->pages, 595, 842, "portrait"), *two = pages_add(h->pages, 842, 595, "landscape");
    one->label = "iii";
    two->label = "1";
    double y = 100, x = 0;
    add_running(h, one, "iii");
    add_running(h, two, "Page 1 of 1");

    /* Section with a heading and a paragraph over two pages, a soft hyphen inside, a note. */
    struct tag_node *sect = hand_node(h, NULL, TAG_SECT);
    sect->id = "sec-1";
    sect->title = "Introduction";
    h->font = "Liberation Sans Bold 14";
    hand_line(h, one, sect, TAG_H1, "Introduction", 72, y);
    pages_add_destination(h->pages, "sec-1", 0, 72, 84);
    h->font = "Liberation Serif 11";
    y = 130;
    struct tag_node *p = hand_node(h, sect, TAG_P);
    const char *rest = hand_text(h, one, p, ARTIFACT_NONE, paragraph, 72, &y, 200, 14, 3, 0, NULL);
    double y2 = 80;
    hand_text(h, two, p, ARTIFACT_NONE, rest, 72, &y2, 200, 14, 100, 0, NULL);

    /* A link inside a paragraph, then a note reference, the note itself at the foot. */
    struct tag_node *q = hand_node(h, sect, TAG_P);
    y = 200;
    hand_text(h, one, q, ARTIFACT_NONE, "See ", 72, &y, 400, 0, 1, 0, &x);
    struct tag_node *link = hand_node(h, q, TAG_LINK);
    double from = x;
    hand_text(h, one, link, ARTIFACT_NONE, "the rest", x, &y, 400, 0, 1, 0, &x);
    add_link(one, link, from, y, x - from, "https://example.org/a)b(c\\d?q=\303\251 \"x\"", NULL, "The rest (outside)");
    hand_text(h, one, q, ARTIFACT_NONE, " and ", x, &y, 400, 0, 1, 0, &x);
    struct tag_node *reference = hand_node(h, q, TAG_REFERENCE), *to_note = hand_node(h, reference, TAG_LINK);
    from = x;
    hand_text(h, one, to_note, ARTIFACT_NONE, "1", x, &y, 400, 0, 1, 0, &x);
    add_link(one, to_note, from, y, x - from, NULL, "note-1", "Footnote 1");
    struct tag_node *note = hand_node(h, q, TAG_NOTE);
    note->id = "note-1";
    hand_text(h, one, q, ARTIFACT_NONE, " go on", x, &y, 400, 0, 1, 0, &x);
    hand_line(h, one, note, TAG_LBL, "1 ", 72, 760);
    hand_line(h, one, note, TAG_P, "The note.", 84, 760);
    pages_add_destination(h->pages, "note-1", 0, 72, 750);

    /* A list. */
    struct tag_node *list = hand_node(h, sect, TAG_L);
    list->numbering = LIST_LOWER_ALPHA;
    for (int i = 0; i < 2; i++) {
        struct tag_node *li = hand_node(h, list, TAG_LI);
        hand_line(h, one, li, TAG_LBL, i ? "(b) " : "(a) ", 90, 230 + 14 * i);
        hand_line(h, one, hand_node(h, li, TAG_LBODY), TAG_P, i ? "second" : "first ", 110, 230 + 14 * i);
    }

    /* A figure of fills, with its text inside, and a picture twice. */
    struct tag_node *figure = hand_node(h, sect, TAG_FIGURE);
    figure->alt = "Two bars; the \"second\" (right) is longer";
    figure->box_page = 0;
    figure->box_x = 72;
    figure->box_y = 300;
    figure->box_w = 120;
    figure->box_h = 60;
    add_fill(one, figure, 72, 320, 40, 40);
    add_fill(one, figure, 120, 300, 40, 60);
    struct tag_node *picture = hand_node(h, sect, TAG_FIGURE);
    picture->alt = "Logo";
    picture->box_x = picture->box_y = 300;
    picture->box_w = picture->box_h = 40;
    *png = small_png();
    for (int i = 0; i < 2; i++) {
        struct page_item *item = hand_item(i ? two : one, ITEM_IMAGE, i ? ARTIFACT_HEADER : ARTIFACT_NONE, i ? NULL : picture);
        item->image = (struct item_image){300, i ? 20 : 300, 40, 40, "logo.png", *png};
    }

    /* A table over two pages; its head comes again on the second as an artifact; one row over both. */
    struct tag_node *table = hand_node(h, sect, TAG_TABLE), *head = hand_node(h, table, TAG_THEAD);
    struct tag_node *row = hand_node(h, head, TAG_TR);
    static const char *const heads[] = {"Number", "Recommendation", "Status"};
    for (int i = 0; i < 3; i++)
        add_cell(h, one, row, TAG_TH, SCOPE_COLUMN, heads[i], 72 + 150 * i, 420)->id = heads[i];
    struct tag_node *body = hand_node(h, table, TAG_TBODY);
    row = hand_node(h, body, TAG_TR);
    struct tag_node *band = add_cell(h, one, row, TAG_TH, SCOPE_ROW, "Detention", 72, 440);
    band->column_span = 3;
    row = hand_node(h, body, TAG_TR);
    add_cell(h, one, row, TAG_TH, SCOPE_ROW, "136.9", 72, 460);
    struct tag_node *cell = hand_node(h, row, TAG_TD), *in_cell = hand_node(h, cell, TAG_P);
    static const char *const headers[] = {"Recommendation", NULL};
    cell->headers = (const char **)headers;
    double yc = 460;
    rest = hand_text(h, one, in_cell, ARTIFACT_NONE, "Ratify the Optional Protocol without reservations soon", 222,
                     &yc, 120, 14, 1, 0, NULL);
    add_cell(h, one, row, TAG_TD, SCOPE_NONE, NULL, 0, 0); /* empty */
    add_fill(one, NULL, 72, 425, 450, 0.5);
    for (int i = 0; i < 3; i++) {
        double yh = 200;
        hand_text(h, two, NULL, ARTIFACT_REPEATED_HEAD, heads[i], 72 + 150 * i, &yh, 400, 0, 1, 0, NULL);
    }
    yc = 220;
    hand_text(h, two, in_cell, ARTIFACT_NONE, rest, 222, &yc, 120, 14, 10, 0, NULL);
    row = hand_node(h, body, TAG_TR);
    for (int i = 0; i < 3; i++)
        add_cell(h, two, row, TAG_TD, SCOPE_NONE, i == 0 ? "7" : i == 1 ? "No text" : "Noted", 72 + 150 * i, 260);
    struct page_item *rule = hand_item(two, ITEM_STROKE, ARTIFACT_LAYOUT, NULL);
    rule->stroke = (struct item_stroke){72, 205, 522, 205, 0.5, {0, 0, 0}, NULL, 0};

    /* A hyphen that the breaker added, and the same glyph as a real hyphen. */
    struct tag_node *broken = hand_node(h, sect, TAG_P);
    double yb = 300;
    hand_text(h, two, broken, ARTIFACT_NONE, "twenty-one recom", 72, &yb, 400, 0, 1, 0, &x);
    hand_text(h, two, broken, ARTIFACT_NONE, "-", x, &yb, 400, 0, 1, 0, &x);
    g_array_index(two->items, struct page_item, two->items->len - 1).text.flags = TEXT_HYPHEN;
    yb = 314;
    hand_text(h, two, broken, ARTIFACT_NONE, "menda\302\255tions", 72, &yb, 400, 0, 1, 0, &x);

    /* Other scripts, each with its language. */
    struct tag_node *quote = hand_node(h, sect, TAG_BLOCKQUOTE);
    static const char *const scripts[][3] = {
        {"ar", "Noto Naskh Arabic 12", "\331\212\331\210\331\204\330\257 \330\254\331\205\331\212\330\271 \330\247\331\204\331\206\330\247\330\263 \330\243\330\255\330\261\330\247\330\261\330\247\331\213"},
        {"km", "Noto Sans Khmer 12", "\341\236\230\341\236\223\341\236\273\341\236\237\341\237\222\341\236\237\341\236\221\341\236\266\341\236\204\341\236\242\341\236\237\341\237\213"},
        {"hi", "Noto Sans Devanagari 12", "\340\244\270\340\244\255\340\245\200 \340\244\256\340\244\250\340\245\201\340\244\267\340\245\215\340\244\257\340\245\213\340\244\202 \340\244\225\340\245\213 \340\244\225\340\244\277"},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(scripts); i++) {
        h->lang = scripts[i][0];
        h->font = scripts[i][1];
        struct tag_node *foreign = hand_node(h, quote, TAG_P);
        foreign->lang = scripts[i][0];
        double ys = 360 + 24 * (double)i;
        hand_text(h, two, foreign, ARTIFACT_NONE, scripts[i][2], 72, &ys, 300, 0, 1, 0, NULL);
    }

    struct outline_entry entries[] = {{"Introduction", "sec-1", 1}, {"A note \342\202\254", "note-1", 2}};
    g_array_append_vals(h->pages->outline, entries, 2);
    h->pages->author = "Ministry <of> Justice & Co";
    h->pages->subject = "Recommendations";
    return h;
}

static const char *const everything_said =
    "IntroductionThe Government reports that the efficient office of the ombudsperson received ninety-four complaints "
    "in the first year, of which a fifth concerned conditions of detention, and that the difficult offices in the "
    "north have been staffed since.See the rest and 11 The note. go on(a) first (b) secondNumberRecommendationStatus"
    "Detention136.9Ratify the Optional Protocol without reservations soon7No textNotedtwenty-one recommendations"
    "\331\212\331\210\331\204\330\257 \330\254\331\205\331\212\330\271 \330\247\331\204\331\206\330\247\330\263 \330\243\330\255\330\261\330\247\330\261\330\247\331\213"
    "\341\236\230\341\236\223\341\236\273\341\236\237\341\237\222\341\236\237\341\236\221\341\236\266\341\236\204\341\236\242\341\236\237\341\237\213"
    "\340\244\270\340\244\255\340\245\200 \340\244\256\340\244\250\340\245\201\340\244\267\340\245\215\340\244\257\340\245\213\340\244\202 \340\244\225\340\245\213 \340\244\225\340\244\277";

static void test_everything(void)
{
    GBytes *png = NULL;
    struct hand *h = everything(&png);
    GBytes *pdf = write_pages(h, 0);
    g_autofree char *file = save("everything.pdf", pdf);
    check_sound(file);
    check_findings(g_bytes_get_data(pdf, NULL), g_bytes_get_size(pdf), NULL);
    g_autofree char *text = structure_text(file);
    g_assert_cmpstr(text, ==, everything_said);
    g_autofree char *info = g_strdup_printf("pdfinfo %s", file);
    g_autofree char *said = run(0, info);
    g_assert_nonnull(strstr(said, "Title:           Everything (a \"test\") \342\200\223 \331\203\331\204\n"));
    g_assert_nonnull(strstr(said, "Pages:           2\n"));

    /* the same again: same bytes, and the nodes are as they were */
    GBytes *again = write_pages(h, 0);
    g_assert_true(g_bytes_equal(pdf, again));
    g_bytes_unref(again);
    g_bytes_unref(pdf);
    hand_free(h);
    g_bytes_unref(png);
}

struct removal { const char *from, *to, *rule; };

/* With one thing taken out of the file, the checker says which. */
static void check_removed(const char *plain, const struct removal *cases, gsize n_cases)
{
    g_autofree char *bytes = NULL;
    gsize length = 0;
    g_assert_true(g_file_get_contents(plain, &bytes, &length, NULL));
    check_findings(bytes, length, NULL);
    int missed = 0;
    for (gsize i = 0; i < n_cases; i++) {
        char *changed = g_memdup2(bytes, length);
        gsize n = strlen(cases[i].from);
        gboolean met = FALSE;
        g_assert_cmpuint(n, ==, strlen(cases[i].to));
        for (char *at = changed; at + n <= changed + length; at++)
            if (!memcmp(at, cases[i].from, n)) {
                memcpy(at, cases[i].to, n);
                met = TRUE;
            }
        GPtrArray *findings = pdfcheck_run(changed, length, TRUE, 0);
        gboolean seen = FALSE;
        for (guint k = 0; k < findings->len; k++)
            seen |= !strcmp(((const struct pdf_finding *)g_ptr_array_index(findings, k))->rule, cases[i].rule);
        if (!met || !seen) {
            g_test_message("%s: %s", cases[i].from, met ? "the checker does not see it" : "the file has none");
            for (guint k = 0; k < findings->len; k++)
                g_test_message("  found %s", ((const struct pdf_finding *)g_ptr_array_index(findings, k))->rule);
            missed++;
        }
        g_ptr_array_unref(findings);
        g_free(changed);
    }
    g_assert_cmpint(missed, ==, 0);
}

static void test_removed(void)
{
    static const struct removal cases[] = {
        {"/Marked true", "/Mxrked true", "6.2-1"},
        {"/DisplayDocTitle true", "/DisplayDocTitxe true", "7.1-10"},
        {"<pdfuaid:part>1", "<pdfuaid:part>7", "5-1"},
        {"<dc:title>", "<dc:xitle>", "7.1-9"},
        {"<pdfaid:part>", "<pdfxid:part>", "A-6.6.4-1"},
        {"/StructTreeRoot ", "/StructTreeRxxt ", "7.1-11"},
        {"/ParentTree ", "/PxrentTree ", "7.1-3"},
        {"/IDTree ", "/IDTrex ", "house-idtree"},
        {"/OutputIntents", "/OutputIntexts", "A-6.2.3-2"},
        {"/PageLabels", "/PageLabxls", "house-labels"},
        {"/Lang (en)", "/Lxng (en)", "7.2-2"},
        {"/Lang (hi)", "/Lang (_i)", "7.2-29"},
        {"/Lang (hi)", "/Lxng (hi)", "house-foreign"},
        {"/Lang (ar)", "/Lang (ka)", "house-foreign"},
        {"/Artifact", "/Artifxct", "7.1-3"},
        {"/S /H1", "/S /H2", "7.4.2-1"},
        {"/S /Document", "/S /Sect    ", "house-root"},
        {"/S /LBody", "/S /Sect ", "7.2-20"},
        {"/S /TBody", "/S /Sect ", "7.2-3"},
        {"/Alt (Logo)", "/Alx (Logo)", "7.3-1"},
        {"/BBox", "/BBxx", "house-bbox"},
        {"/ListNumbering", "/ListNumbexing", "house-list"},
        {"/ColSpan 3", "/ColSpan 2", "7.2-43"},
        {"/ColSpan 3", "/ColSpan 4", "7.2-43"},
        {"/Scope /Column", "/Scxpe /Column", "7.5-1"},
        {"/ID (note-1)", "/IX (note-1)", "7.9-1"},
        {"/Contents (Footnote 1)", "/Contxxts (Footnote 1)", "7.18.5-2"},
        {"/Tabs /S", "/Tabs /R", "7.18.3-1"},
        {"/StructParent 2", "/StructParxxt 2", "7.18.5-1"},
        {"/F 4", "/F 0", "A-6.3.2-2"},
        {"/F 4", "/F 6", "A-6.3.2-2"},
        {"/F 4", "/X 4", "A-6.3.2-1"},
        {"/Type /OBJR", "/Type /OBJX", "house-link"},
        {"/Dest (note-1)", "/Dest (nxte-1)", "house-dest"},
        {"/CIDToGIDMap", "/CIDToGXXMap", "7.21.3.2-1"},
        {"/FontFile2", "/FontFxxe2", "7.21.4.1-1"},
        {"/ToUnicode", "/ToUnixode", "house-unicode"},
        {"/WinAnsiEncoding", "/WinXnsiEncoding", "7.21.6-2"},
        {"cmap", "cmxp", "7.21.6-1"},
        {"loca", "lxca", "7.21.4.1-1"},
        {" 333.008\n", " 335.008\n", "7.21.5-1"},
        {"<00ad>", "<feff>", "7.21.7-2"},
        {"<00ad>", "<e0ad>", "A-6.2.11.7.3-1"},
        {"beginbfchar", "beginxxchar", "7.21.7-1"},
        {"<0001>Tj", "<0000>Tj", "7.21.8-1"},
        {"<0001>Tj", "<7fff>Tj", "7.21.4.1-2"},
        {"/Subtype/Footer", "/Subtype/Header", "house-running"},
        {"/Flags 32", "/Flags  4", "7.21.6-3"},
        {"/Identity-H", "/Identity-X", "7.21.3.3-1"},
        {"/LastChar ", "/LastChax ", "A-6.2.11.2-6"},
        {"<pdfaid:conformance>A", "<pdfaid:conformance>U", "A-6.6.4-3"},
        {"/ns/id/</pdfaSchema", "/ns/ix/</pdfaSchema", "A-6.6.2.3.1-1"},
        {"end=\"w\"?>", "end=\"w\" ?", "A-6.6.2.1-3"},
        {"id=\"W5M0MpCehiHzreSzNTczkc9d\"", "encoding=\"MpCehiHzreSzNTczxy\"", "A-6.6.2.1-2"},
        {"<xmp:CreateDate>2026", "<xmp:CreateDate>2025", "house-info"},
        {"<pdf:Producer>rapporteur", "<pdf:Producer>rapporteux", "house-info"},
        {"/ID [<", "/IX [<", "A-6.1.3-1"},
        {"%PDF-1.7", "%PDF-2.0", "A-6.1.2-1"},
        {"\n%%EOF\n", "\n%%EOFx", "A-6.1.3-3"},
        {"/GTS_PDFA1", "/GTS_PDFX1", "A-6.2.3-2"},
        {"mntrRGB", "scnrRGB", "A-6.2.3-1"},
        {"/N 3", "/N 4", "A-6.2.3-1"},
        {"/BitsPerComponent 8", "/BitsPerComponent 7", "A-6.2.8-4"},
        {"/S /URI", "/S /Hid", "A-6.5.1-1"},
        {"/Tabs /S", "/AA <<>>", "A-6.5.2-1"},
        {" rg\n", " rx\n", "A-6.2.2-1"},
        {"EMC\n", "BX \n", "house-marks"},
        {" Do Q", " Do q", "house-state"},
        {"/ID (Recommendation)", "/ID (Recommendatixn)", "7.5-2"},
        {"/Type /Page\n", "/Group 1 0 R", "house-group"},
    };
    GBytes *png = NULL;
    struct hand *h = everything(&png);
    GBytes *pdf = write_pages(h, 0);
    g_autofree char *file = save("packed.pdf", pdf);
    g_autofree char *plain = g_build_filename(folder, "plain.pdf", NULL);
    g_autofree char *command = g_strdup_printf("qpdf --qdf --object-streams=disable %s %s", file, plain);
    g_free(run(0, command));
    check_removed(plain, cases, G_N_ELEMENTS(cases));
    g_bytes_unref(pdf);
    hand_free(h);
    g_bytes_unref(png);
}

/* The same with a file inside: PDF/A-3. */
static void test_attached(void)
{
    static const struct removal cases[] = {
        {"<pdfaid:part>3", "<pdfaid:part>2", "A-6.8-5"},
        {"/AFRelationship /Source", "/AFRelatixnship /Source", "A-6.8-3"},
        {"/AF [", "/AX [", "A-6.8-4"},
        {"/UF (", "/UX (", "7.11-1"},
        {"/application#2fxml", "/application#20xml", "A-6.8-1"},
        {"/ModDate (D:20260101000000Z)\n    /Size", "/ModDatx (D:20260101000000Z)\n    /Size", "house-file"},
        {"/Desc (", "/Dexc (", "house-file"},
    };
    GBytes *png = NULL;
    struct hand *h = everything(&png);
    struct attachment a = {"source.xml", "application/xml", "What it was made from", g_bytes_new_static("<a>\303\251</a>\n", 10)};
    g_array_append_val(h->pages->attachments, a);
    GBytes *pdf = write_pages(h, 0);
    g_autofree char *file = save("attached.pdf", pdf);
    check_sound(file);
    check_findings(g_bytes_get_data(pdf, NULL), g_bytes_get_size(pdf), NULL);
    g_autofree char *plain = g_build_filename(folder, "attached-plain.pdf", NULL);
    g_autofree char *command = g_strdup_printf("qpdf --qdf --object-streams=disable %s %s", file, plain);
    g_free(run(0, command));
    g_autofree char *show = g_strdup_printf("qpdf --show-attachment=source.xml %s", file);
    g_autofree char *shown = run(0, show);
    g_assert_cmpstr(shown, ==, "<a>\303\251</a>\n");
    check_removed(plain, cases, G_N_ELEMENTS(cases));
    g_bytes_unref(pdf);
    g_bytes_unref(a.bytes);
    hand_free(h);
    g_bytes_unref(png);
}

/* No date, no place, no locale of the machine in the file. */
static void test_determinism(void)
{
    GBytes *first = NULL;
    for (int i = 0; i < 2; i++) {
        GBytes *png = NULL;
        if (i) {
            g_setenv("TZ", "Asia/Tokyo", TRUE);
            tzset();
        }
        struct hand *h = everything(&png);
        GBytes *pdf = write_pages(h, 0);
        if (first)
            g_assert_true(g_bytes_equal(first, pdf));
        else
            first = g_bytes_ref(pdf);
        g_bytes_unref(pdf);
        hand_free(h);
        g_bytes_unref(png);
    }
    g_bytes_unref(first);
}

static void test_nothing(void)
{
    struct hand *h = hand_new("", "");
    GBytes *pdf = write_pages(h, 0);
    g_autofree char *none = save("none.pdf", pdf);
    g_bytes_unref(pdf);
    pages_add(h->pages, 595, 842, NULL);
    pdf = write_pages(h, 0);
    g_autofree char *blank = save("blank.pdf", pdf);
    check_sound(blank);
    g_bytes_unref(pdf);
    hand_free(h);
}

/* Bytes that are no UTF-8, brackets, a very long alternative text, a stray node, a bad picture, numbers out of range. */
static void test_hostile(void)
{
    struct hand *h = hand_new("a\377b)(\\", "en");
    struct page *page = pages_add(h->pages, 595, 842, NULL);
    struct tag_node *figure = hand_node(h, NULL, TAG_FIGURE);
    GString *alt = g_string_new(NULL);
    for (int i = 0; i < 100000; i++)
        g_string_append(alt, ")\\(<\303\251\n");
    figure->alt = alt->str;
    figure->id = figure->title = "\303(";
    add_fill(page, figure, 10, 10, 10, 10);
    add_fill(page, figure, 0.0 / 0.0, 10, 1e300, 10);
    struct tag_node *p = hand_line(h, page, NULL, TAG_P, "tab\there \001 \302\255", 72, 100);
    p->id = figure->id; /* twice */
    p->lang = "x)";
    h->font = "Liberation Mono 9"; /* a font that only shows a space, and one that is slanted here */
    hand_line(h, page, NULL, TAG_P, " ", 72, 120);
    h->font = "Noto Naskh Arabic Italic 12";
    hand_line(h, page, NULL, TAG_P, "slant", 72, 140);
    h->font = "Liberation Serif 11";
    struct tag_node *link = hand_line(h, page, NULL, TAG_LINK, "nowhere", 72, 200);
    add_link(page, link, 72, 200, 50, NULL, "missing)", NULL);
    GBytes *bad = g_bytes_new_static("\211PNG\r\n\032\nxx", 10);
    struct page_item *image = hand_item(page, ITEM_IMAGE, ARTIFACT_NONE, figure);
    image->image = (struct item_image){0, 0, 10, 10, "bad.png", bad};
    page->label = "\377(";
    for (int i = 0; i < 3; i++) {
        struct tag_node *note = hand_line(h, page, p, TAG_NOTE, "n", 72, 300);
        note->id = i ? "twice" : NULL;
    }
    struct diag *d = diag_new();
    GBytes *pdf = pdf_write(h->pages, d);
    g_assert_cmpuint(diag_count(d, DIAG_ERROR), ==, 1);
    g_assert_cmpuint(diag_count(d, DIAG_WARNING), ==, 1);
    diag_free(d);
    g_autofree char *file = save("hostile.pdf", pdf);
    check_sound(file);
    g_autofree char *text = structure_text(file);
    check_findings(g_bytes_get_data(pdf, NULL), g_bytes_get_size(pdf), "house-bbox");
    g_assert_cmpstr(text, ==, "tab here nnn slantnowhere");
    g_bytes_unref(pdf);
    hand_free(h);
    g_string_free(alt, TRUE);
    g_bytes_unref(bad);
}

int main(int argc, char **argv)
{
    setlocale(LC_ALL, "");
    g_test_init(&argc, &argv, NULL);
    const char *keep = g_getenv("PDF_KEEP"); /* a folder to leave the files in, for eyes */
    folder = keep ? g_strdup(keep) : g_dir_make_tmp("rapporteur-XXXXXX", NULL);
    g_test_add_func("/pdf/everything", test_everything);
    g_test_add_func("/pdf/removed", test_removed);
    g_test_add_func("/pdf/attached", test_attached);
    g_test_add_func("/pdf/determinism", test_determinism);
    g_test_add_func("/pdf/nothing", test_nothing);
    g_test_add_func("/pdf/hostile", test_hostile);
    int result = g_test_run();
    if (!keep) {
        g_autofree char *command = g_strdup_printf("rm -rf %s", folder);
        g_free(run(0, command));
    }
    g_free(folder);
    return result;
}
