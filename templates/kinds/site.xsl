<?xml version="1.0" encoding="UTF-8"?>
<!-- The progress site: one tree of pages, made in one transform. Each page holds a whole document, so that the renderer
     spells it as any other; what leads from page to page is <go page="recommendations/ID.html">, a path from the root of
     the language, which the renderer makes relative. Addresses come from record ids and from codes of vocabularies, and so
     stay from build to build. Indexes are prebuilt filters: a facet (theme, group, Goal …) has a page of its terms and a
     page for each term; a long list goes on in TERM/2.html. Every share is told as a count of a total.

     s:facet elements of a recommendation are found by the key s:in (facet|term), its terms by s:first. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns="urn:rapporteur:document"
                xmlns:d="urn:rapporteur:document" xmlns:v="urn:rapporteur:records" xmlns:r="urn:rapporteur:functions"
                xmlns:t="urn:rapporteur:templates" xmlns:s="urn:rapporteur:site" xmlns:exsl="http://exslt.org/common"
                exclude-result-prefixes="d v r t s exsl">
  <xsl:import href="../common/document.xsl"/>
  <xsl:import href="../common/recommendation.xsl"/>
  <xsl:import href="../site/parts.xsl"/>
  <xsl:import href="../site/recommendation.xsl"/>
  <xsl:import href="../site/indexes.xsl"/>
  <xsl:import href="../site/about.xsl"/>

  <xsl:template match="v:view">
    <site version="1">
      <xsl:call-template name="s:start"/>
      <xsl:apply-templates select="$selected" mode="s:page"/>
      <xsl:call-template name="s:indexes"/>
      <xsl:call-template name="s:sources"/>
      <xsl:call-template name="s:clusters"/>
      <xsl:call-template name="s:calendar"/>
      <xsl:call-template name="s:method"/>
      <xsl:call-template name="s:about"/>
      <xsl:call-template name="s:accessibility"/>
    </site>
  </xsl:template>
</xsl:stylesheet>
