# Usage: own.pl TREE...: the words of trees that are in the language of the document, one element a line.
use strict; use warnings; use utf8; use open qw(:std :utf8);
for my $file (@ARGV) {
  open my $in, '<', $file or die "$file: $!"; local $/; my $tree = <$in>;
  my ($lang) = $tree =~ /<document[^>]*xml:lang="([^"]+)"/; my @stack;
  while ($tree =~ m{<(/?)([\w:-]+)([^>]*?)(/?)>|([^<]+)}g) {
    my ($close, $name, $attributes, $empty, $text) = ($1, $2, $3, $4, $5);
    if (defined $text) { $text =~ s/\n\s*/ /g; print $text if !@stack || $stack[-1] eq $lang; next; }
    print "\n" unless $name =~ /^(em|strong|span|ref|link|sup)$/;
    if ($close) { pop @stack; next; }
    next if $empty;
    push @stack, $attributes =~ /xml:lang="([^"]+)"/ ? $1 : @stack ? $stack[-1] : $lang;
  }
}
