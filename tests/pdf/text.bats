# The sample's PDFs say through their structure exactly what the resolved document says, in reading order.
load ../harness

@test "every character of each sample document is in its PDF's structure, in order; nothing else is" {
  cp -r "$REPO/samples/velmora" dossier
  rm -rf dossier/out
  rapporteur -C dossier build --format pdf
  status_is 0
  n=0
  for pdf in dossier/out/*.pdf; do
    name=${pdf##*/}; lang=${name#*.}; lang=${lang%%.*}; name=${name%%.*}
    if under_asan && [ "$name" = midterm ]; then continue; fi
    rapporteur -C dossier build "$name" --lang "$lang" --dump=resolved
    printf '%s\n' "$output" >resolved.xml
    pdfinfo -struct-text "$pdf" >structure.txt 2>&1
    perl "$REPO/tests/pdf/text.pl" resolved.xml structure.txt || fail "$name"
    rapporteur check --pdf "$pdf"
    status_is 0
    qpdf --check "$pdf"
    n=$((n + 1))
  done
  [ "$n" -ge 1 ]
}
