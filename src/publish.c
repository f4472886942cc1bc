/* Files are written into .out-XXXXXX beside out/. Commit hard-links (or copies) into it what the old folder has and
   this build did not make, then exchanges the two names with renameat2(RENAME_EXCHANGE), so that no reader ever sees
   half a build; where the file system cannot exchange, two renames do it. */
#define _GNU_SOURCE
#include "publish.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct publish {
    char *folder;  /* where readers look */
    char *staging; /* its sibling */
    GHashTable *renewed; /* folders in it that are not carried over, by their path */
};

static void set_errno(GError **error, const char *what, const char *path)
{
    int saved = errno;

    g_set_error(error, G_FILE_ERROR, g_file_error_from_errno(saved), "%s %s: %s", what, path, g_strerror(saved));
}

void publish_remove_tree(const char *folder)
{
    GStatBuf top;
    GDir *dir = g_lstat(folder, &top) == 0 && S_ISDIR(top.st_mode) ? g_dir_open(folder, 0, NULL) : NULL;
    const char *name;

    while (dir && (name = g_dir_read_name(dir))) {
        char *path = g_build_filename(folder, name, NULL);
        GStatBuf st;

        if (g_lstat(path, &st) == 0 && S_ISDIR(st.st_mode))
            publish_remove_tree(path);
        else
            g_unlink(path);
        g_free(path);
    }
    if (dir)
        g_dir_close(dir);
    g_rmdir(folder);
}

/* The folder itself where `path` is a link to it; NULL: it is there and cannot be replaced. */
static char *real_folder(const char *path, GError **error)
{
    GStatBuf st;
    char *real;

    if (g_lstat(path, &st) != 0)
        return g_strdup(path);
    real = realpath(path, NULL);
    if (real && g_stat(real, &st) == 0 && !S_ISDIR(st.st_mode))
        errno = ENOTDIR;
    else if (real && access(real, W_OK | X_OK) == 0)
        return real;
    set_errno(error, "cannot write", path);
    free(real);
    return NULL;
}

struct publish *publish_begin(const char *path, GError **error)
{
    g_autofree char *folder = real_folder(path, error);
    struct publish *p;
    char *parent, *base, *pattern;

    if (!folder)
        return NULL;
    p = g_new0(struct publish, 1);
    parent = g_path_get_dirname(folder);
    base = g_path_get_basename(folder);
    pattern = g_strdup_printf(".%s-XXXXXX", base);
    p->folder = g_strdup(folder);
    p->renewed = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    p->staging = g_build_filename(parent, pattern, NULL);
    g_free(pattern);
    g_free(base);
    g_free(parent);
    if (!g_mkdtemp_full(p->staging, 0755)) {
        set_errno(error, "cannot make a folder beside", folder);
        g_hash_table_destroy(p->renewed);
        g_free(p->staging);
        g_free(p->folder);
        g_free(p);
        return NULL;
    }
    return p;
}

static gboolean add(struct publish *p, const char *name, GBytes *bytes, GFileSetContentsFlags flags, GError **error)
{
    char *path = g_build_filename(p->staging, name, NULL), *dir = g_path_get_dirname(path);
    gsize size;
    const char *data = g_bytes_get_data(bytes, &size);
    gboolean ok = FALSE;

    if (g_mkdir_with_parents(dir, 0755) != 0)
        set_errno(error, "cannot make", dir);
    else
        ok = g_file_set_contents_full(path, data ? data : "", (gssize)size, flags, 0644, error);
    g_free(dir);
    g_free(path);
    return ok;
}

gboolean publish_add(struct publish *p, const char *name, GBytes *bytes, GError **error)
{
    return add(p, name, bytes, G_FILE_SET_CONTENTS_CONSISTENT, error);
}

static gboolean holds(const char *path, GBytes *bytes)
{
    GStatBuf st;
    GMappedFile *file;
    gsize size;
    const char *data = g_bytes_get_data(bytes, &size);
    gboolean equal;

    if (g_lstat(path, &st) != 0 || !S_ISREG(st.st_mode) || (gsize)st.st_size != size || !(file = g_mapped_file_new(path, FALSE, NULL)))
        return FALSE;
    equal = g_mapped_file_get_length(file) == size && (!size || !memcmp(g_mapped_file_get_contents(file), data, size));
    g_mapped_file_unref(file);
    return equal;
}

