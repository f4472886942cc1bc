load ../harness
# Limits as data, words against limits, what to cut, and fit. tests/count/base: replies to six questions, whose words can be
# counted by hand; rules.txt and sections.txt: domain rules copied by hand.

setup_more() { cp -r "$HERE/base" dossier; }

# document ATTRIBUTES [CHILDREN]: the document of the dossier with further attributes, and children behind its title
document() {
  perl -pi -e 'BEGIN { ($a, $c) = splice @ARGV, 0, 2 } s|<document id="replies"[^>]*>|<document id="replies" $a>|; s|(</title>)\s*$|$1\n$c\n|' "$1" "${2:-}" dossier/project.xml
}
USUAL='kind="replies" body="CCPR" answers="loi" formats="html txt"'
limit() { document "$USUAL" "<limit words=\"$1\" severity=\"${2:-hard}\" source=\"Note of the Committee of 3 May 2026\" as-of=\"2026-05-03\"/>"; }

@test "rows of limits say what the domain rules say: figures, deadlines, sections, sources" {
  run perl "$HERE/rules.pl" "$RAPPORTEUR" "$HERE/rules.txt" "$HERE/sections.txt"
  [ "$output" = "107 rows, 0 differences" ] || fail "$output"
}

@test "every row can be shown, is valid, and names only kinds that are there" {
  for f in "$REPO"/templates/profiles/*.xml; do xmllint --noout --nonet --schema "$REPO/schemas/profile.xsd" "$f" 2>&1 || fail "$f"; done
  rapporteur count --profiles; status_is 0
  [ "$(grep -c '^[a-z]' <<<"$output")" -gt 150 ] || fail "$output"
  output_has "upr-submission-joint             Submission to the universal periodic review, joint"
  output_has "5630 words (10 pages), unverified"
  rapporteur count --profile cat-periodic-report; status_is 0
  output_has "limit     21200 words (40 pages), hard [General Assembly resolution 68/268"
  output_has "article-N, articles 1-16: recommendation answer action indicator evidence"
  rapporteur count --profile cat-periodic-raport; status_is 2; errors_has "did you mean “cat-periodic-report”?"
  grep -oh ' kind="[^"]*"' "$REPO"/templates/profiles/*.xml | cut -d'"' -f2 | tr ' ' '\n' | sort -u | while read -r kind; do
    case $kind in none|secretariat) ;; *) [ -f "$REPO/templates/kinds/$kind.xsl" ] || fail "no kind $kind" ;; esac
  done
}

@test "words by part and by section, against the limit of the row" {
  rapporteur -C dossier count --format=json; status_is 0
  # six answers of 41, 51 … 91 words, each question of six
  echo "$output" | perl -MJSON::PP -0e '
    my $d = decode_json(<STDIN>)->[0]; my %q = map { $_->{id} => $_ } @{$d->{sections}}; my $sum = 0;
    for my $i (1 .. 6) { my $own = $q{"question-q$i"}{own}; $own->{text} == 31 + 10 * $i or die "text of $i: $own->{text}"; $own->{quotations} == 6 or die; }
    $sum += $_->{words} for values %{$d->{parts}}; my $not = $d->{parts}{cover}{words} + $d->{parts}{contents}{words} + $d->{parts}{annexes}{words};
    $d->{strict} == $sum - $not or die "strict $d->{strict}, parts $sum - $not";
    $d->{profile}{id} eq "ccpr-replies" && $d->{limit} == 10700 && $d->{profile}{limit}{severity} eq "advisory" or die;
    @{$d->{answers}} == 6 && $d->{answers}[4]{priority} == 5 && !$d->{answers}[2]{"has-short"} or die "answers"; ' || fail "$output"
  rapporteur -C dossier count; status_is 0
  output_has "row       ccpr-replies: Replies to a list of issues of the Human Rights Committee"
  output_has "limit     10700 words (20 pages), advisory"
  output_has "does not count"
  output_has "the answer to 5 (priority 5)"
  rapporteur -C dossier count replis; status_is 2; errors_has "did you mean “replies”?"
}

@test "build --format=txt: the words that count, nothing that the program numbers" {
  rapporteur -C dossier build; status_is 0
  [ "$(wc -l <<<"$(grep -c . dossier/out/replies.en.txt)")" -eq 1 ]
  words=$(perl -CS -ne '$n += grep { /[\p{L}\p{N}]/ } split; END { print $n }' dossier/out/replies.en.txt)
  rapporteur -C dossier count --format=json
  [ "$words" = "$(perl -MJSON::PP -0ne 'print decode_json($_)->[0]{strict}' <<<"$output")" ] || fail "$words words in the text"
  grep -q '^Answer 1:' dossier/out/replies.en.txt
  ! grep -qE '^(I+\.|[0-9]+\.|Contents)' dossier/out/replies.en.txt || fail "numbers in the text"
}

@test "one word over a hard limit: fails with numbers, source and candidates; allowed it builds" {
  limit 546
  rapporteur -C dossier build; status_is 1
  errors_has "547 words in en, 1 more than the limit of 546 (Note of the Committee of 3 May 2026; as of 2026-05-03) [R330]"
  errors_has "cut the answer to 5 (priority 5) (97 words)"
  errors_has "rapporteur fit replies chooses"
  [ ! -e dossier/out ] || fail "something was written"
  rapporteur -C dossier check; status_is 1; errors_has "1 more than the limit of 546"; output_has "document replies: row ccpr-replies, limit 546 words, hard"
  rapporteur -C dossier build --over-limit=allow; status_is 0
  errors_has "warning: document replies: 547 words in en, 1 more than the limit of 546, which is hard, but was to be passed over"
  [ -f dossier/out/replies.en.html ]
  rapporteur -C dossier build --over-limit=perhaps; status_is 2
}

@test "fit brings it under: whole answers, the same choice and bytes each time, explained" {
  limit 546
  rapporteur -C dossier fit replies; status_is 0
  output_has "replies (en): 547 words with every answer in full, 1 above the limit of 546"
  output_has "short  5: 23 words instead of 97 (priority 5, number 1 of 6 to give way)"
  output_has "5 of 6 answers in full; 473 words, 73 left"
  xmllint --noout --nonet --schema "$REPO/schemas/fit.xsd" dossier/fit/replies.en.xml
  cp dossier/fit/replies.en.xml first
  rapporteur -C dossier fit replies -q; status_is 0
  same first dossier/fit/replies.en.xml
  rapporteur -C dossier build; status_is 0
  [ -z "$(grep -v '^wrote' <<<"$errors")" ] || fail "$errors"
  grep -q 'Short answer 5, of seven words only' dossier/out/replies.en.txt
  grep -q '^Answer 4:' dossier/out/replies.en.txt
  ! grep -q '^Answer 5:' dossier/out/replies.en.txt || fail "answer 5 is still in full"
}

@test "fit: short forms first, then the annex, priority by priority; what project.xml keeps stays" {
  rapporteur -C dossier fit replies --words 330; status_is 0
  cp dossier/fit/replies.en.xml plain
  rapporteur -C dossier count --format=json
  [ "$(perl -MJSON::PP -0ne 'print decode_json($_)->[0]{lenient}' <<<"$output")" -le 330 ] || fail "$output"
  grep -q 'ref="q1" form="full"' plain
  ! grep -q 'ref="q5" form="full"' plain
  rapporteur -C dossier build; status_is 0
  # an answer in the annex stands there whole, and its place in the body leads to it
  for q in $(grep -o 'ref="q[0-9]" form="annex"' plain | cut -c7); do grep -q "Answer $q: " dossier/out/replies.en.html || fail "answer $q is lost"; done
  document "$USUAL" '<fit keep="q5 q4"/>'
  rapporteur -C dossier fit replies --words 400; status_is 0
  grep -q 'ref="q5" form="full".*to be kept, says project.xml' dossier/fit/replies.en.xml
  grep -q 'ref="q4" form="full"' dossier/fit/replies.en.xml
}

@test "fit: nothing to do, not enough to give, and wrong use" {
  rapporteur -C dossier fit replies; status_is 0
  output_has "10153 below the limit of 10700"; output_has "6 of 6 answers in full"
  rapporteur -C dossier fit replies --words 100; status_is 1
  errors_has "more than the limit of 100 [R336]"
  rapporteur -C dossier fit; status_is 2
  rapporteur -C dossier fit replies --words 480 --dry-run; status_is 0
  output_has "short  5"
  grep -q 'form="full"' dossier/fit/replies.en.xml; ! grep -q 'form="short"' dossier/fit/replies.en.xml
  sed -i 's/form="full"/form="whole"/' dossier/fit/replies.en.xml
  rapporteur -C dossier build; status_is 1
  errors_has 'fit/replies.en.xml:4:26: error: <answer> form "whole" is not one of full, short, annex [R024]'
}

@test "close to a limit, above an advisory one, above it by the strict reading only, above a budget" {
  limit 560
  rapporteur -C dossier build; status_is 0; errors_has "547 words in en, 97.7 per cent of the limit of 560 (Note of the Committee of 3 May 2026; as of 2026-05-03) [R333]"
  cp -r "$HERE/base/project.xml" dossier/project.xml; limit 500 advisory
  rapporteur -C dossier build; status_is 0; errors_has "47 more than the limit of 500, which is advisory"
  cp "$HERE/base/project.xml" dossier/project.xml
  document "$USUAL" '<budget section="sec-replies" words="400"/><budget section="sec-reply" words="400"/>'
  rapporteur -C dossier build; status_is 0
  errors_has 'section "Replies to the list of issues" has 498 words, 98 more than its budget of 400 [R334]'
  errors_has 'the document has no section "sec-reply" to have a budget [R335]'; errors_has 'did you mean "sec-replies"?'
  rapporteur -C dossier count; output_has "budget 400: exceeded"
}

@test "a dossier changes a row, adds one, and is told of faults in them" {
  mkdir dossier/profiles
  printf '%s\n' '<profiles xmlns="urn:rapporteur:profile" version="1">' \
    '<profile id="ccpr-replies"><limit words="300" severity="hard" source="Note of the Committee" as-of="2019-05-03" confidence="read"/></profile>' \
    '<profile id="own" kind="replies" body="CAT" based-on="replis"/><profile id="ring" based-on="ring2"/><profile id="ring2" based-on="ring"/></profiles>' >dossier/profiles/own.xml
  rapporteur -C dossier check; status_is 1
  errors_has 'profiles/own.xml:3:55: error: there is no row "replis" to be based on [R321]'; errors_has 'did you mean "replies"?'
  errors_has 'is based on itself [R322]'
  sed -i 's/replis/replies/; s/ based-on="ring2"//' dossier/profiles/own.xml
  rapporteur -C dossier check; status_is 1; errors_has "247 more than the limit of 300"
  errors_has 'the limit in the row "ccpr-replies" is of 2019-05-03, more than 5 years before 2026-06-30 [R324]'
  rapporteur -C dossier build; status_is 1
  errors_has "547 words in en, 247 more than the limit of 300 (row ccpr-replies: Note of the Committee; as of 2019-05-03) [R330]"
  rapporteur -C dossier count; output_has "(changed by the dossier)"; output_has "the limit is more than 5 years old: look it up"
  output_has "deadline  set in the note of each session"   # what the dossier does not say stays
}

@test "which row: by kind, body, stage, form and report; what is lacking is said" {
  document 'kind="replies" profile="ccpr-repliess" answers="loi"'
  rapporteur -C dossier check; status_is 1; errors_has 'there is no row of limits "ccpr-repliess" [R320]'; errors_has 'did you mean "ccpr-replies"?'
  row_of() { # row_of EXPECTED ATTRIBUTES [CHILDREN]
    cp "$HERE/base/project.xml" dossier/project.xml; document "$2" "${3:-}"
    rapporteur -C dossier count --format=json
    [ "$(perl -MJSON::PP -0ne 'print decode_json($_)->[0]{profile}{id} // ""' <<<"$output")" = "$1" ] || fail "not $1: $output $errors"
  }
  row_of replies 'kind="replies" answers="loi"'
  row_of crc-replies 'kind="replies" body="CRC" answers="loi"'
  row_of ccpr-periodic-report 'kind="state-report" body="CCPR"'
  row_of ccpr-initial-report 'kind="state-report" body="CCPR"' '<report type="initial"/>'
  row_of cescr-cso-review-joint 'kind="civil-society-contribution" body="CESCR" stage="review" form="joint"'
  row_of cescr-cso-review 'kind="civil-society-contribution" body="CESCR" stage="review"'
  row_of upr-submission-joint 'kind="upr-submission" body="UPR" form="joint"'
  row_of crc-cso-review-thematic 'kind="civil-society-contribution" body="CRC" stage="review" profile="crc-cso-review-thematic"'
  row_of cat-nhri-follow-up 'kind="nhri-contribution" body="CAT" stage="follow-up"'
  cp "$HERE/base/project.xml" dossier/project.xml; document 'kind="nhri-contribution" body="CAT"'
  rapporteur -C dossier check; status_is 0
  errors_has 'no row of limits fits the kind nhri-contribution with body="CAT", form single: neither limit nor sections are known [R323]'
  errors_has 'write stage="…"'
}

@test "deadlines are reckoned from the session, the day of the document answered, the treaty" {
  deadline_of() { # deadline_of EXPECTED ATTRIBUTES [CHILDREN]
    cp "$HERE/base/project.xml" dossier/project.xml; document "$2" "${3:-}"
    rapporteur -C dossier count --format=json
    [ "$(perl -MJSON::PP -0ne 'print decode_json($_)->[0]{profile}{deadline}{date} // "none"' <<<"$output")" = "$1" ] || fail "not $1: $output $errors"
  }
  session() { printf '<session number="50" from="%s"/>' "$1"; }
  deadline_of 2026-08-10 'kind="upr-national-report" body="UPR"' "$(session 2026-11-02)"       # 12 weeks before
  deadline_of 2026-05-02 'kind="upr-submission" body="UPR"' "$(session 2026-11-02)"            # 6 months before
  deadline_of 2026-10-05 'kind="nhri-contribution" body="CCPR" stage="review"' "$(session 2026-11-02)"  # 4 weeks
  deadline_of 2026-08-24 'kind="nhri-contribution" body="CCPR" stage="loipr"' "$(session 2026-11-02)"   # 10 weeks
  deadline_of 2026-12-01 'kind="nhri-contribution" body="CRC" stage="loi"' "$(session 2027-02-08)"      # for February
  deadline_of 2026-08-01 'kind="nhri-contribution" body="CRC" stage="loi"' "$(session 2026-10-05)"      # for October
  deadline_of none 'kind="nhri-contribution" body="CRC" stage="loi"' "$(session 2026-03-05)"
  deadline_of 2029-01-10 'kind="follow-up-report" body="CCPR" answers="loi"'                   # 3 years after the source
  deadline_of 2027-03-31 'kind="state-report" body="CCPR"' '<report type="periodic" due="2027-03-31"/>'
  printf '%s' '<records xmlns="urn:rapporteur:records" version="1"><treaty id="tr" code="CESCR" entry-into-force="2025-03-31"/></records>' >dossier/records/treaty.xml
  deadline_of 2027-03-31 'kind="state-report" body="CESCR"' '<report type="initial"/>'         # 2 years
  # a document dated behind a deadline that somebody has read
  cp "$HERE/base/project.xml" dossier/project.xml; document 'kind="upr-submission" body="UPR"' "$(session 2026-11-02)"
  rapporteur -C dossier check; status_is 0
  errors_has 'the document is dated 2026-06-30; it had to be there by 2026-05-02 (6 months before the session) [R325]'
}

@test "answers name documents that are there; fit names answers that are there" {
  sed -i 's|<about ref="q1"/>|<about ref="q1"/><for document="replis"/>|' dossier/records/records.xml
  document "$USUAL" '<fit keep="q11 loi"/>'
  rapporteur -C dossier check; status_is 1
  errors_has 'project.xml has no document "replis" [R312]'; errors_has 'did you mean "replies"?'
  errors_has 'keep "q11": there is no record with this id [R102]'
  errors_has 'keep "loi" is the id of a source, not of a recommendation or a question [R103]'
}

@test "ICU counts beside the rule where a script has no spaces" {
  sed -i '0,/Answer 1:[^<]*/s//人权理事会通过了报告。/' dossier/records/records.xml
  rapporteur -C dossier count; status_is 0
  output_has "by ICU"
  output_has "for information: limits are judged as a word processor counts"
}

