load ../harness
# init and import on small tables made here.

setup_more() {
  "$RAPPORTEUR" -q init d --state XVM --name Velmora --kind matrix
  cp "$HERE/list.csv" .
}

import() { rapporteur -C d import list.csv --map upr-thematic-list "$@"; }
FILE=d/records/imported/a-hrc-58-90.xml
row() { sed -i "$1" list.csv; }                  # a sed command on the table

# refuses N CODE [PLACE]: exit status, code of the message, where; and nothing was written
refuses() {
  status_is 1 && errors_has "[$1]" && errors_has "${2:-}" || return 1
  [ ! -e d/records/imported ] || fail "something was written"
}

@test "a table becomes sources and recommendations, field by field" {
  import; status_is 0
  output_has "5 rows read by the map upr-thematic-list"
  output_has "recommendations 5: 5 new, 0 changed, 0 unchanged; 0 gone"
  output_has "sources 2: 2 new"
  golden "$FILE" "$HERE/list.records.xml"
  golden d/vocabularies/imported.xml "$HERE/list.terms.xml"
  rapporteur -C d check; status_is 0
}

@test "every field of every row equals what another reader finds" {
  import
  run perl "$HERE/compare.pl" list.csv "$REPO/templates/vocabularies" d/vocabularies -- "$FILE"
  [ "$status" -eq 0 ] || fail "$output"
  [ "$output" = "5 rows, 0 differences" ]
}

@test "a second import changes no byte and no time stamp" {
  import
  find d -type f -exec touch -d 2001-01-01 {} +
  find d -type f -printf '%p %T@ ' -exec cksum {} \; | sort >before
  import; status_is 0
  output_has "5: 0 new, 0 changed, 5 unchanged; 0 gone"
  output_has "nothing to write"
  find d -type f -printf '%p %T@ ' -exec cksum {} \; | sort >after
  same before after
}

@test "a dry run says the same and writes nothing" {
  find d | sort >before
  import --dry-run; status_is 0
  output_has "5 new"; output_has "would write records/imported/a-hrc-58-90.xml"
  find d | sort >after
  same before after
}

@test "a changed table rewrites changed fields and nothing else" {
  mkdir d/records/imported
  cp "$HERE/edited.records.xml" "$FILE"           # imported, then worked on by people
  cp "$HERE/edited.terms.xml" d/vocabularies/own.xml
  cp "$HERE/list.terms.xml" d/vocabularies/imported.xml
  cp "$HERE/list-changed.csv" list.csv
  rapporteur -C d check; status_is 0
  import; status_is 0
  output_has "recommendations 5: 1 new, 3 changed, 1 unchanged; 1 gone"
  output_has "changed  upr47-136.1: text, position, source of position, recommending States, themes, goals"
  output_has "changed  upr47-136.2: position, themes"
  output_has "changed  upr47-136.10: themes"
  output_has "gone     upr47-136.11, left in place: records/imported/a-hrc-58-90.xml:"
  golden "$FILE" "$HERE/edited.after.xml"
  rapporteur -C d check; status_is 0
  cp "$FILE" once.xml
  import; status_is 0
  output_has "nothing to write"
  same "$FILE" once.xml
}

@test "prefixes, CR LF and a byte-order mark of a file are kept, also in what is added" {
  import
  perl -pi -e 's/<(\/?)(?=[a-z])/<$1r:/g; s/xmlns=/xmlns:r=/; s/\n/\r\n/; $_ = "\xef\xbb\xbf$_" if $. == 1' "$FILE"
  cp "$HERE/list-changed.csv" list.csv
  rapporteur -C d check; status_is 0
  import; status_is 0
  output_has "1 new, 3 changed"
  [ "$(head -c 3 "$FILE" | od -An -tx1)" = " ef bb bf" ]
  [ "$(grep -c $'\r$' "$FILE")" -eq "$(wc -l <"$FILE")" ]
  grep -qF '    <r:recommender state="DEU"/>' "$FILE"
  grep -qF '  <r:recommendation id="upr47-136.13" kind="recommendation">' "$FILE"
  rapporteur -C d check; status_is 0
  import; output_has "nothing to write"
}

@test "records stay in the file to which people moved them, and new ones join them" {
  import
  mv "$FILE" d/records/upr.xml
  sed -i 's|<?xml-model href="../../|<?xml-model href="../|' d/records/upr.xml
  echo 'A-6,4,47,136.13,Noted,A/HRC/58/90/Add.1,ISL,Right to health,,,,New (Iceland).' >>list.csv
  import; status_is 0
  output_has "wrote records/upr.xml"
  [ ! -e "$FILE" ]
  grep -q 'id="upr47-136.13"' d/records/upr.xml
}

