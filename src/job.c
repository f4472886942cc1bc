/* The stages in order; each takes the result of the one before and none reaches back. The first stage that fails has
   said why; the rest is skipped and nothing of this document is published. */
#include "job.h"

#include "attach.h"
#include "count.h"
#include "dossier.h"
#include "dump.h"
#include "l10n.h"
#include "layout.h"
#include "pdf.h"
#include "png.h"
#include "profile.h"
#include "passages.h"
#include "project.h"
#include "resolve.h"
#include "select.h"
#include "site.h"
#include "style.h"
#include "timing.h"
#include "tree.h"
#include "web.h"
#include "xform.h"

#include <string.h>

static char *attribute_or(xmlNodePtr node, const char *name, const char *otherwise)
{
    xmlChar *value = xmlGetNoNsProp(node, BAD_CAST name);
    char *copy = g_strdup(value ? (const char *)value : otherwise);

    xmlFree(value);
    return copy;
}

static void output_free(gpointer data)
{
    struct job_output *o = data;

    g_free(o->name);
    g_free(o->folder);
    g_bytes_unref(o->bytes);
    g_free(o);
}

struct job *job_new(const struct dossier *dossier, xmlNodePtr document, const char *lang, const char *audience)
{
    struct job *j = g_new0(struct job, 1);

    j->dossier = dossier;
    j->document = document;
    j->id = attribute_or(document, "id", "document");
    j->kind = attribute_or(document, "kind", "matrix");
    j->row = profile_of_document(dossier, document, NULL);
    j->style = g_strdup(profile_style(j->row, document));
    j->lang = g_strdup(lang);
    j->audience = g_strdup(audience ? audience : project_document_audience(document));
    j->languages = project_document_languages(dossier, document);
    j->dpi = PNG_DPI_USUAL;
    j->attach = project_document_attaches(document);
    j->outputs = g_ptr_array_new_with_free_func(output_free);
    return j;
}

void job_free(struct job *j)
{
    if (!j)
        return;
    g_free(j->id);
    g_free(j->kind);
    g_free(j->style);
    g_free(j->lang);
    g_free(j->audience);
    g_strfreev(j->languages);
    g_ptr_array_unref(j->outputs);
    count_free(j->count);
    profile_free(j->row);
    if (j->dumped)
        g_string_free(j->dumped, TRUE);
    xmlFreeDoc(j->resolved);
    if (j->shown)
        g_hash_table_destroy(j->shown);
    if (j->pages)
        g_hash_table_destroy(j->pages);
    g_free(j);
}

/* out/<document>[.<audience>].<language>.<format>: the audience is named unless everybody may read it. */
static char *output_name(const struct job *j, const char *format)
{
    gboolean everybody = !strcmp(j->audience, "public");

    return g_strconcat(j->id, everybody ? "" : ".", everybody ? "" : j->audience, ".", j->lang, ".", format, NULL);
}

static void add_output(struct job *j, const char *format, GBytes *bytes, int pages)
{
    struct job_output *o = g_new0(struct job_output, 1);

    o->name = output_name(j, format);
    o->bytes = bytes;
    o->pages = pages;
    g_ptr_array_add(j->outputs, o);
}

static void dump_xml(struct job *j, xmlDocPtr doc)
{
    xmlChar *text;
    int size;

    xmlDocDumpFormatMemoryEnc(doc, &text, &size, "UTF-8", 1);
    j->dumped = g_string_new_len((const char *)text, size);
    xmlFree(text);
}

static int write_html(struct job *j, xmlDocPtr resolved, const struct style *style)
{
    struct timing t = timing_start();
    GBytes *html = web_write(j->xform, resolved, style, dossier_folder(j->dossier), j->diag);

    timing_stop(STAGE_HTML, t);
    if (!html)
        return -1;
    add_output(j, "html", html, 0);
    return 0;
}

/* ---- A site ---- */

/* out/<document>[.<audience>]/<language>: one folder for all languages, so that they lead to each other. */
static char *site_folder(const struct job *j)
{
    gboolean everybody = !strcmp(j->audience, "public");

    return g_strconcat(j->id, everybody ? "" : ".", everybody ? "" : j->audience, "/", j->lang, NULL);
}

