<?xml version="1.0" encoding="UTF-8"?>
<!-- What national institutions, preventive mechanisms and civil society submit: the sections of the row of the profile in
     its order, each filled from the records that it names and from people's Markdown. A kind imports this, and gives
     templates of mode t:fill for the sections that are its own.
     $issues are what the submitters raise that concerns the body (an article of its treaty, or a selected
     recommendation); $concerns of them stand in priority order, $developments are the good ones. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns="urn:rapporteur:document"
                xmlns:d="urn:rapporteur:document" xmlns:v="urn:rapporteur:records" xmlns:r="urn:rapporteur:functions"
                xmlns:t="urn:rapporteur:templates" xmlns:exsl="http://exslt.org/common" exclude-result-prefixes="d v r t exsl">

  <xsl:key name="t:issues-about" match="/v:view/v:records/v:issue" use="v:about/@ref"/>

  <xsl:variable name="asks" select="$project/@stage = 'loi' or $project/@stage = 'loipr'"/>   <!-- questions are proposed, else recommendations -->
  <xsl:variable name="proposal"><xsl:choose><xsl:when test="$asks">question</xsl:when><xsl:otherwise>recommendation</xsl:otherwise></xsl:choose></xsl:variable>
  <xsl:variable name="is-upr" select="$project/@body = 'UPR' or (not($project/@body) and $selected and not($selected/v:from[@body != 'UPR']))"/>
  <xsl:variable name="follows-up" select="$project/@stage = 'follow-up'"/>
  <xsl:variable name="issues" select="$records/v:issue[@by = $authors/@id][v:about/@ref = $selected/@id or (not($follows-up) and (v:article/@treaty = $project/@body or ($is-upr and not(v:article) and not(v:about))))]"/>
  <xsl:variable name="concerns" select="$issues[not(@kind = 'progress')]"/>
  <xsl:variable name="developments" select="$issues[@kind = 'progress']"/>
  <!-- The submitters' own assessments of what is selected: those of the assessor and scale that the document shows. -->
  <xsl:variable name="own-assessments" select="key('t:record', $selected/v:status/@origin)"/>
  <xsl:variable name="cited" select="key('t:record', $issues/v:based-on/@evidence) | key('t:evidence-about', $issues/@id) | key('t:record', $own-assessments/v:based-on/@evidence)
      | key('t:evidence-about', $selected[$follows-up]/@id)"/>

  <!-- =========================================================== sections -->

  <xsl:template name="t:body-sections">
    <xsl:apply-templates select="$profile/*[local-name() = 'section'][not(@region = 'annex')]" mode="t:section"/>
    <xsl:if test="not($profile/*[local-name() = 'section'])"><p><gap><xsl:value-of select="r:text('contribution.no-profile')"/></gap></p></xsl:if>
  </xsl:template>
  <xsl:template name="t:annex-parts">
    <xsl:apply-templates select="$profile/*[local-name() = 'section'][@region = 'annex']" mode="t:annex"/>
  </xsl:template>

  <!-- A section: people's words first, then what the records yield, then people's sub-sections. What is required and stays
       empty is a marked gap; what is not required stays away. -->
  <xsl:template match="*" mode="t:section">
    <xsl:variable name="id" select="string(@id)"/>
    <xsl:variable name="narrative" select="key('t:narrative', $id)"/>
    <xsl:variable name="draft"><xsl:apply-templates select="." mode="t:fill"/></xsl:variable>
    <xsl:variable name="blocks" select="exsl:node-set($draft)/*"/>
    <xsl:if test="@required = 'yes' or $narrative/d:* or $blocks">
      <section id="sec-{$id}" numbering="auto">
        <heading><xsl:apply-templates select="." mode="t:section-heading"/></heading>
        <xsl:copy-of select="$narrative/d:*[not(self::d:section)]"/>
        <xsl:if test="not($narrative/d:* or $blocks)"><p numbered="yes"><gap><xsl:value-of select="r:text('gap.narrative', 'section', $id)"/></gap></p></xsl:if>
        <xsl:copy-of select="$blocks[not(self::d:section)]"/>
        <xsl:copy-of select="$blocks[self::d:section]"/>
        <xsl:copy-of select="$narrative/d:section"/>
      </section>
    </xsl:if>
  </xsl:template>
  <xsl:template match="*" mode="t:section-heading"><xsl:value-of select="r:text(concat($view/@kind, '.section-', @id))"/></xsl:template>
  <xsl:template match="*" mode="t:fill"/>

  <xsl:template match="*" mode="t:annex">
    <xsl:variable name="id" select="string(@id)"/>
    <xsl:variable name="narrative" select="key('t:narrative', $id)"/>
    <xsl:variable name="draft"><xsl:apply-templates select="." mode="t:fill"/></xsl:variable>
    <xsl:variable name="blocks" select="exsl:node-set($draft)/*"/>
    <xsl:if test="@required = 'yes' or $narrative/d:* or $blocks">
      <part region="annex">
        <xsl:attribute name="master"><xsl:apply-templates select="." mode="t:annex-master"/></xsl:attribute>
        <section id="sec-{$id}" numbering="annex">
          <heading><xsl:apply-templates select="." mode="t:section-heading"/></heading>
          <xsl:copy-of select="$narrative/d:*[not(self::d:section)]"/>
          <xsl:if test="not($narrative/d:* or $blocks)"><p numbered="yes"><gap><xsl:value-of select="r:text('gap.narrative', 'section', $id)"/></gap></p></xsl:if>
          <xsl:copy-of select="$blocks"/>
          <xsl:copy-of select="$narrative/d:section"/>
        </section>
      </part>
    </xsl:if>
  </xsl:template>
  <xsl:template match="*" mode="t:annex-master">portrait</xsl:template>

  <!-- The ids of records as the origin of what is being written. -->
  <xsl:template name="t:from">
    <xsl:param name="records" select="/.."/>
    <xsl:if test="$records">
      <xsl:attribute name="origin"><xsl:for-each select="$records"><xsl:if test="position() > 1"><xsl:text> </xsl:text></xsl:if><xsl:value-of select="@id"/></xsl:for-each></xsl:attribute>
    </xsl:if>
  </xsl:template>

  <!-- =================================================== who writes, and how -->

  <!-- An institution: what it is, its accreditation with date, its other mandates, what people wrote about it. -->
  <xsl:template name="t:institutions">
    <xsl:for-each select="$authors[self::v:institution]">
      <p numbered="yes" origin="{@id}">
        <xsl:choose>
          <xsl:when test="@kind = 'nhri' and v:accreditation"><xsl:value-of select="r:text('contribution.nhri', 'name', v:name[1], 'state', $project/@short, 'status', v:accreditation/@status, 'date', v:accreditation/@date)"/></xsl:when>
          <xsl:when test="@kind = 'nhri'"><xsl:value-of select="r:text('contribution.nhri-unaccredited', 'name', v:name[1], 'state', $project/@short)"/><xsl:text> </xsl:text><gap><xsl:value-of select="r:text('contribution.no-accreditation')"/></gap></xsl:when>
          <xsl:when test="@kind = 'npm'"><xsl:value-of select="r:text('contribution.npm', 'name', v:name[1], 'state', $project/@short)"/></xsl:when>
          <xsl:otherwise><xsl:value-of select="r:text('contribution.institution', 'name', v:name[1])"/></xsl:otherwise>
        </xsl:choose>
        <xsl:if test="v:mandate">
          <xsl:variable name="mandates">
            <xsl:for-each select="v:mandate"><t:m><xsl:value-of select="r:text(concat('mandate.', @kind, substring('-since', 1, 6 * boolean(@since))), 'since', @since)"/></t:m></xsl:for-each>
          </xsl:variable>
          <xsl:text> </xsl:text><xsl:value-of select="r:text('contribution.mandates', 'list', r:list(exsl:node-set($mandates)/t:m))"/>
          <xsl:for-each select="v:mandate[v:law]"><note origin="{../@id}"><p><xsl:value-of select="r:text('cite.evidence', 'citation', v:law[1])"/></p></note></xsl:for-each>
        </xsl:if>
      </p>
      <xsl:call-template name="t:numbered"><xsl:with-param name="blocks" select="v:description/d:*"/><xsl:with-param name="origin" select="@id"/></xsl:call-template>
    </xsl:for-each>
  </xsl:template>

  <!-- Organizations: one in a paragraph; several named first, then told one by one. -->
  <xsl:template name="t:submitters">
    <xsl:if test="not($authors)"><p numbered="yes"><gap><xsl:value-of select="r:text('contribution.no-submitter')"/></gap></p></xsl:if>
    <xsl:if test="count($authors) > 1">
      <p numbered="yes"><xsl:call-template name="t:from"><xsl:with-param name="records" select="$authors"/></xsl:call-template><xsl:value-of select="r:text('contribution.joint', 'n', count($authors))"/></p>
      <list kind="alpha">
        <xsl:for-each select="$project/v:submitter">
          <xsl:for-each select="key('t:record', @ref)"><item origin="{@id}"><p>
            <strong><xsl:value-of select="v:name[1]"/></strong>
            <xsl:if test="v:founded"><xsl:text> </xsl:text><xsl:value-of select="r:text('contribution.founded-brackets', 'year', v:founded)"/></xsl:if>
            <xsl:if test="v:description/d:p"><xsl:value-of select="r:text('contribution.title-colon')"/><xsl:text> </xsl:text><xsl:copy-of select="v:description/d:p[1]/node()"/></xsl:if>
          </p><xsl:copy-of select="v:description/d:*[not(self::d:p) or preceding-sibling::d:p]"/></item></xsl:for-each>
        </xsl:for-each>
      </list>
    </xsl:if>
    <xsl:for-each select="$authors[count($authors) = 1]">
      <xsl:call-template name="t:numbered">
        <xsl:with-param name="blocks" select="v:description/d:*"/>
        <xsl:with-param name="origin" select="@id"/>
        <xsl:with-param name="before"><xsl:if test="v:founded"><xsl:value-of select="r:text('contribution.founded', 'name', v:name[1], 'year', v:founded)"/></xsl:if></xsl:with-param>
      </xsl:call-template>
      <xsl:if test="not(v:description or v:founded)"><p numbered="yes" origin="{@id}"><gap><xsl:value-of select="r:text('contribution.no-description', 'name', v:name[1])"/></gap></p></xsl:if>
    </xsl:for-each>
  </xsl:template>

  <!-- What the contribution rests on, counted from the records that it cites; and who was heard. -->
  <xsl:template name="t:sources-used">
    <xsl:variable name="types"><t:t>visit</t:t><t:t>report</t:t><t:t>statistics</t:t><t:t>judgment</t:t><t:t>law</t:t><t:t>policy</t:t><t:t>budget</t:t><t:t>media</t:t><t:t>testimony</t:t><t:t>other</t:t></xsl:variable>
    <xsl:if test="$cited">
      <xsl:variable name="counts">
        <xsl:for-each select="exsl:node-set($types)/t:t">
          <xsl:variable name="n" select="count($cited[@type = current()])"/>
          <xsl:if test="$n"><t:c><xsl:value-of select="r:text(concat('evidence.count-', .), 'n', $n)"/></t:c></xsl:if>
        </xsl:for-each>
      </xsl:variable>
      <p numbered="yes">
        <xsl:call-template name="t:from"><xsl:with-param name="records" select="$cited"/></xsl:call-template>
        <xsl:value-of select="r:text('contribution.rests-on', 'n', count($cited), 'list', r:list(exsl:node-set($counts)/t:c), 'date', $as-of)"/>
        <xsl:variable name="agreed" select="count($cited[@consent = 'given'])"/>
        <xsl:if test="$agreed"><xsl:text> </xsl:text><xsl:value-of select="r:text('contribution.consent', 'n', $agreed)"/></xsl:if>
      </p>
    </xsl:if>
    <xsl:call-template name="t:consultations-of"><xsl:with-param name="consultations" select="$records/v:consultation[v:organiser/@ref = $authors/@id][count(v:organiser) = count(v:organiser[@ref = $authors/@id])]"/></xsl:call-template>
  </xsl:template>
  <xsl:template name="t:consultations-of">
    <xsl:param name="consultations" select="/.."/>
    <xsl:if test="$consultations">
      <xsl:variable name="held"><xsl:for-each select="$consultations"><t:c><xsl:value-of select="r:text('contribution.consultation', 'title', v:title[1], 'date', @date, 'n', sum(v:participants/@number))"/></t:c></xsl:for-each></xsl:variable>
      <p numbered="yes">
        <xsl:attribute name="origin"><xsl:for-each select="$consultations"><xsl:if test="position() > 1"><xsl:text> </xsl:text></xsl:if><xsl:value-of select="@id"/></xsl:for-each></xsl:attribute>
        <xsl:value-of select="r:text('contribution.consultations', 'n', count($consultations), 'list', r:list(exsl:node-set($held)/t:c))"/>
      </p>
      <xsl:for-each select="$consultations[v:points/d:*]">
        <xsl:call-template name="t:numbered"><xsl:with-param name="blocks" select="v:points/d:*"/><xsl:with-param name="origin" select="@id"/></xsl:call-template>
      </xsl:for-each>
    </xsl:if>
  </xsl:template>

  <!-- ============================================================ summary -->

  <!-- How the submitters see what was recommended before; then what matters most, with what they propose. -->
  <xsl:template name="t:summary">
    <xsl:if test="$selected[v:status/@value != 'not-assessed']">
      <xsl:variable name="counts"><xsl:call-template name="t:status-counts"><xsl:with-param name="phrase" select="'count.status-words'"/></xsl:call-template></xsl:variable>
      <p numbered="yes">
        <xsl:call-template name="t:from"><xsl:with-param name="records" select="$own-assessments"/></xsl:call-template>
        <xsl:value-of select="r:text('contribution.summary-status', 'n', count($selected), 'state', $project/@short, 'assessor', $project/v:status[1]/@name, 'statuses', string($counts))"/></p>
    </xsl:if>
    <xsl:call-template name="t:priorities"/>
  </xsl:template>
  <xsl:template name="t:priorities">
    <xsl:variable name="ranked">
      <xsl:for-each select="$concerns"><xsl:sort select="concat(@priority, substring('9', 1, not(@priority)))" data-type="number"/><t:i id="{@id}"/></xsl:for-each>
    </xsl:variable>
    <xsl:variable name="marked" select="count($concerns[@priority = 1])"/>
    <xsl:variable name="top" select="exsl:node-set($ranked)/t:i[position() &lt;= 5 and (not($marked) or position() &lt;= $marked)]"/>
    <xsl:choose>
      <xsl:when test="$top">
        <p numbered="yes">
          <xsl:call-template name="t:from"><xsl:with-param name="records" select="$concerns[@id = $top/@id]"/></xsl:call-template>
          <xsl:value-of select="r:text(concat('contribution.priorities-', $proposal), 'n', count($top), 'total', count($concerns))"/></p>
        <list kind="alpha">
          <xsl:for-each select="$top">
            <xsl:variable name="id" select="string(@id)"/>
            <xsl:for-each select="$view">
              <xsl:for-each select="key('t:record', $id)">
                <item origin="{@id}"><p>
                  <xsl:choose>
                    <xsl:when test="count($concerns) > 1"><ref><xsl:attribute name="to"><xsl:apply-templates select="." mode="t:issue-place"/></xsl:attribute><xsl:value-of select="v:title[1]"/></ref></xsl:when>
                    <xsl:otherwise><xsl:value-of select="v:title[1]"/></xsl:otherwise>
                  </xsl:choose>
                  <xsl:value-of select="r:text('contribution.title-colon')"/><xsl:text> </xsl:text>
                  <xsl:apply-templates select="." mode="t:proposal-text"/>
                </p></item>
              </xsl:for-each>
            </xsl:for-each>
          </xsl:for-each>
        </list>
      </xsl:when>
      <xsl:otherwise><p numbered="yes"><gap><xsl:value-of select="r:text('contribution.no-issue')"/></gap></p></xsl:otherwise>
    </xsl:choose>
  </xsl:template>
  <!-- The id of the place where an issue is told. -->
  <xsl:template match="v:issue" mode="t:issue-place">issue-<xsl:value-of select="@id"/></xsl:template>
  <!-- What is proposed at this stage; the other kind of proposal where this one is missing; else a gap. -->
  <xsl:template match="v:issue" mode="t:proposal-text">
    <xsl:choose>
      <xsl:when test="v:proposed[@kind = $proposal]"><xsl:value-of select="v:proposed[@kind = $proposal][1]"/></xsl:when>
      <xsl:when test="v:proposed"><xsl:value-of select="v:proposed[1]"/></xsl:when>
      <xsl:otherwise><gap><xsl:value-of select="r:text(concat('contribution.no-', $proposal))"/></gap></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- ============================================ previous recommendations -->

  <!-- Paragraph, wording, assessment with reasons: one row a recommendation. -->
  <xsl:template name="t:previous">
    <xsl:param name="id" select="'t-previous'"/>
    <xsl:choose>
      <xsl:when test="$selected">
        <p numbered="yes">
          <xsl:call-template name="t:from"><xsl:with-param name="records" select="$own-assessments"/></xsl:call-template>
          <xsl:variable name="table"><ref to="{$id}"/></xsl:variable>
          <xsl:choose>
            <xsl:when test="$project/v:status"><xsl:copy-of select="r:phrase('contribution.previous', 'table', $table, 'n', count($selected), 'state', string($project/@short), 'assessor', string($project/v:status[1]/@name), 'scale', string($project/v:status[1]/@label))"/></xsl:when>
            <xsl:otherwise><gap><xsl:value-of select="r:text('method.no-status')"/></gap></xsl:otherwise>
          </xsl:choose>
          <xsl:for-each select="$sources"><xsl:apply-templates select="." mode="t:note"/></xsl:for-each>
        </p>
        <table id="{$id}" role="matrix">
          <caption><xsl:value-of select="r:text('contribution.previous-caption')"/></caption>
          <columns>
            <column width="points:{44 + 20 * ($has-position or $several-sources)}"/>
            <column width="share:4" min="110"/>
            <column width="points:72"/>
            <column width="share:4" min="110"/>
          </columns>
          <head><row>
            <cell scope="col"><p><xsl:value-of select="r:text(concat('contribution.head-number', substring('-position', 1, 9 * $has-position)))"/></p></cell>
            <cell scope="col"><p><xsl:value-of select="r:text('matrix.recommendation')"/></p></cell>
            <cell scope="col"><p><xsl:value-of select="r:text('contribution.head-assessment')"/></p></cell>
            <cell scope="col"><p><xsl:value-of select="r:text('contribution.head-reasons')"/></p></cell>
          </row></head>
          <group>
            <xsl:for-each select="$selected">
              <xsl:variable name="own" select="key('t:record', v:status/@origin)"/>
              <row id="rec-{@id}" role="data">
                <xsl:attribute name="origin"><xsl:value-of select="@id"/><xsl:if test="$own"><xsl:text> </xsl:text><xsl:value-of select="$own/@id"/></xsl:if></xsl:attribute>
                <cell scope="row">
                  <p><span role="number"><xsl:value-of select="v:from/@number"/></span></p>
                  <xsl:if test="$several-sources and v:from/@symbol"><p role="small"><span role="symbol"><xsl:value-of select="v:from/@symbol"/></span></p></xsl:if>
                  <xsl:if test="v:position"><p role="small"><xsl:apply-templates select="v:position" mode="t:position"/></p></xsl:if>
                </cell>
                <cell>
                  <xsl:choose>
                    <xsl:when test="v:plain"><xsl:apply-templates select="." mode="t:in-short"/></xsl:when>
                    <xsl:otherwise><xsl:apply-templates select="." mode="t:quotation"/></xsl:otherwise>
                  </xsl:choose>
                </cell>
                <cell><p><xsl:apply-templates select="v:status" mode="t:status"/></p></cell>
                <cell>
                  <xsl:choose>
                    <xsl:when test="$own/v:reasons/d:*"><xsl:apply-templates select="$own" mode="t:reasons-cell"/></xsl:when>
                    <xsl:when test="$own"><p><gap><xsl:value-of select="r:text('contribution.no-reasons')"/></gap></p></xsl:when>
                    <xsl:otherwise><p>–</p></xsl:otherwise>
                  </xsl:choose>
                </cell>
              </row>
            </xsl:for-each>
          </group>
        </table>
      </xsl:when>
      <xsl:otherwise><p numbered="yes"><gap><xsl:value-of select="r:text('contribution.no-previous')"/></gap></p></xsl:otherwise>
    </xsl:choose>
  </xsl:template>
  <xsl:template match="v:recommendation" mode="t:in-short"><p><xsl:value-of select="v:plain[1]"/></p></xsl:template>
  <!-- Reasons, with what they rest on in notes of the table. -->
  <xsl:template match="v:assessment" mode="t:reasons-cell">
    <xsl:variable name="based" select="key('t:record', v:based-on/@evidence)"/>
    <xsl:for-each select="v:reasons/d:*">
      <xsl:choose>
        <xsl:when test="self::d:p"><p><xsl:copy-of select="@xml:lang | node()"/><xsl:if test="position() = last()"><xsl:for-each select="$based"><note origin="{@id}"><xsl:copy-of select="v:note-text/d:p"/></note></xsl:for-each></xsl:if></p></xsl:when>
        <xsl:otherwise><xsl:copy-of select="."/></xsl:otherwise>
      </xsl:choose>
    </xsl:for-each>
  </xsl:template>

  <!-- ============================================================= issues -->

  <!-- One section an issue, the most urgent first: where it stands in the treaty and in what was said before, the facts,
       the evidence with its sources, what is proposed. One alone needs no sub-heading. -->
  <xsl:template name="t:issues">
    <xsl:param name="these" select="$concerns"/>
    <xsl:for-each select="$these">
      <xsl:sort select="concat(@priority, substring('9', 1, not(@priority)))" data-type="number"/>
      <xsl:choose>
        <xsl:when test="count($these) > 1">
          <section id="issue-{@id}" numbering="auto" origin="{@id}">
            <heading><xsl:apply-templates select="." mode="t:issue-heading"/></heading>
            <xsl:apply-templates select="." mode="t:issue-body"/>
          </section>
        </xsl:when>
        <xsl:otherwise><xsl:apply-templates select="." mode="t:issue-body"/></xsl:otherwise>
      </xsl:choose>
    </xsl:for-each>
  </xsl:template>

  <!-- "Poverty as a ground for remand (arts. 2 and 11)" -->
  <xsl:template match="v:issue" mode="t:issue-heading">
    <xsl:variable name="articles" select="v:article[@treaty = $project/@body]"/>
    <xsl:choose>
      <xsl:when test="$articles"><xsl:value-of select="r:text('contribution.issue-heading', 'title', v:title[1], 'n', count($articles), 'list', r:list($articles/@ref))"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="v:title[1]"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="v:issue" mode="t:issue-body">
    <xsl:apply-templates select="." mode="t:issue-line"/>
    <xsl:call-template name="t:numbered"><xsl:with-param name="blocks" select="v:text/d:*"/><xsl:with-param name="origin" select="@id"/></xsl:call-template>
    <xsl:variable name="evidence" select="key('t:record', v:based-on/@evidence) | key('t:evidence-about', @id)"/>
    <xsl:for-each select="$evidence">
      <xsl:call-template name="t:numbered">
        <xsl:with-param name="blocks" select="v:statement/d:*"/>
        <xsl:with-param name="origin" select="@id"/>
        <xsl:with-param name="after"><note origin="{@id}"><xsl:copy-of select="v:note-text/d:p"/></note></xsl:with-param>
      </xsl:call-template>
    </xsl:for-each>
    <xsl:if test="not($evidence)"><p numbered="yes" origin="{@id}"><gap><xsl:value-of select="r:text('contribution.no-evidence')"/></gap></p></xsl:if>
    <xsl:choose>
      <xsl:when test="v:proposed[@kind = $proposal]">
        <xsl:for-each select="v:proposed[@kind = $proposal]">
          <p numbered="yes" origin="{../@id}"><strong><xsl:value-of select="r:text(concat('contribution.run-in-', $proposal))"/></strong><xsl:text> </xsl:text><xsl:value-of select="."/></p>
        </xsl:for-each>
      </xsl:when>
      <xsl:otherwise><p numbered="yes" origin="{@id}"><gap><xsl:value-of select="r:text(concat('contribution.no-', $proposal))"/></gap></p></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- "CAT/C/XVM/CO/3, para. 13 (c): in progress; CAT/C/XVM/4, paras. 41–43" -->
  <xsl:template match="v:issue" mode="t:issue-line">
    <xsl:variable name="about" select="key('t:record', v:about/@ref)"/>
    <xsl:variable name="pieces">
      <xsl:for-each select="$about[self::v:recommendation]">
        <t:p><xsl:choose>
          <xsl:when test="@selected and v:status/@value != 'not-assessed'">
            <xsl:variable name="ref"><ref to="rec-{@id}"><xsl:value-of select="@citation"/></ref></xsl:variable>
            <xsl:copy-of select="r:phrase('contribution.see-assessed', 'ref', $ref, 'status', string(v:status/@label))"/>
          </xsl:when>
          <xsl:when test="@selected"><ref to="rec-{@id}"><xsl:value-of select="@citation"/></ref></xsl:when>
          <xsl:otherwise><xsl:value-of select="@citation"/></xsl:otherwise>
        </xsl:choose></t:p>
      </xsl:for-each>
      <xsl:for-each select="$about[self::v:question]"><t:p><xsl:value-of select="r:text('cite.document', 'symbol', v:from/@symbol, 'paragraph', r:text('cite.paragraph', 'n', v:from/@number))"/></t:p></xsl:for-each>
      <xsl:for-each select="v:see[@symbol]">
        <t:p><xsl:choose>
          <xsl:when test="contains(@paragraph, '-') or contains(@paragraph, ' ')"><xsl:value-of select="r:text('cite.document', 'symbol', @symbol, 'paragraph', r:text('cite.paragraphs', 'n', translate(@paragraph, '-', '–')))"/></xsl:when>
          <xsl:when test="@paragraph"><xsl:value-of select="r:text('cite.document', 'symbol', @symbol, 'paragraph', r:text('cite.paragraph', 'n', @paragraph))"/></xsl:when>
          <xsl:otherwise><xsl:value-of select="@symbol"/></xsl:otherwise>
        </xsl:choose></t:p>
      </xsl:for-each>
    </xsl:variable>
    <xsl:if test="exsl:node-set($pieces)/t:p">
      <p role="label" origin="{@id}">
        <xsl:for-each select="exsl:node-set($pieces)/t:p">
          <xsl:if test="position() > 1"><xsl:value-of select="r:text('matrix.see-separator')"/><xsl:text> </xsl:text></xsl:if>
          <xsl:copy-of select="node()"/>
        </xsl:for-each>
      </p>
    </xsl:if>
  </xsl:template>

  <!-- What has become better: a run-in title, the text, its evidence in notes. -->
  <xsl:template name="t:developments">
    <xsl:for-each select="$developments">
      <xsl:variable name="evidence" select="key('t:record', v:based-on/@evidence) | key('t:evidence-about', @id)"/>
      <xsl:call-template name="t:numbered">
        <xsl:with-param name="blocks" select="v:text/d:*"/>
        <xsl:with-param name="origin" select="@id"/>
        <xsl:with-param name="before"><em><xsl:value-of select="r:text('measure.run-in', 'title', v:title[1])"/></em></xsl:with-param>
        <xsl:with-param name="after"><xsl:for-each select="$evidence"><note origin="{@id}"><xsl:copy-of select="v:note-text/d:p"/></note></xsl:for-each></xsl:with-param>
      </xsl:call-template>
    </xsl:for-each>
  </xsl:template>

  <!-- ============================================================ annexes -->

  <!-- All that is proposed, in one table, for those who draft the list or the observations. -->
  <xsl:template name="t:proposals-table">
    <xsl:variable name="rows" select="$concerns[v:proposed[@kind = $proposal]]"/>
    <xsl:if test="$rows">
      <table id="t-proposals" role="plain">
        <caption><xsl:value-of select="r:text(concat('contribution.proposals-', $proposal))"/></caption>
        <columns><column width="share:1.1" min="64"/><column width="share:5"/></columns>
        <head><row>
          <cell scope="col"><p><xsl:value-of select="r:text(concat('contribution.head-', substring('theme', 1, 5 * $is-upr), substring('article', 1, 7 * not($is-upr))))"/></p></cell>
          <cell scope="col"><p><xsl:value-of select="r:text(concat('contribution.head-', $proposal))"/></p></cell>
        </row></head>
        <group>
          <xsl:for-each select="$rows">
            <xsl:sort select="concat(v:article[@treaty = $project/@body][1]/@ref, substring('99', 1, 2 * not(v:article[@treaty = $project/@body])))" data-type="number"/>
            <row origin="{@id}">
              <cell scope="row">
                <p>
                  <xsl:choose>
                    <xsl:when test="$is-upr and v:theme"><xsl:value-of select="v:theme[1]/@label"/></xsl:when>
                    <xsl:when test="v:article[@treaty = $project/@body]"><xsl:value-of select="r:list(v:article[@treaty = $project/@body]/@ref)"/></xsl:when>
                    <xsl:when test="v:article"><xsl:value-of select="r:text('cite.articles', 'n', count(v:article), 'treaty', v:article[1]/@label, 'list', r:list(v:article/@ref))"/></xsl:when>
                    <xsl:otherwise>–</xsl:otherwise>
                  </xsl:choose>
                </p>
              </cell>
              <cell><xsl:for-each select="v:proposed[@kind = $proposal]"><p><xsl:value-of select="."/></p></xsl:for-each></cell>
            </row>
          </xsl:for-each>
        </group>
      </table>
    </xsl:if>
  </xsl:template>

  <!-- The evidence cited: what, whose, of when. -->
  <xsl:template name="t:evidence-table">
    <xsl:if test="$cited">
      <table id="t-evidence" role="plain">
        <caption><xsl:value-of select="r:text('contribution.evidence-caption')"/></caption>
        <columns><column width="points:90"/><column width="points:80"/><column width="share:5"/></columns>
        <head><row>
          <cell scope="col"><p><xsl:value-of select="r:text('contribution.head-date')"/></p></cell>
          <cell scope="col"><p><xsl:value-of select="r:text('contribution.head-kind')"/></p></cell>
          <cell scope="col"><p><xsl:value-of select="r:text('contribution.head-source')"/></p></cell>
        </row></head>
        <group>
          <xsl:for-each select="$cited">
            <xsl:sort select="@date"/>
            <row origin="{@id}">
              <cell scope="row"><p><xsl:value-of select="r:date(string(@date))"/></p></cell>
              <cell><p><xsl:value-of select="r:text(concat('evidence.type-', @type))"/></p></cell>
              <cell><xsl:copy-of select="v:note-text/d:p"/></cell>
            </row>
          </xsl:for-each>
        </group>
      </table>
    </xsl:if>
  </xsl:template>
</xsl:stylesheet>
