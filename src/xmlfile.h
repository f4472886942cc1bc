/* An XML file that a person wrote: its text, its tree, and the place of everything in it. */
#ifndef XMLFILE_H
#define XMLFILE_H

#include <glib.h>
#include <libxml/tree.h>

#include "diag.h"

struct xmlfile;

/* Reads folder/name (folder NULL: `name` alone) and parses it. No entity, no DOCTYPE, no other file, no network.
   Other encodings are turned into UTF-8 first; positions are those of the UTF-8 text.
   NULL when it cannot be read or is not well-formed: reported in d. Free with xmlfile_free. */
struct xmlfile *xmlfile_read(const char *folder, const char *name, struct diag *d);

/* The same for bytes from elsewhere (a resource); `name` is used in messages. Bytes are copied. */
struct xmlfile *xmlfile_parse(const char *name, const char *bytes, gsize size, struct diag *d);

/* The same for a resource ("styles/un.xml"); in messages that name, which is also that of an overriding file
   of the dossier. NULL and silent when there is no such resource. */
struct xmlfile *xmlfile_resource(const char *name, struct diag *d);

/* Bytes of XML that say they are in another encoding (UTF-16, or the declared one), as UTF-8; NULL when they are
   UTF-8 as they are, or cannot be converted. g_free the result. */
char *xmlfile_to_utf8(const char *bytes, gsize size, gsize *utf8_size);

/* Frees file and tree. NULL is accepted. */
void xmlfile_free(struct xmlfile *f);

xmlDocPtr xmlfile_doc(const struct xmlfile *f);
const char *xmlfile_name(const struct xmlfile *f);

/* The file whose tree (not a copy of it) holds this node, or NULL. */
const struct xmlfile *xmlfile_of(const xmlNode *node);

/* The text that was parsed: UTF-8, without byte order mark, NUL-terminated. Offsets count in it. */
const char *xmlfile_text(const struct xmlfile *f, gsize *size);

/* TRUE when the text is byte for byte what stands in the file behind an optional byte order mark of
   xmlfile_bom_size() bytes: only then may the file be edited in place by offsets. */
gboolean xmlfile_is_verbatim(const struct xmlfile *f);
gsize xmlfile_bom_size(const struct xmlfile *f);

/* Byte offset of the "<" of an element, or -1 (not an element of this file). */
gssize xmlfile_offset(const struct xmlfile *f, const xmlNode *element);

/* Byte offset and size of an attribute's value between its quotes, as written; FALSE when it is not there.
   `attribute` is the name as written ("xml:lang"). */
gboolean xmlfile_attribute_range(const struct xmlfile *f, const xmlNode *element, const char *attribute, gsize *start,
                                 gsize *size);

/* The "<" of an element (to the end of its name), or of the element around another kind of node. */
struct place xmlfile_place(const struct xmlfile *f, const xmlNode *node);

/* Where the content of an element begins: behind the ">" of its start tag. */
struct place xmlfile_content_place(const struct xmlfile *f, const xmlNode *element);

/* The value of an attribute; the element's place when the attribute is not there. */
struct place xmlfile_attribute_place(const struct xmlfile *f, const xmlNode *element, const char *attribute);

/* One word of an attribute's value; the whole value when the word does not stand there as such. */
struct place xmlfile_word_place(const struct xmlfile *f, const xmlNode *element, const char *attribute, const char *word);

/* The place of a byte range of the text; size 0: only its start. */
struct place xmlfile_range_place(const struct xmlfile *f, gsize offset, gsize size);

/* "recommendation upr4-136-9" for a record or any node inside one (the child of the root that has an id), or NULL.
   g_free the result. */
char *xmlfile_record_name(const xmlNode *node);

#endif
