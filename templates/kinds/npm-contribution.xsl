<?xml version="1.0" encoding="UTF-8"?>
<!-- Contribution of a national preventive mechanism: its mandate under the Optional Protocol, the places it visited, what
     it found there, what became of its recommendations, and how the State meets its duties towards the mechanism.
     Visits are evidence that holds a <visit>. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns="urn:rapporteur:document"
                xmlns:d="urn:rapporteur:document" xmlns:v="urn:rapporteur:records" xmlns:r="urn:rapporteur:functions"
                xmlns:t="urn:rapporteur:templates" xmlns:exsl="http://exslt.org/common" exclude-result-prefixes="d v r t exsl">
  <xsl:import href="../common/document.xsl"/>
  <xsl:import href="../common/recommendation.xsl"/>
  <xsl:import href="../common/sources.xsl"/>
  <xsl:import href="../common/matrix.xsl"/>
  <xsl:import href="../common/cover.xsl"/>
  <xsl:import href="../common/contribution.xsl"/>
  <xsl:import href="../common/follow-up.xsl"/>

  <xsl:variable name="npm-ids" select="$authors/@id"/>
  <xsl:variable name="visits" select="$records/v:evidence[v:visit]"/>
  <xsl:variable name="protocol" select="$records/v:treaty[@code = 'OPCAT']"/>
  <!-- What concerns the mechanism itself stands in a section of its own. -->
  <xsl:variable name="about-protocol" select="$concerns[v:article/@treaty = 'OPCAT']"/>
  <xsl:variable name="about-places" select="$concerns[not(v:article/@treaty = 'OPCAT')]"/>

  <xsl:template match="v:view">
    <xsl:call-template name="t:document">
      <xsl:with-param name="parts">
        <xsl:call-template name="t:cover"><xsl:with-param name="apart" select="count($concerns) > 4 and not($project/@stage = 'follow-up')"/></xsl:call-template>
        <part region="body" master="portrait"><xsl:call-template name="t:body-sections"/></part>
        <xsl:call-template name="t:annex-parts"/>
      </xsl:with-param>
    </xsl:call-template>
  </xsl:template>

  <!-- Who the mechanism is; since when the State is bound, since when it is designated. -->
  <xsl:template match="*[@id = 'institution']" mode="t:fill">
    <xsl:call-template name="t:institutions"/>
    <xsl:choose>
      <xsl:when test="$protocol/@ratified and $protocol/v:procedure/@date">
        <p numbered="yes" origin="{$protocol/@id}"><xsl:value-of select="r:text('npm-contribution.protocol', 'state', $project/@short, 'ratified', $protocol/@ratified, 'designated', $protocol/v:procedure[@date][1]/@date)"/></p>
      </xsl:when>
      <xsl:when test="$protocol/@ratified"><p numbered="yes" origin="{$protocol/@id}"><xsl:value-of select="r:text('npm-contribution.protocol-ratified', 'state', $project/@short, 'ratified', $protocol/@ratified)"/></p></xsl:when>
      <xsl:otherwise><p numbered="yes"><gap><xsl:value-of select="r:text('npm-contribution.no-protocol')"/></gap></p></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="*[@id = 'method']" mode="t:fill"><xsl:call-template name="t:sources-used"/></xsl:template>
  <xsl:template match="*[@id = 'summary']" mode="t:fill"><xsl:call-template name="t:summary"/></xsl:template>
  <xsl:template match="*[@id = 'previous-recommendations']" mode="t:fill"><xsl:call-template name="t:previous"/></xsl:template>
  <xsl:template match="*[@id = 'issues']" mode="t:fill">
    <xsl:call-template name="t:issues"><xsl:with-param name="these" select="$concerns[not($profile//*[@id = 'opcat']) or not(v:article/@treaty = 'OPCAT')]"/></xsl:call-template>
  </xsl:template>
  <xsl:template match="*[@id = 'opcat']" mode="t:fill">
    <xsl:for-each select="$about-protocol">
      <xsl:sort select="@priority" data-type="number"/>
      <xsl:choose>
        <xsl:when test="count($about-protocol) > 1">
          <section id="issue-{@id}" numbering="auto" origin="{@id}">
            <heading><xsl:value-of select="v:title[1]"/></heading>
            <xsl:apply-templates select="." mode="t:issue-body"/>
          </section>
        </xsl:when>
        <xsl:otherwise><xsl:apply-templates select="." mode="t:issue-body"/></xsl:otherwise>
      </xsl:choose>
    </xsl:for-each>
  </xsl:template>
  <xsl:template match="*[@id = 'developments']" mode="t:fill"><xsl:call-template name="t:developments"/></xsl:template>
  <xsl:template match="*[@id = 'proposed-questions' or @id = 'proposed-recommendations']" mode="t:fill"><xsl:call-template name="t:proposals-table"/></xsl:template>
  <xsl:template match="*[@id = 'annexes']" mode="t:fill">
    <xsl:call-template name="t:evidence-table"/>
  </xsl:template>
  <xsl:template match="*[@id = 'introduction']" mode="t:fill"><xsl:call-template name="t:follow-up-introduction"/></xsl:template>
  <xsl:template match="*[@id = 'paragraphs']" mode="t:fill"><xsl:call-template name="t:follow-up-paragraphs"/></xsl:template>

  <!-- ============================================================= visits -->

  <xsl:template match="*[@id = 'visits']" mode="t:fill">
    <xsl:choose>
      <xsl:when test="$visits">
        <p numbered="yes">
          <xsl:call-template name="t:from"><xsl:with-param name="records" select="$visits"/></xsl:call-template>
          <xsl:variable name="kinds">
            <xsl:for-each select="$visits/v:visit[not(@kind = ../preceding-sibling::v:evidence/v:visit/@kind)]">
              <t:k><xsl:value-of select="r:text(concat('place.count-', @kind), 'n', count($visits/v:visit[@kind = current()/@kind]))"/></t:k>
            </xsl:for-each>
          </xsl:variable>
          <xsl:variable name="table"><ref to="t-visits"/></xsl:variable>
          <xsl:copy-of select="r:phrase('npm-contribution.visits', 'n', count($visits), 'kinds', r:list(exsl:node-set($kinds)/t:k), 'table', $table, 'unannounced', string(count($visits/v:visit[@announced = 'no'])))"/>
          <xsl:if test="$visits/v:visit/@interviews"><xsl:text> </xsl:text><xsl:value-of select="r:text('npm-contribution.interviews', 'n', sum($visits/v:visit/@interviews))"/></xsl:if>
        </p>
        <table id="t-visits" role="plain">
          <caption><xsl:value-of select="r:text('npm-contribution.visits-caption')"/></caption>
          <columns><column width="points:90"/><column width="share:3" min="110"/><column width="share:2.6" min="100"/><column width="points:66"/><column width="points:58" align="end"/></columns>
          <head><row>
            <cell scope="col"><p><xsl:value-of select="r:text('npm-contribution.head-date')"/></p></cell>
            <cell scope="col"><p><xsl:value-of select="r:text('npm-contribution.head-place')"/></p></cell>
            <cell scope="col"><p><xsl:value-of select="r:text('npm-contribution.head-kind')"/></p></cell>
            <cell scope="col"><p><xsl:value-of select="r:text('npm-contribution.head-announced')"/></p></cell>
            <cell scope="col"><p><xsl:value-of select="r:text('npm-contribution.head-interviews')"/></p></cell>
          </row></head>
          <group>
            <xsl:for-each select="$visits">
              <row origin="{@id}">
                <cell scope="row"><p><xsl:value-of select="r:date(string(@date))"/></p></cell>
                <cell><p><xsl:value-of select="v:visit/v:place[1]"/><note origin="{@id}"><xsl:copy-of select="v:note-text/d:p"/></note></p></cell>
                <cell><p><xsl:value-of select="r:text(concat('place.', v:visit/@kind))"/></p></cell>
                <cell><p><xsl:value-of select="r:text(concat('npm-contribution.announced-', v:visit/@announced, substring('unknown', 1, 7 * not(v:visit/@announced))))"/></p></cell>
                <cell><p><xsl:choose><xsl:when test="v:visit/@interviews"><xsl:value-of select="r:number(string(v:visit/@interviews))"/></xsl:when><xsl:otherwise>–</xsl:otherwise></xsl:choose></p></cell>
              </row>
            </xsl:for-each>
          </group>
        </table>
      </xsl:when>
      <xsl:otherwise><p numbered="yes"><gap><xsl:value-of select="r:text('npm-contribution.no-visits')"/></gap></p></xsl:otherwise>
    </xsl:choose>
  </xsl:template>
</xsl:stylesheet>
