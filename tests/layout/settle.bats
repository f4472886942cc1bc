# Page numbers in the contents settle: they have room of one width, whatever they are, so that filling them in moves nothing and one
# pass is enough. Documents made to oscillate, where a number of one more figure would need a line more, which would push a
# heading to the next page, which would need the wider number.
load ../harness

# $1 lines in front of the contents, $2 sections of a page each, titles of $3 letters more than the one before
lay_out() {
  local i title
  {
    echo '<document xmlns="urn:rapporteur:document" version="1" id="c" kind="c" xml:lang="en" dir="ltr" style="small" paged="yes">'
    echo '<meta><title>Case</title><date value="2026-06-30">x</date></meta><part region="body" master="portrait"><title id="title">Title</title>'
    for ((i = 0; i < $1; i++)); do echo "<p>Line</p>"; done
    echo '<contents depth="1" label="Contents">'
    for ((i = 1; i <= $2; i++)); do echo "<entry level=\"1\" to=\"s$i\" label=\"$i.\">$(title_of $i "$3")</entry>"; done
    echo '</contents>'
    for ((i = 1; i <= $2; i++)); do
      echo "<section id=\"s$i\" numbering=\"auto\" label=\"$i.\" level=\"1\"><heading>$(title_of $i "$3")</heading>"
      echo '<p>1<br/>2<br/>3<br/>4<br/>5<br/>6<br/>7</p></section>'
    done
    echo '</part></document>'
  } >"$TMP/settle.xml"
  rapporteur -C "$HERE" layout "$TMP/settle.xml" --dump=pages
  status_is 0
}
title_of() { printf 'T%s' "$(head -c $((20 + $1 * $2)) /dev/zero | tr '\0' 'i')"; }

# Every entry shows the page of its destination; how many did
right() {
  awk '/^page /{page = $2}
    /^  text .*TOCI.*Link$/ && match($0, /"[0-9]+" /){number = substr($0, RSTART + 1, RLENGTH - 3)}
    /^  link .*TOCI/{for (i = 1; i <= NF; i++) if ($i ~ /^#s/) {shown[substr($i, 2)] = number}}
    /^destinations/{in_them = 1; next} /^structure/{in_them = 0}
    in_them{is[substr($1, 2)] = $3}
    END{for (id in shown) {n++; if (shown[id] != is[id]) {print "entry", id, "says", shown[id], "stands on", is[id]; bad = 1}} print n; exit bad}' <<<"$output"
}

@test "every number is that of its page, at 9 and 10 and at 99 and 100" {
  local lines sections
  for lines in 0 3 6 9; do
    for sections in 8 9 10 11; do
      lay_out $lines $sections 1
      right >"$TMP/right" || fail "$lines lines, $sections sections: $(cat "$TMP/right")"
      [ "$(tail -1 "$TMP/right")" -eq $sections ]
    done
  done
  lay_out 0 105 0
  right >"$TMP/right" || fail "$(cat "$TMP/right")"
  [ "$(tail -1 "$TMP/right")" -eq 105 ]
}

@test "lines of the contents are the same whether numbers have one figure or three" {
  lay_out 0 9 4
  grep 'TOCI' <<<"$output" | grep -o '"T[i]*"' >"$TMP/short"
  lay_out 1200 9 4
  grep 'TOCI' <<<"$output" | grep -o '"T[i]*"' >"$TMP/long"
  grep -q '"12[0-9]" .*TOCI' <<<"$output" || fail "no numbers of three figures"
  same "$TMP/short" "$TMP/long"
}

@test "the same pages each time" {
  lay_out 4 12 3
  printf '%s\n' "$output" >"$TMP/once"
  rapporteur -C "$HERE" layout "$TMP/settle.xml" --dump=pages
  printf '%s\n' "$output" >"$TMP/twice"
  same "$TMP/once" "$TMP/twice"
}
