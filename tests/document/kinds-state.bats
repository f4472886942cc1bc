# The documents of a State: for each kind its sections against the tables below, written by hand after the rules of each
# document (domain rules, section 2), and the types of records that fill them; then what holds for single kinds.
# Headings are compared as printed, with their numbers. Nothing here is read from templates/profiles.
load ../harness

setup_file() {
  export BUILT
  BUILT=$(mktemp -d "${TMPDIR:-/tmp}/rapporteur-kinds.XXXXXX")
  cp -r "$REPO/samples/velmora" "$BUILT/velmora"
  rm -rf "$BUILT/velmora/out"
  # beside the sample's documents one of each treaty body, initial and periodic
  {
    sed '/<\/documents>/,$d' "$BUILT/velmora/project.xml"
    for body in CERD CESCR CCPR CEDAW CAT CRC CRPD CED CMW; do
      for type in initial periodic; do
        echo "<document id=\"$body-$type\" kind=\"state-report\" body=\"$body\"><report number=\"2\" type=\"$type\"/></document>"
      done
    done
    echo '<document id="upr-17-119" kind="upr-national-report" body="UPR" profile="upr-national-report-17-119"><select body="UPR" cycle="4"/></document>'
    echo '<document id="crc-simplified" kind="state-report-simplified" body="CRC" answers="loi-crc-5"><report number="7" type="periodic"/></document>'
    echo '</documents></project>'
  } >"$BUILT/project.xml"
  mv "$BUILT/project.xml" "$BUILT/velmora/project.xml"
}
teardown_file() { rm -rf "$BUILT"; }

