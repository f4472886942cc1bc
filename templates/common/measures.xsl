<?xml version="1.0" encoding="UTF-8"?>
<!-- What was done about a recommendation and what came of it, as numbered paragraphs in full sentences: measures,
     joint answers of clusters, indicators, evidence in footnotes, assessments. A measure that serves several
     recommendations is told under the first of them (its @first); the others point there. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns="urn:rapporteur:document"
                xmlns:d="urn:rapporteur:document" xmlns:v="urn:rapporteur:records" xmlns:r="urn:rapporteur:functions"
                xmlns:t="urn:rapporteur:templates" xmlns:exsl="http://exslt.org/common" exclude-result-prefixes="d v r t exsl">

  <!-- ========================================================== measures -->

  <xsl:template match="v:recommendation" mode="t:measures">
    <xsl:variable name="id" select="@id"/>
    <xsl:variable name="clusters" select="key('t:clusters-of', @id)"/>
    <xsl:variable name="actions" select="key('t:actions-about', @id | $clusters/@id)"/>
    <p role="label"><xsl:value-of select="r:text('recommendation.measures')"/></p>
    <xsl:choose>
      <xsl:when test="$actions">
        <xsl:apply-templates select="$actions[@first = $id]" mode="t:measure"/>
        <xsl:if test="$actions[@first != $id]">
          <p numbered="yes">
            <xsl:attribute name="origin"><xsl:for-each select="$actions[@first != $id]"><xsl:if test="position() > 1"><xsl:text> </xsl:text></xsl:if><xsl:value-of select="@id"/></xsl:for-each></xsl:attribute>
            <xsl:for-each select="$actions[@first != $id]">
              <xsl:variable name="ref"><xsl:apply-templates select="key('t:record', @first)" mode="t:ref"/></xsl:variable>
              <xsl:if test="position() > 1"><xsl:text> </xsl:text></xsl:if>
              <xsl:copy-of select="r:phrase(concat('measure.elsewhere', substring('-results', 1, 8 * boolean(key('t:evidence-about', @id)[@first = current()/@first]))), 'title', string(v:title[1]), 'ref', $ref)"/>
            </xsl:for-each>
          </p>
        </xsl:if>
      </xsl:when>
      <xsl:when test="v:position/@value = 'noted'"><p numbered="yes" origin="{@id}"><xsl:value-of select="r:text('measure.none-noted')"/></p></xsl:when>
      <xsl:otherwise><p numbered="yes" origin="{@id}"><gap><xsl:value-of select="r:text('measure.none')"/></gap></p></xsl:otherwise>
    </xsl:choose>
    <xsl:apply-templates select="$clusters[v:answer/d:*]" mode="t:answer"><xsl:with-param name="id" select="$id"/></xsl:apply-templates>
  </xsl:template>

  <!-- Title as run-in, what people wrote, then who and when in a closing sentence. -->
  <xsl:template match="v:action" mode="t:measure">
    <xsl:call-template name="t:numbered">
      <xsl:with-param name="blocks" select="v:text/d:*"/>
      <xsl:with-param name="origin" select="@id"/>
      <xsl:with-param name="before"><em><xsl:value-of select="r:text('measure.run-in', 'title', v:title[1])"/></em></xsl:with-param>
      <xsl:with-param name="after"><xsl:apply-templates select="." mode="t:conduct"/></xsl:with-param>
    </xsl:call-template>
  </xsl:template>

  <!-- completed, stopped, overdue, in-progress or planned -->
  <xsl:template match="v:action" mode="t:state">
    <xsl:variable name="value" select="v:progress[@latest]/@value"/>
    <xsl:variable name="now" select="substring(translate($as-of, '-', ''), 1)"/>
    <xsl:variable name="due" select="translate(v:period/@due, '-', '')"/>
    <xsl:variable name="start" select="translate(v:period/@start, '-', '')"/>
    <xsl:choose>
      <xsl:when test="$value = 'completed' or $value = 'stopped'"><xsl:value-of select="$value"/></xsl:when>
      <xsl:when test="$due != '' and substring($now, 1, string-length($due)) > $due">overdue</xsl:when>
      <xsl:when test="$value = 'in-progress'">in-progress</xsl:when>
      <xsl:when test="$value = 'planned' or ($start != '' and $start > substring($now, 1, string-length($start)))">planned</xsl:when>
      <xsl:otherwise>in-progress</xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="v:action" mode="t:conduct">
    <xsl:variable name="state"><xsl:apply-templates select="." mode="t:state"/></xsl:variable>
    <xsl:variable name="dates">
      <xsl:choose>
        <xsl:when test="v:period/@start and v:period/@due">both</xsl:when>
        <xsl:when test="v:period/@start">start</xsl:when>
        <xsl:when test="v:period/@due">due</xsl:when>
        <xsl:otherwise>none</xsl:otherwise>
      </xsl:choose>
    </xsl:variable>
    <xsl:variable name="led"><xsl:if test="v:lead">led-</xsl:if></xsl:variable>
    <xsl:value-of select="r:text(concat('measure.', $led, $state, '-', $dates), 'lead', r:text('name.the', 'name', v:lead[1]/@label), 'start', v:period/@start, 'due', v:period/@due, 'done', v:progress[@latest]/@date)"/>
    <xsl:if test="not(v:lead)"><xsl:text> </xsl:text><gap><xsl:value-of select="r:text('gap.lead')"/></gap></xsl:if>
    <xsl:if test="v:support">
      <xsl:variable name="names"><xsl:for-each select="v:support"><t:n><xsl:value-of select="r:text('name.the', 'name', @label)"/></t:n></xsl:for-each></xsl:variable>
      <xsl:text> </xsl:text>
      <xsl:variable name="tense">
        <xsl:choose><xsl:when test="$state = 'completed' or $state = 'stopped'">past</xsl:when><xsl:otherwise>present</xsl:otherwise></xsl:choose>
      </xsl:variable>
      <xsl:value-of select="r:text(concat('measure.support-', $tense), 'n', count(v:support), 'list', r:list(exsl:node-set($names)/t:n))"/>
    </xsl:if>
    <xsl:apply-templates select="." mode="t:milestones"><xsl:with-param name="state" select="'reached'"/></xsl:apply-templates>
    <xsl:apply-templates select="." mode="t:milestones"><xsl:with-param name="state" select="'missed'"/></xsl:apply-templates>
    <xsl:if test="not($state = 'completed' or $state = 'stopped')">
      <xsl:apply-templates select="." mode="t:milestones"><xsl:with-param name="state" select="'planned'"/></xsl:apply-templates>
    </xsl:if>
    <xsl:for-each select="v:progress[@latest and v:note/d:p]">
      <xsl:text> </xsl:text><xsl:value-of select="r:text('measure.latest', 'date', @date)"/><xsl:text> </xsl:text><xsl:copy-of select="v:note/d:p[1]/node()"/>
    </xsl:for-each>
    <xsl:for-each select="v:cost">
      <xsl:text> </xsl:text>
      <xsl:choose>
        <xsl:when test="v:title"><xsl:value-of select="r:text(concat('cost.', @funded, '-source'), 'currency', @currency, 'amount', @amount, 'source', v:title[1])"/></xsl:when>
        <xsl:otherwise><xsl:value-of select="r:text(concat('cost.', @funded), 'currency', @currency, 'amount', @amount)"/></xsl:otherwise>
      </xsl:choose>
    </xsl:for-each>
  </xsl:template>

  <xsl:template match="v:action" mode="t:milestones">
    <xsl:param name="state"/>
    <xsl:variable name="these" select="v:milestone[@state = $state]"/>
    <xsl:if test="$these">
      <xsl:variable name="list">
        <xsl:for-each select="$these"><t:m><xsl:value-of select="r:text('milestone.item', 'title', v:title[1], 'date', @date)"/></t:m></xsl:for-each>
      </xsl:variable>
      <xsl:text> </xsl:text>
      <xsl:value-of select="r:text(concat('milestone.', $state), 'n', count($these), 'list', r:list(exsl:node-set($list)/t:m))"/>
    </xsl:if>
  </xsl:template>

  <!-- The joint answer of a cluster, under its first recommendation here. -->
  <xsl:template match="v:cluster" mode="t:answer">
    <xsl:param name="id"/>
    <xsl:variable name="refs"><xsl:apply-templates select="key('t:record', v:member/@ref)[@id != $id]" mode="t:ref-or-citation"/></xsl:variable>
    <xsl:variable name="list"><xsl:copy-of select="r:list-nodes($refs)"/></xsl:variable>
    <xsl:choose>
      <xsl:when test="@first = $id">
        <xsl:call-template name="t:numbered">
          <xsl:with-param name="blocks" select="v:answer/d:*"/>
          <xsl:with-param name="origin" select="@id"/>
          <xsl:with-param name="before">
            <em><xsl:value-of select="r:text('measure.run-in', 'title', v:title[1])"/></em><xsl:text> </xsl:text>
            <xsl:copy-of select="r:phrase(concat('cluster.', @relation), 'refs', $list, 'n', count(exsl:node-set($refs)/*))"/>
          </xsl:with-param>
        </xsl:call-template>
      </xsl:when>
      <xsl:otherwise>
        <xsl:variable name="ref"><xsl:apply-templates select="key('t:record', @first)" mode="t:ref"/></xsl:variable>
        <p numbered="yes" origin="{@id}"><xsl:copy-of select="r:phrase('cluster.elsewhere', 'ref', $ref, 'title', string(v:title[1]))"/></p>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>
  <xsl:template match="v:recommendation" mode="t:ref-or-citation">
    <xsl:choose>
      <xsl:when test="@selected"><xsl:apply-templates select="." mode="t:ref"/></xsl:when>
      <xsl:otherwise><span><xsl:value-of select="@citation"/></span></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- =========================================================== results -->

  <xsl:template match="v:recommendation" mode="t:results">
    <xsl:variable name="id" select="@id"/>
    <xsl:variable name="clusters" select="key('t:clusters-of', @id)"/>
    <xsl:variable name="actions" select="key('t:actions-about', @id | $clusters/@id)"/>
    <xsl:variable name="told" select="key('t:first', @id)"/>
    <xsl:variable name="indicators" select="key('t:indicators-about', @id | $clusters/@id | $actions/@id) | key('t:record', $actions/v:measured-by/@indicator)"/>
    <xsl:variable name="elsewhere" select="$indicators[@first and @first != $id]"/>
    <!-- Evidence told under another recommendation; where a measure that is told there was named already, that is enough. -->
    <xsl:variable name="away" select="key('t:evidence-about', @id | $clusters/@id | $actions/@id)[@first and @first != $id]"/>
    <xsl:variable name="named" select="key('t:evidence-about', $actions[@first != $id]/@id)[@first = key('t:record', v:about/@ref)/self::v:action/@first]"/>
    <xsl:variable name="shared" select="$away[not(@first = $named/@first)]"/>
    <xsl:if test="$told/self::v:evidence or $shared or $indicators or not($away or v:position/@value = 'noted')">
      <p role="label"><xsl:value-of select="r:text('recommendation.results')"/></p>
    </xsl:if>
    <xsl:if test="not($told/self::v:evidence or $away or $indicators or v:position/@value = 'noted')">
      <p numbered="yes" origin="{@id}"><gap><xsl:value-of select="r:text('result.none')"/></gap></p>
    </xsl:if>
    <xsl:for-each select="$told[self::v:evidence]">
      <xsl:call-template name="t:numbered">
        <xsl:with-param name="blocks" select="v:statement/d:*"/>
        <xsl:with-param name="origin" select="@id"/>
        <xsl:with-param name="after"><note origin="{@id}"><xsl:copy-of select="v:note-text/d:p"/></note></xsl:with-param>
      </xsl:call-template>
    </xsl:for-each>
    <xsl:if test="$shared">
      <p numbered="yes">
        <xsl:attribute name="origin"><xsl:for-each select="$shared"><xsl:if test="position() > 1"><xsl:text> </xsl:text></xsl:if><xsl:value-of select="@id"/></xsl:for-each></xsl:attribute>
        <xsl:variable name="refs"><xsl:apply-templates select="key('t:record', $shared/@first)" mode="t:ref"/></xsl:variable>
        <xsl:variable name="list"><xsl:copy-of select="r:list-nodes($refs)"/></xsl:variable>
        <xsl:copy-of select="r:phrase('result.elsewhere', 'refs', $list)"/>
      </p>
    </xsl:if>
    <xsl:apply-templates select="$indicators[@first = $id or (not(@first) and generate-id(key('t:record', @id)) = generate-id(.))]" mode="t:indicator"/>
    <xsl:if test="$elsewhere">
      <p numbered="yes">
        <xsl:for-each select="$elsewhere">
          <xsl:variable name="ref"><xsl:apply-templates select="key('t:record', @first)" mode="t:ref"/></xsl:variable>
          <xsl:if test="position() > 1"><xsl:text> </xsl:text></xsl:if>
          <xsl:copy-of select="r:phrase('indicator.elsewhere', 'title', string(v:title[1]), 'ref', $ref)"/>
        </xsl:for-each>
      </p>
    </xsl:if>
  </xsl:template>

  <!-- A sentence, and a table where the figures are broken down. -->
  <xsl:template match="v:indicator" mode="t:indicator">
    <xsl:variable name="decimals" select="number(concat('0', @decimals))"/>
    <xsl:variable name="table" select="v:series[@by]/v:point and count(v:series[not(@by)]/v:point) > 1"/>
    <p numbered="yes" origin="{@id}">
      <xsl:variable name="value">
        <xsl:if test="v:latest/@value"><xsl:call-template name="t:value"><xsl:with-param name="value" select="v:latest/@value"/><xsl:with-param name="indicator" select="."/></xsl:call-template></xsl:if>
      </xsl:variable>
      <xsl:variable name="form">
        <xsl:choose>
          <xsl:when test="not(string($value))">unknown</xsl:when>
          <xsl:when test="v:baseline/@value and v:target/@value">both</xsl:when>
          <xsl:when test="v:baseline/@value">baseline</xsl:when>
          <xsl:when test="v:target/@value">target</xsl:when>
          <xsl:otherwise>only</xsl:otherwise>
        </xsl:choose>
      </xsl:variable>
      <xsl:value-of select="r:text(concat('indicator.sentence-', $form), 'title', v:title[1], 'value', $value, 'period', v:latest/@period,
          'baseline', r:number(string(v:baseline/@value), $decimals), 'from', v:baseline/@period,
          'target', r:number(string(v:target/@value), $decimals), 'by', v:target/@period)"/>
      <xsl:if test="v:citation"><note origin="{@id}"><p><xsl:value-of select="r:text('cite.evidence', 'citation', v:citation[1])"/></p></note></xsl:if>
      <xsl:if test="$table">
        <xsl:variable name="ref"><ref to="t-indicator-{@id}"/></xsl:variable>
        <xsl:text> </xsl:text><xsl:copy-of select="r:phrase('indicator.see-table', 'table', $ref)"/>
      </xsl:if>
    </p>
    <xsl:if test="$table"><xsl:call-template name="t:indicator-table"/></xsl:if>
  </xsl:template>

  <!-- The last six periods of the total, and the same periods of each breakdown. -->
  <xsl:template name="t:indicator-table">
    <xsl:variable name="indicator" select="."/>
    <xsl:variable name="points" select="v:series[not(@by)][1]/v:point"/>
    <xsl:variable name="periods" select="$points[position() > last() - 6]"/>
    <table id="t-indicator-{@id}" role="plain" origin="{@id}">
      <caption><xsl:value-of select="r:text('indicator.caption', 'title', v:title[1], 'unit', v:unit[1])"/></caption>
      <columns>
        <column width="share:3" min="90"/>
        <xsl:for-each select="$periods"><column width="share:1" align="end"/></xsl:for-each>
      </columns>
      <head>
        <row>
          <cell scope="col"><p><xsl:value-of select="r:text('indicator.series')"/></p></cell>
          <xsl:for-each select="$periods"><cell scope="col"><p><xsl:value-of select="r:date(string(@period))"/></p></cell></xsl:for-each>
        </row>
      </head>
      <group>
        <xsl:for-each select="v:series">
          <xsl:variable name="series" select="."/>
          <row>
            <cell scope="row">
              <p>
                <xsl:choose>
                  <xsl:when test="v:label"><xsl:value-of select="v:label[1]"/></xsl:when>
                  <xsl:when test="@group-label"><xsl:value-of select="@group-label"/></xsl:when>
                  <xsl:when test="@by"><xsl:value-of select="@by"/></xsl:when>
                  <xsl:otherwise><xsl:value-of select="r:text('indicator.total')"/></xsl:otherwise>
                </xsl:choose>
              </p>
            </cell>
            <xsl:for-each select="$periods">
              <xsl:variable name="point" select="$series/v:point[@period = current()/@period]"/>
              <cell>
                <p>
                  <xsl:choose>
                    <xsl:when test="$point/@suppressed">..<note><p><xsl:value-of select="r:text('indicator.suppressed', 'n', $indicator/@suppress-below)"/></p></note></xsl:when>
                    <xsl:when test="$point/@value"><xsl:value-of select="r:number(string($point/@value), number(concat('0', $indicator/@decimals)))"/></xsl:when>
                    <xsl:otherwise>..<note><p><xsl:value-of select="r:text('indicator.missing')"/></p></note></xsl:otherwise>
                  </xsl:choose>
                  <xsl:if test="$point/@note"><note><p><xsl:value-of select="$point/@note"/></p></note></xsl:if>
                </p>
              </cell>
            </xsl:for-each>
          </row>
        </xsl:for-each>
      </group>
    </table>
  </xsl:template>

  <!-- ======================================================= assessments -->

  <!-- The status shown with its reasons; then what others say: those that project.xml sets beside it, else the institutions. -->
  <xsl:template match="v:recommendation" mode="t:assessments">
    <xsl:variable name="own" select="key('t:record', v:status/@origin)"/>
    <xsl:variable name="others" select="key('t:assessments-about', @id)[not(@assessor = $project/v:status/@assessor)]
        [@assessor = $project/v:beside/@assessor or (not($project/v:beside) and key('t:record', @assessor)/self::v:institution)]"/>
    <p role="label"><xsl:value-of select="r:text('recommendation.assessment')"/></p>
    <xsl:choose>
      <xsl:when test="$own/v:reasons and $own/@first != @id and key('t:record', $own/@first)/v:status/@origin = $own/@id">
        <xsl:variable name="ref"><xsl:apply-templates select="key('t:record', $own/@first)" mode="t:ref"/></xsl:variable>
        <p numbered="yes" origin="{$own/@id}"><xsl:copy-of select="r:phrase('assessment.own-elsewhere', 'assessor', string($own/@assessor-label), 'label', string($own/@label), 'date', string($own/@date), 'ref', $ref)"/></p>
      </xsl:when>
      <xsl:when test="$own">
        <xsl:call-template name="t:numbered">
          <xsl:with-param name="blocks" select="$own/v:reasons/d:*"/>
          <xsl:with-param name="origin" select="$own/@id"/>
          <xsl:with-param name="before"><xsl:value-of select="r:text('assessment.own', 'assessor', $own/@assessor-label, 'label', $own/@label, 'date', $own/@date)"/></xsl:with-param>
        </xsl:call-template>
      </xsl:when>
      <xsl:when test="$project/v:status"><p numbered="yes" origin="{@id}"><xsl:value-of select="r:text('assessment.none', 'assessor', $project/v:status/@name)"/></p></xsl:when>
      <xsl:otherwise><p numbered="yes" origin="{@id}"><gap><xsl:value-of select="r:text('assessment.nobody')"/></gap></p></xsl:otherwise>
    </xsl:choose>
    <xsl:for-each select="$others">
      <xsl:call-template name="t:numbered">
        <xsl:with-param name="blocks" select="v:reasons/d:*"/>
        <xsl:with-param name="origin" select="@id"/>
        <xsl:with-param name="before">
          <xsl:choose>
            <xsl:when test="v:reasons"><xsl:value-of select="r:text('assessment.other-reasons', 'assessor', @assessor-label, 'label', @label, 'date', @date)"/></xsl:when>
            <xsl:otherwise><xsl:value-of select="r:text('assessment.other', 'assessor', @assessor-label, 'label', @label, 'date', @date)"/></xsl:otherwise>
          </xsl:choose>
        </xsl:with-param>
      </xsl:call-template>
    </xsl:for-each>
  </xsl:template>
</xsl:stylesheet>
