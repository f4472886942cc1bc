# The wording of documents says the same in every language: no phrase is missing, no slot differs, every plural form that the
# language needs is there. A phrase that French and Arabic lack would come out in English.
load ../harness

for_language() {
    run perl "$REPO/tests/document/wording.pl" "$REPO/templates/l10n/en.xml" "$REPO/templates/l10n/$1.xml"
    echo "$output"
    [ "$status" -eq 0 ]
    [ -z "$output" ]
}

@test "French has every phrase of the English wording, with its slots" { for_language fr; }
@test "Arabic has every phrase of the English wording, with its slots and plural forms" { for_language ar; }
