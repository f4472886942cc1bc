/* XSD validation of trees, in our words. Schemas are compiled once a run and shared by threads. */
#ifndef SCHEMA_H
#define SCHEMA_H

#include <libxml/tree.h>

#include "diag.h"

/* Validates a whole tree against a resource ("schemas/records.xsd"). `file` NULL: the tree is that of an xmlfile,
   whose places messages carry; otherwise `file` is how messages name the tree.
   TRUE when nothing was wrong. Default values of attributes are added to the tree with `fill_defaults`. */
gboolean schema_validate(const char *schema, xmlDocPtr doc, const char *file, gboolean fill_defaults, struct diag *d);

/* Compiles a schema if that was not done yet; FALSE when it cannot be. */
gboolean schema_load(const char *schema, struct diag *d);

/* Frees every compiled schema, at the end of the run. */
void schema_shutdown(void);

#endif
