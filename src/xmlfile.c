/* Bytes in, a tree with places out. The bytes are read by us, turned into UTF-8 where they are not, and checked before
   libxml2 sees them: a bad byte and a DOCTYPE have been reported by then. While libxml2 parses, a wrapper around its
   start-tag event looks back from the read position to the "<" (which cannot stand raw inside a start tag) and keeps
   that byte offset in node->_private. Lines and columns are computed from offsets when somebody asks, so they are true
   past line 65,535 and on tags of several lines. libxml2's words for what is not well-formed become ours. */
#define _GNU_SOURCE /* memrchr */
#include "xmlfile.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <string.h>

#include "resource.h"
#include "tree.h"
#include "xmlfault.h"

#define SIZE_LIMIT (256 * 1024 * 1024) /* bytes of one file */
#define ENTITY_LIMIT 20                /* undefined entities reported in one file */

struct xmlfile {
    char *name;
    char *text;
    gsize size;
    gboolean verbatim;
    gsize bom;
    xmlDocPtr doc;
    GMutex lock;     /* guards lines and the three below */
    gsize counted_line, counted_to; /* the line whose characters were counted last, and up to where */
    int counted;                    /* how many they were: the next fault of a long line is counted on from here */
    GArray *lines;   /* of gsize: offset of the first byte of each line; made when first asked for */
    struct diag *d;  /* while parsing */
    guint errors;    /* while parsing */
    guint entities;  /* undefined ones, while parsing */
};

/* ---- Places ---- */

static void find_lines(struct xmlfile *f)
{
    gsize at = 0;

    f->lines = g_array_sized_new(FALSE, FALSE, sizeof(gsize), (guint)(f->size / 60) + 1);
    g_array_append_val(f->lines, at);
    for (const char *p = f->text; (p = memchr(p, '\n', f->size - (gsize)(p - f->text)));) {
        at = (gsize)(++p - f->text);
        g_array_append_val(f->lines, at);
    }
}

static int characters_before(struct xmlfile *f, gsize line, gsize offset)
{
    int n;

    g_mutex_lock(&f->lock);
    if (f->counted_line != line || f->counted_to < line || f->counted_to > offset) {
        f->counted_line = f->counted_to = line;
        f->counted = 0;
    }
    n = f->counted + (int)g_utf8_strlen(f->text + f->counted_to, (gssize)(offset - f->counted_to));
    if (offset == f->size || (f->text[offset] & 0xC0) != 0x80) { /* not inside a character */
        f->counted = n;
        f->counted_to = offset;
    }
    g_mutex_unlock(&f->lock);
    return n;
}

struct place xmlfile_range_place(const struct xmlfile *file, gsize offset, gsize size)
{
    struct xmlfile *f = (struct xmlfile *)file; /* the table of lines is made late */
    struct place place = {f->name, 0, 0, 0};
    const gsize *lines;
    guint low = 0, high;
    gsize start, end;
    const char *stop;

    g_mutex_lock(&f->lock);
    if (!f->lines)
        find_lines(f);
    g_mutex_unlock(&f->lock);
    offset = MIN(offset, f->size);
    lines = (const gsize *)f->lines->data;
    high = f->lines->len;
    while (high - low > 1) {
        guint middle = low + (high - low) / 2;

        if (lines[middle] <= offset)
            low = middle;
        else
            high = middle;
    }
    start = lines[low];
    place.line = low + 1;
    place.column = characters_before(f, start, offset) + 1;
    if (size) {
        stop = memchr(f->text + offset, '\n', MIN(size, f->size - offset));
        end = stop ? (gsize)(stop - f->text) : MIN(offset + size, f->size);
        place.end_column = place.column + g_utf8_strlen(f->text + offset, (gssize)(end - offset));
    }
    return place;
}

gssize xmlfile_offset(const struct xmlfile *f, const xmlNode *element)
{
    if (!element || element->type != XML_ELEMENT_NODE || !element->_private || element->doc != f->doc)
        return -1;
    return (gssize)(gsize)element->_private - 1;
}

static gboolean is_name_end(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '/' || c == '>' || c == '=' || c == '\0';
}

static gboolean is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Length of "<" and the name behind it. */
static gsize tag_length(const char *tag)
{
    gsize n = 1;

    while (!is_name_end(tag[n]))
        n++;
    return n;
}

