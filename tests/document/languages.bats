# The sample's contribution of the national institution, mid-term report and matrix in French and Arabic: nothing of our own wording is
# left in English, numbers and dates have the language's form, groups stand in its order, and what has not been translated says so.
load ../harness

setup_file() {
  export BUILT=$BATS_FILE_TMPDIR
  . "$BATS_TEST_DIRNAME/../environment.sh"
  for lang in fr ar; do
    for document in nhri-cat matrix midterm; do
      "$RAPPORTEUR" -C "$REPO/samples/velmora" build "$document" --lang "$lang" --dump=resolved -q >"$BUILT/$document.$lang.xml" 2>"$BUILT/$document.$lang.err" </dev/null
    done
  done
}

each() { # COMMAND LANG: runs COMMAND on each of the three trees
  for document in nhri-cat matrix midterm; do "$1" "$BUILT/$document.$2.xml" "$2" || fail "$document in $2"; done
}

built_in_silence() { xmllint --noout --schema "$REPO/schemas/document.xsd" "$1" 2>"$TMP/said" || fail "$(cat "$TMP/said")"; [ ! -s "${1%.xml}.err" ] || fail "$(cat "${1%.xml}.err")"; }
no_english() { perl "$HERE/english.pl" "$REPO/templates/l10n/en.xml" "$REPO/templates/l10n/$2.xml" "$1" >"$TMP/left" || fail "$(cat "$TMP/left")"; }

@test "the trees are valid, and no phrase was looked for in vain" {
  each built_in_silence fr
  each built_in_silence ar
}

@test "no English wording is left in French" { each no_english fr; }
@test "no English wording is left in Arabic" { each no_english ar; }

@test "the test that looks for English finds it" {
  sed 's/Recommandations antérieures et suite qui leur a été donnée/Earlier recommendations and their implementation/' "$BUILT/nhri-cat.fr.xml" >spoilt.xml
  run perl "$HERE/english.pl" "$REPO/templates/l10n/en.xml" "$REPO/templates/l10n/fr.xml" spoilt.xml
  [ "$status" -ne 0 ]
  [[ $output == *contribution.previous-caption* ]]
}

@test "dates and numbers have the language's form" {
  fr=$(perl -CSD -0pe 's/<[^>]*>//g' "$BUILT/midterm.fr.xml")
  ar=$(perl -CSD -0pe 's/<[^>]*>//g' "$BUILT/midterm.ar.xml")
  [[ $fr == *"30 juin 2026"* && $fr == *"mars 2026"* ]]
  [[ $ar == *"30 حزيران/يونيه 2026"* && $ar == *"آذار/مارس 2026"* ]]
  ! grep -oE '(January|February|March|April|June|July|August|September|October|November|December) 20[0-9]{2}' \
    <(perl -CSD "$HERE/own.pl" "$BUILT/midterm.fr.xml" "$BUILT/midterm.ar.xml" "$BUILT/matrix.fr.xml" "$BUILT/matrix.ar.xml")
}

@test "French: marks of notes stand in front of punctuation, lists are a), colons keep their distance" {
  perl -CSD -0ne 'while (m{([.,;:])\s*<note(?:ref)? }g) { print substr($_, $-[0] > 60 ? $-[0] - 60 : 0, 120), "\n"; $n++ } exit !!$n' "$BUILT/nhri-cat.fr.xml" ||
    fail "a mark behind punctuation"
  grep -q 'label="a)"' "$BUILT/nhri-cat.fr.xml"
  own=$(perl -CSD "$HERE/own.pl" "$BUILT"/*.fr.xml)
  ! grep -E '[[:alnum:]»] [:;?!]( |$)' <<<"$own" || fail "a space that may break in front of punctuation"
}

@test "Arabic: chapters and items have their own numerals" {
  grep -q 'label="أولاً-"' "$BUILT/nhri-cat.ar.xml"
  grep -q 'label="ألف-"' "$BUILT/nhri-cat.ar.xml"
  grep -q 'label="(ب)"' "$BUILT/nhri-cat.ar.xml"
}

@test "institutions stand in the order of the language" {
  cp -r "$REPO/samples/velmora" velmora
  rm -rf velmora/out
  sed -i 's/id="upr-matrix-nhri" \(.*\)languages="en"/id="upr-matrix-nhri" \1languages="en fr ar"/' velmora/project.xml
  for lang in fr ar; do
    rapporteur -C velmora build upr-matrix-nhri --lang "$lang" --dump=view -q
    status_is 0
    printf '%s\n' "$output" | perl -CSD -ne 'print "$1\n" while /<group id=[^>]*label="([^"]+)"/g' >groups
    [ "$(wc -l <groups)" -gt 8 ]
    # French by its collation; Arabic by its letters, which stand in their order in Unicode when hamza is set aside
    perl -CSD -Mutf8 -MUnicode::Collate::Locale -e 'my $lang = shift; my @g = <STDIN>; chomp @g;
      my $c = Unicode::Collate::Locale->new(locale => $lang, variable => "non-ignorable");
      my @s = $lang eq "ar" ? sort { ($a =~ s/[أإآ]/ا/gr) cmp ($b =~ s/[أإآ]/ا/gr) } @g : $c->sort(@g);
      "@g" eq "@s" or die join("\n", @g, "is not", @s), "\n"' "$lang" <groups || fail "$lang"
  done
}

@test "a text without a translation says so once, has its language, and runs its way" {
  mkdir -p d/records
  cat >d/project.xml <<'X'
<project xmlns="urn:rapporteur:project" version="1" id="d"><state code="XVM"><name xml:lang="ar">فيلمورا</name></state>
<languages default="en"><language code="en"/><language code="ar"/></languages><as-of date="2026-06-30"/>
<documents><document id="m" kind="matrix" languages="ar"><title xml:lang="ar">مصفوفة</title></document></documents></project>
X
  cat >d/records/r.xml <<'X'
<records xmlns="urn:rapporteur:records" version="1">
<source id="s" kind="concluding-observations" symbol="CAT/C/XVM/CO/3" body="CAT" date="2024-05-01"><title xml:lang="ar">الملاحظات الختامية</title></source>
<recommendation id="r-1" kind="recommendation"><from source="s" number="9" paragraph="9"/><text xml:lang="en">Define torture as such.</text></recommendation>
<recommendation id="r-2" kind="recommendation"><from source="s" number="10" paragraph="10"/><text xml:lang="ar" status="machine">حظر التعذيب.</text></recommendation>
</records>
X
  rapporteur -C d build m --lang ar --dump=resolved -q
  status_is 0
  printf '%s\n' "$output" >tree.xml
  [ "$(xmllint --xpath 'count(//*[local-name()="p"][contains(., "Define torture")][ancestor-or-self::*[@dir][1][@dir="ltr" and @*[name()="xml:lang"]="en"]])' tree.xml)" = 1 ] || fail "$(grep -B2 Define tree.xml)"
  [ "$(grep -o '\[بالإنكليزية\]' tree.xml | wc -l)" = 1 ]
  [ "$(grep -o '\[ترجمة آلية غير مراجعة\]' tree.xml | wc -l)" = 1 ]
  rapporteur -C d build m --lang ar --format html -q
  perl -0ne 'exit !m{lang="en" dir="ltr"[^>]*>\s*(<p[^>]*>)?\s*Define torture as such}' d/out/m.ar.html || fail "the page does not turn"
}

@test "the masthead names the language of the dossier in the language of the document" {
  grep -q 'Original.: anglais' "$BUILT/matrix.fr.xml"
  grep -q 'الأصل: بالإنكليزية' "$BUILT/matrix.ar.xml"
}
