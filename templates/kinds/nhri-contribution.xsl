<?xml version="1.0" encoding="UTF-8"?>
<!-- Contribution of a national human rights institution to a treaty body: before a list of issues it proposes questions,
     before the review recommendations; in follow-up it goes through the selected paragraphs and grades each of them.
     Sections from the profile: institution, method, summary, previous, issues, developments; paragraphs and other for
     the follow-up; annexes with what is proposed and with the evidence. -->
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

  <xsl:template match="*[@id = 'institution' or @id = 'submitters']" mode="t:fill">
    <xsl:call-template name="t:institutions"/>
    <xsl:if test="$authors[not(self::v:institution)] or not($authors)"><xsl:call-template name="t:submitters"/></xsl:if>
  </xsl:template>
  <xsl:template match="*[@id = 'method']" mode="t:fill"><xsl:call-template name="t:sources-used"/></xsl:template>
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
</xsl:stylesheet>
