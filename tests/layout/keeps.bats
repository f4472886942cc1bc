# What stays together, wherever the page happens to end: each document is laid out with 0 to 12 lines in front of the construct, so that
# the end of the page passes through all of it, and a program reads the dump. Goldens show one place; these show all of them.
load ../harness

# The document: $1 lines, then $2; pages of ten lines (styles/small.xml).
lay_out() {
  {
    echo '<document xmlns="urn:rapporteur:document" version="1" id="c" kind="c" xml:lang="en" dir="ltr" style="small" paged="yes">'
    echo '<meta><title>Case</title><date value="2026-06-30">x</date></meta>'
    echo '<part region="body" master="portrait"><title id="title">Title</title>'
    for ((i = 1; i <= $1; i++)); do echo "<p>Line $i</p>"; done
    printf '%s\n<p>Behind it</p></part></document>\n' "$2"
  } >"$TMP/keep.xml"
  rapporteur -C "$HERE" layout "$TMP/keep.xml" --dump=pages
  status_is 0
}

# The page on which the text $1 stands as one of the document's own (not as a repeated head).
page_of() {
  awk -v text="\"$1\"" '/^page /{page = $2} /^outline|^destinations|^structure/{exit} index($0, text) && !/\[/{print page; exit}' <<<"$output"
}

together() { # texts that share a page
  local first page text
  first=$(page_of "$1")
  [ -n "$first" ] || fail "nowhere: $1" "$output"
  for text in "${@:2}"; do
    page=$(page_of "$text")
    [ "$page" = "$first" ] || fail "behind $n lines: \"$1\" on page $first, \"$text\" on page ${page:-none}"
  done
}

# Runs $1 for every number of lines in front; $2: the construct.
everywhere() {
  for n in $(seq 0 12); do
    lay_out "$n" "$2"
    "$1"
  done
}

rows() { for ((i = 1; i <= $1; i++)); do echo "<row><cell scope=\"row\"><p>Row $i</p></cell><cell><p>cell</p></cell></row>"; done; }
columns='<columns><column width="share:1"/><column width="share:1"/></columns>'
head='<head><row><cell scope="col"><p>Head</p></cell><cell scope="col"><p>Head 2</p></cell></row></head>'

@test "five headings and two lines of text" {
  check() { together 'Level 1' 'Level 2' 'Level 3' 'Level 4' 'Level 5' 'text 1' 'text 2'; }
  everywhere check "$(for i in 1 2 3 4 5; do echo "<section id=\"s$i\" numbering=\"none\" level=\"$i\"><heading>Level $i</heading>"; done)
    <p>text 1<br/>text 2<br/>text 3<br/>text 4</p>$(for i in 1 2 3 4 5; do echo '</section>'; done)"
}

@test "label, caption, head and the first row of a table; its last row and its notes" {
  check() {
    together 'Table 1' 'Caption' 'Head' 'Row 1'
    together 'Row 12' 'A note.' 'Source: tests.'
  }
  everywhere check "<table id=\"t\" role=\"plain\" label=\"Table 1\"><caption>Caption</caption>$columns$head<group>$(rows 12)</group>
    <notes><p id=\"note-a\" label=\"a\">A note.</p><p role=\"source\">Source: tests.</p></notes></table>"
}

@test "a table of less than half a page" {
  check() { together 'Caption' 'Row 1' 'Row 2' 'Row 3'; }
  everywhere check "<table id=\"t\" role=\"plain\" numbering=\"none\"><caption>Caption</caption>$columns$head<group>$(rows 3)</group></table>"
}

@test "a band and the row behind it; a summary and the row in front of it" {
  check() { together 'Band' 'Row 1'; together 'Row 6' 'Six rows'; }
  everywhere check "<table id=\"t\" role=\"plain\" numbering=\"none\">$columns<group><row role=\"band\"><cell scope=\"rowgroup\" colspan=\"2\"><p>Band</p></cell></row>
    $(rows 6)<row role=\"summary\"><cell colspan=\"2\"><p>Six rows</p></cell></row></group></table>"
}

