load ../harness
# A mid-term report and a matrix of two assessors on the 215 recommendations that Slovenia received in the third cycle:
# imported here; the measures, results, reasons and narratives were written by us from the public documents of the review
# (slovenia/). Each citation is held against the document. Skipped where the data are absent.

setup_more() {
  need_shared upr-slovenia
  TABLE=$SHARED/data/upr-slovenia/thematic_lists_cycles2-3.csv
  DOCUMENTS=$SHARED/data/upr-slovenia/cycle3
  OVERLAY=$HERE/slovenia
  "$RAPPORTEUR" -q init svn --state SVN --kind upr-midterm
  "$RAPPORTEUR" -q -C svn import "$TABLE" --map upr-thematic-list
  perl "$OVERLAY/overlay.pl" svn
}

# each_once DOCUMENT TIMES: all 215, word for word, in HTML, in structure text, in plain text
each_once() {
  run perl "$HERE/holds.pl" html "$TABLE" 3 "svn/out/$1.en.html" "$2"
  [ "$output" = "215 recommendations, 0 differences" ] || fail "HTML: $output"
  pdfinfo -struct-text "svn/out/$1.en.pdf" >structure.txt
  run perl "$HERE/holds.pl" structure "$TABLE" 3 structure.txt "$2"
  [ "$output" = "215 recommendations, 0 differences" ] || fail "structure text: $output"
  pdftotext "svn/out/$1.en.pdf" plain.txt
  run perl "$HERE/holds.pl" loose "$TABLE" 3 plain.txt "$2"
  [ "$output" = "215 recommendations, 0 differences" ] || fail "plain text: $output"
}

