#!/usr/bin/env perl
# udhr-same.pl structure|plain NARRATIVE.md TEXT: is the narrative whole in what a program says of its PDF? structure: TEXT is
# `pdfinfo -struct-text`, compared block by block with white space folded. plain: TEXT is pdftotext of the text column, compared
# with all white space and the hyphens of line ends taken out. Prints the first difference.
use strict;
use warnings;
use open qw(:std :encoding(UTF-8));

my ($how, $narrative, $said) = @ARGV;
sub slurp { local $/; open my $f, '<', $_[0] or die "$_[0]: $!\n"; return <$f> }
sub fold { my ($s) = @_; $s =~ s/\s+/ /g; $s =~ s/^ | $//g; return $s }

my @want = map { s/^## //r =~ s/\\(.)/$1/gr } grep { /\S/ } split /\n/, slurp($narrative);
if ($how eq 'plain') {
    my $have = slurp($said);
    my @pieces = map { s/^1\. (?!artikla)/\x{1}/r } @want; # an item's label stands before it (Finnish headings begin with a number)
    $_ =~ s/[\s\x{200B}\x{AD}\x{0C}-]+//g for $have, @pieces;
    my $at = index $have, $pieces[0];
    for my $piece (@pieces) {
        $piece =~ s/^\x{1}// and $at >= 0 and substr($have, $at) =~ /^(\(?[a-z]{1,2}\))/ and $at += length $1;
        if ($at >= 0 && substr($have, $at, length $piece) eq $piece) { $at += length $piece; next }
        my $same = 0;
        $same++ while $same < length $piece && substr($piece, $same, 1) eq substr $have, $at + $same, 1;
        $same = $same > 20 ? $same - 20 : 0;
        print "plain text differs: ", substr($piece, $same, 60), " | ", substr($have, ($at < 0 ? 0 : $at) + $same, 60), "\n";
        exit 1;
    }
    exit 0;
}
s/^1\. (?!artikla)// for @want;

# Blocks: a paragraph, heading or item with all the pieces below it; labels and lists of contents are left out.
my (@blocks, $label, $toc);
for my $line (split /\n/, slurp($said)) {
    my ($indent, $rest) = $line =~ /^( *)(.*)$/;
    my $depth = length $indent;
    undef $label if defined $label && $depth <= $label;
    undef $toc if defined $toc && $depth <= $toc;
    $toc = $depth if !defined $toc && $rest =~ /^TOC\b/;
    $label = $depth if !defined $label && $rest =~ /^Lbl\b/;
    next if defined $toc || defined $label;
    if ($rest =~ /^"(.*)"$/) { $blocks[-1] .= $1 }
    elsif ($rest =~ /\(block\)/ || $rest =~ /^L/) { push @blocks, '' }
}
my ($at, $wrong) = (0, 0);
for my $want (map { fold($_) } @want) {
    my $from = $at;
    $at++ while $at < @blocks && fold($blocks[$at]) ne $want && fold($blocks[$at]) !~ /^.{1,16}[.-] \Q$want\E$/;
    next if $at++ < @blocks;
    print "no block of the structure says: ", substr($want, 0, 120), "\nnext there: ", join(' | ', map { substr fold($_), 0, 80 } @blocks[$from .. ($from + 2 > $#blocks ? $#blocks : $from + 2)]), "\n";
    exit 1;
}
printf "%d blocks\n", scalar @want;
