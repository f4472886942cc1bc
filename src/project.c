/* Reads of project.xml. The schema has filled in default attributes; what a broken project.xml lacks gets the same
   value here, so that checking can go on. */
#include "project.h"

#include <string.h>

#include "tree.h"

xmlNodePtr project_element(const struct dossier *dossier)
{
    return xmlDocGetRootElement(xmlfile_doc(dossier_project(dossier)));
}

GPtrArray *project_documents(const struct dossier *dossier)
{
    GPtrArray *documents = g_ptr_array_new();
    xmlNodePtr parent = tree_first(project_element(dossier), "documents");

    for (xmlNodePtr n = parent ? parent->children : NULL; n; n = n->next)
        if (n->type == XML_ELEMENT_NODE && !strcmp((const char *)n->name, "document") && tree_get(n, "id"))
            g_ptr_array_add(documents, n);
    return documents;
}

xmlNodePtr project_document(const struct dossier *dossier, const char *id)
{
    GPtrArray *documents = project_documents(dossier);
    xmlNodePtr found = NULL;

    for (guint i = 0; i < documents->len && !found; i++)
        if (!strcmp(tree_get(documents->pdata[i], "id"), id))
            found = documents->pdata[i];
    g_ptr_array_unref(documents);
    return found;
}

static const char *attribute_or(xmlNodePtr element, const char *name, const char *otherwise)
{
    const char *value = element ? tree_get(element, name) : NULL;

    return value && *value ? value : otherwise;
}

const char *project_document_style(xmlNodePtr document)
{
    return attribute_or(document, "style", "un");
}

const char *project_document_audience(xmlNodePtr document)
{
    return attribute_or(document, "audience", "public");
}

/* Words parted by white space, empty ones left out. */
static char **words(const char *text)
{
    char **parts = g_strsplit_set(text, " \t\r\n", -1);
    guint n = 0;

    for (guint i = 0; parts[i]; i++) {
        if (*parts[i])
            parts[n++] = parts[i];
        else
            g_free(parts[i]);
    }
    parts[n] = NULL;
    return parts;
}

gboolean project_document_attaches(xmlNodePtr document)
{
    return !strcmp(attribute_or(document, "attach", "none"), "source");
}

char **project_document_languages(const struct dossier *dossier, xmlNodePtr document)
{
    return words(attribute_or(document, "languages", project_default_language(dossier)));
}

gboolean project_document_is_site(xmlNodePtr document)
{
    return !g_strcmp0(attribute_or(document, "kind", NULL), "site");
}

char **project_document_formats(xmlNodePtr document)
{
    return words(attribute_or(document, "formats", "pdf html"));
}

char *project_narrative_file(const struct dossier *dossier, const char *named, const char *lang)
{
    const char *dot = strrchr(named, '.');
    gsize stem = dot ? (gsize)(dot - named) : strlen(named);
    char *own = g_strdup_printf("%.*s.%s%s", (int)stem, named, lang, dot ? dot : "");
    g_autofree char *path = g_build_filename(dossier_folder(dossier), own, NULL);

    if (g_file_test(path, G_FILE_TEST_IS_REGULAR))
        return own;
    g_free(own);
    return g_strdup(named);
}

const char *project_default_language(const struct dossier *dossier)
{
    return attribute_or(tree_first(project_element(dossier), "languages"), "default", "en");
}

const char *project_as_of(const struct dossier *dossier)
{
    return attribute_or(tree_first(project_element(dossier), "as-of"), "date", "9999-12-31");
}

const char *project_state(const struct dossier *dossier)
{
    return attribute_or(tree_first(project_element(dossier), "state"), "code", "");
}

