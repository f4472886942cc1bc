# The HTML of small trees against goldens; of every tree: valid, nothing lost or added, nothing asked from outside.
load ../harness

WEB=$BUILD/tests/unit/web
VNU=$REPO/tests/node_modules/vnu-jar/build/dist/vnu.jar

trees() { printf '%s\n' "$HERE"/*.xml "$REPO/tests/document/sample-tree.xml"; }

render() { "$WEB" --render "$1" "$HERE" >"$2" 2>"$TMP/errors" || fail "$1: $(cat "$TMP/errors")"; }

@test "goldens: the body of each small tree" {
  for f in $(cases "$HERE"/*.xml); do
    name=$(basename "$f" .xml)
    render "$f" "$TMP/page.html"
    sed -n '/^<body/,$p' "$TMP/page.html" >"$TMP/$name.html"
    golden "$TMP/$name.html" "$HERE/$name.html"
  done
}

@test "every word of the tree stands in the page, and no other; quotations letter by letter" {
  for f in $(trees); do
    render "$f" "$TMP/page.html"
    "$WEB" --compare "$f" "$TMP/page.html" >"$TMP/difference" || fail "$f: $(cat "$TMP/difference")"
  done
}

@test "the content policy names the hash of the one style; no script, no address that is fetched" {
  for f in $(trees); do
    render "$f" "$TMP/page.html"
    perl -0777 -ne 'print $1 if /<style>(.*?)<\/style>/s' "$TMP/page.html" >"$TMP/css"
    hash=$(openssl dgst -sha256 -binary "$TMP/css" | base64)
    grep -qF "style-src 'sha256-$hash'" "$TMP/page.html" || fail "$f: the hash is not that of the style"
    ! grep -nE '<(script|link|iframe|object|embed|base|form)|[^-]src="[^d]| style=|@import|url\([^#]' "$TMP/page.html" >&2
    ! grep -nE ' on[a-z]+="' "$TMP/page.html" >&2
  done
}

@test "the style uses logical directions only" {
  ! grep -nE '(margin|padding|border|inset)-(left|right|top|bottom)|text-align: (left|right)|[ {](left|right|top|bottom):' \
    "$REPO/styles/web.css" >&2
}

@test "two renderings are the same bytes" {
  render "$REPO/tests/document/sample-tree.xml" "$TMP/a"
  render "$REPO/tests/document/sample-tree.xml" "$TMP/b"
  same "$TMP/a" "$TMP/b"
}

# The sample dossier, apart from the checkout and its outputs.
copy_sample() {
  mkdir "$TMP/velmora"
  (cd "$REPO/samples/velmora" && tar -c --exclude=./out .) | tar -x -C "$TMP/velmora"
}

@test "the sample's pages say what its resolved documents say" {
  copy_sample
  rapporteur -C "$TMP/velmora" build --format html
  status_is 0
  for f in "$TMP"/velmora/out/*.html; do
    name=${f##*/}
    lang=${name#*.}
    "$RAPPORTEUR" -C "$TMP/velmora" build --lang "${lang%%.*}" --dump=resolved "${name%%.*}" >"$TMP/tree.xml"
    "$WEB" --compare "$TMP/tree.xml" "$f" >"$TMP/difference" || fail "$name: $(cat "$TMP/difference")"
    grep -oE 'href="#[^"]*"' "$f" | sed 's/.*#//; s/"//' | sort -u >"$TMP/targets"
    grep -oE ' id="[^"]*"' "$f" | sed 's/.*="//; s/"//' | sort >"$TMP/ids"
    [ -z "$(uniq -d "$TMP/ids")" ] || fail "$name: an id stands twice: $(uniq -d "$TMP/ids")"
    [ -z "$(comm -23 "$TMP/targets" <(sort -u "$TMP/ids"))" ] || fail "$name: links lead nowhere: $(comm -23 "$TMP/targets" "$TMP/ids")"
  done
}

@test "the Nu checker has nothing to say about any page, the sample's included" {
  if under_asan; then skip "the pages are the same as in the plain run"; fi
  mkdir "$TMP/pages"
  for f in $(trees); do render "$f" "$TMP/pages/$(basename "$f" .xml).html"; done
  copy_sample
  rapporteur -C "$TMP/velmora" build --format html
  status_is 0
  # It holds img-src data: for no match of a data: picture, whatever the policy.
  java -jar "$VNU" --filterpattern '.*image “data:image/png.*' "$TMP"/pages/*.html "$TMP"/velmora/out/*.html
}

@test "pictures: a PNG file of the dossier is in the page; whatever lies outside or is none is said" {
  mkdir dossier
  base64 -d >dossier/a.png <<'X'
iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==
X
  cp dossier/a.png outside.png
  ln -s ../outside.png dossier/link.png
  echo '<svg/>' >dossier/b.png
  for href in a.png ./link.png ../outside.png b.png none.png; do
    sed "s|no-such.png|$href|" "$HERE/figure.xml" >tree.xml
    "$WEB" --render tree.xml dossier >"page.html" 2>said
    case $href in
    a.png) grep -q '<img src="data:image/png;base64,iVBOR[^"]*" alt="Nothing to see." width="1" height="1">' page.html && [ ! -s said ] ;;
    *) grep -q 'R606' said && grep -q '<span class="no-image">Nothing to see.</span>' page.html ;;
    esac || fail "$href: $(cat said)"
  done
}