@test "the dossier's source of the same symbol is used, whatever its id" {
  cat >d/records/sources.xml <<'X'
<records xmlns="urn:rapporteur:records" version="1">
  <source kind="upr-report" symbol="A/HRC/58/90" id="wg" date="2024-12-20" cycle="3"><title xml:lang="en">Report</title></source>
</records>
X
  import; status_is 0
  output_has "sources 2: 1 new"
  grep -q '<from source="wg" number="136.1"' "$FILE"
  grep -qF '<source kind="upr-report" symbol="A/HRC/58/90" id="wg" date="2024-12-20" cycle="3" body="UPR" session="47"><title' d/records/sources.xml
  errors_has "records/sources.xml:2:83: warning"; errors_has "the table says cycle 4 of source wg, the dossier says 3"
}

@test "semicolons, tabs, a byte-order mark and windows-1252 are read" {
  import; cp "$FILE" wanted.xml; rm -r d/records/imported
  { printf '\xef\xbb\xbf'; cat list.csv; } >bom.csv
  rapporteur -C d import bom.csv --map upr-thematic-list; status_is 0
  same "$FILE" wanted.xml; rm -r d/records/imported
  printf 'rec_id;cycle;session;number;position;source_of_position;recommending_iso3;theme_heading;text\r\nB-1;4;47;1.1;Noted;A/HRC/1/2;FRA,ESP;Right to health;L\x92\xe9tat, c\x27est moi (France);\r\n' >semicolon.csv
  sed -i 's/;$//; s/FRA,ESP/FRA/' semicolon.csv
  sed -i 's/(France);/(France)/' semicolon.csv
  rapporteur -C d import semicolon.csv --map upr-thematic-list --encoding windows-1252; status_is 0
  grep -qF "L’état, c'est moi (France)" d/records/imported/a-hrc-1-2.xml
  rm -r d/records/imported
  tr ';' '\t' <semicolon.csv | iconv -f windows-1252 -t UTF-16 >tab.csv
  rapporteur -C d import tab.csv --map upr-thematic-list --separator tab; status_is 0
  grep -qF "L’état, c'est moi (France)" d/records/imported/a-hrc-1-2.xml
}

@test "unknown columns are named with the number of their cells" {
  sed -i '1s/$/,remarks/; s/^\(A-5.*\)$/\1,why/; s/^\(A-[134].*\)$/\1,/; s/(Spain);"$/&,/' list.csv
  import; status_is 0
  output_has 'not read: column “remarks”, 1 cell with text'
}

@test "a map of the dossier's own, and one by its path" {
  mkdir -p d/templates/import
  sed 's/id="upr-thematic-list"/id="ours"/; s/upr{session}-{number}/ours-{number}/' "$REPO/templates/import/upr-thematic-list.xml" >d/templates/import/ours.xml
  rapporteur -C d import list.csv --map ours; status_is 0
  grep -q 'id="ours-136.10"' "$FILE"
  rapporteur -C d import list.csv --map d/templates/import/ours.xml; status_is 0
  output_has "nothing to write"
}

# ---- What is wrong, and where ----