@test "what we wrote cites paragraphs that are there and say so, and copies none of them" {
  run perl "$OVERLAY/citations.pl" "$DOCUMENTS" "$OVERLAY"/records/*.xml "$OVERLAY/positions.txt" "$OVERLAY"/narrative/*.md
  [ "$status" -eq 0 ] || fail "$output"
  [[ $output =~ ^([0-9]+)" citations, "([0-9]+)" texts held against their paragraphs, 0 faults"$ ]] || fail "$output"
  [ "${BASH_REMATCH[1]}" -ge 300 ]; [ "${BASH_REMATCH[2]}" -ge 300 ]
}

@test "a wrong paragraph, a paragraph too many, a wrong figure and a copied sentence are seen" {
  check_citations() { run perl "$OVERLAY/citations.pl" "$DOCUMENTS" roma.xml; [ "$status" -eq 1 ] || fail "not seen: $output"; }
  sed 's|SVN/3, para. 55</cit|SVN/3, para. 22</cit|' "$OVERLAY/records/roma.xml" >roma.xml; check_citations
  [[ $output == *"ev-water-streams: only "*"stand in the paragraphs cited"* ]] || fail "$output"
  sed 's|SVN/3, para. 55</cit|SVN/3, para. 155</cit|' "$OVERLAY/records/roma.xml" >roma.xml; check_citations
  [[ $output == *"A/HRC/WG.6/34/SVN/3 has no paragraph 155"* ]] || fail "$output"
  sed 's|About 75 per cent|About 57 per cent|' "$OVERLAY/records/roma.xml" >roma.xml; check_citations
  [[ $output == *"act-water: 57 is not in the paragraphs cited"* ]] || fail "$output"
  sed 's|Roma come first when|Roma are a priority group for active employment policy measures when|' "$OVERLAY/records/roma.xml" >roma.xml; check_citations
  [[ $output == *"act-roma-work: copied: roma are a priority group for active employment"* ]] || fail "$output"
}

@test "check finds nothing, with every recommendation that has a measure assessed, and 40 of them at least" {
  rapporteur -C svn check; status_is 0
  output_has "0 errors, 0 warnings"
  perl -0ne 'while (/<action .*?<\/action>/gs) { my $a = $&; print "$1\n" while $a =~ /<about ref="(upr34-[\d.]+)"/g }' svn/records/*.xml | sort -u >measured
  [ "$(wc -l <measured)" -ge 40 ] || fail "$(wc -l <measured) with a measure"
  perl -0ne 'while (/<assessment [^>]*assessor="gov-reading".*?<\/assessment>/gs) { my $a = $&; print "$1\n" while $a =~ /<about ref="(upr34-[\d.]+)"/g }' svn/records/assessments-state.xml | sort >assessed
  [ -z "$(uniq -d assessed)" ] || fail "twice: $(uniq -d assessed)"
  [ -z "$(comm -23 measured assessed)" ] || fail "not assessed: $(comm -23 measured assessed)"
}

@test "the mid-term report: each of the 215 once in the body and once in the annex, word for word" {
  rapporteur -C svn build midterm; status_is 0
  each_once midterm 2
  [ "$(grep -o 'id="row-upr34-[0-9.]*"' svn/out/midterm.en.html | sort -u | wc -l)" -eq 215 ]
}

@test "the mid-term report: measures, results and reasons where there are records, a gap only where there are none" {
  rapporteur -C svn build midterm --format html; status_is 0
  run perl "$OVERLAY/gaps.pl" svn/records svn/out/midterm.en.html
  [ "$status" -eq 0 ] || fail "$output"
  [[ $output =~ ([0-9]+)" recommendations with a measure, "([0-9]+)" with results, "([0-9]+)" with an assessment; 0 faults" ]] || fail "$output"
  [ "${BASH_REMATCH[1]}" -ge 165 ]; [ "${BASH_REMATCH[2]}" -ge 150 ]; [ "${BASH_REMATCH[3]}" -ge 200 ]
  # reasons for positions noted, and the steps to which a document gives no day but a month or a year
  [ "$(grep -c 'The Government replied that it could not understand' svn/out/midterm.en.html)" -ge 1 ]
  grep -q 'Completion of the measure “Wider powers for the Human Rights Ombudsman”' svn/out/midterm.en.html
}

@test "figures in our narratives are those of the table" {
  perl -MText::ParseWords -ne 'next unless /^SVN-UPR34/; s/\x27/`/g; print +(quotewords(",", 0, $_))[11], "\n"' "$TABLE" | grep . >texts
  [ "$(wc -l <texts)" -eq 215 ]
  said="$(grep -ciE 'migrant|refugee|asylum' texts) name migrants, refugees or asylum seekers, $(grep -ci hate texts) speak of hate"
  said+=", $(grep -cE 'Roma|Sinti' texts) of Roma, and $(grep -ci traffick texts) of trafficking"
  grep -q "$said" svn/narrative/introduction.md || fail "not said: $said"
}

@test "the matrix: each of the 215 once, the two assessors side by side with their reasons" {
  rapporteur -C svn build assessments; status_is 0
  each_once assessments 1
  run perl "$OVERLAY/side-by-side.pl" svn/records svn/out/assessments.en.html
  [ "$status" -eq 0 ] || fail "$output"
  [[ $output =~ ^"215 rows, "([0-9]+)" assessed by the first, "([0-9]+)" by the second, 0 faults"$ ]] || fail "$output"
  [ "${BASH_REMATCH[1]}" -ge 200 ]; [ "${BASH_REMATCH[2]}" -ge 20 ]
}

@test "check --pdf finds nothing in either file" {
  rapporteur -C svn build --format pdf; status_is 0
  for name in midterm assessments; do
    rapporteur check --pdf "svn/out/$name.en.pdf"; status_is 0
    [ -z "$errors" ] || fail "$errors"
    qpdf --check "svn/out/$name.en.pdf" >/dev/null
  done
}

@test "count gives a figure for both, and the same as the text has words" {
  rapporteur -C svn build --format txt; status_is 0
  rapporteur -C svn count --format=json; status_is 0
  for name in midterm assessments; do
    words=$(perl -CSD -ne '$n += grep { /[\p{L}\p{N}]/ } split; END { print $n }' "svn/out/$name.en.txt")
    counted=$(perl -MJSON::PP -0ne "print map { \$_->{strict} } grep { \$_->{document} eq '$name' } @{decode_json(\$_)}" <<<"$output")
    [ "$counted" = "$words" ] || fail "$name: $counted counted, $words in the text"
    [ "$words" -gt 9000 ]
  done
}
