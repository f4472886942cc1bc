/* The outputs of one build, all new or all old: written to a sibling folder, then swapped with the old one. */
#ifndef PUBLISH_H
#define PUBLISH_H

#include <glib.h>

struct publish;

/* Opens a staging folder beside `folder` (which need not exist yet). NULL with `error` set when it cannot be made. */
struct publish *publish_begin(const char *folder, GError **error);

/* Stages one file; `name` is relative ("matrix.en.pdf"), folders in it are made. One that holds the same bytes already is linked
   and not written again (`same`, unless NULL, says so). For thousands of small files: the disk is not waited for after each, so
   that after a power cut a file may be empty until it is built again. Thread-safe. */
gboolean publish_add_changed(struct publish *p, const char *name, GBytes *bytes, gboolean *same, GError **error);

/* The same, written in any case, and on the disk when this returns. */
gboolean publish_add(struct publish *p, const char *name, GBytes *bytes, GError **error);

/* Says that a folder of the outputs ("matrix.en.png", "site/en") is made anew as a whole: nothing of the old one is carried over. */
void publish_renew(struct publish *p, const char *folder);

/* Carries over what the old folder holds and this build did not make, then puts the staging folder in its place in
   one step. Frees `p`, also when it fails; after a failure the old folder is untouched. */
gboolean publish_commit(struct publish *p, GError **error);

/* Throws the staged files away. NULL is accepted. */
void publish_abandon(struct publish *p);

/* The staging folder, for a signal handler's last act. */
const char *publish_staging(const struct publish *p);

/* Removes a folder and all in it; never follows symbolic links. */
void publish_remove_tree(const char *folder);

#endif