@test "both rows of a head, and a cell over two columns" {
  check() { together 'Over both' 'Under it' 'Row 1'; }
  everywhere check "<table id=\"t\" role=\"plain\" numbering=\"none\">$columns<head><row><cell scope=\"colgroup\" colspan=\"2\"><p>Over both</p></cell></row>
    <row><cell scope=\"col\"><p>Under it</p></cell><cell scope=\"col\"><p>Under it too</p></cell></row></head><group>$(rows 12)</group></table>"
}

@test "a row that asks for it" {
  check() { together 'kept 1' 'kept 2' 'kept 3' 'kept 4'; }
  everywhere check "<table id=\"t\" role=\"plain\" numbering=\"none\">$columns<group>$(rows 4)
    <row keep=\"yes\"><cell><p>kept 1<br/>kept 2<br/>kept 3<br/>kept 4</p></cell><cell><p>cell</p></cell></row>$(rows 4)</group></table>"
}

@test "a quotation's last two lines and its source" {
  check() { together 'quoted 8' 'quoted 9' 'A/HRC/1/2, para. 3'; together 'quoted 1' 'quoted 2'; }
  everywhere check '<quotation><p>quoted 1<br/>quoted 2<br/>quoted 3<br/>quoted 4<br/>quoted 5<br/>quoted 6<br/>quoted 7<br/>quoted 8<br/>quoted 9</p><p role="source">A/HRC/1/2, para. 3</p></quotation>'
}

@test "a figure's label, caption and drawing; its data whole, its source behind it" {
  check() { together 'Figure 1' 'Caption' 'Bar'; together 'Row 1' 'Row 2' 'Row 3' 'Source: tests.'; }
  everywhere check "<figure id=\"f\" label=\"Figure 1\" alt=\"A bar.\"><caption>Caption</caption>
    <drawing width=\"100\" height=\"30\"><rect x=\"0\" y=\"0\" w=\"60\" h=\"10\" tone=\"good\"/><text x=\"0\" y=\"25\" role=\"chart-label\">Bar</text></drawing>
    <data label=\"Data\"><table id=\"t\" role=\"data\" numbering=\"none\">$columns<group>$(rows 3)</group></table></data><p role=\"source\">Source: tests.</p></figure>"
}

@test "a mark and the first lines of its note, in text, in a cell and in a row that splits" {
  check() { together 'called here' 'note line 1'; }
  everywhere check '<p>called here<note id="note-1" label="1"><p>note line 1<br/>note line 2<br/>note line 3</p></note></p>'
  everywhere check "<table id=\"t\" role=\"plain\" numbering=\"none\">$columns$head<group>$(rows 3)
    <row><cell><p>called here<note id=\"note-1\" label=\"1\"><p>note line 1<br/>note line 2</p></note></p></cell><cell><p>cell</p></cell></row></group></table>"
  check() { together 'called here' 'note one'; together 'called there' 'note two'; }
  everywhere check "<table id=\"t\" role=\"plain\" numbering=\"none\">$columns$head<group>$(rows 1)
    <row><cell><p>called here<note id=\"note-1\" label=\"1\"><p>note one</p></note><br/>a<br/>b<br/>c<br/>d</p></cell>
    <cell><p>a<br/>b<br/>c<br/>called there<note id=\"note-2\" label=\"2\"><p>note two</p></note><br/>d</p></cell></row></group></table>"
}

@test "a head is shown again on every page of its table, with the mark of its note, and once in the structure" {
  local pages
  check() {
    pages=$(awk '/^page /{page = $2} /^destinations/{exit} /"Row /{print page}' <<<"$output" | sort -u | wc -l)
    [ "$(grep -c '"Head" .*\[repeated-head\]' <<<"$output")" -eq $((pages - 1)) ] || fail "behind $n lines: $pages pages" "$output"
    [ "$(grep -c '"Head" .*/TH' <<<"$output")" -eq 1 ] || fail "behind $n lines: heads in the structure"
  }
  everywhere check "<table id=\"t\" role=\"plain\" numbering=\"none\">$columns$head<group>$(rows 20)</group></table>"
}
