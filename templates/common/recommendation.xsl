<?xml version="1.0" encoding="UTF-8"?>
<!-- Facets of a recommendation and of what was done about it, as inline pieces and sentences: shared by all kinds. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns="urn:rapporteur:document"
                xmlns:d="urn:rapporteur:document" xmlns:v="urn:rapporteur:records" xmlns:r="urn:rapporteur:functions"
                xmlns:t="urn:rapporteur:templates" xmlns:exsl="http://exslt.org/common" exclude-result-prefixes="d v r t exsl">

  <xsl:key name="t:clusters-of" match="/v:view/v:records/v:cluster" use="v:member/@ref"/>
  <xsl:key name="t:actions-about" match="/v:view/v:records/v:action" use="v:about/@ref"/>
  <xsl:key name="t:evidence-about" match="/v:view/v:records/v:evidence" use="v:about/@ref"/>
  <xsl:key name="t:indicators-about" match="/v:view/v:records/v:indicator" use="v:about/@ref"/>
  <xsl:key name="t:assessments-about" match="/v:view/v:records/v:assessment" use="v:about/@ref"/>
  <xsl:key name="t:first" match="/v:view/v:records/*[@first]" use="@first"/>
  <!-- Counts: of a group, of the whole ("*"), by status, by position, by both. -->
  <xsl:key name="t:count" match="/v:view/v:records/v:recommendation[@selected]" use="concat(v:place[@primary = 'yes']/@group, '|', v:status/@value)"/>
  <xsl:key name="t:count" match="/v:view/v:records/v:recommendation[@selected]" use="concat('*|', v:status/@value)"/>
  <xsl:key name="t:count" match="/v:view/v:records/v:recommendation[@selected]" use="concat(v:place[@primary = 'yes']/@group, '||', v:position/@value)"/>
  <xsl:key name="t:count" match="/v:view/v:records/v:recommendation[@selected]" use="concat('*||', v:position/@value)"/>
  <xsl:key name="t:count" match="/v:view/v:records/v:recommendation[@selected]" use="concat('*|', v:status/@value, '|', v:position/@value)"/>

  <!-- The positions and the statuses that occur, in their order; "not assessed" after the values of the scale, and
       recommendations that call for no position (of treaty bodies and experts) after the positions. -->
  <xsl:variable name="positions-known"><t:p v="supported"/><t:p v="in-part"/><t:p v="noted"/><t:p v="pending"/><t:p v=""/></xsl:variable>
  <xsl:variable name="has-position" select="boolean($selected/v:position)"/>
  <xsl:variable name="positions">
    <xsl:for-each select="exsl:node-set($positions-known)/t:p[$has-position]">
      <xsl:variable name="v" select="@v"/>
      <xsl:for-each select="$view">
        <xsl:variable name="n" select="count(key('t:count', concat('*||', $v)))"/>
        <xsl:if test="$n">
          <t:p v="{$v}" n="{$n}">
            <xsl:attribute name="label">
              <xsl:choose>
                <xsl:when test="string($v)"><xsl:value-of select="r:text(concat('position.', $v))"/></xsl:when>
                <xsl:otherwise><xsl:value-of select="r:text('position.not-called-for')"/></xsl:otherwise>
              </xsl:choose>
            </xsl:attribute>
          </t:p>
        </xsl:if>
      </xsl:for-each>
    </xsl:for-each>
  </xsl:variable>
  <xsl:variable name="statuses-known">
    <xsl:for-each select="$project/v:status/v:value"><t:s v="{@id}" tone="{@tone}" label="{@label}"/></xsl:for-each>
    <t:s v="not-assessed" tone="none" label="{r:text('status.not-assessed')}"/>
  </xsl:variable>
  <xsl:variable name="statuses">
    <xsl:for-each select="exsl:node-set($statuses-known)/t:s">
      <xsl:variable name="s" select="."/>
      <xsl:for-each select="$view[key('t:count', concat('*|', $s/@v))]">
        <t:s n="{count(key('t:count', concat('*|', $s/@v)))}"><xsl:copy-of select="$s/@*"/></t:s>
      </xsl:for-each>
    </xsl:for-each>
  </xsl:variable>

  <!-- How a recommendation is named inside this document: its number, with the symbol where several sources are shown. -->
  <xsl:template match="v:recommendation" mode="t:name">
    <xsl:choose>
      <xsl:when test="$several-sources or @kind = 'pledge'"><xsl:value-of select="@citation"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="v:from/@number"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>
  <xsl:template match="v:recommendation" mode="t:ref">
    <xsl:param name="prefix" select="'rec-'"/>
    <xsl:choose>
      <xsl:when test="@selected"><ref to="{$prefix}{@id}"><xsl:apply-templates select="." mode="t:name"/></ref></xsl:when>
      <xsl:otherwise><span><xsl:value-of select="v:from/@number"/></span></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- The official wording, letter by letter. -->
  <xsl:template match="v:recommendation" mode="t:quotation">
    <xsl:param name="source" select="/.."/>   <!-- fragment: a line below the wording -->
    <quotation verbatim="yes" origin="{@id}">
      <xsl:apply-templates select="v:text[1]/@*" mode="t:lang"/>
      <p><xsl:value-of select="v:text[1]"/></p>
      <xsl:if test="exsl:node-set($source)/node()"><p role="source"><xsl:copy-of select="$source"/></p></xsl:if>
    </quotation>
  </xsl:template>

  <!-- The recommending States, unless the wording itself ends with them, as that of many reports does. -->
  <xsl:template match="v:recommendation" mode="t:states-missing">
    <xsl:variable name="end" select="normalize-space(v:text[1])"/>
    <xsl:if test="v:recommender and not(contains(substring($end, string-length($end) - 2), ')')) and not(contains($end, concat('(', v:recommender[1]/@label)))"><xsl:value-of select="r:list(v:recommender/@label)"/></xsl:if>
  </xsl:template>
  <xsl:template match="v:recommendation" mode="t:states"><xsl:value-of select="r:list(v:recommender/@label)"/></xsl:template>

  <xsl:template match="v:status" mode="t:status">
    <status value="{@value}" tone="{@tone}">
      <xsl:copy-of select="@scale | @origin"/>
      <xsl:value-of select="@label"/>
    </status>
  </xsl:template>

  <!-- "CAT, arts. 1 and 4; ICCPR, art. 7" -->
  <xsl:template match="v:recommendation" mode="t:articles">
    <xsl:for-each select="v:article[not(@treaty = preceding-sibling::v:article/@treaty)]">
      <xsl:variable name="same" select="../v:article[@treaty = current()/@treaty]"/>
      <xsl:if test="position() > 1">; </xsl:if>
      <xsl:value-of select="r:text('cite.articles', 'n', count($same), 'treaty', @label, 'list', r:list($same/@ref))"/>
    </xsl:for-each>
  </xsl:template>

  <!-- "Goal 16; targets 8.8 and 10.7" -->
  <xsl:template match="v:recommendation" mode="t:goals">
    <xsl:variable name="goals" select="v:sdg[not(contains(@ref, '.'))]"/>
    <xsl:variable name="targets" select="v:sdg[contains(@ref, '.')]"/>
    <xsl:if test="$goals"><xsl:value-of select="r:text('sdg.goals', 'n', count($goals), 'list', r:list($goals/@ref))"/></xsl:if>
    <xsl:if test="$goals and $targets">; </xsl:if>
    <xsl:if test="$targets"><xsl:value-of select="r:text('sdg.targets', 'n', count($targets), 'list', r:list($targets/@ref))"/></xsl:if>
  </xsl:template>

  <xsl:template match="v:position" mode="t:position"><xsl:value-of select="r:text(concat('position.', @value))"/></xsl:template>

  <!-- When a measure runs, in short: "March 2024–June 2026". -->
  <xsl:template match="v:action" mode="t:period">
    <xsl:variable name="p" select="v:period"/>
    <xsl:choose>
      <xsl:when test="$p/@start and $p/@due and substring($p/@start, 1, 7) = substring($p/@due, 1, 7)"><xsl:value-of select="r:text('period.in', 'month', $p/@start)"/></xsl:when>
      <xsl:when test="$p/@start and $p/@due"><xsl:value-of select="r:text('period.both', 'start', $p/@start, 'due', $p/@due)"/></xsl:when>
      <xsl:when test="$p/@start"><xsl:value-of select="r:text('period.start', 'start', $p/@start)"/></xsl:when>
      <xsl:when test="$p/@due"><xsl:value-of select="r:text('period.due', 'due', $p/@due)"/></xsl:when>
    </xsl:choose>
  </xsl:template>
  <xsl:template match="v:action" mode="t:progress">
    <xsl:choose>
      <xsl:when test="v:progress[@latest]"><xsl:value-of select="r:text(concat('progress.', v:progress[@latest]/@value))"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="r:text('progress.none')"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- A value with its unit: "12.4 per cent", "437 complaints". -->
  <xsl:template name="t:value">
    <xsl:param name="value"/>
    <xsl:param name="indicator" select="/.."/>
    <xsl:value-of select="r:text('indicator.value', 'value', r:number($value, number(concat('0', $indicator/@decimals))), 'unit', $indicator/v:unit)"/>
  </xsl:template>

  <!-- Counts by position and by status as lists: "9 supported and 3 noted". -->
  <xsl:template name="t:position-counts">
    <xsl:param name="group" select="'*'"/>
    <xsl:variable name="counts">
      <xsl:for-each select="exsl:node-set($positions)/t:p[@v != '']">
        <xsl:variable name="v" select="@v"/>
        <xsl:for-each select="$view">
          <xsl:variable name="n" select="count(key('t:count', concat($group, '||', $v)))"/>
          <xsl:if test="$n"><t:c><xsl:value-of select="r:text(concat('count.position-', $v), 'n', $n)"/></t:c></xsl:if>
        </xsl:for-each>
      </xsl:for-each>
    </xsl:variable>
    <xsl:value-of select="r:list(exsl:node-set($counts)/t:c)"/>
  </xsl:template>
  <xsl:template name="t:status-counts">
    <xsl:param name="group" select="'*'"/>
    <xsl:param name="phrase" select="'count.status'"/>   <!-- count.status-words in a sentence -->
    <xsl:variable name="counts">
      <xsl:for-each select="exsl:node-set($statuses)/t:s">
        <xsl:variable name="v" select="@v"/>
        <xsl:variable name="label" select="@label"/>
        <xsl:for-each select="$view">
          <xsl:variable name="n" select="count(key('t:count', concat($group, '|', $v)))"/>
          <xsl:if test="$n"><t:c><xsl:value-of select="r:text($phrase, 'n', $n, 'label', $label)"/></t:c></xsl:if>
        </xsl:for-each>
      </xsl:for-each>
    </xsl:variable>
    <xsl:value-of select="r:list(exsl:node-set($counts)/t:c)"/>
  </xsl:template>

  <!-- Whose status, on which scale, as of when: the method note that every document with a status carries. -->
  <xsl:template name="t:status-method">
    <p numbered="yes">
      <xsl:choose>
        <xsl:when test="$project/v:status">
          <xsl:value-of select="r:text('method.status', 'assessor', $project/v:status/@name, 'scale', $project/v:status/@label, 'date', $as-of,
                                      'values', r:list($project/v:status/v:value/@label))"/>
        </xsl:when>
        <xsl:otherwise><gap><xsl:value-of select="r:text('method.no-status')"/></gap></xsl:otherwise>
      </xsl:choose>
    </p>
  </xsl:template>

  <!-- Status by position: a small table that opens a matrix or an overview, and the twin of its chart. -->
  <xsl:template name="t:status-columns">
    <columns>
      <column width="share:3"/>
      <xsl:for-each select="exsl:node-set($positions)/t:p"><column width="share:1.4" min="48" align="end"/></xsl:for-each>
      <column width="points:34" align="end"/>
    </columns>
    <head>
      <row>
        <cell scope="col"><p><xsl:value-of select="r:text('overview.status')"/></p></cell>
        <xsl:for-each select="exsl:node-set($positions)/t:p"><cell scope="col"><p><xsl:value-of select="@label"/></p></cell></xsl:for-each>
        <cell scope="col"><p><xsl:value-of select="r:text('overview.total')"/></p></cell>
      </row>
    </head>
  </xsl:template>
  <xsl:template name="t:status-rows">
    <group>
      <xsl:for-each select="exsl:node-set($statuses)/t:s">
        <xsl:variable name="s" select="@v"/>
        <row>
          <cell scope="row"><p><status value="{@v}" tone="{@tone}"><xsl:value-of select="@label"/></status></p></cell>
          <xsl:for-each select="exsl:node-set($positions)/t:p">
            <xsl:variable name="p" select="@v"/>
            <xsl:for-each select="$view"><cell><p><xsl:value-of select="r:number(count(key('t:count', concat('*|', $s, '|', $p))))"/></p></cell></xsl:for-each>
          </xsl:for-each>
          <xsl:for-each select="$view"><cell><p><xsl:value-of select="r:number(count(key('t:count', concat('*|', $s))))"/></p></cell></xsl:for-each>
        </row>
      </xsl:for-each>
      <row role="total">
        <cell scope="row"><p><xsl:value-of select="r:text('overview.total')"/></p></cell>
        <xsl:for-each select="exsl:node-set($positions)/t:p">
          <xsl:variable name="p" select="@v"/>
          <xsl:for-each select="$view"><cell><p><xsl:value-of select="r:number(count(key('t:count', concat('*||', $p))))"/></p></cell></xsl:for-each>
        </xsl:for-each>
        <cell><p><xsl:value-of select="r:number(count($selected))"/></p></cell>
      </row>
    </group>
  </xsl:template>
  <xsl:template name="t:status-table">
    <xsl:param name="id" select="'t-overview'"/>
    <table id="{$id}" role="plain">
      <caption><xsl:value-of select="r:text('overview.caption', 'date', $as-of)"/></caption>
      <xsl:call-template name="t:status-columns"/>
      <xsl:call-template name="t:status-rows"/>
    </table>
  </xsl:template>
</xsl:stylesheet>
