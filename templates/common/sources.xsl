<?xml version="1.0" encoding="UTF-8"?>
<!-- Where the recommendations come from: counted by source, with the symbol in a footnote. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns="urn:rapporteur:document"
                xmlns:d="urn:rapporteur:document" xmlns:v="urn:rapporteur:records" xmlns:r="urn:rapporteur:functions"
                xmlns:t="urn:rapporteur:templates" xmlns:exsl="http://exslt.org/common" exclude-result-prefixes="d v r t exsl">

  <xsl:key name="t:by-source" match="/v:view/v:records/v:recommendation[@selected]" use="v:from/@source"/>
  <xsl:variable name="sources" select="$records/v:source[key('t:by-source', @id)]"/>

  <!-- A source's title and symbol as a footnote. -->
  <xsl:template match="v:source" mode="t:note">
    <note origin="{@id}">
      <p>
        <xsl:choose>
          <xsl:when test="@kind = 'special-procedure' and @symbol"><xsl:value-of select="@symbol"/>.</xsl:when>
          <xsl:when test="v:url">
            <xsl:variable name="link"><link href="{v:url}"><xsl:value-of select="v:url"/></link></xsl:variable>
            <xsl:copy-of select="r:phrase('cite.source-url', 'title', string(v:title[1]), 'symbol', string(@symbol), 'url', $link)"/>
          </xsl:when>
          <xsl:when test="@symbol"><xsl:value-of select="r:text('cite.source', 'title', v:title[1], 'symbol', @symbol)"/></xsl:when>
          <xsl:otherwise><xsl:value-of select="v:title[1]"/>.</xsl:otherwise>
        </xsl:choose>
      </p>
    </note>
  </xsl:template>

  <!-- How the body that a source is from is named in a sentence. -->
  <xsl:template match="v:source" mode="t:body">
    <xsl:choose>
      <xsl:when test="@body = 'UPR' and @cycle"><xsl:value-of select="r:text('source.upr-cycle', 'cycle', @cycle)"/></xsl:when>
      <xsl:when test="@body = 'UPR'"><xsl:value-of select="r:text('source.upr')"/></xsl:when>
      <xsl:when test="@kind = 'special-procedure'"><xsl:value-of select="r:text('source.titled', 'title', v:title[1])"/></xsl:when>
      <xsl:when test="@body-label"><xsl:value-of select="r:text('source.body', 'body', @body-label)"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="r:text('source.titled', 'title', v:title[1])"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- "This document lists the 79 recommendations …", one source in a sentence, several as a list of sub-paragraphs. -->
  <xsl:template name="t:what-is-listed">
    <xsl:choose>
      <xsl:when test="count($sources) = 1">
        <xsl:variable name="body"><xsl:apply-templates select="$sources" mode="t:body"/></xsl:variable>
        <p numbered="yes" origin="{$sources/@id}">
          <xsl:value-of select="r:text('listed.one', 'n', count($selected), 'state', $project/@short, 'body', $body, 'date', $as-of)"/>
          <xsl:apply-templates select="$sources" mode="t:note"/>
          <xsl:call-template name="t:positions-sentence"/>
        </p>
      </xsl:when>
      <xsl:when test="$sources">
        <p numbered="yes"><xsl:value-of select="r:text('listed.several', 'n', count($selected), 'state', $project/@short, 'date', $as-of)"/></p>
        <list kind="alpha">
          <xsl:for-each select="$sources">
            <xsl:variable name="body"><xsl:apply-templates select="." mode="t:body"/></xsl:variable>
            <item origin="{@id}">
              <p>
                <xsl:value-of select="r:text('listed.item', 'n', count(key('t:by-source', @id)), 'body', $body)"/>
                <xsl:apply-templates select="." mode="t:note"/>
              </p>
            </item>
          </xsl:for-each>
        </list>
        <xsl:if test="$has-position"><p numbered="yes"><xsl:call-template name="t:positions-sentence"/></p></xsl:if>
      </xsl:when>
    </xsl:choose>
  </xsl:template>

  <!-- "Of these, 48 enjoy the support of Velmora and 14 have been noted." -->
  <xsl:template name="t:positions-sentence">
    <xsl:if test="$has-position">
      <xsl:variable name="counts">
        <xsl:for-each select="exsl:node-set($positions)/t:p[@v != '']">
          <t:c><xsl:value-of select="r:text(concat('listed.position-', @v), 'n', @n, 'state', $project/@short)"/></t:c>
        </xsl:for-each>
      </xsl:variable>
      <xsl:if test="count($sources) = 1"><xsl:text> </xsl:text></xsl:if>
      <xsl:value-of select="r:text('listed.positions', 'counts', r:list(exsl:node-set($counts)/t:c))"/>
      <xsl:if test="exsl:node-set($positions)/t:p[@v = '']"><xsl:text> </xsl:text><xsl:value-of select="r:text('listed.no-position', 'state', $project/@short)"/></xsl:if>
    </xsl:if>
  </xsl:template>
</xsl:stylesheet>
