# What national institutions, preventive mechanisms and civil society submit, statements, matrices of assessments and the
# grown mid-term report: for each kind the sections, in order, against its row of the reference (sections 1.2 to 1.5, 2.4 to
# 2.8 and 6.2), written here by hand with the kinds of record that must fill each; then what is particular to a kind.
load ../harness

setup_more() {
  cp -r "$REPO/samples/velmora" dossier
  rm -rf dossier/out
}

dump() { # DOCUMENT: its resolved tree in tree.xml
  rapporteur -C dossier build "$1" --lang en --dump=resolved -q
  status_is 0 || return 1
  printf '%s\n' "$output" >tree.xml
  xmllint --noout --schema "$REPO/schemas/document.xsd" tree.xml 2>valid || fail "$(cat valid)"
}
words() { tr -s ' \n' ' ' <tree.xml | sed 's/<[^>]*>//g' | tr -s ' '; }
words_have() { [[ $(words) == *"$1"* ]] || fail "the document lacks: $1"; }
words_lack() { [[ $(words) != *"$1"* ]] || fail "the document has: $1"; }
count() { xmllint --xpath "count($(sed 's/\bd:\([a-z]*\)/*[local-name()="\1"]/g' <<<"$1"))" tree.xml; }
edit() { # DOCUMENT SED-SCRIPT: changes that document in project.xml
  sed -i "/<document id=\"$1\"/,/<\/document>/{$2}" dossier/project.xml
}

