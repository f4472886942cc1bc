/* XMP (ISO 16684-1) as PDF/A-2 and 3 want it (ISO 19005-2, 6.6.2): what is in the Info dictionary, pdfaid, pdfuaid, and the
   description of the pdfuaid schema, which PDF/A does not know. */
#include "xmp.h"

#include <string.h>

static void put_escaped(GString *s, const char *text)
{
    g_autofree char *valid = g_utf8_make_valid(text, -1);
    for (const char *c = valid; *c; c = g_utf8_next_char(c)) {
        gunichar u = g_utf8_get_char(c);
        if (u == '<')
            g_string_append(s, "&lt;");
        else if (u == '>')
            g_string_append(s, "&gt;");
        else if (u == '&')
            g_string_append(s, "&amp;");
        else if (u < 0x20 && u != '\t' && u != '\n' && u != '\r')
            g_string_append_c(s, ' ');
        else if ((u & 0xFFFE) != 0xFFFE)
            g_string_append_unichar(s, u);
    }
}

static void put_element(GString *s, const char *open, const char *text, const char *close)
{
    if (!text || !*text)
        return;
    g_string_append(s, open);
    put_escaped(s, text);
    g_string_append(s, close);
}

GString *xmp_write(const struct pages *p, const char *date, const char *producer)
{
    GString *s = g_string_new(
        "<?xpacket begin=\"\357\273\277\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
        "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
        "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
        "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
        " xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\""
        " xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\" xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\">\n");
    put_element(s, "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">", p->title && *p->title ? p->title : "-",
                "</rdf:li></rdf:Alt></dc:title>\n");
    put_element(s, "<dc:creator><rdf:Seq><rdf:li>", p->author, "</rdf:li></rdf:Seq></dc:creator>\n");
    put_element(s, "<dc:description><rdf:Alt><rdf:li xml:lang=\"x-default\">", p->subject,
                "</rdf:li></rdf:Alt></dc:description>\n");
    put_element(s, "<dc:language><rdf:Bag><rdf:li>", p->lang, "</rdf:li></rdf:Bag></dc:language>\n");
    put_element(s, "<pdf:Keywords>", p->keywords, "</pdf:Keywords>\n");
    put_element(s, "<pdf:Producer>", producer, "</pdf:Producer>\n");
    put_element(s, "<xmp:CreatorTool>", producer, "</xmp:CreatorTool>\n");
    put_element(s, "<xmp:CreateDate>", date, "</xmp:CreateDate>\n");
    put_element(s, "<xmp:ModifyDate>", date, "</xmp:ModifyDate>\n");
    g_string_append_printf(s, "<pdfaid:part>%d</pdfaid:part>\n", p->attachments->len ? 3 : 2);
    g_string_append(s,
        "<pdfaid:conformance>A</pdfaid:conformance>\n"
        "<pdfuaid:part>1</pdfuaid:part>\n</rdf:Description>\n"
        "<rdf:Description rdf:about=\"\" xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\""
        " xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\""
        " xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">\n"
        "<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\">\n"
        "<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>\n"
        "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\n"
        "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\n"
        "<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\">\n"
        "<pdfaProperty:name>part</pdfaProperty:name>\n"
        "<pdfaProperty:valueType>Integer</pdfaProperty:valueType>\n"
        "<pdfaProperty:category>internal</pdfaProperty:category>\n"
        "<pdfaProperty:description>Indicates, which part of ISO 14289 standard is followed"
        "</pdfaProperty:description>\n"
        "</rdf:li></rdf:Seq></pdfaSchema:property>\n"
        "</rdf:li></rdf:Bag></pdfaExtension:schemas>\n</rdf:Description>\n"
        "</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"w\"?>\n");
    return s;
}
