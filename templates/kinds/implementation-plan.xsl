<?xml version="1.0" encoding="UTF-8"?>
<!-- National implementation plan, A4 landscape: one table with a group of rows for each cluster (or theme), a row for each
     measure with recommendations, outcome, lead, term and milestones, indicators, cost and state; then costs by institution,
     the steps ahead by year, the indicators with baseline and target, and the assistance needed. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns="urn:rapporteur:document"
                xmlns:d="urn:rapporteur:document" xmlns:v="urn:rapporteur:records" xmlns:r="urn:rapporteur:functions"
                xmlns:t="urn:rapporteur:templates" xmlns:exsl="http://exslt.org/common" exclude-result-prefixes="d v r t exsl">
  <xsl:import href="../common/document.xsl"/>
  <xsl:import href="../common/recommendation.xsl"/>
  <xsl:import href="../common/sources.xsl"/>
  <xsl:import href="../common/measures.xsl"/>
  <xsl:import href="../common/matrix.xsl"/>
  <xsl:import href="../common/answer.xsl"/>
  <xsl:import href="../common/state.xsl"/>
  <xsl:import href="../common/steps.xsl"/>
  <xsl:import href="../common/consultations.xsl"/>

  <xsl:variable name="planned" select="$records/v:action[@first]"/>
  <xsl:variable name="followed" select="$records/v:indicator[@first or @id = $planned/v:measured-by/@indicator]"/>

  <xsl:template match="v:view">
    <xsl:call-template name="t:document">
      <xsl:with-param name="parts">
        <part region="body" master="landscape">
          <xsl:call-template name="t:masthead"/>
          <xsl:call-template name="t:judged-by"/>
          <xsl:call-template name="t:profile-body"/>
        </part>
      </xsl:with-param>
    </xsl:call-template>
  </xsl:template>

  <xsl:template match="*[@id = 'introduction']" mode="t:fill">
    <xsl:call-template name="t:what-is-listed"/>
    <p numbered="yes"><xsl:value-of select="r:text('implementation-plan.scope', 'n', count($planned), 'groups', count($view/v:groups/v:group[key('t:primary', @id)]))"/></p>
  </xsl:template>
  <xsl:template match="*[@id = 'method']" mode="t:fill">
    <xsl:call-template name="t:preparation"/>
    <xsl:call-template name="t:status-method"/>
  </xsl:template>

  <!-- ================================================================= the plan -->

  <xsl:template match="*[@id = 'plan']" mode="t:fill">
    <xsl:if test="$selected">
      <p numbered="yes"><xsl:value-of select="r:text(concat('implementation-plan.reading-', $project/@group-by))"/></p>
      <table id="t-plan" role="matrix">
        <caption><xsl:value-of select="r:text('implementation-plan.caption')"/></caption>
        <columns>
          <column width="points:66"/><column width="share:3.4" min="92"/><column width="share:2.8" min="84"/><column width="share:2.2" min="76"/>
          <column width="share:2.4" min="84"/><column width="share:3" min="88"/><column width="share:2" min="76"/><column width="points:62"/>
        </columns>
        <head>
          <row>
            <cell scope="col"><p><xsl:value-of select="r:text('implementation-plan.recommendations')"/></p></cell>
            <cell scope="col"><p><xsl:value-of select="r:text('implementation-plan.measure')"/></p></cell>
            <cell scope="col"><p><xsl:value-of select="r:text('implementation-plan.outcome')"/></p></cell>
            <cell scope="col"><p><xsl:value-of select="r:text('implementation-plan.lead')"/></p></cell>
            <cell scope="col"><p><xsl:value-of select="r:text('implementation-plan.term')"/></p></cell>
            <cell scope="col"><p><xsl:value-of select="r:text('implementation-plan.indicators')"/></p></cell>
            <cell scope="col"><p><xsl:value-of select="r:text('implementation-plan.cost')"/></p></cell>
            <cell scope="col"><p><xsl:value-of select="r:text('implementation-plan.state')"/></p></cell>
          </row>
        </head>
        <xsl:for-each select="$view/v:groups/v:group[key('t:primary', @id)]">
          <xsl:variable name="members" select="key('t:primary', @id)"/>
          <xsl:variable name="here" select="$planned[@first = $members/@id]"/>
          <group id="group-{@id}" origin="{@id}">
            <row role="band"><cell scope="rowgroup" colspan="8"><p><xsl:value-of select="@label"/></p></cell></row>
            <xsl:apply-templates select="$here" mode="t:plan-row"/>
            <xsl:for-each select="$members[not(key('t:actions-about', @id | key('t:clusters-of', @id)/@id))]">
              <row origin="{@id}">
                <cell scope="row"><p><xsl:apply-templates select="." mode="t:plan-number"/></p></cell>
                <cell colspan="7">
                  <p>
                    <xsl:choose>
                      <xsl:when test="v:position/@value = 'noted'"><xsl:value-of select="r:text('measure.none-noted')"/></xsl:when>
                      <xsl:otherwise><gap><xsl:value-of select="r:text('implementation-plan.gap-measure')"/></gap></xsl:otherwise>
                    </xsl:choose>
                  </p>
                </cell>
              </row>
            </xsl:for-each>
            <xsl:variable name="elsewhere" select="$members[key('t:actions-about', @id | key('t:clusters-of', @id)/@id) and not($here/v:about/@ref = @id) and not($here/@first = @id)]"/>
            <xsl:if test="$elsewhere">
              <row role="see">
                <cell colspan="8">
                  <p>
                    <xsl:variable name="numbers"><xsl:for-each select="$elsewhere"><t:n><xsl:apply-templates select="." mode="t:name"/></t:n></xsl:for-each></xsl:variable>
                    <xsl:value-of select="r:text('implementation-plan.elsewhere', 'n', count($elsewhere), 'list', r:list(exsl:node-set($numbers)/t:n))"/>
                  </p>
                </cell>
              </row>
            </xsl:if>
          </group>
        </xsl:for-each>
      </table>
    </xsl:if>
  </xsl:template>

  <xsl:template match="v:recommendation" mode="t:plan-number">
    <xsl:apply-templates select="." mode="t:name"/>
    <xsl:if test="v:position/@value = 'noted' or v:position/@value = 'in-part'"><xsl:text> </xsl:text><xsl:value-of select="r:text('implementation-plan.position', 'position', r:text(concat('position.', v:position/@value)))"/></xsl:if>
  </xsl:template>

  <xsl:template match="v:action" mode="t:plan-row">
    <xsl:variable name="about" select="key('t:record', v:about/@ref)/self::v:recommendation[@selected] | key('t:record', key('t:record', v:about/@ref)/self::v:cluster/v:member/@ref)[@selected]"/>
    <xsl:variable name="indicators" select="key('t:indicators-about', @id | v:about/@ref) | key('t:record', v:measured-by/@indicator)"/>
    <row id="row-{@id}" role="data">
      <xsl:attribute name="origin"><xsl:value-of select="@id"/><xsl:for-each select="$about"><xsl:value-of select="concat(' ', @id)"/></xsl:for-each></xsl:attribute>
      <cell scope="row"><xsl:for-each select="$about"><p><xsl:apply-templates select="." mode="t:plan-number"/></p></xsl:for-each></cell>
      <cell><p><xsl:value-of select="v:title[1]"/></p></cell>
      <cell>
        <xsl:choose>
          <xsl:when test="v:outcome/d:*"><xsl:copy-of select="v:outcome/d:*"/></xsl:when>
          <xsl:otherwise><p><gap><xsl:value-of select="r:text('implementation-plan.gap-outcome')"/></gap></p></xsl:otherwise>
        </xsl:choose>
      </cell>
      <cell>
        <xsl:choose>
          <xsl:when test="v:lead"><p><xsl:value-of select="v:lead[1]/@label"/></p></xsl:when>
          <xsl:otherwise><p><gap><xsl:value-of select="r:text('gap.responsible-short')"/></gap></p></xsl:otherwise>
        </xsl:choose>
        <xsl:if test="v:support"><p role="small"><xsl:value-of select="r:text('matrix.with', 'list', r:list(v:support/@label))"/></p></xsl:if>
      </cell>
      <cell>
        <xsl:variable name="period"><xsl:apply-templates select="." mode="t:period"/></xsl:variable>
        <p><xsl:choose><xsl:when test="string($period)"><xsl:value-of select="$period"/></xsl:when><xsl:otherwise><gap><xsl:value-of select="r:text('implementation-plan.gap-term')"/></gap></xsl:otherwise></xsl:choose></p>
        <xsl:for-each select="v:milestone[@state != 'reached']">
          <p role="small"><xsl:value-of select="r:text(concat('implementation-plan.milestone-', @state), 'title', v:title[1], 'date', @date)"/></p>
        </xsl:for-each>
      </cell>
      <cell>
        <xsl:for-each select="$indicators">
          <p><xsl:apply-templates select="." mode="t:aim"/></p>
        </xsl:for-each>
        <xsl:if test="not($indicators)"><p><gap><xsl:value-of select="r:text('implementation-plan.gap-indicator')"/></gap></p></xsl:if>
      </cell>
      <cell>
        <xsl:for-each select="v:cost">
          <p><xsl:value-of select="r:text('implementation-plan.amount', 'currency', @currency, 'amount', @amount)"/></p>
          <p role="small"><xsl:value-of select="r:text(concat('funding.', @funded))"/><xsl:if test="v:title"><xsl:value-of select="r:text('contribution.title-colon')"/><xsl:text> </xsl:text><xsl:value-of select="v:title[1]"/></xsl:if></p>
        </xsl:for-each>
        <xsl:if test="not(v:cost)"><p>–</p></xsl:if>
      </cell>
      <cell>
        <xsl:variable name="state"><xsl:apply-templates select="." mode="t:state"/></xsl:variable>
        <p><xsl:value-of select="r:text(concat('implementation-plan.state-', $state))"/></p>
        <xsl:if test="v:progress[@latest]"><p role="small"><xsl:value-of select="r:date(string(v:progress[@latest]/@date))"/></p></xsl:if>
      </cell>
    </row>
  </xsl:template>

  <!-- "Occupancy of prisons: 131.0 (2021) → 100.0 (2028)" -->
  <xsl:template match="v:indicator" mode="t:aim">
    <xsl:variable name="decimals" select="number(concat('0', @decimals))"/>
    <xsl:choose>
      <xsl:when test="v:baseline/@value and v:target/@value"><xsl:value-of select="r:text('implementation-plan.aim-both', 'title', v:title[1], 'baseline', r:number(string(v:baseline/@value), $decimals), 'from', v:baseline/@period, 'target', r:number(string(v:target/@value), $decimals), 'by', v:target/@period)"/></xsl:when>
      <xsl:when test="v:baseline/@value"><xsl:value-of select="r:text('implementation-plan.aim-baseline', 'title', v:title[1], 'baseline', r:number(string(v:baseline/@value), $decimals), 'from', v:baseline/@period)"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="v:title[1]"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- ==================================================================== costs -->

  <xsl:template match="*[@id = 'costs']" mode="t:fill">
    <xsl:variable name="currency" select="$planned/v:cost[1]/@currency"/>
    <xsl:variable name="costs" select="$planned/v:cost[@currency = $currency]"/>
    <xsl:if test="$costs">
      <p numbered="yes">
        <xsl:variable name="ref"><ref to="t-costs"/></xsl:variable>
        <xsl:copy-of select="r:phrase('implementation-plan.costs', 'n', count($costs/..), 'of', r:number(count($planned)), 'currency', string($currency), 'amount', r:number(format-number(sum($costs/@amount), '0')),
                             'open', r:number(format-number(sum($costs[@funded != 'yes']/@amount), '0')), 'table', $ref)"/>
      </p>
      <table id="t-costs" role="plain">
        <caption><xsl:value-of select="r:text('implementation-plan.costs-caption', 'currency', $currency)"/></caption>
        <columns>
          <column width="share:4"/><column width="points:66" align="end"/>
          <xsl:for-each select="exsl:node-set($funding-known)/t:f"><column width="points:96" align="end"/></xsl:for-each>
          <column width="points:96" align="end"/>
        </columns>
        <head>
          <row>
            <cell scope="col"><p><xsl:value-of select="r:text('implementation-plan.lead')"/></p></cell>
            <cell scope="col"><p><xsl:value-of select="r:text('core-document.measures')"/></p></cell>
            <xsl:for-each select="exsl:node-set($funding-known)/t:f"><cell scope="col"><p><xsl:value-of select="r:text(concat('funding.', @v))"/></p></cell></xsl:for-each>
            <cell scope="col"><p><xsl:value-of select="r:text('overview.total')"/></p></cell>
          </row>
        </head>
        <group>
          <xsl:for-each select="$records/v:institution[@id = $costs/../v:lead/@ref]">
            <xsl:variable name="these" select="$costs[../v:lead[1]/@ref = current()/@id]"/>
            <xsl:if test="$these">
              <row origin="{@id}">
                <cell scope="row"><p><xsl:value-of select="v:name[1]"/></p></cell>
                <cell><p><xsl:value-of select="r:number(count($these/..))"/></p></cell>
                <xsl:for-each select="exsl:node-set($funding-known)/t:f">
                  <cell><p><xsl:value-of select="r:number(format-number(sum($these[@funded = current()/@v]/@amount), '0'))"/></p></cell>
                </xsl:for-each>
                <cell><p><xsl:value-of select="r:number(format-number(sum($these/@amount), '0'))"/></p></cell>
              </row>
            </xsl:if>
          </xsl:for-each>
          <row role="total">
            <cell scope="row"><p><xsl:value-of select="r:text('overview.total')"/></p></cell>
            <cell><p><xsl:value-of select="r:number(count($costs/..))"/></p></cell>
            <xsl:for-each select="exsl:node-set($funding-known)/t:f"><cell><p><xsl:value-of select="r:number(format-number(sum($costs[@funded = current()/@v]/@amount), '0'))"/></p></cell></xsl:for-each>
            <cell><p><xsl:value-of select="r:number(format-number(sum($costs/@amount), '0'))"/></p></cell>
          </row>
        </group>
      </table>
    </xsl:if>
  </xsl:template>

  <!-- ================================================================= timeline -->

  <!-- Steps by year: a band for each. -->
  <xsl:template match="*[@id = 'timeline']" mode="t:fill">
    <xsl:variable name="found"><xsl:call-template name="t:steps"><xsl:with-param name="actions" select="$planned"/></xsl:call-template></xsl:variable>
    <xsl:variable name="steps" select="exsl:node-set($found)/t:step"/>
    <xsl:if test="count($steps) > 1">
      <p numbered="yes"><xsl:variable name="ref"><ref to="t-timeline"/></xsl:variable><xsl:copy-of select="r:phrase('steps.table', 'table', $ref, 'n', count($steps))"/></p>
      <table id="t-timeline" role="plain">
        <caption><xsl:value-of select="r:text('implementation-plan.timeline-caption')"/></caption>
        <columns><column width="points:96"/><column width="share:4"/><column width="share:3"/><column width="share:2.4"/></columns>
        <head>
          <row>
            <cell scope="col"><p><xsl:value-of select="r:text('next-steps.date')"/></p></cell>
            <cell scope="col"><p><xsl:value-of select="r:text('next-steps.step')"/></p></cell>
            <cell scope="col"><p><xsl:value-of select="r:text('steps.measure')"/></p></cell>
            <cell scope="col"><p><xsl:value-of select="r:text('implementation-plan.lead')"/></p></cell>
          </row>
        </head>
        <xsl:for-each select="$steps[not(substring(@date, 1, 4) = substring(preceding-sibling::t:step[1]/@date, 1, 4))]">
          <xsl:variable name="year" select="substring(@date, 1, 4)"/>
          <group>
            <row role="band"><cell scope="rowgroup" colspan="4"><p><xsl:value-of select="$year"/></p></cell></row>
            <xsl:for-each select="$steps[substring(@date, 1, 4) = $year]">
              <xsl:variable name="step" select="."/>
              <xsl:for-each select="$view">
                <xsl:variable name="action" select="key('t:record', $step/@action)"/>
                <row origin="{$action/@id}">
                  <cell scope="row"><p><xsl:value-of select="r:date(string($step/@date))"/></p></cell>
                  <cell><p><xsl:choose><xsl:when test="$step/@whole"><xsl:value-of select="r:text('implementation-plan.completion')"/></xsl:when><xsl:otherwise><xsl:value-of select="$step"/></xsl:otherwise></xsl:choose></p></cell>
                  <cell><p><ref to="row-{$action/@id}"><xsl:value-of select="$action/v:title[1]"/></ref></p></cell>
                  <cell><p><xsl:choose><xsl:when test="$action/v:lead"><xsl:value-of select="$action/v:lead[1]/@label"/></xsl:when><xsl:otherwise><gap><xsl:value-of select="r:text('gap.responsible-short')"/></gap></xsl:otherwise></xsl:choose></p></cell>
                </row>
              </xsl:for-each>
            </xsl:for-each>
          </group>
        </xsl:for-each>
      </table>
    </xsl:if>
  </xsl:template>

  <!-- =============================================================== indicators -->

  <xsl:template match="*[@id = 'indicators']" mode="t:fill">
    <xsl:if test="count($followed) > 1">
      <p numbered="yes"><xsl:variable name="ref"><ref to="t-indicators"/></xsl:variable><xsl:copy-of select="r:phrase('implementation-plan.indicators-table', 'table', $ref, 'n', count($followed))"/></p>
      <table id="t-indicators" role="plain">
        <caption><xsl:value-of select="r:text('implementation-plan.indicators-caption')"/></caption>
        <columns><column width="share:4"/><column width="points:70"/><column width="points:86" align="end"/><column width="points:86" align="end"/><column width="points:86" align="end"/><column width="share:3"/></columns>
        <head>
          <row>
            <cell scope="col"><p><xsl:value-of select="r:text('statistics.indicator')"/></p></cell>
            <cell scope="col"><p><xsl:value-of select="r:text('implementation-plan.kind')"/></p></cell>
            <cell scope="col"><p><xsl:value-of select="r:text('implementation-plan.baseline')"/></p></cell>
            <cell scope="col"><p><xsl:value-of select="r:text('implementation-plan.latest')"/></p></cell>
            <cell scope="col"><p><xsl:value-of select="r:text('implementation-plan.target')"/></p></cell>
            <cell scope="col"><p><xsl:value-of select="r:text('implementation-plan.source')"/></p></cell>
          </row>
        </head>
        <group>
          <xsl:for-each select="$followed">
            <xsl:variable name="decimals" select="number(concat('0', @decimals))"/>
            <row origin="{@id}">
              <cell scope="row"><p><xsl:value-of select="r:text('statistics.title-unit', 'title', v:title[1], 'unit', v:unit[1])"/></p></cell>
              <cell><p><xsl:value-of select="r:text(concat('implementation-plan.kind-', @kind))"/></p></cell>
              <cell><p><xsl:call-template name="t:point"><xsl:with-param name="point" select="v:baseline"/><xsl:with-param name="decimals" select="$decimals"/></xsl:call-template></p></cell>
              <cell><p><xsl:call-template name="t:point"><xsl:with-param name="point" select="v:latest"/><xsl:with-param name="decimals" select="$decimals"/></xsl:call-template></p></cell>
              <cell><p><xsl:call-template name="t:point"><xsl:with-param name="point" select="v:target"/><xsl:with-param name="decimals" select="$decimals"/></xsl:call-template></p></cell>
              <cell><p><xsl:choose><xsl:when test="v:citation"><xsl:value-of select="v:citation[1]"/></xsl:when><xsl:otherwise><gap><xsl:value-of select="r:text('implementation-plan.gap-source')"/></gap></xsl:otherwise></xsl:choose></p></cell>
            </row>
          </xsl:for-each>
        </group>
      </table>
    </xsl:if>
  </xsl:template>
  <xsl:template name="t:point">
    <xsl:param name="point" select="/.."/>
    <xsl:param name="decimals"/>
    <xsl:choose>
      <xsl:when test="$point/@value"><xsl:value-of select="r:text('implementation-plan.value', 'value', r:number(string($point/@value), $decimals), 'period', $point/@period)"/></xsl:when>
      <xsl:otherwise><gap><xsl:value-of select="r:text('implementation-plan.gap-value')"/></gap></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="*[@id = 'assistance']" mode="t:fill">
    <xsl:call-template name="t:assistance-table"><xsl:with-param name="id" select="'t-assistance'"/><xsl:with-param name="actions" select="$planned"/></xsl:call-template>
  </xsl:template>
</xsl:stylesheet>
