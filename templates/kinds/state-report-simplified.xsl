<?xml version="1.0" encoding="UTF-8"?>
<!-- Report under the simplified procedure: the answers to a list of issues prior to reporting are the report. It keeps the
     list's own parts, headings and numbers: A. general information, B. specific information by article, and C. statistics
     where the committee has such a part; each question is quoted and answered under its number. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns="urn:rapporteur:document"
                xmlns:d="urn:rapporteur:document" xmlns:v="urn:rapporteur:records" xmlns:r="urn:rapporteur:functions"
                xmlns:t="urn:rapporteur:templates" xmlns:exsl="http://exslt.org/common" exclude-result-prefixes="d v r t exsl">
  <xsl:import href="../common/document.xsl"/>
  <xsl:import href="../common/recommendation.xsl"/>
  <xsl:import href="../common/sources.xsl"/>
  <xsl:import href="../common/measures.xsl"/>
  <xsl:import href="../common/answer.xsl"/>
  <xsl:import href="../common/state.xsl"/>
  <xsl:import href="../common/questions.xsl"/>

  <xsl:variable name="first-specific" select="$questions[v:article][1]"/>
  <xsl:variable name="last-specific" select="$questions[v:article][last()]"/>
  <xsl:variable name="general" select="$questions[not(v:article) and (not($first-specific) or following-sibling::v:question[generate-id() = generate-id($first-specific)])]"/>
  <xsl:variable name="statistics" select="$questions[not(v:article) and preceding-sibling::v:question[generate-id() = generate-id($last-specific)]][$profile/*[@id = 'statistics']]"/>
  <xsl:variable name="specific" select="$questions[not(@id = $general/@id) and not(@id = $statistics/@id)]"/>

  <xsl:template match="v:view">
    <xsl:call-template name="t:state-document">
      <xsl:with-param name="body-part">
        <section id="sec-introduction" numbering="none">
          <heading><xsl:value-of select="r:text('state-report-simplified.section-introduction')"/></heading>
          <xsl:call-template name="t:narrative-blocks"><xsl:with-param name="section" select="'introduction'"/><xsl:with-param name="required" select="false()"/></xsl:call-template>
          <xsl:call-template name="t:questions-intro"/>
          <xsl:call-template name="t:preparation"/>
          <xsl:call-template name="t:narrative-sections"><xsl:with-param name="section" select="'introduction'"/></xsl:call-template>
        </section>
        <section id="sec-replies" numbering="none">
          <heading><xsl:value-of select="r:text('state-report-simplified.replies', 'symbol', $answered[1]/@symbol)"/></heading>
          <xsl:call-template name="t:profile-body"/>
        </section>
      </xsl:with-param>
      <xsl:with-param name="annexes"><xsl:call-template name="t:answers-annex"/></xsl:with-param>
      <xsl:with-param name="contents" select="3"/>
    </xsl:call-template>
  </xsl:template>

  <xsl:template match="*[@id = 'general']" mode="t:fill"><xsl:for-each select="$view"><xsl:call-template name="t:questions"><xsl:with-param name="questions" select="$general"/></xsl:call-template></xsl:for-each></xsl:template>
  <xsl:template match="*[@id = 'specific']" mode="t:fill"><xsl:for-each select="$view"><xsl:call-template name="t:questions"><xsl:with-param name="questions" select="$specific"/></xsl:call-template></xsl:for-each></xsl:template>
  <xsl:template match="*[@id = 'statistics']" mode="t:fill"><xsl:for-each select="$view"><xsl:call-template name="t:questions"><xsl:with-param name="questions" select="$statistics"/></xsl:call-template></xsl:for-each></xsl:template>
</xsl:stylesheet>
