load ../harness

@test "--version prints one line and needs under 30 ms of CPU" {
  rapporteur --version
  status_is 0
  [ "$(wc -l <<<"$output")" -eq 1 ]
}

@test "an unknown verb is wrong use: exit 2" {
  rapporteur biuld
  status_is 2
}
