load ../harness
# Short names of States against the tables of the United Nations Statistics Division. Skipped where the data are absent.

@test "the 194 short names of States in Arabic and French are the official ones" {
  need_shared geo
  for lang in ar fr; do
    run perl "$REPO/tests/real/state-names.pl" "$SHARED/data/geo/UNSD-$lang.csv" "$REPO/templates/vocabularies/states.xml" "$lang"
    [ "$output" = "194 compared" ] || fail "$output"
  done
}
