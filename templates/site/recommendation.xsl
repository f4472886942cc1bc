<?xml version="1.0" encoding="UTF-8"?>
<!-- The page of a recommendation: official wording with the plain one beside it, where it comes from, who answers for it, what the
     assessors say side by side, measures, indicators, evidence, and what is answered together with it. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns="urn:rapporteur:document"
                xmlns:d="urn:rapporteur:document" xmlns:v="urn:rapporteur:records" xmlns:r="urn:rapporteur:functions"
                xmlns:t="urn:rapporteur:templates" xmlns:s="urn:rapporteur:site" xmlns:exsl="http://exslt.org/common"
                exclude-result-prefixes="d v r t s exsl">

  <xsl:template match="v:recommendation" mode="s:page">
    <xsl:variable name="source" select="key('t:record', v:from/@source)"/>
    <xsl:variable name="clusters" select="key('t:clusters-of', @id)"/>
    <xsl:variable name="actions" select="key('t:actions-about', @id | $clusters/@id)"/>
    <xsl:variable name="indicators" select="key('t:indicators-about', @id | $clusters/@id | $actions/@id) | key('t:record', $actions/v:measured-by/@indicator)"/>
    <xsl:variable name="evidence" select="key('t:evidence-about', @id | $clusters/@id | $actions/@id)"/>
    <xsl:variable name="assessments" select="key('t:assessments-about', @id)"/>
    <xsl:call-template name="s:page">
      <xsl:with-param name="path" select="concat('recommendations/', @id, '.html')"/>
      <xsl:with-param name="menu" select="'sources'"/>
      <xsl:with-param name="title" select="r:text(concat('recommendation.heading-', @kind), 'number', v:from/@number)"/>
      <xsl:with-param name="subtitle"><xsl:apply-templates select="$source" mode="s:name"/></xsl:with-param>
      <xsl:with-param name="under">
        <go page="sources/index.html"><xsl:value-of select="r:text('site.sources')"/></go>
        <xsl:if test="$source"><go page="sources/{$source/@id}.html"><xsl:apply-templates select="$source" mode="s:name"/></go></xsl:if>
      </xsl:with-param>
      <xsl:with-param name="body">
        <xsl:if test="v:status"><p role="lead"><xsl:apply-templates select="v:status" mode="s:status"/><xsl:if test="v:status/@date"><xsl:text> </xsl:text><xsl:value-of select="r:text('site.assessed-on', 'assessor', $project/v:status/@name, 'date', string(v:status/@date))"/></xsl:if></p></xsl:if>
        <xsl:if test="v:plain">
          <section id="plain" numbering="none">
            <heading><xsl:value-of select="r:text('site.plain')"/></heading>
            <p origin="{@id}"><xsl:apply-templates select="v:plain[1]/@*" mode="t:lang"/><xsl:value-of select="v:plain[1]"/></p>
          </section>
        </xsl:if>
        <section id="official" numbering="none">
          <heading><xsl:value-of select="r:text('site.official')"/></heading>
          <xsl:apply-templates select="." mode="t:quotation"/>
        </section>
        <section id="facts" numbering="none">
          <heading><xsl:value-of select="r:text('site.facts')"/></heading>
          <xsl:apply-templates select="." mode="s:facts"/>
          <xsl:apply-templates select="v:position/v:comment/d:*" mode="s:copy"/>
        </section>
        <section id="assessments" numbering="none">
          <heading><xsl:value-of select="r:text('site.assessments')"/></heading>
          <xsl:choose>
            <xsl:when test="$assessments">
              <table id="t-assessments" role="plain" numbering="none">
                <caption><xsl:value-of select="r:text('site.assessments-caption')"/></caption>
                <columns><column width="share:2"/><column width="share:1.5"/><column width="share:4"/></columns>
                <head>
                  <row>
                    <cell scope="col"><p><xsl:value-of select="r:text('site.assessor')"/></p></cell>
                    <cell scope="col"><p><xsl:value-of select="r:text('matrix.status')"/></p></cell>
                    <cell scope="col"><p><xsl:value-of select="r:text('site.reasons')"/></p></cell>
                  </row>
                </head>
                <group>
                  <xsl:for-each select="$assessments">
                    <xsl:sort select="@date" order="descending"/>
                    <row id="{@id}">
                      <cell scope="row"><p><xsl:value-of select="@assessor-label"/></p><p role="small"><xsl:value-of select="r:date(string(@date))"/></p></cell>
                      <cell><p><xsl:apply-templates select="." mode="s:status"/></p></cell>
                      <cell>
                        <xsl:choose>
                          <xsl:when test="v:reasons/d:*"><xsl:apply-templates select="v:reasons/d:*" mode="s:copy"/></xsl:when>
                          <xsl:otherwise><p><xsl:value-of select="r:text('site.no-reasons')"/></p></xsl:otherwise>
                        </xsl:choose>
                      </cell>
                    </row>
                  </xsl:for-each>
                </group>
              </table>
            </xsl:when>
            <xsl:otherwise><p><xsl:value-of select="r:text('assessment.nobody')"/></p></xsl:otherwise>
          </xsl:choose>
        </section>
        <section id="measures" numbering="none">
          <heading><xsl:value-of select="r:text('recommendation.measures')"/></heading>
          <xsl:if test="not($actions)"><p><xsl:value-of select="r:text('site.no-measures')"/></p></xsl:if>
          <xsl:apply-templates select="$actions" mode="s:section"/>
        </section>
        <xsl:if test="$indicators">
          <section id="indicators" numbering="none">
            <heading><xsl:value-of select="r:text('site.indicators')"/></heading>
            <xsl:apply-templates select="$indicators" mode="s:section"/>
          </section>
        </xsl:if>
        <xsl:if test="$evidence">
          <section id="evidence" numbering="none">
            <heading><xsl:value-of select="r:text('site.evidence')"/></heading>
            <xsl:for-each select="$evidence">
              <section id="{@id}" numbering="none">
                <heading>
                  <xsl:choose>
                    <xsl:when test="@date"><xsl:value-of select="r:text('site.evidence-dated', 'type', r:text(concat('evidence.type-', @type)), 'date', string(@date))"/></xsl:when>
                    <xsl:otherwise><xsl:value-of select="r:text(concat('evidence.type-', @type))"/></xsl:otherwise>
                  </xsl:choose>
                </heading>
                <xsl:apply-templates select="v:statement/d:*" mode="s:copy"/>
                <xsl:if test="v:citation"><p role="source"><xsl:apply-templates select="v:citation[1]/@*" mode="t:lang"/><xsl:value-of select="v:citation[1]"/><xsl:if test="v:url"><xsl:text> </xsl:text><link href="{v:url[1]}"><xsl:value-of select="v:url[1]"/></link></xsl:if></p></xsl:if>
              </section>
            </xsl:for-each>
          </section>
        </xsl:if>
        <xsl:if test="$clusters">
          <section id="together" numbering="none">
            <heading><xsl:value-of select="r:text('site.together')"/></heading>
            <xsl:for-each select="$clusters">
              <p><go page="clusters/{@id}.html"><xsl:apply-templates select="v:title[1]" mode="s:words"/></go></p>
              <list kind="bullet">
                <xsl:for-each select="key('t:record', v:member/@ref)[@selected]"><item><p><xsl:apply-templates select="." mode="s:go-long"/></p></item></xsl:for-each>
              </list>
            </xsl:for-each>
          </section>
        </xsl:if>
      </xsl:with-param>
    </xsl:call-template>
  </xsl:template>

  <!-- Links to the pages of terms, as a list in words. -->
  <xsl:template name="s:term-links">
    <xsl:param name="facet"/>
    <xsl:param name="nodes" select="/.."/>
    <xsl:for-each select="$nodes">
      <xsl:variable name="code"><xsl:apply-templates select="." mode="s:code"/></xsl:variable>
      <xsl:if test="position() &gt; 1"><br/></xsl:if>
      <go page="{$facet}/{$code}.html"><xsl:apply-templates select="." mode="s:term"/></go>
    </xsl:for-each>
  </xsl:template>
  <xsl:template name="s:fact">
    <xsl:param name="term"/>
    <xsl:param name="facet"/>
    <xsl:param name="nodes" select="/.."/>
    <xsl:if test="$nodes">
      <fact>
        <term><xsl:value-of select="$term"/></term>
        <value><xsl:call-template name="s:term-links"><xsl:with-param name="facet" select="$facet"/><xsl:with-param name="nodes" select="$nodes"/></xsl:call-template></value>
      </fact>
    </xsl:if>
  </xsl:template>

  <xsl:template match="v:recommendation" mode="s:facts">
    <facts>
      <fact><term><xsl:value-of select="r:text('site.source')"/></term><value><span role="symbol"><xsl:value-of select="@citation"/></span></value></fact>
      <xsl:if test="v:position"><fact><term><xsl:value-of select="r:text('matrix.position')"/></term><value><xsl:apply-templates select="v:position" mode="t:position"/></value></fact></xsl:if>
      <xsl:if test="v:recommender"><fact><term><xsl:value-of select="r:text('site.recommenders')"/></term><value><xsl:apply-templates select="." mode="t:states"/></value></fact></xsl:if>
      <xsl:if test="v:follow-up/@due"><fact><term><xsl:value-of select="r:text('site.follow-up')"/></term><value><xsl:value-of select="r:text('matrix.follow-up', 'due', string(v:follow-up/@due))"/></value></fact></xsl:if>
      <xsl:call-template name="s:fact"><xsl:with-param name="term" select="r:text('site.lead')"/><xsl:with-param name="facet" select="'institutions'"/><xsl:with-param name="nodes" select="v:lead"/></xsl:call-template>
      <xsl:call-template name="s:fact"><xsl:with-param name="term" select="r:text('site.support')"/><xsl:with-param name="facet" select="'institutions'"/><xsl:with-param name="nodes" select="v:support"/></xsl:call-template>
      <xsl:call-template name="s:fact"><xsl:with-param name="term" select="r:text('site.themes')"/><xsl:with-param name="facet" select="'themes'"/><xsl:with-param name="nodes" select="v:theme"/></xsl:call-template>
      <xsl:call-template name="s:fact"><xsl:with-param name="term" select="r:text('site.groups')"/><xsl:with-param name="facet" select="'groups'"/><xsl:with-param name="nodes" select="v:group"/></xsl:call-template>
      <xsl:call-template name="s:fact"><xsl:with-param name="term" select="r:text('site.goals')"/><xsl:with-param name="facet" select="'goals'"/><xsl:with-param name="nodes" select="v:sdg"/></xsl:call-template>
      <xsl:call-template name="s:fact"><xsl:with-param name="term" select="r:text('site.articles')"/><xsl:with-param name="facet" select="'articles'"/><xsl:with-param name="nodes" select="v:article"/></xsl:call-template>
      <xsl:for-each select="$records/v:obligation[v:source/@ref = current()/v:from/@source and @state != 'submitted'][1]">
        <fact><term><xsl:value-of select="r:text('site.next-report')"/></term><value><xsl:variable name="title"><xsl:apply-templates select="v:title[1]" mode="s:words"/></xsl:variable><xsl:copy-of select="r:phrase('site.report-due', 'title', $title, 'date', string(@due))"/></value></fact>
      </xsl:for-each>
    </facts>
  </xsl:template>

  <xsl:template match="v:action" mode="s:section">
    <section id="{@id}" numbering="none">
      <heading><xsl:apply-templates select="v:title[1]" mode="s:words"/></heading>
      <facts>
        <fact><term><xsl:value-of select="r:text('matrix.status')"/></term><value><xsl:apply-templates select="." mode="t:progress"/></value></fact>
        <xsl:variable name="period"><xsl:apply-templates select="." mode="t:period"/></xsl:variable>
        <xsl:if test="string($period)"><fact><term><xsl:value-of select="r:text('site.period')"/></term><value><xsl:value-of select="$period"/></value></fact></xsl:if>
        <xsl:if test="v:lead"><fact><term><xsl:value-of select="r:text('site.lead')"/></term><value><xsl:value-of select="r:list(v:lead/@label)"/></value></fact></xsl:if>
        <xsl:if test="v:support"><fact><term><xsl:value-of select="r:text('site.support')"/></term><value><xsl:value-of select="r:list(v:support/@label)"/></value></fact></xsl:if>
      </facts>
      <xsl:apply-templates select="v:text/d:*" mode="s:copy"/>
      <xsl:if test="v:milestone">
        <p role="label"><xsl:value-of select="r:text('site.milestones')"/></p>
        <list kind="bullet">
          <xsl:for-each select="v:milestone">
            <xsl:sort select="@date"/>
            <item>
              <xsl:variable name="title"><xsl:apply-templates select="v:title[1]" mode="s:words"/></xsl:variable>
              <p><xsl:copy-of select="r:phrase('site.milestone', 'date', string(@date), 'title', $title, 'state', r:text(concat('site.milestone-', @state)))"/></p>
            </item>
          </xsl:for-each>
        </list>
      </xsl:if>
    </section>
  </xsl:template>

  <!-- Baseline, dated values and target as a table; a value below the threshold comes suppressed from the view. -->
  <xsl:template match="v:indicator" mode="s:section">
    <xsl:variable name="i" select="."/>
    <section id="{@id}" numbering="none">
      <heading><xsl:apply-templates select="v:title[1]" mode="s:words"/></heading>
      <xsl:apply-templates select="v:definition/d:*" mode="s:copy"/>
      <table id="t-{@id}" role="plain" numbering="none">
        <caption><xsl:value-of select="r:text('indicator.caption', 'title', string(v:title[1]), 'unit', string(v:unit[1]))"/></caption>
        <columns><column width="content"/><column width="content"/><column width="content" align="end"/></columns>
        <head>
          <row>
            <cell scope="col"><p><xsl:value-of select="r:text('site.year')"/></p></cell>
            <cell scope="col"><p><xsl:value-of select="r:text('indicator.series')"/></p></cell>
            <cell scope="col" align="end"><p><xsl:value-of select="r:text('site.value')"/></p></cell>
          </row>
        </head>
        <group>
          <xsl:for-each select="v:baseline[@value]"><xsl:call-template name="s:value-row"><xsl:with-param name="what" select="r:text('site.baseline')"/></xsl:call-template></xsl:for-each>
          <xsl:for-each select="v:series/v:point">
            <xsl:call-template name="s:value-row">
              <xsl:with-param name="what">
                <xsl:choose>
                  <xsl:when test="../v:label"><xsl:apply-templates select="../v:label[1]" mode="s:words"/></xsl:when>
                  <xsl:when test="../@group-label"><xsl:value-of select="../@group-label"/></xsl:when>
                  <xsl:when test="../@by"><xsl:value-of select="../@by"/></xsl:when>
                  <xsl:otherwise><xsl:value-of select="r:text('indicator.total')"/></xsl:otherwise>
                </xsl:choose>
              </xsl:with-param>
            </xsl:call-template>
          </xsl:for-each>
          <xsl:for-each select="v:target[@value]"><xsl:call-template name="s:value-row"><xsl:with-param name="what" select="r:text('site.target')"/></xsl:call-template></xsl:for-each>
        </group>
      </table>
      <xsl:if test="v:citation"><p role="source"><xsl:apply-templates select="v:citation[1]/@*" mode="t:lang"/><xsl:value-of select="v:citation[1]"/></p></xsl:if>
    </section>
  </xsl:template>
  <xsl:template name="s:value-row">
    <xsl:param name="what"/>
    <xsl:variable name="indicator" select="ancestor::v:indicator"/>
    <row>
      <cell scope="row"><p><xsl:value-of select="r:date(string(@period))"/></p></cell>
      <cell><p><xsl:copy-of select="$what"/></p></cell>
      <cell align="end"><p>
        <xsl:choose>
          <xsl:when test="@suppressed"><xsl:value-of select="r:text('indicator.suppressed', 'n', $indicator/@suppress-below)"/></xsl:when>
          <xsl:when test="@value"><xsl:value-of select="r:number(string(@value), number(concat('0', $indicator/@decimals)))"/></xsl:when>
          <xsl:otherwise><xsl:value-of select="r:text('indicator.missing')"/></xsl:otherwise>
        </xsl:choose>
      </p></cell>
    </row>
  </xsl:template>
</xsl:stylesheet>
