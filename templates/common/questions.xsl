<?xml version="1.0" encoding="UTF-8"?>
<!-- Answers in the numbering of a list: its headings, under them each question with its number, quoted, then answered.
     Used by replies to a list of issues and by reports under the simplified procedure. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns="urn:rapporteur:document"
                xmlns:d="urn:rapporteur:document" xmlns:v="urn:rapporteur:records" xmlns:r="urn:rapporteur:functions"
                xmlns:t="urn:rapporteur:templates" xmlns:exsl="http://exslt.org/common" exclude-result-prefixes="d v r t exsl">

  <!-- The headings of the list with their questions; questions before any heading come first. A reply has a heading of its own
       where there are two or more side by side, else a label: no heading stands alone under another. -->
  <xsl:template name="t:questions">
    <xsl:param name="questions" select="/.."/>
    <xsl:variable name="first" select="$questions[not(v:heading) and not(preceding-sibling::v:question[v:heading][@id = $questions/@id])]"/>
    <xsl:apply-templates select="$first" mode="t:one"><xsl:with-param name="alone" select="count($first) = 1 and not($questions[v:heading])"/></xsl:apply-templates>
    <xsl:for-each select="$questions[v:heading]">
      <xsl:variable name="head" select="."/>
      <xsl:variable name="under" select="$questions[generate-id() = generate-id($head) or generate-id(preceding-sibling::v:question[v:heading][@id = $questions/@id][1]) = generate-id($head) and not(v:heading)]"/>
      <section id="list-{@id}" numbering="none" origin="{@id}">
        <heading><xsl:apply-templates select="v:heading[1]/@*" mode="t:lang"/><xsl:value-of select="v:heading[1]"/></heading>
        <xsl:apply-templates select="$under" mode="t:one"><xsl:with-param name="alone" select="count($under) = 1"/></xsl:apply-templates>
      </section>
    </xsl:for-each>
  </xsl:template>

  <xsl:template match="v:question" mode="t:one">
    <xsl:param name="alone" select="false()"/>
    <xsl:variable name="prior"><xsl:if test="contains($view/@kind, 'simplified')">-prior</xsl:if></xsl:variable>
    <xsl:variable name="heading" select="r:text(concat('questions.reply', $prior), 'number', v:from/@number, 'symbol', v:from/@symbol)"/>
    <xsl:choose>
      <xsl:when test="$alone">
        <p role="label" id="question-{@id}" origin="{@id}"><xsl:value-of select="$heading"/></p>
        <xsl:apply-templates select="." mode="t:answer"/>
      </xsl:when>
      <xsl:otherwise>
        <section id="question-{@id}" numbering="none" contents="no" origin="{@id}">
          <heading><xsl:value-of select="$heading"/></heading>
          <xsl:apply-templates select="." mode="t:answer"/>
        </section>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- How many questions, of which list, and how they are answered. -->
  <xsl:template name="t:questions-intro">
    <xsl:choose>
      <xsl:when test="$answered and $questions">
        <p numbered="yes" origin="{$answered/@id}">
          <xsl:variable name="named"><xsl:apply-templates select="$answered[1]" mode="t:named"/></xsl:variable>
          <xsl:value-of select="r:text('questions.intro', 'source', string($named), 'date', $answered[1]/@date, 'n', count($questions))"/>
        </p>
      </xsl:when>
      <xsl:otherwise><p numbered="yes"><gap><xsl:value-of select="r:text('questions.none')"/></gap></p></xsl:otherwise>
    </xsl:choose>
  </xsl:template>
</xsl:stylesheet>
