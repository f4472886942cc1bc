<?xml version="1.0" encoding="UTF-8"?>
<!-- A document tree back into the HTML that the CommonMark specification shows: one element for each construct and nothing
     of ours. One output for each part, behind a line "== NAME". -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:d="urn:rapporteur:document"
                exclude-result-prefixes="d">
  <xsl:output method="xml" omit-xml-declaration="yes" encoding="UTF-8"/>

  <xsl:template match="/"><examples><xsl:apply-templates select="d:document/d:part"/></examples></xsl:template>
  <xsl:template match="d:part"><example name="{@id}"><xsl:apply-templates/></example></xsl:template>

  <xsl:template match="d:section"><xsl:apply-templates/></xsl:template>
  <xsl:template match="d:heading">
    <xsl:element name="h{../@rank}"><xsl:apply-templates/></xsl:element>
  </xsl:template>
  <xsl:template match="d:p[@role = 'heading']">
    <xsl:element name="h{@rank}"><xsl:apply-templates/></xsl:element>
  </xsl:template>
  <xsl:template match="d:p"><p><xsl:apply-templates/></p></xsl:template>
  <xsl:template match="d:list[not(@spacing)]/d:item/d:p[not(@role)]">
    <xsl:apply-templates/>
    <xsl:text>&#10;</xsl:text>
  </xsl:template>
  <xsl:template match="d:quotation"><blockquote><xsl:apply-templates/></blockquote></xsl:template>
  <xsl:template match="d:list">
    <xsl:choose>
      <xsl:when test="@kind = 'bullet'"><ul><xsl:apply-templates/></ul></xsl:when>
      <xsl:otherwise><ol><xsl:copy-of select="@start"/><xsl:apply-templates/></ol></xsl:otherwise>
    </xsl:choose>
  </xsl:template>
  <xsl:template match="d:item"><li><xsl:apply-templates/></li></xsl:template>
  <xsl:template match="d:listing">
    <pre>
      <code>
        <xsl:if test="@info"><xsl:attribute name="class">language-<xsl:value-of select="substring-before(concat(@info, ' '), ' ')"/></xsl:attribute></xsl:if>
        <xsl:value-of select="."/>
      </code>
    </pre>
  </xsl:template>
  <xsl:template match="d:rule"><hr/></xsl:template>

  <xsl:template match="d:em | d:strong | d:code | d:br">
    <xsl:element name="{local-name()}"><xsl:apply-templates/></xsl:element>
  </xsl:template>
  <xsl:template match="d:link"><a href="{@href}"><xsl:copy-of select="@title"/><xsl:apply-templates/></a></xsl:template>
  <xsl:template match="d:image"><img src="{@href}" alt="{@alt}"><xsl:copy-of select="@title"/></img></xsl:template>

  <xsl:template match="*" priority="-9">
    <xsl:message terminate="yes">no template for <xsl:value-of select="name()"/></xsl:message>
  </xsl:template>
</xsl:stylesheet>