static gboolean scan_attribute(const char *text, gsize offset, const char *attribute, gsize *name_at, gsize *start,
                               gsize *size)
{
    const char *p = text + offset + tag_length(text + offset);
    gsize length = strlen(attribute);

    for (;;) {
        const char *name, *name_end, *value;
        char quote;

        while (is_space(*p))
            p++;
        if (*p == '>' || *p == '/' || *p == '\0')
            return FALSE;
        name = p;
        while (!is_name_end(*p))
            p++;
        name_end = p;
        while (is_space(*p))
            p++;
        if (*p++ != '=')
            return FALSE;
        while (is_space(*p))
            p++;
        quote = *p++;
        if (quote != '"' && quote != '\'')
            return FALSE;
        value = p;
        while (*p && *p != quote)
            p++;
        if ((gsize)(name_end - name) == length && !memcmp(name, attribute, length)) {
            *name_at = (gsize)(name - text);
            *start = (gsize)(value - text);
            *size = (gsize)(p - value);
            return TRUE;
        }
        if (*p)
            p++;
    }
}

gboolean xmlfile_attribute_range(const struct xmlfile *f, const xmlNode *element, const char *attribute, gsize *start,
                                 gsize *size)
{
    gssize offset = xmlfile_offset(f, element);
    gsize name_at;

    return offset >= 0 && scan_attribute(f->text, (gsize)offset, attribute, &name_at, start, size);
}

struct place xmlfile_place(const struct xmlfile *f, const xmlNode *node)
{
    struct place whole = {f->name, 0, 0, 0};
    gssize offset = -1;

    while (node && (offset = xmlfile_offset(f, node)) < 0)
        node = node->parent;
    return offset < 0 ? whole : xmlfile_range_place(f, (gsize)offset, tag_length(f->text + offset));
}

struct place xmlfile_content_place(const struct xmlfile *f, const xmlNode *element)
{
    gssize at = xmlfile_offset(f, element);
    char quote = '\0';

    if (at < 0)
        return xmlfile_place(f, element);
    for (; f->text[at] && (quote || f->text[at] != '>'); at++) {
        if (quote)
            quote = f->text[at] == quote ? '\0' : quote;
        else if (f->text[at] == '"' || f->text[at] == '\'')
            quote = f->text[at];
    }
    return xmlfile_range_place(f, (gsize)at + 1, 0);
}

struct place xmlfile_attribute_place(const struct xmlfile *f, const xmlNode *element, const char *attribute)
{
    gssize offset = xmlfile_offset(f, element);
    gsize name_at, start, size;

    if (offset < 0 || !scan_attribute(f->text, (gsize)offset, attribute, &name_at, &start, &size))
        return xmlfile_place(f, element);
    return xmlfile_range_place(f, start, MAX(size, 1));
}

struct place xmlfile_word_place(const struct xmlfile *f, const xmlNode *element, const char *attribute,
                                const char *word)
{
    gsize start, size, length = strlen(word);

    if (length && xmlfile_attribute_range(f, element, attribute, &start, &size))
        for (gsize at = start; at + length <= start + size; at++)
            if (!memcmp(f->text + at, word, length) && (at == start || is_space(f->text[at - 1])) &&
                (at + length == start + size || is_space(f->text[at + length])))
                return xmlfile_range_place(f, at, length);
    return xmlfile_attribute_place(f, element, attribute);
}

/* ---- Looking things up ---- */

xmlDocPtr xmlfile_doc(const struct xmlfile *f)
{
    return f->doc;
}

const char *xmlfile_name(const struct xmlfile *f)
{
    return f->name;
}

const struct xmlfile *xmlfile_of(const xmlNode *node)
{
    return node && node->doc ? node->doc->_private : NULL;
}

const char *xmlfile_text(const struct xmlfile *f, gsize *size)
{
    if (size)
        *size = f->size;
    return f->text;
}

gboolean xmlfile_is_verbatim(const struct xmlfile *f)
{
    return f->verbatim;
}

gsize xmlfile_bom_size(const struct xmlfile *f)
{
    return f->bom;
}