static void add_site_file(const char *path, GBytes *bytes, gpointer data)
{
    struct job *j = data;
    struct job_output *o = g_new0(struct job_output, 1);

    o->folder = site_folder(j);
    o->name = g_strconcat(o->folder, "/", path, NULL);
    o->bytes = bytes;
    g_ptr_array_add(j->outputs, o);
}

static int write_site(struct job *j, xmlDocPtr tree, const struct l10n *l10n, const struct style *style, double letters)
{
    const struct site_options o = {j->xform, l10n, style, letters, dossier_folder(j->dossier), j->languages};
    struct timing t = timing_start();
    gboolean ok;

    if (j->dump == DUMP_RESOLVED || j->dump == DUMP_PAGES) { /* it has no other pages than these */
        ok = site_resolve(tree, &o, j->diag);
        if (ok)
            dump_xml(j, tree);
    } else {
        ok = site_write(tree, &o, add_site_file, j, j->diag);
    }
    timing_stop(STAGE_HTML, t);
    return ok ? 0 : -1;
}

static int write_pdf(struct job *j, struct pages *pages)
{
    struct pdf_times times;
    GBytes *pdf = pdf_write_timed(pages, j->diag, &times);

    if (!pdf)
        return -1;
    add_output(j, "pdf", pdf, (int)pages->pages->len);
    timing_add(STAGE_PAINT, times.paint);
    timing_add(STAGE_FINISH, times.finish);
    return 0;
}

/* Names with as many digits as sort well. */
static int write_pictures(struct job *j, const struct pages *pages)
{
    struct timing t = timing_start();
    int n = (int)pages->pages->len, digits = 3, result = 0;

    for (int most = 999; most < n; most = most * 10 + 9)
        digits++;
    for (int i = 0; i < n && result == 0; i++) {
        GBytes *png = png_write(pages, i, j->dpi, j->diag);
        struct job_output *o;

        if (!png) {
            result = -1;
            continue;
        }
        o = g_new0(struct job_output, 1);
        o->folder = output_name(j, "png");
        o->name = g_strdup_printf("%s/page-%0*d.png", o->folder, digits, i + 1);
        o->bytes = png;
        o->pages = 1;
        g_ptr_array_add(j->outputs, o);
    }
    timing_stop(STAGE_PICTURES, t);
    return result;
}

static void add_attachment(struct job *j, struct pages *pages, const char *what, char *description, GBytes *bytes)
{
    struct attachment a = {.mime = "application/xml", .bytes = bytes};
    g_autofree char *suffix = g_strconcat(what, ".xml", NULL), *name = output_name(j, suffix);

    a.name = arena_strdup(pages->arena, name);
    a.description = arena_strdup(pages->arena, description);
    arena_defer(pages->arena, (GDestroyNotify)g_bytes_unref, bytes);
    g_array_append_val(pages->attachments, a);
    g_free(description);
}

/* What the document was made from, into its PDF. */
static void attach_sources(struct job *j, struct pages *pages, xmlDocPtr resolved, GBytes *records,
                           const struct l10n *l10n)
{
    add_attachment(j, pages, "document", l10n_words(l10n, "attach.document", NULL), attach_document(resolved));
    add_attachment(j, pages, "records", l10n_words(l10n, "attach.records", NULL), g_bytes_ref(records));
}

static int write_pages(struct job *j, xmlDocPtr resolved, const struct style *style, GBytes *records,
                       const struct l10n *l10n)
{
    struct timing t = timing_start();
    struct pages *pages = layout_document(resolved, style, dossier_folder(j->dossier), j->diag);
    int result = 0;

    timing_stop(STAGE_LAYOUT, t);
    if (!pages)
        return -1;
    if (j->dump == DUMP_PAGES) {
        j->dumped = g_string_new(NULL);
        dump_pages(pages, j->dumped);
    } else {
        if (records)
            attach_sources(j, pages, resolved, records, l10n);
        if (j->formats & FORMAT_PDF)
            result = write_pdf(j, pages);
        if (result == 0 && (j->formats & FORMAT_PNG))
            result = write_pictures(j, pages);
    }
    pages_free(pages);
    return result;
}

/* ---- For those who look into documents ---- */

static void keep_ids(struct job *j, xmlDocPtr view)
{
    xmlNodePtr records = tree_first(xmlDocGetRootElement(view), "records");

    j->shown = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (xmlNodePtr n = records ? records->children : NULL; n; n = n->next)
        if (n->type == XML_ELEMENT_NODE && tree_get(n, "id"))
            g_hash_table_insert(j->shown, g_strdup(tree_get(n, "id")), (gpointer)(tree_get(n, "selected") ? "s" : tree_get(n, "first") ? "f" : ""));
}

