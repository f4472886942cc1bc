<?xml version="1.0" encoding="UTF-8"?>
<!-- The frame that every kind of document shares: what is said about it, running heads and feet, masthead, narratives.
     A kind's stylesheet matches v:view, calls t:document with its parts, and gives its own key to t:kind-title. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns="urn:rapporteur:document"
                xmlns:d="urn:rapporteur:document" xmlns:v="urn:rapporteur:records" xmlns:r="urn:rapporteur:functions"
                xmlns:t="urn:rapporteur:templates" xmlns:exsl="http://exslt.org/common" exclude-result-prefixes="d v r t exsl">
  <xsl:import href="unhandled.xsl"/>
  <xsl:output method="xml" encoding="UTF-8"/>

  <xsl:variable name="view" select="/v:view"/>
  <xsl:variable name="project" select="/v:view/v:project"/>
  <xsl:variable name="records" select="/v:view/v:records"/>
  <xsl:variable name="selected" select="$records/v:recommendation[@selected]"/>
  <xsl:variable name="as-of" select="string($view/@as-of)"/>
  <!-- The date of the document: a kind may have a better one than the cut-off date. -->
  <xsl:variable name="date-shown" select="$as-of"/>
  <!-- One source: a number names a recommendation. Several: it takes the symbol too. Pledges, which stand in an addendum,
       do not count for this and always take it. -->
  <xsl:variable name="first-source" select="string($selected[not(@kind = 'pledge')][1]/v:from/@source)"/>
  <xsl:variable name="several-sources" select="boolean($selected[not(@kind = 'pledge')][v:from/@source != $first-source])"/>

  <xsl:key name="t:record" match="/v:view/v:records/*" use="@id"/>
  <xsl:key name="t:narrative" match="/v:view/v:narratives/v:narrative" use="@section"/>

  <!-- The plain title: that of project.xml, else that of the kind. -->
  <xsl:template name="t:title-text">
    <xsl:choose>
      <xsl:when test="$project/v:title"><xsl:value-of select="$project/v:title"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="r:text(concat($view/@kind, '.title'), 'state', $project/@short)"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- What is said about the document, and the words that renderers need. -->
  <xsl:template name="t:meta">
    <meta>
      <title><xsl:call-template name="t:title-text"/></title>
      <xsl:if test="$project/v:subtitle"><subtitle><xsl:value-of select="$project/v:subtitle"/></subtitle></xsl:if>
      <xsl:if test="$project/v:symbol"><symbol><xsl:value-of select="$project/v:symbol"/></symbol></xsl:if>
      <author>
        <xsl:choose>
          <xsl:when test="$project/v:issuer"><xsl:value-of select="$project/v:issuer"/></xsl:when>
          <xsl:when test="$project/v:submitter"><xsl:value-of select="r:list($project/v:submitter/@label)"/></xsl:when>
          <xsl:otherwise><xsl:value-of select="$project/@name"/></xsl:otherwise>
        </xsl:choose>
      </author>
      <subject><xsl:value-of select="r:text(concat($view/@kind, '.subject'), 'state', $project/@short)"/></subject>
      <date value="{$date-shown}"><xsl:value-of select="r:date($date-shown)"/></date>
      <xsl:call-template name="t:marks"><xsl:with-param name="name" select="'mark'"/></xsl:call-template>
      <wording key="skip-to-content"><xsl:value-of select="r:text('renderer.skip-to-content')"/></wording>
      <wording key="contents"><xsl:value-of select="r:text('renderer.contents')"/></wording>
      <wording key="notes"><xsl:value-of select="r:text('renderer.notes')"/></wording>
      <wording key="note-mark"><xsl:value-of select="r:text('renderer.note-mark', 'label', '{label}')"/></wording>
      <wording key="back-to-text"><xsl:value-of select="r:text('renderer.back-to-text')"/></wording>
      <wording key="table-continued"><xsl:value-of select="r:text('renderer.table-continued')"/></wording>
      <wording key="page"><xsl:value-of select="r:text('renderer.page')"/></wording>
      <wording key="paragraph-link"><xsl:value-of select="r:text('renderer.paragraph-link', 'label', '{label}')"/></wording>
      <wording key="gap"><xsl:value-of select="r:text('renderer.gap')"/></wording>
    </meta>
  </xsl:template>

  <!-- Draft and confidential, where project.xml says so: as marks of every page, and as lines of the masthead, which is read out. -->
  <xsl:template name="t:marks">
    <xsl:param name="name"/>             <!-- mark or line -->
    <xsl:variable name="marks" select="concat(' ', normalize-space($project/@marks), ' ')"/>
    <xsl:if test="contains($marks, ' draft ')">
      <xsl:element name="{$name}">
        <xsl:if test="$name = 'mark'"><xsl:attribute name="kind">draft</xsl:attribute></xsl:if>
        <xsl:value-of select="r:text('mark.draft')"/>
      </xsl:element>
    </xsl:if>
    <xsl:if test="contains($marks, ' confidential ')">
      <xsl:element name="{$name}">
        <xsl:if test="$name = 'mark'"><xsl:attribute name="kind">confidential</xsl:attribute></xsl:if>
        <xsl:value-of select="r:text('mark.confidential')"/>
      </xsl:element>
    </xsl:if>
  </xsl:template>

  <xsl:template name="t:running">
    <xsl:variable name="page"><page-number/></xsl:variable>
    <xsl:variable name="count"><page-count/></xsl:variable>
    <running place="head-outer" first="no">
      <strong>
        <xsl:choose>
          <xsl:when test="$project/v:symbol"><xsl:value-of select="$project/v:symbol"/></xsl:when>
          <xsl:otherwise><xsl:call-template name="t:title-text"/></xsl:otherwise>
        </xsl:choose>
      </strong>
    </running>
    <xsl:if test="$view/@audience != 'public'">
      <running place="head-inner"><strong><xsl:value-of select="r:text('running.audience', 'audience', $view/@audience)"/></strong></running>
    </xsl:if>
    <running place="foot-inner"><xsl:if test="$project/@job"><xsl:attribute name="first">no</xsl:attribute></xsl:if><xsl:value-of select="r:text('running.as-of', 'date', $date-shown)"/></running>
    <running place="foot-outer"><xsl:copy-of select="r:phrase('running.page', 'page', $page, 'count', $count)"/></running>
  </xsl:template>

  <xsl:template name="t:masthead">
    <masthead>
      <issuer>   <!-- what others than the State submit does not stand under its name -->
        <xsl:choose>
          <xsl:when test="$project/v:submitter"><xsl:value-of select="r:list($project/v:submitter/@label)"/></xsl:when>
          <xsl:otherwise><xsl:value-of select="$project/@name"/></xsl:otherwise>
        </xsl:choose>
      </issuer>
      <xsl:if test="$project/v:symbol"><symbol><xsl:value-of select="$project/v:symbol"/></symbol></xsl:if>
      <xsl:if test="$project/v:issuer and not($project/v:submitter/@label = $project/v:issuer)"><organ><xsl:value-of select="$project/v:issuer"/></organ></xsl:if>
      <xsl:if test="$project/v:logo"><logo href="{$project/v:logo/@href}" alt="{$project/v:logo/@alt}"/></xsl:if>
      <imprint>
        <xsl:choose>
          <xsl:when test="$view/@audience != 'public'">
            <line><xsl:value-of select="r:text('running.audience', 'audience', $view/@audience)"/></line>
          </xsl:when>
          <xsl:when test="not(contains(concat(' ', $project/@marks, ' '), ' confidential '))">
            <line><xsl:value-of select="r:text('masthead.public')"/></line>
          </xsl:when>
        </xsl:choose>
        <line><xsl:value-of select="r:date($as-of)"/></line>
        <line><xsl:value-of select="r:text('masthead.language', 'language', string($view/@original))"/></line>
        <xsl:call-template name="t:marks"><xsl:with-param name="name" select="'line'"/></xsl:call-template>
      </imprint>
      <xsl:if test="$project/@job"><job><xsl:value-of select="$project/@job"/></job></xsl:if>
    </masthead>
    <title id="title"><xsl:call-template name="t:title-text"/></title>
    <xsl:if test="$project/v:subtitle"><subtitle><xsl:value-of select="$project/v:subtitle"/></subtitle></xsl:if>
  </xsl:template>

  <!-- The whole document around the parts that a kind makes. -->
  <xsl:template name="t:document">
    <xsl:param name="parts"/>  <!-- a fragment of part elements -->
    <document version="1" id="{$view/@document}" kind="{$view/@kind}" dir="{$view/@dir}" style="{$view/@style}" paged="yes" audience="{$view/@audience}">
      <xsl:attribute name="xml:lang"><xsl:value-of select="$view/@lang"/></xsl:attribute>
      <xsl:copy-of select="$project/@line-numbers[. = 'yes'] | $project/@notes[. = 'end']"/>
      <xsl:call-template name="t:meta"/>
      <xsl:call-template name="t:running"/>
      <xsl:copy-of select="$parts"/>
    </document>
  </xsl:template>

  <!-- A narrative's blocks, or a marked gap that names what a person should write. -->
  <xsl:template name="t:narrative-blocks">
    <xsl:param name="section"/>          <!-- string -->
    <xsl:param name="required" select="true()"/>
    <xsl:variable name="narrative" select="key('t:narrative', $section)"/>
    <xsl:choose>
      <xsl:when test="$narrative/d:*"><xsl:copy-of select="$narrative/d:*[not(self::d:section)]"/></xsl:when>
      <xsl:when test="$required"><p numbered="yes"><gap><xsl:value-of select="r:text('gap.narrative', 'section', $section)"/></gap></p></xsl:when>
    </xsl:choose>
  </xsl:template>
  <xsl:template name="t:narrative-sections">
    <xsl:param name="section"/>
    <xsl:copy-of select="key('t:narrative', $section)/d:section"/>
  </xsl:template>

  <!-- The language of a text that stands in another one than the document. -->
  <xsl:template match="@*" mode="t:lang" priority="-1"/>
  <xsl:template match="@xml:lang[../@fallback]" mode="t:lang"><xsl:copy/></xsl:template>

  <!-- Markdown blocks of a record as numbered paragraphs. $before and $after are inline fragments for the first and the
       last paragraph (a run-in title, footnotes). -->
  <xsl:template name="t:numbered">
    <xsl:param name="blocks" select="/.."/>   <!-- d:* -->
    <xsl:param name="origin"/>                <!-- record id -->
    <xsl:param name="before"/>
    <xsl:param name="after"/>
    <xsl:variable name="b" select="exsl:node-set($before)/node()"/>
    <xsl:variable name="a" select="exsl:node-set($after)/node()"/>
    <xsl:if test="$b and not($blocks[1]/self::d:p)">
      <p numbered="yes" origin="{$origin}">
        <xsl:copy-of select="$b"/>
        <xsl:if test="$a and not($blocks)"><xsl:text> </xsl:text><xsl:copy-of select="$a"/></xsl:if>
      </p>
    </xsl:if>
    <xsl:for-each select="$blocks">
      <xsl:choose>
        <xsl:when test="self::d:p">
          <p numbered="yes" origin="{$origin}">
            <xsl:copy-of select="@xml:lang"/>
            <xsl:if test="position() = 1 and $b"><xsl:copy-of select="$b"/><xsl:text> </xsl:text></xsl:if>
            <xsl:copy-of select="node()"/>
            <xsl:if test="position() = last() and $a">
              <xsl:if test="not($a[1]/self::d:note)"><xsl:text> </xsl:text></xsl:if>
              <xsl:copy-of select="$a"/>
            </xsl:if>
          </p>
        </xsl:when>
        <xsl:otherwise><xsl:copy-of select="."/></xsl:otherwise>
      </xsl:choose>
    </xsl:for-each>
    <xsl:if test="$a and not($blocks[last()]/self::d:p) and ($blocks or not($b))">
      <p numbered="yes" origin="{$origin}"><xsl:copy-of select="$a"/></p>
    </xsl:if>
  </xsl:template>
</xsl:stylesheet>
