load ../harness
# What project.xml says of a document reaches the view: which recommendations, whose assessments, who submits, which row.

setup_more() {
  mkdir -p dossier/records
  cat >dossier/records/records.xml <<'XML'
<records xmlns="urn:rapporteur:records" version="1">
  <source id="co" kind="concluding-observations" body="CAT" symbol="CAT/C/XVM/CO/3" date="2024-12-12"><title xml:lang="en">Concluding observations</title></source>
  <source id="wg" kind="upr-report" body="UPR" symbol="A/HRC/58/7" date="2025-01-10" cycle="4"><title xml:lang="en">Report</title></source>
  <source id="loi" kind="list-of-issues" body="CAT" symbol="CAT/C/XVM/Q/4" date="2026-01-10"><title xml:lang="en">List of issues</title></source>
  <recommendation id="co-1" kind="recommendation"><from source="co" number="1"/><text xml:lang="en">Do one;</text><follow-up due="2025-12-12"/><group ref="women"/></recommendation>
  <recommendation id="co-2" kind="recommendation"><from source="co" number="2"/><text xml:lang="en">Do two;</text><article treaty="CAT" ref="11"/></recommendation>
  <recommendation id="upr-1" kind="recommendation"><from source="wg" number="136.1"/><text xml:lang="en">Do three;</text></recommendation>
  <question id="q-1"><from source="loi" number="1"/><text xml:lang="en">Please tell.</text></question>
  <answer id="ans-own"><about ref="co-1"/><for document="it"/><text xml:lang="en">Told *here*.</text><short xml:lang="en">Short.</short></answer>
  <answer id="ans-other"><about ref="co-1"/><for document="other"/><text xml:lang="en">Told there.</text></answer>
  <answer id="ans-closed" audience="government"><about ref="co-1"/><text xml:lang="en">Told to few.</text></answer>
  <institution id="nmirf" kind="coordination"><name xml:lang="en">Council</name></institution>
  <institution id="nhri" kind="nhri"><name xml:lang="en">Defender</name><accreditation status="A" date="2023-03"/></institution>
  <submitter id="sub" kind="ngo"><name xml:lang="en">Prison Watch</name><short xml:lang="en">PW</short></submitter>
  <assessment id="as-1" assessor="nmirf" scale="implementation" value="implemented" date="2025-06-01"><about ref="co-1"/></assessment>
  <assessment id="as-2" assessor="nhri" scale="ccpr" value="C" date="2025-07-01"><about ref="co-1"/></assessment>
  <assessment id="as-3" assessor="nhri" scale="ccpr" value="B" date="2025-08-01"><about ref="co-1"/></assessment>
</records>
XML
}

# view ATTRIBUTES CHILDREN: the view of a document with these
view() {
  printf '%s\n' '<project xmlns="urn:rapporteur:project" version="1" id="p"><state code="XVM"><name xml:lang="en">Velmora</name></state>' \
    '<languages default="en"><language code="en"/></languages><as-of date="2026-06-30"/><documents>' \
    "<document id=\"it\" $1>$2</document><document id=\"other\" kind=\"matrix\"/></documents></project>" >dossier/project.xml
  rapporteur -C dossier build it --dump view; status_is 0
  printf '%s' "$output" | sed 's/ xmlns="[^"]*"//' >view.xml
}
shown() { xmllint --xpath "$1" view.xml 2>/dev/null | tr '\n' ' ' | sed 's/ *$//'; }
selected() { xmllint --xpath '//records/recommendation[@selected]/@id' view.xml 2>/dev/null | tr -dc 'a-z0-9- \n' | sed 's/ *id//' | tr '\n' ' ' | sed 's/ *$//'; }
is() { [ "$1" = "$2" ] || fail "“$1” is not “$2”"; }

@test "without a select: what the document answers, for follow-up what was selected; what its body said; all" {
  view 'kind="matrix"' ''; is "$(selected)" "upr-1 co-1 co-2"
  view 'kind="matrix" body="CAT"' ''; is "$(selected)" "co-1 co-2"
  view 'kind="follow-up-report" body="CAT" answers="co"' ''; is "$(selected)" "co-1"
  view 'kind="state-report" body="CAT" answers="co"' ''; is "$(selected)" "co-1 co-2"
  view 'kind="matrix"' '<select follow-up="yes"/>'; is "$(selected)" "co-1"
  view 'kind="matrix"' '<select follow-up="no" body="CAT"/>'; is "$(selected)" "co-2"
  view 'kind="matrix"' '<select group="women"/><select treaty="CAT"/>'; is "$(selected)" "co-1 co-2"
}