/* The <name> or <short> of <state> in a language, else in the default one, else the first. */
static const char *own_name(const struct dossier *dossier, const char *element, const char *lang)
{
    const char *first = NULL, *standard = NULL;
    xmlNodePtr state = tree_first(project_element(dossier), "state");

    for (xmlNodePtr n = state ? state->children : NULL; n; n = n->next) {
        if (!tree_is(n, element) || !n->children || !n->children->content)
            continue;
        if (!g_strcmp0(tree_lang(n), lang))
            return (const char *)n->children->content;
        if (!strcmp(tree_lang(n), project_default_language(dossier)))
            standard = (const char *)n->children->content;
        if (!first)
            first = (const char *)n->children->content;
    }
    return standard ? standard : first;
}

static const char *vocabulary_name(const struct dossier *dossier, const char *lang)
{
    const char *code = project_state(dossier);
    const struct term *t = vocabulary_term(dossier_vocabularies(dossier), "states", code);

    return t ? term_label(t, lang) : NULL;
}

const char *project_state_name(const struct dossier *dossier, const char *lang)
{
    const char *name = own_name(dossier, "name", lang);

    if (!name)
        name = vocabulary_name(dossier, lang);
    if (!name)
        name = own_name(dossier, "short", lang);
    return name ? name : project_state(dossier);
}

const char *project_state_short(const struct dossier *dossier, const char *lang)
{
    const char *name = own_name(dossier, "short", lang);

    if (!name)
        name = vocabulary_name(dossier, lang);
    return name ? name : project_state_name(dossier, lang);
}

/* ---- Audiences ---- */

static const struct {
    const char *id, *includes;
} shipped[] = {{"public", ""},
               {"partners", "public"},
               {"government", "partners"},
               {"treaty-body", "partners"},
               {"restricted", "government treaty-body"}};

/* What an audience includes, or NULL when there is no such audience. */
static const char *includes_of(const struct dossier *dossier, const char *id)
{
    xmlNodePtr audiences = tree_first(project_element(dossier), "audiences");

    if (!audiences) {
        for (gsize i = 0; i < G_N_ELEMENTS(shipped); i++)
            if (!strcmp(shipped[i].id, id))
                return shipped[i].includes;
        return NULL;
    }
    for (xmlNodePtr n = audiences->children; n; n = n->next)
        if (n->type == XML_ELEMENT_NODE && !g_strcmp0(tree_get(n, "id"), id))
            return attribute_or(n, "includes", "");
    return strcmp(id, "public") ? NULL : ""; /* public is there without saying so */
}

char **project_list_audiences(const struct dossier *dossier)
{
    xmlNodePtr audiences = tree_first(project_element(dossier), "audiences");
    GPtrArray *names = g_ptr_array_new();

    if (!audiences)
        for (gsize i = 0; i < G_N_ELEMENTS(shipped); i++)
            g_ptr_array_add(names, g_strdup(shipped[i].id));
    else
        for (xmlNodePtr n = audiences->children; n; n = n->next)
            if (n->type == XML_ELEMENT_NODE && tree_get(n, "id"))
                g_ptr_array_add(names, g_strdup(tree_get(n, "id")));
    g_ptr_array_add(names, NULL);
    return (char **)g_ptr_array_free(names, FALSE);
}

/* Is `audience` the reader's own or among those it includes? `depth` ends a circle. */
static gboolean reads(const struct dossier *dossier, const char *reader, const char *audience, int depth)
{
    const char *includes = includes_of(dossier, reader);
    gboolean found = FALSE;
    char **parts;

    if (!includes || depth > 20)
        return FALSE;
    if (!strcmp(reader, audience))
        return TRUE;
    parts = words(includes);
    for (char **p = parts; *p && !found; p++)
        found = reads(dossier, *p, audience, depth + 1);
    g_strfreev(parts);
    return found;
}

gboolean project_audience_reads(const struct dossier *dossier, const char *reader, const char *audience)
{
    if (!audience || !*audience || !strcmp(audience, "public"))
        return TRUE;
    return reads(dossier, reader, audience, 0);
}

const char *const *project_audiences(const struct dossier *dossier)
{
    return dossier_audiences(dossier);
}
