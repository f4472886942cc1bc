<?xml version="1.0" encoding="UTF-8"?>
<!-- Tables: caption, head rows, one tbody a group, notes below. The frame around a table scrolls, can be reached by
     keyboard and has a name. web.c adds col widths to the CSS and data-label to cells. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:d="urn:rapporteur:document"
                xmlns:h="urn:rapporteur:html" exclude-result-prefixes="d h">

  <xsl:template match="d:table">
    <div class="frame {@role}" role="region" tabindex="0">
      <xsl:attribute name="aria-labelledby">
        <xsl:choose>
          <xsl:when test="d:caption or @label"><xsl:value-of select="concat(@id, '-caption')"/></xsl:when>
          <xsl:when test="parent::d:data"><xsl:value-of select="concat(@id, '-summary')"/></xsl:when>
          <xsl:when test="ancestor::d:section"><xsl:value-of select="concat(ancestor::d:section[1]/@id, '-heading')"/></xsl:when>
          <xsl:otherwise><xsl:value-of select="(/d:document/d:part/d:title | /d:document/d:part/d:cover/d:title)[1]/@id"/></xsl:otherwise>
        </xsl:choose>
      </xsl:attribute>
      <table class="{@role}">
        <xsl:call-template name="h:common"/>
        <xsl:if test="d:caption or @label">
          <caption id="{@id}-caption">
            <xsl:for-each select="d:caption"><xsl:apply-templates select="." mode="h:language"/></xsl:for-each>
            <xsl:if test="@label"><span class="label"><xsl:value-of select="@label"/></span><xsl:text> </xsl:text></xsl:if>
            <xsl:apply-templates select="d:caption/node()"/>
          </caption>
        </xsl:if>
        <colgroup>
          <xsl:for-each select="d:columns/d:column">
            <col>
              <xsl:if test="@align and @align != 'start'"><xsl:attribute name="align"><xsl:value-of select="@align"/></xsl:attribute></xsl:if>
            </col>
          </xsl:for-each>
        </colgroup>
        <xsl:if test="d:head"><thead><xsl:apply-templates select="d:head/d:row"/></thead></xsl:if>
        <xsl:for-each select="d:group">
          <tbody>
            <xsl:call-template name="h:common"/>
            <xsl:apply-templates select="d:row"/>
          </tbody>
        </xsl:for-each>
      </table>
    </div>
    <xsl:if test="d:notes">
      <div class="table-notes"><xsl:apply-templates select="d:notes/d:p"/></div>
    </xsl:if>
  </xsl:template>

  <xsl:template match="d:row">
    <tr>
      <xsl:if test="@role and @role != 'data'"><xsl:attribute name="class"><xsl:value-of select="@role"/></xsl:attribute></xsl:if>
      <xsl:call-template name="h:common"/>
      <xsl:apply-templates select="d:cell"/>
    </tr>
  </xsl:template>

  <xsl:template match="d:cell">
    <td>
      <xsl:call-template name="h:cell"/>
    </td>
  </xsl:template>

  <xsl:template match="d:cell[@scope]">
    <th scope="{@scope}">
      <xsl:call-template name="h:cell"/>
    </th>
  </xsl:template>

  <xsl:template name="h:cell">
    <xsl:if test="@align"><xsl:attribute name="class">align-<xsl:value-of select="@align"/></xsl:attribute></xsl:if>
    <xsl:copy-of select="@colspan[. &gt; 1] | @rowspan[. &gt; 1]"/>
    <xsl:call-template name="h:common"/>
    <xsl:call-template name="h:content"/>
  </xsl:template>
</xsl:stylesheet>