char *xmlfile_record_name(const xmlNode *node)
{
    const xmlNode *root = node && node->doc ? xmlDocGetRootElement(node->doc) : NULL;
    const char *id;

    while (node && node->parent != root)
        node = node->parent;
    if (!node || node->type != XML_ELEMENT_NODE || !(id = tree_get(node, "id")))
        return NULL;
    return g_strdup_printf("%s %s", (const char *)node->name, id);
}

/* ---- The parser ---- */

static void on_error(void *data, xmlErrorPtr e)
{
    xmlParserCtxtPtr ctxt = e->ctxt;
    struct xmlfile *f = ctxt ? ctxt->_private : NULL;

    if (!f || e->level < XML_ERR_ERROR)
        return;
    if (e->code == XML_ERR_UNDECLARED_ENTITY || e->code == XML_WAR_UNDECLARED_ENTITY) {
        if (!f->errors && f->entities++ < ENTITY_LIMIT)
            xmlfault_report(f, ctxt, e, f->d);
        return;
    }
    if (f->errors++)
        return; /* what follows the first is mostly its consequence */
    if (!f->entities)
        xmlfault_report(f, ctxt, e, f->d);
}

static void on_start(void *data, const xmlChar *localname, const xmlChar *prefix, const xmlChar *uri, int n_namespaces,
                     const xmlChar **namespaces, int n_attributes, int n_defaulted, const xmlChar **attributes)
{
    xmlParserCtxtPtr ctxt = data;
    const xmlChar *base = ctxt->input->base;
    const xmlChar *tag = memrchr(base, '<', (gsize)(ctxt->input->cur - base));

    xmlSAX2StartElementNs(data, localname, prefix, uri, n_namespaces, namespaces, n_attributes, n_defaulted,
                          attributes);
    if (ctxt->node && tag)
        ctxt->node->_private = GSIZE_TO_POINTER(ctxt->input->consumed + (gsize)(tag - base) + 1);
}

/* White space between records and between the children of a record is no content: half of all nodes less. */
static void on_characters(void *data, const xmlChar *text, int length)
{
    xmlParserCtxtPtr ctxt = data;

    if (ctxt->nodeNr <= 2 && ctxt->nodeNr > 0 && !strcmp((const char *)ctxt->nodeTab[0]->name, "records")) {
        int i = 0;

        while (i < length && is_space((char)text[i]))
            i++;
        if (i == length)
            return;
    }
    xmlSAX2Characters(data, text, length);
}

/* A second lock behind the check of the prolog: no DOCTYPE is ever gone into. */
static void on_doctype(void *data, const xmlChar *name, const xmlChar *external, const xmlChar *system)
{
    xmlParserCtxtPtr ctxt = data;
    struct xmlfile *f = ctxt->_private;

    if (!f->errors++)
        diag_report(f->d, R003, xmlfile_range_place(f, xmlfault_offset(f, ctxt, '<'), 9), NULL, NULL);
    xmlStopParser(ctxt);
}

/* Offset of "<!DOCTYPE" in the prolog, or -1. */
static gssize find_doctype(const char *text)
{
    const char *p = text;

    for (;;) {
        while (is_space(*p))
            p++;
        if (g_str_has_prefix(p, "<?"))
            p = strstr(p, "?>");
        else if (g_str_has_prefix(p, "<!--"))
            p = strstr(p + 4, "-->");
        else
            return g_ascii_strncasecmp(p, "<!DOCTYPE", 9) ? -1 : p - text;
        if (!p)
            return -1;
        p += *p == '-' ? 3 : 2;
    }
}

