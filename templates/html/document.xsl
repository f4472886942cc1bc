<?xml version="1.0" encoding="UTF-8"?>
<!-- The resolved document tree (schemas/document.xsd) as one HTML page. It spells and decides nothing: numbers, labels,
     texts of references and words are in the tree. web.c afterwards writes what a stylesheet cannot: the CSS made from the
     style, the content policy with the hash of that CSS, pictures as data, and data-label on the cells of tables.

     Words come from meta/wording: skip-to-content (link to the main text), contents (name of the contents, when there is
     no label), notes (heading of the notes), back-to-text (link from a note to its mark), note-mark ("Note {label}", spoken
     where only the label is seen).

     Classes are of three kinds: what a thing is (masthead, para, facts, matrix), role-* as in the tree, tone-* for colours. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:d="urn:rapporteur:document"
                xmlns:h="urn:rapporteur:html" exclude-result-prefixes="d h">
  <xsl:import href="inline.xsl"/>
  <xsl:import href="blocks.xsl"/>
  <xsl:import href="table.xsl"/>
  <xsl:import href="figure.xsl"/>
  <xsl:import href="site.xsl"/>

  <xsl:output method="xml" omit-xml-declaration="yes"/>

  <xsl:template match="/d:document">
    <html>
      <xsl:apply-templates select="." mode="h:language"/>
      <head>
        <meta charset="utf-8"/>
        <meta http-equiv="Content-Security-Policy" content=""/>
        <meta name="viewport" content="width=device-width, initial-scale=1"/>
        <meta name="color-scheme" content="light dark"/>
        <title><xsl:value-of select="normalize-space(d:meta/d:title)"/></title>
        <xsl:if test="d:meta/d:subject">
          <meta name="description" content="{normalize-space(d:meta/d:subject)}"/>
        </xsl:if>
        <xsl:if test="d:meta/d:author">
          <meta name="author" content="{normalize-space(d:meta/d:author)}"/>
        </xsl:if>
        <xsl:choose>
          <xsl:when test="d:meta/d:place"><xsl:apply-templates select="d:meta/d:place" mode="h:links"/></xsl:when>
          <xsl:otherwise><style/></xsl:otherwise>
        </xsl:choose>
      </head>
      <body>
        <xsl:attribute name="class">
          <xsl:value-of select="concat('kind-', @kind)"/>
          <xsl:if test="d:part/d:contents/d:entry"> with-contents</xsl:if>
        </xsl:attribute>
        <a class="skip" href="#text"><xsl:call-template name="h:word"><xsl:with-param name="key" select="'skip-to-content'"/></xsl:call-template></a>
        <xsl:apply-templates select="d:meta/d:mark"/>
        <xsl:apply-templates select="d:meta/d:place" mode="h:head"/>
        <xsl:apply-templates select="d:part/d:masthead"/>
        <main id="main">
          <xsl:apply-templates select="d:part"/>
          <xsl:call-template name="h:notes"/>
        </main>
        <footer>
          <xsl:apply-templates select="d:meta/d:place" mode="h:foot"/>
          <xsl:if test="not(d:meta/d:place)">
          <p>
            <xsl:if test="d:meta/d:author">
              <span><xsl:value-of select="d:meta/d:author"/></span>
            </xsl:if>
            <xsl:if test="d:meta/d:symbol">
              <bdi><xsl:value-of select="d:meta/d:symbol"/></bdi>
            </xsl:if>
            <time datetime="{d:meta/d:date/@value}"><xsl:value-of select="d:meta/d:date"/></time>
          </p>
          </xsl:if>
        </footer>
        <xsl:call-template name="h:patterns"/>
      </body>
    </html>
  </xsl:template>

  <!-- ==== words, languages, anchors ==== -->

  <!-- A word of the document's language; its key where the tree lacks it, so that the lack is seen. -->
  <xsl:template name="h:word">
    <xsl:param name="key"/>
    <xsl:variable name="word" select="/d:document/d:meta/d:wording[@key = $key]"/>
    <xsl:choose>
      <xsl:when test="$word"><xsl:value-of select="$word[1]"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="$key"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- The phrase "Note {label}" and its like. -->
  <xsl:template name="h:labelled">
    <xsl:param name="key"/>
    <xsl:param name="label"/>
    <xsl:variable name="phrase" select="string(/d:document/d:meta/d:wording[@key = $key])"/>
    <xsl:value-of select="concat(substring-before($phrase, '{label}'), $label, substring-after($phrase, '{label}'))"/>
  </xsl:template>

  <!-- lang and dir. A language of another script than its surroundings gets its direction even where the tree gives none. -->
  <xsl:template match="*" mode="h:language">
    <xsl:if test="@xml:lang"><xsl:attribute name="lang"><xsl:value-of select="@xml:lang"/></xsl:attribute></xsl:if>
    <xsl:choose>
      <xsl:when test="@dir"><xsl:attribute name="dir"><xsl:value-of select="@dir"/></xsl:attribute></xsl:when>
      <xsl:when test="@xml:lang">
        <xsl:attribute name="dir">
          <xsl:choose>
            <xsl:when test="contains(' ar arc ckb dv fa he ps sd syr ug ur yi ',
                            concat(' ', substring-before(concat(@xml:lang, '-'), '-'), ' '))">rtl</xsl:when>
            <xsl:otherwise>ltr</xsl:otherwise>
          </xsl:choose>
        </xsl:attribute>
      </xsl:when>
    </xsl:choose>
  </xsl:template>

  <!-- What nearly every element carries. -->
  <xsl:template name="h:common">
    <xsl:copy-of select="@id"/>
    <xsl:if test="@xml:lang or @dir"><xsl:apply-templates select="." mode="h:language"/></xsl:if>
  </xsl:template>

  <!-- ==== masthead, cover, title ==== -->

  <!-- Draft, confidential: over everything, and seen again on every printed page. -->
  <xsl:template match="d:mark">
    <p class="mark-{@kind}" role="note"><xsl:value-of select="."/></p>
  </xsl:template>

  <xsl:template match="d:masthead">
    <header class="masthead">
      <xsl:call-template name="h:common"/>
      <p class="issuer"><xsl:apply-templates select="d:issuer/node()"/></p>
      <xsl:apply-templates select="d:symbol"/>
      <xsl:if test="d:organ or d:logo">
        <div class="organ">
          <xsl:apply-templates select="d:logo"/>
          <xsl:if test="d:organ"><p><xsl:apply-templates select="d:organ/node()"/></p></xsl:if>
        </div>
      </xsl:if>
      <xsl:if test="d:imprint">
        <div class="imprint">
          <xsl:for-each select="d:imprint/d:line"><p><xsl:apply-templates/></p></xsl:for-each>
        </div>
      </xsl:if>
      <xsl:if test="d:job"><p class="job"><bdi><xsl:value-of select="d:job"/></bdi></p></xsl:if>
    </header>
  </xsl:template>

  <xsl:template match="d:cover">
    <div class="cover">
      <xsl:apply-templates select="d:logo"/>
      <p class="issuer"><xsl:apply-templates select="d:issuer/node()"/></p>
      <xsl:apply-templates select="d:symbol"/>
      <xsl:apply-templates select="d:title"/>
      <xsl:for-each select="d:line"><p class="line"><xsl:apply-templates/></p></xsl:for-each>
    </div>
  </xsl:template>

  <xsl:template match="d:masthead/d:symbol | d:cover/d:symbol">
    <p class="symbol"><bdi><xsl:value-of select="."/></bdi></p>
  </xsl:template>

  <xsl:template match="d:logo | d:image">
    <img src="{@href}" alt="{@alt}">
      <xsl:copy-of select="@width | @title"/>
      <xsl:if test="self::d:image and not(parent::d:figure)"><xsl:attribute name="class">inline</xsl:attribute></xsl:if>
    </img>
  </xsl:template>

  <xsl:template match="d:title">
    <xsl:variable name="subtitle" select="../d:subtitle"/>
    <xsl:choose>
      <xsl:when test="$subtitle">
        <hgroup>
          <h1><xsl:call-template name="h:common"/><xsl:apply-templates/></h1>
          <p class="subtitle"><xsl:apply-templates select="$subtitle/node()"/></p>
        </hgroup>
      </xsl:when>
      <xsl:otherwise><h1><xsl:call-template name="h:common"/><xsl:apply-templates/></h1></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- ==== parts and sections ==== -->

  <!-- The link that skips title and contents leads to the first part after them, or to the only one. -->
  <xsl:template match="d:part">
    <div class="part {@region} {@master}">
      <xsl:variable name="target" select="(../d:part[not(d:title or d:cover)] | ../d:part[1][not(following-sibling::d:part)])[1]"/>
      <xsl:if test="count(. | $target) = 1">
        <xsl:attribute name="id">text</xsl:attribute>
      </xsl:if>
      <xsl:apply-templates select="." mode="h:language"/>
      <xsl:apply-templates select="d:cover | d:title"/>
      <xsl:apply-templates select="*[not(self::d:masthead or self::d:title or self::d:subtitle or self::d:cover or self::d:contents)]"/>
    </div>
    <xsl:apply-templates select="d:contents[d:entry]"/>
  </xsl:template>

  <xsl:template match="d:section">
    <xsl:variable name="level">
      <xsl:choose>
        <xsl:when test="@level"><xsl:value-of select="@level"/></xsl:when>
        <xsl:otherwise><xsl:value-of select="count(ancestor-or-self::d:section)"/></xsl:otherwise>
      </xsl:choose>
    </xsl:variable>
    <section class="level-{$level}">
      <xsl:call-template name="h:common"/>
      <xsl:variable name="heading">
        <xsl:choose>
          <xsl:when test="$level &gt;= 5">h6</xsl:when>
          <xsl:otherwise>h<xsl:value-of select="$level + 1"/></xsl:otherwise>
        </xsl:choose>
      </xsl:variable>
      <xsl:element name="{$heading}">
        <xsl:attribute name="id"><xsl:value-of select="concat(@id, '-heading')"/></xsl:attribute>
        <xsl:if test="@numbering = 'annex'"><xsl:attribute name="class">annex-head</xsl:attribute></xsl:if>
        <xsl:if test="@label"><span class="label"><xsl:value-of select="@label"/></span><xsl:text> </xsl:text></xsl:if>
        <xsl:apply-templates select="d:heading/node()"/>
      </xsl:element>
      <xsl:apply-templates select="*[not(self::d:heading)]"/>
    </section>
  </xsl:template>

  <!-- ==== contents ==== -->

  <!-- Entries are flat and carry a level; those below one stand between it and the next that is no deeper. -->

  <xsl:template match="d:contents">
    <!-- lists of tables and figures take the name of what they list -->
    <xsl:variable name="id">contents-heading<xsl:if test="@of = 'tables' or @of = 'figures'">-<xsl:value-of select="@of"/></xsl:if></xsl:variable>
    <nav aria-labelledby="{$id}">
      <xsl:attribute name="class">
        <xsl:choose><xsl:when test="@of = 'tables' or @of = 'figures'">floats</xsl:when><xsl:otherwise>contents</xsl:otherwise></xsl:choose>
      </xsl:attribute>
      <h2 id="{$id}"><xsl:value-of select="@label"/></h2>
      <ol>
        <xsl:apply-templates select="d:entry[@level = ../d:entry[1]/@level]"/>
      </ol>
    </nav>
  </xsl:template>

  <xsl:template match="d:entry">
    <li>
      <a href="#{@to}">
        <xsl:if test="@label"><span class="label"><xsl:value-of select="@label"/></span><xsl:text> </xsl:text></xsl:if>
        <xsl:apply-templates/>
      </a>
      <xsl:variable name="here" select="."/>
      <xsl:variable name="next" select="following-sibling::d:entry[@level &lt;= $here/@level][1]"/>
      <xsl:variable name="below" select="following-sibling::d:entry[not($next) or count(following-sibling::d:entry) &gt; count($next/following-sibling::d:entry)]"/>
      <xsl:if test="$below">
        <ol><xsl:apply-templates select="$below[@level = $below[1]/@level]"/></ol>
      </xsl:if>
    </li>
  </xsl:template>

  <!-- ==== notes ==== -->

  <!-- Footnotes of the running text stand together at the end, each with the way back. -->
  <xsl:template name="h:notes">
    <xsl:variable name="notes" select="d:part/descendant::d:note"/>
    <xsl:if test="$notes">
      <section class="notes" role="doc-endnotes" aria-labelledby="notes-heading">
        <h2 id="notes-heading"><xsl:call-template name="h:word"><xsl:with-param name="key" select="'notes'"/></xsl:call-template></h2>
        <ol>
          <xsl:for-each select="$notes">
            <li id="{@id}">
              <xsl:apply-templates select="." mode="h:language"/>
              <span class="marker"><xsl:value-of select="@label"/></span>
              <xsl:for-each select="d:p">
                <p>
                  <xsl:call-template name="h:common"/>
                  <xsl:apply-templates/>
                  <xsl:if test="position() = last()">
                    <xsl:text> </xsl:text>
                    <xsl:call-template name="h:back"><xsl:with-param name="note" select=".."/></xsl:call-template>
                  </xsl:if>
                </p>
              </xsl:for-each>
            </li>
          </xsl:for-each>
        </ol>
      </section>
    </xsl:if>
  </xsl:template>

  <xsl:template name="h:back">
    <xsl:param name="note"/>
    <xsl:variable name="word"><xsl:call-template name="h:word"><xsl:with-param name="key" select="'back-to-text'"/></xsl:call-template></xsl:variable>
    <a class="back" href="#{$note/@id}-mark" role="doc-backlink" aria-label="{normalize-space($word)}"></a>
  </xsl:template>
</xsl:stylesheet>
