# Helpers for bats files: `load ../harness` at the top. Gives each test an empty folder $TMP and these words:
#   rapporteur ARGS...        runs the program; status, stdout in $output, stderr in $errors (nothing else is caught)
#   status_is N               the last `rapporteur` or `run` ended with N
#   output_has / errors_has TEXT, output_lacks / errors_lacks TEXT
#   golden ACTUAL EXPECTED    the files are the same; with BLESS=1 EXPECTED is rewritten and the diff is shown
#   same A B                  the files are the same, byte for byte
#   cases GLOB...             those of the files that T names (all when it names none, or the bats file)
#   need_shared [FOLDER]      skips, saying so, where the public data sets are absent
#   under_asan                true under the sanitizers
[ -n "${REPO:-}" ] || REPO=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
. "$REPO/tests/environment.sh"
HERE=$BATS_TEST_DIRNAME

setup() {
  TMP=$(mktemp -d "${TMPDIR:-/tmp}/rapporteur.XXXXXX")
  export TMP
  cd "$TMP" || return 1
  if declare -F setup_more >/dev/null; then setup_more; fi
}

teardown() {
  if declare -F teardown_more >/dev/null; then teardown_more; fi
  cd /
  rm -rf "$TMP"
}

rapporteur() {
  status=0
  "$RAPPORTEUR" "$@" >"$TMP/.stdout" 2>"$TMP/.stderr" </dev/null || status=$?
  output=$(<"$TMP/.stdout")
  errors=$(<"$TMP/.stderr")
  case $errors in *Sanitizer:*|*'runtime error:'*) printf '%s\n' "$errors" >&2; return 1 ;; esac
}

fail() { printf '%s\n' "$@" >&2; return 1; }

status_is() {
  [ "$status" -eq "$1" ] || fail "exit status $status, expected $1" "stdout: ${output:-}" "stderr: ${errors:-}"
}

output_has() { [[ $output == *"$1"* ]] || fail "stdout lacks: $1" "stdout: $output" "stderr: ${errors:-}"; }
errors_has() { [[ $errors == *"$1"* ]] || fail "stderr lacks: $1" "stderr: $errors"; }
output_lacks() { [[ $output != *"$1"* ]] || fail "stdout has: $1" "stdout: $output"; }
errors_lacks() { [[ $errors != *"$1"* ]] || fail "stderr has: $1" "stderr: $errors"; }

same() { cmp "$1" "$2" >&2 || fail "$1 and $2 differ"; }

golden() {
  local actual=$1 expected=$2
  if [ "${BLESS:-}" = 1 ]; then
    cmp -s "$actual" "$expected" && return 0
    diff -u --label "${expected#"$REPO"/} (before)" --label "${expected#"$REPO"/} (blessed)" \
      "$( [ -e "$expected" ] && echo "$expected" || echo /dev/null)" "$actual" >&"${BLESS_FD:-2}" || true
    cp "$actual" "$expected"
    return 0
  fi
  [ -e "$expected" ] || fail "no golden ${expected#"$REPO"/}; make bless T=… writes it" || return 1
  diff -u --label "${expected#"$REPO"/} (golden)" --label now "$expected" "$actual" >&2 ||
    fail "differs from ${expected#"$REPO"/}; if it is meant: make bless T=…"
}

cases() {
  local f chosen=()
  case ${BATS_TEST_FILENAME#"$REPO"/} in
  *"${T:-}"*) ;;
  *) for f in "$@"; do case ${f##*/} in *"$T"*) chosen+=("$f") ;; esac; done ;;
  esac
  [ ${#chosen[@]} -gt 0 ] || chosen=("$@")
  for f in "${chosen[@]}"; do [ ! -e "$f" ] || printf '%s\n' "$f"; done
}

need_shared() { [ -d "$SHARED/data${1:+/$1}" ] || skip "the public data sets (${1:-data}) are not beside this checkout"; }
under_asan() { [ "${RAPPORTEUR_TEST_ASAN:-}" = 1 ]; }
