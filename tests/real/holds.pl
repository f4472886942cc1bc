#!/usr/bin/perl
# holds.pl MODE TABLE.csv CYCLE TEXTFILE [TIMES]: each recommendation of a cycle stands in the text exactly as often as it
# should (once, or TIMES, and inside another that repeats it). MODE html: tags are taken out and white space is one space;
# structure: pieces of one paragraph are joined, white space is one space; loose: white space and hyphens are taken out on both sides; a text that goes over a page end may stand in two pieces, one on
# each of two pages that follow each other (what stands between is the rest of the row, the foot and the head).
use strict; use warnings; use utf8; use open qw(:std :encoding(UTF-8));
my ($mode, $table, $cycle, $file, $times) = @ARGV; $times //= 1;
sub slurp { open my $f, '<', $_[0] or die "$_[0]: $!"; local $/; <$f> }
sub norm { my $s = shift;
  if ($mode eq 'loose') { $s =~ s/[\s\x{AD}\x{A0}\x{2010}\x{2011}-]+//g } else { $s =~ s/\s+/ /g; $s =~ s/^ | $//g }
  $s }
my $csv = slurp($table); my (@rows, @row);
while (length $csv) {
  $csv =~ s/^"((?:[^"]|"")*)"(,|\r?\n|$)// or $csv =~ s/^([^,\r\n"]*)(,|\r?\n|$)// or die 'not CSV';
  my ($cell, $end) = ($1, $2); $cell =~ s/""/"/g; push @row, $cell; if ($end ne ',') { push @rows, [@row]; @row = () }
}
my @head = @{ shift @rows }; my @list = grep { $_->{cycle} eq $cycle } map { my %c; @c{@head} = @$_; \%c } @rows;
my $text = slurp($file);
if ($mode eq 'html') {
  my %ids; $ids{$_}++ for $text =~ /\bid="(rec-[^"]+)"/g;
  for (@list) { my $id = "rec-upr$_->{session}-$_->{number}"; print("anchor $id stands ", $ids{$id} // 0, " times\n") && ($main::bad = 1) if ($ids{$id} // 0) != 1 }
  $text =~ s/<(style|head)\b.*?<\/\1>//gs; $text =~ s/<!--.*?-->//gs; $text =~ s/<\/?(?:em|strong|span|a|b|i|sup|br|wbr)\b[^>]*>//g; $text =~ s/<[^>]*>/ /g;
  my %e = (amp => '&', lt => '<', gt => '>', quot => '"', nbsp => "\x{A0}");
  $text =~ s/&(#x?)?(\w+);/!$1 ? $e{$2} \/\/ die "&$2;" : chr($1 eq '#x' ? hex $2 : $2)/ge;
}
$text =~ s/"\n\s*"//g if $mode eq 'structure'; # pdfinfo quotes each piece of a paragraph that goes over a page
my @pages = map { norm($_) } split /\f/, $text;
sub in_pieces { my $t = shift; my $found = 0;
  for my $p (0 .. $#pages - 1) {
    for my $cut (12 .. length($t) - 12) { # not so short that it stands there by chance
      if (index($pages[$p], substr $t, 0, $cut) >= 0 && index($pages[$p + 1], substr $t, $cut) >= 0) { $found++; last }
    }
  }
  $found }
$text = norm($text); my $bad = $main::bad // 0;
for my $c (@list) {
  my $t = norm($c->{text}); my $n = 0; my $at = -1; $n++ while ($at = index $text, $t, $at + 1) >= 0;
  my $wanted = $times * grep { index(norm($_->{text}), $t) >= 0 } @list;
  if ($n < $wanted && $mode eq 'loose') { $n += in_pieces($t); $n = $wanted if $times > 1 && $n > $wanted }
  if ($n != $wanted) { print "$c->{number} stands $n times, not $wanted: $c->{text}\n"; $bad++ }
}
print scalar(@list), " recommendations, $bad differences\n";
exit($bad ? 1 : 0);
