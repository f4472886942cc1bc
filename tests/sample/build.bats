# The sample dossier's documents: as long as they should be, complete, and silent about what is not public.
load ../harness

# Built once for the file: a copy, so that the checkout stays as it is.
setup_file() {
  export BUILT
  BUILT=$(mktemp -d "${TMPDIR:-/tmp}/rapporteur-sample.XXXXXX")
  cp -r "$REPO/samples/velmora" "$BUILT/velmora"
  rm -rf "$BUILT/velmora/out"
  "$RAPPORTEUR" -C "$BUILT/velmora" build >"$BUILT/stdout" 2>"$BUILT/stderr" </dev/null || true
}
teardown_file() { rm -rf "$BUILT"; }

OUT() { [ -e "$BUILT/velmora/out/$1" ] || fail "no $1" "$(cat "$BUILT/stderr")"; printf '%s' "$BUILT/velmora/out/$1"; }
pages() { local f; f=$(OUT "$1") || return 1; pdfinfo "$f" | awk '/^Pages:/ { print $2 }'; }
words() { local f; f=$(OUT "$1") || return 1; perl -CSD -0pe 's/<style.*?<\/style>//sg; s/<[^>]+>//g; s/&quot;/"/g; s/&amp;/&/g; s/\s+/ /g' "$f"; }

@test "check finds nothing wrong" {
  rapporteur -C "$REPO/samples/velmora" check
  status_is 0
}

@test "the mid-term report has 25 pages or more, the matrix 15 or more" {
  [ "$(pages midterm.en.pdf)" -ge 25 ] || fail "mid-term report: $(pages midterm.en.pdf) pages"
  [ "$(pages matrix.en.pdf)" -ge 15 ] || fail "matrix: $(pages matrix.en.pdf) pages"
}

@test "the matrix holds each recommendation once, word for word" {
  words matrix.en.html >matrix.txt
  perl -CSD -0ne 'print "$1\n" while m{<recommendation [^>]*kind="recommendation".*?<text [^>]*>(.*?)</text>}sg' \
    "$REPO"/samples/velmora/records/*.xml | sed 's/&amp;/\&/g; s/&quot;/"/g' >official.txt
  [ "$(wc -l <official.txt)" -ge 60 ]
  local line n
  while IFS= read -r line; do
    n=$(grep -oF -- "$line" matrix.txt | wc -l)
    [ "$n" -eq 1 ] || fail "$n times: $line"
  done <official.txt
}

@test "nothing that is not public reaches a public document" {
  local f pdf
  # a few words of every piece of evidence that carries an audience or is a testimony
  perl -CSD -0ne 'while (m{<evidence ([^>]*)>.*?<statement[^>]*>(.*?)</statement>}sg) {
      my ($attributes, $text) = ($1, $2);
      next unless $attributes =~ /type="testimony"|audience="(?!public")/ && $attributes !~ /audience="public"/;
      my @w = split " ", $text; print "@w[4..9]\n"; print "@w[-8..-3]\n" }' \
    "$REPO"/samples/velmora/records/evidence*.xml >secrets.txt
  [ "$(wc -l <secrets.txt)" -ge 8 ]
  for f in matrix.en midterm.en upr-matrix-nhri.en; do
    words "$f.html" >html.txt
    pdf=$(OUT "$f.pdf")
    pdftotext -raw "$pdf" - | tr -s ' \n\f' '   ' >pdf.txt
    ! grep -F -f secrets.txt html.txt || fail "$f.html tells what is not public"
    ! grep -F -f secrets.txt pdf.txt || fail "$f.pdf tells what is not public"
    ! grep -F 'velmora.example' <(grep -F '@' html.txt) || fail "$f.html shows a contact"
  done
}

@test "documents of the State: the HTML is valid, the PDF without findings" {
  local d pdf
  for d in ccpr-report cat-report core-document crc-replies ccpr-follow-up upr-report upr-addendum implementation-plan responsibilities; do
    OUT "$d.en.html" >>pages
    echo >>pages
    pdf=$(OUT "$d.en.pdf")
    rapporteur check --pdf "$pdf"
    status_is 0 || fail "$d: $output"
  done
  xargs java -jar "$REPO/tests/node_modules/vnu-jar/build/dist/vnu.jar" --errors-only <pages >nu 2>&1 || fail "$(head -20 nu)"
}

@test "documents of the State leave nothing out: no gap, save where the dossier has none" {
  local d
  for d in ccpr-report cat-report core-document crc-replies ccpr-follow-up upr-report upr-addendum; do
    ! grep -q 'class="gap"' "$(OUT "$d.en.html")" || fail "$d: $(grep -o 'class="gap"[^<]*' "$(OUT "$d.en.html")" | head -3)"
  done
}

INSTITUTION='nhri-cat nhri-cat-follow-up npm-cat firefly-crc upr-four-shores nhri-statement nhri-oral upr-assessments cat-matrix'

@test "documents of the institution, the mechanism and civil society: valid, without findings, complete, inside their limits" {
  local d pdf
  for d in $INSTITUTION; do
    OUT "$d.en.html" >>pages
    echo >>pages
    pdf=$(OUT "$d.en.pdf")
    rapporteur check --pdf "$pdf"
    status_is 0 || fail "$d: $output"
    ! grep -q 'class="gap"' "$(OUT "$d.en.html")" || fail "$d: $(grep -o 'class="gap"[^<]*' "$(OUT "$d.en.html")" | head -3)"
    rapporteur -C "$REPO/samples/velmora" count "$d"
    status_is 0 || fail "$d: $output"
  done
  xargs java -jar "$REPO/tests/node_modules/vnu-jar/build/dist/vnu.jar" --errors-only <pages >nu 2>&1 || fail "$(head -20 nu)"
}

@test "they tell nothing that is not public, and no contact but the one on the cover" {
  local d
  perl -CSD -0ne 'while (m{<evidence ([^>]*)>.*?<statement[^>]*>(.*?)</statement>}sg) {
      my ($attributes, $text) = ($1, $2);
      next unless $attributes =~ /type="testimony"|consent="withheld"|audience="(?!public")/ && $attributes !~ /audience="public"/;
      my @w = split " ", $text; print "@w[4..9]\n"; print "@w[-8..-3]\n" }' "$REPO"/samples/velmora/records/*.xml >secrets.txt
  [ "$(wc -l <secrets.txt)" -ge 10 ]
  for d in $INSTITUTION; do
    words "$d.en.html" >html.txt
    ! grep -F -f secrets.txt html.txt || fail "$d.html tells what is not public"
    ! grep -oE '[a-z]+@[a-z]*\.velmora\.example' html.txt | grep -vxE '(international|npm)@defender\.velmora\.example' || fail "$d.html shows a contact"
  done
}