static void keep_pages(struct job *j, xmlDocPtr resolved, const struct style *style)
{
    struct pages *pages = layout_document(resolved, style, dossier_folder(j->dossier), j->diag);

    j->pages = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    for (guint i = 0; pages && i < pages->destinations->len; i++) {
        const struct destination *d = &g_array_index(pages->destinations, struct destination, i);
        const struct page *page = d->page < (int)pages->pages->len ? g_ptr_array_index(pages->pages, d->page) : NULL;

        g_hash_table_insert(j->pages, g_strdup(d->name),
                            page && page->label && *page->label ? g_strdup(page->label) : g_strdup_printf("%d", d->page + 1));
    }
    pages_free(pages);
}

void job_run(struct job *j)
{
    char *stylesheet = g_strconcat("templates/kinds/", j->kind, ".xsl", NULL);
    struct l10n *l10n = l10n_load(j->lang, j->diag);
    struct style *style = style_load(j->style, j->diag);
    xmlDocPtr view = NULL, document = NULL;
    GBytes *records = NULL;
    GArray *units = NULL;
    struct timing t;
    double letters;

    j->failed = TRUE;
    if (!l10n || !style)
        goto out;
    t = timing_start();
    view = select_view_with(j->dossier, j->document, j->lang, j->audience, j->forms, l10n, j->diag);
    timing_stop(STAGE_SELECT, t);
    if (!view)
        goto out;
    if (j->dump == DUMP_VIEW) {
        dump_xml(j, view);
        j->failed = FALSE;
        goto out;
    }
    if (j->attach && (j->formats & FORMAT_PDF) && j->dump == DUMP_NONE)
        records = attach_records(view);
    units = count_units(view);
    if (j->keep)
        keep_ids(j, view);
    t = timing_start();
    document = xform_apply(j->xform, stylesheet, view, l10n, j->diag);
    timing_stop(STAGE_TRANSFORM, t);
    xmlFreeDoc(view); /* nothing reaches back */
    view = NULL;
    if (!document)
        goto out;
    passages_settle(document, l10n);
    if (j->dump == DUMP_DOCUMENT) {
        dump_xml(j, document);
        j->failed = FALSE;
        goto out;
    }
    letters = CLAMP(style_role(style, "chart-label")->size / 7.5, 0.5, 4);
    if (site_is(document)) {
        j->failed = write_site(j, document, l10n, style, letters) < 0;
        goto out;
    }
    t = timing_start();
    if (resolve_document_sized(document, l10n, letters, j->diag) < 0)
        goto out;
    timing_stop(STAGE_RESOLVE, t);
    if (j->dump == DUMP_RESOLVED) {
        dump_xml(j, document);
        j->failed = FALSE;
        goto out;
    }
    if (j->keep) {
        if (j->keep & KEEP_PAGES)
            keep_pages(j, document, style);
        j->count = count_document(document, j->row, j->document, g_steal_pointer(&units));
        j->resolved = g_steal_pointer(&document);
        j->failed = FALSE;
        goto out;
    }
    t = timing_start();
    j->count = count_document(document, j->row, j->document, g_steal_pointer(&units));
    timing_stop(STAGE_WORDS, t);
    if (j->only_count) {
        j->failed = FALSE;
        goto out;
    }
    if (j->dump != DUMP_PAGES && !count_judge(j->count, j->row, j->document, dossier_node_place(j->document), j->allow_over, j->diag))
        goto out;
    if (j->dump != DUMP_PAGES && (j->formats & FORMAT_TXT))
        add_output(j, "txt", count_text(j->count), 0);
    if (j->dump != DUMP_PAGES && (j->formats & FORMAT_HTML) && write_html(j, document, style) < 0)
        goto out;
    if ((j->dump == DUMP_PAGES || (j->formats & (FORMAT_PDF | FORMAT_PNG))) && write_pages(j, document, style, records, l10n) < 0)
        goto out;
    j->failed = FALSE;
out:
    g_bytes_unref(records);
    count_units_free(units);
    xmlFreeDoc(document);
    xmlFreeDoc(view);
    style_free(style);
    l10n_free(l10n);
    g_free(stylesheet);
}
