# Pages: one small resolved document a case, its dump beside it (CASE.pages), and its messages (CASE.err) where it has any.
# `make bless T=layout` rewrites them; the sentence at the top of a case says what should result.
load ../harness

@test "cases: pages and messages are as blessed" {
  local file failed=0
  while read -r file; do
    rapporteur -C "$HERE" layout "$file" --dump=pages
    printf '%s\n' "$output" >"$TMP/pages"
    printf '%s\n' "$errors" | sed "s|$HERE/||g" >"$TMP/err"
    golden "$TMP/pages" "${file%.xml}.pages" || failed=1
    if [ -n "$errors" ] || [ -e "${file%.xml}.err" ]; then golden "$TMP/err" "${file%.xml}.err" || failed=1; fi
  done < <(cases "$HERE"/*.xml)
  [ $failed -eq 0 ]
}

@test "kept words and whole paragraphs give the same pages" {
  local file
  for file in "$HERE"/*.xml "$REPO"/tests/document/sample-tree.xml; do
    rapporteur -C "$HERE" layout "$file" --dump=pages
    printf '%s\n' "$output" >"$TMP/words"
    rapporteur -C "$HERE" layout "$file" --dump=pages --as-one
    printf '%s\n' "$output" >"$TMP/whole"
    diff -u "$TMP/words" "$TMP/whole" >&2 || fail "$file: the two ways differ"
  done
}

@test "styles are valid against schemas/style.xsd" {
  local file
  for file in "$REPO"/styles/*.xml "$HERE"/styles/*.xml; do
    xmllint --nonet --noout --schema "$REPO/schemas/style.xsd" "$file" || fail "$file"
  done
}

style_with() { # a dossier folder with a style "broken" in which $1 was replaced by $2
  mkdir -p "$TMP/d/styles"
  sed "s|$1|$2|" "$HERE/styles/small.xml" >"$TMP/d/styles/broken.xml"
  cp "$HERE/facts.xml" "$TMP/d/tree.xml"
  rapporteur -C "$TMP/d" layout "$TMP/d/tree.xml" --style broken --dump=pages
}

@test "a style with a value that is none is refused with its place" {
  style_with 'id="body" font="text" size="8"' 'id="body" font="text" size="eight"'
  status_is 1
  errors_has 'styles/broken.xml:28:39'
}

@test "a style that names what is not there is refused" {
  style_with 'id="justified" based-on="body"' 'id="justified" based-on="bdy"'
  status_is 1
  errors_has 'based-on="bdy"'
}

@test "a style with a DOCTYPE is refused" {
  style_with '<style xmlns' '<!DOCTYPE style [<!ENTITY x "y">]><style xmlns'
  status_is 1
  errors_lacks 'R9'
}

@test "a style that does not exist is named" {
  rapporteur layout "$HERE/facts.xml" --style none --dump=pages
  status_is 1
  errors_has '"none"'
}

@test "four hundred headings with notes: each stands once" {
  {
    echo '<document xmlns="urn:rapporteur:document" version="1" id="c" kind="c" xml:lang="en" dir="ltr" style="small" paged="yes">'
    echo '<meta><title>Case</title><date value="2026-06-30">x</date></meta><part region="body" master="portrait">'
    for i in $(seq 400); do
      echo "<section id=\"s$i\" numbering=\"none\" level=\"1\"><heading>Heading $i</heading><p>Text $i<note id=\"note-$i\" label=\"$i\"><p>Note $i</p></note></p></section>"
    done
    echo '</part></document>'
  } >"$TMP/many.xml"
  rapporteur -C "$HERE" layout "$TMP/many.xml" --dump=pages
  status_is 0
  [ "$(grep -c '"Note ' <<<"$output")" -eq 400 ]
  [ "$(grep -c '"Text ' <<<"$output")" -eq 400 ]
}
