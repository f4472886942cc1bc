/* What project.xml says, as questions that other stages ask. */
#ifndef PROJECT_H
#define PROJECT_H

#include <glib.h>
#include <libxml/tree.h>

#include "dossier.h"

/* The <project> element. */
xmlNodePtr project_element(const struct dossier *dossier);

/* The <document> elements, in their order; g_ptr_array_unref the result. */
GPtrArray *project_documents(const struct dossier *dossier);
/* The <document> with this id, or NULL. */
xmlNodePtr project_document(const struct dossier *dossier, const char *id);

/* Attributes of a <document> with what holds when they are not written: style "un", audience "public". Lent. */
const char *project_document_style(xmlNodePtr document);
const char *project_document_audience(xmlNodePtr document);
/* attach="source": its PDF carries what it was made from. */
gboolean project_document_attaches(xmlNodePtr document);
/* kind="site": it yields a folder of pages. */
gboolean project_document_is_site(xmlNodePtr document);
/* Its languages (or the default one) and its formats (or pdf, html). g_strfreev the result. */
char **project_document_languages(const struct dossier *dossier, xmlNodePtr document);
char **project_document_formats(xmlNodePtr document);

/* The narrative file for a language: "method.fr.md" where the dossier has it, else the file as project.xml names it.
   g_free the result. */
char *project_narrative_file(const struct dossier *dossier, const char *named, const char *lang);

const char *project_default_language(const struct dossier *dossier);
/* The cut-off date, YYYY-MM-DD. */
const char *project_as_of(const struct dossier *dossier);
/* ISO alpha-3 code of the State. */
const char *project_state(const struct dossier *dossier);
/* Full and short name of the State: project.xml's own, else that of the vocabulary; never NULL. */
const char *project_state_name(const struct dossier *dossier, const char *lang);
const char *project_state_short(const struct dossier *dossier, const char *lang);

/* The names of all audiences, NULL-terminated. Lent. */
const char *const *project_audiences(const struct dossier *dossier);
/* May a reader of audience `reader` read what is marked for `audience`? Everybody reads what is unmarked (NULL) or
   marked public; an unknown audience is read by nobody. */
gboolean project_audience_reads(const struct dossier *dossier, const char *reader, const char *audience);

/* The same made anew, for dossier.c, which keeps it; g_strfreev the result. */
char **project_list_audiences(const struct dossier *dossier);

#endif
