/* The tree of pages that templates/kinds/site.xsl makes, as files of a folder: every page a whole document, resolved and
   spelled on its own, and the style sheet that all of them share. */
#ifndef SITE_H
#define SITE_H

#include <glib.h>
#include <libxml/tree.h>

#include "diag.h"
#include "l10n.h"
#include "style.h"
#include "xform.h"

/* Takes one file; `path` is relative to the root of the language ("themes/B31.html"). Owns `bytes` from then on. */
typedef void (*site_file)(const char *path, GBytes *bytes, gpointer data);

struct site_options {
    struct xform *xform;
    const struct l10n *l10n;
    const struct style *style;
    double letters;            /* as resolve_document_sized has it */
    const char *folder;        /* where pictures are looked for */
    char **languages;          /* all in which the site is built, each in a folder beside this one */
};

/* TRUE when a stylesheet yielded pages and not a document. */
gboolean site_is(xmlDocPtr tree);

/* Resolves each page in place, for those who look at the tree. FALSE as site_write. */
gboolean site_resolve(xmlDocPtr tree, const struct site_options *o, struct diag *d);

/* Hands out every file; the tree is not changed. FALSE when a page cannot be made, has a path that stands twice or leaves the
   folder, or leads to a page that there is not (reported); then some files may have been handed out. */
gboolean site_write(xmlDocPtr tree, const struct site_options *o, site_file f, gpointer data, struct diag *d);

#endif
