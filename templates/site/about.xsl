<?xml version="1.0" encoding="UTF-8"?>
<!-- Start page, calendar, method, about, accessibility. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns="urn:rapporteur:document"
                xmlns:d="urn:rapporteur:document" xmlns:v="urn:rapporteur:records" xmlns:r="urn:rapporteur:functions"
                xmlns:t="urn:rapporteur:templates" xmlns:s="urn:rapporteur:site" xmlns:exsl="http://exslt.org/common"
                exclude-result-prefixes="d v r t s exsl">

  <xsl:template name="s:start">
    <xsl:call-template name="s:page">
      <xsl:with-param name="path" select="'index.html'"/>
      <xsl:with-param name="title"><xsl:call-template name="t:title-text"/></xsl:with-param>
      <xsl:with-param name="subtitle" select="string($project/v:subtitle)"/>
      <xsl:with-param name="body">
        <p><xsl:value-of select="r:text('site.introduction', 'state', $project/@short, 'n', count($selected), 'date', $as-of)"/></p>
        <xsl:apply-templates select="key('t:narrative', 'introduction')/d:*[not(self::d:section)]" mode="s:copy"/>
        <xsl:call-template name="s:total"><xsl:with-param name="list" select="$selected"/></xsl:call-template>
        <p><xsl:call-template name="s:status-method"/><xsl:text> </xsl:text><go page="method.html"><xsl:value-of select="r:text('site.method-more')"/></go></p>
        <xsl:if test="$selected">
          <section id="by-source" numbering="none">
            <heading><xsl:value-of select="r:text('site.by-sources')"/></heading>
            <figure id="f-sources" alt="{r:text('site.chart')}" numbering="none">
              <caption><xsl:value-of select="r:text('site.chart')"/></caption>
              <chart kind="stacked-bars">
                <xsl:for-each select="exsl:node-set($statuses)/t:s"><series id="{@v}" tone="{@tone}"><label><xsl:value-of select="@label"/></label></series></xsl:for-each>
                <xsl:for-each select="$s:listed">
                  <xsl:variable name="list" select="key('s:in', concat('sources|', @id))/.."/>
                  <bar>
                    <label><xsl:choose><xsl:when test="@symbol"><xsl:value-of select="@symbol"/></xsl:when><xsl:otherwise><xsl:apply-templates select="." mode="s:name"/></xsl:otherwise></xsl:choose></label>
                    <xsl:for-each select="exsl:node-set($statuses)/t:s"><value series="{@v}"><xsl:value-of select="count($list[v:status/@value = current()/@v])"/></value></xsl:for-each>
                  </bar>
                </xsl:for-each>
              </chart>
              <data label="{r:text('chart.data')}"><xsl:call-template name="s:source-table"/></data>
              <p role="source">
                <xsl:choose>
                  <xsl:when test="$project/v:status"><xsl:value-of select="r:text('chart.source', 'assessor', $project/v:status/@name, 'date', $as-of)"/></xsl:when>
                  <xsl:otherwise><xsl:value-of select="r:text('site.no-status')"/></xsl:otherwise>
                </xsl:choose>
              </p>
            </figure>
          </section>
          <section id="ways" numbering="none">
            <heading><xsl:value-of select="r:text('site.ways')"/></heading>
            <list kind="bullet">
              <item><p><go page="sources/index.html"><xsl:value-of select="r:text('site.by-sources')"/></go></p></item>
              <xsl:for-each select="exsl:node-set($s:facets-known)/s:f">
                <xsl:variable name="f" select="@id"/>
                <xsl:for-each select="$view[key('s:facet', $f)]"><item><p><go page="{$f}/index.html"><xsl:value-of select="r:text(concat('site.by-', $f))"/></go></p></item></xsl:for-each>
              </xsl:for-each>
            </list>
          </section>
        </xsl:if>
        <xsl:apply-templates select="key('t:narrative', 'introduction')/d:section" mode="s:copy"/>
      </xsl:with-param>
    </xsl:call-template>
  </xsl:template>

  <xsl:template name="s:status-method">
    <xsl:choose>
      <xsl:when test="$project/v:status">
        <xsl:value-of select="r:text('method.status', 'assessor', $project/v:status/@name, 'scale', $project/v:status/@label, 'date', $as-of,
                                    'values', r:list($project/v:status/v:value/@label))"/>
      </xsl:when>
      <xsl:otherwise><xsl:value-of select="r:text('site.no-status')"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="s:calendar">
    <xsl:if test="$records/v:obligation">
      <xsl:call-template name="s:page">
        <xsl:with-param name="path" select="'calendar.html'"/>
        <xsl:with-param name="title" select="r:text('site.calendar')"/>
        <xsl:with-param name="body">
          <table id="t-calendar" role="plain" numbering="none">
            <caption><xsl:value-of select="r:text('site.calendar-caption', 'date', $as-of)"/></caption>
            <columns><column width="share:1.3"/><column width="share:4"/><column width="share:2"/><column width="share:1.2"/></columns>
            <head>
              <row>
                <cell scope="col"><p><xsl:value-of select="r:text('site.date')"/></p></cell>
                <cell scope="col"><p><xsl:value-of select="r:text('site.report')"/></p></cell>
                <cell scope="col"><p><xsl:value-of select="r:text('site.body')"/></p></cell>
                <cell scope="col"><p><xsl:value-of select="r:text('matrix.status')"/></p></cell>
              </row>
            </head>
            <group>
              <xsl:for-each select="$records/v:obligation">
                <xsl:sort select="@due"/>
                <row id="{@id}">
                  <cell scope="row"><p><xsl:value-of select="r:date(string(@due))"/></p></cell>
                  <cell><p><xsl:apply-templates select="v:title[1]" mode="s:words"/></p></cell>
                  <cell><p><xsl:value-of select="@body-label"/></p></cell>
                  <cell><p><xsl:value-of select="r:text(concat('site.due-', @state))"/></p></cell>
                </row>
              </xsl:for-each>
            </group>
          </table>
        </xsl:with-param>
      </xsl:call-template>
    </xsl:if>
  </xsl:template>

  <xsl:template name="s:method">
    <xsl:call-template name="s:page">
      <xsl:with-param name="path" select="'method.html'"/>
      <xsl:with-param name="title" select="r:text('site.method')"/>
      <xsl:with-param name="body">
        <p><xsl:call-template name="s:status-method"/></p>
        <p><xsl:value-of select="r:text('site.method-counts')"/></p>
        <xsl:apply-templates select="key('t:narrative', 'method')/d:*" mode="s:copy"/>
      </xsl:with-param>
    </xsl:call-template>
  </xsl:template>

  <xsl:template name="s:about">
    <xsl:call-template name="s:page">
      <xsl:with-param name="path" select="'about.html'"/>
      <xsl:with-param name="title" select="r:text('site.about')"/>
      <xsl:with-param name="body">
        <p>
          <xsl:choose>
            <xsl:when test="$project/v:issuer"><xsl:value-of select="r:text('site.published-by', 'issuer', string($project/v:issuer))"/></xsl:when>
            <xsl:otherwise><xsl:value-of select="r:text('site.published-by', 'issuer', string($project/@name))"/></xsl:otherwise>
          </xsl:choose>
        </p>
        <p><xsl:value-of select="r:text('site.privacy')"/></p>
        <xsl:call-template name="s:contact"/>
        <xsl:apply-templates select="key('t:narrative', 'about')/d:*" mode="s:copy"/>
      </xsl:with-param>
    </xsl:call-template>
  </xsl:template>
  <xsl:template name="s:contact">
    <xsl:if test="$project/v:contact/@email">
      <p>
        <xsl:variable name="link"><link href="mailto:{$project/v:contact/@email}"><xsl:value-of select="$project/v:contact/@email"/></link></xsl:variable>
        <xsl:copy-of select="r:phrase('site.contact', 'address', $link)"/>
      </p>
    </xsl:if>
  </xsl:template>

  <xsl:template name="s:accessibility">
    <xsl:call-template name="s:page">
      <xsl:with-param name="path" select="'accessibility.html'"/>
      <xsl:with-param name="title" select="r:text('site.accessibility')"/>
      <xsl:with-param name="body">
        <p><xsl:value-of select="r:text('site.accessible-how')"/></p>
        <p><xsl:value-of select="r:text('site.accessible-lacks')"/></p>
        <xsl:call-template name="s:contact"/>
        <xsl:apply-templates select="key('t:narrative', 'accessibility')/d:*" mode="s:copy"/>
      </xsl:with-param>
    </xsl:call-template>
  </xsl:template>
</xsl:stylesheet>
