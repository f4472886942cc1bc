/* PDF/A-2 and PDF/A-3, level A, as far as object after object can be judged. The structure and fonts that level A asks
   for are PDF/UA's too (pdfcheck.c, pdffont.c). */
#include "pdfarchive.h"

#include <libxml/parser.h>
#include <stdlib.h>
#include <string.h>

#define STRING_MAX 32767 /* ISO 19005-2, 6.1.13 */
#define NAME_MAX_BYTES 127
#define OBJECTS_MAX 8388607
#define SIDE_MIN 3
#define SIDE_MAX 14400

/* ---- Metadata ---- */

/* The text of the first element or attribute of that name, or NULL; g_free. */
static char *property(const char *xmp, const char *name)
{
    g_autofree char *pattern = g_strdup_printf("<%s>\\s*([^<]*?)\\s*</%s>|%s=[\"']([^\"']*)[\"']", name, name, name);
    g_autoptr(GRegex) regex = g_regex_new(pattern, 0, 0, NULL);
    g_autoptr(GMatchInfo) match = NULL;
    if (!g_regex_match(regex, xmp, 0, &match))
        return NULL;
    char *element = g_match_info_fetch(match, 1);
    if (element && *element)
        return element;
    g_free(element);
    return g_match_info_fetch(match, 2);
}

void pdfarchive_metadata(struct check *c, qpdf_oh metadata, const char *xmp)
{
    g_autofree char *part = property(xmp, "pdfaid:part"), *level = property(xmp, "pdfaid:conformance");
    c->archive_part = part && (!strcmp(part, "2") || !strcmp(part, "3")) ? *part - '0' : 0;
    c->archive = c->house || c->archive_part;
    if (!c->archive)
        return;
    if (!c->archive_part)
        pdftree_find(c, "A-6.6.4-1", "the metadata do not name PDF/A-2 or PDF/A-3");
    if (c->house && g_strcmp0(level, "A"))
        pdftree_find(c, "A-6.6.4-3", "the metadata do not name level A");
    if (!pdf_is_null(c, pdf_get(c, metadata, "/Filter")) && c->house)
        pdftree_find(c, "A-6.6.2.1-1", "the metadata are packed");
    if (g_regex_match_simple("<\\?xpacket begin=[^>]*\\b(bytes|encoding)=", xmp, 0, 0))
        pdftree_find(c, "A-6.6.2.1-2", "the packet of the metadata names bytes or an encoding");
    if (!g_utf8_validate(xmp, -1, NULL))
        pdftree_find(c, "A-6.6.2.1-4", "the metadata are no UTF-8");
    xmlDocPtr doc = xmlReadMemory(xmp, (int)strlen(xmp), NULL, NULL, XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_NONET);
    if (!doc)
        pdftree_find(c, "A-6.6.2.1-3", "the metadata are no XML");
    xmlFreeDoc(doc);
    if (strstr(xmp, "pdfuaid:part") && !strstr(xmp, "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/<"))
        pdftree_find(c, "A-6.6.2.3.1-1", "the metadata do not describe the schema of PDF/UA");
}

/* The text of an element of our own metadata, from behind its start tag; g_free. */
static char *element_text(const char *at)
{
    static const struct { const char *entity; char byte; } known[] = {{"&lt;", '<'}, {"&gt;", '>'}, {"&amp;", '&'}};
    GString *s = g_string_new(NULL);
    while (*at && *at != '<') {
        gsize skip = 1;
        char byte = *at;
        for (gsize i = 0; i < G_N_ELEMENTS(known); i++)
            if (g_str_has_prefix(at, known[i].entity)) {
                byte = known[i].byte;
                skip = strlen(known[i].entity);
            }
        g_string_append_c(s, byte);
        at += skip;
    }
    return g_string_free(s, FALSE);
}

/* "2026-06-30T00:00:00Z" as the Info dictionary writes it. */
static char *pdf_date(const char *iso)
{
    GString *s = g_string_new("D:");
    for (; *iso; iso++)
        if (g_ascii_isalnum(*iso) && *iso != 'T')
            g_string_append_c(s, *iso);
    return g_string_free(s, FALSE);
}

