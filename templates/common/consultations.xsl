<?xml version="1.0" encoding="UTF-8"?>
<!-- Consultations as a table: when and in what form, who took part, what was said and what became of it. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns="urn:rapporteur:document"
                xmlns:d="urn:rapporteur:document" xmlns:v="urn:rapporteur:records" xmlns:r="urn:rapporteur:functions"
                xmlns:t="urn:rapporteur:templates" xmlns:exsl="http://exslt.org/common" exclude-result-prefixes="d v r t exsl">

  <xsl:template name="t:consultations">
    <xsl:variable name="all" select="$records/v:consultation"/>
    <xsl:choose>
      <xsl:when test="$all">
        <p numbered="yes">
          <xsl:variable name="ref"><ref to="t-consultations"/></xsl:variable>
          <xsl:variable name="known"><xsl:if test="$all/v:participants[not(@women)]">-known</xsl:if></xsl:variable>
          <xsl:copy-of select="r:phrase(concat('consultation.count', $known), 'n', count($all), 'persons', r:number(sum($all/v:participants/@number)), 'women', r:number(sum($all/v:participants/@women)), 'table', $ref)"/>
        </p>
        <table id="t-consultations" role="plain">
          <caption><xsl:value-of select="r:text('consultation.caption')"/></caption>
          <columns><column width="share:3" min="84"/><column width="share:2.5" min="80"/><column width="share:4.5"/></columns>
          <head>
            <row>
              <cell scope="col"><p><xsl:value-of select="r:text('consultation.when')"/></p></cell>
              <cell scope="col"><p><xsl:value-of select="r:text('consultation.participants')"/></p></cell>
              <cell scope="col"><p><xsl:value-of select="r:text('consultation.points')"/></p></cell>
            </row>
          </head>
          <group><xsl:apply-templates select="$all" mode="t:consultation-row"/></group>
        </table>
      </xsl:when>
      <xsl:when test="key('t:narrative', 'consultations')/d:*"/>   <!-- what people wrote says enough -->
      <xsl:otherwise><p numbered="yes"><gap><xsl:value-of select="r:text('consultation.none')"/></gap></p></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="v:consultation" mode="t:consultation-row">
    <row origin="{@id}">
      <cell scope="row">
        <p><xsl:value-of select="v:title[1]"/></p>
        <p role="small"><xsl:value-of select="r:date(string(@date))"/></p>
        <p role="small">
          <xsl:choose>
            <xsl:when test="v:place"><xsl:value-of select="r:text('consultation.form-place', 'form', r:text(concat('consultation.form-', @form)), 'place', v:place[1])"/></xsl:when>
            <xsl:otherwise><xsl:value-of select="r:text(concat('consultation.form-', @form))"/></xsl:otherwise>
          </xsl:choose>
        </p>
        <p role="small"><xsl:value-of select="r:text(concat('consultation.stage-', @stage))"/></p>
      </cell>
      <cell>
        <xsl:choose>
          <xsl:when test="v:participants">
            <p><xsl:value-of select="r:text(concat('consultation.total', substring('-all', 1, 4 * boolean(v:participants[not(@women)]))), 'n', sum(v:participants/@number), 'women', r:number(sum(v:participants/@women)))"/></p>
            <xsl:for-each select="v:participants">
              <p role="small"><xsl:value-of select="r:text('consultation.of-group', 'group', r:text(concat('participants.', @group)), 'number', r:number(string(@number)))"/></p>
            </xsl:for-each>
          </xsl:when>
          <xsl:otherwise><p><gap><xsl:value-of select="r:text('consultation.no-number')"/></gap></p></xsl:otherwise>
        </xsl:choose>
        <xsl:if test="@names-withheld = 'yes'"><p role="small"><xsl:value-of select="r:text('consultation.names-withheld')"/></p></xsl:if>
      </cell>
      <cell>
        <xsl:choose>
          <xsl:when test="v:points/d:*"><xsl:copy-of select="v:points/d:*"/></xsl:when>
          <xsl:otherwise><p><gap><xsl:value-of select="r:text('consultation.no-points')"/></gap></p></xsl:otherwise>
        </xsl:choose>
        <xsl:for-each select="v:reflected/d:*">
          <xsl:choose>
            <xsl:when test="self::d:p and position() = 1"><p><em><xsl:value-of select="r:text('consultation.reflected')"/></em><xsl:text> </xsl:text><xsl:copy-of select="node()"/></p></xsl:when>
            <xsl:otherwise><xsl:copy-of select="."/></xsl:otherwise>
          </xsl:choose>
        </xsl:for-each>
      </cell>
    </row>
  </xsl:template>
</xsl:stylesheet>
