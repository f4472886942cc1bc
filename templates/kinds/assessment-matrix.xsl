<?xml version="1.0" encoding="UTF-8"?>
<!-- State beside others: the same recommendations as two or more assessors see them, each on its scale, with value, date,
     reasons and what they rest on; a last column says whether they agree. Before the table: who assessed how many, and how
     often they agree, value against value. The State comes first in project.xml by its first <status>, others follow. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns="urn:rapporteur:document"
                xmlns:d="urn:rapporteur:document" xmlns:v="urn:rapporteur:records" xmlns:r="urn:rapporteur:functions"
                xmlns:t="urn:rapporteur:templates" xmlns:exsl="http://exslt.org/common" exclude-result-prefixes="d v r t exsl">
  <xsl:import href="../common/document.xsl"/>
  <xsl:import href="../common/recommendation.xsl"/>
  <xsl:import href="../common/sources.xsl"/>
  <xsl:import href="../common/matrix.xsl"/>

  <xsl:variable name="first" select="$project/v:status[1]"/>
  <xsl:variable name="others" select="$project/v:beside"/>
  <xsl:variable name="second" select="$others[1]"/>
  <xsl:variable name="second-record" select="key('t:record', $second/@assessor)"/>
  <xsl:variable name="second-short" select="$second-record/v:short[1] | $second-record[not(v:short)]/v:name[1]"/>
  <xsl:variable name="same-scale" select="$second/@scale = $first/@scale"/>
  <!-- What both have pronounced on; places of the values on the scale decide who sees more progress. -->
  <xsl:variable name="both" select="$selected[v:status/@value != 'not-assessed'][v:beside[1]/@value != 'not-assessed']"/>
  <xsl:variable name="compared">
    <xsl:for-each select="$both">
      <xsl:variable name="mine" select="count($first/v:value[@id = current()/v:status/@value]/preceding-sibling::v:value)"/>
      <xsl:variable name="theirs" select="count($second/v:value[@id = current()/v:beside[1]/@value]/preceding-sibling::v:value)"/>
      <t:c id="{@id}">
        <xsl:attribute name="r">
          <xsl:choose>
            <xsl:when test="not($same-scale)">scales</xsl:when>
            <xsl:when test="v:status/@value = v:beside[1]/@value">same</xsl:when>
            <xsl:when test="v:status/@value = 'not-accepted' or v:beside[1]/@value = 'not-accepted' or v:status/@value = 'no-information' or v:beside[1]/@value = 'no-information'">incomparable</xsl:when>
            <xsl:when test="$theirs > $mine">less</xsl:when>
            <xsl:otherwise>more</xsl:otherwise>
          </xsl:choose>
        </xsl:attribute>
      </t:c>
    </xsl:for-each>
  </xsl:variable>
  <xsl:variable name="results" select="exsl:node-set($compared)/t:c"/>
  <xsl:variable name="width" select="3 + count($others) + 1"/>

  <xsl:template match="v:view">
    <xsl:call-template name="t:document">
      <xsl:with-param name="parts">
        <part region="body" master="landscape">
          <xsl:call-template name="t:masthead"/>
          <section id="sec-introduction" numbering="auto">
            <heading><xsl:value-of select="r:text('assessment-matrix.section-introduction')"/></heading>
            <xsl:call-template name="t:narrative-blocks"><xsl:with-param name="section" select="'introduction'"/><xsl:with-param name="required" select="false()"/></xsl:call-template>
            <xsl:call-template name="t:what-is-listed"/>
            <xsl:call-template name="t:assessors"/>
          </section>
          <section id="sec-overview" numbering="auto">
            <heading><xsl:value-of select="r:text('assessment-matrix.section-overview')"/></heading>
            <xsl:call-template name="t:narrative-blocks"><xsl:with-param name="section" select="'overview'"/><xsl:with-param name="required" select="false()"/></xsl:call-template>
            <xsl:call-template name="t:agreement"/>
          </section>
          <section id="sec-assessments" numbering="auto">
            <heading><xsl:value-of select="r:text('assessment-matrix.section-assessments')"/></heading>
            <xsl:call-template name="t:narrative-blocks"><xsl:with-param name="section" select="'assessments'"/><xsl:with-param name="required" select="false()"/></xsl:call-template>
            <xsl:choose>
              <xsl:when test="not($selected)"><p><gap><xsl:value-of select="r:text('matrix.empty')"/></gap></p></xsl:when>
              <xsl:when test="not($first and $others)"><p><gap><xsl:value-of select="r:text('assessment-matrix.one-assessor')"/></gap></p></xsl:when>
              <xsl:otherwise><xsl:call-template name="t:side-by-side"/></xsl:otherwise>
            </xsl:choose>
          </section>
        </part>
      </xsl:with-param>
    </xsl:call-template>
  </xsl:template>

  <!-- Who assessed, on which scale, how many of them. -->
  <xsl:template name="t:assessors">
    <xsl:if test="$first">
      <list kind="alpha">
        <item><p><xsl:value-of select="r:text('assessment-matrix.assessor', 'name', $first/@name, 'scale', $first/@label, 'n', count($selected[v:status/@value != 'not-assessed']))"/></p></item>
        <xsl:for-each select="$others">
          <xsl:variable name="i" select="position()"/>
          <item><p><xsl:value-of select="r:text('assessment-matrix.assessor', 'name', @name, 'scale', @label, 'n', count($selected[v:beside[$i]/@value != 'not-assessed']))"/></p></item>
        </xsl:for-each>
      </list>
    </xsl:if>
  </xsl:template>

  <xsl:template name="t:agreement">
    <xsl:choose>
      <xsl:when test="not($first and $second)"><p numbered="yes"><gap><xsl:value-of select="r:text('assessment-matrix.one-assessor')"/></gap></p></xsl:when>
      <xsl:when test="not($both)"><p numbered="yes"><gap><xsl:value-of select="r:text('assessment-matrix.none-shared')"/></gap></p></xsl:when>
      <xsl:otherwise>
        <p numbered="yes">
          <xsl:attribute name="origin"><xsl:for-each select="$both/v:status/@origin | $both/v:beside[1]/@origin"><xsl:if test="position() > 1"><xsl:text> </xsl:text></xsl:if><xsl:value-of select="."/></xsl:for-each></xsl:attribute>
          <xsl:value-of select="r:text('assessment-matrix.shared', 'n', count($both), 'first', $first/@name, 'second', $second/@name)"/>
          <xsl:if test="$same-scale">
            <xsl:variable name="kinds"><t:k>same</t:k><t:k>less</t:k><t:k>more</t:k><t:k>incomparable</t:k></xsl:variable>
            <xsl:variable name="parts">
              <xsl:for-each select="exsl:node-set($kinds)/t:k">
                <xsl:variable name="n" select="count($results[@r = current()])"/>
                <xsl:if test="$n"><t:p><xsl:value-of select="r:text(concat('assessment-matrix.count-', .), 'n', $n, 'second', $second/@name)"/></t:p></xsl:if>
              </xsl:for-each>
            </xsl:variable>
            <xsl:text> </xsl:text><xsl:value-of select="r:text('assessment-matrix.of-these', 'list', r:list(exsl:node-set($parts)/t:p))"/>
          </xsl:if>
          <xsl:variable name="table"><ref to="t-agreement"/></xsl:variable>
          <xsl:text> </xsl:text><xsl:copy-of select="r:phrase('assessment-matrix.see-table', 'table', $table)"/>
        </p>
        <xsl:call-template name="t:cross-table"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- Values of the first down, of the second across; only those that occur. -->
  <xsl:template name="t:cross-table">
    <xsl:variable name="down" select="$first/v:value[@id = $both/v:status/@value]"/>
    <xsl:variable name="across" select="$second/v:value[@id = $both/v:beside[1]/@value]"/>
    <table id="t-agreement" role="plain">
      <caption><xsl:value-of select="r:text('assessment-matrix.agreement-caption', 'first', $first/@name, 'second', $second/@name)"/></caption>
      <columns>
        <column width="share:2.4" min="130"/>
        <xsl:for-each select="$across"><column width="share:1" min="56" align="end"/></xsl:for-each>
        <column width="points:44" align="end"/>
      </columns>
      <head><row>
        <cell scope="col"><p><xsl:value-of select="r:text('assessment-matrix.down-across', 'first', $first/@name, 'second', $second/@name)"/></p></cell>
        <xsl:for-each select="$across"><cell scope="col"><p><xsl:value-of select="@label"/></p></cell></xsl:for-each>
        <cell scope="col"><p><xsl:value-of select="r:text('overview.total')"/></p></cell>
      </row></head>
      <group>
        <xsl:for-each select="$down">
          <xsl:variable name="d" select="@id"/>
          <row>
            <cell scope="row"><p><status value="{@id}" tone="{@tone}"><xsl:value-of select="@label"/></status></p></cell>
            <xsl:for-each select="$across">
              <xsl:variable name="n" select="count($both[v:status/@value = $d][v:beside[1]/@value = current()/@id])"/>
              <cell><p><xsl:choose><xsl:when test="$n and @id = $d and $same-scale"><strong><xsl:value-of select="r:number($n)"/></strong></xsl:when><xsl:when test="$n"><xsl:value-of select="r:number($n)"/></xsl:when><xsl:otherwise>–</xsl:otherwise></xsl:choose></p></cell>
            </xsl:for-each>
            <cell><p><xsl:value-of select="r:number(count($both[v:status/@value = $d]))"/></p></cell>
          </row>
        </xsl:for-each>
        <row role="total">
          <cell scope="row"><p><xsl:value-of select="r:text('overview.total')"/></p></cell>
          <xsl:for-each select="$across"><cell><p><xsl:value-of select="r:number(count($both[v:beside[1]/@value = current()/@id]))"/></p></cell></xsl:for-each>
          <cell><p><xsl:value-of select="r:number(count($both))"/></p></cell>
        </row>
      </group>
    </table>
  </xsl:template>

  <!-- ============================================================== the table -->

  <xsl:template name="t:side-by-side">
    <table id="t-assessments" role="matrix">
      <caption><xsl:value-of select="r:text('assessment-matrix.caption')"/></caption>
      <columns>
        <column width="points:{48 + 22 * $several-sources}"/>
        <column width="share:3.2" min="120"/>
        <column width="share:3.2" min="110"/>
        <xsl:for-each select="$others"><column width="share:3.2" min="110"/></xsl:for-each>
        <column width="points:72"/>
      </columns>
      <head><row>
        <cell scope="col"><p><xsl:value-of select="r:text('contribution.head-number-position')"/></p></cell>
        <cell scope="col"><p><xsl:value-of select="r:text('matrix.recommendation')"/></p></cell>
        <cell scope="col"><p><xsl:value-of select="$first/@name"/></p></cell>
        <xsl:for-each select="$others"><cell scope="col"><p><xsl:value-of select="@name"/></p></cell></xsl:for-each>
        <cell scope="col"><p><xsl:value-of select="r:text('assessment-matrix.head-agreement')"/></p></cell>
      </row></head>
      <xsl:for-each select="$view/v:groups/v:group[key('t:primary', @id)]">
        <group id="group-{@id}" origin="{@id}">
          <row role="band"><cell scope="rowgroup" colspan="{$width}"><p><xsl:value-of select="@label"/></p></cell></row>
          <xsl:apply-templates select="key('t:primary', @id)" mode="t:beside-row"/>
        </group>
      </xsl:for-each>
    </table>
  </xsl:template>

  <xsl:template match="v:recommendation" mode="t:beside-row">
    <xsl:variable name="id" select="@id"/>
    <row id="rec-{@id}" role="data">
      <xsl:attribute name="origin"><xsl:value-of select="@id"/><xsl:for-each select="(v:status | v:beside)/@origin"><xsl:text> </xsl:text><xsl:value-of select="."/></xsl:for-each></xsl:attribute>
      <cell scope="row">
        <p><span role="number"><xsl:value-of select="v:from/@number"/></span></p>
        <xsl:if test="$several-sources and v:from/@symbol"><p role="small"><span role="symbol"><xsl:value-of select="v:from/@symbol"/></span></p></xsl:if>
        <xsl:if test="v:position"><p role="small"><xsl:apply-templates select="v:position" mode="t:position"/></p></xsl:if>
      </cell>
      <cell><xsl:apply-templates select="." mode="t:quotation"/></cell>
      <cell><xsl:apply-templates select="v:status" mode="t:view-of"/></cell>
      <xsl:for-each select="v:beside"><cell><xsl:apply-templates select="." mode="t:view-of"/></cell></xsl:for-each>
      <cell>
        <p>
          <xsl:choose>
            <xsl:when test="$results[@id = $id]"><xsl:value-of select="r:text(concat('assessment-matrix.', $results[@id = $id]/@r), 'second', string($second-short))"/></xsl:when>
            <xsl:when test="v:status/@value = 'not-assessed' and v:beside[1]/@value = 'not-assessed'"><xsl:value-of select="r:text('assessment-matrix.neither')"/></xsl:when>
            <xsl:otherwise><xsl:value-of select="r:text('assessment-matrix.one-only')"/></xsl:otherwise>
          </xsl:choose>
        </p>
      </cell>
    </row>
  </xsl:template>

  <!-- One assessor's cell: value, date, reasons with their sources. -->
  <xsl:template match="v:status | v:beside" mode="t:view-of">
    <xsl:variable name="own" select="key('t:record', @origin)"/>
    <xsl:variable name="based" select="key('t:record', $own/v:based-on/@evidence)"/>
    <p><status value="{@value}" tone="{@tone}"><xsl:copy-of select="@scale | @origin"/><xsl:value-of select="@label"/></status></p>
    <xsl:for-each select="$own/v:reasons/d:*">
      <xsl:choose>
        <xsl:when test="self::d:p"><p><xsl:copy-of select="@xml:lang | node()"/><xsl:if test="position() = last()"><xsl:for-each select="$based"><note origin="{@id}"><xsl:copy-of select="v:note-text/d:p"/></note></xsl:for-each></xsl:if></p></xsl:when>
        <xsl:otherwise><xsl:copy-of select="."/></xsl:otherwise>
      </xsl:choose>
    </xsl:for-each>
    <xsl:if test="$own and not($own/v:reasons/d:*)"><p><gap><xsl:value-of select="r:text('contribution.no-reasons')"/></gap></p></xsl:if>
    <xsl:if test="@date"><p role="small"><xsl:value-of select="r:date(string(@date))"/></p></xsl:if>
  </xsl:template>
</xsl:stylesheet>
