/* Names in, bytes out. The embedded files are a GResource under /rapporteur/ (built by the Makefile from
   templates, schemas and styles); a folder on the path holds files of the same relative names. */
#include "resource.h"

#include <libxml/parser.h>
#include <libxml/xmlIO.h>
#include <string.h>

#define EMBEDDED "/rapporteur/"

static char **search_path;
static gboolean trusted;

/* A name is a plain relative path: nothing that climbs out of its folder. */
static gboolean name_is_safe(const char *name)
{
    return *name && *name != '/' && !strstr(name, "..") && !strchr(name, '\\') && !strchr(name, ':');
}

void resource_set_path(const char *const *folders, gboolean trust_stylesheets)
{
    g_strfreev(search_path);
    search_path = g_strdupv((char **)folders);
    trusted = trust_stylesheets;
}

char *resource_file(const char *name)
{
    if (!name_is_safe(name) || (g_str_has_suffix(name, ".xsl") && !trusted))
        return NULL;
    for (char **folder = search_path; folder && *folder; folder++) {
        char *file = g_build_filename(*folder, name, NULL);

        if (g_file_test(file, G_FILE_TEST_IS_REGULAR))
            return file;
        g_free(file);
    }
    return NULL;
}

GBytes *resource_load(const char *name)
{
    GBytes *bytes = NULL;
    char *file = resource_file(name), *path;
    char *data;
    gsize size;

    if (file) {
        if (g_file_get_contents(file, &data, &size, NULL))
            bytes = g_bytes_new_take(data, size);
        g_free(file);
        return bytes;
    }
    if (!name_is_safe(name))
        return NULL;
    path = g_strconcat(EMBEDDED, name, NULL);
    bytes = g_resources_lookup_data(path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
    g_free(path);
    return bytes;
}

xmlDocPtr resource_load_xml(const char *name)
{
    GBytes *bytes = resource_load(name);
    char *uri;
    xmlDocPtr doc;
    gsize size;
    const char *data;

    if (!bytes)
        return NULL;
    data = g_bytes_get_data(bytes, &size);
    uri = g_strconcat(RESOURCE_SCHEME, name, NULL);
    doc = xmlReadMemory(data, (int)size, uri, NULL, XML_PARSE_NONET | XML_PARSE_BIG_LINES);
    g_free(uri);
    g_bytes_unref(bytes);
    return doc;
}

static gint compare_names(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

char **resource_list(const char *folder)
{
    GHashTable *seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    GPtrArray *names = g_ptr_array_new();
    char *path = g_strconcat(EMBEDDED, folder, NULL);
    char **children = g_resources_enumerate_children(path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
    GHashTableIter iter;
    gpointer key;

    for (char **c = children; c && *c; c++)
        if (!g_str_has_suffix(*c, "/"))
            g_hash_table_add(seen, g_strconcat(folder, *c, NULL));
    g_strfreev(children);
    g_free(path);
    for (char **f = search_path; f && *f; f++) {
        char *dir = g_build_filename(*f, folder, NULL);
        GDir *d = g_dir_open(dir, 0, NULL);
        const char *entry;

        while (d && (entry = g_dir_read_name(d))) {
            char *file = g_build_filename(dir, entry, NULL);

            if (*entry != '.' && g_file_test(file, G_FILE_TEST_IS_REGULAR))
                g_hash_table_add(seen, g_strconcat(folder, entry, NULL));
            g_free(file);
        }
        if (d)
            g_dir_close(d);
        g_free(dir);
    }
    g_hash_table_iter_init(&iter, seen);
    while (g_hash_table_iter_next(&iter, &key, NULL))
        g_ptr_array_add(names, g_strdup(key));
    g_hash_table_destroy(seen);
    g_ptr_array_sort(names, compare_names);
    g_ptr_array_add(names, NULL);
    return (char **)g_ptr_array_free(names, FALSE);
}

struct reader {
    GBytes *bytes;
    gsize at;
};

static int input_match(const char *uri)
{
    (void)uri;
    return 1; /* every URI comes here, so that none reaches a file or the network */
}

static void *input_open(const char *uri)
{
    struct reader *r;
    GBytes *bytes;

    if (!g_str_has_prefix(uri, RESOURCE_SCHEME))
        return NULL;
    bytes = resource_load(uri + strlen(RESOURCE_SCHEME));
    if (!bytes)
        return NULL;
    r = g_new0(struct reader, 1);
    r->bytes = bytes;
    return r;
}

static int input_read(void *context, char *buffer, int len)
{
    struct reader *r = context;
    gsize size;
    const char *data = g_bytes_get_data(r->bytes, &size);
    gsize n = MIN((gsize)len, size - r->at);

    memcpy(buffer, data + r->at, n);
    r->at += n;
    return (int)n;
}

static int input_close(void *context)
{
    struct reader *r = context;

    g_bytes_unref(r->bytes);
    g_free(r);
    return 0;
}

void resource_init(void)
{
    xmlInitParser();
    xmlCleanupInputCallbacks();
    xmlRegisterInputCallbacks(input_match, input_open, input_read, input_close);
}
