# What check finds by making the documents and by reading prose against the records: the eight faults that a reporting desk
# plants without knowing, each with its place, code and hint; and nothing on a sound dossier.
load ../harness

setup_more() {
  cp -r "$REPO/tests/document/base" dossier
  mkdir dossier/images
  touch dossier/images/court.png
}
# finds CODE WORDS…: check ends well, with a warning of this code and these words
finds() {
  rapporteur -C dossier check -q --limit 0
  status_is 0
  errors_has "[$1]"
  shift
  for words; do errors_has "$words"; done
}
narrative() { printf '%b\n' "$1" >dossier/narrative/introduction.md; }
record() { printf '<records xmlns="urn:rapporteur:records" version="1">\n%s\n</records>\n' "$1" >dossier/records/added.xml; }
document() { sed -i "s|  </documents>|$1</documents>|" dossier/project.xml; }

@test "the sample has none of them" {
  rapporteur -C "$REPO/samples/velmora" check -q
  status_is 0
  [ -z "$errors" ] || fail "$errors"
}

@test "1 evidence that no document cites" {
  narrative 'Words.[](evidence:e-law) [](evidence:e-open-testimony)'
  rapporteur -C dossier check -q; errors_lacks R348
  record '<question id="q-1"><from source="cat-co" number="1"/><text xml:lang="en">Please report.</text></question>
<evidence id="e-new" type="report" by="nhri" date="2026-01-01" reliability="high" consent="not-needed"><about ref="q-1"/><statement xml:lang="en">Nobody reads this.</statement></evidence>'
  finds R348 "records/added.xml:3:1: warning: evidence e-new: no document cites this evidence" "hint: link it where it proves something: [](evidence:e-new)"
  narrative 'Words.[](evidence:e-law) [](evidence:e-open-testimony) [](evidence:e-new)'
  rapporteur -C dossier check -q; errors_lacks R348
}

@test "2 a noted recommendation of which nobody says a word" {
  record '<recommendation id="r-50" kind="recommendation"><from source="report" number="136.50"/><text xml:lang="en">Abolish it</text><position value="noted"/></recommendation>'
  finds R345 'records/added.xml:2:' 'warning: recommendation r-50: this recommendation was noted, and nothing is said about it' 'hint: say why, in a <comment> of its <position>'
  sed -i 's|<position value="noted"/>|<position value="noted"><comment xml:lang="en">The Constitution forbids it.</comment></position>|' dossier/records/added.xml
  rapporteur -C dossier check -q; errors_lacks 'r-50'
}

@test "3 a paragraph that the source does not have: linked or typed, by number, letter or far behind the last" {
  { echo '<records xmlns="urn:rapporteur:records" version="1">'
    for n in 10 12 15; do for part in a c; do echo "<recommendation id=\"cat-$n-$part\" kind=\"concern\"><from source=\"cat-co\" number=\"$n ($part)\" paragraph=\"$n\" part=\"$part\"/><text xml:lang=\"en\">T</text></recommendation>"; done; done
    for n in 1 2 3 4 5; do echo "<recommendation id=\"r-2$n\" kind=\"recommendation\"><from source=\"report\" number=\"136.2$n\"/><text xml:lang=\"en\">T</text></recommendation>"; done
    echo '</records>'; } >dossier/records/added.xml
  narrative 'See [](doc:CAT/C/XVM/CO/3#10(a)), [](doc:CAT/C/XVM/CO/3#17), [](doc:A/HRC/58/90#136.9) and CAT/C/XVM/CO/3, paras. 10 (a) and 12 (c).'
  rapporteur -C dossier check -q; errors_lacks R340
  narrative 'See [](doc:CAT/C/XVM/CO/3#10(b)) and\nCAT/C/XVM/CO/3, paras. 12 (a) and 12 (f), [](doc:A/HRC/58/90#163.9), [](doc:CAT/C/XVM/CO/3#99).'
  finds R340 'narrative/introduction.md:1:8: warning: CAT/C/XVM/CO/3 has no paragraph 10(b)' \
    'narrative/introduction.md:2:24: warning: CAT/C/XVM/CO/3 has no paragraph 12 (f)' 'A/HRC/58/90 has no paragraph 163.9' \
    'CAT/C/XVM/CO/3 has no paragraph 99 that the records know: its last paragraph with a recommendation is 15'
}

