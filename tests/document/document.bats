# From records to the resolved document tree: what a reader may see, order, status, numbers, notes, Markdown.
# tests/document/base is a small dossier; in it, words that begin with "secretword" are for some readers only and
# words that begin with "laterword" are newer than the cut-off date.
load ../harness

setup_more() {
  cp -r "$HERE/base" dossier
  mkdir dossier/images
  touch dossier/images/court.png
}

dump() { # STAGE DOCUMENT [OPTION...]: the tree in $output and in the file tree.xml
  local stage=$1
  shift
  rapporteur -C dossier build "$@" --dump="$stage" -q
  status_is 0 || return 1
  printf '%s\n' "$output" >tree.xml
}
valid() { xmllint --noout --schema "$REPO/schemas/document.xsd" tree.xml 2>&1 || fail "not valid against document.xsd"; }
words() { tr -s ' \n' ' ' <tree.xml | sed 's/<[^>]*>//g' | tr -s ' '; }
words_have() { [[ $(words) == *"$1"* ]] || fail "the document lacks: $1"; }
words_lack() { [[ $(words) != *"$1"* ]] || fail "the document has: $1"; }
path() { xmllint --xpath "$1" tree.xml 2>/dev/null; }
# The same with d: for the document namespace and v: for the view
rows() { grep -o '<row id="[^"]*"' tree.xml | cut -d'"' -f2 | tr '\n' ' '; }

@test "the hand-written tree uses the vocabulary as the schema has it" {
  xmllint --noout --schema "$REPO/schemas/document.xsd" "$HERE/sample-tree.xml"
}

