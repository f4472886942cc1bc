# rapporteur check --pdf: our own files and public ones, as a screen reader meets them.
load ../harness

@test "a good file has no findings, a bad one names the rule; exit 0, 1 and 3" {
  need_shared pdf-ua
  rapporteur check --pdf "$SHARED/data/pdf-ua/7.18.5-t01-pass-a.pdf"
  status_is 0
  output_has "0 findings"
  rapporteur check --pdf "$SHARED/data/pdf-ua/7.18.5-t01-fail-a.pdf"
  status_is 1
  errors_has "page 1: an annotation Link is in P, not in Link (rule 7.18.5-1) [R703]"
  rapporteur check --pdf missing.pdf
  status_is 3
}

@test "what is no PDF is a finding, not a crash" {
  printf 'hello' >no.pdf
  rapporteur check --pdf no.pdf
  status_is 1
  errors_has "the file cannot be read"
}

@test "a laid out tree: sound, tagged, fonts inside, nothing for our own checker to find" {
  rapporteur layout "$REPO/tests/document/sample-tree.xml" --pdf tree.pdf
  qpdf --check tree.pdf
  pdfinfo tree.pdf | grep -q '^Tagged: *yes'
  [ -z "$(pdffonts tree.pdf | tail -n +3 | grep -v ' yes yes yes ')" ]
  rapporteur check --pdf tree.pdf
  status_is 0
}
