# Usage: state-names.pl UNSD-LANG.csv states.xml LANG: the names that differ from those of the United Nations Statistics
# Division, and how many were compared. The Netherlands have a second short name there.
use strict; use warnings; use utf8; use open qw(:std :utf8);
my ($table, $vocabulary, $lang) = @ARGV;
my %official;
open my $in, '<', $table or die "$table: $!"; <$in>;
while (my $line = <$in>) {
  my @cell = map { s/^"//r =~ s/"\s*$//r } split /,(?=(?:[^"]*"[^"]*")*[^"]*$)/, $line;
  $official{$cell[11]} = $cell[8] if defined $cell[11] && $cell[11] =~ /^[A-Z]{3}$/;
}
open $in, '<', $vocabulary or die "$vocabulary: $!";
my ($id, $compared) = ('', 0);
while (my $line = <$in>) {
  $id = $1 if $line =~ /<term id="([A-Z]{3})"/;
  next unless $line =~ m{<label xml:lang="\Q$lang\E">([^<]*)</label>} && exists $official{$id} && $id ne 'NLD';
  (my $ours = $1) =~ s/\x{2019}/'/g;
  (my $theirs = $official{$id}) =~ s/\x{2019}/'/g;
  $compared++;
  print "$id: $ours, not $theirs\n" if $ours ne $theirs;
}
print "$compared compared\n";
