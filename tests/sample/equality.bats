# Each document of the sample says the same as a page and on paper: headings, numbers of paragraphs, cells, captions and notes,
# in every language in which it is built.
load ../harness

@test "page and paper say the same, document by document" {
  cp -r "$REPO/samples/velmora" v
  rm -rf v/out
  rapporteur -C v build
  status_is 0
  local page name n=0 wrong=
  for page in v/out/*.html; do
    name=$(basename "$page" .html)
    pdfinfo -struct-text "v/out/$name.pdf" >said 2>/dev/null
    perl "$REPO/tests/sample/equality.pl" "$page" said >difference || wrong="$wrong
$name: $(cat difference)"
    n=$((n + 1))
  done
  [ -z "$wrong" ] || fail "$wrong"
  [ "$n" -ge 20 ]
}

@test "the comparison sees a cell, a number, a heading and a note that differ" {
  cp -r "$REPO/samples/velmora" v
  "$RAPPORTEUR" -C v build ccpr-report >/dev/null 2>&1
  pdfinfo -struct-text v/out/ccpr-report.en.pdf >said 2>/dev/null
  perl "$REPO/tests/sample/equality.pl" v/out/ccpr-report.en.html said
  local change
  for change in 's/(<td[^>]*>)/$1x/' 's/(<a class="number"[^>]*>)7\./${1}8./' 's/(<h3[^>]*>)/$1x/' 's/(id="note-4"[^>]*>)/$1x/'; do
    perl -pe "$change" v/out/ccpr-report.en.html >changed.html
    ! cmp -s changed.html v/out/ccpr-report.en.html || fail "nothing changed: $change"
    ! perl "$REPO/tests/sample/equality.pl" changed.html said || fail "not seen: $change"
  done
}
