# The Universal Declaration in the 19 languages whose fonts the tests have: the structure of each PDF says the source,
# character by character. (Chinese and Japanese want a font package of their own.)
load ../harness

@test "19 languages in 14 scripts come back through the structure exactly; our checker finds nothing" {
  need_shared udhr
  if under_asan; then languages="arb hin khm"; else languages=$(cd "$SHARED/data/udhr" && ls *.html | sed 's/\.html//' | grep -v -e cmn -e jpn); fi
  wrong=
  for l in $languages; do
    perl "$REPO/tests/pdf/udhr.pl" "$SHARED/data/udhr/$l.html" >$l.xml
    rapporteur layout $l.xml --pdf $l.pdf
    status_is 0
    pdfinfo -struct-text $l.pdf >$l.txt 2>$l.warnings
    [ ! -s $l.warnings ] || fail "$l: $(head -n 3 $l.warnings)"
    perl "$REPO/tests/pdf/text.pl" $l.xml $l.txt >$l.difference || wrong="$wrong $l: $(cat $l.difference)"
    rapporteur check --pdf $l.pdf
    status_is 0
  done
  [ -z "$wrong" ] || fail "$wrong"
}

@test "scripts whose marks stray are whole for plain extraction too" {
  need_shared udhr
  for l in tha khm; do
    perl "$REPO/tests/pdf/udhr.pl" "$SHARED/data/udhr/$l.html" >$l.xml
    rapporteur layout $l.xml --pdf $l.pdf
    pdftotext $l.pdf - | perl -CSD -0pe 's/[\s\x{AD}\x{200B}-]+//g; s/Page\d+of\d+//g' >plain
    perl -CSD -0pe 's/<meta>.*?<\/meta>|<[^>]*>//gs; s/[\s\x{AD}\x{200B}-]+//g' $l.xml >source
    perl -CSD -0e 'my @t = map { open my $f, "<:utf8", $_; <$f> } @ARGV; exit index($t[0], $t[1]) < 0' plain source ||
      fail "$l: $(head -c 300 plain)"
  done
}
