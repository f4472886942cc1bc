<?xml version="1.0" encoding="UTF-8"?>
<!-- Report of a State to a treaty body, initial or periodic: the sections of the profile row of that body in their order.
     Articles (or clusters, or parts) tell the measures on every recommendation of the dossier that names the article;
     sections on the previous concluding observations quote each and answer it, pointing to what is told elsewhere. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns="urn:rapporteur:document"
                xmlns:d="urn:rapporteur:document" xmlns:v="urn:rapporteur:records" xmlns:r="urn:rapporteur:functions"
                xmlns:t="urn:rapporteur:templates" xmlns:exsl="http://exslt.org/common" exclude-result-prefixes="d v r t exsl">
  <xsl:import href="../common/document.xsl"/>
  <xsl:import href="../common/recommendation.xsl"/>
  <xsl:import href="../common/sources.xsl"/>
  <xsl:import href="../common/measures.xsl"/>
  <xsl:import href="../common/answer.xsl"/>
  <xsl:import href="../common/state.xsl"/>

  <!-- The body's own recommendations: of the document answered, else of the selected ones. -->
  <xsl:variable name="own" select="$selected[v:from/@source = $answered/@id] | $selected[not($answered) and v:from/@body = $body]"/>
  <xsl:variable name="sections" select="$profile//v:section[not(@region = 'annex')]"/>
  <xsl:variable name="clustered" select="boolean($body = 'CRC')"/>   <!-- the committee's recommendations stand inside the clusters -->
  <xsl:variable name="units" select="$own"/>
  <xsl:variable name="indicator-tables"><xsl:choose><xsl:when test="$sections[@id = 'statistics']">statistics</xsl:when><xsl:otherwise>here</xsl:otherwise></xsl:choose></xsl:variable>

  <xsl:variable name="plan">
    <xsl:for-each select="$sections">
      <xsl:variable name="range"><xsl:apply-templates select="." mode="t:articles"/></xsl:variable>
      <xsl:variable name="id" select="@id"/>
      <xsl:variable name="quoted"><xsl:apply-templates select="." mode="t:quoted"/></xsl:variable>
      <xsl:for-each select="$view">
        <xsl:for-each select="$own[contains(string($quoted), concat(' ', @id, ' '))]">
          <xsl:variable name="drafts"><xsl:apply-templates select="." mode="t:drafts"/></xsl:variable>
          <xsl:if test="string($drafts)"><t:unit id="{@id}"><xsl:apply-templates select="." mode="t:tells"/></t:unit></xsl:if>
        </xsl:for-each>
      </xsl:for-each>
      <xsl:if test="string($range) and not(v:section)">
        <xsl:variable name="subjects"><xsl:call-template name="t:about-articles"><xsl:with-param name="range" select="string($range)"/></xsl:call-template></xsl:variable>
        <t:unit id="sec-{$id}">
          <xsl:for-each select="$view"><xsl:call-template name="t:tells-of"><xsl:with-param name="subjects" select="exsl:node-set($subjects)/t:s/@ref"/></xsl:call-template></xsl:for-each>
        </t:unit>
      </xsl:if>
    </xsl:for-each>
  </xsl:variable>

  <!-- Which of the body's own recommendations a section quotes: their ids between spaces. -->
  <xsl:template match="*" mode="t:quoted">
    <xsl:variable name="range"><xsl:apply-templates select="." mode="t:articles"/></xsl:variable>
    <xsl:variable name="first-here" select="$clustered and string($range)"/>
    <xsl:text> </xsl:text>
    <xsl:choose>
      <xsl:when test="@id = 'previous-recommendations'"><xsl:for-each select="$own"><xsl:value-of select="concat(@id, ' ')"/></xsl:for-each></xsl:when>
      <xsl:when test="@id = 'additional-information' and $body = 'CED'"><xsl:for-each select="$own"><xsl:value-of select="concat(@id, ' ')"/></xsl:for-each></xsl:when>
      <xsl:when test="@id = 'additional-information'"><xsl:for-each select="$own[v:follow-up]"><xsl:value-of select="concat(@id, ' ')"/></xsl:for-each></xsl:when>
      <xsl:when test="@id = 'compliance'"><xsl:for-each select="$own[not(v:follow-up)]"><xsl:value-of select="concat(@id, ' ')"/></xsl:for-each></xsl:when>
      <xsl:when test="@id = 'opsc'"><xsl:for-each select="$own[v:article/@treaty = 'CRC-OP-SC']"><xsl:value-of select="concat(@id, ' ')"/></xsl:for-each></xsl:when>
      <xsl:when test="@id = 'opac'"><xsl:for-each select="$own[v:article/@treaty = 'CRC-OP-AC']"><xsl:value-of select="concat(@id, ' ')"/></xsl:for-each></xsl:when>
      <xsl:when test="$first-here">
        <xsl:variable name="general" select="@id = 'general-measures'"/>
        <!-- an article of two clusters counts in the first -->
        <xsl:variable name="before"><xsl:for-each select="preceding-sibling::*[@articles]"><xsl:apply-templates select="." mode="t:articles"/></xsl:for-each></xsl:variable>
        <xsl:for-each select="$own">
          <xsl:variable name="n" select="concat(' ', substring-before(concat(translate(v:article[@treaty = $body][1]/@ref, '.(', '  '), ' '), ' '), ' ')"/>
          <xsl:if test="(contains($range, $n) and $n != '  ' and not(contains($before, $n))) or ($general and not(v:article))"><xsl:value-of select="concat(@id, ' ')"/></xsl:if>
        </xsl:for-each>
      </xsl:when>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="v:view">
    <xsl:call-template name="t:state-document">
      <xsl:with-param name="body-part"><xsl:call-template name="t:profile-body"/></xsl:with-param>
      <xsl:with-param name="annexes"><xsl:call-template name="t:answers-annex"/></xsl:with-param>
    </xsl:call-template>
  </xsl:template>

  <!-- ============================================================= sections -->

  <xsl:template match="*[@id = 'introduction']" mode="t:fill">
    <xsl:if test="$own">
      <p numbered="yes" origin="{$own[1]/v:from/@source}">
        <xsl:variable name="source" select="key('t:record', $own[1]/v:from/@source)"/>
        <xsl:variable name="named"><xsl:apply-templates select="$source" mode="t:named"/></xsl:variable>
        <xsl:value-of select="r:text('state-report.takes-up', 'source', string($named), 'date', $source/@date, 'n', count($own))"/>
      </p>
    </xsl:if>
    <xsl:call-template name="t:preparation"/>
  </xsl:template>

  <!-- General information: how the State stands towards the treaty, who prepared the report. -->
  <xsl:template match="*[@id = 'general' or @id = 'part-1' and not(@articles) or @id = 'legal-framework']" mode="t:fill">
    <xsl:variable name="treaties" select="$records/v:treaty[@code = $body or starts-with(@code, concat($body, '-')) or ($body = 'CAT' and @code = 'OPCAT')][@ratified or @signed]"/>
    <xsl:for-each select="$treaties">
      <p numbered="yes" origin="{@id}">
        <xsl:apply-templates select="." mode="t:standing"/>
        <xsl:if test="v:reservation/d:p"><xsl:text> </xsl:text><xsl:copy-of select="v:reservation/d:p[1]/node()"/></xsl:if>
      </p>
    </xsl:for-each>
    <xsl:if test="not($sections[@id = 'introduction'])"><xsl:call-template name="t:preparation"/></xsl:if>
  </xsl:template>

  <!-- An article, a cluster, a part without articles of its own. -->
  <xsl:template match="*[starts-with(@id, 'article-') or (@articles and not(v:section))]" mode="t:fill">
    <xsl:variable name="range"><xsl:apply-templates select="." mode="t:articles"/></xsl:variable>
    <xsl:variable name="id" select="@id"/>
    <xsl:variable name="quoted"><xsl:apply-templates select="." mode="t:quoted"/></xsl:variable>
    <xsl:variable name="subjects"><xsl:call-template name="t:about-articles"><xsl:with-param name="range" select="string($range)"/></xsl:call-template></xsl:variable>
    <xsl:for-each select="$view">
      <xsl:for-each select="$own[contains(string($quoted), concat(' ', @id, ' '))]">
        <p role="label" origin="{@id}"><xsl:value-of select="r:text('state.paragraph-of', 'number', v:from/@number, 'symbol', v:from/@symbol)"/></p>
        <xsl:apply-templates select="." mode="t:answer"/>
        <xsl:apply-templates select="." mode="t:own-assessment"/>
      </xsl:for-each>
      <xsl:call-template name="t:drafted">
        <xsl:with-param name="unit" select="concat('sec-', $id)"/>
        <xsl:with-param name="subjects" select="exsl:node-set($subjects)/t:s/@ref"/>
        <xsl:with-param name="gap" select="false()"/>
      </xsl:call-template>
    </xsl:for-each>
  </xsl:template>

  <!-- The previous concluding observations, one after the other. -->
  <xsl:template match="*[@id = 'previous-recommendations' or @id = 'compliance' or @id = 'additional-information' or @id = 'opsc' or @id = 'opac']" mode="t:fill">
    <xsl:variable name="quoted"><xsl:apply-templates select="." mode="t:quoted"/></xsl:variable>
    <xsl:variable name="these" select="$own[contains(string($quoted), concat(' ', @id, ' '))]"/>
    <xsl:variable name="id" select="@id"/>
    <xsl:if test="$these">
      <xsl:variable name="source" select="$records/v:source[@id = $these[1]/v:from/@source]"/>
      <p numbered="yes" origin="{$source/@id}">
        <xsl:variable name="named"><xsl:apply-templates select="$source" mode="t:named"/></xsl:variable>
        <xsl:value-of select="r:text(concat('state-report.intro-', $id), 'source', string($named), 'date', $source/@date, 'n', count($these), 'due', $these[1]/v:follow-up/@due)"/>
      </p>
      <xsl:for-each select="$view"><xsl:apply-templates select="$these" mode="t:one"/></xsl:for-each>
    </xsl:if>
  </xsl:template>
  <xsl:template match="v:recommendation" mode="t:one">
    <section id="rec-{@id}" numbering="none" contents="no" origin="{@id}">
      <heading><xsl:value-of select="r:text('state.paragraph', 'number', v:from/@number)"/></heading>
      <xsl:apply-templates select="." mode="t:answer"/>
      <xsl:apply-templates select="." mode="t:own-assessment"/>
    </section>
  </xsl:template>

  <!-- Groups of victims of racial discrimination: where each is dealt with. -->
  <xsl:template match="*[@id = 'groups']" mode="t:fill">
    <xsl:variable name="about" select="$records/v:recommendation[v:article/@treaty = $body]/v:group[@ref != 'general']"/>
    <xsl:for-each select="$view">
      <xsl:for-each select="$about[not(@ref = preceding::v:recommendation[v:article/@treaty = $body]/v:group/@ref) and not(@ref = preceding-sibling::v:group/@ref)]">
        <xsl:sort select="@label"/>
        <xsl:variable name="of" select="$records/v:recommendation[v:article/@treaty = $body and v:group/@ref = current()/@ref]"/>
        <xsl:variable name="actions" select="key('t:actions-about', $of/@id | key('t:clusters-of', $of/@id)/@id)"/>
        <xsl:if test="$actions">
          <p numbered="yes">
            <xsl:attribute name="origin"><xsl:for-each select="$of"><xsl:value-of select="concat(substring(' ', 1, 1 * (position() > 1)), @id)"/></xsl:for-each></xsl:attribute>
            <xsl:variable name="refs"><xsl:call-template name="t:told-refs"><xsl:with-param name="records" select="$actions"/></xsl:call-template></xsl:variable>
            <xsl:variable name="list"><xsl:copy-of select="r:list-nodes($refs)"/></xsl:variable>
            <xsl:copy-of select="r:phrase('state-report.group', 'group', string(@label), 'refs', $list, 'n', count($actions))"/>
          </p>
        </xsl:if>
      </xsl:for-each>
    </xsl:for-each>
  </xsl:template>

  <!-- All indicators of the report in one table; those broken down by sex first where the body asks for them. -->
  <xsl:template match="*[@id = 'statistics']" mode="t:fill">
    <xsl:variable name="told"><xsl:for-each select="exsl:node-set($plan)//t:tells"><xsl:value-of select="concat(' ', @ref, ' ')"/></xsl:for-each></xsl:variable>
    <xsl:variable name="indicators" select="$records/v:indicator[contains($told, concat(' ', @id, ' ')) and v:series/v:point]"/>
    <xsl:if test="$indicators">
      <p numbered="yes"><xsl:variable name="ref"><ref to="t-statistics"/></xsl:variable><xsl:copy-of select="r:phrase('state-report.statistics', 'table', $ref)"/></p>
      <xsl:for-each select="$view">
        <xsl:call-template name="t:statistics">
          <xsl:with-param name="id" select="'t-statistics'"/>
          <xsl:with-param name="caption" select="r:text('state-report.statistics-caption')"/>
          <xsl:with-param name="indicators" select="$indicators"/>
        </xsl:call-template>
      </xsl:for-each>
    </xsl:if>
  </xsl:template>
</xsl:stylesheet>