static gboolean parse(struct xmlfile *f)
{
    gssize doctype = find_doctype(f->text);
    xmlParserCtxtPtr ctxt;
    gboolean good;

    if (doctype >= 0) {
        diag_report(f->d, R003, xmlfile_range_place(f, (gsize)doctype, 9), NULL, NULL);
        return FALSE;
    }
    if (f->size == 0 || !f->text[strspn(f->text, " \t\r\n")]) {
        diag_report(f->d, R011, xmlfile_range_place(f, 0, 0), NULL, NULL);
        return FALSE;
    }
    ctxt = xmlNewParserCtxt();
    ctxt->_private = f;
    ctxt->sax->startElementNs = on_start;
    ctxt->sax->characters = on_characters;
    ctxt->sax->ignorableWhitespace = on_characters;
    ctxt->sax->internalSubset = on_doctype;
    ctxt->sax->externalSubset = NULL;
    ctxt->sax->resolveEntity = NULL;
    ctxt->sax->serror = on_error;
    f->doc = xmlCtxtReadMemory(ctxt, f->text, (int)f->size, f->name, NULL,
                               XML_PARSE_NONET | XML_PARSE_BIG_LINES | XML_PARSE_IGNORE_ENC | XML_PARSE_NOCDATA |
                                   XML_PARSE_COMPACT);
    good = f->doc && ctxt->wellFormed && !f->errors && !f->entities;
    if (!good && !f->errors && !f->entities)
        diag_report(f->d, R012, xmlfile_range_place(f, xmlfault_offset(f, ctxt, '\0'), 0), NULL, "what", "the parser gave up",
                    NULL);
    xmlFreeParserCtxt(ctxt);
    if (f->doc)
        f->doc->_private = f;
    return good;
}

/* ---- Encodings ---- */

/* The encoding that the XML declaration names, or NULL. */
static char *declared_encoding(const char *text, gsize size)
{
    const char *end, *p;
    g_autofree char *declaration = NULL;

    if (size < 6 || memcmp(text, "<?xml", 5) || !is_space(text[5]))
        return NULL;
    end = g_strstr_len(text, (gssize)MIN(size, 512), "?>");
    if (!end)
        return NULL;
    declaration = g_strndup(text, (gsize)(end - text));
    p = strstr(declaration, "encoding");
    if (!p)
        return NULL;
    p += strcspn(p, "'\"");
    return *p ? g_strndup(p + 1, strcspn(p + 1, "'\"")) : NULL;
}

/* Lines and columns of a byte that is no UTF-8: everything before it is. */
static void report_bad_byte(struct xmlfile *f, gsize at)
{
    struct place place = {f->name, 1, 1, 0};
    g_autofree char *byte = g_strdup_printf("0x%02X", (guchar)f->text[at]);
    const char *guess = (guchar)f->text[at] >= 0x80 ? "windows-1252" : NULL;
    gsize start = 0;

    for (gsize i = 0; i < at; i++)
        if (f->text[i] == '\n') {
            place.line++;
            start = i + 1;
        }
    place.column = g_utf8_strlen(f->text + start, (gssize)(at - start)) + 1;
    place.end_column = place.column + 1;
    if (f->text[at] == '\0')
        diag_report(f->d, R018, place, NULL, "character", "U+0000", NULL);
    else
        diag_report(f->d, R002, place, NULL, "byte", byte, "guess", guess, NULL);
}

/* The encoding that bytes must be converted from, or NULL: they are UTF-8 as far as they say. g_free. */
static char *foreign_encoding(const char *text, gsize size)
{
    const guchar *b = (const guchar *)text;
    g_autofree char *declared = NULL;

    if (size >= 2 && ((b[0] == 0xff && b[1] == 0xfe) || (b[0] == 0xfe && b[1] == 0xff)))
        return g_strdup("UTF-16");
    if (size >= 4 && b[0] == '<' && !b[1] && b[2] && !b[3])
        return g_strdup("UTF-16LE");
    if (size >= 4 && !b[0] && b[1] == '<' && !b[2] && b[3])
        return g_strdup("UTF-16BE");
    declared = declared_encoding(text, size);
    if (declared && g_ascii_strcasecmp(declared, "UTF-8") && g_ascii_strcasecmp(declared, "UTF8") &&
        g_ascii_strcasecmp(declared, "US-ASCII") && g_ascii_strcasecmp(declared, "ASCII"))
        return g_steal_pointer(&declared);
    return NULL;
}

char *xmlfile_to_utf8(const char *bytes, gsize size, gsize *utf8_size)
{
    g_autofree char *from = foreign_encoding(bytes, size);

    return from ? g_convert(bytes, (gssize)size, "UTF-8", from, NULL, utf8_size, NULL) : NULL;
}

