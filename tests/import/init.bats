load ../harness
# What init writes, refuses and says.

@test "a matrix dossier: valid, checked, with the next two commands" {
  rapporteur init slovenia --state SVN --kind matrix; status_is 0
  output_has "wrote slovenia/project.xml"
  output_has "rapporteur -C slovenia import"; output_has "rapporteur -C slovenia build"
  [ -e slovenia/.editorconfig ] && [ -e slovenia/.gitattributes ] && [ -e slovenia/schema/records.xsd ]
  [ ! -e slovenia/narrative ]
  xmllint --noout --schema slovenia/schema/project.xsd slovenia/project.xml
  xmllint --noout --schema slovenia/schema/records.xsd slovenia/records/*.xml
  xmllint --noout --schema slovenia/schema/vocabulary.xsd slovenia/vocabularies/*.xml
  grep -q '<as-of date="2026-06-30"/>' slovenia/project.xml
  rapporteur -C slovenia check; status_is 0; [ -z "$errors" ]
}

@test "the files for editors name schemas that are there" {
  "$RAPPORTEUR" -q init d --state SVN
  grep -rl xml-model d --include=*.xml | while read -r f; do
    href=$(sed -n 's/.*<?xml-model href="\([^"]*\)".*/\1/p' "$f")
    [ -e "$(dirname "$f")/$href" ] || fail "$f names $href"
  done
}

@test "the example is valid once its two lines are deleted" {
  "$RAPPORTEUR" -q init d --state SVN
  sed -i '/EXAMPLE: /d' d/records/example.xml
  grep -c '<recommendation' d/records/example.xml
  rapporteur -C d check; status_is 0; [ -z "$errors" ]
}

@test "a mid-term dossier has its narratives" {
  rapporteur init d --state Slovenia --kind upr-midterm; status_is 0
  for f in introduction method consultations overview capacity next-steps; do [ -s d/narrative/$f.md ]; done
  grep -q '<state code="SVN"/>' d/project.xml
  rapporteur -C d check; status_is 0; [ -z "$errors" ]
}

@test "each kind builds at once, without a fault in what was written; there is a start for every kind" {
  local kind n=0
  for kind in $(cd "$REPO/templates/kinds" && ls *.xsl | sed 's/\.xsl//'); do
    [ -e "$REPO/templates/init/kinds/$kind.xml" ] || fail "no start for $kind"
    rapporteur -q init $kind --state SVN --kind $kind; status_is 0
    rapporteur -C $kind check; status_is 0
    rapporteur -C $kind build; status_is 0
    if [ "$kind" = site ]; then
      [ -s site/out/progress/en/index.html ] || fail "no site was built"
    else
      ls $kind/out/*.en.html $kind/out/*.en.pdf >/dev/null || fail "$kind: nothing was built"
    fi
    n=$((n + 1))
  done
  [ $n -ge 18 ]
}

@test "a body is chosen, or refused where the kind has none for it" {
  rapporteur -q init shadow --state SVN --kind nhri-contribution --body CEDAW; status_is 0
  grep -q 'body="CEDAW"' shadow/project.xml
  rapporteur -C shadow build; status_is 0
  rapporteur -q init other --state SVN --kind nhri-contribution --body XYZ; status_is 2
  [ ! -e other ]
}

@test "an invented State, a name with markup, a folder with spaces" {
  rapporteur init "my dossier" --state XVM --name 'Vel & "mora"'; status_is 0
  output_has "rapporteur -C 'my dossier' build"
  grep -q 'id="my-dossier"' "my dossier/project.xml"
  rapporteur -C "my dossier" check; status_is 0
}

@test "a folder that is not empty is refused; hidden files are not in the way" {
  mkdir d; touch d/x
  rapporteur init d --state SVN; status_is 3; errors_has "not empty"
  [ "$(ls -A d)" = x ]
  rm d/x; mkdir d/.git; echo mine >d/.editorconfig
  rapporteur init d --state SVN; status_is 0
  [ "$(cat d/.editorconfig)" = mine ]
  : >file; rapporteur init file --state SVN; status_is 3
}

@test "unknown State and kind: the nearest is offered; no folder is made" {
  rapporteur init d --state SVM; status_is 2; errors_has "did you mean"
  rapporteur init d --state Slovenja; status_is 2; errors_has "SVN (Slovenia)"
  rapporteur init d --state SVN --kind matrx; status_is 2; errors_has "“matrix”"
  rapporteur init d; status_is 2
  rapporteur init --state SVN; status_is 2
  [ ! -e d ]
}
