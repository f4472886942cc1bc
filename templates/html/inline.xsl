<?xml version="1.0" encoding="UTF-8"?>
<!-- Words among the words of a line. White space stays as it is. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:d="urn:rapporteur:document"
                xmlns:h="urn:rapporteur:html" exclude-result-prefixes="d h">

  <xsl:template match="d:em | d:strong | d:sup | d:code">
    <xsl:element name="{local-name()}">
      <xsl:call-template name="h:common"/>
      <xsl:apply-templates/>
    </xsl:element>
  </xsl:template>

  <xsl:template match="d:br"><br/></xsl:template>

  <xsl:template match="d:span">
    <span>
      <xsl:if test="@role"><xsl:attribute name="class">role-<xsl:value-of select="@role"/></xsl:attribute></xsl:if>
      <xsl:call-template name="h:common"/>
      <xsl:apply-templates/>
    </span>
  </xsl:template>

  <!-- Numbers and symbols are read left to right and must not drag their neighbours along. -->
  <xsl:template match="d:span[@role = 'number' or @role = 'symbol']">
    <bdi class="role-{@role}">
      <xsl:call-template name="h:common"/>
      <xsl:apply-templates/>
    </bdi>
  </xsl:template>

  <xsl:template match="d:link">
    <xsl:choose>
      <xsl:when test="starts-with(@href, 'https://') or starts-with(@href, 'http://') or starts-with(@href, 'mailto:')">
        <a href="{@href}">
          <xsl:attribute name="class">web<xsl:if test="string() = @href"> bare</xsl:if></xsl:attribute>
          <xsl:copy-of select="@title"/>
          <xsl:call-template name="h:common"/><xsl:apply-templates/>
        </a>
      </xsl:when>
      <xsl:otherwise><xsl:apply-templates/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="d:ref">
    <a class="ref" href="#{@to}"><xsl:call-template name="h:common"/><bdi><xsl:apply-templates/></bdi></a>
  </xsl:template>

  <!-- The mark only; the note itself stands at the end, or below its table. -->
  <xsl:template match="d:note | d:noteref">
    <sup class="mark">
      <a role="doc-noteref">
        <xsl:attribute name="href">#<xsl:value-of select="@to | @id"/></xsl:attribute>
        <xsl:if test="self::d:note"><xsl:attribute name="id"><xsl:value-of select="@id"/>-mark</xsl:attribute></xsl:if>
        <xsl:attribute name="aria-label">
          <xsl:call-template name="h:labelled">
            <xsl:with-param name="key" select="'note-mark'"/>
            <xsl:with-param name="label" select="@label"/>
          </xsl:call-template>
        </xsl:attribute>
        <xsl:value-of select="@label"/>
      </a>
    </sup>
  </xsl:template>

  <!-- Word, colour and, by the style, a shape before the word. -->
  <xsl:template match="d:status">
    <span class="status tone-{@tone}"><xsl:apply-templates/></span>
  </xsl:template>

  <xsl:template match="d:gap">
    <mark class="gap"><xsl:call-template name="h:common"/><xsl:apply-templates/></mark>
  </xsl:template>

  <!-- Nothing leaks: an element that no template knows stops the build with its name. (Here, in the sheet of the
       lowest import precedence.) -->
  <xsl:template match="*" priority="-9">
    <xsl:message terminate="yes">templates/html: no template for <xsl:value-of select="name()"/></xsl:message>
  </xsl:template>
</xsl:stylesheet>
