/* Edits to an XML file as a person wrote it: a list of changes on its own bytes, so that comments, attribute order,
   quotes, indentation and everything that is not named stay byte for byte what they were. */
#ifndef PATCH_H
#define PATCH_H

#include <glib.h>

/* Half-open range of bytes. */
struct span {
    gsize from, to;
};

struct patch_attribute {
    struct span name, value;   /* value without its quotes */
};

/* One element as it stands in the file. Elements are numbered from 0 in document order, which is also the order in
   which a walk through libxml2's tree of the same bytes meets them. */
struct patch_element {
    struct span tag;           /* the start tag, from < to behind > */
    struct span name;          /* in the start tag, with its prefix */
    gsize close;               /* the < of the end tag; equal to `end` for <empty/> */
    gsize end;                 /* behind the element */
    gboolean empty;            /* written <empty/> */
    int parent;                /* number of the parent, -1 for the root */
    guint attributes, n_attributes; /* range in struct patch.attributes */
};

struct patch {
    const char *bytes;         /* lent by the caller */
    gsize size;
    GArray *elements;          /* struct patch_element */
    GArray *attributes;        /* struct patch_attribute */
    GArray *edits;             /* the changes so far; see patch.c */
};

/* Scans a well-formed XML document in UTF-8 without DOCTYPE. NULL when it is not (the caller parsed it before with
   libxml2, so that it has been said). patch_free the result. */
struct patch *patch_new(const char *bytes, gsize size);
void patch_free(struct patch *p);

const struct patch_element *patch_element(const struct patch *p, guint number);
/* The number of the element whose start tag begins at a byte, or -1. */
int patch_find(const struct patch *p, gsize offset);
/* Number of the first child element, of the next sibling; -1: none. */
int patch_first_child(const struct patch *p, guint number);
int patch_next_sibling(const struct patch *p, guint number);
/* The attribute of that name (as written, with prefix), or NULL. */
const struct patch_attribute *patch_attribute(const struct patch *p, guint number, const char *name);

/* Plain changes. Ranges must not overlap; insertions at one place stand in the order in which they were made. */
void patch_replace(struct patch *p, struct span range, const char *text);
void patch_insert(struct patch *p, gsize at, const char *text);

/* Gives an attribute a value (escaped here): in place within its own quotes, or as the last of the start tag. */
void patch_set_attribute(struct patch *p, guint number, const char *name, const char *value);

/* Replaces all that stands between the tags of an element by text (escaped here), or by markup (already escaped). */
void patch_set_text(struct patch *p, guint number, const char *text);
void patch_set_markup(struct patch *p, guint number, const char *markup);

/* Takes an element out with the white space before it; a comment that closes its line stays there. */
void patch_remove(struct patch *p, guint number);

/* Puts markup (already escaped) behind an element as its next sibling, with the same white space before it as that
   element has; a comment that closes the element's line stays with it. */
void patch_insert_after(struct patch *p, guint number, const char *markup);

/* Puts markup in front of an element, with the same white space before it as that element has. */
void patch_insert_before(struct patch *p, guint number, const char *markup);

/* Takes an attribute out with the white space before it; nothing happens when it is not there. */
void patch_remove_attribute(struct patch *p, guint number, const char *name);

/* Puts markup behind the last child of an element, before its end tag. `lines` (NULL-terminated) are indented by two
   spaces a level, the new child's own tag by one level; they are shifted to the indentation that the element's last
   child has. Line breaks inside a line (verbatim text) are left alone. */
void patch_append_child(struct patch *p, guint number, const char *const *lines);

gboolean patch_is_empty(const struct patch *p);

/* The bytes with all changes made. g_free the result. */
char *patch_apply(const struct patch *p, gsize *size);

/* Text as it stands in element content, or between double quotes in an attribute. g_free the result. */
char *patch_escape_text(const char *text);
char *patch_escape_value(const char *value);

#endif
