<?xml version="1.0" encoding="UTF-8"?>
<!-- Common core document: three parts whose section letters run on, and a statistical appendix from indicators that name
     their block. Treaties, reservations, institutions with their accreditation, measures of training and budget, the
     reporting process with consultations and the calendar come from records; people write the rest. -->
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
  <xsl:import href="../common/consultations.xsl"/>

  <!-- Sections H and I draft the measures on equality and on remedies, by theme. -->
  <xsl:variable name="equality" select="$records/v:recommendation[v:theme[1][starts-with(@ref, 'B3')]]"/>
  <xsl:variable name="remedies" select="$records/v:recommendation[v:theme[@ref = 'B5' or @ref = 'B51' or @ref = 'B52']][not(@id = $equality/@id)]"/>
  <xsl:variable name="institutional" select="$records/v:recommendation[v:theme/@ref = 'A45'][not(@id = $equality/@id or @id = $remedies/@id)]"/>
  <xsl:variable name="units" select="/.."/>
  <xsl:variable name="indicator-tables" select="'statistics'"/>
  <xsl:variable name="plan">
    <t:unit id="human-rights-institutions"><xsl:for-each select="$view"><xsl:call-template name="t:tells-of"><xsl:with-param name="subjects" select="$institutional/@id"/></xsl:call-template></xsl:for-each></t:unit>
    <t:unit id="non-discrimination"><xsl:for-each select="$view"><xsl:call-template name="t:tells-of"><xsl:with-param name="subjects" select="$equality/@id"/></xsl:call-template></xsl:for-each></t:unit>
    <t:unit id="remedies"><xsl:for-each select="$view"><xsl:call-template name="t:tells-of"><xsl:with-param name="subjects" select="$remedies/@id"/></xsl:call-template></xsl:for-each></t:unit>
  </xsl:variable>
  <xsl:variable name="told-ids"><xsl:for-each select="exsl:node-set($plan)//t:tells"><xsl:value-of select="concat(' ', @ref, ' ')"/></xsl:for-each></xsl:variable>
  <!-- Indicators of measures told here that have no block: they stand at the end of the appendix, since sentences point there. -->
  <xsl:variable name="further" select="$records/v:indicator[not(@core) and contains($told-ids, concat(' ', @id, ' ')) and v:series/v:point]"/>

  <xsl:template match="v:view">
    <xsl:call-template name="t:state-document">
      <xsl:with-param name="body-part"><xsl:call-template name="t:profile-body"/></xsl:with-param>
      <xsl:with-param name="annexes">
        <section id="sec-statistical-appendix" numbering="annex">
          <heading><xsl:value-of select="r:text('core-document.section-statistical-appendix')"/></heading>
          <p numbered="yes"><xsl:value-of select="r:text('core-document.appendix', 'date', $as-of)"/></p>
          <xsl:call-template name="t:block"><xsl:with-param name="core" select="'demographic'"/><xsl:with-param name="section" select="'demographic'"/></xsl:call-template>
          <xsl:call-template name="t:block"><xsl:with-param name="core" select="'social'"/><xsl:with-param name="section" select="'social-economic'"/></xsl:call-template>
          <xsl:call-template name="t:block"><xsl:with-param name="core" select="'political'"/><xsl:with-param name="section" select="'political-system'"/></xsl:call-template>
          <xsl:call-template name="t:block"><xsl:with-param name="core" select="'justice'"/><xsl:with-param name="section" select="'justice'"/></xsl:call-template>
          <xsl:if test="$further">
            <section id="sec-further-indicators" numbering="none" contents="no">
              <heading><xsl:value-of select="r:text('core-document.section-further')"/></heading>
              <xsl:call-template name="t:statistics">
                <xsl:with-param name="id" select="'t-statistics'"/>
                <xsl:with-param name="caption" select="r:text('core-document.caption-further')"/>
                <xsl:with-param name="indicators" select="$further"/>
              </xsl:call-template>
            </section>
          </xsl:if>
        </section>
      </xsl:with-param>
      <xsl:with-param name="contents" select="3"/>
    </xsl:call-template>
  </xsl:template>

  <xsl:template match="v:indicator" mode="t:table-id"><xsl:choose><xsl:when test="@core">t-<xsl:value-of select="@core"/></xsl:when><xsl:otherwise>t-statistics</xsl:otherwise></xsl:choose></xsl:template>

  <xsl:template name="t:block">
    <xsl:param name="core"/>
    <xsl:param name="section"/>
    <xsl:variable name="indicators" select="$records/v:indicator[@core = $core]"/>
    <section id="sec-{$section}" numbering="none" contents="no">
      <heading><xsl:value-of select="r:text(concat('core-document.section-', $section))"/></heading>
      <xsl:call-template name="t:narrative-blocks"><xsl:with-param name="section" select="$section"/><xsl:with-param name="required" select="false()"/></xsl:call-template>
      <xsl:choose>
        <xsl:when test="$indicators">
          <xsl:call-template name="t:statistics">
            <xsl:with-param name="id" select="concat('t-', $core)"/>
            <xsl:with-param name="caption" select="r:text(concat('core-document.caption-', $core))"/>
            <xsl:with-param name="indicators" select="$indicators"/>
          </xsl:call-template>
        </xsl:when>
        <xsl:otherwise><p numbered="yes"><gap><xsl:value-of select="r:text('core-document.gap-block', 'block', $core)"/></gap></p></xsl:otherwise>
      </xsl:choose>
    </section>
  </xsl:template>

  <!-- Parts are numbered; their sections carry letters that run on; below, (a), (b). -->
  <xsl:template match="v:section[parent::v:section[parent::v:profile]]" mode="t:numbering">continued</xsl:template>

  <!-- ===================================================== 1. General information -->

  <xsl:template name="t:latest">  <!-- "4,102,300 persons in 2025" for one indicator -->
    <xsl:param name="indicator"/>
    <xsl:for-each select="$indicator">
      <xsl:variable name="value"><xsl:call-template name="t:value"><xsl:with-param name="value" select="v:latest/@value"/><xsl:with-param name="indicator" select="."/></xsl:call-template></xsl:variable>
      <xsl:value-of select="r:text('core-document.latest', 'title', v:title[1], 'value', string($value), 'period', v:latest/@period)"/>
    </xsl:for-each>
  </xsl:template>

  <xsl:template name="t:pointed">
    <xsl:param name="core"/>
    <xsl:param name="key"/>
    <xsl:variable name="indicators" select="$records/v:indicator[@core = $core][v:latest/@value]"/>
    <xsl:if test="$indicators">
      <p numbered="yes">
        <xsl:attribute name="origin"><xsl:for-each select="$indicators[position() &lt; 6]"><xsl:if test="position() > 1"><xsl:text> </xsl:text></xsl:if><xsl:value-of select="@id"/></xsl:for-each></xsl:attribute>
        <xsl:variable name="ref"><ref to="t-{$core}"/></xsl:variable>
        <xsl:variable name="values"><xsl:for-each select="$indicators[position() &lt; 6]"><t:i><xsl:call-template name="t:latest"><xsl:with-param name="indicator" select="."/></xsl:call-template></t:i></xsl:for-each></xsl:variable>
        <xsl:copy-of select="r:phrase(concat('core-document.pointed-', $key), 'table', $ref, 'n', count($indicators), 'list', r:list(exsl:node-set($values)/t:i))"/>
      </p>
    </xsl:if>
  </xsl:template>

  <xsl:template match="*[@id = 'characteristics']" mode="t:fill">
    <xsl:call-template name="t:pointed"><xsl:with-param name="core" select="'demographic'"/><xsl:with-param name="key" select="'demographic'"/></xsl:call-template>
    <xsl:call-template name="t:pointed"><xsl:with-param name="core" select="'social'"/><xsl:with-param name="key" select="'social'"/></xsl:call-template>
  </xsl:template>

  <xsl:template match="*[@id = 'political-structure']" mode="t:fill">
    <xsl:call-template name="t:pointed"><xsl:with-param name="core" select="'political'"/><xsl:with-param name="key" select="'political'"/></xsl:call-template>
    <xsl:call-template name="t:pointed"><xsl:with-param name="core" select="'justice'"/><xsl:with-param name="key" select="'justice'"/></xsl:call-template>
  </xsl:template>

  <!-- ============================================================= 2. Framework -->

  <!-- Treaties with signature, ratification, entry into force and procedures: core treaties and their protocols, in the order of the records. -->
  <xsl:template match="*[@id = 'ratification']" mode="t:fill">
    <xsl:variable name="all" select="$records/v:treaty"/>
    <xsl:variable name="bound" select="$all[@ratified]"/>
    <xsl:if test="$all">
      <p numbered="yes">
        <xsl:attribute name="origin"><xsl:for-each select="$all"><xsl:if test="position() > 1"><xsl:text> </xsl:text></xsl:if><xsl:value-of select="@id"/></xsl:for-each></xsl:attribute>
        <xsl:variable name="ref"><ref to="t-treaties"/></xsl:variable>
        <xsl:copy-of select="r:phrase('core-document.treaties', 'state', $state, 'n', count($bound), 'table', $ref)"/>
        <xsl:variable name="open" select="$all[not(@ratified)]"/>
        <xsl:if test="$open"><xsl:text> </xsl:text><xsl:value-of select="r:text('core-document.treaties-open', 'n', count($open), 'list', r:list($open/@short))"/></xsl:if>
      </p>
      <table id="t-treaties" role="plain">
        <caption><xsl:value-of select="r:text('core-document.treaties-caption', 'date', $as-of)"/></caption>
        <columns><column width="share:3" min="110"/><column width="points:58"/><column width="points:58"/><column width="points:58"/><column width="share:2.6" min="100"/></columns>
        <head>
          <row>
            <cell scope="col"><p><xsl:value-of select="r:text('core-document.treaty')"/></p></cell>
            <cell scope="col"><p><xsl:value-of select="r:text('core-document.signed')"/></p></cell>
            <cell scope="col"><p><xsl:value-of select="r:text('core-document.ratified')"/></p></cell>
            <cell scope="col"><p><xsl:value-of select="r:text('core-document.in-force')"/></p></cell>
            <cell scope="col"><p><xsl:value-of select="r:text('core-document.procedures')"/></p></cell>
          </row>
        </head>
        <group>
          <xsl:for-each select="$all">
            <row origin="{@id}">
              <cell scope="row"><p><xsl:value-of select="@label"/></p></cell>
              <cell><p><xsl:call-template name="t:date-or-dash"><xsl:with-param name="date" select="@signed"/></xsl:call-template></p></cell>
              <cell><p><xsl:call-template name="t:date-or-dash"><xsl:with-param name="date" select="@ratified"/></xsl:call-template></p></cell>
              <cell><p><xsl:call-template name="t:date-or-dash"><xsl:with-param name="date" select="@entry-into-force"/></xsl:call-template></p></cell>
              <cell>
                <xsl:for-each select="v:procedure">
                  <p>
                    <xsl:choose>
                      <xsl:when test="@accepted = 'yes' and @date"><xsl:value-of select="r:text('core-document.procedure-since', 'name', @name, 'date', @date)"/></xsl:when>
                      <xsl:otherwise><xsl:value-of select="r:text(concat('core-document.procedure-', @accepted), 'name', @name)"/></xsl:otherwise>
                    </xsl:choose>
                  </p>
                </xsl:for-each>
                <xsl:if test="not(v:procedure)"><p>–</p></xsl:if>
              </cell>
            </row>
          </xsl:for-each>
        </group>
        <notes><p><xsl:value-of select="r:text('core-document.treaties-note')"/></p></notes>
      </table>
    </xsl:if>
  </xsl:template>
  <xsl:template name="t:date-or-dash">
    <xsl:param name="date"/>
    <xsl:choose><xsl:when test="string($date)"><xsl:value-of select="r:date(string($date))"/></xsl:when><xsl:otherwise>–</xsl:otherwise></xsl:choose>
  </xsl:template>

  <xsl:template match="*[@id = 'reservations']" mode="t:fill">
    <xsl:variable name="made" select="$records/v:treaty[v:reservation/d:*]"/>
    <xsl:choose>
      <xsl:when test="$made">
        <p numbered="yes">
          <xsl:attribute name="origin"><xsl:for-each select="$made"><xsl:if test="position() > 1"><xsl:text> </xsl:text></xsl:if><xsl:value-of select="@id"/></xsl:for-each></xsl:attribute>
          <xsl:value-of select="r:text('core-document.reservations', 'state', $state, 'n', count($made))"/>
        </p>
        <xsl:for-each select="$made">
          <p role="label"><xsl:value-of select="@label"/></p>
          <xsl:call-template name="t:numbered"><xsl:with-param name="blocks" select="v:reservation/d:*"/><xsl:with-param name="origin" select="@id"/></xsl:call-template>
        </xsl:for-each>
      </xsl:when>
      <xsl:otherwise><p numbered="yes"><xsl:value-of select="r:text('core-document.no-reservation', 'state', $state)"/></p></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- Courts, agencies and independent institutions that are competent; laws completed. -->
  <xsl:template match="*[@id = 'legal-framework']" mode="t:fill">
    <xsl:variable name="courts" select="$records/v:institution[@kind = 'court']"/>
    <xsl:variable name="agencies" select="$records/v:institution[@kind = 'agency' or @kind = 'police' or @kind = 'nhri' or @kind = 'npm']"/>
    <xsl:if test="$courts | $agencies">
      <p numbered="yes">
        <xsl:attribute name="origin"><xsl:for-each select="$courts | $agencies"><xsl:if test="position() > 1"><xsl:text> </xsl:text></xsl:if><xsl:value-of select="@id"/></xsl:for-each></xsl:attribute>
        <xsl:variable name="first"><xsl:for-each select="$courts"><t:n><xsl:value-of select="r:text('name.the', 'name', v:name[1])"/></t:n></xsl:for-each></xsl:variable>
        <xsl:variable name="second"><xsl:for-each select="$agencies"><t:n><xsl:value-of select="r:text('name.the', 'name', v:name[1])"/></t:n></xsl:for-each></xsl:variable>
        <xsl:if test="$courts"><xsl:value-of select="r:text('core-document.courts', 'list', r:list(exsl:node-set($first)/t:n))"/><xsl:text> </xsl:text></xsl:if>
        <xsl:if test="$agencies"><xsl:value-of select="r:text('core-document.agencies', 'list', r:list(exsl:node-set($second)/t:n))"/></xsl:if>
      </p>
    </xsl:if>
    <xsl:variable name="laws" select="$records/v:action[@type = 'law'][v:progress[@latest]/@value = 'completed']"/>
    <xsl:if test="count($laws) > 1">
      <p numbered="yes">
        <xsl:attribute name="origin"><xsl:for-each select="$laws"><xsl:if test="position() > 1"><xsl:text> </xsl:text></xsl:if><xsl:value-of select="@id"/></xsl:for-each></xsl:attribute>
        <xsl:value-of select="r:text('core-document.laws', 'n', count($laws))"/>
      </p>
      <list kind="bullet">
        <xsl:for-each select="$laws">
          <xsl:sort select="v:progress[@latest]/@date"/>
          <item origin="{@id}"><p><xsl:value-of select="r:text('core-document.law', 'title', v:title[1], 'date', v:progress[@latest]/@date)"/></p></item>
        </xsl:for-each>
      </list>
    </xsl:if>
  </xsl:template>

  <xsl:template match="*[@id = 'parliaments']" mode="t:fill">
    <xsl:call-template name="t:institutions"><xsl:with-param name="institutions" select="$records/v:institution[@kind = 'parliament']"/><xsl:with-param name="key" select="'parliament'"/></xsl:call-template>
  </xsl:template>
  <!-- With the accreditation and its date; the Office may be the preventive mechanism as well. -->
  <xsl:template match="*[@id = 'human-rights-institutions']" mode="t:fill">
    <xsl:for-each select="$records/v:institution[@kind = 'nhri']">
      <p numbered="yes" origin="{@id}">
        <xsl:choose>
          <xsl:when test="v:accreditation/@date"><xsl:value-of select="r:text('core-document.nhri', 'name', v:name[1], 'state', $state, 'status', v:accreditation/@status, 'date', v:accreditation/@date)"/></xsl:when>
          <xsl:otherwise><xsl:value-of select="r:text('core-document.nhri-open', 'name', v:name[1], 'state', $state)"/><xsl:text> </xsl:text><gap><xsl:value-of select="r:text('core-document.gap-accreditation')"/></gap></xsl:otherwise>
        </xsl:choose>
      </p>
    </xsl:for-each>
    <xsl:for-each select="$records/v:institution[@kind = 'npm']"><p numbered="yes" origin="{@id}"><xsl:value-of select="r:text('core-document.npm', 'name', v:name[1])"/></p></xsl:for-each>
    <xsl:if test="$records/v:institution[@kind = 'nhri']">
      <xsl:call-template name="t:drafted"><xsl:with-param name="unit" select="'human-rights-institutions'"/><xsl:with-param name="subjects" select="$institutional/@id"/><xsl:with-param name="gap" select="false()"/></xsl:call-template>
    </xsl:if>
  </xsl:template>
  <xsl:template name="t:institutions">
    <xsl:param name="institutions" select="/.."/>
    <xsl:param name="key"/>
    <xsl:if test="$institutions">
      <p numbered="yes">
        <xsl:attribute name="origin"><xsl:for-each select="$institutions"><xsl:if test="position() > 1"><xsl:text> </xsl:text></xsl:if><xsl:value-of select="@id"/></xsl:for-each></xsl:attribute>
        <xsl:variable name="names"><xsl:for-each select="$institutions"><t:n><xsl:value-of select="r:text('name.the', 'name', v:name[1])"/></t:n></xsl:for-each></xsl:variable>
        <xsl:value-of select="r:text(concat('core-document.', $key), 'n', count($institutions), 'list', r:list(exsl:node-set($names)/t:n))"/>
      </p>
    </xsl:if>
  </xsl:template>

  <!-- Measures of one type in a list: title, who leads, since when. -->
  <xsl:template name="t:measures-of">
    <xsl:param name="actions" select="/.."/>
    <xsl:param name="key"/>
    <xsl:if test="count($actions) > 1">
      <p numbered="yes">
        <xsl:attribute name="origin"><xsl:for-each select="$actions"><xsl:if test="position() > 1"><xsl:text> </xsl:text></xsl:if><xsl:value-of select="@id"/></xsl:for-each></xsl:attribute>
        <xsl:value-of select="r:text(concat('core-document.measures-', $key), 'n', count($actions))"/>
      </p>
      <list kind="bullet">
        <xsl:for-each select="$actions">
          <item origin="{@id}">
            <p>
              <xsl:variable name="period"><xsl:apply-templates select="." mode="t:period"/></xsl:variable>
              <xsl:choose>
                <xsl:when test="v:lead and string($period)"><xsl:value-of select="r:text('core-document.measure', 'title', v:title[1], 'lead', v:lead[1]/@label, 'period', $period)"/></xsl:when>
                <xsl:otherwise><xsl:value-of select="v:title[1]"/></xsl:otherwise>
              </xsl:choose>
            </p>
          </item>
        </xsl:for-each>
      </list>
    </xsl:if>
    <xsl:if test="count($actions) = 1"><xsl:for-each select="$actions"><xsl:call-template name="t:numbered"><xsl:with-param name="blocks" select="v:text/d:*"/><xsl:with-param name="origin" select="@id"/></xsl:call-template></xsl:for-each></xsl:if>
  </xsl:template>

  <xsl:template match="*[@id = 'dissemination']" mode="t:fill">
    <xsl:call-template name="t:measures-of"><xsl:with-param name="actions" select="$records/v:action[@type = 'data'][key('t:record', v:about/@ref)/v:theme[starts-with(@ref, 'A2')]]"/><xsl:with-param name="key" select="'dissemination'"/></xsl:call-template>
  </xsl:template>
  <xsl:template match="*[@id = 'training']" mode="t:fill">
    <xsl:call-template name="t:measures-of"><xsl:with-param name="actions" select="$records/v:action[@type = 'training']"/><xsl:with-param name="key" select="'training'"/></xsl:call-template>
  </xsl:template>
  <xsl:template match="*[@id = 'civil-society']" mode="t:fill">
    <xsl:variable name="all" select="$records/v:submitter"/>
    <xsl:if test="$all">
      <p numbered="yes">
        <xsl:attribute name="origin"><xsl:for-each select="$all"><xsl:if test="position() > 1"><xsl:text> </xsl:text></xsl:if><xsl:value-of select="@id"/></xsl:for-each></xsl:attribute>
        <xsl:value-of select="r:text('core-document.civil-society', 'n', count($all), 'list', r:list($all/v:name[1]))"/>
      </p>
    </xsl:if>
  </xsl:template>
  <!-- What measures cost and whether the money is there: a table by currency would be a line; sums by funding in a table. -->
  <xsl:template match="*[@id = 'budget']" mode="t:fill">
    <xsl:call-template name="t:budget-table"/>
  </xsl:template>
  <xsl:template name="t:budget-table">
    <xsl:variable name="costs" select="$records/v:action/v:cost"/>
    <xsl:variable name="currency" select="$costs[1]/@currency"/>
    <xsl:variable name="same" select="$costs[@currency = $currency]"/>
    <xsl:if test="$same">
      <p numbered="yes">
        <xsl:attribute name="origin"><xsl:for-each select="$same/.."><xsl:if test="position() > 1"><xsl:text> </xsl:text></xsl:if><xsl:value-of select="@id"/></xsl:for-each></xsl:attribute>
        <xsl:variable name="ref"><ref to="t-budget"/></xsl:variable>
        <xsl:copy-of select="r:phrase('core-document.budget', 'n', count($same/..), 'currency', string($currency), 'amount', r:number(format-number(sum($same/@amount), '0')), 'table', $ref)"/>
      </p>
      <table id="t-budget" role="plain">
        <caption><xsl:value-of select="r:text('core-document.budget-caption', 'currency', $currency)"/></caption>
        <columns><column width="share:3"/><column width="points:70" align="end"/><column width="points:100" align="end"/></columns>
        <head>
          <row>
            <cell scope="col"><p><xsl:value-of select="r:text('core-document.funding')"/></p></cell>
            <cell scope="col"><p><xsl:value-of select="r:text('core-document.measures')"/></p></cell>
            <cell scope="col"><p><xsl:value-of select="r:text('core-document.amount', 'currency', $currency)"/></p></cell>
          </row>
        </head>
        <group>
          <xsl:for-each select="exsl:node-set($funding-known)/t:f">
            <xsl:variable name="f" select="@v"/>
            <xsl:variable name="these" select="$same[@funded = $f]"/>
            <xsl:if test="$these">
              <row>
                <cell scope="row"><p><xsl:value-of select="r:text(concat('funding.', $f))"/></p></cell>
                <cell><p><xsl:value-of select="r:number(count($these/..))"/></p></cell>
                <cell><p><xsl:value-of select="r:number(format-number(sum($these/@amount), '0'))"/></p></cell>
              </row>
            </xsl:if>
          </xsl:for-each>
          <row role="total">
            <cell scope="row"><p><xsl:value-of select="r:text('overview.total')"/></p></cell>
            <cell><p><xsl:value-of select="r:number(count($same/..))"/></p></cell>
            <cell><p><xsl:value-of select="r:number(format-number(sum($same/@amount), '0'))"/></p></cell>
          </row>
        </group>
      </table>
    </xsl:if>
  </xsl:template>
  <xsl:template match="*[@id = 'development-cooperation']" mode="t:fill">
    <xsl:call-template name="t:assistance-table"><xsl:with-param name="id" select="'t-assistance'"/><xsl:with-param name="actions" select="$records/v:action"/></xsl:call-template>
  </xsl:template>

  <!-- ================================================== F. Reporting process -->

  <xsl:template match="*[@id = 'coordination']" mode="t:fill">
    <xsl:variable name="council" select="$records/v:institution[@kind = 'coordination']"/>
    <xsl:choose>
      <xsl:when test="$council"><p numbered="yes" origin="{$council[1]/@id}"><xsl:value-of select="r:text('core-document.coordination', 'name', $council[1]/v:name[1])"/></p></xsl:when>
      <xsl:otherwise><p numbered="yes"><gap><xsl:value-of select="r:text('state.gap-council')"/></gap></p></xsl:otherwise>
    </xsl:choose>
    <xsl:apply-templates select="$records/v:action[@type = 'institution' or @type = 'data'][key('t:record', v:about/@ref)/v:theme[@ref = 'A27']]" mode="t:plain"/>
  </xsl:template>
  <xsl:template match="v:action" mode="t:plain"><xsl:call-template name="t:numbered"><xsl:with-param name="blocks" select="v:text/d:*"/><xsl:with-param name="origin" select="@id"/></xsl:call-template></xsl:template>
  <xsl:template match="*[@id = 'contributors']" mode="t:fill">
    <xsl:call-template name="t:institutions"><xsl:with-param name="institutions" select="$records/v:institution[@kind = 'ministry']"/><xsl:with-param name="key" select="'contributors'"/></xsl:call-template>
    <xsl:call-template name="t:institutions"><xsl:with-param name="institutions" select="$records/v:institution[@kind = 'statistics-office']"/><xsl:with-param name="key" select="'figures'"/></xsl:call-template>
  </xsl:template>
  <xsl:template match="*[@id = 'parliament']" mode="t:fill">
    <xsl:variable name="asked" select="$records/v:recommendation[v:lead/@ref = $records/v:institution[@kind = 'parliament']/@id]"/>
    <xsl:if test="$asked">
      <p numbered="yes">
        <xsl:attribute name="origin"><xsl:for-each select="$asked"><xsl:if test="position() > 1"><xsl:text> </xsl:text></xsl:if><xsl:value-of select="@id"/></xsl:for-each></xsl:attribute>
        <xsl:value-of select="r:text('core-document.parliament-leads', 'n', count($asked))"/>
      </p>
    </xsl:if>
  </xsl:template>
  <xsl:template match="*[@id = 'consultation']" mode="t:fill"><xsl:call-template name="t:consultations"/></xsl:template>
  <!-- Concluding observations received, how many recommendations of each, and what is owed next. -->
  <xsl:template match="*[@id = 'follow-up']" mode="t:fill">
    <xsl:variable name="received" select="$records/v:source[@kind = 'concluding-observations'][@id = $records/v:recommendation/v:from/@source]"/>
    <xsl:if test="count($received) > 1">
      <p numbered="yes">
        <xsl:attribute name="origin"><xsl:for-each select="$received"><xsl:if test="position() > 1"><xsl:text> </xsl:text></xsl:if><xsl:value-of select="@id"/></xsl:for-each></xsl:attribute>
        <xsl:variable name="ref"><ref to="t-observations"/></xsl:variable>
        <xsl:copy-of select="r:phrase('core-document.observations', 'n', count($received), 'table', $ref)"/>
      </p>
      <table id="t-observations" role="plain">
        <caption><xsl:value-of select="r:text('core-document.observations-caption')"/></caption>
        <columns><column width="share:2.4" min="96"/><column width="points:92"/><column width="points:60"/><column width="points:50" align="end"/><column width="share:2.8" min="110"/></columns>
        <head>
          <row>
            <cell scope="col"><p><xsl:value-of select="r:text('core-document.committee')"/></p></cell>
            <cell scope="col"><p><xsl:value-of select="r:text('core-document.symbol')"/></p></cell>
            <cell scope="col"><p><xsl:value-of select="r:text('next-steps.date')"/></p></cell>
            <cell scope="col"><p><xsl:value-of select="r:text('core-document.followed')"/></p></cell>
            <cell scope="col"><p><xsl:value-of select="r:text('core-document.next-due')"/></p></cell>
          </row>
        </head>
        <group>
          <xsl:for-each select="$received">
            <xsl:variable name="next" select="$records/v:obligation[@body = current()/@body and (@state = 'open' or @state = 'overdue')][1]"/>
            <row>
              <xsl:attribute name="origin"><xsl:value-of select="@id"/><xsl:if test="$next"><xsl:value-of select="concat(' ', $next/@id)"/></xsl:if></xsl:attribute>
              <cell scope="row"><p><xsl:value-of select="@body-label | v:title[not(../@body-label)]"/></p></cell>
              <cell><p><span role="symbol"><xsl:value-of select="@symbol"/></span></p></cell>
              <cell><p><xsl:value-of select="r:date(string(@date))"/></p></cell>
              <cell><p><xsl:value-of select="r:number(count($records/v:recommendation[v:from/@source = current()/@id]))"/></p></cell>
              <cell><p><xsl:choose><xsl:when test="$next"><xsl:value-of select="r:text('core-document.obligation', 'title', $next/v:title[1], 'due', $next/@due)"/></xsl:when><xsl:otherwise>–</xsl:otherwise></xsl:choose></p></cell>
            </row>
          </xsl:for-each>
        </group>
      </table>
    </xsl:if>
  </xsl:template>

  <!-- ========================================= 3. Equality and effective remedies -->

  <xsl:template match="*[@id = 'non-discrimination']" mode="t:fill">
    <xsl:call-template name="t:drafted"><xsl:with-param name="unit" select="'non-discrimination'"/><xsl:with-param name="subjects" select="$equality/@id"/><xsl:with-param name="gap" select="false()"/></xsl:call-template>
  </xsl:template>
  <xsl:template match="*[@id = 'remedies']" mode="t:fill">
    <xsl:call-template name="t:drafted"><xsl:with-param name="unit" select="'remedies'"/><xsl:with-param name="subjects" select="$remedies/@id"/><xsl:with-param name="gap" select="false()"/></xsl:call-template>
  </xsl:template>
</xsl:stylesheet>
