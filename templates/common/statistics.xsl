<?xml version="1.0" encoding="UTF-8"?>
<!-- Two charts of stacked bars with their tables: status by position, status by group (by the theme above, where there are
     more than sixteen groups, so that a chart stays on one page). Counts, never shares without what they are shares of. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns="urn:rapporteur:document"
                xmlns:d="urn:rapporteur:document" xmlns:v="urn:rapporteur:records" xmlns:r="urn:rapporteur:functions"
                xmlns:t="urn:rapporteur:templates" xmlns:exsl="http://exslt.org/common" exclude-result-prefixes="d v r t exsl">

  <xsl:key name="t:below" match="/v:view/v:groups/v:group" use="@parent"/>
  <xsl:key name="t:below" match="/v:view/v:groups/v:group[not(@parent)]" use="@id"/>

  <!-- The groups that have recommendations of their own; many of them are gathered under the themes above. -->
  <xsl:variable name="groups" select="$view/v:groups/v:group[key('t:primary', @id)]"/>
  <xsl:variable name="by-parent" select="count($groups) > 16 and boolean($groups/@parent)"/>

  <xsl:template name="t:chart-series">
    <xsl:for-each select="exsl:node-set($statuses)/t:s"><series id="{@v}" tone="{@tone}"><label><xsl:value-of select="@label"/></label></series></xsl:for-each>
  </xsl:template>

  <xsl:template name="t:chart-source">
    <p role="source">
      <xsl:choose>
        <xsl:when test="$project/v:status"><xsl:value-of select="r:text('chart.source', 'assessor', $project/v:status/@name, 'date', $as-of)"/></xsl:when>
        <xsl:otherwise><xsl:value-of select="r:text('method.no-status')"/></xsl:otherwise>
      </xsl:choose>
    </p>
  </xsl:template>

  <!-- Bars: the positions, or one bar of all where no position is taken. -->
  <xsl:template name="t:chart-by-position">
    <figure id="f-position" alt="{r:text('chart.by-position')}">
      <caption><xsl:value-of select="r:text('chart.by-position')"/></caption>
      <chart kind="stacked-bars">
        <xsl:call-template name="t:chart-series"/>
        <xsl:for-each select="exsl:node-set($positions)/t:p">
          <xsl:variable name="p" select="@v"/>
          <bar>
            <label><xsl:value-of select="@label"/></label>
            <xsl:for-each select="exsl:node-set($statuses)/t:s">
              <xsl:variable name="s" select="@v"/>
              <xsl:for-each select="$view"><value series="{$s}"><xsl:value-of select="count(key('t:count', concat('*|', $s, '|', $p)))"/></value></xsl:for-each>
            </xsl:for-each>
          </bar>
        </xsl:for-each>
        <xsl:if test="not($has-position)">
          <bar>
            <label><xsl:value-of select="r:text('chart.all')"/></label>
            <xsl:for-each select="exsl:node-set($statuses)/t:s"><value series="{@v}"><xsl:value-of select="@n"/></value></xsl:for-each>
          </bar>
        </xsl:if>
      </chart>
      <data label="{r:text('chart.data')}">
        <table id="t-f-position" role="data" numbering="none">
          <xsl:call-template name="t:status-columns"/>
          <xsl:call-template name="t:status-rows"/>
        </table>
      </data>
      <xsl:call-template name="t:chart-source"/>
    </figure>
  </xsl:template>

  <xsl:template name="t:chart-by-group">
    <xsl:variable name="bars">
      <xsl:for-each select="$groups">
        <xsl:choose>
          <xsl:when test="not($by-parent)"><t:b label="{@label}"><t:g id="{@id}"/></t:b></xsl:when>
          <xsl:otherwise>   <!-- a bar a chapter: the theme above and those below it -->
            <xsl:variable name="together" select="key('t:below', @parent | @id[not(../@parent)])[key('t:primary', @id)]"/>
            <xsl:if test="generate-id() = generate-id($together[1])">
              <t:b label="{@parent-label | @label[not(../@parent)]}"><xsl:for-each select="$together"><t:g id="{@id}"/></xsl:for-each></t:b>
            </xsl:if>
          </xsl:otherwise>
        </xsl:choose>
      </xsl:for-each>
    </xsl:variable>
    <!-- counted once: for each bar, each status -->
    <xsl:variable name="counted">
      <xsl:for-each select="exsl:node-set($bars)/t:b">
        <xsl:variable name="ids" select="t:g/@id"/>
        <xsl:variable name="label" select="@label"/>
        <xsl:for-each select="$view">
          <xsl:variable name="these" select="key('t:primary', $ids)"/>
          <t:b label="{$label}" n="{count($these)}">
            <xsl:for-each select="exsl:node-set($statuses)/t:s"><t:c v="{@v}"><xsl:value-of select="count($these[v:status/@value = current()/@v])"/></t:c></xsl:for-each>
          </t:b>
        </xsl:for-each>
      </xsl:for-each>
    </xsl:variable>
    <xsl:variable name="caption" select="r:text(concat('chart.by-', $project/@group-by))"/>
    <figure id="f-groups" alt="{$caption}">
      <caption><xsl:value-of select="$caption"/></caption>
      <chart kind="stacked-bars">
        <xsl:call-template name="t:chart-series"/>
        <xsl:for-each select="exsl:node-set($counted)/t:b">
          <bar>
            <label><xsl:value-of select="@label"/></label>
            <xsl:for-each select="t:c"><value series="{@v}"><xsl:value-of select="."/></value></xsl:for-each>
          </bar>
        </xsl:for-each>
      </chart>
      <data label="{r:text('chart.data')}">
        <table id="t-f-groups" role="data" numbering="none">
          <columns>
            <column width="share:3"/>
            <xsl:for-each select="exsl:node-set($statuses)/t:s"><column width="content" align="end"/></xsl:for-each>
            <column width="content" align="end"/>
          </columns>
          <head>
            <row>
              <cell scope="col"><p><xsl:value-of select="r:text(concat('chart.head-', $project/@group-by))"/></p></cell>
              <xsl:for-each select="exsl:node-set($statuses)/t:s"><cell scope="col"><p><xsl:value-of select="@label"/></p></cell></xsl:for-each>
              <cell scope="col"><p><xsl:value-of select="r:text('overview.total')"/></p></cell>
            </row>
          </head>
          <group>
            <xsl:for-each select="exsl:node-set($counted)/t:b">
              <row>
                <cell scope="row"><p><xsl:value-of select="@label"/></p></cell>
                <xsl:for-each select="t:c"><cell><p><xsl:value-of select="r:number(string(.))"/></p></cell></xsl:for-each>
                <cell><p><xsl:value-of select="r:number(string(@n))"/></p></cell>
              </row>
            </xsl:for-each>
            <row role="total">
              <cell scope="row"><p><xsl:value-of select="r:text('overview.total')"/></p></cell>
              <xsl:for-each select="exsl:node-set($statuses)/t:s"><cell><p><xsl:value-of select="r:number(string(@n))"/></p></cell></xsl:for-each>
              <cell><p><xsl:value-of select="r:number(count($selected))"/></p></cell>
            </row>
          </group>
        </table>
      </data>
      <xsl:call-template name="t:chart-source"/>
    </figure>
  </xsl:template>
</xsl:stylesheet>
