/* A page content as far as marked content and fonts go: which painting happens inside which mark, which codes are shown
   in which font, and which operators are none. */
#ifndef PDFSCAN_H
#define PDFSCAN_H

#include <glib.h>

enum scan_event {
    SCAN_BEGIN,   /* BMC or BDC; `tag` and `properties` are set */
    SCAN_END,     /* EMC */
    SCAN_TEXT,    /* text is shown: `bytes` in the font that `tag` names */
    SCAN_PAINT,   /* a path is painted, a shading, an inline image */
    SCAN_OBJECT,  /* Do; `tag` names the XObject */
    SCAN_SAVE, SCAN_RESTORE, /* q, Q */
    SCAN_CMYK,    /* a colour of DeviceCMYK is set */
    SCAN_UNKNOWN  /* `tag` is no operator */
};

struct scan_item {
    enum scan_event event;
    char *tag;         /* without the slash, or NULL */
    const guint8 *bytes; /* of the strings that are shown, one behind the other */
    gsize length;
    gboolean invisible;  /* text rendering mode 3 */
    char *properties;  /* the dictionary's syntax, or the name of a property list with its slash, or NULL */
};

/* Calls `visit` for every event in order. */
void pdfscan_content(const char *content, gsize length, void (*visit)(const struct scan_item *, void *data), void *data);

#endif
