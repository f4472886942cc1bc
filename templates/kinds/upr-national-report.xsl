<?xml version="1.0" encoding="UTF-8"?>
<!-- National report for the universal periodic review: method and consultation; developments of the framework since the
     previous review; implementation of recommendations by theme, each paragraph closing with the numbers that it answers;
     emerging issues; priorities, commitments and needs; all recommendations in a matrix annex. Notes are endnotes. The row
     after decision 17/119 has its own order of sections, filled by the same templates. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns="urn:rapporteur:document"
                xmlns:d="urn:rapporteur:document" xmlns:v="urn:rapporteur:records" xmlns:r="urn:rapporteur:functions"
                xmlns:t="urn:rapporteur:templates" xmlns:exsl="http://exslt.org/common" exclude-result-prefixes="d v r t exsl">
  <xsl:import href="../common/document.xsl"/>
  <xsl:import href="../common/recommendation.xsl"/>
  <xsl:import href="../common/sources.xsl"/>
  <xsl:import href="../common/measures.xsl"/>
  <xsl:import href="../common/matrix.xsl"/>
  <xsl:import href="../common/statistics.xsl"/>
  <xsl:import href="../common/answer.xsl"/>
  <xsl:import href="../common/state.xsl"/>
  <xsl:import href="../common/steps.xsl"/>

  <xsl:variable name="recommendations" select="$selected[not(@kind = 'pledge')]"/>
  <xsl:variable name="review" select="$records/v:source[@id = $recommendations[1]/v:from/@source]"/>
  <xsl:variable name="since" select="translate($review/@date, '-', '')"/>

  <!-- The limit is tight: figures stand in sentences, evidence in endnotes, steps ahead in section E. -->
  <xsl:variable name="indicator-tables" select="'none'"/>
  <xsl:variable name="evidence-in" select="'notes'"/>
  <xsl:variable name="steps-in-text" select="false()"/>
  <xsl:variable name="joint-answers" select="false()"/>
  <xsl:variable name="name-support" select="false()"/>

  <xsl:template match="v:view">
    <xsl:call-template name="t:document">
      <xsl:with-param name="parts">
        <part region="front" master="portrait">
          <xsl:call-template name="t:state-masthead"/>
          <contents depth="2" label="{r:text('renderer.contents')}"/>
        </part>
        <part region="body" master="portrait"><xsl:call-template name="t:profile-body"/></part>
        <xsl:if test="$selected">
          <part region="annex" master="landscape">
            <section id="sec-recommendations-matrix" numbering="annex">
              <heading><xsl:value-of select="r:text('upr-national-report.section-recommendations-matrix')"/></heading>
              <p numbered="yes"><xsl:value-of select="r:text(concat('matrix.reading-', $project/@group-by))"/></p>
              <xsl:call-template name="t:matrix"/>
            </section>
            <xsl:call-template name="t:answers-annex"/>
          </part>
        </xsl:if>
      </xsl:with-param>
    </xsl:call-template>
  </xsl:template>

  <!-- A. -->
  <xsl:template match="*[@id = 'methodology']" mode="t:fill">
    <xsl:call-template name="t:preparation"/>
    <xsl:call-template name="t:status-method"/>
  </xsl:template>

  <!-- B. What is new since the previous review: treaties, laws and institutions, the national institution. -->
  <xsl:template match="*[@id = 'framework']" mode="t:fill">
    <xsl:variable name="new" select="$records/v:treaty[@ratified and number(substring(concat(translate(@ratified, '-', ''), '0101'), 1, 8)) > number($since)]"/>
    <xsl:for-each select="$new"><p numbered="yes" origin="{@id}"><xsl:apply-templates select="." mode="t:standing"/></p></xsl:for-each>
    <xsl:variable name="laws" select="$records/v:action[@type = 'law' or @type = 'institution'][v:progress[@latest]/@value = 'completed' and number(translate(v:progress[@latest]/@date, '-', '')) > number($since)]"/>
    <xsl:if test="count($laws) > 1">
      <p numbered="yes">
        <xsl:attribute name="origin"><xsl:for-each select="$laws"><xsl:if test="position() > 1"><xsl:text> </xsl:text></xsl:if><xsl:value-of select="@id"/></xsl:for-each></xsl:attribute>
        <xsl:value-of select="r:text('upr-national-report.laws', 'date', $review/@date, 'n', count($laws))"/>
      </p>
      <list kind="bullet">
        <xsl:for-each select="$laws">
          <xsl:sort select="v:progress[@latest]/@date"/>
          <item origin="{@id}"><p><xsl:value-of select="r:text('core-document.law', 'title', v:title[1], 'date', v:progress[@latest]/@date)"/></p></item>
        </xsl:for-each>
      </list>
    </xsl:if>
    <xsl:for-each select="$records/v:institution[@kind = 'nhri'][v:accreditation/@date]">
      <p numbered="yes" origin="{@id}"><xsl:value-of select="r:text('core-document.nhri', 'name', v:name[1], 'state', $state, 'status', v:accreditation/@status, 'date', v:accreditation/@date)"/></p>
    </xsl:for-each>
  </xsl:template>

  <!-- C. Counts, then a section for each chapter of themes. -->
  <xsl:template match="*[@id = 'implementation' or @id = 'promotion-and-protection']" mode="t:fill">
    <xsl:if test="@id = 'implementation'"><xsl:call-template name="t:counts"/></xsl:if>
    <xsl:for-each select="$groups">
      <xsl:variable name="chapter" select="@parent | @id[not(../@parent)]"/>
      <xsl:variable name="together" select="key('t:below', $chapter)[key('t:primary', @id)]"/>
      <xsl:if test="generate-id() = generate-id($together[1])">
        <section id="themes-{$chapter}" numbering="auto" origin="{$chapter}">
          <heading><xsl:value-of select="@parent-label | @label[not(../@parent)]"/></heading>
          <xsl:call-template name="t:narrative-blocks"><xsl:with-param name="section" select="concat('theme-', $chapter)"/><xsl:with-param name="required" select="false()"/></xsl:call-template>
          <xsl:apply-templates select="key('t:primary', $together/@id)" mode="t:told"/>
        </section>
      </xsl:if>
    </xsl:for-each>
  </xsl:template>

  <xsl:template name="t:counts">
    <xsl:if test="$selected">
      <p numbered="yes" origin="{$review/@id}">
        <xsl:variable name="counts"><xsl:call-template name="t:status-counts"/></xsl:variable>
        <xsl:variable name="ref"><ref to="t-overview"/></xsl:variable>
        <xsl:copy-of select="r:phrase('upr-national-report.counts', 'n', count($recommendations), 'statuses', string($counts), 'table', $ref)"/>
        <xsl:if test="$has-position">
          <xsl:variable name="positions-taken">
            <xsl:for-each select="exsl:node-set($positions)/t:p[@v != '']"><t:c><xsl:value-of select="r:text(concat('listed.position-', @v), 'n', @n, 'state', $state)"/></t:c></xsl:for-each>
          </xsl:variable>
          <xsl:text> </xsl:text><xsl:value-of select="r:text('listed.positions', 'counts', r:list(exsl:node-set($positions-taken)/t:c))"/>
        </xsl:if>
        <xsl:variable name="pledges" select="count($selected) - count($recommendations)"/>
        <xsl:if test="$pledges"><xsl:text> </xsl:text><xsl:value-of select="r:text('upr-national-report.pledges', 'n', $pledges)"/></xsl:if>
        <xsl:text> </xsl:text><xsl:value-of select="r:text('upr-national-report.numbers', 'symbol', $review[1]/@symbol)"/>
      </p>
      <xsl:call-template name="t:status-table"/>
    </xsl:if>
  </xsl:template>

  <!-- A recommendation answered; its number closes the last paragraph. What was noted, or supported in part, begins with the reasons. -->
  <xsl:template match="v:recommendation" mode="t:told">
    <xsl:variable name="reasons">
      <xsl:if test="v:position/v:comment/d:p and (v:position/@value = 'noted' or v:position/@value = 'in-part')">
        <xsl:call-template name="t:numbered">
          <xsl:with-param name="blocks" select="v:position/v:comment/d:*"/>
          <xsl:with-param name="origin" select="@id"/>
          <xsl:with-param name="before"><xsl:value-of select="r:text(concat('upr-national-report.position-', v:position/@value), 'number', v:from/@number)"/></xsl:with-param>
        </xsl:call-template>
      </xsl:if>
    </xsl:variable>
    <xsl:variable name="answer">
      <xsl:if test="@kind = 'pledge'"><p numbered="yes" origin="{@id}"><xsl:value-of select="r:text('upr-national-report.pledge', 'state', $state, 'text', v:text[1])"/></p></xsl:if>
      <xsl:choose>
        <xsl:when test="@kind = 'pledge' and v:status/@origin and not(key('t:actions-about', @id) | key('t:answers-about', @id))"><xsl:apply-templates select="." mode="t:own-assessment"/></xsl:when>
        <xsl:otherwise><xsl:apply-templates select="." mode="t:answer"><xsl:with-param name="quote" select="false()"/></xsl:apply-templates></xsl:otherwise>
      </xsl:choose>
    </xsl:variable>
    <xsl:variable name="all" select="exsl:node-set($reasons)/* | exsl:node-set($answer)/*[not(exsl:node-set($reasons)/*) or not(starts-with(., r:text('measure.none-noted')))]"/>
    <xsl:variable name="last" select="$all[self::d:p[@numbered]][last()]"/>
    <xsl:variable name="id" select="@id"/>
    <xsl:variable name="name"><xsl:choose><xsl:when test="@kind = 'pledge'"><xsl:value-of select="r:text('upr-national-report.pledge-number', 'number', v:from/@number)"/></xsl:when><xsl:otherwise><xsl:value-of select="v:from/@number"/></xsl:otherwise></xsl:choose></xsl:variable>
    <xsl:for-each select="$all">
      <xsl:choose>
        <xsl:when test="generate-id() = generate-id($last)">
          <p>
            <xsl:copy-of select="@*"/>
            <xsl:copy-of select="node()"/>
            <xsl:text> </xsl:text>
            <xsl:variable name="ref"><ref to="rec-{$id}"><xsl:value-of select="$name"/></ref></xsl:variable>
            <xsl:copy-of select="r:phrase('upr-national-report.number', 'ref', $ref)"/>
          </p>
        </xsl:when>
        <xsl:otherwise><xsl:copy-of select="."/></xsl:otherwise>
      </xsl:choose>
    </xsl:for-each>
  </xsl:template>

  <!-- Follow-up of the previous review, where a section of its own is asked for. -->
  <xsl:template match="*[@id = 'follow-up']" mode="t:fill"><xsl:call-template name="t:counts"/></xsl:template>

  <!-- D. Themes on which the national institution has raised issues and no recommendation was made; people write the rest. -->
  <xsl:template match="*[@id = 'emerging-issues']" mode="t:fill">
    <xsl:variable name="raised" select="$records/v:issue[key('t:record', @by)/@kind = 'nhri'][v:theme and not(v:theme/@ref = $selected/v:theme/@ref)]"/>
    <xsl:if test="$raised">
      <p numbered="yes">
        <xsl:attribute name="origin"><xsl:for-each select="$raised"><xsl:if test="position() > 1"><xsl:text> </xsl:text></xsl:if><xsl:value-of select="@id"/></xsl:for-each></xsl:attribute>
        <xsl:variable name="subjects"><xsl:for-each select="$raised[not(v:theme[1]/@ref = preceding-sibling::v:issue[@id = $raised/@id]/v:theme[1]/@ref)]"><t:n><xsl:value-of select="r:text('state.small', 'name', v:theme[1]/@label)"/></t:n></xsl:for-each></xsl:variable>
        <xsl:value-of select="r:text('upr-national-report.raised', 'nhri', key('t:record', $raised[1]/@by)/v:name[1], 'n', count($raised), 'list', r:list(exsl:node-set($subjects)/t:n))"/>
      </p>
    </xsl:if>
  </xsl:template>

  <xsl:template match="*[@id = 'achievements']" mode="t:fill">
    <xsl:variable name="done" select="$records/v:action[@first and v:progress[@latest]/@value = 'completed']"/>
    <xsl:if test="count($done) > 1">
      <p numbered="yes">
        <xsl:attribute name="origin"><xsl:for-each select="$done"><xsl:if test="position() > 1"><xsl:text> </xsl:text></xsl:if><xsl:value-of select="@id"/></xsl:for-each></xsl:attribute>
        <xsl:value-of select="r:text('upr-national-report.achieved', 'n', count($done))"/>
      </p>
      <list kind="bullet">
        <xsl:for-each select="$done"><item origin="{@id}"><p><xsl:value-of select="r:text('core-document.law', 'title', v:title[1], 'date', v:progress[@latest]/@date)"/></p></item></xsl:for-each>
      </list>
    </xsl:if>
    <xsl:call-template name="t:obstacles"><xsl:with-param name="actions" select="$records/v:action[@first]"/></xsl:call-template>
  </xsl:template>

  <!-- E. Steps that lie ahead and the assistance that they need. -->
  <xsl:template match="*[@id = 'priorities']" mode="t:fill">
    <xsl:call-template name="t:steps-table"><xsl:with-param name="id" select="'t-steps'"/><xsl:with-param name="actions" select="$records/v:action[@first][key('t:record', @first)/@priority &lt; 3]"/></xsl:call-template>
    <xsl:if test="not($profile/*[@id = 'assistance'])">
      <xsl:call-template name="t:assistance-table"><xsl:with-param name="id" select="'t-assistance'"/><xsl:with-param name="actions" select="$records/v:action[@first]"/></xsl:call-template>
    </xsl:if>
  </xsl:template>
  <xsl:template match="*[@id = 'assistance']" mode="t:fill">
    <xsl:call-template name="t:assistance-table"><xsl:with-param name="id" select="'t-assistance'"/><xsl:with-param name="actions" select="$records/v:action[@first]"/></xsl:call-template>
  </xsl:template>
</xsl:stylesheet>