/* g_utf8_validate_len, eight bytes at a time where the text is ASCII. */
static gboolean validate_utf8(const char *text, gsize size, const char **end)
{
    const char *p = text, *stop = text + size;

    while (p < stop) {
        guint64 eight;
        gunichar c;

        if (stop - p >= 8) {
            memcpy(&eight, p, 8);
            if (!(eight & 0x8080808080808080u) && !((eight - 0x0101010101010101u) & ~eight & 0x8080808080808080u)) {
                p += 8;
                continue;
            }
        }
        c = *p ? g_utf8_get_char_validated(p, stop - p) : (gunichar)-1;
        if (c == (gunichar)-1 || c == (gunichar)-2) {
            *end = p;
            return FALSE;
        }
        p = g_utf8_next_char(p);
    }
    return TRUE;
}

/* Turns f->text into UTF-8 without byte order mark. */
static gboolean decode(struct xmlfile *f)
{
    struct place whole = {f->name, 1, 1, 0};
    g_autofree char *from = NULL;
    const char *end;

    if (f->size >= 3 && !memcmp(f->text, "\xef\xbb\xbf", 3)) {
        f->bom = 3;
        f->size -= 3;
        memmove(f->text, f->text + 3, f->size + 1);
    } else if ((from = foreign_encoding(f->text, f->size))) {
        gsize written;
        char *utf8 = xmlfile_to_utf8(f->text, f->size, &written);

        if (!utf8) {
            diag_report(f->d, R019, whole, NULL, "encoding", from, NULL);
            return FALSE;
        }
        g_free(f->text);
        f->text = utf8;
        f->size = written;
        f->verbatim = FALSE;
        if (f->size >= 3 && !memcmp(f->text, "\xef\xbb\xbf", 3)) {
            f->size -= 3;
            memmove(f->text, f->text + 3, f->size + 1);
        }
    }
    if (!validate_utf8(f->text, f->size, &end)) {
        report_bad_byte(f, (gsize)(end - f->text));
        return FALSE;
    }
    return TRUE;
}

/* ---- Opening ---- */

/* Takes `text`. */
static struct xmlfile *open_text(const char *name, char *text, gsize size, struct diag *d)
{
    struct xmlfile *f = g_new0(struct xmlfile, 1);

    f->name = g_strdup(name);
    f->text = text;
    f->size = size;
    f->verbatim = TRUE;
    f->d = d;
    g_mutex_init(&f->lock);
    if (!decode(f) || !parse(f)) {
        xmlfile_free(f);
        return NULL;
    }
    f->d = NULL;
    return f;
}

struct xmlfile *xmlfile_parse(const char *name, const char *bytes, gsize size, struct diag *d)
{
    char *copy = g_malloc(size + 1);

    memcpy(copy, bytes, size);
    copy[size] = '\0';
    return open_text(name, copy, size, d);
}

struct xmlfile *xmlfile_read(const char *folder, const char *name, struct diag *d)
{
    g_autofree char *path = folder ? g_build_filename(folder, name, NULL) : g_strdup(name);
    g_autoptr(GError) error = NULL;
    struct place whole = {name, 0, 0, 0};
    GStatBuf st;
    char *text;
    gsize size;

    if (g_stat(path, &st) != 0) {
        diag_report(d, R001, whole, NULL, "reason", g_strerror(errno), NULL);
        return NULL;
    }
    if (!S_ISREG(st.st_mode)) {
        diag_report(d, R001, whole, NULL, "reason", "it is no ordinary file", NULL);
        return NULL;
    }
    if (st.st_size > SIZE_LIMIT) {
        diag_report(d, R017, whole, NULL, "limit", "256 MB", NULL);
        return NULL;
    }
    if (!g_file_get_contents(path, &text, &size, &error)) {
        diag_report(d, R001, whole, NULL, "reason", error->message, NULL);
        return NULL;
    }
    return open_text(name, text, size, d);
}

struct xmlfile *xmlfile_resource(const char *name, struct diag *d)
{
    GBytes *bytes = resource_load(name);
    struct xmlfile *f;
    gconstpointer data;
    gsize size;

    if (!bytes)
        return NULL;
    data = g_bytes_get_data(bytes, &size);
    f = xmlfile_parse(name, data, size, d); /* an overriding file stands below the dossier by that name */
    g_bytes_unref(bytes);
    return f;
}

void xmlfile_free(struct xmlfile *f)
{
    if (!f)
        return;
    if (f->doc)
        xmlFreeDoc(f->doc);
    if (f->lines)
        g_array_unref(f->lines);
    g_mutex_clear(&f->lock);
    g_free(f->text);
    g_free(f->name);
    g_free(f);
}
