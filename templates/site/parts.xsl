<?xml version="1.0" encoding="UTF-8"?>
<!-- What the pages of a site share: their frame, links, lists of recommendations, tables of counts. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns="urn:rapporteur:document"
                xmlns:d="urn:rapporteur:document" xmlns:v="urn:rapporteur:records" xmlns:r="urn:rapporteur:functions"
                xmlns:t="urn:rapporteur:templates" xmlns:s="urn:rapporteur:site" xmlns:exsl="http://exslt.org/common"
                exclude-result-prefixes="d v r t s exsl">

  <!-- How many recommendations a page lists; more go on in TERM/2.html. -->
  <xsl:variable name="s:per-page" select="60"/>

  <!-- The facets, in the order of the menu. -->
  <xsl:variable name="s:facets-known">
    <s:f id="themes"/><s:f id="groups"/><s:f id="goals"/><s:f id="institutions"/><s:f id="statuses"/><s:f id="articles"/>
  </xsl:variable>

  <!-- What of a recommendation belongs to which term of which facet. -->
  <xsl:key name="s:in" match="v:recommendation[@selected]/v:theme" use="concat('themes|', @ref)"/>
  <xsl:key name="s:in" match="v:recommendation[@selected]/v:group" use="concat('groups|', @ref)"/>
  <xsl:key name="s:in" match="v:recommendation[@selected]/v:sdg" use="concat('goals|', @ref)"/>
  <xsl:key name="s:in" match="v:recommendation[@selected]/v:lead | v:recommendation[@selected]/v:support" use="concat('institutions|', @ref)"/>
  <xsl:key name="s:in" match="v:recommendation[@selected]/v:status" use="concat('statuses|', @value)"/>
  <xsl:key name="s:in" match="v:recommendation[@selected]/v:article" use="concat('articles|', @treaty, '-', @ref)"/>
  <xsl:key name="s:in" match="v:recommendation[@selected]/v:from" use="concat('sources|', @source)"/>
  <xsl:key name="s:facet" match="v:recommendation[@selected]/v:theme" use="'themes'"/>
  <xsl:key name="s:facet" match="v:recommendation[@selected]/v:group" use="'groups'"/>
  <xsl:key name="s:facet" match="v:recommendation[@selected]/v:sdg" use="'goals'"/>
  <xsl:key name="s:facet" match="v:recommendation[@selected]/v:lead | v:recommendation[@selected]/v:support" use="'institutions'"/>
  <xsl:key name="s:facet" match="v:recommendation[@selected]/v:status" use="'statuses'"/>
  <xsl:key name="s:facet" match="v:recommendation[@selected]/v:article" use="'articles'"/>

  <!-- The path of a page's folder back to the root. -->
  <xsl:template name="s:up">
    <xsl:param name="path"/>
    <xsl:if test="contains($path, '/')">../<xsl:call-template name="s:up"><xsl:with-param name="path" select="substring-after($path, '/')"/></xsl:call-template></xsl:if>
  </xsl:template>

  <!-- A page. -->
  <xsl:template name="s:page">
    <xsl:param name="path"/>
    <xsl:param name="title"/>            <!-- string -->
    <xsl:param name="subtitle"/>
    <xsl:param name="under"/>            <!-- fragment: the go elements of the pages above it, start page left out -->
    <xsl:param name="menu" select="substring-before(concat($path, '/'), '/')"/>
    <xsl:param name="body"/>             <!-- fragment of blocks -->
    <page path="{$path}">
      <document version="1" id="{$view/@document}" kind="site" dir="{$view/@dir}" style="{$view/@style}" paged="no" audience="{$view/@audience}">
        <xsl:attribute name="xml:lang"><xsl:value-of select="$view/@lang"/></xsl:attribute>
        <xsl:variable name="meta"><xsl:call-template name="t:meta"/></xsl:variable>
        <meta>
          <title><xsl:value-of select="$title"/></title>
          <xsl:copy-of select="exsl:node-set($meta)/d:meta/*[self::d:author or self::d:subject or self::d:date or self::d:mark]"/>
          <xsl:copy-of select="exsl:node-set($meta)/d:meta/d:wording"/>
          <wording key="menu"><xsl:value-of select="r:text('site.menu')"/></wording>
          <wording key="breadcrumb"><xsl:value-of select="r:text('site.breadcrumb')"/></wording>
          <wording key="languages"><xsl:value-of select="r:text('site.languages')"/></wording>
          <wording key="updated"><xsl:value-of select="r:text('running.as-of', 'date', $as-of)"/></wording>
          <place path="{$path}">
            <xsl:attribute name="up"><xsl:call-template name="s:up"><xsl:with-param name="path" select="$path"/></xsl:call-template></xsl:attribute>
            <name><xsl:call-template name="t:title-text"/></name>
            <xsl:if test="$path != 'index.html'">
              <crumb page="index.html"><xsl:value-of select="r:text('site.start')"/></crumb>
              <xsl:for-each select="exsl:node-set($under)/d:go"><crumb page="{@page}"><xsl:value-of select="."/></crumb></xsl:for-each>
            </xsl:if>
            <item page="index.html"><xsl:if test="$menu = 'index.html'"><xsl:attribute name="current">yes</xsl:attribute></xsl:if><xsl:value-of select="r:text('site.start')"/></item>
            <item page="sources/index.html"><xsl:if test="$menu = 'sources'"><xsl:attribute name="current">yes</xsl:attribute></xsl:if><xsl:value-of select="r:text('site.sources')"/></item>
            <xsl:for-each select="exsl:node-set($s:facets-known)/s:f">
              <xsl:variable name="f" select="@id"/>
              <xsl:for-each select="$view[key('s:facet', $f)]">
                <item page="{$f}/index.html"><xsl:if test="$menu = $f"><xsl:attribute name="current">yes</xsl:attribute></xsl:if><xsl:value-of select="r:text(concat('site.', $f))"/></item>
              </xsl:for-each>
            </xsl:for-each>
            <xsl:if test="$records/v:obligation"><item page="calendar.html"><xsl:if test="$menu = 'calendar.html'"><xsl:attribute name="current">yes</xsl:attribute></xsl:if><xsl:value-of select="r:text('site.calendar')"/></item></xsl:if>
            <item page="method.html" at="foot"><xsl:value-of select="r:text('site.method')"/></item>
            <item page="about.html" at="foot"><xsl:value-of select="r:text('site.about')"/></item>
            <item page="accessibility.html" at="foot"><xsl:value-of select="r:text('site.accessibility')"/></item>
          </place>
        </meta>
        <part region="body" master="portrait">
          <title id="title"><xsl:value-of select="$title"/></title>
          <xsl:if test="string($subtitle)"><subtitle><xsl:value-of select="$subtitle"/></subtitle></xsl:if>
          <xsl:copy-of select="$body"/>
        </part>
      </document>
    </page>
  </xsl:template>

  <!-- Blocks of records as they are, but what leads to a recommendation leads to its page. -->
  <xsl:template match="@* | node()" mode="s:copy"><xsl:copy><xsl:apply-templates select="@* | node()" mode="s:copy"/></xsl:copy></xsl:template>
  <xsl:template match="d:ref" mode="s:copy">
    <xsl:choose>
      <xsl:when test="starts-with(@to, 'rec-')"><go page="recommendations/{substring-after(@to, 'rec-')}.html"><xsl:apply-templates mode="s:copy"/></go></xsl:when>
      <xsl:otherwise><xsl:apply-templates mode="s:copy"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- Words of a record, in whatever language they stand. -->
  <xsl:template match="*" mode="s:words">
    <xsl:choose>
      <xsl:when test="@fallback and @xml:lang"><span role="fallback"><xsl:copy-of select="@xml:lang"/><xsl:value-of select="."/></span></xsl:when>
      <xsl:otherwise><xsl:value-of select="."/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="v:recommendation" mode="s:go">
    <go page="recommendations/{@id}.html"><xsl:value-of select="v:from/@number"/></go>
  </xsl:template>
  <xsl:template match="v:recommendation" mode="s:go-long">
    <go page="recommendations/{@id}.html"><xsl:value-of select="@citation"/></go>
  </xsl:template>

  <!-- "28 recommendations: 12 implemented and 16 in progress" -->
  <xsl:template name="s:total">
    <xsl:param name="list"/>             <!-- recommendations -->
    <xsl:variable name="counts">
      <xsl:for-each select="exsl:node-set($statuses)/t:s">
        <xsl:variable name="n" select="count($list[v:status/@value = current()/@v])"/>
        <xsl:if test="$n"><t:c><xsl:value-of select="r:text('count.status', 'n', $n, 'label', @label)"/></t:c></xsl:if>
      </xsl:for-each>
    </xsl:variable>
    <p role="lead"><xsl:value-of select="r:text('site.total', 'n', count($list), 'all', count($selected), 'list', r:list(exsl:node-set($counts)/t:c))"/></p>
  </xsl:template>

  <!-- A list of recommendations as a table. -->
  <xsl:template name="s:list">
    <xsl:param name="list"/>
    <xsl:param name="id" select="'t-list'"/>
    <table id="{$id}" role="plain" numbering="none">
      <caption><xsl:value-of select="r:text('site.list-caption')"/></caption>
      <columns><column width="share:1.3"/><column width="share:5"/><column width="share:2"/><column width="share:1.6"/></columns>
      <head>
        <row>
          <cell scope="col"><p><xsl:value-of select="r:text('matrix.number')"/></p></cell>
          <cell scope="col"><p><xsl:value-of select="r:text('matrix.recommendation')"/></p></cell>
          <cell scope="col"><p><xsl:value-of select="r:text('matrix.responsible')"/></p></cell>
          <cell scope="col"><p><xsl:value-of select="r:text('matrix.status')"/></p></cell>
        </row>
      </head>
      <group>
        <xsl:for-each select="$list">
          <row id="row-{@id}">
            <cell scope="row"><p><xsl:apply-templates select="." mode="s:go"/></p><xsl:if test="v:from/@symbol"><p role="small"><span role="symbol"><xsl:value-of select="v:from/@symbol"/></span></p></xsl:if></cell>
            <cell>
              <p><xsl:apply-templates select="v:text[1]/@*" mode="t:lang"/><xsl:value-of select="v:text[1]"/></p>
            </cell>
            <cell><p><xsl:choose><xsl:when test="v:lead"><xsl:value-of select="r:list(v:lead/@label)"/></xsl:when><xsl:otherwise><xsl:value-of select="r:text('gap.responsible-short')"/></xsl:otherwise></xsl:choose></p></cell>
            <cell><p><xsl:apply-templates select="v:status" mode="s:status"/></p></cell>
          </row>
        </xsl:for-each>
      </group>
    </table>
  </xsl:template>

  <xsl:template match="v:status | v:assessment" mode="s:status"><status value="{@value}" tone="{@tone}"><xsl:value-of select="@label"/></status></xsl:template>

  <!-- The list of one term: its first page and those on which it goes on. -->
  <xsl:template name="s:term-pages">
    <xsl:param name="base"/>             <!-- themes/B31 -->
    <xsl:param name="title"/>
    <xsl:param name="subtitle"/>
    <xsl:param name="under"/>
    <xsl:param name="list"/>
    <xsl:param name="before"/>           <!-- fragment: blocks of the first page -->
    <xsl:variable name="pages" select="ceiling(count($list) div $s:per-page)"/>
    <xsl:variable name="all" select="$list"/>
    <xsl:for-each select="$list[position() mod $s:per-page = 1]">
      <xsl:variable name="n" select="position()"/>
      <xsl:call-template name="s:page">
        <xsl:with-param name="path"><xsl:call-template name="s:nth"><xsl:with-param name="base" select="$base"/><xsl:with-param name="n" select="$n"/></xsl:call-template></xsl:with-param>
        <xsl:with-param name="menu" select="substring-before($base, '/')"/>
        <xsl:with-param name="title"><xsl:choose><xsl:when test="$n = 1"><xsl:value-of select="$title"/></xsl:when><xsl:otherwise><xsl:value-of select="r:text('site.page-of', 'title', $title, 'n', $n, 'pages', $pages)"/></xsl:otherwise></xsl:choose></xsl:with-param>
        <xsl:with-param name="subtitle" select="$subtitle"/>
        <xsl:with-param name="under" select="$under"/>
        <xsl:with-param name="body">
          <xsl:if test="$n = 1"><xsl:copy-of select="$before"/></xsl:if>
          <xsl:call-template name="s:total"><xsl:with-param name="list" select="$all"/></xsl:call-template>
          <xsl:call-template name="s:list"><xsl:with-param name="list" select="$all[position() &gt; ($n - 1) * $s:per-page and position() &lt;= $n * $s:per-page]"/></xsl:call-template>
          <xsl:if test="$pages &gt; 1">
            <list kind="none">
              <xsl:for-each select="$all[position() mod $s:per-page = 1]">
                <item><p>
                  <xsl:choose>
                    <xsl:when test="position() = $n"><strong><xsl:value-of select="r:text('site.page', 'n', position(), 'pages', $pages)"/></strong></xsl:when>
                    <xsl:otherwise>
                      <go><xsl:attribute name="page"><xsl:call-template name="s:nth"><xsl:with-param name="base" select="$base"/><xsl:with-param name="n" select="position()"/></xsl:call-template></xsl:attribute><xsl:value-of select="r:text('site.page', 'n', position(), 'pages', $pages)"/></go>
                    </xsl:otherwise>
                  </xsl:choose>
                </p></item>
              </xsl:for-each>
            </list>
          </xsl:if>
        </xsl:with-param>
      </xsl:call-template>
    </xsl:for-each>
  </xsl:template>
  <xsl:template name="s:nth">
    <xsl:param name="base"/>
    <xsl:param name="n"/>
    <xsl:value-of select="$base"/><xsl:if test="$n &gt; 1">/<xsl:value-of select="$n"/></xsl:if>.html</xsl:template>
</xsl:stylesheet>
