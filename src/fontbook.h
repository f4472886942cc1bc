/* The fonts and pictures of a document, embedded by cairo: a small PDF of its own whose first page shows every glyph
   once and whose second shows every picture. From it come the font objects and, for each glyph, the resource name and
   the code that page contents show it by. */
#ifndef FONTBOOK_H
#define FONTBOOK_H

#include <cairo.h>
#include <glib.h>
#include <pango/pango.h>
#include <qpdf/qpdf-c.h>

#include "diag.h"

/* A glyph that stands for one text. */
struct slot {
    guint32 glyph;
    const char *text;    /* UTF-8 */
    double width;        /* advance in em, as the PDF's width tables have it */
    /* known after fontbook_close: */
    const char *font;    /* resource name with its slash; NULL: cairo left it out */
    guint16 code;
    gboolean wide;       /* two bytes a code */
};

struct face;

/* A font file as one PangoFont uses it. Sizes do not matter. */
struct bookfont {
    struct face *face;
    PangoFont *pango;
    double skew;         /* of a synthetic italic: x moves by skew for each unit upwards */
    guint32 space;       /* glyph of U+0020, 0: none */
    double space_width;  /* em */
};

struct bookpicture {
    GBytes *png;
    cairo_surface_t *surface;
    gboolean whole;
    const char *name;    /* resource name with its slash, after fontbook_close */
};

struct fontbook;

struct fontbook *fontbook_new(void);
void fontbook_free(struct fontbook *b);

/* NULL: not a font that cairo can show. */
struct bookfont *fontbook_font(struct fontbook *b, PangoFont *font);

/* The slot of this glyph for this text, or NULL when the glyph stands for too many texts already. */
struct slot *fontbook_slot(struct fontbook *b, struct bookfont *font, guint32 glyph, const char *text);
/* A slot of this glyph, whatever it stands for; for `text` when it is new. */
struct slot *fontbook_slot_any(struct fontbook *b, struct bookfont *font, guint32 glyph, const char *text);

/* `file` is for the message when the bytes are no picture. */
struct bookpicture *fontbook_picture(struct fontbook *b, GBytes *png, const char *file, struct diag *d);

/* Writes the book and reads it back. -1 after a message. */
int fontbook_close(struct fontbook *b, struct diag *d);

/* After fontbook_close. Text that a code point of the private planes stands for in the book's ToUnicode maps, or
   NULL: texts of several characters reach cairo as one. */
const char *fontbook_stand_in(const struct fontbook *b, gunichar code);
qpdf_data fontbook_file(struct fontbook *b);
/* The slots of a font by its resource name, codes ascending (GPtrArray of struct slot), or NULL. */
const GPtrArray *fontbook_slots(const struct fontbook *b, const char *name);

#endif
