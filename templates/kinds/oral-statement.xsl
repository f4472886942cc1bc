<?xml version="1.0" encoding="UTF-8"?>
<!-- Oral statement, timed: the speech as it is read, in large unnumbered paragraphs, with a mark where each minute ends at
     the rate of words of its row; before it the slot, the words, the time that it takes, section by section, and whether it
     fits. What people wrote for a section is the speech; where they wrote nothing it is drafted from issues and assessments. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns="urn:rapporteur:document"
                xmlns:d="urn:rapporteur:document" xmlns:v="urn:rapporteur:records" xmlns:r="urn:rapporteur:functions"
                xmlns:t="urn:rapporteur:templates" xmlns:exsl="http://exslt.org/common" exclude-result-prefixes="d v r t exsl">
  <xsl:import href="../common/document.xsl"/>
  <xsl:import href="../common/recommendation.xsl"/>
  <xsl:import href="../common/sources.xsl"/>
  <xsl:import href="../common/matrix.xsl"/>
  <xsl:import href="../common/cover.xsl"/>
  <xsl:import href="../common/contribution.xsl"/>

  <!-- Words a minute, and the minutes of the slot: of project.xml, else of the row. -->
  <xsl:variable name="rate">
    <xsl:choose>
      <xsl:when test="$profile/*[local-name() = 'limit']/@rate"><xsl:value-of select="$profile/*[local-name() = 'limit']/@rate"/></xsl:when>
      <xsl:otherwise>125</xsl:otherwise>
    </xsl:choose>
  </xsl:variable>
  <xsl:variable name="slot" select="$project/@minutes | $profile[not($project/@minutes)]/*[local-name() = 'limit']/@minutes"/>

  <!-- The speech: <t:part id> paragraphs </t:part>*, before it is timed. -->
  <xsl:variable name="speech">
    <xsl:for-each select="$profile/*[local-name() = 'section']">
      <xsl:variable name="narrative" select="key('t:narrative', @id)"/>
      <t:part id="{@id}" required="{@required}">
        <xsl:choose>
          <xsl:when test="$narrative/d:*"><xsl:copy-of select="$narrative//d:p"/></xsl:when>
          <xsl:otherwise><xsl:apply-templates select="." mode="t:fill"/></xsl:otherwise>
        </xsl:choose>
      </t:part>
    </xsl:for-each>
  </xsl:variable>
  <!-- <t:text n> for each piece of text that is spoken, in order: n words in it. -->
  <xsl:variable name="counted">
    <xsl:for-each select="exsl:node-set($speech)/t:part/d:p//text()[not(ancestor::d:note)]">
      <xsl:variable name="n"><xsl:call-template name="t:words"><xsl:with-param name="text" select="translate(., '&#10;&#9;', '  ')"/></xsl:call-template></xsl:variable>
      <t:text part="{ancestor::t:part/@id}" n="{$n}"/>
    </xsl:for-each>
  </xsl:variable>
  <xsl:variable name="texts" select="exsl:node-set($counted)/t:text"/>
  <xsl:variable name="total" select="sum($texts/@n)"/>

  <xsl:template match="v:view">
    <xsl:call-template name="t:document">
      <xsl:with-param name="parts">
        <xsl:variable name="cover"><xsl:call-template name="t:cover"><xsl:with-param name="contents" select="0"/></xsl:call-template></xsl:variable>
        <part region="front" master="portrait">
          <xsl:copy-of select="exsl:node-set($cover)/d:part[1]/*"/>
          <xsl:call-template name="t:timing"/>
        </part>
        <part region="body" master="portrait">
          <xsl:for-each select="exsl:node-set($speech)/t:part[d:p or @required = 'yes']">
            <xsl:variable name="id" select="string(@id)"/>
            <xsl:variable name="paragraphs" select="d:p"/>
            <section id="sec-{$id}" numbering="none">
              <heading><xsl:value-of select="r:text(concat('oral-statement.section-', $id))"/></heading>
              <xsl:for-each select="$paragraphs"><xsl:apply-templates select="." mode="t:spoken"/></xsl:for-each>
              <xsl:if test="not($paragraphs)"><p><gap><xsl:value-of select="r:text('gap.narrative', 'section', $id)"/></gap></p></xsl:if>
            </section>
          </xsl:for-each>
          <xsl:if test="not($profile)"><p><gap><xsl:value-of select="r:text('contribution.no-profile')"/></gap></p></xsl:if>
        </part>
      </xsl:with-param>
    </xsl:call-template>
  </xsl:template>

  <!-- ============================================================= timing -->

  <!-- Seconds as "1 minute 52 seconds". -->
  <xsl:template name="t:length">
    <xsl:param name="words"/>
    <xsl:variable name="seconds" select="round($words * 60 div $rate)"/>
    <xsl:variable name="s" select="r:text('oral-statement.seconds', 'n', $seconds mod 60)"/>
    <xsl:choose>
      <xsl:when test="$seconds &lt; 60"><xsl:value-of select="$s"/></xsl:when>
      <xsl:when test="$seconds mod 60 = 0"><xsl:value-of select="r:text('oral-statement.minutes', 'n', floor($seconds div 60))"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="r:text('oral-statement.length', 'minutes', r:text('oral-statement.minutes', 'n', floor($seconds div 60)), 'seconds', $s)"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="t:timing">
    <xsl:variable name="length"><xsl:call-template name="t:length"><xsl:with-param name="words" select="$total"/></xsl:call-template></xsl:variable>
    <xsl:variable name="room" select="floor($slot * $rate) - $total"/>
    <p role="lead">
      <xsl:value-of select="r:text('oral-statement.estimate', 'words', r:number($total), 'length', string($length), 'rate', string($rate))"/>
      <xsl:text> </xsl:text>
      <xsl:choose>
        <xsl:when test="not($slot)"><gap><xsl:value-of select="r:text('oral-statement.no-slot')"/></gap></xsl:when>
        <xsl:when test="$room >= 0"><xsl:value-of select="r:text('oral-statement.fits', 'slot', r:text('oral-statement.minutes', 'n', string($slot)), 'n', $room)"/></xsl:when>
        <xsl:otherwise><gap><xsl:value-of select="r:text('oral-statement.too-long', 'slot', r:text('oral-statement.minutes', 'n', string($slot)), 'n', -$room)"/></gap></xsl:otherwise>
      </xsl:choose>
    </p>
    <table id="t-timing" role="plain">
      <caption><xsl:value-of select="r:text('oral-statement.timing-caption')"/></caption>
      <columns><column width="share:3"/><column width="points:60" align="end"/><column width="points:130" align="end"/></columns>
      <head><row>
        <cell scope="col"><p><xsl:value-of select="r:text('oral-statement.head-part')"/></p></cell>
        <cell scope="col"><p><xsl:value-of select="r:text('oral-statement.head-words')"/></p></cell>
        <cell scope="col"><p><xsl:value-of select="r:text('oral-statement.head-end')"/></p></cell>
      </row></head>
      <group>
        <xsl:for-each select="exsl:node-set($speech)/t:part[d:p]">
          <xsl:variable name="id" select="string(@id)"/>
          <xsl:variable name="until"><xsl:call-template name="t:length"><xsl:with-param name="words" select="sum($texts[@part = $id or @part = current()/preceding-sibling::t:part/@id]/@n)"/></xsl:call-template></xsl:variable>
          <row>
            <cell scope="row"><p><xsl:value-of select="r:text(concat('oral-statement.section-', $id))"/></p></cell>
            <cell><p><xsl:value-of select="r:number(sum($texts[@part = $id]/@n))"/></p></cell>
            <cell><p><xsl:value-of select="$until"/></p></cell>
          </row>
        </xsl:for-each>
        <row role="total">
          <cell scope="row"><p><xsl:value-of select="r:text('overview.total')"/></p></cell>
          <cell><p><xsl:value-of select="r:number($total)"/></p></cell>
          <cell><p><xsl:value-of select="$length"/></p></cell>
        </row>
      </group>
    </table>
    <p role="legend"><xsl:value-of select="r:text('oral-statement.legend')"/></p>
  </xsl:template>

  <!-- ============================================================= speech -->

  <!-- A paragraph as it is read, with a mark behind the last word of each minute. -->
  <xsl:template match="d:p" mode="t:spoken">
    <p><xsl:copy-of select="@origin"/><xsl:apply-templates select="node()" mode="t:spoken"/></p>
  </xsl:template>
  <xsl:template match="d:note | d:noteref" mode="t:spoken"/>
  <xsl:template match="d:*" mode="t:spoken" priority="-0.5"><xsl:copy><xsl:copy-of select="@*"/><xsl:apply-templates select="node()" mode="t:spoken"/></xsl:copy></xsl:template>
  <xsl:template match="text()" mode="t:spoken">
    <!-- which of all texts this is: those before it, in earlier parts and in this one -->
    <xsl:variable name="at" select="count(preceding::text()[ancestor::d:p][ancestor::t:part][not(ancestor::d:note)]) + 1"/>
    <xsl:call-template name="t:spoken-text">
      <xsl:with-param name="text" select="translate(., '&#10;&#9;', '  ')"/>
      <xsl:with-param name="n" select="sum($texts[position() &lt; $at]/@n)"/>
    </xsl:call-template>
  </xsl:template>
  <xsl:template name="t:spoken-text">
    <xsl:param name="text"/>
    <xsl:param name="n"/>                <!-- words spoken so far -->
    <xsl:variable name="more" select="contains($text, ' ')"/>
    <xsl:variable name="head"><xsl:choose><xsl:when test="$more"><xsl:value-of select="substring-before($text, ' ')"/></xsl:when><xsl:otherwise><xsl:value-of select="$text"/></xsl:otherwise></xsl:choose></xsl:variable>
    <xsl:variable name="is-word" select="number(string-length(translate($head, $no-letters, '')) > 0)"/>
    <xsl:value-of select="$head"/>
    <xsl:if test="$is-word and ($n + 1) mod $rate = 0">
      <span role="minute"><xsl:value-of select="r:text('oral-statement.mark', 'n', ($n + 1) div $rate)"/></span>
    </xsl:if>
    <xsl:if test="$more">
      <xsl:text> </xsl:text>
      <xsl:call-template name="t:spoken-text"><xsl:with-param name="text" select="substring-after($text, ' ')"/><xsl:with-param name="n" select="$n + $is-word"/></xsl:call-template>
    </xsl:if>
  </xsl:template>

  <!-- Words of a text: runs between spaces that hold a letter or a digit. -->
  <xsl:variable name="no-letters">–—-…“”«»„‘’"'.,;:!?()[]·•/&amp;،؛؟</xsl:variable>
  <xsl:template name="t:words">
    <xsl:param name="text"/>
    <xsl:param name="n" select="0"/>
    <xsl:choose>
      <xsl:when test="contains($text, ' ')">
        <xsl:call-template name="t:words">
          <xsl:with-param name="text" select="substring-after($text, ' ')"/>
          <xsl:with-param name="n" select="$n + number(string-length(translate(substring-before($text, ' '), $no-letters, '')) > 0)"/>
        </xsl:call-template>
      </xsl:when>
      <xsl:otherwise><xsl:value-of select="$n + number(string-length(translate($text, $no-letters, '')) > 0)"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- ======================================= drafts, where nobody wrote a speech -->

  <xsl:template match="*[@id = 'opening']" mode="t:fill">
    <p>
      <xsl:attribute name="origin"><xsl:for-each select="$authors"><xsl:if test="position() > 1"><xsl:text> </xsl:text></xsl:if><xsl:value-of select="@id"/></xsl:for-each></xsl:attribute>
      <xsl:variable name="name"><xsl:call-template name="t:author-names"/></xsl:variable>
      <xsl:choose>
        <xsl:when test="$authors/v:accreditation"><xsl:value-of select="r:text('oral-statement.opening-accredited', 'name', string($name), 'status', $authors/v:accreditation/@status)"/></xsl:when>
        <xsl:when test="$authors"><xsl:value-of select="r:text('oral-statement.opening', 'name', string($name))"/></xsl:when>
        <xsl:otherwise><gap><xsl:value-of select="r:text('contribution.no-submitter')"/></gap></xsl:otherwise>
      </xsl:choose>
    </p>
  </xsl:template>
  <xsl:template match="*[@id = 'priorities']" mode="t:fill">
    <xsl:for-each select="$concerns">
      <xsl:sort select="concat(@priority, substring('9', 1, not(@priority)))" data-type="number"/>
      <xsl:if test="position() &lt;= 3">
        <p origin="{@id}"><xsl:copy-of select="v:text/d:p[1]/node()"/></p>
      </xsl:if>
    </xsl:for-each>
  </xsl:template>
  <xsl:template match="*[@id = 'recommendations']" mode="t:fill">
    <xsl:variable name="these" select="$concerns[v:proposed[@kind = 'recommendation']]"/>
    <xsl:if test="$these">
      <p><xsl:value-of select="r:text('oral-statement.recommends', 'state', $project/@short)"/></p>
      <xsl:for-each select="$these">
        <xsl:sort select="concat(@priority, substring('9', 1, not(@priority)))" data-type="number"/>
        <xsl:if test="position() &lt;= 3"><p origin="{@id}"><xsl:value-of select="v:proposed[@kind = 'recommendation'][1]"/></p></xsl:if>
      </xsl:for-each>
    </xsl:if>
  </xsl:template>
</xsl:stylesheet>