@test "questions of the list that it answers; forms; answers meant for it, for readers who may see them" {
  view 'kind="replies" body="CAT" answers="loi"' ''
  is "$(shown 'string(//question/@selected)')|$(shown 'string(//question/@form)')" "yes|full"
  is "$(shown 'count(//answer)')" 1
  is "$(shown 'string(//answer/@id)')" ans-own
  is "$(shown "string(//answer/text/*[local-name()='p'])")" "Told here."
  mkdir dossier/fit
  printf '%s' '<fit xmlns="urn:rapporteur:fit" version="1" document="it" lang="en"><answer ref="q-1" form="short"/><answer ref="gone" form="annex"/></fit>' >dossier/fit/it.en.xml
  view 'kind="replies" body="CAT" answers="loi"' ''
  is "$(shown 'string(//question/@form)')" short
  errors_has 'the dossier has no recommendation or question "gone" [R337]'
  view 'kind="matrix" audience="government"' ''; is "$(shown 'count(//answer)')" 2
}

@test "two assessors side by side: the second beside the first, each on its own scale, the latest counts" {
  view 'kind="assessment-matrix"' '<status assessor="nmirf" scale="implementation"/><status assessor="nhri" scale="ccpr"/>'
  is "$(shown "string(//recommendation[@id='co-1']/status/@value)")" implemented
  is "$(shown "string(//recommendation[@id='co-1']/beside/@value)")" B
  is "$(shown "string(//recommendation[@id='co-2']/beside/@value)")" not-assessed
  is "$(shown 'string(//project/beside/@name)')" Defender
  [ "$(shown 'count(//project/beside/value)')" -ge 5 ] || fail "the scale is missing"
}

@test "submitters, session, contact, report, budget, and the row with its sections" {
  view 'kind="nhri-contribution" body="CAT" stage="review" print-profile="yes"' '<submitter ref="nhri"/><submitter ref="sub"/><session number="83" from="2026-11-02" to="2026-11-27"><name xml:lang="en">Eighty-third session</name></session><contact email="a@b.vm"><name>Desk</name></contact><budget section="sec-issues" words="900"/>'
  is "$(shown 'string(//project/@form)')" joint
  is "$(shown 'string(//project/@body-label)')" "Committee against Torture"
  is "$(shown 'string(//project/submitter[1]/@accreditation)') $(shown 'string(//project/submitter[1]/@accredited)')" "A 2023-03"
  is "$(shown 'string(//project/submitter[2]/@short)')" PW
  is "$(shown 'string(//project/session/name)')" "Eighty-third session"
  is "$(shown 'string(//project/contact/name)') $(shown 'string(//project/contact/@email)')" "Desk a@b.vm"
  is "$(shown 'string(//project/budget/@words)')" 900
  is "$(shown 'string(/view/profile/@id)') $(shown 'string(/view/profile/@deadline)')" "cat-nhri-review 2026-10-05"
  is "$(shown 'string(/view/profile/limit/@unverified)')" yes
  is "$(shown 'string(/view/@style)')" submission
  view 'kind="state-report" body="CAT"' '<report type="periodic" number="4" due="2027-01-01" article="19"/><limit words="900" source="s" as-of="2026-01-01"/>'
  is "$(shown 'string(//project/report/@number)')" 4
  is "$(shown 'string(/view/profile/@words)') $(shown 'string(/view/profile/limit/@overridden)')" "900 yes"
  is "$(shown "count(/view/profile/section[@id='new-measures']/section)")" 16
  is "$(shown "string(/view/profile/section[@id='new-measures']/section[16]/@id)")" article-16
  view 'kind="upr-national-report" body="UPR"' ''; is "$(shown 'string(//project/@notes)')" end
  view 'kind="upr-national-report" body="UPR" notes="foot"' ''; is "$(shown 'string(//project/@notes)')" foot
}