@test "missing column" { row '1s/,text$/,words/'; import; refuses R210 "list.csv:1:1: error"; errors_has "theme_heading, themes"; }
@test "a row with too many cells" { row '2s/136.1,/136.1,x,/'; import; refuses R202 "list.csv:2:"; errors_has "13 cells"; }
@test "unknown State" { row '2s/PRT;FRA/PRT;FRN/'; import; refuses R215 "list.csv:2:58: error"; errors_has "“FRN” is no State"; }
@test "the same recommendation twice" { sed -n 2p list.csv >>list.csv; import; refuses R221 "list.csv:9:10: error"; errors_has "the other one is line 2"; }
@test "empty text" { row 's/,Nothing else (Iceland)\.$/,/'; import; refuses R212 "list.csv:7:"; errors_has "the cell “text” is empty"; }
@test "unknown position, with those that are known" { row '2s/Supported/Suported/'; import; refuses R213 "list.csv:2:16: error"; errors_has "Supported, Accepted"; }
@test "a source of position that is none" { row '2s|A/HRC/58/90/Add.1 - Para. 3|see above|'; import; refuses R214 "list.csv:2:26: error"; errors_has "A/HRC/28/15/Add.1 - Para. 3"; }
@test "unknown goal" { row '2s/,16,/,19,/'; import; refuses R214 || refuses R219; }
@test "a stray quotation mark" { row '2s/Right to health,/Right "to" health,/'; import; refuses R201 "list.csv:2:"; }
@test "a quotation mark that is never closed" { row '6s/,  Keep/,"  Keep/'; import; refuses R205 "list.csv:6:"; }
@test "wrong encoding" { iconv -f UTF-8 -t UTF-8 list.csv | perl -pe 's/Iceland/Isl\xe4nde/' >x; mv x list.csv; import; refuses R203 "list.csv:6:"; errors_has "--encoding"; }
@test "a control character" { row '$s/No paragraph/No\x0bparagraph/'; import; refuses R218 "list.csv:8:"; errors_has "U+000B"; }
@test "an empty table, and one without rows" { : >list.csv; import; refuses R206; head -1 "$HERE/list.csv" >list.csv; import; refuses R223; }
@test "an id that belongs to another kind of record" {
  sed -i 's/reporting-office/upr47-136.2/' d/records/institutions.xml d/project.xml
  import; refuses R217 "list.csv:3:10: error"; errors_has "records/institutions.xml:7"
}
@test "an encoding that the file's own mark contradicts" {
  { printf '\xef\xbb\xbf'; cat "$HERE/list.csv"; } >list.csv; import --encoding windows-1252; refuses R204 "list.csv:1:1: error"
}
@test "two columns of one name" { row '1s/,sdgs,/,Text,/'; import; refuses R211 "list.csv:1:119: error"; }
@test "a goal that does not exist" { row '2s/,16,/,16.99,/'; import; refuses R219 "list.csv:2:125: error"; }
@test "a row that names no document" {
  sed 's|<source name="report" id|<source name="report" when="{key}" id|' "$REPO/templates/import/upr-thematic-list.xml" >m.xml
  row '2s/^A-1,/,/'; rapporteur -C d import list.csv --map ./m.xml; refuses R216 "list.csv:2:1: error"
}
@test "no row about the dossier's State" {
  printf 'rec_id,state_iso3,state_name,year,cycle,document_symbol,paragraph,number,position_group,recommending_iso3,text\nA-1,FRA,France,2014,2,,1,1,pending,ESP,Text\n' >wg.csv
  rapporteur -C d import wg.csv --map upr-working-group; refuses R222 "wg.csv:1"; errors_has "--all-states"
  rapporteur -C d import wg.csv --map upr-working-group --all-states; status_is 0; output_has "1 new"
}
@test "a record file in UTF-16 is not changed in place" {
  import; cp "$HERE/list-changed.csv" list.csv
  sed -i 's/encoding="UTF-8"/encoding="UTF-16"/' "$FILE"; iconv -f UTF-8 -t UTF-16 "$FILE" >x; mv x "$FILE"; cp "$FILE" before
  import; status_is 1; errors_has "[R224]"
  same before "$FILE"
}
@test "a map that makes an invalid record is found before anything is written" {
  sed 's/from="Noted" to="noted"/from="Noted" to="refused"/' "$REPO/templates/import/upr-thematic-list.xml" >m.xml
  rapporteur -C d import list.csv --map ./m.xml; refuses R225 "refused"
}
@test "every error is told in one run" {
  row '2s/FRA/FRN/; 2s/Supported/x/; 6s/136.10/136.1/'
  import; status_is 1; errors_has R213; errors_has R215
}

@test "wrong use: no map, unknown map, unknown encoding, unknown separator, two files" {
  rapporteur -C d import list.csv; status_is 2; errors_has "upr-thematic-list, upr-working-group"
  rapporteur -C d import list.csv --map upr-thematic-lists; status_is 2; errors_has "did you mean “upr-thematic-list”?"
  rapporteur -C d import list.csv --map ./nowhere.xml; status_is 3; errors_has "upr-working-group"
  rapporteur -C d import list.csv --map upr-thematic-list --encoding klingon; status_is 2
  rapporteur -C d import list.csv --map upr-thematic-list --separator x; status_is 2
  rapporteur -C d import list.csv list.csv --map upr-thematic-list; status_is 2
}

@test "a table or dossier that is not there: exit 3" {
  rapporteur -C d import none.csv --map upr-thematic-list; status_is 3; errors_has none.csv
  rapporteur -C nowhere import list.csv --map upr-thematic-list; status_is 3
}

@test "a dossier that is broken is left alone" {
  echo '<records' >d/records/broken.xml
  import; status_is 1; errors_has "records/broken.xml:"
  [ ! -e d/records/imported ]
}

@test "a map with a slot that does not exist is an error at its place" {
  sed 's/{number.paragraph}/{number.para}/' "$REPO/templates/import/upr-thematic-list.xml" >m.xml
  rapporteur -C d import list.csv --map ./m.xml; status_is 1
  errors_has "m.xml:"; errors_has "[R220]"; errors_has "“para”"
}

@test "a file that cannot be written leaves all others as they were" {
  [ "$(id -u)" -ne 0 ] || skip "root may write everywhere"
  chmod a-w d/records
  import; status_is 3
  [ ! -e d/vocabularies/imported.xml ]
}
