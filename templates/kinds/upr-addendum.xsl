<?xml version="1.0" encoding="UTF-8"?>
<!-- Addendum to the report of the Working Group: the views of the State. Supported recommendations by their numbers, in a
     table by theme; those supported in part, noted or pending one by one with the reasons; voluntary pledges. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns="urn:rapporteur:document"
                xmlns:d="urn:rapporteur:document" xmlns:v="urn:rapporteur:records" xmlns:r="urn:rapporteur:functions"
                xmlns:t="urn:rapporteur:templates" xmlns:exsl="http://exslt.org/common" exclude-result-prefixes="d v r t exsl">
  <xsl:import href="../common/document.xsl"/>
  <xsl:import href="../common/recommendation.xsl"/>
  <xsl:import href="../common/sources.xsl"/>
  <xsl:import href="../common/measures.xsl"/>
  <xsl:import href="../common/answer.xsl"/>
  <xsl:import href="../common/state.xsl"/>

  <xsl:variable name="review" select="$answered | $records/v:source[not($answered)][@id = $selected[1]/v:from/@source]"/>
  <xsl:variable name="recommendations" select="$selected[not(@kind = 'pledge')]"/>

  <xsl:template match="v:view">
    <xsl:call-template name="t:state-document">
      <xsl:with-param name="body-part"><xsl:call-template name="t:profile-body"/></xsl:with-param>
      <xsl:with-param name="contents" select="0"/>
    </xsl:call-template>
  </xsl:template>

  <xsl:template match="*[@id = 'introduction']" mode="t:fill">
    <xsl:if test="$review">
      <p numbered="yes" origin="{$review[1]/@id}">
        <xsl:variable name="named"><xsl:apply-templates select="$review[1]" mode="t:named"/></xsl:variable>
        <xsl:value-of select="r:text('upr-addendum.introduction', 'source', string($named), 'date', $review[1]/@date, 'n', count($recommendations), 'state', $state)"/>
        <xsl:text> </xsl:text>
        <xsl:call-template name="t:positions-sentence"/>
      </p>
    </xsl:if>
  </xsl:template>

  <!-- Numbers by theme. -->
  <xsl:template match="*[@id = 'supported']" mode="t:fill">
    <xsl:variable name="these" select="$recommendations[v:position/@value = 'supported']"/>
    <xsl:if test="$these">
      <p numbered="yes">
        <xsl:attribute name="origin"><xsl:for-each select="$these"><xsl:if test="position() > 1"><xsl:text> </xsl:text></xsl:if><xsl:value-of select="@id"/></xsl:for-each></xsl:attribute>
        <xsl:variable name="ref"><ref to="t-supported"/></xsl:variable>
        <xsl:copy-of select="r:phrase('upr-addendum.supported', 'n', count($these), 'state', $state, 'table', $ref)"/>
      </p>
      <table id="t-supported" role="plain">
        <caption><xsl:value-of select="r:text('upr-addendum.supported-caption', 'state', $state)"/></caption>
        <columns><column width="share:3"/><column width="share:4"/><column width="points:56" align="end"/></columns>
        <head>
          <row>
            <cell scope="col"><p><xsl:value-of select="r:text('chart.head-theme')"/></p></cell>
            <cell scope="col"><p><xsl:value-of select="r:text('upr-addendum.numbers')"/></p></cell>
            <cell scope="col"><p><xsl:value-of select="r:text('overview.total')"/></p></cell>
          </row>
        </head>
        <group>
          <xsl:for-each select="$view/v:groups/v:group">
            <xsl:variable name="chapter" select="@parent | @id[not(../@parent)]"/>
            <xsl:variable name="members" select="$view/v:groups/v:group[@parent = $chapter or @id = $chapter]"/>
            <xsl:variable name="here" select="$these[v:place[@primary = 'yes']/@group = $members/@id]"/>
            <xsl:if test="$here and generate-id() = generate-id($members[1])">
              <row>
                <xsl:attribute name="origin"><xsl:for-each select="$here"><xsl:if test="position() > 1"><xsl:text> </xsl:text></xsl:if><xsl:value-of select="@id"/></xsl:for-each></xsl:attribute>
                <cell scope="row"><p><xsl:value-of select="@parent-label | @label[not(../@parent)]"/></p></cell>
                <cell>
                  <p>
                    <xsl:variable name="numbers"><xsl:for-each select="$here"><xsl:sort select="string-length(v:from/@number)"/><xsl:sort select="v:from/@number"/><t:n><xsl:value-of select="v:from/@number"/></t:n></xsl:for-each></xsl:variable>
                    <xsl:value-of select="r:list(exsl:node-set($numbers)/t:n)"/>
                  </p>
                </cell>
                <cell><p><xsl:value-of select="r:number(count($here))"/></p></cell>
              </row>
            </xsl:if>
          </xsl:for-each>
          <row role="total">
            <cell scope="row"><p><xsl:value-of select="r:text('overview.total')"/></p></cell>
            <cell><p>–</p></cell>
            <cell><p><xsl:value-of select="r:number(count($these))"/></p></cell>
          </row>
        </group>
      </table>
      <!-- those of them on which the State has more to say -->
      <xsl:apply-templates select="$these[v:position/v:comment/d:* or key('t:answers-about', @id)]" mode="t:view-on"/>
    </xsl:if>
  </xsl:template>

  <xsl:template match="*[@id = 'in-part' or @id = 'noted' or @id = 'pending']" mode="t:fill">
    <xsl:variable name="these" select="$recommendations[v:position/@value = current()/@id]"/>
    <xsl:if test="$these">
      <p numbered="yes">
        <xsl:attribute name="origin"><xsl:for-each select="$these"><xsl:if test="position() > 1"><xsl:text> </xsl:text></xsl:if><xsl:value-of select="@id"/></xsl:for-each></xsl:attribute>
        <xsl:value-of select="r:text(concat('upr-addendum.', @id), 'n', count($these), 'state', $state)"/>
      </p>
      <xsl:for-each select="$view">
        <xsl:apply-templates select="$these" mode="t:view-on"><xsl:sort select="string-length(v:from/@number)"/><xsl:sort select="v:from/@number"/></xsl:apply-templates>
      </xsl:for-each>
    </xsl:if>
  </xsl:template>

  <!-- One recommendation: number, wording, view. -->
  <xsl:template match="v:recommendation" mode="t:view-on">
    <xsl:variable name="answer"><xsl:apply-templates select="." mode="t:answer-id"/></xsl:variable>
    <xsl:variable name="own" select="key('t:record', string($answer))[v:for/@document = $view/@document]/v:text/d:*"/>
    <p role="label" origin="{@id}"><xsl:value-of select="r:text('recommendation.heading-recommendation', 'number', v:from/@number)"/></p>
    <xsl:apply-templates select="." mode="t:quotation"/>
    <xsl:choose>
      <xsl:when test="$own"><xsl:call-template name="t:numbered"><xsl:with-param name="blocks" select="$own"/><xsl:with-param name="origin" select="concat(@id, ' ', $answer)"/></xsl:call-template></xsl:when>
      <xsl:when test="v:position/v:comment/d:*"><xsl:call-template name="t:numbered"><xsl:with-param name="blocks" select="v:position/v:comment/d:*"/><xsl:with-param name="origin" select="@id"/></xsl:call-template></xsl:when>
      <xsl:otherwise><p numbered="yes" origin="{@id}"><gap><xsl:value-of select="r:text('upr-addendum.gap-reasons', 'number', v:from/@number)"/></gap></p></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="*[@id = 'pledges']" mode="t:fill">
    <xsl:variable name="pledges" select="$selected[@kind = 'pledge'] | $records/v:recommendation[@kind = 'pledge' and v:from/@source = $issued/@id]"/>
    <xsl:if test="$pledges">
      <p numbered="yes"><xsl:value-of select="r:text('upr-addendum.pledges', 'n', count($pledges), 'state', $state)"/></p>
      <list kind="alpha"><xsl:for-each select="$pledges"><item origin="{@id}"><p><xsl:value-of select="v:text[1]"/></p></item></xsl:for-each></list>
    </xsl:if>
  </xsl:template>
</xsl:stylesheet>