# sections TABLE…: each argument is "section: types that must be there"; the sections are these, in this order, no other
sections() {
  "$HERE/sections.pl" tree.xml dossier/records >found
  diff -u <(printf '%s\n' "$@" | cut -d: -f1) <(grep -v '^ ' found | cut -d: -f1) >difference || fail "other sections than the reference has:" "$(cat difference)"
  local line section type types
  for line in "$@"; do
    section=${line%%:*} types=$(grep "^$section: " found)
    for type in ${line#*:}; do
      [[ " ${types#*: } " == *" $type "* ]] || fail "$section: nothing in it comes from a record of the type $type (found: ${types#*: })"
    done
  done
}
no_gap() { ! grep -q ' gap' found || fail "something is missing: $(grep ' gap' found)"; }

# ---- 2.8 and 1.4: national institution ----

@test "nhri-contribution before a list of issues: 2.8, questions" {
  for stage in loipr loi; do
    edit nhri-cat "s/stage=\"loi[pr]*\"/stage=\"$stage\"/"
    dump nhri-cat
    sections 'sec-institution: institution' \
      'sec-method: narrative' \
      'sec-summary: narrative issue' \
      'sec-previous-recommendations: recommendation assessment evidence' \
      'sec-issues: issue evidence' \
      'sec-developments: issue' \
      'sec-proposed-questions: issue' \
      'sec-annexes: evidence'
    no_gap
    words_have 'Proposed question:'
    words_lack 'Recommendation:'
  done
}

@test "nhri-contribution before the review: 2.8, recommendations in place of questions" {
  edit nhri-cat 's/stage="loipr"/stage="review"/'
  dump nhri-cat
  sections 'sec-institution: institution' 'sec-method: narrative' 'sec-summary: narrative issue' \
    'sec-previous-recommendations: recommendation assessment evidence' 'sec-issues: issue evidence' \
    'sec-developments: issue' 'sec-proposed-recommendations: issue' 'sec-annexes: evidence'
  no_gap
  words_have 'Recommendation:'
  words_lack 'Proposed question:'
}

@test "nhri-contribution in follow-up: 2.7, each selected paragraph with its own grade" {
  dump nhri-cat-follow-up
  sections 'sec-introduction: narrative source obligation' \
    'sec-paragraphs: recommendation action evidence issue assessment' \
    'sec-other-recommendations: recommendation assessment' \
    'sec-annexes: evidence'
  no_gap
  [ "$(count '//d:section[@id="sec-paragraphs"]/d:section')" = 3 ]
  for id in cat3-13-c cat3-17-b cat3-23; do
    [ "$(count "//d:section[@id='rec-$id']/d:quotation[@verbatim]")" = 1 ] || fail "$id is not quoted"
    [ "$(count "//d:section[@id='rec-$id']/d:p[contains(@origin,'as-nt-cat')]/d:strong")" = 1 ] || fail "$id has no grade"
  done
}

@test "the cover has the fields of the row; the status never stands without its date" {
  dump nhri-cat
  for words in 'Accredited with A status (March 2023)' 'State concerned Republic of Velmora' 'Submitted to Committee against Torture' \
    'Eighty-seventh session, 2–27 November 2026' 'Stage Contribution to the list of issues prior to reporting' \
    'Publication Public' 'Language English' 'Date 30 June 2026' 'Judged by the rules for'; do
    [[ $(xmllint --xpath '//*[local-name()="part"][@region="front"]' tree.xml | sed 's/<[^>]*>/ /g' | tr -s ' \n' '  ') == *"$words"* ]] || fail "the cover lacks: $words"
  done
  sed -i '/<accreditation /d' dossier/records/institutions.xml
  dump nhri-cat
  words_lack 'A status'
  words_have 'The accreditation status and its date have still to be entered.'
  [ "$(count '//d:fact[d:term="Accreditation"]/d:value/d:gap')" = 1 ]
}

@test "what is confidential says so on the first page, and the row is printed only where asked" {
  edit npm-cat 's/stage="loipr"/stage="loipr" marks="confidential"/'
  dump npm-cat
  [ "$(count '//d:part[1][@region="front"]/d:cover/d:line/d:strong[.="Confidential"]')" = 1 ]
  words_have 'Confidential; not for publication'
  words_lack 'Judged by'
}

@test "issues stand in the order of their priority, each with facts, sources and one proposal" {
  dump nhri-cat
  xmllint --xpath '//*[local-name()="section"][starts-with(@id,"issue-")]/@id' tree.xml | grep -o 'issue-[^"]*' | sed 's/issue-//' >order
  [ "$(wc -l <order)" -eq 14 ]
  last=0
  while read -r id; do
    priority=$(cat dossier/records/*.xml | grep -o "<issue id=\"$id\"[^>]*" | grep -o 'priority="[0-9]"' | tr -dc 0-9)
    [ "$priority" -ge "$last" ] || fail "$id (priority $priority) stands behind one of priority $last"
    last=$priority
    [ "$(count "//d:section[@id='issue-$id']/d:p[d:strong='Proposed question:']")" = 1 ] || fail "$id has no question"
    [ "$(count "//d:section[@id='issue-$id']//d:note | //d:section[@id='issue-$id']//d:noteref")" -ge 1 ] || fail "$id has no source"
  done <order
}

@test "of another submitter, of another treaty: their issues stay away" {
  dump nhri-cat
  ! grep -q 'id="issue-iss-\(npm\|ff\|fs\|hrc\)' tree.xml
  ! grep -q 'issue-iss-uplands-care' tree.xml || fail "an issue under another convention"
  dump npm-cat
  ! grep -q 'id="issue-iss-cat' tree.xml
}

# ---- preventive mechanism ----

@test "npm-contribution: mandate under the Optional Protocol, places visited, findings, duties towards it" {
  dump npm-cat
  sections 'sec-institution: institution treaty' \
    'sec-method: narrative' \
    'sec-summary: narrative issue' \
    'sec-visits: evidence' \
    'sec-previous-recommendations: recommendation assessment evidence' \
    'sec-issues: issue evidence' \
    'sec-opcat: issue evidence' \
    'sec-developments: issue' \
    'sec-proposed-questions: issue' \
    'sec-annexes: evidence'
  words_have 'ratified the Optional Protocol on 30 September 2013 and designated the mechanism on 24 June 2014'
  visits=$(cat dossier/records/*.xml | grep -c '<visit ')
  [ "$(count '//d:table[@id="t-visits"]//d:group/d:row')" -eq "$visits" ] || fail "not all $visits visits"
  persons=$(cat dossier/records/*.xml | grep -o 'interviews="[0-9]*"' | tr -dc '0-9\n' | awk '{ n += $1 } END { print n }')
  words_have "spoke in private with $persons persons"
  [ "$(count '//d:section[@id="sec-opcat"]/d:section')" = 3 ]
}

@test "npm-contribution in the other stages" {
  for stage in loi review; do
    edit npm-cat "s/stage=\"[a-z]*\"/stage=\"$stage\"/"
    dump npm-cat
    [ "$(count '//d:section[@id="sec-visits"]')" = 1 ]
  done
  edit npm-cat 's/stage="review"/stage="follow-up" answers="cat-co-3"/'
  dump npm-cat
  "$HERE/sections.pl" tree.xml dossier/records >found
  [ "$(grep -v '^ ' found | cut -d: -f1 | tr '\n' ' ')" = 'sec-introduction sec-paragraphs sec-annexes ' ] || fail "$(cat found)"
}

# ---- civil society ----

@test "civil-society-contribution: who, how, consent to publication, summary, issues" {
  dump firefly-crc
  sections 'sec-submitters: submitter' \
    'sec-method: narrative' \
    'sec-summary: narrative issue' \
    'sec-previous-recommendations: recommendation assessment' \
    'sec-issues: issue evidence' \
    'sec-developments: issue' \
    'sec-proposed-recommendations: issue' \
    'sec-annexes: evidence'
  no_gap
  words_have 'Firefly, Network for the Rights of the Child consents to the publication'
  words_have 'Individual submission'
  edit firefly-crc 's/stage="review"/stage="review" marks="confidential"/'
  dump firefly-crc
  words_have 'does not consent to the publication'
}

@test "a joint contribution names all who submit it, on the cover and in the text" {
  edit firefly-crc 's|<submitter ref="sub-firefly"/>|<submitter ref="sub-firefly"/><submitter ref="sub-threshold"/><submitter ref="sub-own-key"/>|'
  dump firefly-crc
  for name in 'Firefly, Network for the Rights of the Child' 'Threshold, Association of Women’s Shelters' 'Own Key, Union of Persons with Disabilities'; do
    [ "$(count "//d:part[@region='front']//d:fact/d:value[contains(., '$name')]")" -ge 1 ] || fail "the cover lacks $name"
    [ "$(count "//d:section[@id='sec-submitters']//d:item[contains(., '$name')]")" = 1 ] || fail "the text lacks $name"
  done
  words_have 'Joint submission of three organizations'
  [ "$(xmllint --xpath 'string(//*[local-name()="meta"]/*[local-name()="author"])' tree.xml)" = 'Firefly, Network for the Rights of the Child, Threshold, Association of Women’s Shelters and Own Key, Union of Persons with Disabilities' ]
  words_have 'All submitting organizations consent to the publication'
}

# ---- 2.5: stakeholder submission ----

@test "upr-submission: 2.5 in order, joint, with the matrix of OHCHR as annex" {
  dump upr-four-shores
  sections 'sec-submitter: submitter' \
    'sec-summary: narrative issue' \
    'sec-previous-recommendations: recommendation' \
    'sec-developments: narrative issue' \
    'sec-themes: issue evidence' \
    'sec-matrix: recommendation assessment'
  no_gap
  for name in 'Open Door Velmora' 'Threshold, Association' 'Own Key, Union' 'Salt and Reed'; do
    [ "$(count "//d:section[@id='sec-submitter']//d:item[contains(., '$name')]")" = 1 ] || fail "$name is not named"
  done
  [ "$(count '//d:p[@numbered="yes"][not(@label)]')" = 0 ]
}

@test "the matrix of OHCHR: each recommendation once, by theme, four columns, its foot below it" {
  dump upr-four-shores
  grep -o '<recommendation id="upr4-136[^"]*"' dossier/records/upr.xml | cut -d'"' -f2 | sort >wanted
  xmllint --xpath '//*[local-name()="table"][@id="t-matrix"]//*[local-name()="row"][@role="data"]/@id' tree.xml | grep -o 'rec-[^"]*' | sed 's/rec-//' | sort >there
  diff wanted there >&2
  [ "$(count '//d:table[@id="t-matrix"]/d:head/d:row/d:cell')" = 4 ]
  [ "$(xmllint --xpath '//*[local-name()="table"][@id="t-matrix"]/*[local-name()="head"]' tree.xml | sed 's/<[^>]*>/|/g' | tr -s '|\n ' '| ')" = '|Recommendation|Position|Full list of themes|Assessment and comments on the level of implementation|' ] ||
    [ "$(count '//d:table[@id="t-matrix"]/d:head/d:row/d:cell[2][normalize-space(.)="Position"]')" = 1 ]
  [ "$(count '//d:row[@role="data"]/following-sibling::d:row[1][@role="foot"]')" -eq "$(wc -l <wanted)" ]
  words_have 'Source of position: A/HRC/58/90/Add.1, para. 23'
  words_have 'Affected persons: Children'
}

@test "a single submission of the institution has its status, and its words are those of one" {
  edit upr-four-shores 's|<submitter ref="sub-[a-z-]*"/>||; s|<session cycle="5">|<submitter ref="public-defender"/><session cycle="5">|; s|assessor="sub-four-shores" scale="full-partial-none"|assessor="public-defender" scale="implementation"|'
  dump upr-four-shores
  words_have 'Accredited with A status (March 2023)'
  words_have 'Individual submission'
  rapporteur -C dossier build upr-four-shores --lang en --dump=view -q
  output_has 'id="upr-submission-single"'
}

# ---- statements ----

@test "nhri-statement: introduction, concerns, recommendations, unnumbered" {
  dump nhri-statement
  sections 'sec-introduction: institution narrative' 'sec-concerns: issue evidence' 'sec-recommendations: issue'
  no_gap
  [ "$(count '//d:p[@numbered="yes"]')" = 0 ]
  [ "$(count '//d:section[@id="sec-recommendations"]//d:item')" = 4 ]
}

@test "oral-statement: what people wrote is the speech; each mark stands behind the last word of its minute" {
  dump nhri-oral
  sections 'sec-opening: narrative' 'sec-priorities: narrative' 'sec-recommendations: narrative' 'sec-closing: narrative'
  perl -Mutf8 -CSD -0ne 'my ($body) = m{<part region="body".*?>(.*)</part>}s; $body =~ s{<heading>.*?</heading>}{}sg; $body =~ s{</p>}{ }g; $body =~ s/<[^>]*>//g; my $n = 0;
    for my $w (split " ", $body) { next unless $w =~ /[\p{L}\p{N}]/; $n++; print "$1 $n\n" if $w =~ /\|(\d+)′\|/ }
    print "total $n\n"' tree.xml >marks
  [ "$(sed -n 1p marks)" = '1 125' ] || fail "$(cat marks)"
  total=$(sed -n 's/total //p' marks)
  words_have "The speech has $total words"
  words_have 'It fits into the slot of 2 minutes'
  edit nhri-oral 's/minutes="2"/minutes="1"/'
  dump nhri-oral
  words_have "It does not fit into the slot of 1 minute: $((total - 125)) words must go."
  [ "$(count '//d:p[@role="lead"]/d:gap')" = 1 ]
}

@test "oral-statement without a speech is drafted from issues, the institution and its status" {
  edit nhri-oral '/<narrative /d'
  dump nhri-oral
  sections 'sec-opening: institution' 'sec-priorities: issue' 'sec-recommendations: issue'
  words_have 'which is accredited with A status'
}

# ---- 6.2: matrices ----

@test "assessment-matrix: two assessors beside each other, and figures that agree with the records" {
  dump upr-assessments
  sections 'sec-introduction: narrative source' 'sec-overview: assessment' 'sec-assessments: recommendation assessment evidence'
  no_gap
  [ "$(count '//d:table[@id="t-assessments"]//d:row[@role="data"]')" -eq "$(grep -c '<recommendation id="upr4-136' dossier/records/upr.xml)" ]
  # the same numbers, counted from the records without the program
  perl -CSD -0ne 'while (m{<assessment id="[^"]*" assessor="(nmirf|public-defender)" scale="implementation" value="([^"]*)"[^>]*>\s*<about ref="(upr4-136[^"]*)"}g) { $v{$3}{$1} = $2 }
    END { my %o = (implemented => 0, partial => 1, "in-progress" => 2, "not-started" => 3);
      for my $r (keys %v) { my ($s, $d) = @{$v{$r}}{qw(nmirf public-defender)}; next unless $s && $d; $both++;
        if ($s eq $d) { $same++ } elsif (!exists $o{$s} || !exists $o{$d}) { $none++ } elsif ($o{$d} > $o{$s}) { $less++ } else { $more++ } }
      printf "%d %d %d %d %d\n", $both, $same, $less, $more, $none }' dossier/records/assessments-state.xml dossier/records/assessments-nhri-upr.xml >numbers
  [ "$(cat numbers)" = '25 8 16 0 1' ] || fail "the sample has changed: $(cat numbers)"
  words_have 'have both pronounced on 25 recommendations. Of these, eight are judged alike, in 16 the Office of the Public Defender of Velmora sees less progress and one cannot be compared.'
  [ "$(xmllint --xpath 'string(//*[local-name()="table"][@id="t-agreement"]//*[local-name()="row"][@role="total"]/*[last()])' tree.xml | tr -d ' \n')" = 25 ]
}

@test "assessment-matrix: three assessors, different scales, and one alone" {
  edit upr-assessments 's|<status assessor="public-defender" scale="implementation"/>|<status assessor="sub-four-shores" scale="full-partial-none"/><status assessor="public-defender" scale="implementation"/>|'
  dump upr-assessments
  [ "$(count '//d:table[@id="t-assessments"]/d:head/d:row/d:cell')" = 6 ]
  words_have 'Different scales'
  edit upr-assessments 's|<status assessor="sub-four-shores"[^>]*>||; s|<status assessor="public-defender"[^>]*>||'
  dump upr-assessments
  words_have 'names only one assessor'
}

@test "matrix by source, article and target: each recommendation once, in the order of the group" {
  for by in source article sdg; do
    edit cat-matrix "s/<group by=\"[a-z]*\"/<group by=\"$by\"/"
    dump cat-matrix
    xmllint --xpath '//*[local-name()="table"][@id="t-matrix"]//*[local-name()="row"][@role="data"]/@id' tree.xml | grep -o 'rec-[^"]*' >there
    [ "$(sort -u there | wc -l)" -eq "$(wc -l <there)" ] || fail "$by: one stands twice"
    grep -l 'article treaty="CAT"' dossier/records/{cat,upr,regional}.xml >/dev/null
    [ "$(wc -l <there)" -eq "$(cat dossier/records/*.xml | perl -0ne '$n++ while m{<recommendation [^>]*>(?:(?!</recommendation>).)*<article treaty="CAT"}sg; END { print $n }')" ] || fail "$by: $(wc -l <there) rows"
  done
  edit cat-matrix 's/<group by="sdg"/<group by="article"/'
  dump cat-matrix
  xmllint --xpath '//*[local-name()="group"]/@id' tree.xml | grep -o 'CAT-[0-9]*' | grep -o '[0-9]*' >articles
  sort -n articles | diff - articles >&2
  words_have 'CAT, article 3: non-refoulement'
}

# ---- 2.6: mid-term report ----

@test "upr-midterm: 2.6 in order, with positions and pledges" {
  dump midterm
  sections 'sec-introduction: narrative source' \
    'sec-method: narrative consultation' \
    'sec-overview: narrative' \
    'sec-implementation: recommendation action evidence indicator assessment' \
    'sec-positions-changed: recommendation narrative' \
    'sec-pledges: recommendation action assessment' \
    'sec-capacity: action' \
    'sec-next-steps: action' \
    'sec-matrix: recommendation action'
  for id in 26 27 28; do [ "$(count "//d:quotation[@id='pledge-upr4-pledge-$id']")" = 1 ] || fail "pledge $id"; done
  words_have 'Velmora has changed none of its positions'
  words_have 'It stands by its positions on'
}

@test "a changed position stands with the one before it" {
  perl -0pi -e 's|(<recommendation id="upr4-136-122".*?)<position value="noted" source="wg-addendum" paragraph="23">(.*?</position>)|$1<position value="supported" date="2026-05-20">$2<earlier-position value="noted" source="wg-addendum" paragraph="23"/>|s' dossier/records/upr.xml
  dump midterm
  words_have 'has changed its position on one recommendation'
  [ "$(count '//d:table[@id="t-positions"]//d:group/d:row[@origin="upr4-136-122"]')" = 1 ]
  words_have 'Supported, 20 May 2026'
}

@test "a theme that is nobody's first one is named, in its chapter or at the end" {
  dump midterm
  cat dossier/records/upr.xml | perl -0ne 'while (m{<recommendation id="upr4-136.*?</recommendation>}sg) { my @t = $& =~ /<theme ref="([^"]*)"/g; $p{$t[0]} = 1; $a{$_} = 1 for @t } END { print "$_\n" for grep { !$p{$_} } sort keys %a }' >secondary
  [ -s secondary ]
  while read -r theme; do
    grep -q "\"theme-$theme\"\|origin=\"$theme\"" tree.xml || fail "nothing tells where the recommendations on $theme stand"
  done <secondary
}

# ---- all of them ----

@test "an empty dossier: required sections stand there as marked gaps, and nothing is made up" {
  (cd dossier/records && ls | grep -vxE '(sources.*|institutions|submitters|upr|cat|ccpr|cerd|cedaw|crpd|regional|special-procedure|treaties)\.xml' | xargs rm)
  perl -0pi -e 's{<document id="(?!nhri-|npm-|firefly|upr-four|upr-assess).*?</document>\s*}{}sg; s/<narrative [^>]*>//g' dossier/project.xml
  sed -i 's/assessor="\(npm\|sub-firefly\|sub-four-shores\)"/assessor="public-defender"/; s/scale="full-partial-none"/scale="implementation"/; s/<submitter ref="\(npm\|sub-firefly\|sub-salt-reed\)"\/>/<submitter ref="public-defender"\/>/' dossier/project.xml
  for document in nhri-cat nhri-cat-follow-up npm-cat firefly-crc upr-four-shores nhri-statement nhri-oral upr-assessments; do
    dump "$document"
    [ "$(count '//d:gap')" -gt 0 ] || fail "$document hides what is missing"
    ! grep -qE '>\[[a-z.-]+\]' tree.xml || fail "a phrase or slot is missing in $document"
  done
}

@test "headings of one level are never alone" {
  for document in nhri-cat nhri-cat-follow-up npm-cat firefly-crc upr-four-shores nhri-statement upr-assessments; do
    dump "$document"
    lone=$(xmllint --xpath '//*[local-name()="section"][@numbering="auto"][count(*[local-name()="section"]) = 1]/@id' tree.xml 2>/dev/null || true)
    [ -z "$lone" ] || fail "$document: a lone sub-heading in $lone"
  done
}
