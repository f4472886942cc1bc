# The sample dossier: as large and as varied as it claims to be, and written rather than generated.
load ../harness

VELMORA=$REPO/samples/velmora

count() { awk -v k="$1" '$1 == k { print $2; found = 1 } END { if (!found) print 0 }' counts; }
at_least() { local n; n=$(count "$1"); [ "$n" -ge "$2" ] || fail "$1: $n, at least $2 expected"; }

setup_more() { perl "$HERE/prose.pl" counts "$VELMORA" >counts; }

@test "recommendations: at least 60, from all eight kinds of mechanism" {
  at_least recommendation 60
  at_least from-UPR 20
  at_least from-CCPR 8
  at_least from-CEDAW 6
  at_least from-CAT 7
  at_least from-CRPD 5
  at_least from-CERD 5
  at_least from-SP 4
  at_least from-CHRLS 3
  [ "$(count 'from-?')" -eq 0 ] || fail "a recommendation whose source is not in the dossier"
}

@test "measures, evidence, indicators with breakdowns, institutions, clusters" {
  at_least action 80
  at_least evidence 60
  at_least evidence-not-public 3
  at_least indicator-with-breakdown 15
  at_least institution 12
  at_least cluster 10
}

@test "State and Public Defender stand side by side on at least 30 recommendations" {
  at_least assessed-by-both 30
}

@test "every other type of record is there" {
  local type
  for type in consultation obligation question issue treaty submitter; do at_least $type 3; done
}

@test "no sentence of prose stands twice" {
  perl "$HERE/prose.pl" twice "$VELMORA" >twice
  [ ! -s twice ] || fail "$(cat twice)"
}

@test "the check of repeated sentences finds one, with other figures, and lets a formula pass" {
  mkdir -p d/records d/narrative
  cat >d/records/a.xml <<'XML'
<records xmlns="urn:rapporteur:records" version="1">
  <recommendation id="r1" kind="recommendation">
    <text xml:lang="en">The State party should: (a) Reduce the number of cells below ground;</text>
  </recommendation>
  <recommendation id="r2" kind="recommendation">
    <text xml:lang="en">The State party should: (b) Publish what the inspectors wrote about them.</text>
  </recommendation>
  <evidence id="e1" type="report" by="state" date="2025-01-01" reliability="high" consent="not-needed">
    <statement xml:lang="en">A first remark. In 2024 the court received 12 complaints of this kind.</statement>
  </evidence>
</records>
XML
  printf 'Another one.\n\nIn 2025 the *court* received 1,340 complaints of this kind. Nothing else.\n' >d/narrative/n.md
  perl "$HERE/prose.pl" twice d >twice
  [ "$(grep -c '^    ' twice)" -eq 1 ] || fail "$(cat twice)"
  grep -q 'a.xml e1 statement, n.md' twice || fail "$(cat twice)"
}