@test "the wording is valid, and stylesheets and C ask for no phrase that it lacks" {
  xmllint --noout --schema "$REPO/schemas/wording.xsd" "$REPO/templates/l10n/en.xml"
  cd "$REPO"
  { grep -ohE "r:(text|phrase)\('[^']+'" templates/*/*.xsl | cut -d"'" -f2
    grep -ohE 'l10n_(words|text|nodes)\([^,]*, "[^"]+"' src/*.c | sed 's/.*"\(.*\)"/\1/'; } | sort -u >"$TMP/asked"
  grep -oE 'key="[^"]+"' templates/l10n/en.xml | cut -d'"' -f2 | sort -u >"$TMP/there"
  missing=$(comm -23 "$TMP/asked" "$TMP/there" | grep -v '^templates/' || true)
  [ -z "$missing" ] || fail "no phrase: $missing"
}

@test "every phrase is asked for somewhere" {
  cd "$REPO"
  cat templates/*/*.xsl src/*.c >"$TMP/all"
  # keys that are put together in stylesheets: concat('answer.completed-', $n)
  grep -ohE "concat\('[a-z-]+\.[a-z0-9.-]*'" templates/*/*.xsl | cut -d"'" -f2 | sort -u >"$TMP/stems"
  unused=
  while read -r key; do
    while read -r stem; do [[ $key == "$stem"* ]] && continue 2; done <"$TMP/stems"
    case $key in # keys that are put together: their stem must occur
    label.*) continue ;;
    *.section-*) # a section of a profile row, or of a row of one body: the row must have it
      [ -d templates/profiles ] || continue
      id=${key#*.section-}
      grep -qF -e "$key" -e "id=\"$id\"" -e "id=\"${id%-[A-Z]*}\"" "$TMP/all" templates/profiles/*.xml 2>/dev/null || unused="$unused $key"
      continue ;;
    label.*|language-name.*|passage.in-*|passage.status-*|position.*|progress.*|period.*|evidence.type-*|count.*|listed.position-*|group.none-*|measure.*|milestone.*|cost.*|cluster.*|recommendation.heading-*|indicator.sentence-*|consultation.form-*|consultation.stage-*|participants.*|chart.by-*|chart.head-*|matrix.*-theme|matrix.*-cluster|matrix.*-institution|matrix.*-source|matrix.*-article|matrix.*-sdg|midterm.implementation-*|midterm.elsewhere-*|*.section-*|cover.*|stage.*|mandate.*|place.*|evidence.count-*|contribution.head-*|contribution.no-*|contribution.priorities-*|contribution.proposals-*|contribution.run-in-*|follow-up.state-*|npm-contribution.announced-*|civil-society-contribution.publication-*|assessment-matrix.*|upr-submission.foot-*|*.title|*.subject|name.*|consultation.count-*|consultation.total-*) continue ;;
    esac
    grep -qF "$key" "$TMP/all" || unused="$unused $key"
  done < <(grep -oE 'key="[^"]+"' templates/l10n/en.xml | cut -d'"' -f2)
  [ -z "$unused" ] || fail "nobody asks for:$unused"
}

@test "each document of the base dossier is valid, before and after resolving" {
  for document in matrix by-institution midterm; do
    dump document "$document"; valid
    dump resolved "$document"; valid
    [ -z "$errors" ] || fail "$errors"
  done
}

@test "the resolved trees of the base dossier, word for word" {
  for document in matrix midterm; do
    dump resolved "$document"
    golden tree.xml "$HERE/base-$document.xml"
  done
}

@test "every kind and grouping is valid, with all, with no and with only treaty-body recommendations" {
  for kind in matrix upr-midterm; do
    for by in theme cluster institution source article sdg; do
      for select in '' '<select body="CAT"/>' '<select position="pending"/>'; do
        sed "s|<document id=\"matrix\" kind=\"matrix\"><group by=\"theme\"/>|<document id=\"matrix\" kind=\"$kind\">$select<group by=\"$by\"/>|" "$HERE/base/project.xml" >dossier/project.xml
        dump resolved matrix
        valid
        [ -z "$errors" ] || fail "$kind $by $select: $errors"
      done
    done
  done
}

@test "each document of the sample is valid and says where its nodes are from" {
  for document in $(grep -o '<document id="[^"]*"' "$REPO/samples/velmora/project.xml" | cut -d'"' -f2); do
    "$RAPPORTEUR" -C "$REPO/samples/velmora" build "$document" --lang en --dump=resolved -q >tree.xml
    valid
    lacking=$(xmllint --xpath 'count(//*[local-name()="row"][@id][not(@origin)] | //*[local-name()="quotation"][@verbatim][not(@origin)])' tree.xml)
    [ "$lacking" = 0 ] || fail "$lacking rows or quotations of $document have no origin"
    ! grep -q 'gap>\[' tree.xml
    ! grep -qE '>\[[a-z.-]+\]' tree.xml || fail "a phrase or slot is missing in $document"
  done
}

@test "what the public may not read is not in the view, so no template can show it" {
  for document in matrix by-institution midterm; do
    dump view "$document"
    ! grep -E 'secretword|laterword' tree.xml
  done
  ! grep -E 'ref="(hidden|intelligence)"|id="(hidden|intelligence|a-hidden|closed-source)"' tree.xml
  grep -q 'A person who agreed to be quoted' tree.xml
}

@test "a wider audience reads more, and never what is for others" {
  dump view midterm --audience government
  for word in source contact recommendation text action passage; do grep -q "secretword-$word" tree.xml; done
  for word in agency testimony withheld inner; do ! grep -q "secretword-$word" tree.xml || fail "$word"; done
  dump view midterm --audience treaty-body
  ! grep -q secretword tree.xml
  dump view midterm --audience restricted
  for word in agency testimony withheld inner passage; do grep -q "secretword-$word" tree.xml; done
  ! grep -q laterword tree.xml
}

@test "a document for some says so on its pages" {
  dump resolved midterm --audience government
  grep -q 'Not public' tree.xml
}

@test "recommendations stand in natural order, by source, each once, under their primary theme" {
  dump resolved matrix
  [ "$(rows)" = "rec-r-31 rec-r-9 rec-r-10 rec-r-10a rec-c-14b " ] || fail "$(rows)"
  words_have 'See also A/HRC/58/90, para. 136.9 and A/HRC/58/90, para. 136.10 under “Prohibition of torture and cruel, inhuman or degrading treatment” (two recommendations)'
  words_have '4 recommendations (2 supported and 1 noted): 1 partially implemented and 3 not assessed.'
  dump resolved by-institution
  [ "$(rows)" = "rec-r-9 rec-r-10a rec-r-31 rec-r-10 " ] || fail "$(rows)"
  words_have 'Without a responsible institution'
}

@test "the status is the latest of the assessor and scale named, and never that of measures" {
  dump resolved matrix
  [ "$(xmllint --xpath 'string(//*[local-name()="row"][@id="rec-r-9"]//*[local-name()="status"]/@origin)' tree.xml)" = s-2 ]
  [ "$(xmllint --xpath 'string(//*[local-name()="row"][@id="rec-r-10a"]//*[local-name()="status"]/@value)' tree.xml)" = not-assessed ]
  [ "$(xmllint --xpath 'string(//*[local-name()="row"][@id="rec-r-31"]//*[local-name()="status"]/@value)' tree.xml)" = not-assessed ]
  sed -i '/<assessment assessor/d' dossier/project.xml
  dump resolved matrix
  [ "$(xmllint --xpath 'count(//*[local-name()="row"]//*[local-name()="status"][@value!="not-assessed"])' tree.xml)" = 0 ]
  words_have 'names no assessor and no scale'
}

@test "measures are told in sentences, once, with their evidence in notes" {
  dump resolved midterm
  words_have 'The Ministry of Justice led the measure, which began in March 2024 and was completed in February 2026.'
  words_have 'The measure “Torture as an offence” serves this recommendation too and is described, with its results, under recommendation 136.9.'
  words_have 'Official Gazette No. 12/2026, article 137a. Available at https://gazette.velmora.example/12.'
  words_have 'The indicator “Complaints of ill-treatment” stood at 28 complaints in 2025, against a baseline of 40 in 2021; no target is set.'
  words_have 'Not shown: fewer than 5.'
  words_lack '99'
  words_have 'The responsible institution has still to be named.'
  words_have 'No measure is recorded'
}

@test "notes are numbered in the body and lettered in tables, each once" {
  dump resolved midterm
  labels=$(xmllint --xpath '//*[local-name()="note"]/@label' tree.xml | tr -d ' \n' | sed 's/label=//g')
  [ "$labels" = '"1""2""3""4"' ] || fail "$labels"
  dump resolved matrix
  [ "$(xmllint --xpath 'string(//*[local-name()="table"][@id="t-matrix"]/*[local-name()="notes"]/*/@id)' tree.xml)" = note-t-matrix-a ]
  [ "$(xmllint --xpath 'count(//*[local-name()="table"]//*[local-name()="note"])' tree.xml)" = 0 ]
}

