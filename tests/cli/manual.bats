# The manual page is sound, has a line for every message, and its examples run.
load ../harness

@test "mandoc finds no fault in the manual page" {
  mandoc -T lint -W warning "$BUILD/rapporteur.1"
}

@test "every message has its line in the manual page" {
  mandoc -T utf8 "$BUILD/rapporteur.1" | sed 's/.\x08//g' >"$TMP/page"
  "$RAPPORTEUR" explain | cut -d ' ' -f 1 >"$TMP/codes"
  [ -s "$TMP/codes" ]
  while read -r code; do grep -q "^ *$code \(error\|warning\|note\)" "$TMP/page" || fail "no line for $code"; done <"$TMP/codes"
}

@test "the examples of the manual page run, in order" {
  PATH=$BUILD:$PATH
  sed -n '/^\.Sh EXAMPLES/,/^\.Sh DIAGNOSTICS/s/^\$ //p' "$REPO/src/rapporteur.1" >"$TMP/examples"
  [ "$(wc -l <"$TMP/examples")" -ge 5 ]
  while read -r line; do
    bash -c "$line" >"$TMP/log" 2>&1 </dev/null || fail "$line: $(cat "$TMP/log")"
  done <"$TMP/examples"
}
