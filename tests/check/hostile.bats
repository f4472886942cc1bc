# Hostile files: refused before anything in them is followed.
load ../harness

setup_more() { cp -r "$HERE/base" dossier; }

# refuse FILE: as a record file it is refused within a second and 200 MB, without opening another file
refuse() {
  cp "$1" dossier/records/hostile.xml
  chmod u+w dossier/records/hostile.xml
  local limit=200000 seconds=1
  if under_asan; then limit=unlimited seconds=20; fi
  local result=0
  ( ulimit -d $limit; exec timeout $seconds "$RAPPORTEUR" -C dossier check -q ) >.stdout 2>.stderr </dev/null || result=$?
  [ $result -eq 1 ] || fail "$1: status $result" "$(cat .stderr)"
  grep -q '^records/hostile.xml:.*error' .stderr || fail "$1: $(cat .stderr)"
}

@test "the files of defusedxml are refused" {
  need_shared xml-tests/defusedxml
  for f in "$SHARED"/data/xml-tests/defusedxml/*.xml; do refuse "$f"; done
}

@test "the entity bombs of libxml2 are refused" {
  need_shared xml-tests/libxml2/test/recurse
  for f in "$SHARED"/data/xml-tests/libxml2/test/recurse/*; do if [ -f "$f" ]; then refuse "$f"; fi; done
}

@test "a DOCTYPE is refused in records, project, vocabulary and style, with what to write for &nbsp;" {
  doctype='<!DOCTYPE x [ <!ENTITY nbsp "&#160;"> <!ENTITY f SYSTEM "file:///etc/hostname"> ]>'
  printf '<?xml version="1.0"?>\n%s\n<records xmlns="urn:rapporteur:records" version="1"/>\n' "$doctype" >dossier/records/a.xml
  rapporteur -C dossier check -q
  status_is 1
  errors_has 'records/a.xml:2:1: error: a DOCTYPE is not accepted'
  errors_has 'in place of &nbsp; write &#160;'
  rm dossier/records/a.xml
  mkdir dossier/vocabularies
  printf '%s\n<vocabularies xmlns="urn:rapporteur:vocabulary" version="1"/>\n' "$doctype" >dossier/vocabularies/a.xml
  rapporteur -C dossier check -q
  status_is 1
  errors_has 'vocabularies/a.xml:1:1: error: a DOCTYPE is not accepted'
  rm dossier/vocabularies/a.xml
  mkdir dossier/styles
  { echo "$doctype"; grep -v '^<?xml' "$REPO/styles/un.xml"; } >dossier/styles/un.xml
  rapporteur -C dossier check -q
  status_is 1
  errors_has 'a DOCTYPE'
  errors_has '&#160;'
  rm -r dossier/styles
  { echo "$doctype"; grep -v '^<?xml' dossier/project.xml; } >project && mv project dossier/project.xml
  rapporteur -C dossier check -q
  status_is 1
  errors_has 'project.xml:1:1: error: a DOCTYPE is not accepted'
}

@test "deep nesting and long values are refused or read, not swallowed" {
  { echo '<records xmlns="urn:rapporteur:records" version="1">'
    head -c 3000000 /dev/zero | sed 's/\x0/<a>/g'; } >dossier/records/deep.xml
  timeout 20 "$RAPPORTEUR" -C dossier check -q 2>.stderr && fail "not refused"
  grep -q 'nested more than 256 deep' .stderr || fail "$(head -c 2000 .stderr)"
}

@test "no file but the dossier's own is opened" {
  command -v strace >/dev/null || skip "strace is not installed"
  cp -r "$HERE/base" bait
  printf '<records xmlns="urn:rapporteur:records" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" version="1"
    xsi:schemaLocation="urn:rapporteur:records file:///etc/hostname http://example.org/x.xsd"/>\n' >bait/records/a.xml
  strace -f -e trace=openat,connect -o trace "$RAPPORTEUR" -C bait check -q 2>.stderr || true
  if grep -E 'hostname|connect\(' trace; then fail "something else was opened"; fi
}
