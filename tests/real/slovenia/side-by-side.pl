# side-by-side.pl RECORDS-FOLDER MATRIX.html: each row has both assessors' cells, each with the label and the reasons of the
# record, or says that there is none; and none twice.
use strict; use warnings; use utf8; use open qw(:std :utf8);
use File::Basename qw(dirname); use lib dirname(__FILE__); use records;
my ($of, $html) = (records::of($ARGV[0]), records::slurp($ARGV[1]));
my ($faults, $rows, @n) = (0, 0, 0, 0);
while ($html =~ /<tr id="rec-upr34-([\d.]+)">(.*?)<\/tr>/gs) {
  my ($number, $row) = ($1, $2); $rows++;
  my @cells = map { records::plain($_) } $row =~ /<t[dh][^>]*>(.*?)<\/t[dh]>/gs;
  my @who = ('gov-reading', 'ombudsman-reading');
  for my $i (0, 1) {
    my ($a, $cell) = ($of->{$number}{$who[$i]}, $cells[2 + $i]);
    my $right = $a ? index($cell, $records::label{$a->[0]}) == 0 && index($cell, $a->[1]) > 0 : $cell eq 'Not assessed';
    $n[$i]++ if $a;
    next if $right;
    print "$number, $who[$i]: ", ($a ? "$records::label{$a->[0]}: $a->[1]" : 'nothing'), ", but the cell says: $cell\n"; $faults++;
  }
}
print "$rows rows, $n[0] assessed by the first, $n[1] by the second, $faults faults\n";
exit($faults ? 1 : 0);
