<?xml version="1.0" encoding="UTF-8"?>
<!-- Figures: pictures, and drawings as inline SVG, shape by shape. Colours and patterns are those of the style's tones. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:d="urn:rapporteur:document"
                xmlns:h="urn:rapporteur:html" exclude-result-prefixes="d h">

  <xsl:template match="d:figure">
    <figure>
      <xsl:call-template name="h:common"/>
      <xsl:if test="d:caption or @label">
        <figcaption id="{@id}-caption">
          <xsl:for-each select="d:caption"><xsl:apply-templates select="." mode="h:language"/></xsl:for-each>
          <xsl:if test="@label"><span class="label"><xsl:value-of select="@label"/></span><xsl:text> </xsl:text></xsl:if>
          <xsl:apply-templates select="d:caption/node()"/>
        </figcaption>
      </xsl:if>
      <xsl:apply-templates select="d:drawing | d:image"/>
      <xsl:if test="d:data">
        <details>
          <summary id="{d:data/d:table/@id}-summary"><xsl:value-of select="d:data/@label"/></summary>
          <xsl:apply-templates select="d:data/d:table"/>
        </details>
      </xsl:if>
      <xsl:apply-templates select="d:p"/>
    </figure>
  </xsl:template>

  <xsl:template match="d:drawing">
    <div class="drawing" role="group" tabindex="0">
      <xsl:if test="../d:caption or ../@label"><xsl:attribute name="aria-labelledby"><xsl:value-of select="concat(../@id, '-caption')"/></xsl:attribute></xsl:if>
      <svg viewBox="0 0 {@width} {@height}" width="{@width}" height="{@height}" role="img">
        <xsl:choose>
          <xsl:when test="../d:caption">
            <xsl:attribute name="aria-labelledby"><xsl:value-of select="concat(../@id, '-title ', ../@id, '-description')"/></xsl:attribute>
            <title id="{../@id}-title"><xsl:value-of select="normalize-space(../d:caption)"/></title>
            <desc id="{../@id}-description"><xsl:value-of select="../@alt"/></desc>
          </xsl:when>
          <xsl:otherwise>
            <xsl:attribute name="aria-labelledby"><xsl:value-of select="concat(../@id, '-title')"/></xsl:attribute>
            <title id="{../@id}-title"><xsl:value-of select="../@alt"/></title>
          </xsl:otherwise>
        </xsl:choose>
        <xsl:apply-templates select="*"/>
      </svg>
    </div>
  </xsl:template>

  <xsl:template match="d:drawing/d:rect">
    <rect class="tone-{@tone}" x="{@x}" y="{@y}" width="{@w}" height="{@h}"/>
    <xsl:if test="@pattern and @pattern != 'none'">
      <rect fill="url(#pattern-{@pattern})" x="{@x}" y="{@y}" width="{@w}" height="{@h}"/>
    </xsl:if>
  </xsl:template>

  <xsl:template match="d:drawing/d:line">
    <line class="tone-{@tone}" x1="{@x1}" y1="{@y1}" x2="{@x2}" y2="{@y2}">
      <xsl:if test="not(@tone)"><xsl:attribute name="class">tone-neutral</xsl:attribute></xsl:if>
    </line>
  </xsl:template>

  <!-- A number that stands on a filled and patterned bar gets a halo of the bar's colour. -->
  <xsl:template match="d:drawing/d:text">
    <text x="{@x}" y="{@y}">
      <xsl:attribute name="class">
        <xsl:value-of select="@role"/>
        <xsl:if test="@tone"> on-<xsl:value-of select="@tone"/></xsl:if>
      </xsl:attribute>
      <xsl:if test="@tone"><xsl:attribute name="paint-order">stroke</xsl:attribute></xsl:if>
      <xsl:if test="@anchor and @anchor != 'start'">
        <xsl:attribute name="text-anchor"><xsl:value-of select="@anchor"/></xsl:attribute>
      </xsl:if>
      <xsl:value-of select="."/>
    </text>
  </xsl:template>

  <!-- The patterns that drawings point to, once a page, out of sight but not undone. -->
  <xsl:template name="h:patterns">
    <xsl:if test="d:part/descendant::d:drawing[1]">
      <svg class="patterns" width="0" height="0" aria-hidden="true" focusable="false">
        <pattern id="pattern-diagonal" width="5" height="5" patternUnits="userSpaceOnUse">
          <path d="M-1 1L1 -1M0 5L5 0M4 6L6 4"/>
        </pattern>
        <pattern id="pattern-dots" width="5" height="5" patternUnits="userSpaceOnUse">
          <circle cx="2.5" cy="2.5" r="0.9"/>
        </pattern>
        <pattern id="pattern-horizontal" width="4" height="4" patternUnits="userSpaceOnUse">
          <path d="M0 2H4"/>
        </pattern>
        <pattern id="pattern-cross" width="6" height="6" patternUnits="userSpaceOnUse">
          <path d="M0 0L6 6M6 0L0 6"/>
        </pattern>
      </svg>
    </xsl:if>
  </xsl:template>
</xsl:stylesheet>
