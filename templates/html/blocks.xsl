<?xml version="1.0" encoding="UTF-8"?>
<!-- Paragraphs, lists, quotations, facts. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:d="urn:rapporteur:document"
                xmlns:h="urn:rapporteur:html" exclude-result-prefixes="d h">

  <xsl:template match="d:p">
    <p>
      <xsl:if test="@numbered = 'yes' or (@role and @role != 'body')">
        <xsl:attribute name="class">
          <xsl:if test="@numbered = 'yes'">numbered</xsl:if>
          <xsl:if test="@numbered = 'yes' and @role and @role != 'body'"><xsl:text> </xsl:text></xsl:if>
          <xsl:if test="@role and @role != 'body'">role-<xsl:value-of select="@role"/></xsl:if>
        </xsl:attribute>
      </xsl:if>
      <xsl:call-template name="h:common"/>
      <xsl:if test="@label">
        <xsl:choose>
          <xsl:when test="@id"><a class="number" href="#{@id}"><xsl:value-of select="@label"/></a></xsl:when>
          <xsl:otherwise><span class="number"><xsl:value-of select="@label"/></span></xsl:otherwise>
        </xsl:choose>
        <xsl:text> </xsl:text>
      </xsl:if>
      <xsl:apply-templates/>
    </p>
  </xsl:template>

  <!-- The printed label of an item is part of its text: (a) is cited. Bullets are not. -->
  <xsl:template match="d:list">
    <xsl:variable name="element">
      <xsl:choose>
        <xsl:when test="@kind = 'bullet' or @kind = 'none'">ul</xsl:when>
        <xsl:otherwise>ol</xsl:otherwise>
      </xsl:choose>
    </xsl:variable>
    <xsl:element name="{$element}">
      <xsl:attribute name="class">list <xsl:value-of select="@kind"/><xsl:if test="@spacing = 'loose'"> loose</xsl:if></xsl:attribute>
      <xsl:call-template name="h:common"/>
      <xsl:for-each select="d:item">
        <li>
          <xsl:call-template name="h:common"/>
          <xsl:if test="@label and $element = 'ol'">
            <span class="marker"><xsl:value-of select="@label"/></span><xsl:text> </xsl:text>
          </xsl:if>
          <xsl:call-template name="h:content"/>
        </li>
      </xsl:for-each>
    </xsl:element>
  </xsl:template>

  <!-- Blocks of an item or a cell; one plain paragraph needs no element of its own. -->
  <xsl:template name="h:content">
    <xsl:choose>
      <xsl:when test="count(*) = 1 and d:p[not(@id or @label or @xml:lang or @dir or (@role and @role != 'body'))]">
        <xsl:apply-templates select="d:p/node()"/>
      </xsl:when>
      <xsl:otherwise><xsl:apply-templates select="*"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="d:quotation">
    <blockquote>
      <xsl:if test="@verbatim = 'yes'"><xsl:attribute name="class">verbatim</xsl:attribute></xsl:if>
      <xsl:call-template name="h:common"/>
      <xsl:if test="@label and @id">
        <a class="number" href="#{@id}"><bdi><xsl:value-of select="@label"/></bdi></a>
      </xsl:if>
      <xsl:apply-templates select="*"/>
    </blockquote>
  </xsl:template>

  <xsl:template match="d:listing">
    <pre>
      <xsl:call-template name="h:common"/>
      <code>
        <xsl:if test="@info"><xsl:attribute name="class">language-<xsl:value-of select="substring-before(concat(normalize-space(@info), ' '), ' ')"/></xsl:attribute></xsl:if>
        <xsl:value-of select="."/>
      </code>
    </pre>
  </xsl:template>

  <xsl:template match="d:rule"><hr/></xsl:template>

  <xsl:template match="d:facts">
    <dl class="facts">
      <xsl:call-template name="h:common"/>
      <xsl:for-each select="d:fact">
        <div>
          <xsl:call-template name="h:common"/>
          <dt>
            <xsl:for-each select="d:term"><xsl:call-template name="h:common"/></xsl:for-each>
            <xsl:apply-templates select="d:term/node()"/>
          </dt>
          <dd>
            <xsl:for-each select="d:value"><xsl:call-template name="h:common"/></xsl:for-each>
            <xsl:apply-templates select="d:value/node()"/>
          </dd>
        </div>
      </xsl:for-each>
    </dl>
  </xsl:template>
</xsl:stylesheet>
