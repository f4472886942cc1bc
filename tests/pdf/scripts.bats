# The Universal Declaration in the 21 languages of the public data, each a document of a dossier that `build` makes a PDF of: the
# structure says the source, block by block; plain extraction has every letter of it where lines run from left to right; pages
# that run from right to left are mirrored.
load ../harness

# declarations: a dossier with all of them, built
declarations() {
  need_shared udhr
  local files=("$SHARED"/data/udhr/*.html)
  if under_asan; then files=("$SHARED"/data/udhr/{eng,arb,hin,khm,jpn}.html); fi
  perl "$REPO/tests/pdf/udhr-dossier.pl" d "${files[@]}"
  rapporteur -C d build
  status_is 0
  output_lacks "R601"
}

@test "21 languages in 16 scripts: the structure of each PDF is the source, block by block; our checker finds nothing" {
  declarations
  wrong= n=0
  while read -r lang file; do
    pdfinfo -struct-text "d/out/text.$lang.pdf" >said 2>warnings
    [ ! -s warnings ] || fail "$lang: $(head -n 3 warnings)"
    perl "$REPO/tests/pdf/udhr-same.pl" structure "d/narrative/text.$lang.md" said >difference || wrong="$wrong $lang: $(cat difference)"
    rapporteur check --pdf "d/out/text.$lang.pdf"
    status_is 0
    n=$((n + 1))
  done <d/languages
  [ -z "$wrong" ] || fail "$wrong"
  under_asan || [ $n -eq 21 ] || fail "$n languages"
}

@test "left to right: pdftotext has each letter in its place" {
  declarations
  wrong=
  while read -r lang file; do
    case $lang in ar | he) continue ;; esac
    pdftotext -f 2 -x 112 -y 62 -W 500 -H 715 "d/out/text.$lang.pdf" said # the text column, without numbers in the margin, heads and feet
    perl "$REPO/tests/pdf/udhr-same.pl" plain "d/narrative/text.$lang.md" said >difference || wrong="$wrong $lang: $(cat difference)"
  done <d/languages
  [ -z "$wrong" ] || fail "$wrong"
}

@test "right to left: numbers hang at the right, text ends there, the number of the page is outside" {
  need_shared udhr
  perl "$REPO/tests/pdf/udhr-dossier.pl" d "$SHARED/data/udhr/"{arb,heb,eng}.html
  for lang in ar he; do
    "$RAPPORTEUR" -C d build text --lang=$lang --dump=pages >$lang.pages 2>/dev/null
    run perl "$REPO/tests/pdf/mirrored.pl" $lang.pages
    [ "$status" -eq 0 ] || fail "$lang: $(printf '%s\n' "$output" | head -5)"
  done
  "$RAPPORTEUR" -C d build text --lang=en --dump=pages >en.pages 2>/dev/null
  run perl "$REPO/tests/pdf/mirrored.pl" en.pages
  [ "$status" -eq 1 ] # and the program sees a page that is not
}
