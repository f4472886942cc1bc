<?xml version="1.0" encoding="UTF-8"?>
<!-- Written statement of a national human rights institution: a few pages under a short head, unnumbered as statements are.
     Who speaks, the concerns (title, text, sources in notes), and all that is recommended as one list. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns="urn:rapporteur:document"
                xmlns:d="urn:rapporteur:document" xmlns:v="urn:rapporteur:records" xmlns:r="urn:rapporteur:functions"
                xmlns:t="urn:rapporteur:templates" xmlns:exsl="http://exslt.org/common" exclude-result-prefixes="d v r t exsl">
  <xsl:import href="../common/document.xsl"/>
  <xsl:import href="../common/recommendation.xsl"/>
  <xsl:import href="../common/sources.xsl"/>
  <xsl:import href="../common/matrix.xsl"/>
  <xsl:import href="../common/cover.xsl"/>
  <xsl:import href="../common/contribution.xsl"/>

  <xsl:template match="v:view">
    <xsl:call-template name="t:document">
      <xsl:with-param name="parts">
        <xsl:call-template name="t:cover"><xsl:with-param name="contents" select="0"/></xsl:call-template>
        <part region="body" master="portrait"><xsl:call-template name="t:body-sections"/></part>
        <xsl:call-template name="t:annex-parts"/>
      </xsl:with-param>
    </xsl:call-template>
  </xsl:template>

  <!-- Statements have plain heads and no numbers on their paragraphs. -->
  <xsl:template match="*" mode="t:section">
    <xsl:variable name="id" select="string(@id)"/>
    <xsl:variable name="narrative" select="key('t:narrative', $id)"/>
    <xsl:variable name="draft"><xsl:apply-templates select="." mode="t:fill"/></xsl:variable>
    <xsl:variable name="blocks" select="exsl:node-set($draft)/*"/>
    <xsl:if test="@required = 'yes' or $narrative/d:* or $blocks">
      <section id="sec-{$id}" numbering="none">
        <heading><xsl:apply-templates select="." mode="t:section-heading"/></heading>
        <xsl:if test="not($narrative/d:* or $blocks)"><p><gap><xsl:value-of select="r:text('gap.narrative', 'section', $id)"/></gap></p></xsl:if>
        <xsl:copy-of select="$blocks[not(self::d:section)]"/>
        <xsl:apply-templates select="$narrative/d:*[not(self::d:section)]" mode="t:plain"/>
        <xsl:copy-of select="$blocks[self::d:section]"/>
      </section>
    </xsl:if>
  </xsl:template>
  <xsl:template match="d:p" mode="t:plain"><p><xsl:copy-of select="@*[name() != 'numbered'] | node()"/></p></xsl:template>
  <xsl:template match="d:*" mode="t:plain" priority="-0.5"><xsl:copy-of select="."/></xsl:template>

  <xsl:template match="*[@id = 'introduction']" mode="t:fill">
    <xsl:for-each select="$authors">
      <p origin="{@id}">
        <xsl:choose>
          <xsl:when test="@kind = 'nhri' and v:accreditation"><xsl:value-of select="r:text('contribution.nhri', 'name', v:name[1], 'state', $project/@short, 'status', v:accreditation/@status, 'date', v:accreditation/@date)"/></xsl:when>
          <xsl:otherwise><gap><xsl:value-of select="r:text('contribution.no-accreditation')"/></gap></xsl:otherwise>
        </xsl:choose>
        <xsl:if test="$selected[v:status/@value != 'not-assessed']">
          <xsl:variable name="counts"><xsl:call-template name="t:status-counts"><xsl:with-param name="phrase" select="'count.status-words'"/></xsl:call-template></xsl:variable>
          <xsl:text> </xsl:text><xsl:value-of select="r:text('nhri-statement.assessed', 'n', count($selected[v:status/@value != 'not-assessed']), 'total', count($selected), 'counts', string($counts))"/>
        </xsl:if>
      </p>
    </xsl:for-each>
    <xsl:if test="not($authors)"><p><gap><xsl:value-of select="r:text('contribution.no-submitter')"/></gap></p></xsl:if>
  </xsl:template>

  <xsl:template match="*[@id = 'concerns']" mode="t:fill">
    <xsl:if test="not($concerns)"><p><gap><xsl:value-of select="r:text('contribution.no-issue')"/></gap></p></xsl:if>
    <xsl:for-each select="$concerns">
      <xsl:sort select="concat(@priority, substring('9', 1, not(@priority)))" data-type="number"/>
      <xsl:variable name="evidence" select="key('t:record', v:based-on/@evidence) | key('t:evidence-about', @id)"/>
      <xsl:variable name="about" select="key('t:record', v:about/@ref)[self::v:recommendation]"/>
      <xsl:choose>
        <xsl:when test="count($concerns) > 1">
          <section id="issue-{@id}" numbering="none" origin="{@id}">
            <heading><xsl:value-of select="v:title[1]"/></heading>
            <xsl:call-template name="t:statement-issue"><xsl:with-param name="evidence" select="$evidence"/><xsl:with-param name="about" select="$about"/></xsl:call-template>
          </section>
        </xsl:when>
        <xsl:otherwise><xsl:call-template name="t:statement-issue"><xsl:with-param name="evidence" select="$evidence"/><xsl:with-param name="about" select="$about"/></xsl:call-template></xsl:otherwise>
      </xsl:choose>
    </xsl:for-each>
  </xsl:template>
  <xsl:template name="t:statement-issue">
    <xsl:param name="evidence" select="/.."/>
    <xsl:param name="about" select="/.."/>
    <xsl:for-each select="v:text/d:p">
      <p origin="{../../@id}">
        <xsl:copy-of select="@xml:lang | node()"/>
        <xsl:if test="position() = last()">
          <xsl:for-each select="$evidence"><note origin="{@id}"><xsl:copy-of select="v:note-text/d:p"/></note></xsl:for-each>
        </xsl:if>
      </p>
    </xsl:for-each>
    <xsl:if test="$about">
      <p role="source" origin="{@id}"><xsl:value-of select="r:text('nhri-statement.about', 'n', count($about), 'list', r:list($about/@citation))"/></p>
    </xsl:if>
  </xsl:template>

  <xsl:template match="*[@id = 'recommendations']" mode="t:fill">
    <xsl:variable name="these" select="$concerns[v:proposed[@kind = 'recommendation']]"/>
    <xsl:choose>
      <xsl:when test="$these">
        <xsl:variable name="name"><xsl:call-template name="t:author-names"/></xsl:variable>
        <p><xsl:value-of select="r:text('nhri-statement.recommends', 'name', string($name), 'state', $project/@short)"/></p>
        <list kind="alpha">
          <xsl:for-each select="$these">
            <xsl:sort select="concat(@priority, substring('9', 1, not(@priority)))" data-type="number"/>
            <xsl:for-each select="v:proposed[@kind = 'recommendation']"><item origin="{../@id}"><p><xsl:value-of select="."/></p></item></xsl:for-each>
          </xsl:for-each>
        </list>
      </xsl:when>
      <xsl:otherwise><p><gap><xsl:value-of select="r:text('contribution.no-recommendation')"/></gap></p></xsl:otherwise>
    </xsl:choose>
  </xsl:template>
</xsl:stylesheet>
