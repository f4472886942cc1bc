/* Templates, schemas, styles, wording and vocabularies by name ("schemas/records.xsd"): the dossier's override
   first, then the search path, then what is embedded in the binary. One resolver, so that xsl:import, document()
   and schema includes obey the same order (DESIGN 7.9). */
#ifndef RESOURCE_H
#define RESOURCE_H

#include <gio/gio.h>
#include <libxml/tree.h>

/* URIs of resources inside libxml2 and libxslt: RESOURCE_SCHEME "templates/kinds/matrix.xsl". */
#define RESOURCE_SCHEME "rapporteur:/"

/* Registers the libxml2 input callback for RESOURCE_SCHEME and forbids every other URI to libxml2: no file, no
   network. Call once, before any thread starts. */
void resource_init(void);

/* The folders that may override embedded resources, the strongest first. Copied. Stylesheets (.xsl) of a folder
   are only used when `trust_stylesheets` is true (they are code). Call once, before any thread starts. */
void resource_set_path(const char *const *folders, gboolean trust_stylesheets);

/* The bytes of a resource, or NULL. Release with g_bytes_unref. Thread-safe. */
GBytes *resource_load(const char *name);

/* The file that serves this name, or NULL when it is the embedded one (or there is none). g_free the result. */
char *resource_file(const char *name);

/* The XML document of a resource, its URL being RESOURCE_SCHEME name, or NULL (missing or not well-formed).
   xmlFreeDoc the result. */
xmlDocPtr resource_load_xml(const char *name);

/* The names under a folder ("templates/import/"), embedded and overriding ones together, sorted, each once.
   g_strfreev the result. */
char **resource_list(const char *folder);

#endif
