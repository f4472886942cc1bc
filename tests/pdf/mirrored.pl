#!/usr/bin/env perl
# mirrored.pl PAGES: do the pages of a document of numbered paragraphs run from right to left? Each line ends at the right edge of
# the text, each number hangs beyond it, and the number of an odd page stands at the left, that of an even page at the right.
use strict;
use warnings;
use open qw(:std :encoding(UTF-8));

my ($page, $right, %seen, @wrong) = (0, 595.28 - 113.39);
while (my $line = <>) {
    if ($line =~ /^page (\d+) /) { $page = $1; next }
    next unless $line =~ /^  text (\S+) \S+ (\S+) .* "(.*)" (.*)$/;
    my ($x, $width, $words, $where) = ($1, $2, $3, $4);
    if ($where =~ /\[footer\]/ && $words =~ / \Q$page\E /) {
        $seen{$page % 2 ? 'odd' : 'even'}++;
        push @wrong, "page $page: its number at $x" if ($page % 2) != ($x < 297);
    } elsif ($where =~ m{Sect/(P|H3)$} && $page > 2) {
        my $number = $words =~ /^\S{1,8}-$|^[A-Z]{1,2}\.$|^\d+\.$/;
        $seen{$number ? 'number' : 'line'}++;
        push @wrong, "page $page: \"$words\" from $x to " . ($x + $width)
            if $number ? $x < $right : abs($x + $width - $right) > 0.6 && $where !~ /LBody/;
    }
}
push @wrong, "no $_ seen" for grep { !$seen{$_} } qw(odd even number line);
print join("\n", @wrong), "\n" if @wrong;
exit !!@wrong;
