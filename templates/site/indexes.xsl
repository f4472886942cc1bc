<?xml version="1.0" encoding="UTF-8"?>
<!-- Pages that list: a page for each facet with its terms and counts, a page for each term, sources, clusters. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns="urn:rapporteur:document"
                xmlns:d="urn:rapporteur:document" xmlns:v="urn:rapporteur:records" xmlns:r="urn:rapporteur:functions"
                xmlns:t="urn:rapporteur:templates" xmlns:s="urn:rapporteur:site" xmlns:exsl="http://exslt.org/common"
                exclude-result-prefixes="d v r t s exsl">

  <xsl:key name="s:article" match="/v:view/v:articles/v:article" use="concat(../@treaty, '-', @number)"/>

  <!-- Code and label of a term, from one of the elements that name it. -->
  <xsl:template match="*" mode="s:code"><xsl:value-of select="@ref"/></xsl:template>
  <xsl:template match="v:status" mode="s:code"><xsl:value-of select="@value"/></xsl:template>
  <xsl:template match="v:article" mode="s:code"><xsl:value-of select="concat(@treaty, '-', @ref)"/></xsl:template>
  <xsl:template match="*" mode="s:term"><xsl:value-of select="@label"/></xsl:template>
  <xsl:template match="v:sdg" mode="s:term">
    <xsl:variable name="code">
      <xsl:choose>
        <xsl:when test="contains(@ref, '.')"><xsl:value-of select="r:text('sdg.targets', 'n', 1, 'list', @ref)"/></xsl:when>
        <xsl:otherwise><xsl:value-of select="r:text('sdg.goals', 'n', 1, 'list', @ref)"/></xsl:otherwise>
      </xsl:choose>
    </xsl:variable>
    <xsl:choose>
      <xsl:when test="@label"><xsl:value-of select="r:text('site.term', 'code', string($code), 'label', @label)"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="$code"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>
  <xsl:template match="v:article" mode="s:term">
    <xsl:variable name="known" select="key('s:article', concat(@treaty, '-', @ref))[1]"/>
    <xsl:variable name="code" select="r:text('cite.articles', 'n', 1, 'treaty', @label, 'list', @ref)"/>
    <xsl:choose>
      <xsl:when test="$known"><xsl:value-of select="r:text('site.term', 'code', string($code), 'label', $known/@label)"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="$code"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- The terms of all facets, in order: <s:term facet code label rank/>. Codes order themes, Goals and articles, the scale orders
       statuses, labels the rest. -->
  <xsl:variable name="s:terms">
    <xsl:for-each select="exsl:node-set($s:facets-known)/s:f">
      <xsl:variable name="f" select="@id"/>
      <xsl:for-each select="$view">
        <xsl:variable name="found">
          <xsl:for-each select="key('s:facet', $f)">
            <xsl:variable name="code"><xsl:apply-templates select="." mode="s:code"/></xsl:variable>
            <xsl:if test="generate-id() = generate-id(key('s:in', concat($f, '|', $code))[1])">
              <s:term facet="{$f}" code="{$code}">
                <xsl:attribute name="label"><xsl:apply-templates select="." mode="s:term"/></xsl:attribute>
                <xsl:attribute name="main">
                  <xsl:choose>
                    <xsl:when test="$f = 'goals'"><xsl:value-of select="format-number(number(substring-before(concat(@ref, '.'), '.')), '00')"/></xsl:when>
                    <xsl:when test="$f = 'articles'"><xsl:value-of select="@label"/></xsl:when>
                    <xsl:when test="$f = 'statuses'"><xsl:value-of select="format-number(count($project/v:status/v:value[@id = current()/@value]/preceding-sibling::v:value) + 90 * not($project/v:status/v:value/@id = current()/@value), '00')"/></xsl:when>
                    <xsl:when test="$f = 'themes'"><xsl:value-of select="@ref"/></xsl:when>
                    <xsl:otherwise><xsl:value-of select="@label"/></xsl:otherwise>
                  </xsl:choose>
                </xsl:attribute>
                <xsl:attribute name="minor">
                  <xsl:choose>
                    <xsl:when test="$f = 'goals' and number(substring-after(@ref, '.'))"><xsl:value-of select="format-number(substring-after(@ref, '.'), '000')"/></xsl:when>
                    <xsl:when test="$f = 'articles' and number(@ref)"><xsl:value-of select="format-number(@ref, '000')"/></xsl:when>
                    <xsl:otherwise><xsl:value-of select="@ref"/></xsl:otherwise>
                  </xsl:choose>
                </xsl:attribute>
              </s:term>
            </xsl:if>
          </xsl:for-each>
        </xsl:variable>
        <xsl:for-each select="exsl:node-set($found)/s:term">
          <xsl:sort select="@main"/>
          <xsl:sort select="@minor"/>
          <xsl:copy-of select="."/>
        </xsl:for-each>
      </xsl:for-each>
    </xsl:for-each>
  </xsl:variable>

  <xsl:template name="s:indexes">
    <xsl:for-each select="exsl:node-set($s:facets-known)/s:f">
      <xsl:variable name="f" select="@id"/>
      <xsl:variable name="terms" select="exsl:node-set($s:terms)/s:term[@facet = $f]"/>
      <xsl:variable name="title" select="r:text(concat('site.', $f))"/>
      <xsl:variable name="under"><go page="{$f}/index.html"><xsl:value-of select="$title"/></go></xsl:variable>
      <xsl:if test="$terms">
        <xsl:call-template name="s:page">
          <xsl:with-param name="path" select="concat($f, '/index.html')"/>
          <xsl:with-param name="title" select="r:text(concat('site.by-', $f))"/>
          <xsl:with-param name="body">
            <p><xsl:value-of select="r:text('site.index-reading', 'all', count($selected))"/></p>
            <xsl:call-template name="s:term-table"><xsl:with-param name="terms" select="$terms"/><xsl:with-param name="caption" select="r:text(concat('site.by-', $f))"/></xsl:call-template>
          </xsl:with-param>
        </xsl:call-template>
        <xsl:for-each select="$terms">
          <xsl:variable name="term" select="."/>
          <xsl:for-each select="$view">
            <xsl:call-template name="s:term-pages">
              <xsl:with-param name="base" select="concat($f, '/', $term/@code)"/>
              <xsl:with-param name="title" select="string($term/@label)"/>
              <xsl:with-param name="under" select="$under"/>
              <xsl:with-param name="list" select="key('s:in', concat($f, '|', $term/@code))/.."/>
            </xsl:call-template>
          </xsl:for-each>
        </xsl:for-each>
      </xsl:if>
    </xsl:for-each>
  </xsl:template>

  <!-- Terms with the count of their recommendations, in all and by status. -->
  <xsl:template name="s:term-table">
    <xsl:param name="terms"/>
    <xsl:param name="caption"/>
    <xsl:param name="id" select="'t-terms'"/>
    <table id="{$id}" role="plain" numbering="none">
      <caption><xsl:value-of select="$caption"/></caption>
      <xsl:call-template name="s:count-columns"/>
      <group>
        <xsl:for-each select="$terms">
          <xsl:variable name="term" select="."/>
          <xsl:for-each select="$view">
            <xsl:variable name="list" select="key('s:in', concat($term/@facet, '|', $term/@code))/.."/>
            <row>
              <cell scope="row"><p><go page="{$term/@facet}/{$term/@code}.html"><xsl:value-of select="$term/@label"/></go></p></cell>
              <xsl:call-template name="s:count-cells"><xsl:with-param name="list" select="$list"/></xsl:call-template>
            </row>
          </xsl:for-each>
        </xsl:for-each>
      </group>
    </table>
  </xsl:template>
  <xsl:template name="s:count-columns">
    <columns>
      <column width="content"/>
      <column width="content" align="end"/>
      <xsl:for-each select="exsl:node-set($statuses)/t:s"><column width="content" align="end"/></xsl:for-each>
    </columns>
    <head>
      <row>
        <cell scope="col"><p><xsl:value-of select="r:text('site.recommendations')"/></p></cell>
        <cell scope="col" align="end"><p><xsl:value-of select="r:text('overview.total')"/></p></cell>
        <xsl:for-each select="exsl:node-set($statuses)/t:s"><cell scope="col" align="end"><p><xsl:value-of select="@label"/></p></cell></xsl:for-each>
      </row>
    </head>
  </xsl:template>
  <xsl:template name="s:count-cells">
    <xsl:param name="list"/>
    <cell align="end"><p><xsl:value-of select="r:number(count($list))"/></p></cell>
    <xsl:for-each select="exsl:node-set($statuses)/t:s">
      <cell align="end"><p><xsl:value-of select="r:number(count($list[v:status/@value = current()/@v]))"/></p></cell>
    </xsl:for-each>
  </xsl:template>

  <!-- ============================================================ sources -->

  <xsl:template match="v:source" mode="s:name">
    <xsl:choose>
      <xsl:when test="v:title"><xsl:value-of select="v:title"/></xsl:when>
      <xsl:when test="@symbol"><xsl:value-of select="@symbol"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="@body-label"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:variable name="s:listed" select="$records/v:source[key('s:in', concat('sources|', @id))]"/>

  <!-- By body and cycle: a row for each document that made recommendations. -->
  <xsl:template name="s:sources">
    <xsl:call-template name="s:page">
      <xsl:with-param name="path" select="'sources/index.html'"/>
      <xsl:with-param name="title" select="r:text('site.by-sources')"/>
      <xsl:with-param name="body">
        <p><xsl:value-of select="r:text('site.sources-reading', 'n', count($selected))"/></p>
        <xsl:call-template name="s:source-table"/>
      </xsl:with-param>
    </xsl:call-template>
    <xsl:variable name="under"><go page="sources/index.html"><xsl:value-of select="r:text('site.sources')"/></go></xsl:variable>
    <xsl:for-each select="$s:listed">
      <xsl:variable name="title"><xsl:apply-templates select="." mode="s:name"/></xsl:variable>
      <xsl:call-template name="s:term-pages">
        <xsl:with-param name="base" select="concat('sources/', @id)"/>
        <xsl:with-param name="title" select="string($title)"/>
        <xsl:with-param name="under" select="$under"/>
        <xsl:with-param name="list" select="key('s:in', concat('sources|', @id))/.."/>
        <xsl:with-param name="before">
          <facts>
            <xsl:if test="@symbol"><fact><term><xsl:value-of select="r:text('site.symbol')"/></term><value><span role="symbol"><xsl:value-of select="@symbol"/></span></value></fact></xsl:if>
            <fact><term><xsl:value-of select="r:text('site.body')"/></term><value><xsl:value-of select="@body-label"/></value></fact>
            <xsl:if test="@cycle"><fact><term><xsl:value-of select="r:text('site.cycle')"/></term><value><xsl:value-of select="@cycle"/></value></fact></xsl:if>
            <xsl:if test="@session"><fact><term><xsl:value-of select="r:text('site.session')"/></term><value><xsl:value-of select="@session"/></value></fact></xsl:if>
            <xsl:if test="@date"><fact><term><xsl:value-of select="r:text('site.date')"/></term><value><xsl:value-of select="r:date(string(@date))"/></value></fact></xsl:if>
            <xsl:if test="v:url"><fact><term><xsl:value-of select="r:text('site.address')"/></term><value><link href="{v:url[1]}"><xsl:value-of select="v:url[1]"/></link></value></fact></xsl:if>
          </facts>
        </xsl:with-param>
      </xsl:call-template>
    </xsl:for-each>
  </xsl:template>

  <xsl:template name="s:source-table">
    <table id="t-sources" role="plain" numbering="none">
      <caption><xsl:value-of select="r:text('site.by-sources')"/></caption>
      <xsl:call-template name="s:count-columns"/>
      <xsl:for-each select="$s:listed[not(@body = preceding-sibling::v:source[key('s:in', concat('sources|', @id))]/@body)]">
        <group>
          <row role="band"><cell scope="rowgroup" colspan="{2 + count(exsl:node-set($statuses)/t:s)}"><p><xsl:value-of select="@body-label"/></p></cell></row>
          <xsl:for-each select="$s:listed[@body = current()/@body]">
            <row>
              <cell scope="row">
                <p><go page="sources/{@id}.html"><xsl:apply-templates select="." mode="s:name"/></go></p>
                <p role="small"><span role="symbol"><xsl:value-of select="@symbol"/></span><xsl:if test="@date"><xsl:text> </xsl:text><xsl:value-of select="r:date(string(@date))"/></xsl:if></p>
              </cell>
              <xsl:call-template name="s:count-cells"><xsl:with-param name="list" select="key('s:in', concat('sources|', @id))/.."/></xsl:call-template>
            </row>
          </xsl:for-each>
        </group>
      </xsl:for-each>
      <group>
        <row role="total">
          <cell scope="row"><p><xsl:value-of select="r:text('overview.total')"/></p></cell>
          <xsl:call-template name="s:count-cells"><xsl:with-param name="list" select="$selected"/></xsl:call-template>
        </row>
      </group>
    </table>
  </xsl:template>

  <!-- =========================================================== clusters -->

  <xsl:template name="s:clusters">
    <xsl:variable name="under"><go page="sources/index.html"><xsl:value-of select="r:text('site.sources')"/></go></xsl:variable>
    <xsl:for-each select="$records/v:cluster[key('t:record', v:member/@ref)[@selected]]">
      <xsl:variable name="members" select="key('t:record', v:member/@ref)[@selected]"/>
      <xsl:call-template name="s:page">
        <xsl:with-param name="path" select="concat('clusters/', @id, '.html')"/>
        <xsl:with-param name="title" select="string(v:title[1])"/>
        <xsl:with-param name="under" select="$under"/>
        <xsl:with-param name="body">
          <p><xsl:value-of select="r:text(concat('site.cluster-', @relation))"/></p>
          <xsl:apply-templates select="v:answer/d:*" mode="s:copy"/>
          <xsl:call-template name="s:total"><xsl:with-param name="list" select="$members"/></xsl:call-template>
          <xsl:call-template name="s:list"><xsl:with-param name="list" select="$members"/></xsl:call-template>
        </xsl:with-param>
      </xsl:call-template>
    </xsl:for-each>
  </xsl:template>
</xsl:stylesheet>
