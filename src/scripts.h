/* What languages and scripts ask for beyond letters: which family stands in for which script in which language, room for
   tall scripts, breaks in text without spaces, and where a justified line may open that has no spaces. */
#ifndef SCRIPTS_H
#define SCRIPTS_H

#include <pango/pango.h>

#include "style.h"

/* Between two pieces of text without a space between them, what may open in a justified line. */
enum script_joint {
    JOINT_NONE,
    JOINT_IDEOGRAPH, /* beside Han and kana: as much as a space */
    JOINT_WORD       /* between words of Thai, Lao, Khmer, Burmese: a third of it */
};

/* The families of a font for a language behind commas, the stand-ins of the language and of its script first among the
   stand-ins (Han letters differ in zh-Hans, zh-Hant, ja and ko); g_free it. *leading: by how much its lines must be
   further apart. */
char *script_families(const struct style_font *font, const char *lang, double *leading);

/* Who has the character, as the style says: by its script and the language around it. NULL: the style does not know. */
const struct style_fallback *script_stand_in(const struct style_font *font, gunichar c, const char *lang);

/* Whether letters of the language's script are slanted for stress. (Han, Arabic, Indic letters are not.) */
gboolean script_slants(const char *lang);

/* Corrects the line breaks that pango found (attrs: one for each character and one for the end) inside Thai, Lao,
   Khmer and Burmese, whose words only a dictionary tells: ICU's. */
void script_breaks(const char *text, int len, const char *lang, PangoLogAttr *attrs, int n_attrs);

enum script_joint script_joint(gunichar before, gunichar behind);
/* Of a space's stretch in a justified line. */
double script_joint_share(enum script_joint joint);
/* Stretch and shrink as those of a space of this width (em). */
double script_joint_space(enum script_joint joint);

/* "U+0B95 TAMIL LETTER KA"; g_free it. */
char *script_character_name(gunichar c);

#endif
