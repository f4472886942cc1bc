<?xml version="1.0" encoding="UTF-8"?>
<!-- Mid-term report on the universal periodic review: introduction, method and consultations, overview with two charts,
     a section for each theme, capacity needs, next steps, and the matrix as a landscape annex.
     What people wrote (narratives, texts of records) carries the report; sentences of the wording file join it, and a
     marked gap stands where a person has still to supply something. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns="urn:rapporteur:document"
                xmlns:d="urn:rapporteur:document" xmlns:v="urn:rapporteur:records" xmlns:r="urn:rapporteur:functions"
                xmlns:t="urn:rapporteur:templates" xmlns:exsl="http://exslt.org/common" exclude-result-prefixes="d v r t exsl">
  <xsl:import href="../common/document.xsl"/>
  <xsl:import href="../common/recommendation.xsl"/>
  <xsl:import href="../common/sources.xsl"/>
  <xsl:import href="../common/matrix.xsl"/>
  <xsl:import href="../common/measures.xsl"/>
  <xsl:import href="../common/statistics.xsl"/>
  <xsl:import href="../common/consultations.xsl"/>

  <xsl:template match="v:view">
    <xsl:call-template name="t:document">
      <xsl:with-param name="parts">
        <part region="front" master="portrait">
          <xsl:call-template name="t:masthead"/>
          <contents depth="2" label="{r:text('renderer.contents')}"/>
        </part>
        <part region="body" master="portrait">
          <xsl:call-template name="t:introduction"/>
          <xsl:call-template name="t:method"/>
          <xsl:call-template name="t:overview"/>
          <section id="sec-implementation" numbering="auto">
            <heading><xsl:value-of select="r:text(concat('midterm.implementation-', $project/@group-by))"/></heading>
            <p numbered="yes"><xsl:value-of select="r:text('midterm.reading')"/></p>
            <xsl:choose>
              <xsl:when test="not($selected)"><p><gap><xsl:value-of select="r:text('matrix.empty')"/></gap></p></xsl:when>
              <xsl:when test="$by-parent"><xsl:apply-templates select="$groups" mode="t:chapter"/></xsl:when>
              <xsl:otherwise><xsl:apply-templates select="$groups" mode="t:section"/></xsl:otherwise>
            </xsl:choose>
            <xsl:call-template name="t:referred-only"/>
          </section>
          <xsl:call-template name="t:positions-changed"/>
          <xsl:call-template name="t:pledges"/>
          <xsl:call-template name="t:capacity"/>
          <xsl:call-template name="t:next-steps"/>
        </part>
        <xsl:if test="$selected"><part region="annex" master="landscape">
          <section id="sec-matrix" numbering="annex">
            <heading><xsl:value-of select="r:text('midterm.annex')"/></heading>
            <p numbered="yes"><xsl:value-of select="r:text(concat('matrix.reading-', $project/@group-by))"/></p>
            <xsl:call-template name="t:matrix"><xsl:with-param name="prefix" select="'row-'"/></xsl:call-template>
          </section>
        </part></xsl:if>
        <xsl:call-template name="t:moved"/>
      </xsl:with-param>
    </xsl:call-template>
  </xsl:template>

  <!-- ======================================================= I. to III. -->

  <xsl:template name="t:introduction">
    <section id="sec-introduction" numbering="auto">
      <heading><xsl:value-of select="r:text('midterm.introduction')"/></heading>
      <xsl:call-template name="t:narrative-blocks"><xsl:with-param name="section" select="'introduction'"/></xsl:call-template>
      <xsl:call-template name="t:what-is-listed"/>
      <xsl:call-template name="t:narrative-sections"><xsl:with-param name="section" select="'introduction'"/></xsl:call-template>
    </section>
  </xsl:template>

  <xsl:template name="t:method">
    <section id="sec-method" numbering="auto">
      <heading><xsl:value-of select="r:text('midterm.method')"/></heading>
      <section id="sec-drafting" numbering="auto">
        <heading><xsl:value-of select="r:text('midterm.drafting')"/></heading>
        <xsl:call-template name="t:narrative-blocks"><xsl:with-param name="section" select="'method'"/></xsl:call-template>
        <xsl:call-template name="t:status-method"/>
        <xsl:call-template name="t:narrative-sections"><xsl:with-param name="section" select="'method'"/></xsl:call-template>
      </section>
      <section id="sec-consultations" numbering="auto">
        <heading><xsl:value-of select="r:text('midterm.consultations')"/></heading>
        <xsl:call-template name="t:narrative-blocks"><xsl:with-param name="section" select="'consultations'"/></xsl:call-template>
        <xsl:call-template name="t:consultations"/>
        <xsl:call-template name="t:narrative-sections"><xsl:with-param name="section" select="'consultations'"/></xsl:call-template>
      </section>
    </section>
  </xsl:template>

  <xsl:template name="t:overview">
    <section id="sec-overview" numbering="auto">
      <heading><xsl:value-of select="r:text('midterm.overview')"/></heading>
      <xsl:call-template name="t:narrative-blocks"><xsl:with-param name="section" select="'overview'"/></xsl:call-template>
      <xsl:if test="$selected">
        <p numbered="yes">
          <xsl:variable name="first"><ref to="f-position"/></xsl:variable>
          <xsl:variable name="second"><ref to="f-groups"/></xsl:variable>
          <xsl:variable name="counts"><xsl:call-template name="t:status-counts"/></xsl:variable>
          <xsl:copy-of select="r:phrase('midterm.figures', 'n', count($selected), 'statuses', string($counts), 'first', $first, 'second', $second)"/>
        </p>
        <xsl:call-template name="t:chart-by-position"/>
        <xsl:call-template name="t:chart-by-group"/>
      </xsl:if>
      <xsl:call-template name="t:narrative-sections"><xsl:with-param name="section" select="'overview'"/></xsl:call-template>
    </section>
  </xsl:template>

  <!-- ============================================================ themes -->

  <!-- Many themes: those of one chapter stand together under the theme above them, which may have recommendations of its
       own; one alone needs no sub-heading. -->
  <xsl:template match="v:group" mode="t:chapter">
    <xsl:variable name="chapter" select="@parent | @id[not(../@parent)]"/>
    <xsl:variable name="together" select="key('t:below', $chapter)[key('t:primary', @id)]"/>
    <xsl:choose>
      <xsl:when test="count($together) &lt; 2 or not(@parent or key('t:primary', @id))"><xsl:apply-templates select="." mode="t:section"/></xsl:when>
      <xsl:when test="generate-id() = generate-id($together[1])">
        <section id="themes-{$chapter}" numbering="auto" origin="{$chapter}">
          <heading><xsl:value-of select="@parent-label | @label[not(../@parent)]"/></heading>
          <xsl:if test="@parent">   <!-- else it stands in the theme's own section -->
            <xsl:call-template name="t:narrative-blocks"><xsl:with-param name="section" select="concat('theme-', @parent)"/><xsl:with-param name="required" select="false()"/></xsl:call-template>
          </xsl:if>
          <xsl:for-each select="key('t:below', $chapter)[not(key('t:primary', @id))][key('t:secondary', @id)]">
            <p numbered="yes" id="theme-{@id}" origin="{@id}"><xsl:call-template name="t:see-group"/></p>
          </xsl:for-each>
          <xsl:apply-templates select="$together" mode="t:section"/>
        </section>
      </xsl:when>
    </xsl:choose>
  </xsl:template>

  <!-- A group that is nobody's primary one: where its recommendations stand. -->
  <xsl:template name="t:see-group">
    <xsl:variable name="refs"><xsl:call-template name="t:see"><xsl:with-param name="prefix" select="'rec-'"/></xsl:call-template></xsl:variable>
    <xsl:copy-of select="r:phrase('midterm.see-group', 'group', string(@label), 'refs', $refs, 'n', count(key('t:secondary', @id)))"/>
  </xsl:template>

  <!-- Such groups outside the chapters: one section at the end. -->
  <xsl:template name="t:referred-only">
    <xsl:variable name="left">
      <xsl:for-each select="$view/v:groups/v:group[not(key('t:primary', @id))][key('t:secondary', @id)]">
        <xsl:variable name="together" select="key('t:below', @parent | @id[not(../@parent)])[key('t:primary', @id)]"/>
        <xsl:if test="not($by-parent) or count($together) &lt; 2"><item origin="{@id}"><p><xsl:call-template name="t:see-group"/></p></item></xsl:if>
      </xsl:for-each>
    </xsl:variable>
    <xsl:if test="exsl:node-set($left)/d:item">
      <section id="sec-elsewhere" numbering="auto">
        <heading><xsl:value-of select="r:text(concat('midterm.elsewhere-', $project/@group-by))"/></heading>
        <list kind="bullet"><xsl:copy-of select="$left"/></list>
      </section>
    </xsl:if>
  </xsl:template>

  <xsl:template match="v:group" mode="t:section">
    <section id="theme-{@id}" numbering="auto" origin="{@id}">
      <heading><xsl:value-of select="@label"/></heading>
      <xsl:variable name="narrative" select="concat($project/@group-by, '-', @id)"/>
      <xsl:call-template name="t:narrative-blocks"><xsl:with-param name="section" select="$narrative"/><xsl:with-param name="required" select="false()"/></xsl:call-template>
      <xsl:if test="key('t:secondary', @id)">
        <p numbered="yes">
          <xsl:variable name="refs"><xsl:call-template name="t:see"><xsl:with-param name="prefix" select="'rec-'"/></xsl:call-template></xsl:variable>
          <xsl:copy-of select="r:phrase('midterm.see-also', 'refs', $refs, 'n', count(key('t:secondary', @id)))"/>
        </p>
      </xsl:if>
      <xsl:call-template name="t:narrative-sections"><xsl:with-param name="section" select="$narrative"/></xsl:call-template>
      <xsl:apply-templates select="key('t:primary', @id)" mode="t:section"/>
    </section>
  </xsl:template>

  <!-- One recommendation: wording, facts, measures, results, assessment. -->
  <xsl:template match="v:recommendation" mode="t:section">
    <section id="rec-{@id}" numbering="none" contents="no" origin="{@id}">
      <heading><xsl:value-of select="r:text(concat('recommendation.heading-', @kind), 'number', v:from/@number)"/></heading>
      <xsl:apply-templates select="." mode="t:quotation"><xsl:with-param name="source"><xsl:value-of select="@citation"/></xsl:with-param></xsl:apply-templates>
      <xsl:apply-templates select="." mode="t:facts"/>
      <xsl:if test="v:position/v:comment/d:*">
        <xsl:call-template name="t:numbered">
          <xsl:with-param name="blocks" select="v:position/v:comment/d:*"/>
          <xsl:with-param name="origin" select="@id"/>
          <xsl:with-param name="before"><em><xsl:value-of select="r:text('recommendation.position-taken')"/></em></xsl:with-param>
        </xsl:call-template>
      </xsl:if>
      <xsl:variable name="answer" select="key('t:answer-about', @id | key('t:clusters-of', @id)/@id)"/>
      <xsl:choose>
        <xsl:when test="@form = 'annex'">
          <p numbered="yes" origin="{@id}">
            <xsl:variable name="ref"><ref to="annex-answers"/></xsl:variable>
            <xsl:copy-of select="r:phrase('answer.in-annex', 'ref', $ref)"/>
          </p>
        </xsl:when>
        <xsl:when test="@form = 'short' and $answer/v:short/d:*">
          <xsl:call-template name="t:numbered">
            <xsl:with-param name="blocks" select="$answer[v:short/d:*][1]/v:short/d:*"/>
            <xsl:with-param name="origin" select="concat(@id, ' ', $answer[v:short/d:*][1]/@id)"/>
          </xsl:call-template>
        </xsl:when>
        <xsl:when test="@form = 'short'"><p numbered="yes" origin="{@id}"><gap><xsl:value-of select="r:text('answer.no-short', 'number', v:from/@number)"/></gap></p></xsl:when>
        <xsl:otherwise><xsl:apply-templates select="." mode="t:told"/></xsl:otherwise>
      </xsl:choose>
    </section>
  </xsl:template>

  <!-- The answer in full: what people wrote as such, else measures and results; then the assessments. -->
  <xsl:key name="t:answer-about" match="/v:view/v:records/v:answer" use="v:about/@ref"/>
  <xsl:template match="v:recommendation" mode="t:told">
    <xsl:variable name="answer" select="key('t:answer-about', @id | key('t:clusters-of', @id)/@id)[v:text/d:*][1]"/>
    <xsl:choose>
      <xsl:when test="$answer">
        <xsl:call-template name="t:numbered">
          <xsl:with-param name="blocks" select="$answer/v:text/d:*"/>
          <xsl:with-param name="origin" select="concat(@id, ' ', $answer/@id)"/>
        </xsl:call-template>
      </xsl:when>
      <xsl:otherwise>
        <xsl:apply-templates select="." mode="t:measures"/>
        <xsl:apply-templates select="." mode="t:results"/>
      </xsl:otherwise>
    </xsl:choose>
    <xsl:apply-templates select="." mode="t:assessments"/>
  </xsl:template>

  <!-- What "rapporteur fit" moved out of the text. -->
  <xsl:template name="t:moved">
    <xsl:variable name="moved" select="$selected[@form = 'annex']"/>
    <xsl:if test="$moved">
      <part region="annex" master="portrait">
        <section id="annex-answers" numbering="annex">
          <heading><xsl:value-of select="r:text('answer.annex')"/></heading>
          <xsl:for-each select="$moved">
            <section id="answer-{@id}" numbering="none" contents="no" origin="{@id}">
              <heading><xsl:value-of select="r:text('answer.annex-recommendation', 'number', v:from/@number)"/></heading>
              <xsl:apply-templates select="." mode="t:told"/>
            </section>
          </xsl:for-each>
        </section>
      </part>
    </xsl:if>
  </xsl:template>

  <xsl:template match="v:recommendation" mode="t:facts">
    <facts>
      <xsl:if test="v:recommender">
        <fact><term><xsl:value-of select="r:text('fact.states', 'n', count(v:recommender))"/></term><value><xsl:apply-templates select="." mode="t:states"/></value></fact>
      </xsl:if>
      <fact>
        <term><xsl:value-of select="r:text('fact.position')"/></term>
        <value>
          <xsl:choose>
            <xsl:when test="v:position/@symbol"><xsl:value-of select="r:text('fact.position-source', 'position', r:text(concat('position.', v:position/@value)), 'symbol', v:position/@symbol)"/></xsl:when>
            <xsl:when test="v:position"><xsl:apply-templates select="v:position" mode="t:position"/></xsl:when>
            <xsl:otherwise><xsl:value-of select="r:text('position.not-called-for')"/></xsl:otherwise>
          </xsl:choose>
        </value>
      </fact>
      <fact>
        <term><xsl:value-of select="r:text('fact.status')"/></term>
        <value>
          <xsl:apply-templates select="v:status" mode="t:status"/>
          <xsl:if test="v:status/@date"><xsl:text> </xsl:text><xsl:value-of select="r:text('fact.on', 'date', v:status/@date)"/></xsl:if>
        </value>
      </fact>
      <fact>
        <term><xsl:value-of select="r:text('fact.responsible')"/></term>
        <value>
          <xsl:choose>
            <xsl:when test="v:lead and v:support"><xsl:value-of select="r:text('fact.lead-with', 'lead', r:list(v:lead/@label), 'support', r:list(v:support/@label))"/></xsl:when>
            <xsl:when test="v:lead"><xsl:value-of select="r:list(v:lead/@label)"/></xsl:when>
            <xsl:otherwise><gap><xsl:value-of select="r:text('gap.responsible')"/></gap></xsl:otherwise>
          </xsl:choose>
        </value>
      </fact>
      <xsl:if test="v:group[@ref != 'general']">
        <fact><term><xsl:value-of select="r:text('fact.groups')"/></term><value><xsl:value-of select="r:list(v:group[@ref != 'general']/@label)"/></value></fact>
      </xsl:if>
      <xsl:if test="v:sdg">
        <fact><term><xsl:value-of select="r:text('fact.sdg')"/></term><value><xsl:apply-templates select="." mode="t:goals"/></value></fact>
      </xsl:if>
    </facts>
  </xsl:template>

  <!-- ========================================= positions that were changed -->

  <!-- What became of recommendations that had been noted or supported in part: those on which the State has moved, with
       both positions; then, by number, those on which it stands by its position. -->
  <xsl:template name="t:positions-changed">
    <xsl:variable name="changed" select="$selected[v:earlier-position]"/>
    <xsl:variable name="unchanged" select="$selected[not(v:earlier-position)][v:position/@value = 'noted' or v:position/@value = 'in-part']"/>
    <xsl:if test="$changed or $unchanged or key('t:narrative', 'positions-changed')/d:*">
      <section id="sec-positions-changed" numbering="auto">
        <heading><xsl:value-of select="r:text('midterm.positions-changed')"/></heading>
        <xsl:call-template name="t:narrative-blocks"><xsl:with-param name="section" select="'positions-changed'"/><xsl:with-param name="required" select="false()"/></xsl:call-template>
        <xsl:choose>
          <xsl:when test="$changed">
            <p numbered="yes">
              <xsl:variable name="table"><ref to="t-positions"/></xsl:variable>
              <xsl:copy-of select="r:phrase('midterm.positions-moved', 'n', count($changed), 'state', string($project/@short), 'table', $table)"/>
            </p>
            <table id="t-positions" role="plain">
              <caption><xsl:value-of select="r:text('midterm.positions-caption')"/></caption>
              <columns><column width="points:48"/><column width="share:4"/><column width="points:84"/><column width="share:3"/></columns>
              <head><row>
                <cell scope="col"><p><xsl:value-of select="r:text('next-steps.recommendation')"/></p></cell>
                <cell scope="col"><p><xsl:value-of select="r:text('matrix.recommendation')"/></p></cell>
                <cell scope="col"><p><xsl:value-of select="r:text('midterm.position-before')"/></p></cell>
                <cell scope="col"><p><xsl:value-of select="r:text('midterm.position-now')"/></p></cell>
              </row></head>
              <group>
                <xsl:for-each select="$changed">
                  <row origin="{@id}">
                    <cell scope="row"><p><xsl:apply-templates select="." mode="t:ref"/></p></cell>
                    <cell><xsl:choose><xsl:when test="v:plain"><p><xsl:value-of select="v:plain[1]"/></p></xsl:when><xsl:otherwise><xsl:apply-templates select="." mode="t:quotation"/></xsl:otherwise></xsl:choose></cell>
                    <cell>
                      <xsl:for-each select="v:earlier-position">
                        <p><xsl:value-of select="r:text(concat('position.', @value))"/></p>
                        <xsl:if test="@symbol"><p role="small"><span role="symbol"><xsl:value-of select="@symbol"/></span></p></xsl:if>
                      </xsl:for-each>
                    </cell>
                    <cell>
                      <p><xsl:choose>
                        <xsl:when test="v:position/@date"><xsl:value-of select="r:text('midterm.position-since', 'position', r:text(concat('position.', v:position/@value)), 'date', v:position/@date)"/></xsl:when>
                        <xsl:when test="v:position"><xsl:apply-templates select="v:position" mode="t:position"/></xsl:when>
                        <xsl:otherwise><gap><xsl:value-of select="r:text('midterm.no-position')"/></gap></xsl:otherwise>
                      </xsl:choose></p>
                      <xsl:copy-of select="v:position/v:comment/d:*"/>
                    </cell>
                  </row>
                </xsl:for-each>
              </group>
            </table>
          </xsl:when>
          <xsl:otherwise><p numbered="yes"><xsl:value-of select="r:text('midterm.positions-same', 'state', $project/@short)"/></p></xsl:otherwise>
        </xsl:choose>
        <xsl:if test="$unchanged">
          <xsl:variable name="refs">
            <xsl:apply-templates select="$unchanged" mode="t:ref">
              <xsl:sort select="substring-before(concat(v:from/@number, '.'), '.')" data-type="number"/>
              <xsl:sort select="substring-after(v:from/@number, '.')" data-type="number"/>
            </xsl:apply-templates>
          </xsl:variable>
          <xsl:variable name="list"><xsl:copy-of select="r:list-nodes($refs)"/></xsl:variable>
          <p numbered="yes">
            <xsl:attribute name="origin"><xsl:for-each select="$unchanged"><xsl:if test="position() > 1"><xsl:text> </xsl:text></xsl:if><xsl:value-of select="@id"/></xsl:for-each></xsl:attribute>
            <xsl:copy-of select="r:phrase('midterm.positions-kept', 'refs', $list, 'n', count($unchanged), 'state', string($project/@short))"/>
          </p>
        </xsl:if>
        <xsl:call-template name="t:narrative-sections"><xsl:with-param name="section" select="'positions-changed'"/></xsl:call-template>
      </section>
    </xsl:if>
  </xsl:template>

  <!-- ================================================== voluntary pledges -->

  <!-- The pledges of the same review, each with what was done about it. Those that are selected are told under their
       theme, and only named here. -->
  <xsl:template name="t:pledges">
    <xsl:variable name="pledges" select="$records/v:recommendation[@kind = 'pledge'][v:from/@body = 'UPR'][not($selected/v:from/@cycle) or v:from/@cycle = $selected/v:from/@cycle]"/>
    <xsl:if test="$pledges or key('t:narrative', 'pledges')/d:*">
      <section id="sec-pledges" numbering="auto">
        <heading><xsl:value-of select="r:text('midterm.pledges')"/></heading>
        <xsl:call-template name="t:narrative-blocks"><xsl:with-param name="section" select="'pledges'"/><xsl:with-param name="required" select="false()"/></xsl:call-template>
        <xsl:if test="$pledges">
          <p numbered="yes"><xsl:value-of select="r:text('midterm.pledges-made', 'n', count($pledges), 'state', $project/@short)"/></p>
        </xsl:if>
        <xsl:for-each select="$pledges">
          <xsl:variable name="assessment" select="key('t:assessments-about', @id)[@assessor = $project/v:status/@assessor][@scale = $project/v:status/@scale][last()]"/>
          <xsl:variable name="actions" select="key('t:actions-about', @id)"/>
          <xsl:choose>
            <xsl:when test="@selected">
              <xsl:variable name="ref"><xsl:apply-templates select="." mode="t:ref"/></xsl:variable>
              <p numbered="yes" origin="{@id}"><xsl:copy-of select="r:phrase('midterm.pledge-elsewhere', 'ref', $ref)"/></p>
            </xsl:when>
            <xsl:otherwise>
              <quotation id="pledge-{@id}" verbatim="yes" origin="{@id}">
                <xsl:apply-templates select="v:text[1]/@*" mode="t:lang"/>
                <p><xsl:value-of select="v:text[1]"/></p>
                <p role="source"><xsl:value-of select="@citation"/></p>
              </quotation>
              <xsl:for-each select="$actions">
                <xsl:call-template name="t:numbered">
                  <xsl:with-param name="blocks" select="v:text/d:*"/>
                  <xsl:with-param name="origin" select="@id"/>
                  <xsl:with-param name="before"><em><xsl:value-of select="r:text('measure.run-in', 'title', v:title[1])"/></em></xsl:with-param>
                </xsl:call-template>
              </xsl:for-each>
              <xsl:for-each select="key('t:evidence-about', @id | $actions/@id)">
                <xsl:call-template name="t:numbered">
                  <xsl:with-param name="blocks" select="v:statement/d:*"/>
                  <xsl:with-param name="origin" select="@id"/>
                  <xsl:with-param name="after"><note origin="{@id}"><xsl:copy-of select="v:note-text/d:p"/></note></xsl:with-param>
                </xsl:call-template>
              </xsl:for-each>
              <xsl:if test="not($actions)"><p numbered="yes" origin="{@id}"><gap><xsl:value-of select="r:text('midterm.pledge-none')"/></gap></p></xsl:if>
              <xsl:if test="$assessment">
                <xsl:call-template name="t:numbered">
                  <xsl:with-param name="blocks" select="$assessment/v:reasons/d:*"/>
                  <xsl:with-param name="origin" select="$assessment/@id"/>
                  <xsl:with-param name="before"><xsl:value-of select="r:text('assessment.own', 'assessor', $assessment/@assessor-label, 'label', $assessment/@label, 'date', $assessment/@date)"/></xsl:with-param>
                </xsl:call-template>
              </xsl:if>
            </xsl:otherwise>
          </xsl:choose>
        </xsl:for-each>
        <xsl:call-template name="t:narrative-sections"><xsl:with-param name="section" select="'pledges'"/></xsl:call-template>
      </section>
    </xsl:if>
  </xsl:template>

  <!-- ====================================== capacity needs and next steps -->

  <xsl:template name="t:capacity">
    <xsl:variable name="needs" select="v:records/v:action[@first and v:assistance]"/>
    <section id="sec-capacity" numbering="auto">
      <heading><xsl:value-of select="r:text('midterm.capacity')"/></heading>
      <xsl:call-template name="t:narrative-blocks"><xsl:with-param name="section" select="'capacity'"/></xsl:call-template>
      <xsl:if test="$needs">
        <p numbered="yes"><xsl:variable name="ref"><ref to="t-capacity"/></xsl:variable><xsl:copy-of select="r:phrase('midterm.capacity-table', 'n', count($needs), 'table', $ref)"/></p>
        <table id="t-capacity" role="plain">
          <caption><xsl:value-of select="r:text('capacity.caption')"/></caption>
          <columns><column width="share:2"/><column width="share:3"/><column width="share:2"/></columns>
          <head>
            <row>
              <cell scope="col"><p><xsl:value-of select="r:text('capacity.measure')"/></p></cell>
              <cell scope="col"><p><xsl:value-of select="r:text('capacity.needed')"/></p></cell>
              <cell scope="col"><p><xsl:value-of select="r:text('capacity.responsible')"/></p></cell>
            </row>
          </head>
          <group>
            <xsl:for-each select="$needs">
              <row origin="{@id}">
                <cell scope="row"><p><xsl:value-of select="v:title[1]"/> (<xsl:apply-templates select="key('t:record', @first)" mode="t:ref"/>)</p></cell>
                <cell><xsl:copy-of select="v:assistance/d:*"/></cell>
                <cell><p><xsl:call-template name="t:lead-or-gap"/></p></cell>
              </row>
            </xsl:for-each>
          </group>
        </table>
      </xsl:if>
      <xsl:call-template name="t:narrative-sections"><xsl:with-param name="section" select="'capacity'"/></xsl:call-template>
    </section>
  </xsl:template>

  <xsl:template name="t:lead-or-gap">
    <xsl:choose>
      <xsl:when test="v:lead"><xsl:value-of select="r:list(v:lead/@label)"/></xsl:when>
      <xsl:otherwise><gap><xsl:value-of select="r:text('gap.responsible-short')"/></gap></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- What is promised for after the cut-off date: planned milestones, and the ends of measures that have none. -->
  <xsl:template name="t:next-steps">
    <xsl:variable name="open" select="v:records/v:action[@first and not(v:progress[@latest][@value = 'completed' or @value = 'stopped'])]"/>
    <xsl:variable name="steps" select="$open/v:milestone[@state = 'planned'] | $open[not(v:milestone[@state = 'planned'])]/v:period[@due and substring(concat(translate(@due, '-', ''), '1231'), 1, 8) > translate($as-of, '-', '')]"/>
    <section id="sec-next-steps" numbering="auto">
      <heading><xsl:value-of select="r:text('midterm.next-steps')"/></heading>
      <xsl:call-template name="t:narrative-blocks"><xsl:with-param name="section" select="'next-steps'"/></xsl:call-template>
      <xsl:if test="$steps">
        <p numbered="yes"><xsl:variable name="ref"><ref to="t-next-steps"/></xsl:variable><xsl:copy-of select="r:phrase('midterm.next-steps-table', 'n', count($steps), 'table', $ref)"/></p>
        <table id="t-next-steps" role="plain">
          <caption><xsl:value-of select="r:text('next-steps.caption')"/></caption>
          <columns><column width="points:84"/><column width="share:3"/><column width="points:52"/><column width="share:2"/></columns>
          <head>
            <row>
              <cell scope="col"><p><xsl:value-of select="r:text('next-steps.date')"/></p></cell>
              <cell scope="col"><p><xsl:value-of select="r:text('next-steps.step')"/></p></cell>
              <cell scope="col"><p><xsl:value-of select="r:text('next-steps.recommendation')"/></p></cell>
              <cell scope="col"><p><xsl:value-of select="r:text('next-steps.responsible')"/></p></cell>
            </row>
          </head>
          <group>
            <xsl:for-each select="$steps">
              <xsl:sort select="concat(self::v:milestone/@date, self::v:period/@due)"/>
              <row origin="{../@id}">
                <cell scope="row"><p><xsl:value-of select="r:date(concat(self::v:milestone/@date, self::v:period/@due))"/></p></cell>
                <cell>
                  <p>
                    <xsl:choose>
                      <xsl:when test="self::v:milestone"><xsl:value-of select="r:text('next-steps.milestone', 'step', v:title[1], 'measure', ../v:title[1])"/></xsl:when>
                      <xsl:otherwise><xsl:value-of select="r:text('next-steps.due', 'measure', ../v:title[1])"/></xsl:otherwise>
                    </xsl:choose>
                  </p>
                </cell>
                <cell><p><xsl:apply-templates select="key('t:record', ../@first)" mode="t:ref"/></p></cell>
                <cell><p><xsl:for-each select=".."><xsl:call-template name="t:lead-or-gap"/></xsl:for-each></p></cell>
              </row>
            </xsl:for-each>
          </group>
        </table>
      </xsl:if>
      <xsl:call-template name="t:narrative-sections"><xsl:with-param name="section" select="'next-steps'"/></xsl:call-template>
    </section>
  </xsl:template>
</xsl:stylesheet>
