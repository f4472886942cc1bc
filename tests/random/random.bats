# Random documents: a hundred of them (fewer under the sanitizers) keep what every document's pages must keep (audit.c); the
# long form is `make random N=1000`. A failing seed is replayed by `tests/random/run --seed N --shrink --write tree.xml`.
load ../harness

@test "a hundred random documents: nothing lost, outside, over each other or parted" {
  local count=100
  if under_asan; then count=12; fi
  run "$HERE/run" --count $count
  [ "$status" -eq 0 ] || fail "$output"
}

@test "random documents as PDF: no finding of the checker" {
  local count=8
  if under_asan; then count=2; fi
  run "$HERE/run" --first 2001 --count $count --pdf
  [ "$status" -eq 0 ] || fail "$output"
}

@test "the same seed gives the same tree" {
  "$HERE/run" --seed 5 --write "$TMP/a.xml" >/dev/null
  "$HERE/run" --seed 5 --write "$TMP/b.xml" >/dev/null
  same "$TMP/a.xml" "$TMP/b.xml"
}

@test "a seed is replayed, and says what is wrong with it" {
  run "$HERE/run" --seed 330
  [ "$status" -eq 0 ] || fail "$output"
  [[ $output == "seed 330: nothing is wrong"* ]] || fail "$output"
  run "$HERE/run" --seed 330 --write "$TMP/tree.xml"
  "$RAPPORTEUR" -C "$REPO/tests/layout" layout "$TMP/tree.xml" --folder "$REPO/samples/pictures" --dump=pages | grep -q '^page 2 '
}
