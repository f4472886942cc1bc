# Every example of the CommonMark specification: read by our reader, its tree written back as HTML by a neutral stylesheet and
# compared with the specification's; those with raw HTML are refused at its line; those in which cmark 0.30.2 differs are listed
# by name and reason. All that are read stand in one PDF, a page each, and say the same there.
load ../harness

@test "CommonMark: each example equals the specification, is refused for raw HTML at its line, or is listed; each reads the same on paper" {
  need_shared commonmark
  local all="$HERE/commonmark"
  mkdir cm
  count=$(perl "$all/compare.pl" cut "$SHARED/data/commonmark/spec.txt" cm)
  [ "$count" = "$(grep -c '^`\{32\} example$' "$SHARED/data/commonmark/spec.txt")" ] || fail "$count examples were cut"
  cd cm
  rapporteur markdown --messages=json --limit 0 ex-*.md
  status_is 1
  cd ..
  cp .stdout tree.xml
  cp .stderr messages.jsonl
  xsltproc "$all/neutral.xsl" tree.xml >html.xml
  run perl "$all/compare.pl" judge cm html.xml messages.jsonl "$all/listed.txt"
  echo "# $output" | head -1 >&3
  [ "$status" = 0 ] || fail "$output"
  [[ $output == "580 equal, 72 refused, 3 listed, of 655" ]] || fail "the numbers changed: $output"
  rapporteur layout tree.xml --pdf all.pdf --limit 0
  # the pictures of the specification are not there: their words stand for them
  ! grep 'error:' .stderr | grep -v 'R606' || fail "$errors"
  pdftotext -raw all.pdf all.txt
  run perl "$all/compare.pl" pages cm tree.xml all.txt
  echo "# $output" | head -1 >&3
  [ "$status" = 0 ] || fail "$output"
  [[ $output == "583 of 583 pages have the same text" ]] || fail "$output"
}

@test "CommonMark in our vocabulary is valid but for addresses that lead nowhere on paper" {
  need_shared commonmark
  mkdir cm
  perl "$HERE/commonmark/compare.pl" cut "$SHARED/data/commonmark/spec.txt" cm >/dev/null
  rapporteur markdown --limit 0 cm/ex-*.md
  cp .stdout tree.xml
  run xmllint --noout --schema "$REPO/schemas/document.xsd" tree.xml
  wrong=$(printf '%s\n' "$output" | grep 'Schemas validity error' | grep -v "attribute 'href'" || true)
  [ -z "$wrong" ] || fail "$wrong"
}
