/* libxml2 says what it expected where it stopped; people need to know what is wrong and where it began. The most
   frequent faults are recognised by the parser's code and the text around the place: tags that do not match or are not
   closed, quotation marks, & and <, entities of HTML, ends that come too soon. The rest is passed on in its own words. */
#include "xmlfault.h"

#include <string.h>

#define REACH 4096 /* bytes that a look back for the beginning of a tag goes */

struct fault {
    const struct xmlfile *file;
    const char *text;
    gsize size, at;      /* of the text; where the parser stopped */
    xmlParserCtxtPtr ctxt;
    xmlErrorPtr error;
    const char *message; /* of the parser; never NULL */
    xmlNodePtr open;     /* innermost element that is open, or NULL */
    char *record;        /* the record around it, or NULL */
    struct diag *d;
};

/* ---- Looking around ---- */

static gboolean is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* The nearest `c` before `offset`; `offset` itself when there is none within reach. */
static gsize look_back(const char *text, gsize offset, char c)
{
    for (gsize at = offset; at > 0 && offset - at < REACH;)
        if (text[--at] == c)
            return at;
    return offset;
}

gsize xmlfault_offset(const struct xmlfile *f, xmlParserCtxtPtr ctxt, char back)
{
    gsize size, at;
    const char *text = xmlfile_text(f, &size);

    at = ctxt->input ? MIN(ctxt->input->consumed + (gsize)(ctxt->input->cur - ctxt->input->base), size) : 0;
    return back ? look_back(text, at, back) : at;
}

/* The name that begins at an offset. */
static char *name_at(const struct fault *x, gsize offset)
{
    return g_strndup(x->text + offset, strcspn(x->text + offset, " \t\r\n/>=<&;\"'"));
}

static char *line_of(const struct fault *x, gsize offset)
{
    return g_strdup_printf("%" G_GINT64_FORMAT, xmlfile_range_place(x->file, offset, 0).line);
}

static struct place place_at(const struct fault *x, gsize offset, gsize size)
{
    return xmlfile_range_place(x->file, offset, size);
}

/* ---- Kinds of fault: each function says whether it was one of its own, and has then reported it ---- */

static gboolean explain_entity(const struct fault *x)
{
    static const struct {
        const char *name, *number;
    } known[] = {{"nbsp", "&#160;"}, {"ndash", "&#8211; or –"}, {"mdash", "&#8212; or —"}, {"rsquo", "&#8217; or ’"},
                 {"lsquo", "&#8216; or ‘"}, {"ldquo", "&#8220; or “"}, {"rdquo", "&#8221; or ”"},
                 {"hellip", "&#8230; or …"}, {"eacute", "&#233; or é"}, {"egrave", "&#232; or è"},
                 {"agrave", "&#224; or à"}, {"ccedil", "&#231; or ç"}, {"ouml", "&#246; or ö"}, {"uuml", "&#252; or ü"},
                 {"auml", "&#228; or ä"}, {"ntilde", "&#241; or ñ"}, {"copy", "&#169; or ©"}, {"euro", "&#8364; or €"},
                 {"shy", "&#173;"}, {"bull", "&#8226; or •"}, {"sect", "&#167; or §"}, {"laquo", "&#171; or «"},
                 {"raquo", "&#187; or »"}};
    g_autofree char *name = NULL;
    const char *number = NULL;
    gsize at;

    if (x->error->code != XML_ERR_UNDECLARED_ENTITY && x->error->code != XML_WAR_UNDECLARED_ENTITY)
        return FALSE;
    at = look_back(x->text, x->at, '&');
    name = name_at(x, at + 1);
    for (gsize i = 0; i < G_N_ELEMENTS(known); i++)
        if (!strcmp(known[i].name, name))
            number = known[i].number;
    diag_report(x->d, R004, place_at(x, at, strlen(name) + 2), x->record, "entity", name, "number", number, NULL);
    return TRUE;
}

