# narrative.pl REPORT.txt: a national report as it was printed into a Markdown narrative: page furniture and notes out, lines
# joined, headings as headings. On stderr the number of its words (runs between white space with a letter or a digit).
use strict; use warnings; use utf8; use open qw(:std :utf8);
my (@blocks, @block);
my ($in, $words) = (0, 0);
sub flush { push @blocks, join ' ', @block if @block; @block = (); }
open my $file, '<', $ARGV[0] or die;
while (<$file>) {
  s/\f//g; s/\s+$//; s/^\s+//;
  $in = 1 if /^I\.\s+\S/;
  last if /^Notes/;
  next unless $in;
  if ($_ eq '') { flush(); next }
  next if m{^A/HRC/WG\.6/\d+/SVN/1$|^page \d+$|^\d+$|^GE\.}i;
  flush() if /^\d+\.\s{2,}/;
  if (@block && $block[-1] =~ /\w-$/) { $block[-1] .= $_ } else { push @block, $_ }
}
flush();
for (@blocks) {
  s/^\d+\.\s+//;
  my $heading = /^([IVX]+|[A-Z])\.\s+\S/ && length() < 130 ? '## ' : '';
  s/^([IVX]+|[A-Z])\.\s+// if $heading;
  s/\s+/ /g;
  $words += grep { /[\p{L}\p{N}]/ } split ' ';
  s/([\\`*_\[\]<>#&|~{}!^+=-])/\\$1/g;
  s/^(\d+)([.)])/$1\\$2/;
  print "$heading$_\n\n";
}
print STDERR "$words\n";
