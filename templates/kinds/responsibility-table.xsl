<?xml version="1.0" encoding="UTF-8"?>
<!-- Responsibilities, A4 landscape: for each treaty its articles against the ministries (L: leads, C: contributes), as the
     recommendations and questions that name an article assign them; then, by institution, how many it leads and takes part
     in, and under which articles. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns="urn:rapporteur:document"
                xmlns:d="urn:rapporteur:document" xmlns:v="urn:rapporteur:records" xmlns:r="urn:rapporteur:functions"
                xmlns:t="urn:rapporteur:templates" xmlns:exsl="http://exslt.org/common" exclude-result-prefixes="d v r t exsl">
  <xsl:import href="../common/document.xsl"/>
  <xsl:import href="../common/recommendation.xsl"/>
  <xsl:import href="../common/sources.xsl"/>
  <xsl:import href="../common/measures.xsl"/>
  <xsl:import href="../common/answer.xsl"/>
  <xsl:import href="../common/state.xsl"/>

  <xsl:variable name="tasks" select="$selected | $records/v:question"/>
  <xsl:variable name="units" select="/.."/>
  <xsl:variable name="ministries" select="$records/v:institution[@kind = 'ministry']"/>
  <xsl:key name="t:by-treaty" match="/v:view/v:records/*[self::v:recommendation[@selected] or self::v:question]" use="v:article/@treaty"/>

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
    <p numbered="yes"><xsl:value-of select="r:text('responsibility-table.introduction', 'n', count($tasks[v:article]), 'all', r:number(count($tasks)), 'date', $as-of)"/></p>
    <xsl:if test="$tasks[not(v:article)]"><p numbered="yes"><xsl:value-of select="r:text('responsibility-table.without', 'n', count($tasks[not(v:article)]))"/></p></xsl:if>
  </xsl:template>

  <xsl:template match="*[@id = 'table']" mode="t:fill">
    <xsl:variable name="treaties" select="$view/v:articles[key('t:by-treaty', @treaty)]"/>
    <xsl:if test="$treaties">
      <p numbered="yes"><xsl:variable name="ref"><ref to="t-responsibilities"/></xsl:variable><xsl:copy-of select="r:phrase('responsibility-table.reading', 'table', $ref)"/></p>
      <table id="t-responsibilities" role="matrix">
        <caption><xsl:value-of select="r:text('responsibility-table.caption')"/></caption>
        <columns>
          <column width="share:3.6" min="120"/>
          <xsl:for-each select="$ministries"><column width="points:42" align="center"/></xsl:for-each>
          <column width="share:4" min="130"/>
        </columns>
        <head>
          <row>
            <cell scope="col"><p><xsl:value-of select="r:text('responsibility-table.article')"/></p></cell>
            <xsl:for-each select="$ministries"><cell scope="col"><p><xsl:value-of select="v:short[1] | v:name[not(../v:short)][1]"/></p></cell></xsl:for-each>
            <cell scope="col"><p><xsl:value-of select="r:text('responsibility-table.others')"/></p></cell>
          </row>
        </head>
        <xsl:for-each select="$treaties">
          <xsl:variable name="code" select="@treaty"/>
          <xsl:variable name="of" select="key('t:by-treaty', @treaty)"/>
          <group id="treaty-{@treaty}" origin="{@treaty}">
            <row role="band"><cell scope="rowgroup" colspan="{count($ministries) + 2}"><p><xsl:value-of select="@label"/></p></cell></row>
            <xsl:for-each select="v:article">
              <xsl:variable name="n" select="@number"/>
              <xsl:variable name="these" select="$of[v:article[@treaty = $code and substring-before(concat(translate(@ref, '.(', '  '), ' '), ' ') = $n]]"/>
              <xsl:if test="$these">
                <row role="data">
                  <xsl:attribute name="origin"><xsl:for-each select="$these"><xsl:if test="position() > 1"><xsl:text> </xsl:text></xsl:if><xsl:value-of select="@id"/></xsl:for-each></xsl:attribute>
                  <cell scope="row">
                    <p><xsl:value-of select="r:text('state.article', 'number', $n, 'label', @label)"/></p>
                    <p role="small">
                      <xsl:for-each select="$these[not(v:from/@symbol = preceding-sibling::*[@id = $these/@id]/v:from/@symbol)]">
                        <xsl:variable name="same" select="$these[v:from/@symbol = current()/v:from/@symbol]"/>
                        <xsl:variable name="numbers"><xsl:for-each select="$same"><t:n><xsl:value-of select="v:from/@number"/></t:n></xsl:for-each></xsl:variable>
                        <xsl:if test="position() > 1"><xsl:value-of select="r:text('matrix.see-separator')"/><xsl:text> </xsl:text></xsl:if>
                        <xsl:choose>
                          <xsl:when test="self::v:question"><xsl:value-of select="r:text('responsibility-table.of-list', 'n', count($same), 'symbol', v:from/@symbol, 'list', r:list(exsl:node-set($numbers)/t:n))"/></xsl:when>
                          <xsl:otherwise><xsl:value-of select="r:text('responsibility-table.of-source', 'symbol', v:from/@symbol, 'list', r:list(exsl:node-set($numbers)/t:n))"/></xsl:otherwise>
                        </xsl:choose>
                      </xsl:for-each>
                    </p>
                  </cell>
                  <xsl:for-each select="$ministries">
                    <cell><p><xsl:call-template name="t:part-taken"><xsl:with-param name="tasks" select="$these"/></xsl:call-template></p></cell>
                  </xsl:for-each>
                  <cell>
                    <xsl:variable name="leads" select="$records/v:institution[@kind != 'ministry'][@id = $these/v:lead/@ref]"/>
                    <xsl:variable name="takes-part" select="$records/v:institution[@kind != 'ministry'][@id = $these/v:support/@ref and not(@id = $leads/@id)]"/>
                    <xsl:if test="$leads"><p><xsl:value-of select="r:text('responsibility-table.other-leads', 'list', r:list($leads/v:name[1]))"/></p></xsl:if>
                    <xsl:if test="$takes-part"><p role="small"><xsl:value-of select="r:text('matrix.with', 'list', r:list($takes-part/v:name[1]))"/></p></xsl:if>
                    <xsl:if test="not($these/v:lead)"><p><gap><xsl:value-of select="r:text('responsibility-table.gap-lead')"/></gap></p></xsl:if>
                    <xsl:if test="$these/v:lead and not($leads | $takes-part)"><p>–</p></xsl:if>
                  </cell>
                </row>
              </xsl:if>
            </xsl:for-each>
          </group>
        </xsl:for-each>
        <notes>
          <p><xsl:value-of select="r:text('responsibility-table.legend')"/></p>
          <p>
            <xsl:variable name="names"><xsl:for-each select="$ministries[v:short]"><t:n><xsl:value-of select="r:text('responsibility-table.abbreviation', 'short', v:short[1], 'name', v:name[1])"/></t:n></xsl:for-each></xsl:variable>
            <xsl:for-each select="exsl:node-set($names)/t:n"><xsl:if test="position() > 1"><xsl:value-of select="r:text('matrix.see-separator')"/><xsl:text> </xsl:text></xsl:if><xsl:value-of select="."/></xsl:for-each>
          </p>
        </notes>
      </table>
    </xsl:if>
  </xsl:template>

  <!-- L, C or both. Context: an institution. -->
  <xsl:template name="t:part-taken">
    <xsl:param name="tasks" select="/.."/>
    <xsl:variable name="leads" select="count($tasks[v:lead/@ref = current()/@id])"/>
    <xsl:variable name="supports" select="count($tasks[v:support/@ref = current()/@id])"/>
    <xsl:choose>
      <xsl:when test="$leads and $supports"><xsl:value-of select="r:text('responsibility-table.both')"/></xsl:when>
      <xsl:when test="$leads"><xsl:value-of select="r:text('responsibility-table.leads')"/></xsl:when>
      <xsl:when test="$supports"><xsl:value-of select="r:text('responsibility-table.contributes')"/></xsl:when>
    </xsl:choose>
  </xsl:template>

  <!-- Each institution with its counts and its articles. -->
  <xsl:template match="*[@id = 'institutions']" mode="t:fill">
    <xsl:variable name="involved" select="$records/v:institution[@id = $tasks/v:lead/@ref or @id = $tasks/v:support/@ref]"/>
    <xsl:if test="count($involved) > 1">
      <p numbered="yes"><xsl:variable name="ref"><ref to="t-institutions"/></xsl:variable><xsl:copy-of select="r:phrase('responsibility-table.institutions', 'n', count($involved), 'table', $ref)"/></p>
      <table id="t-institutions" role="plain">
        <caption><xsl:value-of select="r:text('responsibility-table.institutions-caption')"/></caption>
        <columns><column width="share:3"/><column width="points:60" align="end"/><column width="points:72" align="end"/><column width="share:5"/></columns>
        <head>
          <row>
            <cell scope="col"><p><xsl:value-of select="r:text('chart.head-institution')"/></p></cell>
            <cell scope="col"><p><xsl:value-of select="r:text('responsibility-table.leads-head')"/></p></cell>
            <cell scope="col"><p><xsl:value-of select="r:text('responsibility-table.contributes-head')"/></p></cell>
            <cell scope="col"><p><xsl:value-of select="r:text('responsibility-table.leads-articles')"/></p></cell>
          </row>
        </head>
        <group>
          <xsl:for-each select="$involved">
            <xsl:variable name="id" select="@id"/>
            <xsl:variable name="led" select="$tasks[v:lead/@ref = $id]"/>
            <row origin="{@id}">
              <cell scope="row"><p><xsl:value-of select="v:name[1]"/></p></cell>
              <cell><p><xsl:value-of select="r:number(count($led))"/></p></cell>
              <cell><p><xsl:value-of select="r:number(count($tasks[v:support/@ref = $id]))"/></p></cell>
              <cell>
                <p>
                  <xsl:variable name="listed">
                    <xsl:for-each select="$view/v:articles[@treaty = $led/v:article/@treaty]">
                      <xsl:variable name="code" select="@treaty"/>
                      <xsl:variable name="numbers"><xsl:for-each select="v:article[@number = $led/v:article[@treaty = $code]/@ref]"><t:n><xsl:value-of select="@number"/></t:n></xsl:for-each></xsl:variable>
                      <xsl:if test="exsl:node-set($numbers)/t:n"><t:l><xsl:value-of select="r:text('cite.articles', 'n', count(exsl:node-set($numbers)/t:n), 'treaty', @short, 'list', r:list(exsl:node-set($numbers)/t:n))"/></t:l></xsl:if>
                    </xsl:for-each>
                  </xsl:variable>
                  <xsl:for-each select="exsl:node-set($listed)/t:l"><xsl:if test="position() > 1"><xsl:value-of select="r:text('matrix.see-separator')"/><xsl:text> </xsl:text></xsl:if><xsl:value-of select="."/></xsl:for-each>
                  <xsl:if test="not(exsl:node-set($listed)/t:l)">–</xsl:if>
                </p>
              </cell>
            </row>
          </xsl:for-each>
        </group>
      </table>
    </xsl:if>
  </xsl:template>
</xsl:stylesheet>
