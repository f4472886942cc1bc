/* What project.xml says of a document, and the row of limits by which it is judged, in the view. Internal to select.c. */
#ifndef VIEW_DOCUMENT_H
#define VIEW_DOCUMENT_H

#include "view.h"

/* Adds to <project>: attributes body, body-label, body-short, treaty-label, stage, form, answers, minutes, print-profile as
   far as they are known, and children
     <submitter ref label short kind accreditation accredited/>*   the lead first
     <session number cycle from to><name/></session>?  <contact email phone><name/></contact>?
     <report number type due article received/>?  <budget section words/>* */
void view_add_document(struct reader *r, xmlNodePtr document, xmlNodePtr project);

/* <profile id … words="21200" deadline="2026-04-10"> at the end of the view: the resolved row (profile.h), its elements in
   the namespace of records; words: the limit; limit/@unverified and @expired are "yes" where so. Nothing without a row. */
void view_add_profile(struct reader *r, xmlNodePtr document, const xmlNode *row, xmlNodePtr view);

#endif
