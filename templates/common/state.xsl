<?xml version="1.0" encoding="UTF-8"?>
<!-- What the documents of a State share: the masthead with the words of the report, sections walked in the order of the
     profile row, articles of a treaty as sections, and paragraphs about institutions, treaties and consultations.
     A section of the row is filled by the template of mode t:fill that matches its id; narratives of that id stand before
     what is drafted. A required section for which there is nothing shows a gap; an optional one is left out. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns="urn:rapporteur:document"
                xmlns:d="urn:rapporteur:document" xmlns:v="urn:rapporteur:records" xmlns:r="urn:rapporteur:functions"
                xmlns:t="urn:rapporteur:templates" xmlns:exsl="http://exslt.org/common" exclude-result-prefixes="d v r t exsl">
  <xsl:import href="cover.xsl"/>

  <xsl:variable name="profile" select="$view/v:profile"/>
  <xsl:variable name="body" select="string($project/@body)"/>
  <xsl:variable name="treaty" select="$view/v:articles[@treaty = $body]"/>
  <xsl:variable name="answered" select="$records/v:source[@id = $project/@answers]"/>
  <xsl:variable name="state" select="string($project/@short)"/>

  <!-- ============================================================= masthead -->

  <!-- "Fifth periodic report submitted by Velmora under article 40 of the Covenant, due in 2027" -->
  <xsl:template name="t:report-words">
    <xsl:variable name="report" select="$project/v:report"/>
    <xsl:if test="$report">
      <xsl:variable name="number">
        <xsl:choose>
          <xsl:when test="$report/@type = 'combined' and contains($report/@number, '-')">
            <xsl:value-of select="r:text('state.report-combined', 'from', substring-before($report/@number, '-'), 'to', substring-after($report/@number, '-'), 'state', $state)"/>
          </xsl:when>
          <xsl:when test="$report/@type = 'initial' or not($report/@number)"><xsl:value-of select="r:text(concat('state.report-', $report/@type), 'state', $state)"/></xsl:when>
          <xsl:otherwise><xsl:value-of select="r:text('state.report-numbered', 'number', $report/@number, 'state', $state)"/></xsl:otherwise>
        </xsl:choose>
      </xsl:variable>
      <xsl:value-of select="$number"/>
      <xsl:if test="$report/@article">
        <xsl:text> </xsl:text>
        <xsl:variable name="instrument"><xsl:choose><xsl:when test="$body = 'CCPR' or $body = 'CESCR'">covenant</xsl:when><xsl:otherwise>convention</xsl:otherwise></xsl:choose></xsl:variable>
        <xsl:value-of select="r:text(concat('state.report-under-', $instrument), 'article', $report/@article)"/>
      </xsl:if>
      <xsl:if test="contains($view/@kind, 'simplified')"><xsl:text> </xsl:text><xsl:value-of select="r:text('state.report-simplified')"/></xsl:if>
      <xsl:if test="$report/@due"><xsl:value-of select="r:text('state.report-due', 'year', substring($report/@due, 1, 4))"/></xsl:if>
    </xsl:if>
  </xsl:template>

  <!-- Without a title in project.xml a report has the words of its masthead for one. -->
  <xsl:template name="t:title-text">
    <xsl:variable name="words"><xsl:call-template name="t:report-words"/></xsl:variable>
    <xsl:choose>
      <xsl:when test="$project/v:title"><xsl:value-of select="$project/v:title"/></xsl:when>
      <xsl:when test="string($words)"><xsl:value-of select="r:text('state.capital', 'words', string($words))"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="r:text(concat($view/@kind, '.title'), 'state', $project/@short)"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- The day of the document: that of the source with the same symbol, when it has been issued; else the cut-off date. -->
  <xsl:variable name="issued" select="$records/v:source[@symbol = $project/v:symbol][1]"/>

  <xsl:variable name="date-shown"><xsl:choose><xsl:when test="$issued/@date"><xsl:value-of select="$issued/@date"/></xsl:when><xsl:otherwise><xsl:value-of select="$as-of"/></xsl:otherwise></xsl:choose></xsl:variable>

  <xsl:template name="t:state-masthead">
    <masthead>
      <issuer><xsl:value-of select="$project/@name"/></issuer>
      <xsl:if test="$project/v:symbol"><symbol><xsl:value-of select="$project/v:symbol"/></symbol></xsl:if>
      <organ>
        <xsl:choose>
          <xsl:when test="$treaty"><xsl:value-of select="$treaty/@label"/></xsl:when>
          <xsl:when test="$body = 'UPR'"><xsl:value-of select="r:text('state.organ-upr')"/></xsl:when>
          <xsl:when test="$view/@kind = 'core-document'"><xsl:value-of select="r:text('state.organ-treaties')"/></xsl:when>
          <xsl:otherwise><xsl:value-of select="$project/v:issuer"/></xsl:otherwise>
        </xsl:choose>
      </organ>
      <xsl:if test="$project/v:logo"><logo href="{$project/v:logo/@href}" alt="{$project/v:logo/@alt}"/></xsl:if>
      <imprint>
        <xsl:choose>
          <xsl:when test="$view/@audience != 'public'"><line><xsl:value-of select="r:text('running.audience', 'audience', $view/@audience)"/></line></xsl:when>
          <xsl:when test="not(contains(concat(' ', $project/@marks, ' '), ' confidential '))"><line><xsl:value-of select="r:text('masthead.public')"/></line></xsl:when>
        </xsl:choose>
        <line><xsl:value-of select="r:date(string($date-shown))"/></line>
        <line><xsl:value-of select="r:text('masthead.language', 'language', string($view/@original))"/></line>
        <xsl:if test="$treaty"><line><xsl:value-of select="$treaty/@body-label"/></line></xsl:if>
        <xsl:for-each select="$project/v:session">
          <line>
            <xsl:choose>
              <xsl:when test="v:name"><xsl:value-of select="v:name[1]"/></xsl:when>
              <xsl:when test="@number"><xsl:value-of select="r:text('state.capital', 'words', r:text('state.session', 'number', @number))"/></xsl:when>
            </xsl:choose>
          </line>
          <xsl:choose>
            <xsl:when test="@from and @to and substring(@from, 1, 7) = substring(@to, 1, 7)"><line><xsl:value-of select="r:text('state.session-days', 'from', number(substring(@from, 9)), 'to', @to)"/></line></xsl:when>
            <xsl:when test="@from and @to"><line><xsl:value-of select="r:text('state.session-dates', 'from', @from, 'to', @to)"/></line></xsl:when>
          </xsl:choose>
        </xsl:for-each>
        <xsl:call-template name="t:marks"><xsl:with-param name="name" select="'line'"/></xsl:call-template>
      </imprint>
      <xsl:if test="$project/@job"><job><xsl:value-of select="$project/@job"/></job></xsl:if>
    </masthead>
    <title id="title"><xsl:call-template name="t:title-text"/></title>
    <xsl:variable name="words"><xsl:call-template name="t:report-words"/></xsl:variable>
    <xsl:choose>
      <xsl:when test="string($words) and $project/v:title"><subtitle><xsl:value-of select="r:text('state.capital', 'words', string($words))"/></subtitle></xsl:when>
      <xsl:when test="$project/v:subtitle"><subtitle><xsl:value-of select="$project/v:subtitle"/></subtitle></xsl:when>
    </xsl:choose>
    <xsl:if test="$project/v:report/@received"><p role="small"><xsl:value-of select="r:text('state.received', 'date', $project/v:report/@received)"/></p></xsl:if>
    <xsl:if test="$project/v:report"><p role="small"><xsl:value-of select="r:text('state.unedited')"/></p></xsl:if>
    <xsl:call-template name="t:judged-by"/>
  </xsl:template>

  <!-- The whole document: masthead and contents, body, annexes. -->
  <xsl:template name="t:state-document">
    <xsl:param name="body-part"/>            <!-- sections -->
    <xsl:param name="annexes"/>              <!-- sections with numbering="annex" -->
    <xsl:param name="master" select="'portrait'"/>
    <xsl:param name="annex-master" select="'portrait'"/>
    <xsl:param name="contents" select="2"/>  <!-- depth; 0: none -->
    <xsl:call-template name="t:document">
      <xsl:with-param name="parts">
        <xsl:choose>
          <xsl:when test="$contents">
            <part region="front" master="portrait">
              <xsl:call-template name="t:state-masthead"/>
              <contents depth="{$contents}" label="{r:text('renderer.contents')}"/>
            </part>
            <part region="body" master="{$master}"><xsl:copy-of select="$body-part"/></part>
          </xsl:when>
          <xsl:otherwise>
            <part region="body" master="{$master}">
              <xsl:call-template name="t:state-masthead"/>
              <xsl:copy-of select="$body-part"/>
            </part>
          </xsl:otherwise>
        </xsl:choose>
        <xsl:if test="exsl:node-set($annexes)/*"><part region="annex" master="{$annex-master}"><xsl:copy-of select="$annexes"/></part></xsl:if>
      </xsl:with-param>
    </xsl:call-template>
  </xsl:template>

  <!-- ================================================ sections of the profile -->

  <!-- The body as the row has it. -->
  <xsl:template name="t:profile-body">
    <xsl:choose>
      <xsl:when test="$profile/v:section"><xsl:apply-templates select="$profile/v:section[not(@region = 'annex')]" mode="t:section"/></xsl:when>
      <xsl:otherwise><section id="sec-profile" numbering="none"><heading><xsl:call-template name="t:title-text"/></heading><p><gap><xsl:value-of select="r:text('state.no-profile')"/></gap></p></section></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- How a section is numbered: articles and questions carry the numbers of the treaty or the list. -->
  <xsl:template match="*" mode="t:numbering">auto</xsl:template>
  <xsl:template match="*[starts-with(@id, 'article-')]" mode="t:numbering" priority="1">none</xsl:template>

  <!-- The heading: of an article, of the section in this body's report, of the section in this kind. -->
  <xsl:template match="*" mode="t:heading">
    <xsl:variable name="key" select="concat($view/@kind, '.section-', @id)"/>
    <xsl:choose>
      <xsl:when test="starts-with(@id, 'article-') and ($treaty or @treaty)">
        <xsl:variable name="number" select="substring-after(@id, 'article-')"/>
        <xsl:value-of select="r:text('state.article', 'number', $number, 'label', $treaty/v:article[@number = $number]/@label)"/>
      </xsl:when>
      <xsl:when test="r:has(concat($key, '-', $body))"><xsl:value-of select="r:text(concat($key, '-', $body), 'state', $state)"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="r:text($key, 'state', $state)"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="*" mode="t:section">
    <xsl:variable name="inside"><xsl:apply-templates select="v:section[not(@region = 'annex')]" mode="t:section"/></xsl:variable>
    <xsl:variable name="written">
      <xsl:call-template name="t:narrative-blocks"><xsl:with-param name="section" select="@id"/><xsl:with-param name="required" select="false()"/></xsl:call-template>
    </xsl:variable>
    <!-- filled: t:blocks before sub-sections, sections after them -->
    <xsl:variable name="filled"><xsl:apply-templates select="." mode="t:fill"/></xsl:variable>
    <xsl:variable name="all-filled" select="exsl:node-set($filled)"/>
    <xsl:variable name="written-sections"><xsl:call-template name="t:narrative-sections"><xsl:with-param name="section" select="@id"/></xsl:call-template></xsl:variable>
    <xsl:variable name="has" select="exsl:node-set($inside)/* or exsl:node-set($written)/* or $all-filled/* or exsl:node-set($written-sections)/*"/>
    <xsl:if test="$has or @required = 'yes'">
      <section id="sec-{@id}">
        <xsl:attribute name="numbering"><xsl:apply-templates select="." mode="t:numbering"/></xsl:attribute>
        <heading><xsl:apply-templates select="." mode="t:heading"/></heading>
        <xsl:copy-of select="$written"/>
        <xsl:copy-of select="$all-filled/*[not(self::d:section)]"/>
        <xsl:if test="not($has)"><p numbered="yes"><gap><xsl:value-of select="r:text('state.gap-section', 'section', @id)"/></gap></p></xsl:if>
        <xsl:copy-of select="$all-filled/d:section"/>
        <xsl:copy-of select="$written-sections"/>
        <xsl:copy-of select="$inside"/>
      </section>
    </xsl:if>
  </xsl:template>
  <xsl:template match="*" mode="t:fill" priority="-2"/>

  <!-- ============================================================== articles -->

  <!-- "5 8-10 44(6)" as " 5 8 9 10 44 ". Context: a section of the row. -->
  <xsl:template name="t:range">
    <xsl:param name="list" select="normalize-space(@articles)"/>
    <xsl:param name="open" select="true()"/>
    <xsl:variable name="first" select="substring-before(concat(substring-before(concat($list, ' '), ' '), '('), '(')"/>
    <xsl:if test="$open"><xsl:text> </xsl:text></xsl:if>
    <xsl:choose>
      <xsl:when test="contains($first, '-') and number(substring-before($first, '-')) &lt; number(substring-after($first, '-'))">
        <xsl:value-of select="concat(substring-before($first, '-'), ' ')"/>
        <xsl:call-template name="t:range">
          <xsl:with-param name="list" select="normalize-space(concat(substring-before($first, '-') + 1, '-', substring-after($first, '-'), ' ', substring-after($list, ' ')))"/>
          <xsl:with-param name="open" select="false()"/>
        </xsl:call-template>
      </xsl:when>
      <xsl:when test="$first != ''">
        <xsl:value-of select="concat(substring-before(concat($first, '-'), '-'), ' ')"/>
        <xsl:if test="contains($list, ' ')">
          <xsl:call-template name="t:range"><xsl:with-param name="list" select="substring-after($list, ' ')"/><xsl:with-param name="open" select="false()"/></xsl:call-template>
        </xsl:if>
      </xsl:when>
    </xsl:choose>
  </xsl:template>

  <!-- The articles of a section: its own, or the number in the id of a section that stands for one article. -->
  <xsl:template match="*" mode="t:articles">
    <xsl:choose>
      <xsl:when test="starts-with(@id, 'article-')"><xsl:value-of select="concat(' ', substring-after(@id, 'article-'), ' ')"/></xsl:when>
      <xsl:when test="@articles"><xsl:call-template name="t:range"/></xsl:when>
    </xsl:choose>
  </xsl:template>

  <!-- Ids of the recommendations and questions of the dossier that name an article of this treaty in the range, as t:s/@ref. -->
  <xsl:template name="t:about-articles">
    <xsl:param name="range"/>
    <xsl:for-each select="$records/v:recommendation[v:article[@treaty = $body and contains($range, concat(' ', substring-before(concat(translate(@ref, '.(', '  '), ' '), ' '), ' '))]]">
      <t:s ref="{@id}"/>
    </xsl:for-each>
  </xsl:template>

  <!-- ========================================== sentences that many kinds need -->

  <!-- Who coordinated, whom it consulted: from the coordinating institution and the consultations. -->
  <xsl:template name="t:preparation">
    <xsl:variable name="held" select="$records/v:consultation"/>
    <xsl:variable name="council" select="$records/v:institution[@kind = 'coordination'][1]"/>
    <p numbered="yes">
      <xsl:attribute name="origin"><xsl:value-of select="$council/@id"/><xsl:for-each select="$held"><xsl:value-of select="concat(' ', @id)"/></xsl:for-each></xsl:attribute>
      <xsl:choose>
        <xsl:when test="$council"><xsl:value-of select="r:text('state.prepared-by', 'council', $council/v:name[1], 'date', $as-of)"/></xsl:when>
        <xsl:otherwise><gap><xsl:value-of select="r:text('state.gap-council')"/></gap></xsl:otherwise>
      </xsl:choose>
      <xsl:text> </xsl:text>
      <xsl:choose>
        <xsl:when test="$held">
          <xsl:value-of select="r:text('state.consulted', 'n', count($held), 'from', $held[1]/@date, 'to', $held[last()]/@date, 'persons', r:number(sum($held/v:participants/@number)))"/>
          <xsl:variable name="nhri" select="$records/v:institution[@kind = 'nhri']"/>
          <xsl:if test="$held/v:participants[@group = 'nhri'] and $nhri"><xsl:text> </xsl:text><xsl:value-of select="r:text('state.consulted-nhri', 'nhri', $nhri[1]/v:name[1])"/></xsl:if>
        </xsl:when>
        <xsl:otherwise><gap><xsl:value-of select="r:text('consultation.none')"/></gap></xsl:otherwise>
      </xsl:choose>
    </p>
  </xsl:template>

  <!-- A source in a sentence: "the concluding observations … (CCPR/C/XVM/CO/4)" -->
  <xsl:template match="v:source" mode="t:named"><xsl:value-of select="r:text('state.source', 'title', v:title[1], 'symbol', @symbol)"/></xsl:template>

  <!-- What was accepted of a treaty: ratified, in force, procedures; one sentence. -->
  <xsl:template match="v:treaty" mode="t:standing">
    <xsl:choose>
      <xsl:when test="@ratified and @entry-into-force"><xsl:value-of select="r:text('state.treaty-in-force', 'state', $state, 'treaty', @label, 'ratified', @ratified, 'force', @entry-into-force)"/></xsl:when>
      <xsl:when test="@ratified"><xsl:value-of select="r:text('state.treaty-ratified', 'state', $state, 'treaty', @label, 'ratified', @ratified)"/></xsl:when>
      <xsl:when test="@signed"><xsl:value-of select="r:text('state.treaty-signed', 'state', $state, 'treaty', @label, 'signed', @signed)"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="r:text('state.treaty-none', 'state', $state, 'treaty', @label)"/></xsl:otherwise>
    </xsl:choose>
    <xsl:variable name="accepted" select="v:procedure[@accepted = 'yes']"/>
    <xsl:if test="$accepted">
      <xsl:variable name="names">
        <xsl:for-each select="$accepted">
          <t:n>
            <xsl:choose>
              <xsl:when test="@date"><xsl:value-of select="r:text('state.procedure-dated', 'name', @name, 'date', @date)"/></xsl:when>
              <xsl:otherwise><xsl:value-of select="r:text('state.procedure', 'name', @name)"/></xsl:otherwise>
            </xsl:choose>
          </t:n>
        </xsl:for-each>
      </xsl:variable>
      <xsl:text> </xsl:text><xsl:value-of select="r:text('state.procedures', 'list', r:list(exsl:node-set($names)/t:n))"/>
    </xsl:if>
  </xsl:template>

  <!-- ============================================================ statistics -->

  <!-- Indicators as one table: a row each with the last five years, a row for each breakdown below it. -->
  <xsl:template name="t:statistics">
    <xsl:param name="id"/>
    <xsl:param name="caption"/>
    <xsl:param name="indicators" select="/.."/>
    <xsl:variable name="years">
      <xsl:for-each select="$indicators/v:series/v:point">
        <xsl:sort select="substring(@period, 1, 4)"/>
        <t:y v="{substring(@period, 1, 4)}"/>
      </xsl:for-each>
    </xsl:variable>
    <xsl:variable name="different" select="exsl:node-set($years)/t:y[not(@v = preceding-sibling::t:y[1]/@v)]"/>
    <xsl:variable name="columns" select="$different[position() > last() - 5]"/>
    <table id="{$id}" role="plain">
      <xsl:attribute name="origin"><xsl:for-each select="$indicators"><xsl:if test="position() > 1"><xsl:text> </xsl:text></xsl:if><xsl:value-of select="@id"/></xsl:for-each></xsl:attribute>
      <caption><xsl:value-of select="$caption"/></caption>
      <columns>
        <column width="share:4" min="120"/>
        <xsl:for-each select="$columns"><column width="points:46" align="end"/></xsl:for-each>
      </columns>
      <head>
        <row>
          <cell scope="col"><p><xsl:value-of select="r:text('statistics.indicator')"/></p></cell>
          <xsl:for-each select="$columns"><cell scope="col"><p><xsl:value-of select="@v"/></p></cell></xsl:for-each>
        </row>
      </head>
      <xsl:for-each select="$indicators">
        <xsl:variable name="indicator" select="."/>
        <group origin="{@id}">
          <xsl:for-each select="v:series">
            <xsl:variable name="series" select="."/>
            <row>
              <cell scope="row">
                <p>
                  <xsl:choose>
                    <xsl:when test="not(@by)">
                      <xsl:value-of select="r:text('statistics.title-unit', 'title', ../v:title[1], 'unit', ../v:unit[1])"/>
                      <xsl:if test="../v:citation or ../v:definition/d:p">
                        <note origin="{../@id}">
                          <p>
                            <xsl:if test="../v:definition/d:p"><xsl:copy-of select="../v:definition/d:p[1]/node()"/><xsl:text> </xsl:text></xsl:if>
                            <xsl:if test="../v:citation"><xsl:value-of select="r:text('statistics.source', 'citation', ../v:citation[1])"/></xsl:if>
                          </p>
                        </note>
                      </xsl:if>
                    </xsl:when>
                    <xsl:when test="v:label"><xsl:value-of select="r:text('statistics.breakdown', 'label', v:label[1])"/></xsl:when>
                    <xsl:when test="@group-label"><xsl:value-of select="r:text('statistics.breakdown', 'label', @group-label)"/></xsl:when>
                    <xsl:otherwise><xsl:value-of select="r:text('statistics.breakdown', 'label', @by)"/></xsl:otherwise>
                  </xsl:choose>
                </p>
              </cell>
              <xsl:for-each select="$columns">
                <xsl:variable name="point" select="$series/v:point[substring(@period, 1, 4) = current()/@v][last()]"/>
                <cell>
                  <p>
                    <xsl:choose>
                      <xsl:when test="$point/@suppressed">..<note><p><xsl:value-of select="r:text('indicator.suppressed', 'n', $indicator/@suppress-below)"/></p></note></xsl:when>
                      <xsl:when test="$point/@value"><xsl:value-of select="r:number(string($point/@value), number(concat('0', $indicator/@decimals)))"/></xsl:when>
                      <xsl:otherwise>..</xsl:otherwise>
                    </xsl:choose>
                    <xsl:if test="$point/@note"><note><p><xsl:value-of select="$point/@note"/></p></note></xsl:if>
                  </p>
                </cell>
              </xsl:for-each>
            </row>
          </xsl:for-each>
        </group>
      </xsl:for-each>
      <notes><p><xsl:value-of select="r:text('statistics.missing')"/></p></notes>
    </table>
  </xsl:template>
</xsl:stylesheet>
