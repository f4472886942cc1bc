/* A dossier into what one reader may see: one document, one language, one audience, one date. What is left out here no
   template can show. */
#ifndef SELECT_H
#define SELECT_H

#include <libxml/tree.h>

#include "diag.h"
#include "dossier.h"
#include "l10n.h"

/* A new tree (xmlFreeDoc) for a <document> element of project.xml, or NULL when a narrative cannot be read or has
   errors (reported). What it holds:

   <view lang="en" dir="ltr" document="matrix" kind="matrix" style="un" audience="public" as-of="2026-06-30">
     <project state="XVM" name="Republic of Velmora" short="Velmora" group-by="theme">
       <title/> <subtitle/> <symbol/> <issuer/> <logo href alt/>          of the document, as far as written
       <select …/>*
       <status assessor="nmirf" name="…" scale="implementation" label="…">  whose status is shown; absent: nobody's
         <value id="implemented" tone="good" label="Implemented"/>*       the scale, in its order
       </status>
       <beside assessor name scale label>…</beside>*                       whose stands beside it, as <status>
       and what view_document.h says: body, stage, form, submitters, session, contact, report, budgets
     </project>
     <articles treaty="CAT" label="…" short="CAT" body-label="…"> <article number="2" label="…"/>* </articles>*
                                                            of the treaty of document/@body, else of all treaties
     <groups> <group id="D25" label="…" parent="D2" parent-label="…"/>* </groups>   those that selected recommendations belong to, in order
     <records> all records that this reader may see, by kind, in the order in which documents show them </records>
     <narratives> <narrative section="method"> blocks of the document vocabulary </narrative>* </narratives>
     <profile …>…</profile>?                                               the row by which it is judged (view_document.h)
   </view>

   A record is as in the dossier, but: texts only in the document's language (else the default one, with xml:lang and
   fallback="yes"); Markdown as blocks of the document vocabulary; labels beside codes (lead/@label, theme/@label,
   from/@symbol …; recommendation/@citation); nothing newer than the cut-off date; dropped: contact, and what refers to dropped records.
   Selected recommendations come first, in the order of groups, sources and numbers; they carry selected="yes", rank, <place group="D25" primary="yes"/> for each group and
   <status value tone label scale date origin/> (value not-assessed where nobody assessed), <beside assessor …/>* likewise. They and the questions of document/@answers (selected="yes") carry
   form="full|short|annex", the choice of the fit file. Answers meant for other documents are dropped. Clusters, actions, indicators and
   evidence carry first="ID": the selected recommendation under which they are told in full, the earliest that they are
   about. The latest progress of an action carries latest="yes". */
xmlDocPtr select_view(const struct dossier *dossier, xmlNodePtr document_element, const char *lang,
                      const char *audience, const struct l10n *l10n, struct diag *d);

/* The same with a choice of forms (id → full, short or annex) in place of the fit file's; NULL: the fit file's. */
xmlDocPtr select_view_with(const struct dossier *dossier, xmlNodePtr document_element, const char *lang, const char *audience,
                           GHashTable *forms, const struct l10n *l10n, struct diag *d);

#endif
