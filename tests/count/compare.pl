# compare.pl FILE.txt OURS ODT-WORDS: the count of LibreOffice against ours. It takes a run of signs alone ("–", "..", "&")
# for a word, which the rule does not: these are listed. Without them both are the same; with them they may differ by half a
# per cent, or by the signs listed.
use strict; use warnings; use utf8; use open qw(:std :utf8);
my ($file, $ours, $theirs) = @ARGV;
open my $in, '<', $file or die;
my ($words, %signs) = (0);
while (<$in>) { for (split ' ') { if (/[\p{L}\p{N}]/) { $words++ } else { $signs{$_}++ } } }
my $alone = 0; $alone += $_ for values %signs;
my $list = join ', ', map { "$signs{$_} × $_" } sort { $signs{$b} <=> $signs{$a} || $a cmp $b } keys %signs;
my $percent = $ours ? abs($theirs - $ours) * 100 / $ours : 0;
my $explained = $ours ? abs($theirs - $alone - $ours) * 100 / $ours : 0;
printf "%s: ours %d, LibreOffice %d (%.2f per cent)%s\n", $file =~ s{.*/}{}r, $ours, $theirs, $percent, $alone ? "; signs alone: $list" : '';
exit($explained <= 0.5 && ($percent <= 0.5 || $theirs - $ours == $alone) ? 0 : 1);
