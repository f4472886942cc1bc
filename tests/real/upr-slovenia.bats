load ../harness
# One State's real thematic lists: a table in, a matrix out, every word in its place. Skipped where the data are absent.

setup_more() {
  need_shared upr-slovenia
  TABLE=$SHARED/data/upr-slovenia/thematic_lists_cycles2-3.csv
  "$RAPPORTEUR" -q init svn --state SVN --kind matrix
}

# matrix_of CYCLE: limits the dossier's document to that cycle
matrix_of() { sed -i "s|<!-- <select body=.*|<select body=\"UPR\" cycle=\"$1\"/>|" svn/project.xml; grep -q "<select body=\"UPR\" cycle=\"$1\"/>" svn/project.xml; }

@test "378 recommendations of two cycles, each field as the table has it" {
  rapporteur -C svn import "$TABLE" --map upr-thematic-list; status_is 0
  output_has "378 rows read"; output_has "recommendations 378: 378 new, 0 changed, 0 unchanged; 0 gone"; output_has "sources 4: 4 new"
  run perl "$REPO/tests/import/compare.pl" "$TABLE" "$REPO/templates/vocabularies" $(ls svn/vocabularies/imported.xml 2>/dev/null) -- svn/records/imported/*.xml
  [ "$output" = "378 rows, 0 differences" ] || fail "$output"
  [ "$(grep -c '<recommendation ' svn/records/imported/a-hrc-28-15.xml)" -eq 163 ]
  [ "$(grep -c '<recommendation ' svn/records/imported/a-hrc-43-15.xml)" -eq 215 ]
  rapporteur -C svn check; status_is 0
}

@test "a second import changes no byte" {
  "$RAPPORTEUR" -q -C svn import "$TABLE" --map upr-thematic-list
  find svn -type f -exec touch -d 2001-01-01 {} +
  find svn -type f -printf '%p %T@ ' -exec cksum {} \; | sort >before
  rapporteur -C svn import "$TABLE" --map upr-thematic-list; status_is 0
  output_has "0 new, 0 changed, 378 unchanged; 0 gone"
  find svn -type f -printf '%p %T@ ' -exec cksum {} \; | sort >after
  same before after
}

@test "one word changed in the table: one line changed in the dossier" {
  "$RAPPORTEUR" -q -C svn import "$TABLE" --map upr-thematic-list
  cp -r svn old
  sed 's/toarticle8/to article 8/' "$TABLE" >table.csv
  rapporteur -C svn import table.csv --map upr-thematic-list; status_is 0
  output_has "changed  upr20-115.2: text"; output_has "1 changed, 377 unchanged"
  [ "$(diff -r old svn | grep -c '^[<>]')" -eq 2 ]
}

@test "the matrix of cycle 3 holds each of its 215 recommendations once: HTML, structure text, plain text" {
  "$RAPPORTEUR" -q -C svn import "$TABLE" --map upr-thematic-list
  matrix_of 3
  rapporteur -C svn build; status_is 0
  run perl "$HERE/holds.pl" html "$TABLE" 3 svn/out/matrix.en.html
  [ "$output" = "215 recommendations, 0 differences" ] || fail "$output"
  pdfinfo -struct-text svn/out/matrix.en.pdf >structure.txt
  run perl "$HERE/holds.pl" structure "$TABLE" 3 structure.txt
  [ "$output" = "215 recommendations, 0 differences" ] || fail "$output"
  pdftotext svn/out/matrix.en.pdf plain.txt
  run perl "$HERE/holds.pl" loose "$TABLE" 3 plain.txt
  [ "$output" = "215 recommendations, 0 differences" ] || fail "$output"
}

@test "the matrix of cycle 2 has its 163, and none of cycle 3" {
  "$RAPPORTEUR" -q -C svn import "$TABLE" --map upr-thematic-list
  matrix_of 2
  rapporteur -C svn build --format html; status_is 0
  run perl "$HERE/holds.pl" html "$TABLE" 2 svn/out/matrix.en.html
  [ "$output" = "163 recommendations, 0 differences" ] || fail "$output"
  ! grep -q 'id="rec-upr34-' svn/out/matrix.en.html
}

@test "the mid-term report of cycle 3 builds, too" {
  "$RAPPORTEUR" -q init mid --state SVN --kind upr-midterm
  "$RAPPORTEUR" -q -C mid import "$TABLE" --map upr-thematic-list
  sed -i 's|<!-- <select body=.*|<select body="UPR" cycle="3"/>|' mid/project.xml
  rapporteur -C mid build midterm; status_is 0
  qpdf --check mid/out/midterm.en.pdf >/dev/null
  [ "$(grep -o 'id="rec-upr34-[0-9.]*"' mid/out/midterm.en.html | sort -u | wc -l)" -eq 215 ]
}
