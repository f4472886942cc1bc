# rapporteur trace: from a place to the records behind it, and back.
load ../harness

setup_more() { cp -r "$REPO/tests/document/base" dossier; }

@test "a paragraph: its page, its words, the line of its narrative, and the records that it cites with their files and lines" {
  rapporteur -C dossier trace midterm para 2
  status_is 0
  output_has "midterm.en, para. 2, page 2"
  output_has "Recommendation 136.9 comes before 136.10."
  output_has "narrative/introduction.md:11"
  grep -qE '^  r-9 +recommendation +records/all.xml:[0-9]+  Make torture a separate offence$' .stdout
  rapporteur -C dossier trace midterm paragraph 2.
  output_has "midterm.en, para. 2, page 2"
}

@test "sub-paragraphs, tables, figures, notes, sections and the annex are found as people name them" {
  printf 'Words:\n\n1. one [](rec:r-9);\n2. two:\n   1. deep {{value indicator=i-complaints}}.\n\n![A](images/court.png "B")\n' >dossier/narrative/introduction.md
  mkdir dossier/images && cp "$REPO/samples/pictures/matrix.png" dossier/images/court.png
  rapporteur -C dossier trace midterm para 1 "(a)"; status_is 0
  output_has "para. 1 (a)"; output_has " r-9 "; output_lacks "i-complaints"
  rapporteur -C dossier trace midterm para "1(b)(i)"; status_is 0
  output_has "i-complaints"
  rapporteur -C dossier trace midterm para 1; output_has "narrative/introduction.md:3"; output_has "i-complaints"
  rapporteur -C dossier trace midterm figure 1; status_is 0; output_has "narrative/introduction.md:7"
  rapporteur -C dossier trace midterm note 1; status_is 0; output_has "report "
  rapporteur -C dossier trace midterm section I; status_is 0; output_has "section I, page"
  rapporteur -C dossier trace midterm annex para 1; status_is 0; output_has "annex, para. 1"
}

@test "a record: each place of each document that answers or cites it, and through what" {
  rapporteur -C dossier trace rec r-9
  status_is 0
  grep -qE '^recommendation r-9, records/all.xml:[0-9]+$' .stdout
  grep -qE '^  matrix +table 2, row “136.9” +p. [0-9]' .stdout
  grep -qE '^  midterm +para. 2 ' .stdout
  grep -q 'through a-offence' .stdout
  rapporteur -C dossier trace evidence e-law
  status_is 0
  grep -q 'note' .stdout
  rapporteur -C dossier trace moj; status_is 0
}

@test "JSON: one object with places and what stands behind them" {
  rapporteur -C dossier trace midterm para 2 --format json
  status_is 0
  perl -MJSON::PP -0ne '$o = decode_json($_); die unless $o->{place} eq "para. 2" && $o->{page} eq "2" && grep { ($_->{id} // "") eq "r-10" && $_->{line} > 1 && $_->{kind} eq "recommendation" } @{$o->{from}}' .stdout
  rapporteur -C dossier trace rec r-9 --format json
  perl -MJSON::PP -0ne '$o = decode_json($_); die unless $o->{id} eq "r-9" && grep { $_->{document} eq "matrix" && $_->{through} eq "itself" } @{$o->{places}}' .stdout
}

@test "what is not there is said, with what may have been meant" {
  rapporteur -C dossier trace midterm para 999; status_is 3; errors_has "midterm has no para 999"
  rapporteur -C dossier trace midtern para 1; status_is 3; errors_has "did you mean “midterm”?"
  rapporteur -C dossier trace rec r-99; status_is 3; errors_has "there is no record “r-99”; did you mean “r-9”?"
  rapporteur -C dossier trace midterm; status_is 2
  rapporteur -C dossier trace; status_is 2
}

@test "what a reader may not see is traced for nobody else" {
  rapporteur -C dossier trace rec a-hidden; status_is 0; output_has "no document answers or cites it"
}
