# Styles that inherit, and those that come with the program; pictures of pages. `make bless T=style` rewrites the goldens:
# tree.xml in each style (STYLE.pages), and what is said about each broken one (STYLE.err).
load ../harness

pages_in() { # tree.xml in the style $1: what stands on its pages, without outline and structure
  rapporteur -C "$HERE" layout "$HERE/tree.xml" --style "$1" --dump=pages
  printf '%s\n' "$output" | sed '/^outline/,$d' >"$TMP/$1.pages"
}

@test "a style that inherits says only what differs" {
  local s failed=0
  for s in office office-blue twice-scaled; do
    pages_in $s
    status_is 0
    [ -z "$errors" ] || fail "$s: $errors"
    golden "$TMP/$s.pages" "$HERE/$s.pages" || failed=1
  done
  [ $failed -eq 0 ]
}

@test "the styles that come with the program" {
  local s failed=0
  for s in un submission large-print plain; do
    pages_in $s
    status_is 0
    golden "$TMP/$s.pages" "$HERE/$s.pages" || failed=1
  done
  [ $failed -eq 0 ]
}

@test "what is wrong in a style is said with its place" {
  local file s failed=0
  while read -r file; do
    s=$(basename "$file" .xml)
    pages_in "$s"
    printf '%s\n' "$errors" | sed "s|$HERE/||g" >"$TMP/$s.err"
    golden "$TMP/$s.err" "$HERE/$s.err" || failed=1
  done < <(cases "$HERE"/styles/broken-*.xml)
  [ $failed -eq 0 ]
}

@test "large print: no letter below 12 points, none slanted" {
  pages_in large-print
  ! grep -E 'italic|(Sans|Serif|Mono)( bold)? ([0-9]|1[01])(\.[0-9]+)? ' "$TMP/large-print.pages" | grep -v '/Lbl$\|/Link$' >&2
}

@test "large print: nothing slanted in a tree with every construct, nothing below 12 points but raised marks" {
  rapporteur -C "$HERE" layout "$REPO/tests/document/sample-tree.xml" --style large-print --dump=pages
  printf '%s\n' "$output" | sed '/^outline/,$d' >"$TMP/pages"
  ! grep ' italic ' "$TMP/pages" >&2
  ! grep -E '^  text .*(Sans|Serif)( bold)? ([0-9]|1[01])(\.[0-9]+)? ' "$TMP/pages" | grep -v 'Reference/Link$\|/Lbl$\|"2" .*/Span$' >&2
}

@test "plain: black and white only" {
  pages_in plain
  ! grep -oE '#[0-9a-f]{6} ' "$TMP/plain.pages" | grep -v '#000000 \|#ffffff ' >&2
}

dossier() { # a copy of the sample with the style $1, in $TMP/d
  cp -r "$REPO/samples/velmora" "$TMP/d"
  rm -rf "$TMP/d/out"
  sed -i "s/style=\"un\"/style=\"$1\"/" "$TMP/d/project.xml"
}

@test "a dossier's own styles/office.xml inherits from un, in both formats" {
  dossier office
  mkdir -p "$TMP/d/styles"
  cat >"$TMP/d/styles/office.xml" <<XML
<style xmlns="urn:rapporteur:style" version="1" id="office" inherits="un">
  <roles><role id="heading-2" colour="link"/></roles>
</style>
XML
  rapporteur -C "$TMP/d" build upr-matrix-nhri
  status_is 0
  rapporteur -C "$TMP/d" check
  status_is 0
  sed -i 's/colour="link"/colour="lnik"/' "$TMP/d/styles/office.xml"
  rapporteur -C "$TMP/d" build upr-matrix-nhri
  status_is 1
  errors_has $'\nstyles/office.xml:2:39: error: colour="lnik"'
  errors_has 'did you mean “link”?'
}

@test "png: a folder of pages, the same bytes each time, nothing of a longer build" {
  dossier un
  rapporteur -C "$TMP/d" build upr-matrix-nhri --format png,pdf --dpi 48
  status_is 0
  output_has 'out/upr-matrix-nhri.en.png/  '
  pages=$(pdfinfo "$TMP/d/out/upr-matrix-nhri.en.pdf" | sed -n 's/^Pages: *//p')
  [ "$(ls "$TMP/d/out/upr-matrix-nhri.en.png" | wc -l)" -eq "$pages" ]
  [ -e "$TMP/d/out/upr-matrix-nhri.en.png/page-001.png" ]
  cp -r "$TMP/d/out" "$TMP/first"
  : >"$TMP/d/out/upr-matrix-nhri.en.png/page-999.png"
  : >"$TMP/d/out/mine.txt"
  rapporteur -C "$TMP/d" build upr-matrix-nhri --format png --dpi 48
  status_is 0
  diff -r "$TMP/first/upr-matrix-nhri.en.png" "$TMP/d/out/upr-matrix-nhri.en.png" >&2
  [ -e "$TMP/d/out/mine.txt" ]
  [ -e "$TMP/d/out/upr-matrix-nhri.en.pdf" ]
}

@test "png: --dpi sets the size, and refuses what is none" {
  dossier un
  rapporteur -C "$TMP/d" build upr-matrix-nhri --format png --dpi 36
  file=$TMP/d/out/upr-matrix-nhri.en.png/page-001.png
  [ "$(od -An -tu1 -j16 -N8 "$file" | tr -s ' ')" = " 0 0 1 165 0 0 1 42" ] || fail "$(od -An -tu1 -j16 -N8 "$file")"
  rapporteur -C "$TMP/d" build --format png --dpi 5
  status_is 2
  errors_has '36 to 600'
}

@test "png: pages look as those of the PDF" {
  local n most
  dossier un
  mkdir "$TMP/p"
  rapporteur -C "$TMP/d" build midterm upr-matrix-nhri --format png,pdf
  status_is 0
  for d in midterm upr-matrix-nhri; do
    pdftoppm -r 96 -f 1 -l 8 -png "$TMP/d/out/$d.en.pdf" "$TMP/p/$d"
    n=0
    for file in "$TMP/p/$d"-*.png; do
      n=$((n + 1))
      "$BUILD/tests/unit/png" --difference "$file" "$TMP/d/out/$d.en.png/$(printf 'page-%03d.png' $n)" >"$TMP/line" || fail "$d $n: $(cat "$TMP/line")"
      echo "$d $n $(cat "$TMP/line")" >>"$TMP/differences"
    done
  done
  awk '$3 > 4 || $4 > 0.0005 { print; bad = 1 } END { exit bad || NR < 16 }' "$TMP/differences" >&2 || fail "$(cat "$TMP/differences")"
}