/* End tags that do not match, ends that come too soon or are no end. */
static gboolean explain_end(const struct fault *x)
{
    int code = x->error->code;
    gboolean has_root = xmlDocGetRootElement(x->ctxt->myDoc) != NULL;
    gsize tag = look_back(x->text, x->at, '<');
    g_autofree char *name = NULL, *line = NULL;

    if (x->open && x->open->_private) /* the tree is not the file's yet, so xmlfile_offset does not know it */
        line = line_of(x, (gsize)x->open->_private - 1);
    if (code == XML_ERR_TAG_NAME_MISMATCH) {
        name = name_at(x, tag + 2);
        diag_report(x->d, R005, place_at(x, tag, strlen(name) + 2), x->record, "found", name, "open",
                    x->open ? (const char *)x->open->name : "?", "line", line, NULL);
    } else if (code == XML_ERR_DOCUMENT_EMPTY || (!has_root && code == XML_ERR_DOCUMENT_END)) {
        diag_report(x->d, R011, place_at(x, x->at, 0), NULL, NULL);
    } else if (x->at >= x->size && code != XML_ERR_TAG_NOT_FINISHED && tag < x->at &&
               !memchr(x->text + tag, '>', x->at - tag)) { /* inside a tag */
        name = name_at(x, tag + 1);
        g_free(line);
        line = line_of(x, tag);
        diag_report(x->d, R015, place_at(x, x->at, 0), x->record, "open", name, "line", line, NULL);
    } else if (x->at >= x->size && x->open) {
        diag_report(x->d, R015, place_at(x, x->at, 0), x->record, "open", (const char *)x->open->name, "line", line,
                    NULL);
    } else if (code == XML_ERR_DOCUMENT_END) {
        diag_report(x->d, R010, place_at(x, x->at, 1), NULL, NULL);
    } else {
        return FALSE;
    }
    return TRUE;
}

/* The character that libxml2 refuses at *at, or which the reference that ends there stands for: then that is its place. */
static gunichar character_at(const struct fault *x, gsize *at, gsize *size)
{
    gsize start = look_back(x->text, x->at, '&');
    guint64 number;

    if (!strncmp(x->message, "xmlParseCharRef", 15) && x->at > start + 2 && !memcmp(x->text + start, "&#", 2)) {
        const char *digits = x->text + start + 2;

        number = *digits == 'x' ? g_ascii_strtoull(digits + 1, NULL, 16) : g_ascii_strtoull(digits, NULL, 10);
        *size = strcspn(x->text + start, ";") + 1;
        *at = start;
        return (gunichar)MIN(number, G_MAXUINT32);
    }
    return g_utf8_get_char(x->text + *at);
}

/* The signs & and < that stand for themselves, and characters that cannot stand at all. */
static gboolean explain_sign(const struct fault *x)
{
    int code = x->error->code;
    char here = x->text[x->at], before = x->at > 0 ? x->text[x->at - 1] : '\0';
    gboolean name_wanted = code == XML_ERR_NAME_REQUIRED && !strstr(x->message, "attribute name");

    if (code == XML_ERR_ENTITYREF_SEMICOL_MISSING || (name_wanted && (before == '&' || here == '&'))) {
        diag_report(x->d, R006, place_at(x, here == '&' ? x->at : look_back(x->text, x->at, '&'), 1), x->record, NULL);
    } else if (code == XML_ERR_LT_IN_ATTRIBUTE) {
        diag_report(x->d, R007, place_at(x, here == '<' ? x->at : look_back(x->text, x->at, '<'), 1), x->record,
                    "where", "inside an attribute value", NULL);
    } else if (name_wanted && (before == '<' || here == '<')) {
        diag_report(x->d, R007, place_at(x, before == '<' ? x->at - 1 : x->at, 1), x->record, "where",
                    "that opens no tag", NULL);
    } else if (code == XML_ERR_INVALID_CHAR) {
        gsize at = x->at, size = 1;
        gunichar c = character_at(x, &at, &size);
        g_autofree char *number = g_strdup_printf("U+%04X", c);

        diag_report(x->d, R018, place_at(x, at, size), x->record, "character", number, NULL);
    } else {
        return FALSE;
    }
    return TRUE;
}

