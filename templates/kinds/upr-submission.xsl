<?xml version="1.0" encoding="UTF-8"?>
<!-- Submission of a stakeholder or a national institution to the universal periodic review, single or joint: who submits,
     summary, what became of the previous recommendations (in short), developments, a section a theme (facts, gap,
     recommendation), and the matrix after the model of OHCHR, whose last column the submitters fill in. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns="urn:rapporteur:document"
                xmlns:d="urn:rapporteur:document" xmlns:v="urn:rapporteur:records" xmlns:r="urn:rapporteur:functions"
                xmlns:t="urn:rapporteur:templates" xmlns:exsl="http://exslt.org/common" exclude-result-prefixes="d v r t exsl">
  <xsl:import href="../common/document.xsl"/>
  <xsl:import href="../common/recommendation.xsl"/>
  <xsl:import href="../common/sources.xsl"/>
  <xsl:import href="../common/matrix.xsl"/>
  <xsl:import href="../common/cover.xsl"/>
  <xsl:import href="../common/contribution.xsl"/>

  <xsl:key name="t:issues-of-theme" match="/v:view/v:records/v:issue" use="v:theme[1]/@ref"/>

  <xsl:template match="v:view">
    <xsl:call-template name="t:document">
      <xsl:with-param name="parts">
        <xsl:call-template name="t:cover"><xsl:with-param name="apart" select="count($concerns) > 4"/></xsl:call-template>
        <part region="body" master="portrait"><xsl:call-template name="t:body-sections"/></part>
        <xsl:call-template name="t:annex-parts"/>
      </xsl:with-param>
    </xsl:call-template>
  </xsl:template>

  <xsl:template match="*[@id = 'submitter']" mode="t:fill">
    <xsl:call-template name="t:institutions"/>
    <xsl:if test="$authors[not(self::v:institution)] or not($authors)"><xsl:call-template name="t:submitters"/></xsl:if>
  </xsl:template>
  <xsl:template match="*[@id = 'summary']" mode="t:fill"><xsl:call-template name="t:priorities"/></xsl:template>
  <xsl:template match="*[@id = 'developments']" mode="t:fill"><xsl:call-template name="t:developments"/></xsl:template>

  <!-- The previous recommendations by what became of them: counted, and those without progress named. -->
  <xsl:template match="*[@id = 'previous-recommendations']" mode="t:fill">
    <xsl:choose>
      <xsl:when test="$selected">
        <p numbered="yes">
          <xsl:call-template name="t:from"><xsl:with-param name="records" select="$own-assessments"/></xsl:call-template>
          <xsl:variable name="counts"><xsl:call-template name="t:status-counts"><xsl:with-param name="phrase" select="'count.status-words'"/></xsl:call-template></xsl:variable>
          <xsl:variable name="annex"><ref to="sec-matrix"/></xsl:variable>
          <xsl:copy-of select="r:phrase('upr-submission.previous', 'n', count($selected), 'state', string($project/@short), 'counts', string($counts), 'annex', $annex)"/>
          <xsl:for-each select="$sources"><xsl:apply-templates select="." mode="t:note"/></xsl:for-each>
        </p>
        <xsl:if test="not($project/v:status)"><p numbered="yes"><gap><xsl:value-of select="r:text('method.no-status')"/></gap></p></xsl:if>
        <table id="t-previous" role="plain">
          <caption><xsl:value-of select="r:text('upr-submission.previous-caption')"/></caption>
          <columns><column width="points:110"/><column width="points:46" align="end"/><column width="share:5"/></columns>
          <head><row>
            <cell scope="col"><p><xsl:value-of select="r:text('contribution.head-assessment')"/></p></cell>
            <cell scope="col"><p><xsl:value-of select="r:text('upr-submission.head-count')"/></p></cell>
            <cell scope="col"><p><xsl:value-of select="r:text('upr-submission.head-numbers')"/></p></cell>
          </row></head>
          <group>
            <xsl:for-each select="exsl:node-set($statuses)/t:s">
              <xsl:variable name="s" select="."/>
              <xsl:for-each select="$view">
                <xsl:variable name="these" select="$selected[v:status/@value = $s/@v]"/>
                <xsl:variable name="refs"><xsl:for-each select="$these"><xsl:sort select="@rank" data-type="number"/><ref to="rec-{@id}"><xsl:apply-templates select="." mode="t:name"/></ref></xsl:for-each></xsl:variable>
                <row>
                  <xsl:attribute name="origin"><xsl:for-each select="$these"><xsl:if test="position() > 1"><xsl:text> </xsl:text></xsl:if><xsl:value-of select="@id"/></xsl:for-each></xsl:attribute>
                  <cell scope="row"><p><status value="{$s/@v}" tone="{$s/@tone}"><xsl:value-of select="$s/@label"/></status></p></cell>
                  <cell><p><xsl:value-of select="r:number(count($these))"/></p></cell>
                  <cell><p><xsl:copy-of select="r:list-nodes($refs)"/></p></cell>
                </row>
              </xsl:for-each>
            </xsl:for-each>
          </group>
        </table>
      </xsl:when>
      <xsl:otherwise><p numbered="yes"><gap><xsl:value-of select="r:text('contribution.no-previous')"/></gap></p></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- A section a theme, in the order of the themes; an issue without a theme stands under its title. -->
  <xsl:template match="*[@id = 'themes']" mode="t:fill">
    <xsl:for-each select="$concerns">
      <xsl:sort select="v:theme[1]/@ref"/>
      <xsl:sort select="concat(@priority, substring('9', 1, not(@priority)))" data-type="number"/>
      <xsl:variable name="theme" select="v:theme[1]/@ref"/>
      <xsl:variable name="together" select="$concerns[v:theme[1]/@ref = $theme]"/>
      <xsl:choose>
        <xsl:when test="not($theme)">
          <section id="issue-{@id}" numbering="auto" origin="{@id}">
            <heading><xsl:value-of select="v:title[1]"/></heading>
            <xsl:apply-templates select="." mode="t:theme-body"/>
          </section>
        </xsl:when>
        <xsl:when test="generate-id() = generate-id($together[1])">
          <section id="theme-{$theme}" numbering="auto" origin="{$theme}">
            <heading><xsl:value-of select="v:theme[1]/@label"/></heading>
            <xsl:for-each select="$together">
              <xsl:sort select="concat(@priority, substring('9', 1, not(@priority)))" data-type="number"/>
              <xsl:apply-templates select="." mode="t:theme-body"/>
            </xsl:for-each>
          </section>
        </xsl:when>
      </xsl:choose>
    </xsl:for-each>
  </xsl:template>

  <xsl:template match="v:issue[v:theme]" mode="t:issue-place">theme-<xsl:value-of select="v:theme[1]/@ref"/></xsl:template>

  <!-- Facts (with their sources in notes), gap, recommendation. The recommendations of the last cycle are named at the end. -->
  <xsl:template match="v:issue" mode="t:theme-body">
    <xsl:variable name="evidence" select="key('t:record', v:based-on/@evidence) | key('t:evidence-about', @id)"/>
    <xsl:variable name="about" select="key('t:record', v:about/@ref)[self::v:recommendation][@selected]"/>
    <p role="label" origin="{@id}"><xsl:value-of select="v:title[1]"/></p>
    <xsl:call-template name="t:numbered">
      <xsl:with-param name="blocks" select="v:text/d:*"/>
      <xsl:with-param name="origin" select="@id"/>
      <xsl:with-param name="after">
        <xsl:if test="$about">
          <xsl:variable name="refs"><xsl:for-each select="$about"><ref to="rec-{@id}"><xsl:apply-templates select="." mode="t:name"/></ref></xsl:for-each></xsl:variable>
          <xsl:variable name="list"><xsl:copy-of select="r:list-nodes($refs)"/></xsl:variable>
          <span><xsl:copy-of select="r:phrase('upr-submission.compare', 'refs', $list, 'n', count($about))"/></span>
        </xsl:if>
      </xsl:with-param>
    </xsl:call-template>
    <xsl:for-each select="$evidence">
      <xsl:call-template name="t:numbered">
        <xsl:with-param name="blocks" select="v:statement/d:*"/>
        <xsl:with-param name="origin" select="@id"/>
        <xsl:with-param name="after"><note origin="{@id}"><xsl:copy-of select="v:note-text/d:p"/></note></xsl:with-param>
      </xsl:call-template>
    </xsl:for-each>
    <xsl:if test="not($evidence)"><p numbered="yes" origin="{@id}"><gap><xsl:value-of select="r:text('contribution.no-evidence')"/></gap></p></xsl:if>
    <xsl:choose>
      <xsl:when test="v:proposed[@kind = 'recommendation']">
        <xsl:for-each select="v:proposed[@kind = 'recommendation']"><p numbered="yes" origin="{../@id}"><strong><xsl:value-of select="r:text('contribution.run-in-recommendation')"/></strong><xsl:text> </xsl:text><xsl:value-of select="."/></p></xsl:for-each>
      </xsl:when>
      <xsl:otherwise><p numbered="yes" origin="{@id}"><gap><xsl:value-of select="r:text('contribution.no-recommendation')"/></gap></p></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- The matrix of OHCHR: recommendation, position, themes, assessment; below each its source of position, the persons
       concerned and the Goals. -->
  <xsl:template match="*[@id = 'matrix']" mode="t:annex-master">landscape</xsl:template>
  <xsl:template match="*[@id = 'matrix']" mode="t:fill">
    <xsl:if test="$selected">
      <table id="t-matrix" role="matrix">
        <caption><xsl:value-of select="r:text('upr-submission.matrix-caption', 'state', $project/@short)"/></caption>
        <columns><column width="share:4.4" min="150"/><column width="points:70"/><column width="share:2.6" min="110"/><column width="share:4" min="130"/></columns>
        <head><row>
          <cell scope="col"><p><xsl:value-of select="r:text('matrix.recommendation')"/></p></cell>
          <cell scope="col"><p><xsl:value-of select="r:text('matrix.position')"/></p></cell>
          <cell scope="col"><p><xsl:value-of select="r:text('upr-submission.head-themes')"/></p></cell>
          <cell scope="col"><p><xsl:value-of select="r:text('upr-submission.head-comments')"/></p></cell>
        </row></head>
        <xsl:for-each select="$view/v:groups/v:group[key('t:primary', @id)]">
          <group id="group-{@id}" origin="{@id}">
            <row role="band"><cell scope="rowgroup" colspan="4"><p><xsl:value-of select="@label"/></p></cell></row>
            <xsl:apply-templates select="key('t:primary', @id)" mode="t:ohchr-row"/>
          </group>
        </xsl:for-each>
      </table>
    </xsl:if>
  </xsl:template>

  <xsl:template match="v:recommendation" mode="t:ohchr-row">
    <xsl:variable name="own" select="key('t:record', v:status/@origin)"/>
    <row id="rec-{@id}" role="data">
      <xsl:attribute name="origin"><xsl:value-of select="@id"/><xsl:if test="$own"><xsl:text> </xsl:text><xsl:value-of select="$own/@id"/></xsl:if></xsl:attribute>
      <cell scope="row">
        <p><span role="number"><xsl:value-of select="v:from/@number"/></span></p>
        <xsl:apply-templates select="." mode="t:quotation"/>
        <xsl:variable name="states"><xsl:apply-templates select="." mode="t:states-missing"/></xsl:variable>
        <xsl:if test="string($states)"><p role="small"><xsl:value-of select="$states"/></p></xsl:if>
      </cell>
      <cell><p><xsl:choose><xsl:when test="v:position"><xsl:apply-templates select="v:position" mode="t:position"/></xsl:when><xsl:otherwise>–</xsl:otherwise></xsl:choose></p></cell>
      <cell><xsl:for-each select="v:theme"><p><xsl:value-of select="@label"/></p></xsl:for-each><xsl:if test="not(v:theme)"><p>–</p></xsl:if></cell>
      <cell>
        <p><xsl:apply-templates select="v:status" mode="t:status"/></p>
        <xsl:choose>
          <xsl:when test="$own/v:reasons/d:*"><xsl:apply-templates select="$own" mode="t:reasons-cell"/></xsl:when>
          <xsl:when test="$own"><p><gap><xsl:value-of select="r:text('contribution.no-reasons')"/></gap></p></xsl:when>
        </xsl:choose>
      </cell>
    </row>
    <row role="foot" origin="{@id}">
      <cell colspan="4">
        <p role="small">
          <xsl:variable name="foot">
            <xsl:if test="v:position/@symbol"><t:f><xsl:value-of select="r:text(concat('upr-submission.foot-position', substring('-paragraph', 1, 10 * boolean(v:position/@paragraph))), 'symbol', v:position/@symbol, 'paragraph', string(v:position/@paragraph))"/></t:f></xsl:if>
            <xsl:if test="v:group"><t:f><xsl:value-of select="r:text('upr-submission.foot-persons', 'list', r:list(v:group/@label))"/></t:f></xsl:if>
            <t:f><xsl:choose><xsl:when test="v:sdg"><xsl:apply-templates select="." mode="t:goals"/></xsl:when><xsl:otherwise><xsl:value-of select="r:text('upr-submission.foot-no-goal')"/></xsl:otherwise></xsl:choose></t:f>
          </xsl:variable>
          <xsl:for-each select="exsl:node-set($foot)/t:f"><xsl:if test="position() > 1"> · </xsl:if><xsl:value-of select="."/></xsl:for-each>
        </p>
      </cell>
    </row>
  </xsl:template>
</xsl:stylesheet>
