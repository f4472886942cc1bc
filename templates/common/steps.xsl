<?xml version="1.0" encoding="UTF-8"?>
<!-- What lies ahead and what it needs: steps with a date, obstacles, assistance. From the milestones, due dates, costs and
     assistance of measures; shared by reports and plans. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns="urn:rapporteur:document"
                xmlns:d="urn:rapporteur:document" xmlns:v="urn:rapporteur:records" xmlns:r="urn:rapporteur:functions"
                xmlns:t="urn:rapporteur:templates" xmlns:exsl="http://exslt.org/common" exclude-result-prefixes="d v r t exsl">

  <!-- Whether the money is there, in the order in which tables show it. -->
  <xsl:variable name="funding-known"><t:f v="yes"/><t:f v="partly"/><t:f v="no"/></xsl:variable>

  <!-- Steps of measures as t:step elements in the order of time: planned milestones, else the date of completion. -->
  <xsl:template name="t:steps">
    <xsl:param name="actions" select="/.."/>
    <xsl:variable name="now" select="translate($as-of, '-', '')"/>
    <xsl:variable name="found">
      <xsl:for-each select="$actions[not(v:progress[@latest]/@value = 'completed' or v:progress[@latest]/@value = 'stopped')]">
        <xsl:variable name="action" select="."/>
        <xsl:for-each select="v:milestone[@state = 'planned']"><t:step date="{@date}" action="{$action/@id}"><xsl:value-of select="v:title[1]"/></t:step></xsl:for-each>
        <xsl:if test="not(v:milestone[@state = 'planned']) and v:period/@due and number(substring(concat(translate(v:period/@due, '-', ''), '1231'), 1, 8)) > number($now)">
          <t:step date="{v:period/@due}" action="{@id}" whole="yes"><xsl:value-of select="v:title[1]"/></t:step>
        </xsl:if>
      </xsl:for-each>
    </xsl:variable>
    <xsl:for-each select="exsl:node-set($found)/t:step">
      <xsl:sort select="concat(@date, '-00')"/>
      <xsl:copy-of select="."/>
    </xsl:for-each>
  </xsl:template>

  <!-- As a table when there are two or more, as a sentence when there is one. -->
  <xsl:template name="t:steps-table">
    <xsl:param name="id"/>
    <xsl:param name="actions" select="/.."/>
    <xsl:param name="caption" select="r:text('next-steps.caption')"/>
    <xsl:param name="most" select="1000"/>
    <xsl:variable name="steps"><xsl:call-template name="t:steps"><xsl:with-param name="actions" select="$actions"/></xsl:call-template></xsl:variable>
    <xsl:variable name="list" select="exsl:node-set($steps)/t:step"/>
    <xsl:choose>
      <xsl:when test="count($list) > 1">
        <p numbered="yes">
          <xsl:attribute name="origin"><xsl:for-each select="$list[not(@action = preceding-sibling::t:step/@action)]"><xsl:if test="position() > 1"><xsl:text> </xsl:text></xsl:if><xsl:value-of select="@action"/></xsl:for-each></xsl:attribute>
          <xsl:variable name="ref"><ref to="{$id}"/></xsl:variable>
          <xsl:copy-of select="r:phrase('steps.table', 'table', $ref, 'n', count($list))"/>
        </p>
        <table id="{$id}" role="plain">
          <caption><xsl:value-of select="$caption"/></caption>
          <columns><column width="points:88"/><column width="share:4"/><column width="share:2.4"/></columns>
          <head>
            <row>
              <cell scope="col"><p><xsl:value-of select="r:text('next-steps.date')"/></p></cell>
              <cell scope="col"><p><xsl:value-of select="r:text('next-steps.step')"/></p></cell>
              <cell scope="col"><p><xsl:value-of select="r:text('next-steps.responsible')"/></p></cell>
            </row>
          </head>
          <group>
            <xsl:for-each select="$list[position() &lt;= $most]">
              <xsl:variable name="step" select="."/>
              <xsl:for-each select="$view">
                <xsl:variable name="action" select="key('t:record', $step/@action)"/>
                <row origin="{$action/@id}">
                  <cell scope="row"><p><xsl:value-of select="r:date(string($step/@date))"/></p></cell>
                  <cell>
                    <p>
                      <xsl:choose>
                        <xsl:when test="$step/@whole"><xsl:value-of select="r:text('steps.completion', 'measure', string($step))"/></xsl:when>
                        <xsl:otherwise><xsl:value-of select="r:text('next-steps.milestone', 'step', string($step), 'measure', $action/v:title[1])"/></xsl:otherwise>
                      </xsl:choose>
                    </p>
                  </cell>
                  <cell><p><xsl:choose><xsl:when test="$action/v:lead"><xsl:value-of select="$action/v:lead[1]/@label"/></xsl:when><xsl:otherwise><gap><xsl:value-of select="r:text('gap.responsible-short')"/></gap></xsl:otherwise></xsl:choose></p></cell>
                </row>
              </xsl:for-each>
            </xsl:for-each>
          </group>
        </table>
      </xsl:when>
      <xsl:when test="$list">
        <p numbered="yes" origin="{$list/@action}">
          <xsl:value-of select="r:text(concat('steps.one', substring('-whole', 1, 6 * boolean($list/@whole))), 'date', $list/@date, 'step', string($list))"/>
        </p>
      </xsl:when>
    </xsl:choose>
  </xsl:template>

  <!-- What stands in the way: steps missed, measures stopped or overdue, money missing; one paragraph. -->
  <xsl:template name="t:obstacles">
    <xsl:param name="actions" select="/.."/>
    <xsl:variable name="sentences">
      <xsl:for-each select="$actions">
        <xsl:variable name="n"><xsl:call-template name="t:variant"><xsl:with-param name="of" select="2"/></xsl:call-template></xsl:variable>
        <xsl:variable name="state"><xsl:apply-templates select="." mode="t:state"/></xsl:variable>
        <xsl:variable name="id" select="@id"/>
        <xsl:for-each select="v:milestone[@state = 'missed'][$state != 'completed']"><t:o id="{$id}"><xsl:value-of select="r:text(concat('answer.step-missed-', $n), 'title', v:title[1], 'date', @date)"/></t:o></xsl:for-each>
        <xsl:if test="$state = 'stopped'"><t:o id="{$id}"><xsl:value-of select="r:text('steps.stopped', 'title', v:title[1], 'done', v:progress[@latest]/@date)"/></t:o></xsl:if>
        <xsl:if test="$state = 'overdue' and not(v:milestone[@state = 'missed'])"><t:o id="{$id}"><xsl:value-of select="r:text('steps.overdue', 'title', v:title[1], 'due', v:period/@due)"/></t:o></xsl:if>
        <xsl:for-each select="v:cost[@funded != 'yes']">
          <t:o id="{$id}"><xsl:value-of select="r:text(concat('steps.cost-', @funded), 'title', ../v:title[1], 'currency', @currency, 'amount', @amount)"/></t:o>
        </xsl:for-each>
      </xsl:for-each>
    </xsl:variable>
    <xsl:variable name="list" select="exsl:node-set($sentences)/t:o"/>
    <xsl:if test="$list">
      <p role="label"><xsl:value-of select="r:text('steps.obstacles')"/></p>
      <p numbered="yes">
        <xsl:attribute name="origin"><xsl:for-each select="$list[not(@id = preceding-sibling::t:o/@id)]"><xsl:if test="position() > 1"><xsl:text> </xsl:text></xsl:if><xsl:value-of select="@id"/></xsl:for-each></xsl:attribute>
        <xsl:for-each select="$list"><xsl:if test="position() > 1"><xsl:text> </xsl:text></xsl:if><xsl:value-of select="."/></xsl:for-each>
      </p>
    </xsl:if>
  </xsl:template>

  <!-- Assistance that institutions have named, as a table. -->
  <xsl:template name="t:assistance-table">
    <xsl:param name="id"/>
    <xsl:param name="actions" select="/.."/>
    <xsl:variable name="needs" select="$actions[v:assistance]"/>
    <xsl:if test="$needs">
      <p numbered="yes">
        <xsl:attribute name="origin"><xsl:for-each select="$needs"><xsl:if test="position() > 1"><xsl:text> </xsl:text></xsl:if><xsl:value-of select="@id"/></xsl:for-each></xsl:attribute>
        <xsl:variable name="ref"><ref to="{$id}"/></xsl:variable>
        <xsl:copy-of select="r:phrase('steps.assistance', 'n', count($needs), 'table', $ref)"/>
      </p>
      <table id="{$id}" role="plain">
        <caption><xsl:value-of select="r:text('capacity.caption')"/></caption>
        <columns><column width="share:3"/><column width="share:4"/><column width="share:2.4"/></columns>
        <head>
          <row>
            <cell scope="col"><p><xsl:value-of select="r:text('steps.measure')"/></p></cell>
            <cell scope="col"><p><xsl:value-of select="r:text('capacity.needed')"/></p></cell>
            <cell scope="col"><p><xsl:value-of select="r:text('capacity.responsible')"/></p></cell>
          </row>
        </head>
        <group>
          <xsl:for-each select="$needs">
            <row origin="{@id}">
              <cell scope="row"><p><xsl:value-of select="v:title[1]"/></p></cell>
              <cell><xsl:copy-of select="v:assistance/d:*"/></cell>
              <cell><p><xsl:choose><xsl:when test="v:lead"><xsl:value-of select="v:lead[1]/@label"/></xsl:when><xsl:otherwise><gap><xsl:value-of select="r:text('gap.responsible-short')"/></gap></xsl:otherwise></xsl:choose></p></cell>
            </row>
          </xsl:for-each>
        </group>
      </table>
    </xsl:if>
  </xsl:template>
</xsl:stylesheet>
