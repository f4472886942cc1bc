<?xml version="1.0" encoding="UTF-8"?>
<!-- Replies to a list of issues: each in the order and under the number of the list, the question quoted before its
     answer; paragraphs of the replies are numbered through. Indicators that the replies use stand in an annex as well. -->
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

  <xsl:variable name="told">
    <xsl:for-each select="exsl:node-set($plan)//t:tells"><xsl:value-of select="concat(' ', @ref, ' ')"/></xsl:for-each>
  </xsl:variable>
  <!-- Sentences of the replies point to one table in the annex. -->
  <xsl:variable name="indicator-tables" select="'statistics'"/>

  <xsl:template match="v:view">
    <xsl:variable name="indicators" select="$records/v:indicator[contains($told, concat(' ', @id, ' ')) and v:series/v:point]"/>
    <xsl:call-template name="t:state-document">
      <xsl:with-param name="body-part"><xsl:call-template name="t:profile-body"/></xsl:with-param>
      <xsl:with-param name="annexes">
        <xsl:if test="$indicators or key('t:narrative', 'annexes')">
          <section id="sec-annexes" numbering="annex">
            <heading><xsl:value-of select="r:text('replies.section-annexes')"/></heading>
            <xsl:call-template name="t:narrative-blocks"><xsl:with-param name="section" select="'annexes'"/><xsl:with-param name="required" select="false()"/></xsl:call-template>
            <xsl:if test="$indicators">
              <xsl:call-template name="t:statistics">
                <xsl:with-param name="id" select="'t-statistics'"/>
                <xsl:with-param name="caption" select="r:text('replies.statistics-caption')"/>
                <xsl:with-param name="indicators" select="$indicators"/>
              </xsl:call-template>
            </xsl:if>
          </section>
        </xsl:if>
        <xsl:call-template name="t:answers-annex"/>
      </xsl:with-param>
    </xsl:call-template>
  </xsl:template>

  <xsl:template match="*[@id = 'introduction']" mode="t:fill">
    <xsl:call-template name="t:questions-intro"/>
    <xsl:call-template name="t:preparation"/>
  </xsl:template>
  <xsl:template match="*[@id = 'replies']" mode="t:fill">
    <xsl:for-each select="$view"><xsl:call-template name="t:questions"><xsl:with-param name="questions" select="$questions"/></xsl:call-template></xsl:for-each>
  </xsl:template>
</xsl:stylesheet>
