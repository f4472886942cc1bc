# The same surroundings for every test on every machine; sourced by tests/run and tests/harness.bash.
# Given: REPO (absolute path of the checkout), BUILD (build folder, absolute or below REPO; default build).
case ${BUILD:=build} in /*) ;; *) BUILD=$REPO/$BUILD ;; esac
export REPO BUILD
export RAPPORTEUR=$BUILD/rapporteur
export SHARED=${SHARED:-$(dirname "$REPO")/shared}   # public data sets beside the checkout; may be absent
export LC_ALL=C.UTF-8 LANG=C.UTF-8 TZ=UTC COLUMNS=120 TERM=dumb NO_COLOR=1
unset LANGUAGE CLICOLOR_FORCE RAPPORTEUR_TRUST
export SOURCE_DATE_EPOCH=1782777600                  # 2026-06-30
export FONTCONFIG_FILE=$REPO/tests/fonts.conf
# Dossiers and settings of whoever runs the tests stay out; the font cache is kept between runs.
export HOME=$BUILD/test-home
export XDG_CONFIG_HOME=$HOME/config XDG_CACHE_HOME=$HOME/cache XDG_DATA_HOME=$HOME/data XDG_STATE_HOME=$HOME/state
mkdir -p "$XDG_CONFIG_HOME" "$XDG_CACHE_HOME" "$XDG_DATA_HOME" "$XDG_STATE_HOME"
# The sanitizers (make asan): stop at the first finding, and say where.
export ASAN_OPTIONS=detect_leaks=1:abort_on_error=0:exitcode=99:allocator_may_return_null=1
export UBSAN_OPTIONS=print_stacktrace=1:halt_on_error=1:exitcode=99
export LSAN_OPTIONS=suppressions=$REPO/tests/lsan.supp:print_suppressions=0
[ "${RAPPORTEUR_TEST_ASAN:-}" = 1 ] && export G_SLICE=always-malloc
true
