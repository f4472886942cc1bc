# What a build does to the folder it writes into, whatever it meets there.
load ../harness

setup_more() {
  rapporteur init d --state SVN --kind matrix
  status_is 0
}

left_over() { ls -A d | grep -c '^\.out-' || true; }

@test "a link to a folder is followed, and what the folder holds stays" {
  mkdir elsewhere
  echo mine >elsewhere/mine.txt
  ln -s ../elsewhere d/out
  rapporteur -C d build
  status_is 0
  [ -L d/out ]
  [ "$(cat elsewhere/mine.txt)" = mine ]
  [ -s elsewhere/matrix.en.pdf ]
  [ "$(left_over)" -eq 0 ]
}

@test "a file in place of the folder is left as it is: exit 3" {
  echo precious >d/out
  rapporteur -C d build
  status_is 3
  [ "$(cat d/out)" = precious ]
  [ "$(left_over)" -eq 0 ]
}

@test "a link that leads nowhere is left as it is: exit 3" {
  ln -s nowhere d/out
  rapporteur -C d build
  status_is 3
  [ "$(readlink d/out)" = nowhere ]
}

@test "files of others in the folder stay, also in folders below" {
  mkdir -p d/out/notes
  echo a >d/out/a.txt
  echo b >d/out/notes/b.txt
  rapporteur -C d build
  status_is 0
  [ "$(cat d/out/a.txt d/out/notes/b.txt)" = "$(printf 'a\nb')" ]
  [ -s d/out/matrix.en.html ]
}

@test "an interrupt leaves old outputs whole and nothing beside them" {
  rapporteur -C d build
  status_is 0
  cp -r d/out before
  for wait in 0.01 0.03 0.06; do
    "$RAPPORTEUR" -C d build >log 2>&1 &
    pid=$!
    sleep $wait
    kill -INT $pid 2>/dev/null || true
    wait $pid || true
    diff -r before d/out
    [ "$(left_over)" -eq 0 ]
  done
}

@test "the number of jobs and the time zone change no byte; -jN and --jobs N are the same" {
  rapporteur -C d build -j8 --out one
  status_is 0
  TZ=Asia/Tokyo rapporteur -C d --jobs 1 build --out two
  status_is 0
  diff -r d/one d/two
}
