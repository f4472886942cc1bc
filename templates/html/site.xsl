<?xml version="1.0" encoding="UTF-8"?>
<!-- What a page of a site has and a document alone has not: the way here and on. Addresses are relative, so that the folder can be
     opened from a disk and moved anywhere. Words: menu, breadcrumb, languages (names of the three navigations), updated. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:d="urn:rapporteur:document"
                xmlns:h="urn:rapporteur:html" exclude-result-prefixes="d h">

  <xsl:template match="d:go">
    <a href="{/d:document/d:meta/d:place/@up}{@page}"><xsl:call-template name="h:common"/><bdi><xsl:apply-templates/></bdi></a>
  </xsl:template>

  <xsl:template match="d:place" mode="h:links">
    <link rel="stylesheet" href="{@up}style.css"/>
    <xsl:if test="d:language[2]">
      <xsl:for-each select="d:language">
        <link rel="alternate" hreflang="{@code}" href="{../@up}../{@code}/{../@path}"/>
      </xsl:for-each>
    </xsl:if>
  </xsl:template>

  <xsl:template match="d:place" mode="h:head">
    <header class="site">
      <p class="name"><a href="{@up}index.html"><xsl:value-of select="d:name"/></a></p>
      <xsl:if test="d:language[2]">
        <nav class="languages">
          <xsl:attribute name="aria-label"><xsl:call-template name="h:word"><xsl:with-param name="key" select="'languages'"/></xsl:call-template></xsl:attribute>
          <ul>
            <xsl:for-each select="d:language">
              <li>
                <a href="{../@up}../{@code}/{../@path}" hreflang="{@code}" lang="{@code}" dir="{@dir}">
                  <xsl:if test="@code = /d:document/@xml:lang"><xsl:attribute name="aria-current">true</xsl:attribute></xsl:if>
                  <xsl:value-of select="."/>
                </a>
              </li>
            </xsl:for-each>
          </ul>
        </nav>
      </xsl:if>
      <nav class="menu">
        <xsl:attribute name="aria-label"><xsl:call-template name="h:word"><xsl:with-param name="key" select="'menu'"/></xsl:call-template></xsl:attribute>
        <ul>
          <xsl:for-each select="d:item[not(@at)]">
            <li><a href="{../@up}{@page}"><xsl:if test="@current"><xsl:attribute name="aria-current"><xsl:choose><xsl:when test="@page = ../@path">page</xsl:when><xsl:otherwise>true</xsl:otherwise></xsl:choose></xsl:attribute></xsl:if><xsl:value-of select="."/></a></li>
          </xsl:for-each>
        </ul>
      </nav>
      <xsl:if test="d:crumb">
        <nav class="breadcrumb">
          <xsl:attribute name="aria-label"><xsl:call-template name="h:word"><xsl:with-param name="key" select="'breadcrumb'"/></xsl:call-template></xsl:attribute>
          <ol>
            <xsl:for-each select="d:crumb"><li><a href="{../@up}{@page}"><xsl:value-of select="."/></a></li></xsl:for-each>
            <li aria-current="page"><xsl:value-of select="../d:title"/></li>
          </ol>
        </nav>
      </xsl:if>
    </header>
  </xsl:template>

  <xsl:template match="d:place" mode="h:foot">
    <ul class="foot">
      <xsl:for-each select="d:item[@at = 'foot']"><li><a href="{../@up}{@page}"><xsl:value-of select="."/></a></li></xsl:for-each>
    </ul>
    <p>
      <xsl:if test="../d:author"><span><xsl:value-of select="../d:author"/></span></xsl:if>
      <time datetime="{../d:date/@value}"><xsl:call-template name="h:word"><xsl:with-param name="key" select="'updated'"/></xsl:call-template></time>
    </p>
  </xsl:template>
</xsl:stylesheet>
