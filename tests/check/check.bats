# rapporteur check: what is wrong is said at the right place in usable words, and nothing hides what follows.
# tests/check/base is a faultless dossier; a case is a record file that is added to it (cases/: against schema and
# references, broken/: not well-formed or in a wrong encoding) with its messages beside (.err).
load ../harness

setup_more() { cp -r "$HERE/base" dossier; }

# add_case FILE: the dossier with this record file, checked
check_case() {
  rm -rf dossier/records/added.xml
  cp "$1" dossier/records/added.xml
  rapporteur -C dossier check -q
}

check_cases() {
  local f
  while IFS= read -r f; do
    check_case "$f"
    status_is 1
    cp .stderr actual
    golden actual "${f%.xml}.err"
  done < <(cases "$@")
}

@test "a faultless dossier is counted in silence" {
  rapporteur -C dossier check
  status_is 0
  [ -z "$errors" ] || fail "$errors"
  output_has "     1  recommendation"
  output_has "     5  records in 1 file"
  output_has "0 errors, 0 warnings"
}

@test "faults against schema, references and codes: place, words, hint" { check_cases "$HERE"/cases/*.xml; }

@test "what is not well-formed, or in a wrong encoding: place, words, hint" { check_cases "$HERE"/broken/*.xml; }

@test "project.xml: kinds, styles, files, languages, audiences" {
  cp "$HERE/project/faults.xml" dossier/project.xml
  rapporteur -C dossier check -q
  status_is 1
  cp .stderr actual
  golden actual "$HERE/project/faults.err"
}

@test "vocabularies of a dossier: faults, and terms that count" {
  mkdir dossier/vocabularies
  cp "$HERE/vocabulary/faults.xml" dossier/vocabularies/own.xml
  rapporteur -C dossier check -q
  status_is 1
  cp .stderr actual
  golden actual "$HERE/vocabulary/faults.err"
  cp "$HERE/vocabulary/own.xml" dossier/vocabularies/own.xml
  cp "$HERE/vocabulary/records.xml" dossier/records/own.xml
  rapporteur -C dossier check
  status_is 0
  output_has "0 errors, 0 warnings"
  rapporteur -C dossier schema list themes
  output_has "X12"
}

@test "JSON Lines: one object a message, keys sorted, places as numbers" {
  cp "$HERE/cases/wrong-code.xml" dossier/records/added.xml
  rapporteur -C dossier --messages=json check -q
  status_is 1
  cp .stderr actual
  golden actual "$HERE/wrong-code.jsonl"
}

@test "no more than 50 messages are shown, and how many more there are; --limit 0 shows all" {
  { echo '<records xmlns="urn:rapporteur:records" version="1">'
    for i in $(seq 60); do echo "<institution id=\"in-$i\" kind=\"x$i\"><name xml:lang=\"en\">N</name></institution>"; done
    echo '</records>'; } >dossier/records/many.xml
  rapporteur -C dossier check -q
  status_is 1
  [ "$(grep -c 'R024' .stderr)" = 50 ] || fail "$errors"
  errors_has "and 10 more"
  rapporteur -C dossier check -q --limit 0
  [ "$(grep -c 'R024' .stderr)" = 60 ] || fail "$errors"
}

@test "exit status: 0 warnings only, 1 errors, 2 wrong use, 3 no dossier" {
  sed -i 's/<about ref="upr-1"\/><title xml:lang="en">Act of ratification<\/title>/&<period start="2026" due="2025"\/>/' \
    dossier/records/base.xml
  rapporteur -C dossier check
  status_is 0
  output_has "0 errors, 1 warning"
  echo '<records' >dossier/records/x.xml
  rapporteur -C dossier check
  status_is 1
  rapporteur -C dossier check records
  status_is 2
  mkdir nothing
  rapporteur -C nothing check
  status_is 3
  errors_has "[R301]"
}

@test "files that cannot be read, are too large, or in a wrong encoding; a dossier without records" {
  ln -s nowhere.xml dossier/records/dangling.xml
  truncate -s 300M dossier/records/large.xml
  printf 'Caf\xe9\n' >dossier/narrative/method.md
  rapporteur -C dossier check -q
  status_is 1
  errors_has "records/dangling.xml: error: this file cannot be read: No such file or directory [R001]"
  errors_has "records/large.xml: error: the file is larger than 256 MB [R017]"
  errors_has "narrative/method.md: error: wrong encoding: this narrative is not valid UTF-8 [R311]"
  rm -r dossier/records
  sed -i '/<assessment/d; /<narrative/d' dossier/project.xml
  rapporteur -C dossier check -q
  status_is 0
  errors_has "project.xml: warning: the dossier has no records [R309]"
}

@test "every code has an explanation with an example; explain finds codes and near ones" {
  rapporteur explain
  status_is 0
  while read -r code _; do
    rapporteur explain "$code"
    status_is 0
    [ "${#output}" -gt 70 ] || fail "$code is hardly explained: $output"
  done < <(printf '%s\n' "$output" | grep -o '^R[0-8][0-9]*')
  rapporteur explain '[r102]'
  status_is 0
  output_has 'right:   <lead ref="moj"/>'
  rapporteur explain R1O2
  status_is 2
  errors_has "[R890]"
  errors_has "did you mean R102"
}

@test "schemas are listed, written out, and judge the sample as the program does" {
  rapporteur schema list
  output_has "records.xsd"
  rapporteur schema export out/schemas
  status_is 0
  xmllint --noout --nonet --schema out/schemas/records.xsd "$REPO"/samples/velmora/records/*.xml
  xmllint --noout --nonet --schema out/schemas/project.xsd "$REPO"/samples/velmora/project.xml
  for f in "$REPO"/templates/vocabularies/*.xml; do xmllint --noout --nonet --schema out/schemas/vocabulary.xsd "$f"; done
  rapporteur schema list ccpr
  output_has "Largely satisfactory"
}

@test "every element and attribute of our schemas is documented with an example" {
  for f in records project vocabulary profile fit; do
    run xmllint --xpath "count(//*[(local-name()='element' or local-name()='attribute') and not(@ref and local-name()='element')]
      [not(*[local-name()='annotation']/*[local-name()='documentation'][contains(., 'Example')])])" "$REPO/schemas/$f.xsd"
    [ "$output" = 0 ] || fail "$f.xsd: $output without"
  done
}

@test "the sample has no errors" {
  rapporteur -C "$REPO/samples/velmora" check
  status_is 0
  output_has "0 errors"
}