@test "rows of ill will: circles, ladders of rows on rows, dates and numbers beyond all calendars" {
  mkdir dossier/profiles
  perl -e '
    print qq{<profiles xmlns="urn:rapporteur:profile" version="1" good-for="99999999999">\n};
    for my $i (0 .. 40) { my @b = map { "r" . ($i + 1) . $_ } "a" .. "h"; print qq{<profile id="r$i$_" based-on="@b"/>\n} for "a" .. "h" }
    print qq{<profile id="r41$_"/>\n} for "a" .. "h";
    print q{<profile id="own" kind="replies" based-on="r0a" source="s" as-of="0001-01-01" confidence="read"><limit words="99999999999999999999" severity="hard"/>};
    print q{<deadline day="02-30" session-month="1"/><deadline n="99999999999" unit="years" when="before" event="session"/>};
    print q{<section id="a" each="article" articles="0-99999999999 -5"><section id="b" each="article" articles="1-3"/></section></profile></profiles>};
  ' >dossier/profiles/own.xml
  document 'kind="replies" profile="own" answers="loi" formats="html"' '<session from="1000-01-01"/><budget section="sec-replies" words="99999999999"/>'
  timeout 60 "$RAPPORTEUR" -C dossier check >out 2>err || fail "$(cat err)"
  ! grep -q CRITICAL err || fail "$(cat err)"
  rapporteur -C dossier build; status_is 0; errors_lacks CRITICAL
  rapporteur -C dossier count --profile own; status_is 0
}