@test "4 two numbers for one indicator: near a link to it, or its title" {
  narrative '[Complaints of ill-treatment](indicator:i-complaints) fell from 40 complaints in 2021 to 28 complaints, 12 complaints fewer. In 2025 there were 300 prisoners.'
  rapporteur -C dossier check -q; errors_lacks R341
  narrative 'Some words.\n\nIn 2025 [the number](indicator:i-complaints) was\n27 complaints. Another 55 complaints were of other things.'
  finds R341 'narrative/introduction.md:4:1: warning: the sentence says 27 complaints, the indicator i-complaints does not' 'hint: it has 31 (2024), 28 (2025)'
  [ "$(grep -c 'warning:.*R341' .stderr)" = 1 ] || fail "$errors"
  narrative 'The complaints of ill-treatment came to 29 complaints in the year.'
  finds R341 'narrative/introduction.md:1:41' '29 complaints'
}

@test "5 a required section that is missing or still to be written" {
  printf '' >dossier/narrative/introduction.md
  sed -i '/<narrative/d' dossier/project.xml
  document '<document id="cat" kind="state-report" body="CAT"><select body="CAT"/><report number="4" type="periodic"/></document>'
  finds R343 'project.xml:' 'warning: document cat: the required section "'
}

@test "5 a required section without the narrative that it is written in" {
  cp -r "$REPO/samples/velmora" velmora
  sed -i '/<narrative section="method" file="narrative.method.md"/d' velmora/project.xml
  rapporteur -C velmora check -q
  status_is 0
  errors_has 'warning: document midterm: the required section "method" is not complete [R343]'
}

@test "6 a heading alone in its section" {
  narrative '# One\n\nWords.\n\n## Alone here\n\nWords.\n\n# Two\n\nWords.'
  finds R342 'narrative/introduction.md:5: warning: document midterm: the heading "Alone here" is alone in its section' 'hint: add a second one beside it, or take it out: an A needs a B'
  narrative '# One\n\n## First\n\nWords.\n\n## Second\n\nWords.\n\n# Two\n\nWords.'
  rapporteur -C dossier check -q; errors_lacks R342
}

@test "7 endnotes in a report to the Human Rights Committee" {
  document '<document id="ccpr" kind="state-report" body="CCPR" notes="end"><report number="4" type="periodic"/></document>'
  finds R344 'warning: document ccpr: the row "ccpr-periodic-report" wants footnotes, and the document has endnotes' 'hint: take notes="end" out'
}

@test "8 a row of limits that is out of date" {
  mkdir -p dossier/profiles
  cat >dossier/profiles/own.xml <<'X'
<profiles xmlns="urn:rapporteur:profile" version="1" good-for="5">
  <profile id="own-ccpr" kind="state-report" body="CCPR" based-on="ccpr-periodic-report" source="A note of 2015" as-of="2015-01-01" confidence="old">
    <limit words="9000" severity="hard" source="A note of 2015" as-of="2015-01-01" confidence="old"/>
  </profile>
</profiles>
X
  document '<document id="ccpr" kind="state-report" body="CCPR" profile="own-ccpr"><report number="4" type="periodic"/></document>'
  finds R324 'the limit in the row "own-ccpr" is of 2015-01-01, more than 5 years before 2026-06-30'
}

@test "pages cited, percentages, dates and abbreviations against the style of the United Nations; code and addresses are left alone" {
  narrative 'See A/HRC/58/90, p. 12. On May 4th, 2022 some 12% (U.N.) and on 4th of May.\n\n`12%` and <https://example.org/a%20b/12%25> and 5 per cent on 4 May 2022 are well.'
  finds R346 'narrative/introduction.md:1:5: warning: a page is cited: A/HRC/58/90, p. 12'
  errors_has '1:28: warning: "May 4th, 2022" is not the style'
  errors_has '1:47: warning: "12%" is not the style'
  errors_has '"U.N."'
  errors_has '"4th of May"'
  ! grep -q 'introduction.md:3' .stderr || fail "$errors"
}

@test "a confidential document for the public" {
  sed -i 's|<document id="midterm" kind="upr-midterm"|& marks="confidential"|' dossier/project.xml
  finds R349 'warning: document midterm: the document is confidential and for the public'
}

@test "--records-only leaves the documents out; each code is explained" {
  narrative '# One\n\nWords.\n\n## Alone here\n\nWords.\n\n# Two\n\nWords.'
  rapporteur -C dossier check -q --records-only
  errors_lacks R342
  for code in R340 R341 R342 R343 R344 R345 R346 R347 R348 R349 R419 R420 R421 R422 R423 R424 R425 R426 R427 R428; do
    rapporteur explain $code; status_is 0
    [ "$(wc -l <.stdout)" -ge 2 ] || fail "$code: $output"
  done
}
