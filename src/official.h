/* Official fields of a recommendation or source: as lines of a new record, and as edits on one that is there. */
#ifndef OFFICIAL_H
#define OFFICIAL_H

#include <glib.h>

#include "map.h"
#include "patch.h"
#include "rows.h"

/* Where terms go that an import adds. */
#define OFFICIAL_TERMS_FILE "vocabularies/imported.xml"

/* Appends the markup of a new record (char * to g_free, for patch_append_child). */
void official_write_source(GPtrArray *lines, const struct official_source *s);
void official_write_record(GPtrArray *lines, const struct map *m, const struct official_record *r);

/* A record that is there, and what is changed in it. */
struct official_edit {
    const struct map *map;
    const struct vocabularies *vocabularies;
    const struct xmlfile *file; /* that holds the record */
    struct patch *patch;        /* of the file's bytes */
    xmlNodePtr record;
    gboolean gaps_only;         /* the record came from another table: fill what it lacks */
    GString *fields;            /* what changed, in words for the report, parted by commas */
    gboolean text_differs;      /* gaps_only: the official text is another than the table's */
};

/* Makes the record say what the row says. */
void official_change_record(struct official_edit *c, const struct official_record *r);

/* Gives an attribute a value where the row has one and it differs; TRUE when it did. */
gboolean official_set_attribute(struct official_edit *c, xmlNodePtr element, const char *name, const char *value);

/* Markup for a file whose elements carry a prefix, which `beside` shows: every < of our markup opens a tag, as text is
   escaped. Takes the markup and returns it or what takes its place. */
char *official_qualify(char *markup, const xmlNode *beside);

gboolean official_is_element(const xmlNode *node, const char *name);
/* The first child element of that name, or NULL. */
xmlNodePtr official_first_child(xmlNodePtr record, const char *name);

#endif