@test "paragraphs run through the body and start again in the annex" {
  dump resolved midterm
  numbers=$(xmllint --xpath '//*[local-name()="p"][@numbered]/@id' tree.xml | grep -o '"[^"]*"' | tr -d '"')
  body=$(grep -c '^para-' <<<"$numbers")
  [ "$(grep '^para-' <<<"$numbers" | tail -1)" = "para-$body" ]
  grep -qx 'annex-para-1' <<<"$numbers"
}

@test "Markdown becomes the document vocabulary" {
  while IFS= read -r f; do
    cp "$f" dossier/narrative/introduction.md
    rapporteur -C dossier build midterm --dump=view -q
    if [ -e "${f%.md}.err" ] || [ -z "$output" ]; then
      cp .stderr actual
      golden actual "${f%.md}.err"
      status_is 1
    else
      status_is 0
      [ -z "$errors" ] || fail "${f##*/}: $errors"
      printf '%s\n' "$output" | sed -n '/<narrative /,/<\/narrative>/p' >actual
      golden actual "${f%.md}.xml"
    fi
  done < <(cases "$HERE"/markdown/*.md)
}

@test "Markdown inside a record: the fault is shown at its line and column in the record file" {
  cat >dossier/records/more.xml <<'X'
<?xml version="1.0" encoding="UTF-8"?>
<records xmlns="urn:rapporteur:records" version="1">
  <action id="a-more" type="law">
    <about ref="r-9"/>
    <title xml:lang="en">More</title>
    <text xml:lang="en">
      The first paragraph is fine.

      The second names [](rec:r-99), which nobody knows,
      and ends with &lt;b&gt;HTML&lt;/b&gt;.
    </text>
  </action>
</records>
X
  rapporteur -C dossier build midterm
  status_is 1
  errors_has 'records/more.xml:9:27: error'
  errors_has 'there is no recommendation with the id "r-99"'
  errors_has 'records/more.xml:10:21: error'
  errors_has '<b>'
}

@test "a stylesheet reaches neither records, nor files, nor the network" {
  mkdir -p dossier/templates/kinds
  for uri in missing.xml rapporteur:/records/all.xml rapporteur:/project.xml all.xml ../../records/all.xml file:///etc/hostname /etc/hostname http://localhost/x; do
    printf '%s\n' '<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">' \
      "<xsl:template match='/'><x><xsl:copy-of select=\"document('$uri')\"/></x></xsl:template></xsl:stylesheet>" >dossier/templates/kinds/matrix.xsl
    rapporteur -C dossier build matrix --dump=document -q --trust-stylesheets
    status_is 1 || fail "$uri could be read"
    output_lacks secretword
  done
}

@test "a stylesheet's faults are shown at its file and line; only trusted ones run" {
  mkdir -p dossier/templates/kinds
  sed 's/<xsl:call-template name="t:status-method"\/>/<xsl:value-of select="document('"'file:\/\/\/etc\/passwd'"')"\/>/' "$REPO/templates/kinds/matrix.xsl" >dossier/templates/kinds/matrix.xsl
  rapporteur -C dossier build matrix --dump=document -q
  status_is 0
  rapporteur -C dossier build matrix --dump=document -q --trust-stylesheets
  status_is 1
  errors_has 'templates/kinds/matrix.xsl:'
  sed 's/select="true()"/select="true("/; s/xsl:choose/xsl:chose/g' "$REPO/templates/kinds/matrix.xsl" >dossier/templates/kinds/matrix.xsl
  rapporteur -C dossier build matrix --dump=document -q --trust-stylesheets
  status_is 1
  errors_has 'matrix.xsl:'
  printf '%s\n' '<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">' \
    '<xsl:template match="/"><xsl:message terminate="yes">not <xsl:value-of select="1 + 1"/> but three</xsl:message></xsl:template></xsl:stylesheet>' >dossier/templates/kinds/matrix.xsl
  rapporteur -C dossier build matrix --dump=document -q --trust-stylesheets
  status_is 1
  errors_has 'not 2 but three'
}

@test "marks, line numbers, endnotes and the job number: from project.xml into the tree" {
  sed -i 's|<document id="matrix" kind="matrix">|<document id="matrix" kind="matrix" marks="draft confidential" line-numbers="yes" notes="end" job="GE.26-07475(E)">|' dossier/project.xml
  dump resolved matrix
  valid
  [ "$(path 'string(/*/@line-numbers)') $(path 'string(/*/@notes)')" = "yes end" ] || fail "$(head -3 tree.xml)"
  [ "$(path 'string(//*[local-name()="mark"][@kind="draft"])')" = Draft ] || fail "no draft mark"
  [ "$(path 'string(//*[local-name()="mark"][@kind="confidential"])')" = Confidential ] || fail "no banner"
  [ "$(path 'count(//*[local-name()="imprint"]/*[.="Draft" or .="Confidential"])')" = 2 ] || fail "the masthead does not say so"
  [ "$(path 'string(//*[local-name()="masthead"]/*[local-name()="job"])')" = "GE.26-07475(E)" ] || fail "no job number"
}

@test "lists of tables and of figures: every numbered one, with its caption" {
  mkdir -p dossier/templates/kinds
  sed 's|<contents depth="2"[^>]*>|&<contents depth="1" of="tables" label="Tables"/><contents depth="1" of="figures" label="Figures"/>|' \
    "$REPO/templates/kinds/upr-midterm.xsl" >dossier/templates/kinds/upr-midterm.xsl
  dump resolved midterm --trust-stylesheets
  valid
  for name in table figure; do
    entries=$(path "//*[local-name()='contents'][@of='${name}s']/*/@to" | grep -o '"[^"]*"' | tr '\n' ' ')
    numbered=$(path "//*[local-name()='$name'][@label]/@id" | grep -o '"[^"]*"' | tr '\n' ' ')
    [ -n "$entries" ] && [ "$entries" = "$numbered" ] || fail "$name: $entries are not $numbered"
  done
}
