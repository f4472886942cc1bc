load ../harness
# Fifteen thousand real recommendations of 97 States, cut from Working Group reports. Skipped where the data are absent.

setup_more() {
  need_shared upr-recommendations
  TABLE=$SHARED/data/upr-recommendations/upr_recommendations_2008-2014_A.csv
  "$RAPPORTEUR" -q init d --state SVN --kind matrix
}
import() { rapporteur -C d import "$TABLE" --map upr-working-group "$@"; }

@test "only rows about the dossier's State, unless all are wanted" {
  import; status_is 0
  output_has "recommendations 260: 260 new"; output_has "14807 rows of 96 other States left out, not about SVN"
  [ "$(cat d/records/imported/*.xml | grep -c '<recommendation ')" -eq 260 ]
  rapporteur -C d check; status_is 0
}

@test "all States: 15,067 records in seconds, and a second import changes nothing" {
  SECONDS=0
  import --all-states; status_is 0
  under_asan || [ "$SECONDS" -le 5 ] || fail "took $SECONDS s"
  output_has "recommendations 15067: 15067 new"; output_has "sources 133: 133 new"
  [ "$(cat d/records/imported/*.xml | grep -c '<recommendation ')" -eq 15067 ]
  find d -type f -exec cksum {} + | sort >before
  import --all-states; status_is 0
  output_has "15067: 0 new, 0 changed, 15067 unchanged"
  find d -type f -exec cksum {} + | sort >after
  same before after
}

@test "a report without symbol is named by State and year" {
  sed -i 's/code="SVN"/code="AGO"/' d/project.xml
  import; status_is 0
  grep -q '<source id="upr-report-ago-2010" kind="upr-report" body="UPR" date="2010" cycle="1">' d/records/imported/upr-ago-2010.xml
  grep -q '<source id="a-hrc-28-11" kind="upr-report" body="UPR" symbol="A/HRC/28/11" date="2014" cycle="2">' d/records/imported/upr-ago-2014.xml
}

@test "the thematic list completes what the report left pending, and nothing is there twice" {
  need_shared upr-slovenia
  import
  rapporteur -C d import "$SHARED/data/upr-slovenia/thematic_lists_cycles2-3.csv" --map upr-thematic-list; status_is 0
  output_has "recommendations 378: 215 new, 163 changed"; output_has "163 of them came from another table before"
  [ "$(cat d/records/imported/*.xml | grep -c '<recommendation ')" -eq $((260 + 215)) ]
  grep -A6 'id="upr-svn-2014-001"' d/records/imported/upr-svn-2014.xml | grep -q '<position value="supported" source="a-hrc-28-15-add-1" paragraph="3"/>'
  find d -type f -exec cksum {} + | sort >before
  import; status_is 0
  rapporteur -C d import "$SHARED/data/upr-slovenia/thematic_lists_cycles2-3.csv" --map upr-thematic-list; status_is 0
  find d -type f -exec cksum {} + | sort >after
  same before after
}