/* Readers show the one or the other. */
static void compare_info(struct check *c, qpdf_oh info, const char *xmp)
{
    static const struct { const char *key, *open; gboolean date; } pairs[] = {
        {"/Title", "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">", FALSE},
        {"/Author", "<dc:creator><rdf:Seq><rdf:li>", FALSE},
        {"/Subject", "<dc:description><rdf:Alt><rdf:li xml:lang=\"x-default\">", FALSE},
        {"/Keywords", "<pdf:Keywords>", FALSE}, {"/Producer", "<pdf:Producer>", FALSE},
        {"/Creator", "<xmp:CreatorTool>", FALSE}, {"/CreationDate", "<xmp:CreateDate>", TRUE},
        {"/ModDate", "<xmp:ModifyDate>", TRUE}};
    for (gsize i = 0; i < G_N_ELEMENTS(pairs); i++) {
        g_autofree char *said = pdf_string(c, pdf_get(c, info, pairs[i].key)), *meant = NULL;
        const char *found = strstr(xmp, pairs[i].open);
        if (found)
            meant = element_text(found + strlen(pairs[i].open));
        if (meant && pairs[i].date) {
            char *date = pdf_date(meant);
            g_free(meant);
            meant = date;
        }
        if (said && *said && g_strcmp0(said, meant))
            pdftree_find(c, "house-info", "%s is “%s”, in the metadata “%s”", pairs[i].key + 1, said,
                         meant ? meant : "");
    }
}

/* ---- Every object ---- */

struct walk { struct check *c; int depth; };

static void check_value(struct walk *w, qpdf_oh o);

static void check_stream(struct check *c, qpdf_oh dictionary)
{
    static const char *const outside[] = {"/F", "/FFilter", "/FDecodeParms"};
    for (gsize i = 0; i < G_N_ELEMENTS(outside); i++)
        if (!pdf_is_null(c, pdf_get(c, dictionary, outside[i])))
            pdftree_find(c, "A-6.1.7.1-3", "a stream lies outside the file");
    qpdf_oh filter = pdf_get(c, dictionary, "/Filter");
    int n = qpdf_oh_is_array(c->q, filter) ? qpdf_oh_get_array_n_items(c->q, filter) : 1;
    for (int i = 0; i < n; i++) {
        qpdf_oh one = qpdf_oh_is_array(c->q, filter) ? qpdf_oh_get_array_item(c->q, filter, i) : filter;
        if (pdf_name_is(c, one, "LZWDecode"))
            pdftree_find(c, "A-6.1.7.2-1", "a stream is packed by LZW");
        if (pdf_name_is(c, one, "Crypt"))
            pdftree_find(c, "A-6.1.7.2-2", "a stream is encrypted");
    }
}

static void check_picture(struct check *c, qpdf_oh dictionary)
{
    if (pdf_is_true(c, pdf_get(c, dictionary, "/Interpolate")))
        pdftree_find(c, "A-6.2.8-3", "a picture is to be interpolated");
    if (!pdf_is_null(c, pdf_get(c, dictionary, "/Alternates")))
        pdftree_find(c, "A-6.2.8-1", "a picture has alternates");
    if (!pdf_is_null(c, pdf_get(c, dictionary, "/OPI")))
        pdftree_find(c, "A-6.2.8-2", "a picture is replaced by another in print");
    int bits = pdf_int(c, pdf_get(c, dictionary, "/BitsPerComponent"), 1);
    if (bits != 1 && bits != 2 && bits != 4 && bits != 8 && bits != 16)
        pdftree_find(c, "A-6.2.8-4", "a picture has %d bits a component", bits);
    if (c->house && pdf_name_is(c, pdf_get(c, dictionary, "/ColorSpace"), "DeviceCMYK"))
        pdftree_find(c, "A-6.2.4.3-2", "a picture is DeviceCMYK");
}

static void check_action(struct check *c, qpdf_oh action)
{
    static const char *const allowed[] = {"GoTo", "GoToR", "GoToE", "Thread", "URI", "Named", "SubmitForm", NULL};
    static const char *const named[] = {"NextPage", "PrevPage", "FirstPage", "LastPage", NULL};
    g_autofree char *type = pdf_name(c, pdf_get(c, action, "/S")), *name = pdf_name(c, pdf_get(c, action, "/N"));
    if (!type)
        return;
    if (!pdftree_listed(type, allowed))
        pdftree_find(c, "A-6.5.1-1", "an action is %s", type);
    if (!strcmp(type, "Named") && !pdftree_listed(name, named))
        pdftree_find(c, "A-6.5.1-2", "an action has the name %s", name ? name : "none");
}

static void check_annotation(struct check *c, qpdf_oh annotation)
{
    static const char *const allowed[] = {
        "Text", "Link", "FreeText", "Line", "Square", "Circle", "Polygon", "PolyLine", "Highlight", "Underline",
        "Squiggly", "StrikeOut", "Stamp", "Caret", "Ink", "Popup", "FileAttachment", "Widget", "PrinterMark", "TrapNet",
        "Watermark", "Redact", NULL};
    g_autofree char *type = pdf_name(c, pdf_get(c, annotation, "/Subtype"));
    int flags = pdf_int(c, pdf_get(c, annotation, "/F"), -1);
    if (!pdftree_listed(type, allowed))
        pdftree_find(c, "A-6.3.1-1", "an annotation is %s", type ? type : "of no kind");
    if (!type || !strcmp(type, "Popup"))
        return;
    if (flags < 0)
        pdftree_find(c, "A-6.3.2-1", "an annotation has no flags");
    else if (!(flags & 4) || flags & (1 | 2 | 32 | 256)) /* Print; Invisible, Hidden, NoView, ToggleNoView */
        pdftree_find(c, "A-6.3.2-2", "an annotation is hidden on paper or on the screen");
    qpdf_oh appearance = pdf_get(c, annotation, "/AP"), rect = pdf_get(c, annotation, "/Rect");
    gboolean empty = qpdf_oh_is_array(c->q, rect) && qpdf_oh_get_array_n_items(c->q, rect) == 4 &&
        qpdf_oh_get_numeric_value(c->q, qpdf_oh_get_array_item(c->q, rect, 0)) ==
        qpdf_oh_get_numeric_value(c->q, qpdf_oh_get_array_item(c->q, rect, 2));
    if (strcmp(type, "Link") && !empty && pdf_is_null(c, appearance))
        pdftree_find(c, "A-6.3.3-1", "an annotation %s has no appearance", type);
}

static void check_page(struct check *c, qpdf_oh page)
{
    qpdf_oh box = pdf_get(c, page, "/MediaBox");
    if (qpdf_oh_is_array(c->q, box) && qpdf_oh_get_array_n_items(c->q, box) == 4)
        for (int i = 0; i < 2; i++) {
            double side = qpdf_oh_get_numeric_value(c->q, qpdf_oh_get_array_item(c->q, box, i + 2)) -
                          qpdf_oh_get_numeric_value(c->q, qpdf_oh_get_array_item(c->q, box, i));
            if (side < SIDE_MIN || side > SIDE_MAX)
                pdftree_find(c, "A-6.1.13-11", "a page is %g points wide or high", side);
        }
    if (!pdf_is_null(c, pdf_get(c, page, "/PresSteps")))
        pdftree_find(c, "A-6.10-2", "a page is a slide show");
    if (c->house && pdf_is_null(c, pdf_get(c, page, "/Resources")))
        pdftree_find(c, "A-6.2.2-2", "a page has no resources of its own");
    if (c->house && !pdf_is_null(c, pdf_get(c, page, "/Group")))
        pdftree_find(c, "house-group", "a page is a transparency group");
}

static void check_dictionary(struct check *c, qpdf_oh o)
{
    qpdf_oh type = pdf_get(c, o, "/Type"), subtype = pdf_get(c, o, "/Subtype");
    if (!pdf_is_null(c, pdf_get(c, o, "/AA")) && !pdf_name_is(c, type, "StructElem"))
        pdftree_find(c, "A-6.5.2-1", "there are actions that start by themselves");
    if (pdf_name_is(c, type, "Annot"))
        check_annotation(c, o);
    if (pdf_name_is(c, type, "Page"))
        check_page(c, o);
    if (pdf_name_is(c, subtype, "Image"))
        check_picture(c, o);
    if (pdf_name_is(c, subtype, "PS") || (pdf_name_is(c, subtype, "Form") && !pdf_is_null(c, pdf_get(c, o, "/PS"))))
        pdftree_find(c, "A-6.2.9-2", "there is PostScript");
    qpdf_oh action = pdf_get(c, o, "/A");
    if (qpdf_oh_is_dictionary(c->q, action) && pdf_is_null(c, pdf_get(c, action, "/O")))
        check_action(c, action);
    action = pdf_get(c, o, "/OpenAction");
    if (qpdf_oh_is_dictionary(c->q, action))
        check_action(c, action);
    if (pdf_name_is(c, type, "ExtGState") &&
        (!pdf_is_null(c, pdf_get(c, o, "/TR")) || !pdf_is_null(c, pdf_get(c, o, "/HTP"))))
        pdftree_find(c, "A-6.2.5-1", "a graphics state has a transfer function");
}

static void check_name(struct check *c, const char *name)
{
    gsize length = strlen(name) - 1;
    if (length > NAME_MAX_BYTES)
        pdftree_find(c, "A-6.1.13-4", "a name has %zu bytes", length);
    if (!g_utf8_validate(name, -1, NULL))
        pdftree_find(c, "A-6.1.8-1", "a name is no UTF-8");
}

static void check_scalar(struct check *c, qpdf_oh o)
{
    if (qpdf_oh_is_string(c->q, o)) {
        size_t length = 0;
        qpdf_oh_get_binary_string_value(c->q, o, &length);
        if (length > STRING_MAX)
            pdftree_find(c, "A-6.1.13-3", "a string has %zu bytes", length);
    } else if (qpdf_oh_is_name(c->q, o)) {
        check_name(c, qpdf_oh_get_name(c->q, o));
    } else if (qpdf_oh_is_integer(c->q, o)) {
        long long n = qpdf_oh_get_int_value(c->q, o);
        if (n > G_MAXINT32 || n < G_MININT32)
            pdftree_find(c, "A-6.1.13-1", "the number %lld is too large", n);
    }
}

static void check_value(struct walk *w, qpdf_oh o)
{
    struct check *c = w->c;
    if (w->depth > DEPTH)
        return;
    w->depth++;
    if (qpdf_oh_is_stream(c->q, o)) {
        o = qpdf_oh_get_dict(c->q, o);
        check_stream(c, o);
    }
    if (qpdf_oh_is_dictionary(c->q, o)) {
        check_dictionary(c, o);
        g_autoptr(GPtrArray) keys = pdf_keys(c, o);
        for (guint i = 0; i < keys->len; i++) {
            qpdf_oh value = qpdf_oh_get_key(c->q, o, g_ptr_array_index(keys, i));
            check_name(c, g_ptr_array_index(keys, i));
            if (!qpdf_oh_is_indirect(c->q, value))
                check_value(w, value);
            qpdf_oh_release(c->q, value);
        }
    } else if (qpdf_oh_is_array(c->q, o)) {
        int n = qpdf_oh_get_array_n_items(c->q, o);
        for (int i = 0; i < n; i++) {
            qpdf_oh value = qpdf_oh_get_array_item(c->q, o, i);
            if (!qpdf_oh_is_indirect(c->q, value))
                check_value(w, value);
            qpdf_oh_release(c->q, value);
        }
    } else {
        check_scalar(c, o);
    }
    w->depth--;
}

static void check_objects(struct check *c)
{
    int size = pdf_int(c, pdf_get(c, qpdf_get_trailer(c->q), "/Size"), 0);
    if (size - 1 > OBJECTS_MAX)
        pdftree_find(c, "A-6.1.13-7", "the file has %d objects", size);
    for (int i = 1; i < MIN(size, OBJECTS_MAX); i++) {
        struct walk w = {c, 0};
        qpdf_oh o = qpdf_get_object_by_id(c->q, i, 0);
        check_value(&w, o);
        qpdf_oh_release(c->q, o);
    }
}

/* ---- Catalog and trailer ---- */

/* The colour profile: a device or display profile of version 4 or less, with as many components as it says. */
static void check_profile(struct check *c, qpdf_oh profile)
{
    unsigned char *b = NULL;
    size_t length = 0;
    if (!qpdf_oh_is_stream(c->q, profile) ||
        (qpdf_oh_get_stream_data(c->q, profile, qpdf_dl_generalized, NULL, &b, &length) & QPDF_ERRORS) ||
        length < 132) {
        pdftree_find(c, "A-6.2.3-1", "the output intent has no colour profile");
        free(b);
        return;
    }
    int n = !memcmp(b + 16, "RGB ", 4) ? 3 : !memcmp(b + 16, "CMYK", 4) ? 4 : !memcmp(b + 16, "GRAY", 4) ? 1 : 0;
    gsize size = (gsize)b[0] << 24 | (gsize)b[1] << 16 | (gsize)b[2] << 8 | b[3];
    if (b[8] > 4 || !n || (memcmp(b + 12, "prtr", 4) && memcmp(b + 12, "mntr", 4)) || memcmp(b + 36, "acsp", 4) ||
        size != length)
        pdftree_find(c, "A-6.2.3-1", "the colour profile of the output intent is none");
    if (n && pdf_int(c, pdf_get(c, profile, "/N"), 0) != n)
        pdftree_find(c, "A-6.2.3-1", "the colour profile has %d components, not as many as it says", n);
    free(b);
}

static void check_intents(struct check *c)
{
    qpdf_oh intents = pdf_get(c, c->catalog, "/OutputIntents");
    int n = qpdf_oh_is_array(c->q, intents) ? qpdf_oh_get_array_n_items(c->q, intents) : 0, ours = 0;
    for (int i = 0; i < n; i++) {
        qpdf_oh intent = qpdf_oh_get_array_item(c->q, intents, i);
        if (!pdf_name_is(c, pdf_get(c, intent, "/S"), "GTS_PDFA1"))
            continue;
        ours++;
        check_profile(c, pdf_get(c, intent, "/DestOutputProfile"));
    }
    if (c->house && ours != 1)
        pdftree_find(c, "A-6.2.3-2", "there is no output intent, or more than one");
}

/* Files inside: none but PDF/A in part 2; in part 3 each says what it is to the document. */
static void check_file(struct check *c, qpdf_oh spec, GHashTable *associated)
{
    qpdf_oh stream = pdf_get(c, pdf_get(c, spec, "/EF"), "/F");
    g_autofree char *name = pdf_string(c, pdf_get(c, spec, "/UF")), *f = pdf_string(c, pdf_get(c, spec, "/F"));
    g_autofree char *kind = pdf_name(c, pdf_get(c, stream, "/Subtype"));
    const char *shown = name ? name : f ? f : "without name";
    if (c->archive_part == 2 && c->house)
        pdftree_find(c, "A-6.8-5", "the file %s is inside, and the metadata name PDF/A-2", shown);
    if (!name || !*name || !f || !*f)
        pdftree_find(c, "7.11-1", "the file %s inside has no name F and UF", shown);
    if (c->archive_part != 3)
        return;
    if (!kind || !g_regex_match_simple("^[-\\w+.]+/[-\\w+.]+$", kind, 0, 0))
        pdftree_find(c, "A-6.8-1", "the file %s inside has no MIME type", shown);
    if (pdf_is_null(c, pdf_get(c, spec, "/AFRelationship")))
        pdftree_find(c, "A-6.8-3", "the file %s inside does not say how it belongs to the document", shown);
    if (!g_hash_table_contains(associated, GINT_TO_POINTER(qpdf_oh_get_object_id(c->q, spec))))
        pdftree_find(c, "A-6.8-4", "the file %s inside belongs to no part of the document", shown);
    if (!c->house)
        return;
    qpdf_oh params = pdf_get(c, stream, "/Params");
    unsigned char *bytes = NULL;
    size_t length = 0;
    qpdf_oh_get_stream_data(c->q, stream, qpdf_dl_generalized, NULL, &bytes, &length);
    if (pdf_is_null(c, pdf_get(c, params, "/ModDate")) || (size_t)pdf_int(c, pdf_get(c, params, "/Size"), -1) != length)
        pdftree_find(c, "house-file", "the file %s inside has no date, or not its size", shown);
    if (pdf_is_null(c, pdf_get(c, spec, "/Desc")))
        pdftree_find(c, "house-file", "the file %s inside is not described", shown);
    free(bytes);
}

static void check_files(struct check *c, qpdf_oh node, GHashTable *associated, int depth)
{
    qpdf_oh kids = pdf_get(c, node, "/Kids"), names = pdf_get(c, node, "/Names");
    int n = qpdf_oh_is_array(c->q, kids) ? qpdf_oh_get_array_n_items(c->q, kids) : 0;
    for (int i = 0; i < n && depth < DEPTH; i++)
        check_files(c, qpdf_oh_get_array_item(c->q, kids, i), associated, depth + 1);
    n = qpdf_oh_is_array(c->q, names) ? qpdf_oh_get_array_n_items(c->q, names) : 0;
    for (int i = 1; i < n; i += 2)
        check_file(c, qpdf_oh_get_array_item(c->q, names, i), associated);
}

static void check_catalog(struct check *c)
{
    qpdf_oh names = pdf_get(c, c->catalog, "/Names"), files = pdf_get(c, c->catalog, "/AF");
    check_intents(c);
    if (!pdf_is_null(c, pdf_get(c, names, "/JavaScript")))
        pdftree_find(c, "A-6.5.1-1", "the document has scripts");
    if (!pdf_is_null(c, pdf_get(c, names, "/AlternatePresentations")))
        pdftree_find(c, "A-6.10-1", "the document is a slide show");
    if (!pdf_is_null(c, pdf_get(c, c->catalog, "/Requirements")))
        pdftree_find(c, "A-6.11-1", "the document has requirements for readers");
    if (c->house && !pdf_is_null(c, pdf_get(c, c->catalog, "/OCProperties")))
        pdftree_find(c, "A-6.9-1", "parts of the document can be switched off");
    g_autoptr(GHashTable) associated = g_hash_table_new(NULL, NULL);
    int n = qpdf_oh_is_array(c->q, files) ? qpdf_oh_get_array_n_items(c->q, files) : 0;
    for (int i = 0; i < n; i++)
        g_hash_table_add(associated,
                         GINT_TO_POINTER(qpdf_oh_get_object_id(c->q, qpdf_oh_get_array_item(c->q, files, i))));
    check_files(c, pdf_get(c, names, "/EmbeddedFiles"), associated, 0);
}

static void check_ends(struct check *c, const char *bytes, gsize length)
{
    if (length < 16 || strncmp(bytes, "%PDF-1.", 7) || bytes[7] < '0' || bytes[7] > '7' || !strchr("\r\n", bytes[8]))
        pdftree_find(c, "A-6.1.2-1", "the file does not start with %%PDF-1.n");
    else {
        const char *at = bytes + (bytes[8] == '\r' && bytes[9] == '\n' ? 10 : 9);
        gboolean binary = *at == '%';
        for (int i = 1; i <= 4; i++)
            binary = binary && (guchar)at[i] > 127;
        if (!binary)
            pdftree_find(c, "A-6.1.2-2", "no comment of four binary bytes follows the first line");
    }
    gsize end = length;
    while (end && strchr("\r\n", bytes[end - 1]))
        end--;
    if (end < 5 || strncmp(bytes + end - 5, "%%EOF", 5) || length - end > 2)
        pdftree_find(c, "A-6.1.3-3", "something follows the end of the file");
}

void pdfarchive_check(struct check *c, const char *bytes, gsize length)
{
    qpdf_oh trailer = qpdf_get_trailer(c->q), id = pdf_get(c, trailer, "/ID");
    if (!c->archive)
        return;
    if (!qpdf_oh_is_array(c->q, id) || qpdf_oh_get_array_n_items(c->q, id) != 2 ||
        !qpdf_oh_is_string(c->q, qpdf_oh_get_array_item(c->q, id, 0)))
        pdftree_find(c, "A-6.1.3-1", "the file has no ID");
    if (!pdf_is_null(c, pdf_get(c, trailer, "/Encrypt")))
        pdftree_find(c, "A-6.1.3-2", "the file is encrypted");
    check_ends(c, bytes, length);
    check_catalog(c);
    check_objects(c);
    if (!c->house)
        return;
    unsigned char *xmp = NULL;
    size_t size = 0;
    qpdf_oh metadata = pdf_get(c, c->catalog, "/Metadata");
    if (qpdf_oh_is_stream(c->q, metadata) &&
        !(qpdf_oh_get_stream_data(c->q, metadata, qpdf_dl_generalized, NULL, &xmp, &size) & QPDF_ERRORS)) {
        g_autofree char *text = g_strndup((const char *)xmp, size);
        compare_info(c, pdf_get(c, trailer, "/Info"), text);
    }
    free(xmp);
}
