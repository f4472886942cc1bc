# Usage: wording.pl en.xml LANG.xml: phrases that one file has and the other lacks, slots that differ, plural forms that the
# language needs (CLDR) and a phrase lacks. Phrases that say how a language works (name.…, language.…, numbering.…) are each language's own.
use strict; use warnings; use utf8; use open qw(:std :utf8);
my %needs = (en => [qw(one other)], fr => [qw(one other)], ar => [qw(one two other)]);
sub phrases {
  my ($file) = @_;
  open my $in, '<', $file or die "$file: $!";
  local $/; my $text = <$in>; my %phrases;
  $text =~ s/<!--.*?-->//gs;
  my ($lang) = $text =~ /<wording[^>]*xml:lang="([^"]+)"/;
  while ($text =~ m{<phrase key="([^"]*)"[^>]*>(.*?)</phrase>}gs) {
    my ($key, $content) = ($1, $2);
    next if $key =~ /^(name|language|numbering)\./ && $key ne 'name.the';
    my @forms = $content =~ m{<form count="([^"]+)"}g;
    my %slots;
    $content =~ s{<form[^>]*>|</form>}{ }g;
    $slots{$1}++ while $content =~ /\{([a-z0-9-]+)(?::[A-Za-z-]+)?\}/g;
    $phrases{$key} = {forms => \@forms, slots => \%slots, words => $content};
  }
  return ($lang, \%phrases);
}
my (undef, $english) = phrases($ARGV[0]);
my ($lang, $other) = phrases($ARGV[1]);
for my $key (sort keys %$english) {
  my ($e, $o) = ($english->{$key}, $other->{$key});
  if (!$o) { print "$lang lacks $key\n"; next; }
  # a language may leave the counted number out ("two recommendations" is one word in Arabic), never another slot
  my @lost = grep { !$o->{slots}{$_} && !($_ eq 'n' && @{$e->{forms}}) } sort keys %{$e->{slots}};
  my @more = grep { !$e->{slots}{$_} && !($_ eq 'n' && @{$e->{forms}}) } sort keys %{$o->{slots}};
  print "$lang $key lacks {$_}\n" for @lost;
  print "$lang $key has {$_}, which English has not\n" for @more;
  next unless @{$o->{forms}};
  my %has = map { $_ => 1 } @{$o->{forms}};
  $has{few} || print "$lang $key lacks the form few\n" if $lang eq "ar" && $o->{words} =~ /\{n[:}]/;
  for my $form (@{$needs{$lang} // ['other']}) { print "$lang $key lacks the form $form\n" unless $has{$form}; }
}
print "$lang has $_, which English has not\n" for grep { !$english->{$_} } sort keys %$other;
