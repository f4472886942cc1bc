# The twelve faults that a reporting desk makes: each at its file:line:column, in a usable sentence, with status 1,
# and what was built before stays as it was.
load ../harness

setup_more() { cp -r "$HERE/base" dossier; }

# plant FILE TEXT: a record file with this content
plant() { printf '<records xmlns="urn:rapporteur:records" version="1">\n%s\n</records>\n' "$2" >"dossier/records/$1"; }

# says WORDS…: check and build end with 1, both say the words, and build touches nothing
says() {
  mkdir -p dossier/out
  echo before >dossier/out/matrix.en.html
  rapporteur -C dossier check
  status_is 1
  for words; do errors_has "$words"; done
  rapporteur -C dossier build
  status_is 1
  for words; do errors_has "$words"; done
  [ "$(cat dossier/out/matrix.en.html)" = before ] || fail "build has touched an output"
  [ "$(ls dossier/out)" = matrix.en.html ] || fail "build has written: $(ls dossier/out)"
}

@test "1 wrong code" {
  plant a.xml '  <source id="s" kind="upr-reprt"><title xml:lang="en">T</title></source>'
  says 'records/a.xml:2:24: error: source s: kind "upr-reprt" is not one of' 'hint: write "upr-report"'
}

@test "2 misspelt element" {
  plant a.xml '  <source id="s" kind="other"><titel xml:lang="en">T</titel></source>'
  says 'records/a.xml:2:31: error: source s: <titel> is not expected here' 'did you mean <title>?'
}

@test "3 bad date" {
  plant a.xml '  <source id="s" kind="other" date="2026-13-01"><title xml:lang="en">T</title></source>'
  says 'records/a.xml:2:37: error: source s: date "2026-13-01" is not a date'
}

@test "4 the same id in two files" {
  plant a.xml '  <source id="twice" kind="other"><title xml:lang="en">T</title></source>'
  plant b.xml '
  <institution id="twice" kind="court"><name xml:lang="en">C</name></institution>'
  says 'records/b.xml:3:20: error: institution twice: the id "twice" is taken: the source at records/a.xml:2 has it already'
}

@test "5 dangling reference" {
  plant a.xml '  <action id="a" type="law"><about ref="upr-1"/><title xml:lang="en">T</title><lead ref="mojj"/></action>'
  says 'records/a.xml:2:90: error: action a: lead "mojj": there is no record with this id' 'did you mean "moj"?'
}

@test "6 missing child" {
  plant a.xml '  <recommendation id="r" kind="view"><from source="report" number="1"/></recommendation>'
  says 'records/a.xml:2:3: error: recommendation r: <recommendation> is not complete' 'it still needs <text>'
}

@test "7 missing attribute" {
  plant a.xml '  <source id="s"><title xml:lang="en">T</title></source>'
  says 'records/a.xml:2:3: error: source s: <source> lacks the attribute "kind"'
}

@test "8 not well-formed" {
  plant a.xml '  <source id="s" kind="other">
    <title xml:lang="en">T</titel>
  </source>'
  says 'records/a.xml:3:27: error: source s: </titel> closes here, but <title> of line 3 is still open'
}

@test "9 wrong encoding" {
  plant a.xml "$(printf '  <source id="s" kind="other"><title xml:lang="fr">R\xe9ponse</title></source>')"
  says 'records/a.xml:2:53: error: wrong encoding: the byte 0xE9 is not valid in UTF-8'
}

@test "10 unknown kind of document" {
  sed -i 's/kind="matrix"/kind="matrixx"/' dossier/project.xml
  says 'project.xml:8:33: error: document matrix: there is no kind of document "matrixx"' 'did you mean "matrix"?'
}

@test "11 missing narrative file" {
  sed -i 's/narrative\/method.md/narrative\/methods.md/' dossier/project.xml
  says 'project.xml:9:41: error: document matrix: the narrative file "narrative/methods.md" is not there' \
    'did you mean "narrative/method.md"?'
}

@test "12 bad Markdown link to a record, in a narrative and in a record" {
  printf 'How this was done.\n\nSee [](rec:upr-1) and [this](rec:upr-11).\n' >dossier/narrative/method.md
  plant a.xml '  <action id="a" type="law"><about ref="upr-1"/><title xml:lang="en">T</title>
    <text xml:lang="en">First line,
      then a [link](evidence:none).</text></action>'
  says 'narrative/method.md:3:' 'there is no recommendation with the id "upr-11"' 'did you mean "upr-1"?' \
    'records/a.xml:4:' 'there is no evidence with the id "none"'
}

@test "on a tag of four lines" {
  plant a.xml '  <source
    id="s"
    symbol="é日本"  kind="othr"
    date="2025-01-01"><title xml:lang="en">T</title></source>'
  says 'records/a.xml:4:25: error: source s: kind "othr" is not one of'
}

@test "past line 70,000" {
  { echo '<records xmlns="urn:rapporteur:records" version="1">'
    yes '' | head -70000
    echo '  <source id="s" kind="othr"><title xml:lang="en">T</title></source>'
    echo '  <source id="s2"'
    echo '          kind="other"><titel/></source></records>'; } >dossier/records/a.xml
  says 'records/a.xml:70002:24: error: source s: kind "othr" is not one of' 'records/a.xml:70004:24: error: source s2: <titel>'
}
