# check --coverage: what documents had to answer, and what they answer.
load ../harness

setup_more() { cp -r "$REPO/tests/document/base" dossier; }

@test "recommendations by position, follow-up, and what is told without a newer measure" {
  rapporteur -C dossier check --coverage midterm
  output_has "midterm (en)"
  grep -qE '^  supported recommendations +2 answered +1 partly +0 not$' .stdout || fail "$output"
  grep -qE '^  noted recommendations +' .stdout
  output_has "r-31"
  status_is 0
}

@test "a measure that is older than the recommendation, or newer than the cut-off date, answers nothing" {
  sed -i 's/date="2026-0[12]-01"/date="2020-02-01"/; s/date="2025-05-01"/date="2020-03-01"/; s/start="2024-03"/start="2020-01"/' dossier/records/all.xml
  rapporteur -C dossier check --coverage midterm
  grep -qE '^  partly +r-9 .*told, but the latest measure or evidence \(a-offence, 2020-03-01\) is not newer than its source \(2024-12-20\)' .stdout || fail "$output"
}

@test "questions of the list that a document answers: told, done, both, neither; status 4 when one is not answered" {
  cat >dossier/records/questions.xml <<'X'
<records xmlns="urn:rapporteur:records" version="1">
 <source id="loi" kind="list-of-issues" body="CAT" symbol="CAT/C/XVM/Q/4" date="2025-01-10"><title xml:lang="en">List of issues</title></source>
 <question id="q-1"><from source="loi" number="1"/><text xml:lang="en">Please report on police cells.</text></question>
 <question id="q-2"><from source="loi" number="2"/><text xml:lang="en">Please report on detention.</text></question>
 <question id="q-3"><from source="loi" number="3"/><text xml:lang="en">Please report on prisons.</text></question>
 <action id="a-cells" type="policy"><about ref="q-1"/><title xml:lang="en">New cells</title><text xml:lang="en">Six cells were built.</text><progress date="2026-01-15" value="completed"/></action>
 <answer id="an-2"><about ref="q-2"/><text xml:lang="en">The law has not changed.</text></answer>
</records>
X
  sed -i 's|  </documents>|<document id="replies" kind="replies" body="CAT" answers="loi"/></documents>|' dossier/project.xml
  rapporteur -C dossier check --coverage replies
  status_is 4
  grep -qE '^  questions of the list of issues +1 answered +1 partly +1 not$' .stdout || fail "$output"
  grep -qE '^  not +q-3 .*nothing is told, and nothing was done since' .stdout
  grep -qE '^  partly +q-2 .*told, but there is no measure and no evidence' .stdout
  output_lacks "q-1 "
  rapporteur -C dossier check --coverage replies --format json
  perl -MJSON::PP -0ne '$d = decode_json($_)->[0]; die unless $d->{document} eq "replies" && $d->{counts}{"questions of the list of issues"}{not} == 1' .stdout
}

@test "the articles of the treaty: those of a State report's row, by what their sections tell" {
  sed -i 's|  </documents>|<document id="cat" kind="state-report" body="CAT"><select body="CAT"/><report number="4" type="periodic"/></document></documents>|' dossier/project.xml
  rapporteur -C dossier check --coverage cat
  grep -qE '^  articles +[0-9]+ answered +[0-9]+ partly +[0-9]+ not$' .stdout || fail "$output"
  output_has "CAT-11"
}

@test "wrong use is said" {
  rapporteur -C dossier check --coverage midtern; status_is 3; errors_has "did you mean “midterm”?"
  rapporteur -C dossier check midterm; status_is 2
  rapporteur -C dossier check --format json; status_is 2
  rapporteur -C dossier check --coverage --format xml; status_is 2
}
