load ../harness
# The kind "site": a folder of pages in three languages, made from the sample and from the real lists of Slovenia.

VNU=$REPO/tests/node_modules/vnu-jar/build/dist/vnu.jar

setup_more() {
  mkdir v
  (cd "$REPO/samples/velmora" && tar -c --exclude=./out .) | tar -x -C v
  perl "$HERE/project.pl" v/project.xml "en fr ar"
}

sums() { (cd "$1" && find . -type f -exec cksum {} + | sort -k3); }

@test "three languages, each in its own tree: every link leads somewhere, no page is heavy, no script, nothing fetched from elsewhere" {
  rapporteur -C v build progress; status_is 0
  for lang in en fr ar; do output_has "out/progress/$lang/  "; done
  run perl "$HERE/links.pl" v/out/progress
  [ "$status" -eq 0 ] || fail "$output"
  [[ $output =~ ^[0-9]+" pages, "[0-9]+" links, 0 faults"$ ]]
  [ -z "$(find v/out/progress -size +100k)" ] || fail "$(find v/out/progress -size +100k)"
  # nothing of this in any page or sheet
  run grep -rnE '<(script|style|iframe|object|embed|base|form)[ >]| style=| on[a-z]+="|@import|url\([^#]' v/out/progress
  [ "$status" -eq 1 ] || fail "${lines[0]}"
  [ "$(grep -rLF "default-src 'none'" v/out/progress --include='*.html' | wc -l)" -eq 0 ]
  [ "$(grep -rLE 'hreflang="ar" href="(\.\./)*ar/' v/out/progress --include='*.html' | wc -l)" -eq 0 ]
  for f in index recommendations/upr4-136-4 themes/index; do
    grep -q '<html lang="ar" dir="rtl">' "v/out/progress/ar/$f.html"; grep -q '<html lang="fr" dir="ltr">' "v/out/progress/fr/$f.html"
  done
}

@test "the link checker sees a missing page, a missing id and an absolute address" {
  rapporteur -C v build progress --lang en; status_is 0
  local change
  for change in 's|themes/index.html|themes/none.html|' 's|href="#text"|href="#none"|' 's|href="style.css"|href="/style.css"|'; do
    cp -r v/out/progress/en changed
    sed -i "$change" changed/index.html
    ! cmp -s changed/index.html v/out/progress/en/index.html || fail "nothing changed: $change"
    run perl "$HERE/links.pl" changed
    [ "$status" -eq 1 ] || fail "not seen: $change"
    rm -r changed
  done
}

@test "the Nu checker has nothing to say about any page" {
  if under_asan; then skip "the pages are the same as in the plain run"; fi
  rapporteur -C v build progress; status_is 0
  # It resolves no address of a file against 'self' or file:, which browsers do.
  java -jar "$VNU" --skip-non-html --filterpattern '.*external stylesheet “(\.\./)*style\.css” blocked.*' v/out/progress
}

@test "the tree is valid, page by page" {
  "$RAPPORTEUR" -C v build progress --lang en --dump=resolved -q >tree.xml
  mkdir pages
  perl -0ne 'my ($head) = /(<site\b[^>]*>)/; my $n = 0; while (/(<page\b.*?<\/page>)/sg) { open my $out, ">", sprintf "pages/%04d.xml", $n++; print $out "$head$1</site>" }' tree.xml
  [ "$(ls pages | wc -l)" -gt 300 ]
  find pages -name '*.xml' -exec xmllint --noout --nonet --schema "$REPO/schemas/document.xsd" {} + 2>errors || fail "$(grep -v validates errors | head -3)"
}

@test "every count and every list is what the records say" {
  rapporteur -C v build progress --lang en; status_is 0
  run perl "$HERE/counts.pl" v/out/progress/en nmirf implementation v/records/*.xml
  [ "$status" -eq 0 ] || fail "$output"
  [[ $output =~ ^"98 recommendations, "[0-9]+" terms, "[0-9]+" counts, 0 differences"$ ]] || fail "$output"
  sed -i '0,/<td[^>]*>[0-9]/s/\(<td[^>]*>\)[0-9]/\19/' v/out/progress/en/themes/index.html
  run perl "$HERE/counts.pl" v/out/progress/en nmirf implementation v/records/*.xml
  [ "$status" -eq 1 ] || fail "a changed number is not seen"
}

@test "records that are not public change no byte of the public site; those who may read them find them" {
  rapporteur -C v build progress; status_is 0
  sums v/out/progress >before
  cp "$HERE/secret.xml" v/records/
  rapporteur -C v build progress; status_is 0
  errors_has "wrote 0 files"
  sums v/out/progress >after
  same before after
  run grep -rli zzsecret v/out/progress
  [ "$status" -eq 1 ] || fail "$output"
  rapporteur -C v build progress --audience government; status_is 0
  for word in 'Zzsecret wording' 'Zzsecret measure' 'Zzsecret statement' 'Zzsecret citation' 'Zzsecret indicator' 'Zzsecret reasons' 'Zzsecret cluster' 'Zzsecret answer' 'Zzsecret report' 'Zzsecret Bureau' 987,654; do
    grep -rqF "$word" v/out/progress.government/en || fail "the government's site lacks: $word"
  done
}

@test "only what changed is written, and what is no more goes" {
  rapporteur -C v build progress --lang en; status_is 0
  rapporteur -C v build progress --lang en; status_is 0
  output_has " 0 new or changed"
  sums v/out/progress/en >before
  stat -c '%i' v/out/progress/en/recommendations/upr4-136-9.html >inode
  sed -i 's|<title xml:lang="en">Ratification of the Convention on enforced disappearance|<title xml:lang="en">Ratification, at last,|' v/records/actions-upr.xml
  rapporteur -C v build progress --lang en; status_is 0
  output_has " 1 new or changed"
  sums v/out/progress/en >after
  [ "$(comm -13 <(sort before) <(sort after) | sed 's/.* //')" = ./recommendations/upr4-136-4.html ]
  grep -q 'Ratification, at last,' v/out/progress/en/recommendations/upr4-136-4.html
  [ "$(stat -c '%i' v/out/progress/en/recommendations/upr4-136-9.html)" = "$(cat inode)" ]
  [ -e v/out/progress/en/sources/cat-co-3.html ]
  sed -i 's|<group by="source"/></document>|<select body="UPR"/><group by="source"/></document>|' v/project.xml
  rapporteur -C v build progress --lang en; status_is 0
  [ ! -e v/out/progress/en/sources/cat-co-3.html ]; [ ! -e v/out/progress/en/recommendations/cat3-15.html ]
  [ -e v/out/progress/en/sources/wg-report.html ]
}

@test "one language built anew leaves the others; other documents stay" {
  rapporteur -C v build progress responsibilities --format html; status_is 0
  rapporteur -C v build progress --lang fr; status_is 0
  [ -e v/out/responsibilities.en.html ]; [ -e v/out/progress/en/index.html ]; [ -e v/out/progress/ar/index.html ]
}

@test "a site is built and nothing else" {
  rapporteur -C v count progress; status_is 2
  errors_has 'is a site, which is built and nothing else'
  rapporteur -C v build progress --format pdf; status_is 2
  rapporteur -C v check -q; status_is 0
  rapporteur -C v count matrix; status_is 0
}

@test "the real lists of Slovenia: 378 recommendations of two cycles" {
  need_shared upr-slovenia
  TABLE=$SHARED/data/upr-slovenia/thematic_lists_cycles2-3.csv
  "$RAPPORTEUR" -q init svn --state SVN --kind matrix
  "$RAPPORTEUR" -q -C svn import "$TABLE" --map upr-thematic-list
  perl "$HERE/project.pl" svn/project.xml en
  rapporteur -C svn build progress; status_is 0
  run perl "$HERE/links.pl" svn/out/progress
  [ "$status" -eq 0 ] || fail "$output"
  run perl "$HERE/counts.pl" svn/out/progress/en nobody none svn/records/imported/*.xml
  [[ $output =~ ^"378 recommendations, "[0-9]+" terms, "[0-9]+" counts, 0 differences"$ ]] || fail "$output"
  grep -q '>163 of 378 recommendations' svn/out/progress/en/sources/a-hrc-28-15.html
  grep -q '>215 of 378 recommendations' svn/out/progress/en/sources/a-hrc-43-15.html
  [ -e svn/out/progress/en/sources/a-hrc-43-15/4.html ]; [ ! -e svn/out/progress/en/sources/a-hrc-43-15/5.html ]
  [ -z "$(find svn/out/progress -size +100k)" ]
}