/* Where the second attribute of a name begins in the tag that begins at `tag`; `tag` when it is not found. */
static gsize second_attribute(const struct fault *x, gsize tag, const char *name)
{
    gsize length = strlen(name);
    int seen = 0;

    for (gsize at = tag + 1; at + length < x->size && at <= x->at; at++)
        if (is_space(x->text[at - 1]) && !memcmp(x->text + at, name, length) &&
            (x->text[at + length] == '=' || is_space(x->text[at + length])) && ++seen == 2)
            return at;
    return tag;
}

/* Attributes without quotation marks, without a value, twice; tags that are not closed; prefixes. */
static gboolean explain_tag(const struct fault *x)
{
    int code = x->error->code;
    const char *attribute = x->error->str1 ? x->error->str1 : "?";
    gsize tag = look_back(x->text, x->at, '<'), at = x->at, length = strlen(attribute);

    if (code == XML_ERR_SPACE_REQUIRED && at > 0 && strchr("\"'", x->text[at - 1])) {
        diag_report(x->d, R030, place_at(x, at, 1), x->record, NULL);
    } else if (code == XML_ERR_ATTRIBUTE_WITHOUT_VALUE) {
        while (at > length && is_space(x->text[at - 1]))
            at--;
        at = at >= length && !memcmp(x->text + at - length, attribute, length) ? at - length : x->at;
        diag_report(x->d, R032, place_at(x, at, at == x->at ? 1 : length), x->record, "attribute", attribute, NULL);
    } else if (x->text[at] && (strstr(x->message, "parsing attribute name") || code == XML_ERR_GT_REQUIRED)) {
        g_autofree char *found = g_strndup(x->text + at, (gsize)(g_utf8_next_char(x->text + at) - x->text) - at);
        g_autofree char *name = name_at(x, tag + 1 + (x->text[tag + 1] == '/')), *line = line_of(x, tag);

        diag_report(x->d, R031, place_at(x, at, 1), x->record, "open", name, "line", line, "found", found, NULL);
    } else if (code == XML_ERR_ATTRIBUTE_NOT_STARTED) {
        diag_report(x->d, R008, place_at(x, at, 1), x->record, NULL);
    } else if (code == XML_ERR_ATTRIBUTE_REDEFINED) {
        diag_report(x->d, R009, place_at(x, second_attribute(x, tag, attribute), length), x->record, "attribute",
                    attribute, NULL);
    } else if (code == XML_NS_ERR_UNDEFINED_NAMESPACE) {
        diag_report(x->d, R014, place_at(x, tag, 0), x->record, "prefix", attribute, NULL);
    } else if (strstr(x->message, "Excessive depth")) {
        diag_report(x->d, R013, place_at(x, tag, 1), x->record, NULL);
    } else {
        return FALSE;
    }
    return TRUE;
}

static void pass_on(const struct fault *x)
{
    g_autofree char *words = g_strdup(x->message);

    diag_report(x->d, R012, place_at(x, x->at, 0), x->record, "what", g_strstrip(g_strdelimit(words, "\n", ' ')), NULL);
}

void xmlfault_report(const struct xmlfile *f, xmlParserCtxtPtr ctxt, xmlErrorPtr e, struct diag *d)
{
    struct fault x = {.file = f, .ctxt = ctxt, .error = e, .message = e->message ? e->message : "it cannot be parsed", .d = d};

    x.text = xmlfile_text(f, &x.size);
    x.at = xmlfault_offset(f, ctxt, '\0');
    x.open = ctxt->nodeNr > 0 ? ctxt->nodeTab[ctxt->nodeNr - 1] : NULL;
    x.record = ctxt->nodeNr > 1 ? xmlfile_record_name(ctxt->nodeTab[1]) : NULL;
    if (!explain_entity(&x) && !explain_end(&x) && !explain_sign(&x) && !explain_tag(&x))
        pass_on(&x);
    g_free(x.record);
}