@test "fit for every limit: inside it, or said that it cannot be" {
  rapporteur -C dossier count --format=json
  for words in 540 520 500 470 440 410 380 350 320 300 280 260; do
    rapporteur -C dossier fit replies --words $words
    [ "$status" -eq 1 ] && { errors_has R336; break; }
    status_is 0
    rapporteur -C dossier count --format=json
    [ "$(perl -MJSON::PP -0ne 'print decode_json($_)->[0]{lenient}' <<<"$output")" -le $words ] || fail "above $words"
    # none of a lower priority in a fuller form than need be: priority 1 gives way last
    if grep -q 'ref="q1" form="full"' dossier/fit/replies.en.xml; then :; else ! grep -q 'ref="q5" form="full"' dossier/fit/replies.en.xml || fail "$(cat dossier/fit/replies.en.xml)"; fi
  done
  [ $words -lt 400 ] || fail "stopped at $words: $errors"
}

@test "the sample: mid-term report, replies, State reports, national report and follow-up are fitted by a tenth" {
  cp -r "$REPO/samples/velmora" velmora; rm -rf velmora/out
  for document in midterm crc-replies ccpr-report upr-report ccpr-follow-up; do
    rapporteur -C velmora count "$document" --format=json
    words=$(perl -MJSON::PP -0ne 'print int(decode_json($_)->[0]{lenient} * 0.9)' <<<"$output")
    rapporteur -C velmora fit "$document" --words "$words"; status_is 0
    rapporteur -C velmora count "$document" --format=json
    perl -MJSON::PP -0e 'my ($c, $max) = (decode_json(<STDIN>)->[0], $ARGV[0]); my @moved = grep { $_->{form} ne "full" } @{$c->{answers}};
      exit !($c->{lenient} <= $max && $c->{lenient} > 0.6 * $max && @moved && @moved < @{$c->{answers}})' "$words" <<<"$output" || fail "$document, $words: $output"
  done
  # what moved is not lost: the answer stands whole in an annex, and the body says where
  moved=$(grep -o 'ref="[^"]*" form="annex"' velmora/fit/midterm.en.xml | head -1 | cut -d'"' -f2)
  rapporteur -C velmora build midterm --lang en --dump resolved; status_is 0
  printf '%s' "$output" >tree.xml
  xmllint --noout --nonet --schema "$REPO/schemas/document.xsd" tree.xml 2>&1 || fail "not valid"
  [ "$(xmllint --xpath "count(//*[@id='answer-$moved']/ancestor::*[@region='annex'])" tree.xml)" = 1 ] || fail "$moved is lost"
  [ "$(xmllint --xpath "count(//*[@id='rec-$moved']//*[local-name()='ref'][@to='annex-answers'])" tree.xml)" = 1 ] || fail "the body does not say where"
}
