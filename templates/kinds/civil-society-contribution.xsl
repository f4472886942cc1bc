<?xml version="1.0" encoding="UTF-8"?>
<!-- Contribution of one or several organizations of civil society to a treaty body: who they are (all of them named), how
     they worked and whether the text may be published, summary, previous recommendations, issues, annexes. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns="urn:rapporteur:document"
                xmlns:d="urn:rapporteur:document" xmlns:v="urn:rapporteur:records" xmlns:r="urn:rapporteur:functions"
                xmlns:t="urn:rapporteur:templates" xmlns:exsl="http://exslt.org/common" exclude-result-prefixes="d v r t exsl">
  <xsl:import href="../common/document.xsl"/>
  <xsl:import href="../common/recommendation.xsl"/>
  <xsl:import href="../common/sources.xsl"/>
  <xsl:import href="../common/matrix.xsl"/>
  <xsl:import href="../common/cover.xsl"/>
  <xsl:import href="../common/contribution.xsl"/>
  <xsl:import href="../common/follow-up.xsl"/>

  <xsl:template match="v:view">
    <xsl:call-template name="t:document">
      <xsl:with-param name="parts">
        <xsl:call-template name="t:cover"><xsl:with-param name="apart" select="count($concerns) > 4 and not($project/@stage = 'follow-up')"/></xsl:call-template>
        <part region="body" master="portrait"><xsl:call-template name="t:body-sections"/></part>
        <xsl:call-template name="t:annex-parts"/>
      </xsl:with-param>
    </xsl:call-template>
  </xsl:template>

  <xsl:template match="*[@id = 'submitters']" mode="t:fill"><xsl:call-template name="t:submitters"/></xsl:template>
  <xsl:template match="*[@id = 'method']" mode="t:fill">
    <xsl:call-template name="t:sources-used"/>
    <xsl:if test="not($profile//*[@id = 'consent'])"><xsl:call-template name="t:publication"/></xsl:if>
  </xsl:template>
  <xsl:template match="*[@id = 'consent']" mode="t:fill"><xsl:call-template name="t:publication"/></xsl:template>
  <xsl:template match="*[@id = 'summary']" mode="t:fill"><xsl:call-template name="t:summary"/></xsl:template>
  <xsl:template match="*[@id = 'previous-recommendations']" mode="t:fill"><xsl:call-template name="t:previous"/></xsl:template>
  <xsl:template match="*[@id = 'issues']" mode="t:fill"><xsl:call-template name="t:issues"/></xsl:template>
  <xsl:template match="*[@id = 'developments']" mode="t:fill"><xsl:call-template name="t:developments"/></xsl:template>
  <xsl:template match="*[@id = 'proposed-questions' or @id = 'proposed-recommendations']" mode="t:fill"><xsl:call-template name="t:proposals-table"/></xsl:template>
  <xsl:template match="*[@id = 'annexes']" mode="t:fill">
    <xsl:call-template name="t:evidence-table"/>
  </xsl:template>
  <xsl:template match="*[@id = 'introduction']" mode="t:fill"><xsl:call-template name="t:follow-up-introduction"/></xsl:template>
  <xsl:template match="*[@id = 'paragraphs']" mode="t:fill"><xsl:call-template name="t:follow-up-paragraphs"/></xsl:template>
  <xsl:template match="*[@id = 'other-recommendations']" mode="t:fill"><xsl:call-template name="t:follow-up-other"/></xsl:template>

  <!-- May it be published? What project.xml marks as confidential may not. -->
  <xsl:template name="t:publication">
    <p numbered="yes">
      <xsl:call-template name="t:from"><xsl:with-param name="records" select="$authors"/></xsl:call-template>
      <xsl:variable name="names"><xsl:call-template name="t:author-names"/></xsl:variable>
      <xsl:variable name="key">civil-society-contribution.publication-<xsl:choose><xsl:when test="$is-confidential">no</xsl:when><xsl:otherwise>yes</xsl:otherwise></xsl:choose></xsl:variable>
      <xsl:value-of select="r:text(string($key), 'n', count($authors), 'names', string($names))"/>
    </p>
  </xsl:template>
</xsl:stylesheet>