gboolean publish_add_changed(struct publish *p, const char *name, GBytes *bytes, gboolean *same, GError **error)
{
    g_autofree char *old = g_build_filename(p->folder, name, NULL), *path = g_build_filename(p->staging, name, NULL);
    g_autofree char *dir = g_path_get_dirname(path);
    gboolean kept = holds(old, bytes) && g_mkdir_with_parents(dir, 0755) == 0 && link(old, path) == 0;

    if (same)
        *same = kept;
    return kept || add(p, name, bytes, G_FILE_SET_CONTENTS_NONE, error);
}

void publish_renew(struct publish *p, const char *folder)
{
    g_hash_table_add(p->renewed, g_strdup(folder));
}

static gboolean copy_file(const char *from, const char *to, GError **error)
{
    GFile *a = g_file_new_for_path(from), *b = g_file_new_for_path(to);
    gboolean ok = g_file_copy(a, b, G_FILE_COPY_NOFOLLOW_SYMLINKS | G_FILE_COPY_ALL_METADATA, NULL, NULL, NULL, error);

    g_object_unref(a);
    g_object_unref(b);
    return ok;
}

/* Brings over what `to` does not have yet; folders of `except` stay behind. `within`: where in the outputs, "" or "site/". */
static gboolean carry_over(const char *from, const char *to, const char *within, GHashTable *except, GError **error)
{
    GDir *dir = g_dir_open(from, 0, NULL);
    const char *name;
    gboolean ok = TRUE;

    if (!dir)
        return TRUE;
    while (ok && (name = g_dir_read_name(dir))) {
        char *old = g_build_filename(from, name, NULL), *new = g_build_filename(to, name, NULL);
        g_autofree char *here = g_strconcat(within, name, NULL), *below = g_strconcat(here, "/", NULL);
        GStatBuf st, there;

        if (g_lstat(old, &st) != 0 || g_hash_table_contains(except, here)) {
            /* it went away meanwhile, or is made anew */
        } else if (S_ISDIR(st.st_mode)) {
            if (g_mkdir(new, 0755) != 0 && errno != EEXIST) {
                set_errno(error, "cannot make", new);
                ok = FALSE;
            } else {
                ok = carry_over(old, new, below, except, error);
            }
        } else if (g_lstat(new, &there) != 0 && link(old, new) != 0) {
            ok = copy_file(old, new, error);
        }
        g_free(old);
        g_free(new);
    }
    g_dir_close(dir);
    return ok;
}

/* Puts staging where folder is. Afterwards staging holds the old files, or does not exist. */
static gboolean exchange(struct publish *p, GError **error)
{
    GStatBuf st;
    char *aside;

    if (g_lstat(p->folder, &st) != 0) {
        if (g_rename(p->staging, p->folder) == 0)
            return TRUE;
        set_errno(error, "cannot write", p->folder);
        return FALSE;
    }
    if (renameat2(AT_FDCWD, p->staging, AT_FDCWD, p->folder, RENAME_EXCHANGE) == 0)
        return TRUE;
    if (errno != EINVAL && errno != ENOSYS && errno != ENOTSUP) {
        set_errno(error, "cannot replace", p->folder);
        return FALSE;
    }
    aside = g_strconcat(p->staging, ".old", NULL);
    if (g_rename(p->folder, aside) != 0) {
        set_errno(error, "cannot replace", p->folder);
        g_free(aside);
        return FALSE;
    }
    if (g_rename(p->staging, p->folder) != 0) {
        set_errno(error, "cannot replace", p->folder);
        if (g_rename(aside, p->folder) != 0)
            g_printerr("the old outputs are in %s\n", aside);
        g_free(aside);
        return FALSE;
    }
    publish_remove_tree(aside);
    g_free(aside);
    return TRUE;
}

gboolean publish_commit(struct publish *p, GError **error)
{
    gboolean ok = carry_over(p->folder, p->staging, "", p->renewed, error) && exchange(p, error);

    publish_abandon(p);
    return ok;
}

void publish_abandon(struct publish *p)
{
    if (!p)
        return;
    publish_remove_tree(p->staging);
    g_hash_table_destroy(p->renewed);
    g_free(p->staging);
    g_free(p->folder);
    g_free(p);
}

const char *publish_staging(const struct publish *p)
{
    return p->staging;
}
