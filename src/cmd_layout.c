/* rapporteur layout FILE: a resolved document tree straight onto pages, without a dossier. For tests of layout and painting,
   and for whoever writes a template; not in the list of commands that users see. */
#include <string.h>

#include "command.h"
#include "dump.h"
#include "layout.h"
#include "pdf.h"
#include "xmlfile.h"

static int write_pdf(struct pages *pages, const char *file, struct diag *d)
{
    GBytes *bytes = pdf_write(pages, d);
    gsize size;
    const char *data;
    int status = STATUS_DONE;

    if (!bytes)
        return STATUS_CONTENT;
    data = g_bytes_get_data(bytes, &size);
    if (!g_file_set_contents(file, data, (gssize)size, NULL)) {
        command_complain("layout", "cannot write %s", file);
        status = STATUS_FILES;
    }
    g_bytes_unref(bytes);
    return status;
}

int cmd_layout(struct command *c, int argc, char **argv)
{
    char *style_name = NULL, *dump = NULL, *pdf = NULL, *folder = NULL;
    gboolean slowly = FALSE, no_output = FALSE;
    const GOptionEntry entries[] = {
        {"style", 0, 0, G_OPTION_ARG_STRING, &style_name, "style (default: the document's)", "NAME"},
        {"dump", 0, 0, G_OPTION_ARG_STRING, &dump, "print the pages as text", "pages"},
        {"pdf", 0, 0, G_OPTION_ARG_FILENAME, &pdf, "write a PDF", "FILE"},
        {"folder", 0, 0, G_OPTION_ARG_FILENAME, &folder, "where pictures are (default: beside FILE)", "DIR"},
        {"as-one", 0, 0, G_OPTION_ARG_NONE, &slowly, "shape whole paragraphs, never kept words", NULL},
        {"time", 0, 0, G_OPTION_ARG_NONE, &no_output, "lay out and say how long it took", NULL},
        {NULL, 0, 0, 0, NULL, NULL, NULL}};
    struct xmlfile *file;
    struct style *style = NULL;
    struct pages *pages = NULL;
    char *beside;
    int status = STATUS_CONTENT;

    if (!command_parse(c, &argc, &argv, entries, "FILE",
                       "  rapporteur layout tree.xml --dump=pages\n"
                       "  rapporteur layout tree.xml --pdf tree.pdf --style un"))
        return STATUS_USAGE;
    if (argc != 2 || (dump && strcmp(dump, "pages"))) {
        command_complain(argv[0], argc != 2 ? "name one file of a resolved document" : "--dump takes pages");
        return STATUS_USAGE;
    }
    file = xmlfile_read(NULL, argv[1], c->diag);
    beside = g_path_get_dirname(argv[1]);
    if (file) {
        xmlChar *own = xmlGetNoNsProp(xmlDocGetRootElement(xmlfile_doc(file)), (const xmlChar *)"style");

        style = style_load(style_name ? style_name : own ? (const char *)own : "un", c->diag);
        xmlFree(own);
    }
    if (style) {
        gint64 start = g_get_monotonic_time();

        pages = slowly ? layout_document_slowly(xmlfile_doc(file), style, folder ? folder : beside, c->diag)
                       : layout_document(xmlfile_doc(file), style, folder ? folder : beside, c->diag);
        if (no_output)
            g_print("%u pages in %.0f ms, %.1f MB\n", pages->pages->len,
                    (double)(g_get_monotonic_time() - start) / 1000, (double)arena_used(pages->arena) / 1e6);
        status = diag_count(c->diag, DIAG_ERROR) ? STATUS_CONTENT : STATUS_DONE;
        if (dump) {
            GString *out = g_string_new(NULL);

            dump_pages(pages, out);
            g_print("%s", out->str);
            g_string_free(out, TRUE);
        }
        if (pdf)
            status = MAX(status, write_pdf(pages, pdf, c->diag));
    }
    pages_free(pages);
    style_free(style);
    xmlfile_free(file);
    g_free(beside);
    g_free(style_name);
    g_free(dump);
    g_free(pdf);
    g_free(folder);
    return status;
}
