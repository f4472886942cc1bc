<?xml version="1.0" encoding="UTF-8"?>
<!-- The follow-up matrix: one table, a group of rows for each theme (or cluster, or institution). Each recommendation has
     one row, in its primary group; at the end of a group a counted reference tells which others concern it, and a
     summary counts. Groups that are nobody's primary one are gathered in one band at the end.
     Columns are made for A4 landscape: what is short (number with source, position, status) has points, what is read
     (recommendation, measures) has the larger shares. Position goes when no recommendation has one. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns="urn:rapporteur:document"
                xmlns:d="urn:rapporteur:document" xmlns:v="urn:rapporteur:records" xmlns:r="urn:rapporteur:functions"
                xmlns:t="urn:rapporteur:templates" xmlns:exsl="http://exslt.org/common" exclude-result-prefixes="d v r t exsl">

  <xsl:key name="t:primary" match="/v:view/v:records/v:recommendation[@selected]" use="v:place[@primary = 'yes']/@group"/>
  <xsl:key name="t:secondary" match="/v:view/v:records/v:recommendation[@selected]" use="v:place[@primary = 'no']/@group"/>
  <!-- secondary group | primary group -->
  <xsl:key name="t:crossing" match="/v:view/v:records/v:recommendation/v:place[@primary = 'no']" use="concat(@group, '|', ../v:place[@primary = 'yes']/@group)"/>

  <xsl:variable name="matrix-columns" select="6 + $has-position"/>

  <xsl:template name="t:matrix">
    <xsl:param name="id" select="'t-matrix'"/>
    <xsl:param name="prefix" select="'rec-'"/>   <!-- of row ids: row- when rec- stands in the body -->
    <xsl:variable name="told" select="$view/v:groups/v:group[key('t:primary', @id)]"/>
    <xsl:variable name="only-referred" select="$view/v:groups/v:group[not(key('t:primary', @id))]"/>
    <table id="{$id}" role="matrix">
      <caption><xsl:value-of select="r:text(concat('matrix.caption-', $project/@group-by))"/></caption>
      <columns>
        <column width="points:68"/>
        <column width="share:4" min="120"/>
        <xsl:if test="$has-position"><column width="points:66"/></xsl:if>
        <column width="share:2.3" min="76"/>
        <column width="share:2.2" min="76"/>
        <column width="share:4.6" min="130"/>
        <column width="points:68"/>
      </columns>
      <head>
        <row>
          <cell scope="col"><p><xsl:value-of select="r:text('matrix.number')"/></p></cell>
          <cell scope="col"><p><xsl:value-of select="r:text('matrix.recommendation')"/></p></cell>
          <xsl:if test="$has-position"><cell scope="col"><p><xsl:value-of select="r:text('matrix.position')"/></p></cell></xsl:if>
          <cell scope="col"><p><xsl:value-of select="r:text('matrix.themes')"/></p></cell>
          <cell scope="col"><p><xsl:value-of select="r:text('matrix.responsible')"/></p></cell>
          <cell scope="col"><p><xsl:value-of select="r:text('matrix.measures')"/></p></cell>
          <cell scope="col"><p><xsl:value-of select="r:text('matrix.status')"/></p></cell>
        </row>
      </head>
      <xsl:for-each select="$told">
        <group id="group-{@id}" origin="{@id}">
          <row role="band"><cell scope="rowgroup" colspan="{$matrix-columns}"><p><xsl:value-of select="@label"/></p></cell></row>
          <xsl:apply-templates select="key('t:primary', @id)" mode="t:row"><xsl:with-param name="prefix" select="$prefix"/></xsl:apply-templates>
          <xsl:if test="key('t:secondary', @id)">
            <row role="see">
              <cell colspan="{$matrix-columns}">
                <p>
                  <xsl:variable name="refs">
                    <xsl:call-template name="t:see"><xsl:with-param name="prefix" select="$prefix"/></xsl:call-template>
                  </xsl:variable>
                  <xsl:copy-of select="r:phrase('matrix.see-also', 'refs', $refs, 'n', count(key('t:secondary', @id)))"/>
                </p>
              </cell>
            </row>
          </xsl:if>
          <row role="summary"><cell colspan="{$matrix-columns}"><p><xsl:call-template name="t:group-summary"/></p></cell></row>
        </group>
      </xsl:for-each>
      <xsl:if test="$only-referred">
        <group id="group-elsewhere">
          <row role="band"><cell scope="rowgroup" colspan="{$matrix-columns}"><p><xsl:value-of select="r:text(concat('matrix.elsewhere-', $project/@group-by))"/></p></cell></row>
          <xsl:for-each select="$only-referred">
            <row role="see" id="group-{@id}" origin="{@id}">
              <cell colspan="{$matrix-columns}">
                <p>
                  <xsl:variable name="refs">
                    <xsl:call-template name="t:see"><xsl:with-param name="prefix" select="$prefix"/></xsl:call-template>
                  </xsl:variable>
                  <xsl:copy-of select="r:phrase('matrix.see-group', 'group', string(@label), 'refs', $refs, 'n', count(key('t:secondary', @id)))"/>
                </p>
              </cell>
            </row>
          </xsl:for-each>
        </group>
      </xsl:if>
    </table>
  </xsl:template>

  <!-- "136.12 and 136.40 under Equality and non-discrimination; 137.2 under Administration of justice". Context: a group. -->
  <xsl:template name="t:see">
    <xsl:param name="prefix"/>
    <xsl:variable name="here" select="@id"/>
    <xsl:variable name="from" select="$view/v:groups/v:group[key('t:crossing', concat($here, '|', @id))]"/>
    <xsl:for-each select="$from">
      <xsl:variable name="refs">
        <xsl:apply-templates select="key('t:crossing', concat($here, '|', @id))/.." mode="t:ref"><xsl:with-param name="prefix" select="$prefix"/></xsl:apply-templates>
      </xsl:variable>
      <xsl:variable name="list"><xsl:copy-of select="r:list-nodes($refs)"/></xsl:variable>
      <xsl:if test="position() > 1"><xsl:value-of select="r:text('matrix.see-separator')"/><xsl:text> </xsl:text></xsl:if>
      <xsl:copy-of select="r:phrase('matrix.see-under', 'refs', $list, 'group', string(@label))"/>
    </xsl:for-each>
  </xsl:template>

  <xsl:template name="t:group-summary">
    <xsl:variable name="positions-here"><xsl:call-template name="t:position-counts"><xsl:with-param name="group" select="@id"/></xsl:call-template></xsl:variable>
    <xsl:variable name="statuses-here"><xsl:call-template name="t:status-counts"><xsl:with-param name="group" select="@id"/></xsl:call-template></xsl:variable>
    <xsl:variable name="only" select="key('t:primary', @id)[last() = 1]"/>
    <xsl:choose>
      <xsl:when test="$only/v:position"><xsl:value-of select="r:text('matrix.summary-single', 'position', r:text(concat('position.', $only/v:position/@value)), 'status', $only/v:status/@label)"/></xsl:when>
      <xsl:when test="$only"><xsl:value-of select="r:text('matrix.summary-single-no-position', 'status', $only/v:status/@label)"/></xsl:when>
      <xsl:when test="string($positions-here)">
        <xsl:value-of select="r:text('matrix.summary', 'n', count(key('t:primary', @id)), 'positions', $positions-here, 'statuses', $statuses-here)"/>
      </xsl:when>
      <xsl:otherwise><xsl:value-of select="r:text('matrix.summary-no-position', 'n', count(key('t:primary', @id)), 'statuses', $statuses-here)"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- ============================================================ one row -->

  <xsl:template match="v:recommendation" mode="t:row">
    <xsl:param name="prefix" select="'rec-'"/>
    <row id="{$prefix}{@id}" role="data" origin="{@id}">
      <cell scope="row">
        <p>
          <xsl:choose>
            <xsl:when test="$prefix = 'rec-'"><span role="number"><xsl:value-of select="v:from/@number"/></span></xsl:when>
            <xsl:otherwise><ref to="rec-{@id}"><xsl:value-of select="v:from/@number"/></ref></xsl:otherwise>
          </xsl:choose>
        </p>
        <xsl:choose>
          <xsl:when test="v:from/@paragraph and not(starts-with(v:from/@number, v:from/@paragraph))"><p role="small"><xsl:value-of select="@citation"/></p></xsl:when>
          <xsl:when test="v:from/@symbol"><p role="small"><span role="symbol"><xsl:value-of select="v:from/@symbol"/></span></p></xsl:when>
        </xsl:choose>
      </cell>
      <cell>
        <xsl:apply-templates select="." mode="t:quotation"/>
        <xsl:variable name="states"><xsl:apply-templates select="." mode="t:states-missing"/></xsl:variable>
        <xsl:if test="string($states)"><p role="small"><xsl:value-of select="$states"/></p></xsl:if>
        <xsl:if test="v:follow-up"><p role="small"><xsl:value-of select="r:text('matrix.follow-up', 'due', v:follow-up/@due)"/></p></xsl:if>
      </cell>
      <xsl:if test="$has-position">
        <cell>
          <p>
            <xsl:choose>
              <xsl:when test="v:position"><xsl:apply-templates select="v:position" mode="t:position"/></xsl:when>
              <xsl:otherwise>–</xsl:otherwise>
            </xsl:choose>
            <xsl:if test="v:position/v:comment/d:p">
              <note origin="{@id}">
                <xsl:for-each select="v:position/v:comment/d:p"><p><xsl:copy-of select="node()"/></p></xsl:for-each>
              </note>
            </xsl:if>
          </p>
          <xsl:if test="v:position/@symbol"><p role="small"><span role="symbol"><xsl:value-of select="v:position/@symbol"/></span></p></xsl:if>
        </cell>
      </xsl:if>
      <cell><xsl:apply-templates select="." mode="t:themes-cell"/></cell>
      <cell><xsl:apply-templates select="." mode="t:responsible-cell"/></cell>
      <cell><xsl:apply-templates select="." mode="t:measures-cell"/></cell>
      <cell>
        <p><xsl:apply-templates select="v:status" mode="t:status"/></p>
        <xsl:if test="v:status/@date"><p role="small"><xsl:value-of select="r:date(string(v:status/@date))"/></p></xsl:if>
      </cell>
    </row>
  </xsl:template>

  <!-- Themes; persons concerned; Goals. Without the theme that the band above already names. -->
  <xsl:template match="v:recommendation" mode="t:themes-cell">
    <xsl:variable name="themes" select="v:theme[not($project/@group-by = 'theme' and @ref = ../v:place[@primary = 'yes']/@group)]"/>
    <xsl:variable name="groups" select="v:group[@ref != 'general' and not(@label = ../v:theme/@label)]"/>
    <xsl:if test="not($themes or $groups or v:sdg or v:article)"><p>–</p></xsl:if>
    <xsl:for-each select="$themes"><p><xsl:value-of select="@label"/></p></xsl:for-each>
    <xsl:if test="$groups"><p role="small"><xsl:value-of select="r:list($groups/@label)"/></p></xsl:if>
    <xsl:if test="v:article"><p role="small"><xsl:apply-templates select="." mode="t:articles"/></p></xsl:if>
    <xsl:if test="v:sdg"><p role="small"><xsl:apply-templates select="." mode="t:goals"/></p></xsl:if>
  </xsl:template>

  <xsl:template match="v:recommendation" mode="t:responsible-cell">
    <xsl:for-each select="v:jurisdiction"><p role="small"><xsl:value-of select="."/></p></xsl:for-each>
    <xsl:choose>
      <xsl:when test="v:lead">
        <xsl:for-each select="v:lead"><p><xsl:value-of select="@label"/></p></xsl:for-each>
        <xsl:if test="v:support"><p role="small"><xsl:value-of select="r:text('matrix.with', 'list', r:list(v:support/@label))"/></p></xsl:if>
      </xsl:when>
      <xsl:when test="v:support"><xsl:for-each select="v:support"><p><xsl:value-of select="@label"/></p></xsl:for-each></xsl:when>
      <xsl:otherwise><p><gap><xsl:value-of select="r:text('gap.responsible-short')"/></gap></p></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="v:recommendation" mode="t:measures-cell">
    <xsl:variable name="subjects" select="@id | key('t:clusters-of', @id)/@id"/>
    <xsl:variable name="actions" select="key('t:actions-about', $subjects)"/>
    <xsl:variable name="indicators" select="key('t:indicators-about', $subjects) | key('t:record', $actions/v:measured-by/@indicator)"/>
    <xsl:choose>
      <xsl:when test="$actions or $indicators">
        <list kind="bullet">
          <xsl:for-each select="$actions">
            <item origin="{@id}"><p><xsl:apply-templates select="." mode="t:line"/></p></item>
          </xsl:for-each>
          <xsl:for-each select="$indicators">
            <item origin="{@id}">
              <p>
                <xsl:apply-templates select="." mode="t:line"/>
                <xsl:if test="v:citation"><note origin="{@id}"><p><xsl:value-of select="r:text('cite.evidence', 'citation', v:citation[1])"/></p></note></xsl:if>
              </p>
            </item>
          </xsl:for-each>
        </list>
      </xsl:when>
      <xsl:when test="v:position/@value = 'noted'"><p><xsl:value-of select="r:text('matrix.no-measure')"/></p></xsl:when>
      <xsl:otherwise><p><gap><xsl:value-of select="r:text('matrix.no-measure')"/></gap></p></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- A measure in a line: title, when, how far; then the latest note. -->
  <xsl:template match="v:action" mode="t:line">
    <xsl:variable name="period"><xsl:apply-templates select="." mode="t:period"/></xsl:variable>
    <xsl:variable name="progress"><xsl:apply-templates select="." mode="t:progress"/></xsl:variable>
    <xsl:choose>
      <xsl:when test="string($period)"><xsl:value-of select="r:text('matrix.measure', 'title', v:title[1], 'period', $period, 'progress', $progress)"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="r:text('matrix.measure-undated', 'title', v:title[1], 'progress', $progress)"/></xsl:otherwise>
    </xsl:choose>
    <xsl:if test="v:progress[@latest]/v:note/d:p"><xsl:text> </xsl:text><xsl:copy-of select="v:progress[@latest]/v:note/d:p[1]/node()"/></xsl:if>
  </xsl:template>

  <!-- An indicator in a line: latest value, where it began, where it should go. -->
  <xsl:template match="v:indicator" mode="t:line">
    <xsl:variable name="value">
      <xsl:if test="v:latest/@value"><xsl:call-template name="t:value"><xsl:with-param name="value" select="v:latest/@value"/><xsl:with-param name="indicator" select="."/></xsl:call-template></xsl:if>
    </xsl:variable>
    <xsl:variable name="decimals" select="number(concat('0', @decimals))"/>
    <xsl:choose>
      <xsl:when test="not(string($value))"><xsl:value-of select="r:text('indicator.line-unknown', 'title', v:title[1])"/></xsl:when>
      <xsl:when test="v:baseline and v:target"><xsl:value-of select="r:text('indicator.line-both', 'title', v:title[1], 'value', $value, 'period', v:latest/@period,
          'baseline', r:number(v:baseline/@value, $decimals), 'from', v:baseline/@period, 'target', r:number(v:target/@value, $decimals), 'by', v:target/@period)"/></xsl:when>
      <xsl:when test="v:baseline"><xsl:value-of select="r:text('indicator.line-baseline', 'title', v:title[1], 'value', $value, 'period', v:latest/@period,
          'baseline', r:number(v:baseline/@value, $decimals), 'from', v:baseline/@period)"/></xsl:when>
      <xsl:when test="v:target"><xsl:value-of select="r:text('indicator.line-target', 'title', v:title[1], 'value', $value, 'period', v:latest/@period,
          'target', r:number(v:target/@value, $decimals), 'by', v:target/@period)"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="r:text('indicator.line', 'title', v:title[1], 'value', $value, 'period', v:latest/@period)"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>
</xsl:stylesheet>
