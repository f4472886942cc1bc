# Usage: english.pl en.xml LANG.xml TREE: phrases of the English wording that a tree in another language still holds. Passages that the
# tree itself says are in another language are not looked at, nor are phrases that read the same in both, or are one short word.
use strict; use warnings; use utf8; use open qw(:std :utf8);
sub slurp { open my $in, '<', $_[0] or die "$_[0]: $!"; local $/; <$in> }
sub phrases {
  my $text = slurp($_[0]); my %phrases;
  $text =~ s/<!--.*?-->//gs;
  while ($text =~ m{<phrase key="([^"]*)"[^>]*>(.*?)</phrase>}gs) {
    my ($key, $content) = ($1, $2);
    next if $key =~ /^(name|language|numbering|label)\./;
    my @forms = $content =~ /<form/ ? $content =~ m{<form[^>]*>(.*?)</form>}gs : ($content);
    push @{$phrases{$key}}, map { [grep { /[a-z]{3}/ && length > 5 } map { s/^\s+|\s+$//gr } split /\{[^}]*\}/, $_] } @forms;
  }
  return \%phrases;
}
my ($english, $other) = (phrases($ARGV[0]), slurp($ARGV[1]));
my $tree = slurp($ARGV[2]);
$tree =~ s{<meta>.*?</meta>}{}gs;
my ($lang) = $tree =~ /<document[^>]*xml:lang="([^"]+)"/;
my $words = ''; my @stack; # the language in force, as far as it is not the document's
while ($tree =~ m{<(/?)([\w:-]+)([^>]*?)(/?)>|([^<]+)}g) {
  my ($close, $name, $attributes, $empty, $text) = ($1, $2, $3, $4, $5);
  if (defined $text) { $words .= $text if !@stack || $stack[-1] eq $lang; next; }
  if ($close) { pop @stack; $words .= ' ' unless $name =~ /^(em|strong|span|ref|link|sup|bdi)$/; next; }
  while ($attributes =~ /\b(?:label|alt|title)="([^"]*)"/g) { $words .= " $1 " if !@stack || $stack[-1] eq $lang; }
  next if $empty;
  push @stack, $attributes =~ /xml:lang="([^"]+)"/ ? $1 : @stack ? $stack[-1] : $lang;
}
$words =~ s/[\s\x{a0}]+/ /g;
my $found = 0;
for my $key (sort keys %$english) {
  for my $pieces (@{$english->{$key}}) {
    for my $piece (@$pieces) {
      next if length $piece < 8 && $piece !~ / / || index($other, $piece) >= 0;
      next unless $words =~ /(?<!\pL)\Q$piece\E(?!\pL)/;
      print "$key: $piece\n"; $found++;
    }
  }
}
exit !!$found;
