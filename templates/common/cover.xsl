<?xml version="1.0" encoding="UTF-8"?>
<!-- The title page of what somebody else than the State submits, or of a report that needs one: who submits, the title, and
     the fields that the row of the profile asks for, in its order; what is asked for and not known is a marked gap.
     t:cover makes the whole front part. Fields: state treaty body session cycle stage submitter accreditation kind
     publicity language date contact report answers paragraphs minutes. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns="urn:rapporteur:document"
                xmlns:d="urn:rapporteur:document" xmlns:v="urn:rapporteur:records" xmlns:r="urn:rapporteur:functions"
                xmlns:t="urn:rapporteur:templates" xmlns:exsl="http://exslt.org/common" exclude-result-prefixes="d v r t exsl">

  <!-- The row by which the document is judged, with what project.xml overrides; empty where no row fits. -->
  <xsl:variable name="profile" select="$view/*[local-name() = 'profile'][1]"/>
  <!-- Those who submit, as project.xml names them; an institution's own kinds fall back on the national institution. -->
  <xsl:variable name="authors" select="key('t:record', $project/v:submitter/@ref)
      | $records/v:institution[@kind = 'nhri'][not($project/v:submitter)][starts-with($view/@kind, 'nhri-') or $view/@kind = 'oral-statement'][1]"/>
  <xsl:variable name="is-joint" select="count($authors) > 1 or $project/@form = 'joint' or ($authors/@kind = 'coalition' and not($project/@form = 'single'))"/>
  <xsl:variable name="is-confidential" select="contains(concat(' ', normalize-space($project/@marks), ' '), ' confidential ')"/>

  <!-- All of them, in the order of project.xml: "A, B and C". -->
  <xsl:template name="t:author-names">
    <xsl:choose>
      <xsl:when test="$project/v:submitter">
        <xsl:variable name="names"><xsl:for-each select="$project/v:submitter"><t:n><xsl:value-of select="key('t:record', @ref)/v:name[1]"/></t:n></xsl:for-each></xsl:variable>
        <xsl:value-of select="r:list(exsl:node-set($names)/t:n[string()])"/>
      </xsl:when>
      <xsl:otherwise><xsl:value-of select="r:list($authors/v:name[1])"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>
  <xsl:template name="t:author-short">
    <xsl:choose>
      <xsl:when test="count($authors) = 1 and $authors/v:short"><xsl:value-of select="$authors/v:short[1]"/></xsl:when>
      <xsl:when test="count($authors) = 1"><xsl:value-of select="$authors/v:name[1]"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="r:text('cover.the-submitters')"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="t:cover">
    <xsl:param name="contents" select="2"/>   <!-- depth; 0: none -->
    <xsl:param name="apart" select="false()"/> <!-- the contents on a page of their own, where they are long -->
    <part region="front" master="portrait">
      <cover>
        <xsl:if test="$project/v:logo"><logo href="{$project/v:logo/@href}" alt="{$project/v:logo/@alt}"/></xsl:if>
        <issuer>
          <xsl:choose>
            <xsl:when test="$project/v:issuer"><xsl:value-of select="$project/v:issuer"/></xsl:when>
            <xsl:when test="count($authors) > 1">   <!-- in short: in full they stand in the field below -->
              <xsl:variable name="shorts"><xsl:for-each select="$project/v:submitter"><t:n><xsl:value-of select="key('t:record', @ref)/v:short[1] | key('t:record', @ref)[not(v:short)]/v:name[1]"/></t:n></xsl:for-each></xsl:variable>
              <xsl:value-of select="r:list(exsl:node-set($shorts)/t:n[string()])"/>
            </xsl:when>
            <xsl:when test="$authors"><xsl:call-template name="t:author-names"/></xsl:when>
            <xsl:otherwise><xsl:value-of select="$project/@name"/></xsl:otherwise>
          </xsl:choose>
        </issuer>
        <xsl:if test="$project/v:symbol"><symbol><xsl:value-of select="$project/v:symbol"/></symbol></xsl:if>
        <title id="title"><xsl:call-template name="t:title-text"/></title>
        <xsl:if test="$project/v:subtitle"><subtitle><xsl:value-of select="$project/v:subtitle"/></subtitle></xsl:if>
        <xsl:if test="$is-confidential"><line><strong><xsl:value-of select="r:text('mark.confidential')"/></strong></line></xsl:if>
        <xsl:if test="$view/@audience != 'public'"><line><xsl:value-of select="r:text('running.audience', 'audience', $view/@audience)"/></line></xsl:if>
      </cover>
      <xsl:variable name="facts"><xsl:call-template name="t:cover-fields"/></xsl:variable>
      <xsl:if test="exsl:node-set($facts)/d:fact"><facts><xsl:copy-of select="$facts"/></facts></xsl:if>
      <xsl:call-template name="t:judged-by"/>
      <xsl:if test="$contents and not($apart)"><contents depth="{$contents}" label="{r:text('renderer.contents')}"/></xsl:if>
    </part>
    <xsl:if test="$contents and $apart">
      <part region="front" master="portrait"><contents depth="{$contents}" label="{r:text('renderer.contents')}"/></part>
    </xsl:if>
  </xsl:template>

  <!-- "Judged by …": only where project.xml asks for it. -->
  <xsl:template name="t:judged-by">
    <xsl:if test="$project/@print-profile = 'yes' or $profile/@print = 'yes'">
      <p role="source">
        <xsl:choose>
          <xsl:when test="$profile">
            <xsl:value-of select="r:text('cover.judged', 'title', string($profile/*[local-name() = 'title'][1]), 'id', string($profile/@id), 'source', string($profile/@source),
                'date', string($profile/@as-of), 'confidence', r:text(concat('cover.confidence-', $profile/@confidence)))"/>
          </xsl:when>
          <xsl:otherwise><gap><xsl:value-of select="r:text('cover.judged-by-none')"/></gap></xsl:otherwise>
        </xsl:choose>
      </p>
    </xsl:if>
  </xsl:template>

  <!-- The fields that the row asks for, else those that every submission has. -->
  <xsl:template name="t:cover-fields">
    <xsl:choose>
      <xsl:when test="$profile/*[local-name() = 'cover']/*[local-name() = 'field']">
        <xsl:for-each select="$profile/*[local-name() = 'cover']/*[local-name() = 'field']">
          <xsl:call-template name="t:cover-field"><xsl:with-param name="name" select="string(@name)"/><xsl:with-param name="required" select="not(@required = 'no')"/></xsl:call-template>
        </xsl:for-each>
      </xsl:when>
      <xsl:otherwise>
        <xsl:variable name="usual"><t:f>state</t:f><t:f>body</t:f><t:f>session</t:f><t:f>stage</t:f><t:f>submitter</t:f><t:f>date</t:f><t:f>language</t:f></xsl:variable>
        <xsl:for-each select="exsl:node-set($usual)/t:f">
          <xsl:variable name="name" select="string(.)"/>
          <xsl:for-each select="$view"><xsl:call-template name="t:cover-field"><xsl:with-param name="name" select="$name"/><xsl:with-param name="required" select="false()"/></xsl:call-template></xsl:for-each>
        </xsl:for-each>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="t:cover-field">
    <xsl:param name="name"/>
    <xsl:param name="required" select="true()"/>
    <xsl:variable name="value">
      <xsl:choose>
        <xsl:when test="$name = 'state'"><xsl:value-of select="$project/@name"/></xsl:when>
        <xsl:when test="$name = 'treaty'"><xsl:value-of select="$project/@treaty-label"/></xsl:when>
        <xsl:when test="$name = 'body'"><xsl:call-template name="t:body-name"/></xsl:when>
        <xsl:when test="$name = 'session'"><xsl:call-template name="t:session"/></xsl:when>
        <xsl:when test="$name = 'cycle'"><xsl:if test="$project/v:session/@cycle"><xsl:value-of select="r:text('cover.capital', 'words', r:text('cover.cycle-value', 'cycle', $project/v:session/@cycle))"/></xsl:if></xsl:when>
        <xsl:when test="$name = 'stage'"><xsl:if test="$project/@stage"><xsl:value-of select="r:text(concat('stage.', $project/@stage))"/></xsl:if></xsl:when>
        <xsl:when test="$name = 'submitter' and count($project/v:submitter) > 1">   <!-- a line each: their names may hold commas -->
          <xsl:for-each select="$project/v:submitter"><xsl:if test="position() > 1"><br/></xsl:if><xsl:value-of select="key('t:record', @ref)/v:name[1]"/></xsl:for-each>
        </xsl:when>
        <xsl:when test="$name = 'submitter'"><xsl:call-template name="t:author-names"/></xsl:when>
        <xsl:when test="$name = 'accreditation'"><xsl:apply-templates select="$authors/v:accreditation[1]" mode="t:accreditation"/></xsl:when>
        <xsl:when test="$name = 'kind'">
          <xsl:choose>
            <xsl:when test="$is-joint"><xsl:value-of select="r:text('cover.kind-joint', 'n', count($authors))"/></xsl:when>
            <xsl:when test="$authors"><xsl:value-of select="r:text('cover.kind-single')"/></xsl:when>
          </xsl:choose>
        </xsl:when>
        <xsl:when test="$name = 'publicity'">
          <xsl:choose>
            <xsl:when test="$is-confidential"><strong><xsl:value-of select="r:text('cover.publicity-confidential')"/></strong></xsl:when>
            <xsl:otherwise><xsl:value-of select="r:text('cover.publicity-public')"/></xsl:otherwise>
          </xsl:choose>
        </xsl:when>
        <xsl:when test="$name = 'language'"><xsl:value-of select="r:text('cover.language-value')"/></xsl:when>
        <xsl:when test="$name = 'date'"><xsl:value-of select="r:date($as-of)"/></xsl:when>
        <xsl:when test="$name = 'contact' and $project/v:contact">
          <xsl:variable name="email"><xsl:if test="$project/v:contact/@email"><link href="mailto:{$project/v:contact/@email}"><xsl:value-of select="$project/v:contact/@email"/></link></xsl:if></xsl:variable>
          <xsl:choose>
            <xsl:when test="$project/v:contact/@email"><xsl:copy-of select="r:phrase('cover.contact-value', 'name', string($project/v:contact/v:name), 'email', $email)"/></xsl:when>
            <xsl:otherwise><xsl:value-of select="$project/v:contact/v:name"/></xsl:otherwise>
          </xsl:choose>
        </xsl:when>
        <xsl:when test="$name = 'answers'">
          <xsl:variable name="source" select="key('t:record', $project/@answers)"/>
          <xsl:if test="$source/@symbol"><xsl:value-of select="r:text('cover.answers-value', 'title', $source/v:title[1], 'symbol', $source/@symbol, 'date', $source/@date)"/></xsl:if>
        </xsl:when>
        <xsl:when test="$name = 'paragraphs'"><xsl:if test="$selected"><xsl:value-of select="r:text('cover.paragraphs-value', 'n', count($selected), 'list', r:list($selected/v:from/@number))"/></xsl:if></xsl:when>
        <xsl:when test="$name = 'minutes'"><xsl:if test="$project/@minutes"><xsl:value-of select="r:text('cover.minutes-value', 'n', $project/@minutes)"/></xsl:if></xsl:when>
        <xsl:when test="$name = 'report'"><xsl:if test="$project/v:report/@number"><xsl:value-of select="r:text(concat('cover.report-', $project/v:report/@type), 'number', $project/v:report/@number)"/></xsl:if></xsl:when>
      </xsl:choose>
    </xsl:variable>
    <xsl:choose>
      <xsl:when test="string($value)"><fact><term><xsl:value-of select="r:text(concat('cover.', $name))"/></term><value><xsl:copy-of select="$value"/></value></fact></xsl:when>
      <xsl:when test="$required"><fact><term><xsl:value-of select="r:text(concat('cover.', $name))"/></term><value><gap><xsl:value-of select="r:text('cover.missing')"/></gap></value></fact></xsl:when>
    </xsl:choose>
  </xsl:template>

  <!-- The body that the document is for. -->
  <xsl:template name="t:body-name">
    <xsl:choose>
      <xsl:when test="$project/@body-label"><xsl:value-of select="$project/@body-label"/></xsl:when>
      <xsl:when test="$view/v:articles[@treaty = $project/@body]"><xsl:value-of select="$view/v:articles[@treaty = $project/@body]/@body-label"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="$records/v:source[@body = $project/@body]/@body-label"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="t:session">
    <xsl:variable name="s" select="$project/v:session"/>
    <xsl:variable name="name">
      <xsl:choose>
        <xsl:when test="$s/v:name"><xsl:value-of select="$s/v:name[1]"/></xsl:when>
        <xsl:when test="$s/@number"><xsl:value-of select="r:text('cover.session-value', 'number', $s/@number)"/></xsl:when>
      </xsl:choose>
    </xsl:variable>
    <xsl:choose>
      <xsl:when test="string($name) and $s/@from and substring($s/@from, 1, 7) = substring($s/@to, 1, 7)"><xsl:value-of select="r:text('cover.session-days', 'session', $name, 'day', r:number(string(number(substring($s/@from, 9)))), 'to', $s/@to)"/></xsl:when>
      <xsl:when test="string($name) and $s/@from and $s/@to"><xsl:value-of select="r:text('cover.session-dates', 'session', $name, 'from', $s/@from, 'to', $s/@to)"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="$name"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- "Accredited with A status (March 2023)": never a status without its date. -->
  <xsl:template match="v:accreditation" mode="t:accreditation"><xsl:value-of select="r:text('cover.accreditation-value', 'status', @status, 'date', @date)"/></xsl:template>
</xsl:stylesheet>
