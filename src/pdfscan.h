/* A page content as far as marked content goes: which painting happens inside which mark. */
#ifndef PDFSCAN_H
#define PDFSCAN_H

#include <glib.h>

enum scan_event {
    SCAN_BEGIN,   /* BMC or BDC; `tag` and `properties` are set */
    SCAN_END,     /* EMC */
    SCAN_TEXT,    /* text is shown */
    SCAN_PAINT,   /* a path is painted, a shading, an inline image */
    SCAN_OBJECT   /* Do; `tag` names the XObject */
};

struct scan_item {
    enum scan_event event;
    char *tag;         /* without the slash, or NULL */
    char *properties;  /* the dictionary's syntax, or the name of a property list with its slash, or NULL */
};

/* Calls `visit` for every event in order. */
void pdfscan_content(const char *content, gsize length, void (*visit)(const struct scan_item *, void *data), void *data);

#endif
