<?xml version="1.0" encoding="UTF-8"?>
<!-- Follow-up matrix, A4 landscape: an introduction that says what is listed, whose status is shown and how the table is
     read; an overview; then the table. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns="urn:rapporteur:document"
                xmlns:d="urn:rapporteur:document" xmlns:v="urn:rapporteur:records" xmlns:r="urn:rapporteur:functions"
                xmlns:t="urn:rapporteur:templates" xmlns:exsl="http://exslt.org/common" exclude-result-prefixes="d v r t exsl">
  <xsl:import href="../common/document.xsl"/>
  <xsl:import href="../common/recommendation.xsl"/>
  <xsl:import href="../common/sources.xsl"/>
  <xsl:import href="../common/matrix.xsl"/>

  <xsl:template match="v:view">
    <xsl:call-template name="t:document">
      <xsl:with-param name="parts">
        <part region="body" master="landscape">
          <xsl:call-template name="t:masthead"/>
          <section id="sec-introduction" numbering="auto">
            <heading><xsl:value-of select="r:text('matrix.introduction')"/></heading>
            <xsl:call-template name="t:narrative-blocks"><xsl:with-param name="section" select="'introduction'"/><xsl:with-param name="required" select="false()"/></xsl:call-template>
            <xsl:call-template name="t:what-is-listed"/>
            <xsl:call-template name="t:status-method"/>
            <p numbered="yes"><xsl:value-of select="r:text(concat('matrix.reading-', $project/@group-by))"/></p>
            <xsl:if test="$selected">
              <xsl:call-template name="t:status-table"/>
            </xsl:if>
            <xsl:call-template name="t:narrative-sections"><xsl:with-param name="section" select="'introduction'"/></xsl:call-template>
          </section>
          <section id="sec-recommendations" numbering="auto">
            <heading><xsl:value-of select="r:text(concat('matrix.heading-', $project/@group-by))"/></heading>
            <xsl:choose>
              <xsl:when test="$selected">
                <xsl:call-template name="t:group-index"/>
                <xsl:call-template name="t:matrix"/>
              </xsl:when>
              <xsl:otherwise><p><gap><xsl:value-of select="r:text('matrix.empty')"/></gap></p></xsl:otherwise>
            </xsl:choose>
          </section>
        </part>
      </xsl:with-param>
    </xsl:call-template>
  </xsl:template>

  <!-- The groups of the table with their counts, each a way to its rows. -->
  <xsl:template name="t:group-index">
    <xsl:variable name="entries">
      <xsl:for-each select="v:groups/v:group[key('t:primary', @id)]">
        <xsl:variable name="ref"><ref to="group-{@id}"><xsl:value-of select="@label"/></ref></xsl:variable>
        <span><xsl:copy-of select="r:phrase('matrix.index-entry', 'group', $ref, 'n', count(key('t:primary', @id)))"/></span>
      </xsl:for-each>
    </xsl:variable>
    <xsl:if test="count(exsl:node-set($entries)/*) > 1">
      <xsl:variable name="list">
        <xsl:for-each select="exsl:node-set($entries)/*">
          <xsl:if test="position() > 1"><xsl:value-of select="r:text('matrix.see-separator')"/><xsl:text> </xsl:text></xsl:if>
          <xsl:copy-of select="node()"/>
        </xsl:for-each>
      </xsl:variable>
      <p role="legend"><xsl:copy-of select="r:phrase(concat('matrix.index-', $project/@group-by), 'list', $list)"/></p>
    </xsl:if>
  </xsl:template>
</xsl:stylesheet>
