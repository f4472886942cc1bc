<?xml version="1.0" encoding="UTF-8"?>
<!-- Follow-up report to concluding observations: for each selected paragraph, in its order, the wording, measures taken since
     the dialogue, results with figures, what is pending and until when, what stands in the way, and the State’s own
     assessment; then, in a table, how the other recommendations stand. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns="urn:rapporteur:document"
                xmlns:d="urn:rapporteur:document" xmlns:v="urn:rapporteur:records" xmlns:r="urn:rapporteur:functions"
                xmlns:t="urn:rapporteur:templates" xmlns:exsl="http://exslt.org/common" exclude-result-prefixes="d v r t exsl">
  <xsl:import href="../common/document.xsl"/>
  <xsl:import href="../common/recommendation.xsl"/>
  <xsl:import href="../common/sources.xsl"/>
  <xsl:import href="../common/measures.xsl"/>
  <xsl:import href="../common/answer.xsl"/>
  <xsl:import href="../common/state.xsl"/>
  <xsl:import href="../common/steps.xsl"/>

  <xsl:variable name="source" select="$answered | $records/v:source[not($answered)][@id = $selected[1]/v:from/@source]"/>
  <xsl:variable name="chosen" select="$selected[v:follow-up and v:from/@source = $source/@id]"/>
  <xsl:variable name="units" select="$chosen"/>

  <xsl:template match="v:view">
    <xsl:call-template name="t:state-document">
      <xsl:with-param name="body-part"><xsl:call-template name="t:profile-body"/></xsl:with-param>
      <xsl:with-param name="annexes">
        <xsl:if test="key('t:narrative', 'annexes')">
          <section id="sec-annexes" numbering="annex">
            <heading><xsl:value-of select="r:text('follow-up-report.section-annexes')"/></heading>
            <xsl:call-template name="t:narrative-blocks"><xsl:with-param name="section" select="'annexes'"/></xsl:call-template>
          </section>
        </xsl:if>
        <xsl:call-template name="t:answers-annex"/>
      </xsl:with-param>
      <xsl:with-param name="contents" select="0"/>
    </xsl:call-template>
  </xsl:template>

  <xsl:template match="*[@id = 'introduction']" mode="t:fill">
    <xsl:choose>
      <xsl:when test="$chosen">
        <p numbered="yes" origin="{$source/@id}">
          <xsl:variable name="named"><xsl:apply-templates select="$source[1]" mode="t:named"/></xsl:variable>
          <xsl:value-of select="r:text('follow-up-report.requested', 'source', string($named), 'date', $source[1]/@date, 'body', $source[1]/@body-label, 'n', count($chosen),
                                'paragraphs', r:list($chosen/v:from/@number), 'due', $chosen[1]/v:follow-up/@due)"/>
        </p>
      </xsl:when>
      <xsl:otherwise><p numbered="yes"><gap><xsl:value-of select="r:text('follow-up-report.none')"/></gap></p></xsl:otherwise>
    </xsl:choose>
    <xsl:call-template name="t:preparation"/>
  </xsl:template>

  <xsl:template match="*[@id = 'paragraphs']" mode="t:fill"><xsl:apply-templates select="$chosen" mode="t:one"/></xsl:template>

  <xsl:template match="v:recommendation" mode="t:one">
    <xsl:variable name="id" select="@id"/>
    <xsl:variable name="answer"><xsl:apply-templates select="." mode="t:answer-id"/></xsl:variable>
    <xsl:variable name="written" select="key('t:record', string($answer))/v:text/d:*"/>
    <xsl:variable name="clusters" select="key('t:clusters-of', @id)"/>
    <xsl:variable name="actions" select="key('t:actions-about', @id | $clusters/@id)"/>
    <xsl:variable name="tells" select="exsl:node-set($plan)/t:unit[@id = $id]/t:tells"/>
    <section id="rec-{@id}" numbering="auto" origin="{@id}">
      <heading><xsl:value-of select="r:text('state.paragraph', 'number', v:from/@number)"/></heading>
      <xsl:apply-templates select="." mode="t:quotation"/>
      <xsl:choose>
        <xsl:when test="(@form and @form != 'full') or not($actions | key('t:evidence-about', @id))"><xsl:apply-templates select="." mode="t:answer"><xsl:with-param name="quote" select="false()"/></xsl:apply-templates></xsl:when>
        <xsl:otherwise>
          <p role="label"><xsl:value-of select="r:text('follow-up-report.measures')"/></p>
          <xsl:choose>
            <xsl:when test="$written">
              <xsl:call-template name="t:numbered"><xsl:with-param name="blocks" select="$written"/><xsl:with-param name="origin" select="concat(@id, ' ', $answer)"/></xsl:call-template>
            </xsl:when>
            <xsl:otherwise>
              <xsl:call-template name="t:drafted">
                <xsl:with-param name="unit" select="string(@id)"/>
                <xsl:with-param name="subjects" select="@id"/>
                <xsl:with-param name="part" select="'measures'"/>
              </xsl:call-template>
              <xsl:variable name="results">
                <xsl:call-template name="t:drafted">
                  <xsl:with-param name="unit" select="string(@id)"/>
                  <xsl:with-param name="subjects" select="@id"/>
                  <xsl:with-param name="part" select="'results'"/>
                </xsl:call-template>
              </xsl:variable>
              <xsl:if test="exsl:node-set($results)/*">
                <p role="label"><xsl:value-of select="r:text('follow-up-report.results')"/></p>
                <xsl:copy-of select="$results"/>
              </xsl:if>
            </xsl:otherwise>
          </xsl:choose>
          <xsl:variable name="pending"><xsl:call-template name="t:steps-table"><xsl:with-param name="id" select="concat('t-steps-', @id)"/><xsl:with-param name="actions" select="$actions"/></xsl:call-template></xsl:variable>
          <xsl:if test="exsl:node-set($pending)/*">
            <p role="label"><xsl:value-of select="r:text('follow-up-report.pending')"/></p>
            <xsl:copy-of select="$pending"/>
          </xsl:if>
          <xsl:call-template name="t:obstacles"><xsl:with-param name="actions" select="$actions"/></xsl:call-template>
          <xsl:variable name="own"><xsl:apply-templates select="." mode="t:own-assessment"/></xsl:variable>
          <xsl:if test="exsl:node-set($own)/*">
            <p role="label"><xsl:value-of select="r:text('recommendation.assessment')"/></p>
            <xsl:copy-of select="$own"/>
          </xsl:if>
        </xsl:otherwise>
      </xsl:choose>
    </section>
  </xsl:template>

  <!-- The rest of the concluding observations in a table: paragraph, subject, status, who answers for it. -->
  <xsl:template match="*[@id = 'other-recommendations']" mode="t:fill">
    <xsl:variable name="others" select="$selected[v:from/@source = $source/@id and not(v:follow-up)]"/>
    <xsl:if test="count($others) > 1">
      <p numbered="yes" origin="{$source/@id}">
        <xsl:variable name="ref"><ref to="t-others"/></xsl:variable>
        <xsl:copy-of select="r:phrase('follow-up-report.others', 'n', count($others), 'table', $ref)"/>
      </p>
      <table id="t-others" role="plain">
        <caption><xsl:value-of select="r:text('follow-up-report.others-caption', 'date', $as-of)"/></caption>
        <columns><column width="points:58"/><column width="share:3"/><column width="share:2"/><column width="share:2.2"/></columns>
        <head>
          <row>
            <cell scope="col"><p><xsl:value-of select="r:text('follow-up-report.number')"/></p></cell>
            <cell scope="col"><p><xsl:value-of select="r:text('follow-up-report.subject-column')"/></p></cell>
            <cell scope="col"><p><xsl:value-of select="r:text('matrix.status')"/></p></cell>
            <cell scope="col"><p><xsl:value-of select="r:text('next-steps.responsible')"/></p></cell>
          </row>
        </head>
        <group>
          <xsl:for-each select="$others">
            <row origin="{@id}">
              <cell scope="row"><p><xsl:value-of select="v:from/@number"/></p></cell>
              <cell><p><xsl:choose><xsl:when test="v:theme"><xsl:value-of select="v:theme[1]/@label"/></xsl:when><xsl:otherwise><xsl:apply-templates select="." mode="t:articles"/></xsl:otherwise></xsl:choose></p></cell>
              <cell><p><xsl:apply-templates select="v:status" mode="t:status"/></p></cell>
              <cell><p><xsl:choose><xsl:when test="v:lead"><xsl:value-of select="v:lead[1]/@label"/></xsl:when><xsl:otherwise><gap><xsl:value-of select="r:text('gap.responsible-short')"/></gap></xsl:otherwise></xsl:choose></p></cell>
            </row>
          </xsl:for-each>
        </group>
      </table>
    </xsl:if>
  </xsl:template>
</xsl:stylesheet>
