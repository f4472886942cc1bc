/* What an XML parser stumbles over, in words for people. */
#ifndef XMLFAULT_H
#define XMLFAULT_H

#include <libxml/parser.h>

#include "xmlfile.h"

/* Reports one error of the parser that reads `f`, at the fault itself rather than where the parser stopped. */
void xmlfault_report(const struct xmlfile *f, xmlParserCtxtPtr ctxt, xmlErrorPtr e, struct diag *d);

/* Where the parser is in the text of `f`; with `back` not NUL, the nearest such character before that, if it is near. */
gsize xmlfault_offset(const struct xmlfile *f, xmlParserCtxtPtr ctxt, char back);

#endif
