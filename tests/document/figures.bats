# Figures in prose against the tables of the same document.
load ../harness

@test "a figure in prose is what the document's own table counts, for every status of the sample" {
  cp -r "$REPO/samples/velmora" dossier
  rapporteur -C dossier build midterm --lang en --dump=resolved -q
  cp .stdout tree.xml
  rows() { xmllint --xpath "count(//*[local-name()='part'][@region='annex']//*[local-name()='row'][starts-with(@id, 'row-') or starts-with(@id, 'rec-')][.//*[local-name()='status'][@value='$1']])" tree.xml; }
  : >dossier/narrative/introduction.md
  values="implemented partial in-progress not-started not-accepted no-information not-assessed"
  for v in $values; do printf '%s {{count status=%s as=figures}} of {{count as=figures}}, {{share status=%s}}\n\n' "$v" "$v" "$v" >>dossier/narrative/introduction.md; done
  rapporteur -C dossier build midterm --lang en --dump=view -q
  status_is 0
  all=0
  for v in $values; do
    n=$(rows "$v")
    all=$((all + n))
    grep -qE ">$v $n of 42, $n of 42 \([0-9]+ per cent\)<" .stdout || fail "$v: $n rows, but $(grep -oE ">$v [^<]*" .stdout)"
  done
  [ "$all" = 42 ] || fail "$all rows"
}
