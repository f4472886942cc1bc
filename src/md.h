/* Markdown (CommonMark, by cmark) into the document vocabulary: all of CommonMark but raw HTML, and on top of it

     # Heading {#name}              a section (narratives only); deeper ones nest; {#name} is an anchor for references,
                                    behind paragraphs and pictures as well
     1. item / - item               (a) (b) sub-paragraphs; bullets
     > words                        a quotation
     ![what it shows](images/x.png "Caption")   alone in its paragraph: a figure; among words: a small picture
     [](rec:ID)                      the recommendation's number, linked; [words](rec:ID) links the words
     [](evidence:ID)                 a footnote with the citation
     [](indicator:ID)                the latest value ("12.4 per cent"); [words](indicator:ID): the figures in a footnote
     [](doc:A/HRC/58/7#12)           A/HRC/58/7, para. 12; behind words in brackets
     [](table:ID)                    alone in its paragraph: the table; among words: its number
     [](section:ID) [](#name)        the number of a section, paragraph, table or figure of the same document
     [words](https://…)  [words](mailto:…)
     {{count status=implemented}}    a figure from the records (variable.h)
     ::: audience government        what follows is only for readers whose audience includes it, up to
     :::                            this line; also ::: document ID, ::: kind KIND, ::: language CODE, several names, and
                                    ::: not …; such passages may stand inside one another
     <!-- note to colleagues -->    left out

   Raw HTML is refused. Every message points into the text at line and column. */
#ifndef MD_H
#define MD_H

#include <libxml/tree.h>

#include "diag.h"

/* A piece of Markdown and where it stands. */
struct md_text {
    const char *text;
    const char *file;       /* in messages and in origin="file:line" */
    gint64 line;            /* of its first character, from 1 */
    int column;             /* of its first character, from 1 */
    const char *record;     /* id, or NULL for a narrative */
    const char *id_prefix;  /* narratives: of section and figure ids ("sec-method"); NULL: no headings, no figures, and
                               paragraphs are not numbered */
};

enum md_reads { MD_HIDDEN, MD_VISIBLE, MD_UNKNOWN };

/* Who answers for the dossier. */
struct md_host {
    gpointer data;
    const char *folder;     /* of the dossier: images */
    struct diag *diag;
    gboolean plain;         /* CommonMark and nothing else: any address, any picture, no numbers, none of the functions
                               below is called */
    /* Does a passage for this audience, document, kind or language concern the reader? */
    enum md_reads (*reads)(gpointer data, const char *what, const char *name);
    const char *const *(*names)(gpointer data, const char *what); /* those that exist, for hints; lent */
    /* Writes under `parent` what [words](scheme:target) stands for; `words` is an element that holds the link's own
       words (perhaps none) and is freed by the caller. Reports what is wrong itself, at `place`. Returns the id of the
       record that the sentence now rests on, or NULL. */
    const char *(*link)(gpointer data, const char *scheme, const char *target, xmlNodePtr words, xmlNodePtr parent,
                        struct place place, const char *record);
    /* The same for what stands between {{ and }}. */
    const char *(*variable)(gpointer data, const char *expression, xmlNodePtr parent, struct place place,
                            const char *record);
    /* A table as a block under `parent`, or what is wrong with it. */
    const char *(*table)(gpointer data, const char *target, xmlNodePtr parent, struct place place, const char *record);
};

/* Adds the blocks under `parent`, which must have the document namespace. -1 when something was wrong (reported). */
int md_read(const struct md_text *text, const struct md_host *host, xmlNodePtr parent);

#endif
