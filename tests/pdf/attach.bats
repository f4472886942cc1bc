# build --attach, attach="source": a PDF/A-3a that carries what it was made from, and nothing that its reader may not see.
load ../harness

setup_more() {
  cp -r "$REPO/tests/check/base" dossier
  cat >dossier/project.xml <<'EOF'
<project xmlns="urn:rapporteur:project" version="1" id="p">
  <state code="XVM"><name xml:lang="en">Republic of Velmora</name></state>
  <languages default="en"><language code="en"/></languages>
  <as-of date="2026-06-30"/>
  <documents>
    <document id="matrix" kind="matrix" formats="pdf">
      <title xml:lang="en">Matrix</title>
      <select source="s-1"/>
    </document>
    <document id="archive" kind="matrix" formats="pdf" attach="source"><title xml:lang="en">Archive</title></document>
  </documents>
</project>
EOF
  rm -rf dossier/records dossier/narrative
  mkdir dossier/records
  cat >dossier/records/all.xml <<'EOF'
<records xmlns="urn:rapporteur:records" xmlns:office="urn:office" version="1">
  <!-- kept from the file: secret-comment -->
  <source id="s-1" kind="upr-report" body="UPR" symbol="A/HRC/58/7" date="2025-01-10" cycle="4"><title xml:lang="en">Report</title></source>
  <source id="s-2" kind="concluding-observations" body="CAT" symbol="CAT/C/XVM/CO/3" date="2024-05-01"><title xml:lang="en">Observations</title></source>
  <recommendation id="r-1" kind="recommendation" office:note="secret-attribute"><from source="s-1" number="1.1"/><text xml:lang="en" status="original">Ratify the &lt;Optional&gt; Protocol &amp; report on it</text></recommendation>
  <recommendation id="r-2" kind="recommendation"><from source="s-2" number="8"/><text xml:lang="en" status="original">Another body said this</text></recommendation>
  <action id="act-1" type="law"><about ref="r-1"/><title xml:lang="en">Open bill</title><!-- secret-comment --></action>
  <action id="act-2" type="law" audience="government"><about ref="r-1"/><title xml:lang="en">secret-bill</title></action>
  <action id="act-3" type="law"><about ref="r-1"/><title xml:lang="en">Half open</title><text xml:lang="en" audience="government">secret-text</text></action>
  <evidence id="ev-1" type="testimony" by="civil-society" date="2025-02-01" reliability="high" consent="given"><about ref="r-1"/><statement xml:lang="en">secret-testimony</statement></evidence>
  <action id="act-4" type="law"><about ref="r-1"/><title xml:lang="en">Later</title><progress date="2026-12-01" value="completed"><note xml:lang="en">secret-future</note></progress></action>
</records>
EOF
}

# unpack FILE: its files into the folder unpacked/
unpack() { rm -rf unpacked; mkdir unpacked; pdfdetach -saveall -o unpacked "$1"; }

@test "--attach: two XML files of this reader, associated as source, PDF/A-3a; without it none, PDF/A-2a" {
  rapporteur -C dossier build matrix --attach
  status_is 0
  pdf=dossier/out/matrix.en.pdf
  pdfdetach -list $pdf >list
  grep -qx '2 embedded files' list
  grep -q 'matrix.en.document.xml' list
  grep -q 'matrix.en.records.xml' list
  qpdf --check $pdf
  qpdf --list-attachments --verbose $pdf >verbose
  grep -q 'description: The records that this document was made from' verbose
  [ "$(grep -c 'mime type: application/xml' verbose)" -ge 2 ] || fail "$(cat verbose)"
  [ "$(grep -c 'modification date: D:20260630000000Z' verbose)" -ge 2 ] || fail "$(cat verbose)"
  qpdf --qdf --object-streams=disable $pdf plain.pdf
  [ "$(grep -ac '/AFRelationship /Source' plain.pdf)" -eq 2 ]
  grep -aq '<pdfaid:part>3</pdfaid:part>' $pdf
  rapporteur check --pdf $pdf
  status_is 0
  perl "$REPO/tests/pdf/judge.pl" $pdf
  rapporteur -C dossier build matrix
  pdfdetach -list $pdf | grep -qx '0 embedded files'
  grep -aq '<pdfaid:part>2</pdfaid:part>' $pdf
}

@test "attach=\"source\" in project.xml does the same; same records, same bytes" {
  rapporteur -C dossier build archive
  cp dossier/out/archive.en.pdf first.pdf
  TZ=Asia/Tokyo rapporteur -C dossier build archive --attach
  same first.pdf dossier/out/archive.en.pdf
  pdfdetach -list first.pdf | grep -qx '2 embedded files'
}

@test "nothing is inside that the reader may not see, no comment, no foreign attribute, nothing of the future" {
  rapporteur -C dossier build matrix --attach
  unpack dossier/out/matrix.en.pdf
  if grep -r secret- unpacked; then fail "a secret is inside"; fi
  grep -q 'Open bill' unpacked/matrix.en.records.xml
  grep -q 'Half open' unpacked/matrix.en.records.xml
  rapporteur -C dossier build matrix --attach --audience government
  unpack dossier/out/matrix.government.en.pdf
  grep -q secret-bill unpacked/matrix.government.en.records.xml
  grep -q secret-text unpacked/matrix.government.en.records.xml
  if grep -r -e secret-comment -e secret-attribute -e secret-future -e secret-testimony unpacked; then fail "too much is inside"; fi
}

@test "the records are those of the document; the document is valid, with its text unchanged" {
  rapporteur -C dossier build matrix --attach
  unpack dossier/out/matrix.en.pdf
  grep -q 'id="r-1"' unpacked/matrix.en.records.xml
  if grep -q 'id="r-2"' unpacked/matrix.en.records.xml; then fail "a recommendation that was not selected"; fi
  grep -qF 'Ratify the &lt;Optional&gt; Protocol &amp; report on it' unpacked/matrix.en.records.xml
  xmllint --noout --schema "$REPO/schemas/document.xsd" unpacked/matrix.en.document.xml
  rapporteur -C dossier build matrix --dump=resolved
  printf '%s\n' "$output" | perl -CSD -0pe 's/<[^>]*>//g; s/\s+//g' >resolved
  perl -CSD -0pe 's/<[^>]*>//g; s/\s+//g' unpacked/matrix.en.document.xml >attached
  same resolved attached
}

@test "the sample's documents with their sources are sound" {
  cp -r "$REPO/samples/velmora" velmora
  rapporteur -C velmora build --format pdf --attach --out out
  status_is 0
  for pdf in velmora/out/*.pdf; do
    if under_asan && [ "${pdf##*/}" = midterm.en.pdf ]; then continue; fi
    qpdf --check $pdf
    rapporteur check --pdf $pdf
    status_is 0
    perl "$REPO/tests/pdf/judge.pl" $pdf
    unpack $pdf
    xmllint --noout --schema "$REPO/schemas/document.xsd" unpacked/*.document.xml
    xmllint --noout unpacked/*.records.xml
  done
}