tree() { # DOCUMENT: its resolved tree, built once, as tree.xml
  [ -e "$BUILT/$1.xml" ] || "$RAPPORTEUR" -C "$BUILT/velmora" build "$1" --dump=resolved -q >"$BUILT/$1.xml" 2>"$BUILT/$1.err" </dev/null ||
    fail "$1 is not built: $(cat "$BUILT/$1.err")" || return 1
  cp "$BUILT/$1.xml" tree.xml
  xmllint --noout --schema "$REPO/schemas/document.xsd" tree.xml 2>errors || fail "$1 is not valid: $(head -3 errors)"
}
headings_are() { # DOCUMENT DEPTH <table
  tree "$1" || return 1
  perl "$HERE/outline.pl" headings tree.xml "$2" >got
  diff -u - got >&2 || fail "$1 has other sections"
}
articles_are() { # DOCUMENT NUMBER...: the articles in their order
  tree "$1" || return 1
  local got
  got=$(grep -oE '<section id="sec-article-[0-9]+"' tree.xml | grep -oE '[0-9]+' | tr '\n' ' ')
  shift
  [ "$got" = "$* " ] || fail "articles: $got"
}
filled_by() { # DOCUMENT <table of "section: type type": at least these types of records fill the section
  tree "$1" || return 1
  perl "$HERE/outline.pl" types tree.xml "$BUILT"/velmora/records/*.xml >got
  local section types type line
  while IFS=: read -r section types; do
    line=$(grep "^sec-$section:" got) || fail "no section $section" || return 1
    for type in $types; do
      [[ " ${line#*:} " == *" $type "* ]] || fail "$section is not filled by $type: $line" || return 1
    done
  done
}
words() { sed 's/<[^>]*>/ /g; s/&amp;/\&/g' tree.xml | tr -s ' \n' '  '; }

# ---------------------------------------------------------------- reports to treaty bodies

@test "CERD: general information, articles 1 to 7, groups of victims; periodic: previous observations first" {
  headings_are CERD-initial 1 <<'TABLE'
I. Introduction
II. General information
III. Information relating to the articles of the Convention
IV. Information by group of victims of racial discrimination
TABLE
  articles_are CERD-initial 1 2 3 4 5 6 7
  headings_are CERD-periodic 1 <<'TABLE'
I. Introduction
II. Implementation of the previous concluding observations
III. Information relating to the articles of the Convention
IV. Information by group of victims of racial discrimination
TABLE
  articles_are CERD-periodic 1 2 3 4 5 6 7
  filled_by CERD-periodic <<'TABLE'
introduction: institution consultation
previous-recommendations: recommendation action evidence indicator assessment
articles: action
groups: recommendation
TABLE
  filled_by CERD-initial <<'TABLE'
general: treaty
article-5: action evidence indicator
TABLE
}

@test "CESCR: part A general provisions, part B specific rights" {
  headings_are CESCR-initial 1 <<'TABLE'
I. Introduction
II. Part A: general provisions of the Covenant (articles 1 to 5)
III. Part B: specific rights (articles 6 to 15)
TABLE
  articles_are CESCR-initial $(seq 1 15)
  headings_are CESCR-periodic 1 <<'TABLE'
I. Introduction
II. Implementation of the previous concluding observations
III. Part A: general provisions of the Covenant (articles 1 to 5)
IV. Part B: specific rights (articles 6 to 15)
TABLE
  articles_are CESCR-periodic $(seq 1 15)
  filled_by CESCR-periodic <<'TABLE'
article-11: action
TABLE
}

@test "CCPR: articles 1 to 27; periodic: previous concluding observations first" {
  headings_are CCPR-initial 1 <<'TABLE'
I. Introduction
II. Information relating to the articles of the Covenant
TABLE
  headings_are CCPR-periodic 1 <<'TABLE'
I. Introduction
II. Implementation of the previous concluding observations
III. Information relating to the articles of the Covenant
TABLE
  articles_are CCPR-initial $(seq 1 27)
  articles_are CCPR-periodic $(seq 1 27)
  filled_by CCPR-periodic <<'TABLE'
introduction: source institution consultation
previous-recommendations: recommendation action evidence indicator cluster assessment
TABLE
  filled_by CCPR-initial <<'TABLE'
article-9: action evidence indicator
article-14: action
TABLE
}

@test "CEDAW: four parts, statistics at the end, previous observations before them" {
  headings_are CEDAW-initial 1 <<'TABLE'
I. Introduction
II. Part I (articles 1 to 6)
III. Part II (articles 7 to 9)
IV. Part III (articles 10 to 14)
V. Part IV (articles 15 and 16)
VI. Statistics
TABLE
  headings_are CEDAW-periodic 1 <<'TABLE'
I. Introduction
II. Implementation of the previous concluding observations
III. Part I (articles 1 to 6)
IV. Part II (articles 7 to 9)
V. Part III (articles 10 to 14)
VI. Part IV (articles 15 and 16)
VII. Statistics
TABLE
  articles_are CEDAW-periodic $(seq 1 16)
  filled_by CEDAW-periodic <<'TABLE'
previous-recommendations: recommendation action evidence indicator assessment
statistics: indicator
TABLE
}

@test "CAT: initial in two parts; periodic: new measures by article, additional information, compliance" {
  headings_are CAT-initial 1 <<'TABLE'
I. Part I: information of a general nature
II. Part II: information in relation to articles 2 to 16 of the Convention
TABLE
  articles_are CAT-initial $(seq 2 16)
  headings_are cat-report 1 <<'TABLE'
I. New measures and new developments relating to articles 1 to 16 of the Convention
II. Additional information requested by the Committee
III. Compliance with the Committee’s conclusions and recommendations
TABLE
  articles_are cat-report $(seq 1 16)
  filled_by cat-report <<'TABLE'
new-measures: action evidence indicator cluster
additional-information: source recommendation action assessment
compliance: source recommendation action assessment
TABLE
  filled_by CAT-initial <<'TABLE'
part-1: treaty institution consultation
TABLE
}

@test "CRC: nine clusters and the protocols" {
  headings_are CRC-periodic 2 <<'TABLE'
I. Introduction
II. General measures of implementation (arts. 4, 42 and 44 (6))
III. Definition of the child (art. 1)
IV. General principles (arts. 2, 3, 6 and 12)
V. Civil rights and freedoms (arts. 7, 8 and 13–17)
VI. Violence against children (arts. 19, 24 (3), 28 (2), 34, 37 (a) and 39)
VII. Family environment and alternative care (arts. 5, 9–11, 18 (1) and (2), 20, 21, 25 and 27 (4))
VIII. Disability, basic health and welfare (arts. 6, 18 (3), 23, 24, 26, 27 (1)–(3) and 33)
IX. Education, leisure and cultural activities (arts. 28–31)
X. Special protection measures (arts. 22, 30, 32–36, 37 (b)–(d) and 38–40)
TABLE
  headings_are CRC-initial 1 <got
  filled_by CRC-periodic <<'TABLE'
violence: action evidence
special-protection: action
TABLE
}

@test "CRPD: general provisions, specific rights, women and children, specific obligations" {
  headings_are CRPD-initial 1 <<'TABLE'
I. Introduction
II. General provisions (articles 1 to 4)
III. Specific rights (articles 5 and 8 to 30)
IV. Women, girls and boys with disabilities (articles 6 and 7)
V. Specific obligations (articles 31 to 33)
TABLE
  articles_are CRPD-initial 1 2 3 4 5 $(seq 8 30) 6 7 31 32 33
  headings_are CRPD-periodic 1 <<'TABLE'
I. Introduction
II. Implementation of the previous concluding observations
III. General provisions (articles 1 to 4)
IV. Specific rights (articles 5 and 8 to 30)
V. Women, girls and boys with disabilities (articles 6 and 7)
VI. Specific obligations (articles 31 to 33)
TABLE
  filled_by CRPD-periodic <<'TABLE'
previous-recommendations: recommendation action evidence indicator assessment
TABLE
  filled_by CRPD-initial <<'TABLE'
article-12: action evidence indicator
article-31: action
TABLE
}

@test "CED: legal framework, then each article; no periodic report but additional information" {
  headings_are CED-initial 1 <<'TABLE'
I. Introduction
II. General legal framework under which enforced disappearances are prohibited
III. Information relating to the articles of the Convention
TABLE
  articles_are CED-initial $(seq 1 25)
  headings_are CED-periodic 1 <<'TABLE'
I. Introduction
II. Additional information under article 29 (4) of the Convention
TABLE
  filled_by CED-initial <<'TABLE'
legal-framework: treaty
TABLE
}

@test "CMW: general principles, four groups of articles; periodic: previous observations first" {
  headings_are CMW-initial 1 <<'TABLE'
I. Introduction
II. General principles (art. 7)
III. Human rights of all migrant workers and members of their families (arts. 8–35)
IV. Other rights of those who are documented or in a regular situation (arts. 36–56)
V. Provisions applicable to particular categories (arts. 57–63)
VI. Promotion of sound, equitable, humane and lawful conditions (arts. 64–71)
TABLE
  headings_are CMW-periodic 1 <<'TABLE'
I. Introduction
II. Implementation of the previous concluding observations
III. General principles (art. 7)
IV. Human rights of all migrant workers and members of their families (arts. 8–35)
V. Other rights of those who are documented or in a regular situation (arts. 36–56)
VI. Provisions applicable to particular categories (arts. 57–63)
VII. Promotion of sound, equitable, humane and lawful conditions (arts. 64–71)
TABLE
}

@test "masthead: number, article and date in words" {
  tree cat-report
  [[ $(words) == *"Fourth periodic report submitted by Velmora under article 19 of the Convention, due in 2028"* ]] || fail "$(words | cut -c1-600)"
  tree ccpr-report
  [[ $(words) == *"Fifth periodic report submitted by Velmora under article 40 of the Covenant pursuant to the simplified reporting procedure, due in 2027"* ]] || fail "$(words | cut -c1-600)"
  tree upr-addendum
  grep -q '<date value="2025-02-21">' tree.xml || fail "the date of a document that was issued is not that of its source"
}

@test "a measure is told once; other articles and recommendations name its paragraph" {
  tree cat-report
  words >text
  for id in act-u-torture-offence act-t-recording-rule act-t-solitary; do
    sentence=$(sed -n "/id=\"$id\"/,/<\/action>/p" "$REPO"/samples/velmora/records/actions-*.xml | grep -oE '<text xml:lang="en">[^.]{30}' | cut -d'>' -f2)
    [ "$(grep -oF -- "$sentence" text | wc -l)" -eq 1 ] || fail "$id: $(grep -oF -- "$sentence" text | wc -l) times: $sentence"
  done
  # article 16 has nothing of its own: it leads to paragraphs that exist
  perl -0ne 'print $1 if /<section id="sec-article-16".*?<\/heading>(.*?)<\/section>/s' tree.xml >article-16
  grep -q '<ref to="para-' article-16
  for to in $(grep -oE 'to="para-[0-9]+"' article-16 | cut -d'"' -f2); do grep -q "<p [^>]*id=\"$to\"" tree.xml || fail "no $to"; done
}

# ------------------------------------------------- simplified procedure, replies, follow-up

@test "simplified procedure: the parts, headings, numbers and order of the list" {
  headings_are ccpr-report 3 <<'TABLE'
Introduction
Replies to the list of issues prior to reporting (CCPR/C/XVM/QPR/5)
  A. General information on the national human rights situation, including new measures and developments
  B. Specific information on the implementation of articles 1 to 27 of the Covenant
TABLE
  grep -oE ' id="question-loi-ccpr-5-[0-9]+"' tree.xml | grep -oE '[0-9]+"' | tr -d '"' | tr '\n' ' ' >order
  [ "$(cat order)" = "$(seq -s' ' 1 22) " ] || fail "order: $(cat order)"
  filled_by ccpr-report <<'TABLE'
introduction: source institution consultation
general: question answer
specific: question answer action evidence indicator recommendation
TABLE
  headings_are crc-simplified 2 <<'TABLE'
Introduction
Replies to the list of issues prior to reporting (CRC/C/XVM/Q/5-6)
  A. General information on the national human rights situation, including new measures and developments
  B. Rights under the Convention and its Optional Protocols
  C. Statistical information and data
TABLE
}

@test "replies: each question quoted once, under its number, answered right after it" {
  headings_are crc-replies 1 <<'TABLE'
I. Introduction
II. Replies to the list of issues
Annex Statistical data
TABLE
  filled_by crc-replies <<'TABLE'
introduction: source institution consultation
replies: question answer action evidence indicator
annexes: indicator
TABLE
  words >text
  perl -0ne 'print "$1\n" while /<question .*?<text [^>]*>(.*?)<\/text>/sg' "$REPO/samples/velmora/records/questions-crc.xml" | sed 's/&amp;/\&/g' >official
  [ "$(wc -l <official)" -eq 14 ]
  while IFS= read -r line; do [ "$(grep -oF -- "$line" text | wc -l)" -eq 1 ] || fail "$line"; done <official
  for n in $(seq 1 14); do
    grep -qE ">Reply to paragraph $n of the list of issues \(CRC/C/XVM/Q/5-6\)</(heading|p)>" tree.xml || fail "no reply $n"
    perl -0ne "exit !/<(?:section|p)[^>]* id=\"question-loi-crc-5-$n\"(?:(?!<quotation).)*<quotation(?:(?!<quotation).)*<\/quotation>\s*<p [^>]*numbered=\"yes\"/s" tree.xml || fail "nothing follows question $n"
  done
}

@test "forms chosen by a fit file: short as people wrote it or marked as missing; in the annex, and the body leads there" {
  cp -r "$BUILT/velmora" v
  mkdir v/fit
  cat >v/fit/crc-replies.en.xml <<'XML'
<fit xmlns="urn:rapporteur:fit" version="1" document="crc-replies" lang="en">
  <answer ref="loi-crc-5-1" form="short"/><answer ref="loi-crc-5-4" form="short"/><answer ref="loi-crc-5-7" form="annex"/>
</fit>
XML
  rapporteur -C v build crc-replies --dump=resolved -q
  status_is 0
  printf '%s\n' "$output" >tree.xml
  xmllint --noout --schema "$REPO/schemas/document.xsd" tree.xml
  reply() { perl -0ne "print \$1 if /( id=\"question-loi-crc-5-$1\".*?)(?:<\/section>| id=\"question-)/s" tree.xml; }
  [[ $(reply 1) == *"Children accounted for 13.6 per cent of public outlays"* ]] && [[ $(reply 1) != *"association of municipalities"* ]] || fail "$(reply 1)"
  [[ $(reply 4) == *"<gap>"* ]] || fail "a short form that nobody wrote is not marked"
  [[ $(reply 7) == *'<ref to="annex-answers">annex II</ref>'* ]] || fail "$(reply 7)"
  grep -q '<section id="answer-loi-crc-5-7"' tree.xml
}

@test "follow-up: selected paragraphs in order; wording, measures, results, what is pending, obstacles, assessment" {
  headings_are ccpr-follow-up 1 <<'TABLE'
I. Introduction
II. Information on the paragraphs selected for follow-up
III. Other recommendations
TABLE
  filled_by ccpr-follow-up <<'TABLE'
introduction: source institution consultation
paragraphs: recommendation action evidence indicator assessment
other-recommendations: recommendation
TABLE
  [ "$(grep -oE '<section id="rec-[^"]*"' tree.xml | cut -d'"' -f2 | tr '\n' ' ')" = "rec-ccpr4-14 rec-ccpr4-26 " ]
  perl -0ne 'print $1 if /<section id="rec-ccpr4-14"(.*?)<section /s' tree.xml >one
  [ "$(grep -oE '<p [^>]*role="label"[^>]*>[^<]*' one | sed 's/.*>//' | tr '\n' '|')" = "Measures taken since the dialogue|Results and data|Pending measures and timetable|Obstacles|Assessment|" ] || fail "$(grep -o 'role="label"[^<]*' one)"
}

# ------------------------------------------------------------------- core document

@test "common core document: letters run on through the parts; each section is filled by its records" {
  headings_are core-document 3 <<'TABLE'
I. General information about Velmora
  A. Demographic, economic, social and cultural characteristics
  B. Constitutional, political and legal structure
II. General framework for the protection and promotion of human rights
  C. Acceptance of international human rights norms
    1. Ratification of main international human rights instruments
    2. Reservations and declarations
    3. Derogations, restrictions and limitations
  D. Legal framework for the protection of human rights at the national level
  E. Framework within which human rights are promoted at the national level
    1. National and regional parliaments and assemblies
    2. National human rights institutions
    3. Dissemination of human rights instruments
    4. Raising human rights awareness among public officials and other professionals
    5. Promotion of awareness through educational programmes and public information
    6. Promotion of awareness through the mass media
    7. Role of civil society
    8. Budget allocations and trends
    9. Development cooperation and assistance
  F. Reporting process at the national level
    1. National coordinating structure
    2. Participation of public authorities
    3. Role of parliament
    4. Consultation outside the Government
    5. Follow-up to concluding observations of treaty bodies
  G. Other related human rights information
III. Non-discrimination, equality and effective remedies
  H. Non-discrimination and equality
  I. Effective remedies
Annex Statistical appendix
  Demographic indicators
  Social, economic and cultural indicators
  Indicators on the political system
  Indicators on crime and the administration of justice
  Indicators on equality and remedies
TABLE
  filled_by core-document <<'TABLE'
characteristics: indicator
political-structure: indicator
ratification: treaty
reservations: treaty
legal-framework: institution action
parliaments: institution
human-rights-institutions: institution action
dissemination: action
training: action
civil-society: submitter
budget: action
development-cooperation: action
coordination: institution action
contributors: institution
consultation: consultation
follow-up: source obligation
non-discrimination: action evidence indicator
remedies: action evidence indicator
demographic: indicator
social-economic: indicator
political-system: indicator
justice: indicator
TABLE
  [[ $(words) == *"accredited with A status (March 2023)"* ]] || fail "accreditation without its date"
  # every treaty of the dossier has a row
  for id in $(grep -oE '<treaty id="[^"]+"' "$REPO/samples/velmora/records/treaties.xml" | cut -d'"' -f2); do grep -q "<row [^>]*origin=\"$id\"" tree.xml || fail "no row of $id"; done
}

# ---------------------------------------------------------- universal periodic review

@test "national report: five sections, the matrix in an annex; every number cited in the text and once in the matrix" {
  headings_are upr-report 1 <<'TABLE'
I. Method and consultation process
II. Developments since the previous review: normative and institutional framework
III. Implementation of the recommendations of the previous review, by theme
IV. New and emerging issues
V. National priorities, commitments and needs for assistance
Annex Matrix of recommendations
TABLE
  filled_by upr-report <<'TABLE'
methodology: institution consultation
framework: treaty action institution
implementation: recommendation action evidence indicator
emerging-issues: issue
priorities: action
recommendations-matrix: recommendation action
TABLE
  grep -q 'notes="end"' tree.xml || fail "its notes are not endnotes"
  perl -0ne 'print $1 if /(<part region="body".*?)<part region="annex"/s' tree.xml >body
  for number in $(grep -ohE 'source="wg-report" number="[0-9.]+"' "$REPO/samples/velmora/records/upr.xml" | grep -oE '[0-9]+\.[0-9]+'); do
    id=upr4-${number/./-}
    grep -qF "<ref to=\"rec-$id\">$number</ref>" body || fail "$number is not cited in the body"
    [ "$(grep -cE "<row id=\"rec-$id\"" tree.xml)" -eq 1 ] || fail "$number has no row"
  done
}

@test "national report after decision 17/119: its own order" {
  headings_are upr-17-119 1 <<'TABLE'
I. Method and consultation process
II. Developments since the previous review: normative and institutional framework
III. Promotion and protection of human rights on the ground
IV. Follow-up to the previous review
V. Achievements, best practices, challenges and constraints
VI. National priorities, commitments and needs for assistance
VII. Expectations of capacity-building and technical assistance
Annex Matrix of recommendations
TABLE
}

@test "addendum: a position on every recommendation, reasons for all that is not fully supported" {
  headings_are upr-addendum 2 <<'TABLE'
I. Introduction
II. Views on the recommendations
  A. Recommendations that enjoy the support of Velmora
  B. Recommendations supported in part
  C. Recommendations noted
III. Voluntary pledges and commitments
TABLE
  filled_by upr-addendum <<'TABLE'
introduction: source
supported: recommendation
in-part: recommendation
noted: recommendation
pledges: recommendation
TABLE
  words >text
  for number in $(grep -ohE 'source="wg-report" number="[0-9.]+"' "$REPO/samples/velmora/records/upr.xml" | grep -oE '[0-9]+\.[0-9]+'); do
    [ "$(grep -oE "(^|[^0-9.])${number/./\\.}([^0-9]|$)" text | wc -l)" -eq 1 ] || fail "$number stands $(grep -oE "(^|[^0-9.])${number/./\\.}([^0-9]|$)" text | wc -l) times"
  done
  ! grep -q '<gap' tree.xml || fail "a reason is missing"
}

# ----------------------------------------------------------------- plan and responsibilities

@test "implementation plan: a measure in one row, with lead, term, indicators and cost; landscape" {
  headings_are implementation-plan 1 <<'TABLE'
I. What the plan covers
II. How it was drawn up
III. Measures
IV. Costs and funding
V. Steps ahead
VI. Indicators
VII. Assistance needed
TABLE
  filled_by implementation-plan <<'TABLE'
introduction: source
method: institution consultation
plan: recommendation cluster action
costs: institution
timeline: action
indicators: indicator
assistance: action
TABLE
  grep -q '<part region="body" master="landscape"' tree.xml
  [ "$(grep -oE '<row id="row-act-[^"]*"' tree.xml | sort | uniq -d | wc -l)" -eq 0 ] || fail "a measure stands twice"
  perl -0ne 'print $1 if /<table id="t-plan"(.*?)<\/table>/s' tree.xml >plan
  [ "$(perl -0ne 'print scalar(() = /<cell scope="col">/g)' plan)" -eq 8 ]
  for id in $(perl -0ne 'while (/<action id="([^"]+)".*?<\/action>/sg) { my ($i, $a) = ($1, $&); print "$i\n" if $a =~ /about ref="upr4-/ }' "$REPO"/samples/velmora/records/actions-upr.xml); do
    grep -q "<row id=\"row-$id\"" plan || fail "no row of $id"
  done
}

@test "responsibilities: a row for each article that somebody named, a mark for each ministry that answers" {
  headings_are responsibilities 1 <<'TABLE'
I. What the table shows
II. Articles and ministries
III. Institutions
TABLE
  filled_by responsibilities <<'TABLE'
table: recommendation question
institutions: institution
TABLE
  perl -0ne 'print $1 if /<table id="t-responsibilities"(.*?)<\/table>/s' tree.xml >table
  for article in CCPR:9 CCPR:14 CAT:11 CEDAW:12 CERD:5 CRPD:12 CRC:37; do
    perl -0ne "exit !/<group id=\"treaty-${article%:*}\".*?Article ${article#*:}: .*?<\/group>/s" table || fail "no row of $article"
  done
  # article 14 of the Covenant: the Ministry of Justice leads, and leads alone among ministries
  perl -0ne 'print $1 if /<group id="treaty-CCPR".*?<row[^>]*>(?:(?!<row).)*?Article 14: (.*?)<\/row>/s' table >row
  [ "$(grep -oE '<p>L(, C)?</p>' row | wc -l)" -eq 1 ] || fail "$(cat row)"
}

@test "no heading stands alone under another" {
  local d
  for d in ccpr-report cat-report core-document crc-replies ccpr-follow-up upr-report upr-addendum implementation-plan responsibilities CEDAW-periodic CRC-periodic CERD-initial; do
    tree "$d"
    perl -0ne 'my @n; while (/<(\/?)section\b([^>]*)>/g) { if ($1) { my $s = pop @n; print "$s->[0]\n" if $s->[1] == 1 } else { $n[-1][1]++ if @n; push @n, [$2 =~ /id="([^"]*)"/, 0] } }' tree.xml >alone
    [ ! -s alone ] || fail "$d: $(cat alone)"
  done
}

# ----------------------------------------------------------------------- nothing to say

@test "a dossier that has nothing yet: every kind is built, and says what is missing" {
  mkdir -p empty/records
  for kind in state-report:CCPR state-report:CAT state-report-simplified:CAT replies:CRC follow-up-report:CCPR core-document: upr-national-report:UPR upr-addendum:UPR implementation-plan: responsibility-table:; do
    cat >empty/project.xml <<XML
<project xmlns="urn:rapporteur:project" version="1" id="empty">
  <state code="XVM"><name xml:lang="en">Republic of Velmora</name><short xml:lang="en">Velmora</short></state>
  <languages default="en"><language code="en"/></languages><as-of date="2026-06-30"/>
  <documents><document id="one" kind="${kind%:*}"${kind#*:}><report type="periodic" number="2"/></document></documents>
</project>
XML
    [ -z "${kind#*:}" ] || sed -i "s/${kind#*:}><report/ body=\"${kind#*:}\"><report/" empty/project.xml
    echo '<records xmlns="urn:rapporteur:records" version="1"/>' >empty/records/none.xml
    rapporteur -C empty build one --dump=resolved -q
    status_is 0 || fail "$kind"
    printf '%s\n' "$output" >tree.xml
    xmllint --noout --schema "$REPO/schemas/document.xsd" tree.xml 2>errors || fail "$kind: $(head -3 errors)"
    grep -q '<gap>' tree.xml || fail "$kind: no gap"
  done
}
