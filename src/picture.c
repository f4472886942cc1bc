/* A picture by its name into its bytes. Only PNG (ISO/IEC 15948): what pages and browsers show alike. The size stands in
   the header chunk behind the signature, most significant byte first. */
#include "picture.h"

#include <stdlib.h>
#include <string.h>

static double read_number(const guchar *at)
{
    return (double)((guint)at[0] << 24 | (guint)at[1] << 16 | (guint)at[2] << 8 | at[3]);
}

GBytes *picture_read(const char *folder, const char *href, double *w, double *h, const char **reason)
{
    g_autofree char *path = NULL, *root = NULL, *real = NULL, *bytes = NULL;
    gsize size = 0;
    double width, height;

    *reason = "it is not a file inside the dossier";
    if (!href || g_path_is_absolute(href))
        return NULL;
    path = g_build_filename(folder ? folder : ".", href, NULL);
    root = realpath(folder ? folder : ".", NULL);
    real = realpath(path, NULL);
    if (root && real && (!g_str_has_prefix(real, root) || (strcmp(root, "/") && real[strlen(root)] != '/')))
        return NULL;
    *reason = "there is no such file, or it cannot be read";
    if (!root || !real || !g_file_get_contents(real, &bytes, &size, NULL))
        return NULL;
    *reason = "it is not a PNG file";
    if (size < 24 || memcmp(bytes, "\x89PNG\r\n\x1a\n", 8))
        return NULL;
    width = read_number((guchar *)bytes + 16);
    height = read_number((guchar *)bytes + 20);
    if (width < 1 || height < 1 || width > 65535 || height > 65535)
        return NULL;
    if (w)
        *w = width;
    if (h)
        *h = height;
    return g_bytes_new_take(g_steal_pointer(&bytes), size);
}
