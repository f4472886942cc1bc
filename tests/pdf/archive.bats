# Every sample document in every style is PDF/UA-1 and PDF/A-2a: it says so, qpdf finds it sound, our checker finds
# nothing, nor does a second judge that shares no code with the program (judge.pl).
load ../harness

# sound PART FILE...: all that can be asked of files here
sound() {
  local part=$1 pdf; shift
  for pdf; do
    qpdf --check "$pdf" >"$TMP/qpdf.txt" || fail "$pdf: $(cat "$TMP/qpdf.txt")"
    [ "$(grep -ac -e '<pdfuaid:part>1<' -e "<pdfaid:part>$part<" -e '<pdfaid:conformance>A<' "$pdf")" -eq 3 ] ||
      fail "$pdf does not name PDF/UA-1 and PDF/A-${part}a"
  done
  rapporteur check "${@/#/--pdf=}"
  status_is 0
  perl "$REPO/tests/pdf/judge.pl" "$@" >"$TMP/judge.txt" || fail "$(grep -v ' objects, ' "$TMP/judge.txt")"
}

@test "each sample document in each style is sound, and says that it is PDF/UA-1 and PDF/A-2a" {
  cp -r "$REPO/samples/velmora" dossier
  styles=$(cd "$REPO/styles" && ls *.xml | sed 's/\.xml//')
  if under_asan; then styles=large-print; fi
  n=0
  for style in $styles; do
    sed "s/ style=\"[a-z-]*\"/ style=\"$style\"/" "$REPO/samples/velmora/project.xml" >dossier/project.xml
    rapporteur -C dossier build --format pdf --out "out-$style"
    status_is 0
    set -- dossier/out-$style/*.pdf
    if under_asan; then set -- "$1"; fi
    sound 2 "$@"
    n=$((n + $#))
  done
  if under_asan; then return; fi
  [ "$n" -ge 12 ]
}

@test "so is a text in right-to-left, stacked and conjunct scripts" {
  need_shared udhr
  languages='arb heb khm hin tam tha'
  if under_asan; then languages=arb; fi
  for l in $languages; do
    [ -e "$SHARED/data/udhr/$l.html" ] || continue
    perl "$REPO/tests/pdf/udhr.pl" "$SHARED/data/udhr/$l.html" >$l.xml
    rapporteur layout $l.xml --pdf $l.pdf
    status_is 0
    sound 2 $l.pdf
  done
}

@test "the second judge bites: one thing changed in the bytes of a file" {
  cp -r "$REPO/samples/velmora" dossier
  rapporteur -C dossier build upr-matrix-nhri --format pdf --attach --out out
  good=dossier/out/upr-matrix-nhri.en.pdf
  perl "$REPO/tests/pdf/judge.pl" $good
  while IFS='|' read -r rule change; do
    perl -0777 -pe "BEGIN { binmode STDIN; binmode STDOUT } $change" <$good >bad.pdf
    if cmp -s $good bad.pdf; then fail "nothing to change for $rule"; fi
    if perl "$REPO/tests/pdf/judge.pl" bad.pdf >said; then fail "$rule is not seen"; fi
    grep -qF "$rule" said || fail "$rule expected: $(cat said)"
  done <<'EOF'
A 6.1.2-1|s/^%PDF-1.7/%PDF-2.0/
A 6.1.2-2|s/\n%[^\n]{4}/\n%abcd/
A 6.1.3-3|s/\z/trailing/
A 6.1.4|s/startxref\n\d/startxref\n9/
A 6.1.9-1|s/\nendobj\n/ endobj\n/
A 6.1.9-1|s/\n(\d+) 0 obj\n/\n$1 0 obj /
A 6.1.7.1-2|s/\nendstream/ endstream/
A 6.1.7.1-2|s/Length (\d)/"Length " . ($1 ^ 1)/e
A 6.1.7.2-1|s/FlateDecode/FxateDecode/
A 6.6.2.1-1|s/Subtype\/XML/Subtype\/XMX/
A 6.6.2.1-3|s/<\/dc:title>/<\/dc:xitle>/
A 6.6.2.3.1-1|s/<dc:language>/<dc:lxnguage>/; s/<\/dc:language>/<\/dc:lxnguage>/
A 6.6.2.3.3|s/category>internal/category>extxrnal/
A 6.6.3|s/<xmp:ModifyDate>2026/<xmp:ModifyDate>2025/
A 6.6.4-2|s/<pdfaid:part>3/<pdfaid:part>1/
A 6.6.4-3|s/<pdfaid:conformance>A/<pdfaid:conformance>B/
A 6.8-1|s/application#2Fxml/application#20xml/
A 6.8-5|s/<pdfaid:part>3/<pdfaid:part>2/
A 6.8|s/CheckSum<../CheckSum<xx/
UA 5-1|s/<pdfuaid:part>1/<pdfuaid:part>2/
UA 7.1-9|s/x-default">[^<]/x-default"> /; s/(x-default">)([^<]*)/$1 . " " x length $2/e
EOF
}
