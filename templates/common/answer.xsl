<?xml version="1.0" encoding="UTF-8"?>
<!-- The answer of a State to a recommendation or a question, as numbered paragraphs of a report: t:answer.
     First the official wording (when wanted); then, in the full form, what people wrote as answer, else paragraphs drafted
     from measures, evidence and indicators; in the short form the words that people wrote for it; in the annex form a
     reference to the annex, where t:answers-annex puts the full one. What is missing is a visible gap.
     A measure that serves several units is told under the first one that drafts ($plan); the others refer to its paragraph.
     Every paragraph names in its origin the records it was made from.
     A kind that answers other things than selected recommendations or the questions of document/@answers (articles of a
     treaty, for example) gives its own $units or $plan: an importing stylesheet's variable counts. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns="urn:rapporteur:document"
                xmlns:d="urn:rapporteur:document" xmlns:v="urn:rapporteur:records" xmlns:r="urn:rapporteur:functions"
                xmlns:t="urn:rapporteur:templates" xmlns:exsl="http://exslt.org/common" exclude-result-prefixes="d v r t exsl">

  <xsl:key name="t:answers-about" match="/v:view/v:records/v:answer" use="v:about/@ref"/>
  <xsl:key name="t:planned" match="t:tells" use="@ref"/>
  <xsl:key name="t:unit" match="t:unit" use="@id"/>

  <!-- What this document answers: the questions of the document that it replies to, else the selected recommendations. -->
  <xsl:variable name="questions" select="$records/v:question[v:from/@source = $project/@answers]"/>
  <xsl:variable name="units" select="$questions | $selected[not($questions)]"/>
  <!-- Where the figures of broken-down indicators stand: here, all in one table with the id t-statistics, or in none. -->
  <xsl:variable name="indicator-tables" select="'here'"/>
  <!-- Evidence on a measure: in sentences of its own, or (where room is scarce) within the note of the measure. -->
  <xsl:variable name="evidence-in" select="'text'"/>
  <!-- Whether the joint answer of a cluster is told after its measures. -->
  <xsl:variable name="joint-answers" select="true()"/>
  <!-- Whether those who take part are named beside the lead institution. -->
  <xsl:variable name="name-support" select="true()"/>
  <!-- Whether a measure tells its next step, a step missed and money missing; a kind may do so in one place instead. -->
  <xsl:variable name="steps-in-text" select="true()"/>
  <!-- Under which unit each record is told: <t:unit id><t:tells ref/>*</t:unit>*, in the order of the document. -->
  <xsl:variable name="plan">
    <xsl:for-each select="$units">
      <xsl:variable name="drafts"><xsl:apply-templates select="." mode="t:drafts"/></xsl:variable>
      <xsl:if test="string($drafts)"><t:unit id="{@id}"><xsl:apply-templates select="." mode="t:tells"/></t:unit></xsl:if>
    </xsl:for-each>
  </xsl:variable>

  <!-- ===================================================== what is told where -->

  <!-- "yes" when the full form of this unit is drafted from records: it stands in full and nobody wrote an answer. -->
  <xsl:template match="v:recommendation | v:question" mode="t:drafts">
    <xsl:variable name="answer"><xsl:apply-templates select="." mode="t:answer-id"/></xsl:variable>
    <xsl:if test="not(@form) or @form = 'full' or @form = 'annex'"><xsl:if test="not(key('t:record', string($answer))/v:text)">yes</xsl:if></xsl:if>
  </xsl:template>

  <!-- The id of the answer that people wrote: one for this document before one for all. -->
  <xsl:template match="v:recommendation | v:question | v:cluster" mode="t:answer-id">
    <xsl:variable name="all" select="key('t:answers-about', @id) | key('t:answers-about', key('t:clusters-of', @id)/@id)"/>
    <xsl:variable name="own" select="$all[v:for/@document = $view/@document]"/>
    <xsl:choose>
      <xsl:when test="$own"><xsl:value-of select="$own[1]/@id"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="$all[not(v:for)][1]/@id"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- The records that belong to a unit. -->
  <xsl:template match="v:recommendation | v:question" mode="t:tells">
    <xsl:call-template name="t:tells-of"><xsl:with-param name="subjects" select="@id | self::v:question/v:about/@ref"/></xsl:call-template>
  </xsl:template>
  <xsl:template name="t:tells-of">
    <xsl:param name="subjects"/>         <!-- ids of recommendations or questions -->
    <xsl:variable name="clusters" select="key('t:clusters-of', $subjects)"/>
    <xsl:variable name="actions" select="key('t:actions-about', $subjects | $clusters/@id)"/>
    <xsl:for-each select="$clusters[v:answer/d:*][$joint-answers] | $actions | key('t:evidence-about', $subjects | $clusters/@id | $actions/@id)
                          | key('t:indicators-about', $subjects | $clusters/@id | $actions/@id) | key('t:record', $actions/v:measured-by/@indicator)">
      <t:tells ref="{@id}"/>
    </xsl:for-each>
  </xsl:template>

  <!-- The id of the unit under which a record is told. -->
  <xsl:template match="*" mode="t:told-under">
    <xsl:variable name="id" select="@id"/>
    <xsl:for-each select="exsl:node-set($plan)"><xsl:value-of select="key('t:planned', $id)[1]/../@id"/></xsl:for-each>
  </xsl:template>

  <!-- References to the paragraphs that tell some records, in the order of the document. -->
  <xsl:template name="t:told-refs">
    <xsl:param name="records" select="/.."/>
    <xsl:variable name="ids"><xsl:for-each select="$records"><xsl:value-of select="concat(' ', @id, ' ')"/></xsl:for-each></xsl:variable>
    <xsl:for-each select="exsl:node-set($plan)/t:unit/t:tells[contains($ids, concat(' ', @ref, ' '))]">
      <xsl:if test="generate-id() = generate-id(key('t:planned', @ref)[1])"><ref to="told-{@ref}"/></xsl:if>
    </xsl:for-each>
  </xsl:template>

  <!-- One of n wordings: always the same one for a record, seldom the one that its neighbour has. -->
  <xsl:template name="t:variant">
    <xsl:param name="of" select="3"/>
    <xsl:value-of select="(string-length(v:title[1]) + string-length(v:lead[1]/@label)) mod $of + 1"/>
  </xsl:template>

  <!-- ============================================================== t:answer -->

  <xsl:template match="v:question" mode="t:quotation">
    <quotation verbatim="yes" origin="{@id}">
      <xsl:apply-templates select="v:text[1]/@*" mode="t:lang"/>
      <p><xsl:value-of select="v:text[1]"/></p>
    </quotation>
  </xsl:template>

  <xsl:template match="v:recommendation | v:question" mode="t:answer">
    <xsl:param name="quote" select="true()"/>
    <xsl:param name="form">                          <!-- full, short or annex: the fit file's choice -->
      <xsl:choose><xsl:when test="@form"><xsl:value-of select="@form"/></xsl:when><xsl:otherwise>full</xsl:otherwise></xsl:choose>
    </xsl:param>
    <xsl:variable name="answer-id"><xsl:apply-templates select="." mode="t:answer-id"/></xsl:variable>
    <xsl:variable name="answer" select="key('t:record', string($answer-id))"/>
    <xsl:if test="$quote"><xsl:apply-templates select="." mode="t:quotation"/></xsl:if>
    <xsl:choose>
      <xsl:when test="$form = 'annex'">
        <p numbered="yes" origin="{@id}">
          <xsl:variable name="ref"><ref to="annex-answers"/></xsl:variable>
          <xsl:copy-of select="r:phrase('answer.in-annex', 'ref', $ref)"/>
        </p>
      </xsl:when>
      <xsl:when test="$form = 'short'">
        <xsl:choose>
          <xsl:when test="$answer/v:short/d:*">
            <xsl:call-template name="t:numbered">
              <xsl:with-param name="blocks" select="$answer/v:short/d:*"/>
              <xsl:with-param name="origin" select="concat(@id, ' ', $answer/@id)"/>
            </xsl:call-template>
          </xsl:when>
          <xsl:otherwise><p numbered="yes" origin="{@id}"><gap><xsl:value-of select="r:text('answer.no-short', 'number', v:from/@number)"/></gap></p></xsl:otherwise>
        </xsl:choose>
      </xsl:when>
      <xsl:otherwise><xsl:apply-templates select="." mode="t:full-answer"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="v:recommendation | v:question" mode="t:full-answer">
    <xsl:variable name="answer-id"><xsl:apply-templates select="." mode="t:answer-id"/></xsl:variable>
    <xsl:variable name="answer" select="key('t:record', string($answer-id))"/>
    <xsl:choose>
      <xsl:when test="$answer/v:text/d:*">
        <xsl:call-template name="t:numbered">
          <xsl:with-param name="blocks" select="$answer/v:text/d:*"/>
          <xsl:with-param name="origin" select="concat(@id, ' ', $answer/@id)"/>
        </xsl:call-template>
      </xsl:when>
      <xsl:otherwise>
        <xsl:call-template name="t:drafted">
          <xsl:with-param name="unit" select="string(@id)"/>
          <xsl:with-param name="subjects" select="@id | self::v:question/v:about/@ref"/>
        </xsl:call-template>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- Full answers that the fit file moved out of the body: sections of an annex. -->
  <xsl:template name="t:answers-annex">
    <xsl:variable name="moved" select="$units[@form = 'annex']"/>
    <xsl:if test="$moved">
      <section id="annex-answers" numbering="annex">
        <heading><xsl:value-of select="r:text('answer.annex')"/></heading>
        <xsl:for-each select="$moved">
          <section id="answer-{@id}" numbering="none" contents="no" origin="{@id}">
            <heading><xsl:value-of select="r:text(concat('answer.annex-', local-name()), 'number', v:from/@number)"/></heading>
            <xsl:apply-templates select="." mode="t:full-answer"/>
          </section>
        </xsl:for-each>
      </section>
    </xsl:if>
  </xsl:template>

  <!-- ============================================= paragraphs from records -->

  <!-- What is told under a unit, then where the rest of what belongs to it stands; a gap when there is nothing. -->
  <xsl:template name="t:drafted">
    <xsl:param name="unit"/>                         <!-- id in $plan -->
    <xsl:param name="subjects"/>                     <!-- ids of recommendations or questions -->
    <xsl:param name="gap" select="true()"/>
    <xsl:param name="part" select="'all'"/>          <!-- all; measures: without what came of them; results: only that -->
    <!-- the units that paragraphs answer beside the record that they tell: for their origin -->
    <xsl:variable name="answers"><xsl:if test="key('t:record', $unit)"><xsl:for-each select="$subjects"><xsl:value-of select="concat(' ', .)"/></xsl:for-each></xsl:if></xsl:variable>
    <xsl:variable name="records-here">
      <xsl:for-each select="exsl:node-set($plan)">
        <xsl:for-each select="key('t:unit', $unit)/t:tells"><xsl:if test="key('t:planned', @ref)[1]/../@id = $unit"><t:here ref="{@ref}"/></xsl:if></xsl:for-each>
      </xsl:for-each>
    </xsl:variable>
    <xsl:variable name="other">
      <xsl:for-each select="exsl:node-set($plan)">
        <xsl:for-each select="key('t:unit', $unit)/t:tells"><xsl:if test="key('t:planned', @ref)[1]/../@id != $unit"><t:there ref="{@ref}"/></xsl:if></xsl:for-each>
      </xsl:for-each>
    </xsl:variable>
    <xsl:variable name="here" select="key('t:record', exsl:node-set($records-here)/t:here/@ref)"/>
    <xsl:variable name="there" select="key('t:record', exsl:node-set($other)/t:there/@ref)"/>
    <!-- measures; then a joint answer, which says what they have in common and what is left -->
    <xsl:if test="$part != 'results'">
      <xsl:apply-templates select="$here/self::v:action" mode="t:drafted"><xsl:with-param name="part" select="$part"/><xsl:with-param name="answers" select="string($answers)"/></xsl:apply-templates>
      <xsl:apply-templates select="$here/self::v:cluster" mode="t:drafted"><xsl:with-param name="answers" select="string($answers)"/></xsl:apply-templates>
    </xsl:if>
    <xsl:if test="$part = 'results'">
      <xsl:for-each select="$here/self::v:action"><xsl:call-template name="t:evidence-of-action"><xsl:with-param name="answers" select="string($answers)"/></xsl:call-template></xsl:for-each>
    </xsl:if>
    <xsl:variable name="loose" select="$here/self::v:evidence[not(key('t:record', v:about/@ref)/self::v:action | key('t:record', v:about/@ref)/self::v:indicator)]"/>
    <xsl:if test="$part != 'measures'">
      <xsl:call-template name="t:evidence-paragraph"><xsl:with-param name="evidence" select="$loose"/><xsl:with-param name="about" select="normalize-space($answers)"/></xsl:call-template>
      <xsl:apply-templates select="$here/self::v:indicator" mode="t:drafted"><xsl:with-param name="answers" select="string($answers)"/></xsl:apply-templates>
    </xsl:if>
    <xsl:variable name="also" select="$there/self::v:action | $there/self::v:cluster[not($there/self::v:action)]"/>
    <xsl:if test="$also and $part != 'results'">
      <p numbered="yes">
        <xsl:attribute name="origin"><xsl:choose><xsl:when test="string($answers)"><xsl:value-of select="substring($answers, 2)"/></xsl:when><xsl:otherwise><xsl:value-of select="$subjects[1]"/></xsl:otherwise></xsl:choose><xsl:for-each select="$also"><xsl:value-of select="concat(' ', @id)"/></xsl:for-each></xsl:attribute>
        <xsl:variable name="refs"><xsl:call-template name="t:told-refs"><xsl:with-param name="records" select="$also"/></xsl:call-template></xsl:variable>
        <xsl:variable name="list"><xsl:copy-of select="r:list-nodes($refs)"/></xsl:variable>
        <xsl:choose>
          <xsl:when test="$here"><xsl:copy-of select="r:phrase(concat('answer.also-', (string-length($unit) + count($also)) mod 2 + 1), 'refs', $list, 'n', count($also))"/></xsl:when>
          <xsl:otherwise><xsl:copy-of select="r:phrase(concat('answer.there-', (string-length($unit) + count($also)) mod 2 + 1), 'refs', $list, 'n', count($also))"/></xsl:otherwise>
        </xsl:choose>
      </p>
    </xsl:if>
    <xsl:if test="$gap and $part != 'results' and not($here | $there)">
      <p numbered="yes" origin="{$subjects[1]}">
        <xsl:choose>
          <xsl:when test="key('t:record', $subjects)/v:position/@value = 'noted'"><xsl:value-of select="r:text('measure.none-noted')"/></xsl:when>
          <xsl:otherwise><gap><xsl:value-of select="r:text('answer.nothing')"/></gap></xsl:otherwise>
        </xsl:choose>
      </p>
    </xsl:if>
  </xsl:template>

  <!-- Markdown of a record as numbered paragraphs; the first takes the name told-ID, the last takes $after. -->
  <xsl:template name="t:paragraphs">
    <xsl:param name="blocks" select="/.."/>
    <xsl:param name="origin" select="@id"/>
    <xsl:param name="after"/>                        <!-- inline fragment -->
    <xsl:variable name="a" select="exsl:node-set($after)/node()"/>
    <xsl:variable name="name" select="concat('told-', @id)"/>
    <xsl:if test="not($blocks[1]/self::d:p)">
      <p numbered="yes" origin="{$origin}" known-as="{$name}">
        <xsl:value-of select="r:text('answer.titled', 'title', v:title[1])"/>
        <xsl:if test="$a and not($blocks)"><xsl:text> </xsl:text><xsl:copy-of select="$a"/></xsl:if>
      </p>
    </xsl:if>
    <xsl:for-each select="$blocks">
      <xsl:choose>
        <xsl:when test="self::d:p">
          <p numbered="yes" origin="{$origin}">
            <xsl:if test="position() = 1"><xsl:attribute name="known-as"><xsl:value-of select="$name"/></xsl:attribute></xsl:if>
            <xsl:apply-templates select="." mode="t:words"/>
            <xsl:if test="position() = last() and $a"><xsl:text> </xsl:text><xsl:copy-of select="$a"/></xsl:if>
          </p>
        </xsl:when>
        <xsl:otherwise><xsl:copy-of select="."/></xsl:otherwise>
      </xsl:choose>
    </xsl:for-each>
    <xsl:if test="$a and $blocks and not($blocks[last()]/self::d:p)"><p numbered="yes" origin="{$origin}"><xsl:copy-of select="$a"/></p></xsl:if>
  </xsl:template>

  <!-- The words of a paragraph inside another one: marked where they are in another language than the document. -->
  <xsl:template match="d:p" mode="t:words"><xsl:copy-of select="node()"/></xsl:template>
  <xsl:template match="d:p[@xml:lang]" mode="t:words"><span role="fallback"><xsl:copy-of select="@xml:lang | node()"/></span></xsl:template>

  <xsl:template match="v:cluster" mode="t:drafted">
    <xsl:param name="answers"/>
    <xsl:call-template name="t:paragraphs"><xsl:with-param name="blocks" select="v:answer/d:*"/><xsl:with-param name="origin" select="concat(@id, $answers)"/></xsl:call-template>
  </xsl:template>

  <!-- A measure: what people wrote about it, who leads it and how far it is; what shows that it works. -->
  <xsl:template match="v:action" mode="t:drafted">
    <xsl:param name="part" select="'all'"/>
    <xsl:param name="answers"/>
    <xsl:call-template name="t:paragraphs">
      <xsl:with-param name="blocks" select="v:text/d:*"/>
      <xsl:with-param name="origin" select="concat(@id, $answers)"/>
      <xsl:with-param name="after">
        <xsl:apply-templates select="." mode="t:carried"><xsl:with-param name="steps" select="$part = 'all' and $steps-in-text"/></xsl:apply-templates>
        <xsl:if test="$part = 'all' and $evidence-in = 'notes'"><xsl:call-template name="t:evidence-note"/></xsl:if>
      </xsl:with-param>
    </xsl:call-template>
    <xsl:if test="$part = 'all' and $evidence-in = 'text'"><xsl:call-template name="t:evidence-of-action"><xsl:with-param name="answers" select="$answers"/></xsl:call-template></xsl:if>
  </xsl:template>

  <!-- What shows that it works, with its sources, as one note. -->
  <xsl:template name="t:evidence-note">
    <xsl:variable name="id" select="@id"/>
    <xsl:variable name="evidence" select="key('t:evidence-about', @id)[key('t:record', v:about/@ref)[self::v:action][1]/@id = $id][v:statement/d:p]"/>
    <xsl:if test="$evidence">
      <note>
        <xsl:attribute name="origin"><xsl:for-each select="$evidence"><xsl:if test="position() > 1"><xsl:text> </xsl:text></xsl:if><xsl:value-of select="@id"/></xsl:for-each></xsl:attribute>
        <p>
          <xsl:for-each select="$evidence">
            <xsl:if test="position() > 1"><xsl:text> </xsl:text></xsl:if>
            <xsl:copy-of select="v:statement/d:p[1]/node()[not(self::d:note)]"/><xsl:text> </xsl:text><xsl:copy-of select="v:note-text/d:p/node()"/>
          </xsl:for-each>
        </p>
      </note>
    </xsl:if>
  </xsl:template>

  <!-- What shows that a measure works: told under the first of the measures that it is about. -->
  <xsl:template name="t:evidence-of-action">
    <xsl:param name="answers"/>
    <xsl:variable name="id" select="@id"/>
    <xsl:call-template name="t:evidence-paragraph">
      <xsl:with-param name="evidence" select="key('t:evidence-about', @id)[key('t:record', v:about/@ref)[self::v:action][1]/@id = $id]"/>
      <xsl:with-param name="about" select="concat(@id, $answers)"/>
    </xsl:call-template>
  </xsl:template>

  <!-- Evidence as sentences of one paragraph, each with its source in a footnote; blocks other than paragraphs follow. -->
  <xsl:template name="t:evidence-paragraph">
    <xsl:param name="evidence" select="/.."/>
    <xsl:param name="about"/>
    <xsl:variable name="spoken" select="$evidence[v:statement/d:p]"/>
    <xsl:if test="$spoken">
      <p numbered="yes">
        <xsl:attribute name="origin">
          <xsl:for-each select="$spoken"><xsl:if test="position() > 1"><xsl:text> </xsl:text></xsl:if><xsl:value-of select="@id"/></xsl:for-each>
          <xsl:if test="string($about)"><xsl:value-of select="concat(' ', $about)"/></xsl:if>
        </xsl:attribute>
        <xsl:for-each select="$spoken">
          <xsl:if test="position() > 1"><xsl:text> </xsl:text></xsl:if>
          <xsl:if test="@by = 'nhri' or @by = 'civil-society'"><xsl:value-of select="r:text(concat('answer.by-', @by))"/><xsl:text> </xsl:text></xsl:if>
          <xsl:for-each select="v:statement/d:p">
            <xsl:if test="position() > 1"><xsl:text> </xsl:text></xsl:if>
            <xsl:apply-templates select="." mode="t:words"/>
          </xsl:for-each>
          <note origin="{@id}"><xsl:copy-of select="v:note-text/d:p"/></note>
        </xsl:for-each>
      </p>
    </xsl:if>
    <xsl:for-each select="$evidence"><xsl:copy-of select="v:statement/d:*[not(self::d:p)]"/></xsl:for-each>
  </xsl:template>

  <!-- Who leads a measure and how far it is, in one sentence; then the next step, a step missed and money that is missing. -->
  <xsl:template match="v:action" mode="t:carried">
    <xsl:param name="steps" select="true()"/>        <!-- false: without dates ahead, dates missed and money missing -->
    <xsl:variable name="state"><xsl:apply-templates select="." mode="t:state"/></xsl:variable>
    <xsl:variable name="n"><xsl:call-template name="t:variant"/></xsl:variable>
    <xsl:variable name="lead"><xsl:call-template name="t:lead-names"/></xsl:variable>
    <xsl:choose>
      <xsl:when test="not(v:lead)"><gap><xsl:value-of select="r:text('gap.lead')"/></gap></xsl:when>
      <xsl:when test="$state = 'completed' or $state = 'stopped'">
        <xsl:value-of select="r:text(concat('answer.', $state, '-', $n), 'lead', string($lead), 'done', v:progress[@latest]/@date)"/>
      </xsl:when>
      <xsl:when test="v:period/@due"><xsl:value-of select="r:text(concat('answer.', $state, '-', $n), 'lead', string($lead), 'due', v:period/@due)"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="r:text(concat('answer.', $state, '-open'), 'lead', string($lead))"/></xsl:otherwise>
    </xsl:choose>
    <xsl:if test="$steps and not($state = 'completed' or $state = 'stopped')">
      <xsl:for-each select="v:milestone[@state = 'missed'][last()]">
        <xsl:text> </xsl:text><xsl:value-of select="r:text(concat('answer.step-missed-', $n mod 2 + 1), 'title', v:title[1], 'date', @date)"/>
      </xsl:for-each>
      <xsl:for-each select="v:milestone[@state = 'planned'][1]">
        <xsl:text> </xsl:text><xsl:value-of select="r:text(concat('answer.step-next-', $n mod 2 + 1), 'title', v:title[1], 'date', @date)"/>
      </xsl:for-each>
    </xsl:if>
    <xsl:for-each select="v:cost[@funded != 'yes'][$steps]">
      <xsl:text> </xsl:text>
      <xsl:variable name="source"><xsl:if test="v:title">-source</xsl:if></xsl:variable>
      <xsl:value-of select="r:text(concat('cost.', @funded, $source), 'currency', @currency, 'amount', @amount, 'source', v:title[1])"/>
    </xsl:for-each>
  </xsl:template>

  <!-- "the Ministry of Justice together with the Police Inspectorate". Context: what has lead and support. -->
  <xsl:template name="t:lead-names">
    <xsl:variable name="lead"><xsl:value-of select="r:text('name.the', 'name', v:lead[1]/@label)"/></xsl:variable>
    <xsl:choose>
      <xsl:when test="v:support and $name-support">
        <xsl:variable name="names"><xsl:for-each select="v:support"><t:n><xsl:value-of select="r:text('name.the', 'name', @label)"/></t:n></xsl:for-each></xsl:variable>
        <xsl:value-of select="r:text('answer.lead-with', 'lead', string($lead), 'support', r:list(exsl:node-set($names)/t:n))"/>
      </xsl:when>
      <xsl:otherwise><xsl:value-of select="$lead"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- ============================================================ indicators -->

  <xsl:template match="v:indicator" mode="t:table-id">
    <xsl:choose><xsl:when test="$indicator-tables = 'here'">t-indicator-<xsl:value-of select="@id"/></xsl:when><xsl:otherwise>t-statistics</xsl:otherwise></xsl:choose>
  </xsl:template>

  <!-- Where the value went since the first year of the series, and where it is to go; a table when it is broken down. -->
  <xsl:template match="v:indicator" mode="t:drafted">
    <xsl:param name="answers"/>
    <xsl:variable name="id" select="@id"/>
    <xsl:variable name="decimals" select="number(concat('0', @decimals))"/>
    <xsl:variable name="points" select="v:series[not(@by)][1]/v:point[@value]"/>
    <xsl:variable name="first" select="$points[1]"/>
    <xsl:variable name="latest" select="v:latest"/>
    <xsl:variable name="table" select="v:series[@by]/v:point and count($points) > 1"/>
    <xsl:variable name="n"><xsl:call-template name="t:variant"><xsl:with-param name="of" select="2"/></xsl:call-template></xsl:variable>
    <p numbered="yes" origin="{@id}{$answers}" known-as="told-{@id}">
      <xsl:variable name="value"><xsl:if test="$latest/@value"><xsl:call-template name="t:value"><xsl:with-param name="value" select="$latest/@value"/><xsl:with-param name="indicator" select="."/></xsl:call-template></xsl:if></xsl:variable>
      <xsl:variable name="way">
        <xsl:choose>
          <xsl:when test="not(string($value))">unknown</xsl:when>
          <xsl:when test="count($points) &lt; 2">only</xsl:when>
          <xsl:when test="$latest/@value > $first/@value">rose</xsl:when>
          <xsl:when test="$latest/@value &lt; $first/@value">fell</xsl:when>
          <xsl:otherwise>same</xsl:otherwise>
        </xsl:choose>
      </xsl:variable>
      <xsl:variable name="key">
        <xsl:choose>
          <xsl:when test="$way = 'unknown'">indicator.sentence-unknown</xsl:when>
          <xsl:otherwise><xsl:value-of select="concat('answer.indicator-', $way, '-', $n)"/></xsl:otherwise>
        </xsl:choose>
      </xsl:variable>
      <xsl:value-of select="r:text(string($key), 'title', v:title[1], 'value', string($value), 'period', $latest/@period,
                            'first', r:number(string($first/@value), $decimals), 'from', $first/@period)"/>
      <xsl:if test="v:target/@value and string($value)">
        <xsl:text> </xsl:text>
        <xsl:value-of select="r:text(concat('answer.indicator-target-', $n), 'target', r:number(string(v:target/@value), $decimals), 'by', v:target/@period)"/>
      </xsl:if>
      <xsl:if test="v:citation"><note origin="{@id}"><p><xsl:value-of select="r:text('cite.evidence', 'citation', v:citation[1])"/></p></note></xsl:if>
      <xsl:if test="$table and $indicator-tables != 'none'">
        <xsl:variable name="ref"><ref><xsl:attribute name="to"><xsl:apply-templates select="." mode="t:table-id"/></xsl:attribute></ref></xsl:variable>
        <xsl:text> </xsl:text><xsl:copy-of select="r:phrase(concat('answer.indicator-table-', $n), 'table', $ref)"/>
      </xsl:if>
    </p>
    <xsl:if test="$table and $indicator-tables = 'here'"><xsl:call-template name="t:indicator-table"/></xsl:if>
    <xsl:call-template name="t:evidence-paragraph">
      <xsl:with-param name="evidence" select="key('t:evidence-about', @id)[not(key('t:record', v:about/@ref)/self::v:action) and key('t:record', v:about/@ref)[self::v:indicator][1]/@id = $id]"/>
      <xsl:with-param name="about" select="concat(@id, $answers)"/>
    </xsl:call-template>
  </xsl:template>

  <!-- ============================================================ assessments -->

  <!-- The State's own assessment with its reasons, as one paragraph. -->
  <xsl:template match="v:recommendation" mode="t:own-assessment">
    <xsl:variable name="own" select="key('t:record', v:status/@origin)"/>
    <xsl:if test="$own/v:reasons/d:*">
      <xsl:call-template name="t:numbered">
        <xsl:with-param name="blocks" select="$own/v:reasons/d:*"/>
        <xsl:with-param name="origin" select="concat($own/@id, ' ', @id)"/>
        <xsl:with-param name="before"><em><xsl:value-of select="r:text('answer.assessed', 'label', $own/@label, 'date', $own/@date)"/></em></xsl:with-param>
      </xsl:call-template>
    </xsl:if>
  </xsl:template>
</xsl:stylesheet>
