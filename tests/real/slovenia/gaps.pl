# gaps.pl RECORDS-FOLDER MIDTERM.html: under each recommendation stand the measures, results and reasons of its records, and a
# marked gap exactly where there are none.
use strict; use warnings; use utf8; use open qw(:std :utf8);
use File::Basename qw(dirname); use lib dirname(__FILE__); use records;
my ($of, $html) = (records::of($ARGV[0]), records::slurp($ARGV[1]));
my ($faults, $measured, $with_results, $assessed, $sections) = (0) x 5; my %under;
sub hold { my ($number, $what, $is, $should) = @_; return if !!$is == !!$should; print "$number: $what ", ($is ? 'stands' : 'is missing'), "\n"; $faults++ }
while ($html =~ /<section[^>]* id="rec-upr34-([\d.]+)">(.*?)<\/section>/gs) {
  my ($number, $text) = ($1, records::plain($2)); my $r = $of->{$number} // {}; $sections++;
  my $noted = $text =~ /Position Noted/;
  $under{$number} = $text;
  $noted ||= $2 =~ /<dd>Noted/;
  hold($number, "measure “$_”", index($text, $_) >= 0, 1) for @{$r->{actions} // []};
  hold($number, 'a gap for measures', $text =~ /No measure is recorded/, !$r->{actions} && !$noted);
  hold($number, 'a gap for results', $text =~ /No result and no indicator/, !$r->{results} && !$noted);
  hold($number, 'the position taken', $text =~ /Position\. /, $noted);
  for my $assessor ('gov-reading', 'ombudsman-reading') {
    my $a = $r->{$assessor} or next;
    my $where = $assessor eq 'gov-reading' && $text =~ /for the reasons stated under recommendation ([\d.]+)\./ ? $under{$1} // '' : $text; # under an earlier one
    hold($number, "status and reasons of $assessor: “$records::label{$a->[0]}”, $a->[1]", index($text, "“$records::label{$a->[0]}”") >= 0 && index($where, $a->[1]) >= 0, 1);
  }
  $measured++ if $r->{actions}; $with_results++ if $r->{results}; $assessed++ if $r->{'gov-reading'};
}
print "$sections sections\n" if $sections != 215;
print "$measured recommendations with a measure, $with_results with results, $assessed with an assessment; $faults faults\n";
exit($faults || $sections != 215 ? 1 : 0);
