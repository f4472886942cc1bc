/* A style (styles/NAME.xml and those it inherits from, schemas/style.xsd) as plain structs: page masters, fonts, colours,
   roles and table looks. The same file drives the pages of the PDF and the CSS of the web. Lengths are points. Nothing here
   changes after style_load, so that jobs may share a style; style_free drops all of it. */
#ifndef STYLE_H
#define STYLE_H

#include "diag.h"
#include "page.h"

enum align { ALIGN_START, ALIGN_END, ALIGN_CENTER, ALIGN_JUSTIFY, ALIGN_DECIMAL };

/* A family that stands in for letters which the others lack. */
struct style_fallback {
    const char *script;    /* ISO 15924: "Arab", "Jpan" */
    const char *languages; /* codes parted by spaces that it is made for, or NULL: for all */
    const char *family;
    const char *package;   /* of Debian, or NULL: not said */
    double leading;        /* how much further apart its lines stand; 1 for most */
};

struct style_font {
    const char *id;        /* "text", "mono" */
    const char *family;    /* on the page */
    const char *css;       /* font-family value for the web */
    const struct style_fallback **fallbacks; /* of all scripts, those of the style asked for first */
    int n_fallbacks;
};

/* A named colour; tones (good partial bad none contrary neutral) have a shape and a pattern too, so that colour is
   never the only carrier of a meaning. */
struct style_colour {
    const char *id;
    struct colour light, dark;                /* on paper; on a dark screen */
    const char *light_hex, *dark_hex;         /* "#1a1a1a", as written, for CSS */
    const char *pattern;                      /* none diagonal dots horizontal cross */
    const char *shape;                        /* a character shown before a status word, or "" */
    gboolean tone;
};

struct style_page {
    const char *id;                           /* "portrait" */
    double w, h;
    double top, bottom;                       /* edge of the paper to the text block */
    double inner, outer;                      /* binding side, open side; equal where not mirrored */
    double indent_start, indent_end;          /* of running text inside the block; tables use the whole block */
    double head, foot;                        /* edge of the paper to the baseline of running head and foot */
    double head_rule, foot_rule;              /* thickness of the rule towards the text; 0: none */
    gboolean mirrored;                        /* even pages swap inner and outer */
};

struct style_role {
    const char *id;                           /* "body", "heading-1" … */
    const struct style_font *font;
    const struct style_colour *colour;
    double size, leading;                     /* em; baseline to baseline */
    int weight;                               /* 400, 700 */
    gboolean italic;
    enum align align;
    gboolean hyphenate;                       /* words may be parted at a line's end */
    double before, after;                     /* space; between neighbours the larger one counts */
    double start, end;                        /* indents of the lines */
    double first;                             /* more indent for the first line */
    double label;                             /* where a hanging label starts, counted from the lines' start;
                                                 negative: to the left of the text */
    enum align label_align;                   /* ALIGN_END: the label ends `label_gap` before the text */
    double label_gap;                         /* least distance of label and text */
    gboolean label_raised;                    /* a small mark above the line, as that of a note */
    gboolean keep_next, keep_together;
    int orphans, widows;                      /* least lines at the foot and at the top of a page */
};

struct style_table {
    const char *id;                           /* "matrix", "plain" */
    gboolean full;                            /* as wide as the block, not as the running text */
    double column_scale;                      /* of column widths that templates give in points; 1 suits cells of 8 points */
    double least_scale;                       /* how small a table may be set that is wider than its room, before it is turned
                                                 onto a page of the master "landscape"; 1: not at all */
    double rule_top, rule_head, rule_bottom;  /* thickness; 0: none */
    double rule_row, rule_band;               /* hairlines between rows and over bands; 0: none */
    double pad_x, pad_y;                      /* around the content of a cell */
    double before, after;
    const struct style_colour *rule;          /* colour of the rules */
    const struct style_colour *row_rule;      /* colour of the hairlines between rows */
    const struct style_colour *band, *head, *summary, *zebra; /* fills, or NULL: none */
    const struct style_role *cell_role, *head_role, *band_role, *summary_role;
};

struct style {
    struct arena *arena;
    const char *id;
    const char *bullets[3];                   /* marks of bulleted lists by depth */
    GPtrArray *fallbacks;  /* of struct style_fallback */
    GPtrArray *fonts, *colours, *pages, *roles, *tables; /* of the structs above; in file order, inherited ones first */
};

/* Reads and checks a style by name ("un") and those it inherits from. NULL when one is missing or has errors (which are
   in d). */
struct style *style_load(const char *name, struct diag *d);
void style_free(struct style *s);

/* Lookups lend; an unknown name gives the plainest of its kind ("body", "text", "portrait", "plain"), never NULL. */
const struct style_font *style_font(const struct style *s, const char *id);
const struct style_colour *style_colour(const struct style *s, const char *id);
const struct style_page *style_page(const struct style *s, const char *id);
const struct style_role *style_role(const struct style *s, const char *id);
const struct style_table *style_table(const struct style *s, const char *id);
gboolean style_has_role(const struct style *s, const char *id);

#endif
