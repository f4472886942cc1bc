<?xml version="1.0" encoding="UTF-8"?>
<!-- Follow-up to concluding observations as somebody else than the State tells it: for each selected paragraph its wording,
     what the State has taken so far, what the writer found, the writer's own grade with reasons, what is still to be done. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns="urn:rapporteur:document"
                xmlns:d="urn:rapporteur:document" xmlns:v="urn:rapporteur:records" xmlns:r="urn:rapporteur:functions"
                xmlns:t="urn:rapporteur:templates" xmlns:exsl="http://exslt.org/common" exclude-result-prefixes="d v r t exsl">

  <!-- Which document, which paragraphs, whose grades. -->
  <xsl:template name="t:follow-up-introduction">
    <xsl:choose>
      <xsl:when test="$selected">
        <xsl:variable name="source" select="key('t:record', $selected[1]/v:from/@source)"/>
        <p numbered="yes" origin="{$source/@id}">
          <xsl:value-of select="r:text('follow-up.about', 'n', count($selected), 'list', r:list($selected/v:from/@number), 'body', string($source/@body-label), 'state', $project/@short, 'date', string($source/@date))"/>
          <xsl:apply-templates select="$source" mode="t:note"/>
          <xsl:if test="$selected/v:follow-up/@due"><xsl:text> </xsl:text><xsl:value-of select="r:text('follow-up.due', 'date', $selected[v:follow-up/@due][1]/v:follow-up/@due)"/></xsl:if>
        </p>
        <xsl:variable name="obligation" select="$records/v:obligation[@owes = 'follow-up'][v:source/@ref = $source/@id]"/>
        <p numbered="yes">
          <xsl:if test="$obligation"><xsl:attribute name="origin"><xsl:value-of select="$obligation/@id"/></xsl:attribute><xsl:value-of select="r:text(concat('follow-up.state-', $obligation[1]/@state), 'state', $project/@short)"/><xsl:text> </xsl:text></xsl:if>
          <xsl:choose>
            <xsl:when test="$project/v:status">
              <xsl:variable name="counts"><xsl:call-template name="t:status-counts"><xsl:with-param name="phrase" select="'count.status-words'"/></xsl:call-template></xsl:variable>
              <xsl:value-of select="r:text('follow-up.graded', 'scale', $project/v:status[1]/@label, 'counts', string($counts))"/>
            </xsl:when>
            <xsl:otherwise><gap><xsl:value-of select="r:text('method.no-status')"/></gap></xsl:otherwise>
          </xsl:choose>
        </p>
      </xsl:when>
      <xsl:otherwise><p numbered="yes"><gap><xsl:value-of select="r:text('follow-up.none')"/></gap></p></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="t:follow-up-paragraphs">
    <xsl:for-each select="$selected">
      <xsl:choose>
        <xsl:when test="count($selected) > 1">
          <section id="rec-{@id}" numbering="auto" origin="{@id}">
            <heading><xsl:value-of select="r:text('follow-up.paragraph', 'number', v:from/@number)"/></heading>
            <xsl:apply-templates select="." mode="t:follow-up"/>
          </section>
        </xsl:when>
        <xsl:otherwise><xsl:apply-templates select="." mode="t:follow-up"/></xsl:otherwise>
      </xsl:choose>
    </xsl:for-each>
    <xsl:if test="not($selected)"><p><gap><xsl:value-of select="r:text('follow-up.none')"/></gap></p></xsl:if>
  </xsl:template>

  <xsl:template match="v:recommendation" mode="t:follow-up">
    <xsl:variable name="subjects" select="@id | key('t:clusters-of', @id)/@id"/>
    <xsl:variable name="actions" select="key('t:actions-about', $subjects)"/>
    <xsl:variable name="raised" select="key('t:issues-about', @id)[@by = $authors/@id]"/>
    <xsl:variable name="evidence" select="key('t:evidence-about', $subjects) | key('t:record', $raised/v:based-on/@evidence)"/>
    <xsl:variable name="own" select="key('t:record', v:status/@origin)"/>
    <xsl:apply-templates select="." mode="t:quotation"><xsl:with-param name="source"><xsl:value-of select="@citation"/></xsl:with-param></xsl:apply-templates>
    <p role="label"><xsl:value-of select="r:text('follow-up.measures')"/></p>
    <xsl:choose>
      <xsl:when test="$actions">
        <list kind="bullet">
          <xsl:for-each select="$actions"><item origin="{@id}"><p><xsl:apply-templates select="." mode="t:line"/></p></item></xsl:for-each>
        </list>
      </xsl:when>
      <xsl:otherwise><p numbered="yes" origin="{@id}"><xsl:value-of select="r:text('follow-up.no-measure')"/></p></xsl:otherwise>
    </xsl:choose>
    <p role="label"><xsl:value-of select="r:text('follow-up.findings')"/></p>
    <xsl:for-each select="$raised"><xsl:call-template name="t:numbered"><xsl:with-param name="blocks" select="v:text/d:*"/><xsl:with-param name="origin" select="@id"/></xsl:call-template></xsl:for-each>
    <xsl:for-each select="$evidence">
      <xsl:call-template name="t:numbered">
        <xsl:with-param name="blocks" select="v:statement/d:*"/>
        <xsl:with-param name="origin" select="@id"/>
        <xsl:with-param name="after"><note origin="{@id}"><xsl:copy-of select="v:note-text/d:p"/></note></xsl:with-param>
      </xsl:call-template>
    </xsl:for-each>
    <xsl:if test="not($evidence or $raised)"><p numbered="yes" origin="{@id}"><gap><xsl:value-of select="r:text('contribution.no-evidence')"/></gap></p></xsl:if>
    <p role="label"><xsl:value-of select="r:text('follow-up.assessment')"/></p>
    <xsl:choose>
      <xsl:when test="$own">
        <xsl:call-template name="t:numbered">
          <xsl:with-param name="blocks" select="$own/v:reasons/d:*"/>
          <xsl:with-param name="origin" select="concat(@id, ' ', $own/@id)"/>
          <xsl:with-param name="before"><strong><xsl:value-of select="r:text('follow-up.grade', 'grade', $own/@label)"/></strong></xsl:with-param>
        </xsl:call-template>
      </xsl:when>
      <xsl:otherwise><p numbered="yes" origin="{@id}"><gap><xsl:value-of select="r:text('follow-up.no-grade')"/></gap></p></xsl:otherwise>
    </xsl:choose>
    <xsl:for-each select="$raised/v:proposed[@kind = 'recommendation']">
      <p numbered="yes" origin="{../@id}"><strong><xsl:value-of select="r:text('contribution.run-in-recommendation')"/></strong><xsl:text> </xsl:text><xsl:value-of select="."/></p>
    </xsl:for-each>
  </xsl:template>

  <!-- Other recommendations of the same document on which the writer has something to say: a line each. -->
  <xsl:template name="t:follow-up-other">
    <xsl:variable name="source" select="$selected[1]/v:from/@source"/>
    <xsl:variable name="others" select="$records/v:recommendation[not(@selected)][v:from/@source = $source]"/>
    <xsl:variable name="rows">
      <xsl:for-each select="$others">
        <xsl:variable name="own" select="key('t:assessments-about', @id)[@assessor = $project/v:status[1]/@assessor][@scale = $project/v:status[1]/@scale]"/>
        <xsl:if test="$own"><t:r id="{@id}" as="{$own[last()]/@id}"/></xsl:if>
      </xsl:for-each>
    </xsl:variable>
    <xsl:if test="count(exsl:node-set($rows)/t:r) > 1">
      <p numbered="yes"><xsl:variable name="table"><ref to="t-other"/></xsl:variable><xsl:copy-of select="r:phrase('follow-up.others', 'table', $table, 'n', count(exsl:node-set($rows)/t:r))"/></p>
      <table id="t-other" role="plain">
        <caption><xsl:value-of select="r:text('follow-up.others-caption')"/></caption>
        <columns><column width="points:52"/><column width="points:110"/><column width="share:5"/></columns>
        <head><row>
          <cell scope="col"><p><xsl:value-of select="r:text('contribution.head-number')"/></p></cell>
          <cell scope="col"><p><xsl:value-of select="r:text('contribution.head-assessment')"/></p></cell>
          <cell scope="col"><p><xsl:value-of select="r:text('contribution.head-reasons')"/></p></cell>
        </row></head>
        <group>
          <xsl:for-each select="exsl:node-set($rows)/t:r">
            <xsl:variable name="id" select="string(@id)"/><xsl:variable name="as" select="string(@as)"/>
            <xsl:for-each select="$view">
              <xsl:variable name="own" select="key('t:record', $as)"/>
              <row origin="{$id} {$as}">
                <cell scope="row"><p><xsl:value-of select="key('t:record', $id)/v:from/@number"/></p></cell>
                <cell><p><status value="{$own/@value}" tone="{$own/@tone}"><xsl:value-of select="$own/@label"/></status></p></cell>
                <cell><xsl:choose><xsl:when test="$own/v:reasons/d:*"><xsl:apply-templates select="$own" mode="t:reasons-cell"/></xsl:when><xsl:otherwise><p>–</p></xsl:otherwise></xsl:choose></cell>
              </row>
            </xsl:for-each>
          </xsl:for-each>
        </group>
      </table>
    </xsl:if>
  </xsl:template>
</xsl:stylesheet>
