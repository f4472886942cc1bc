# Usage: outline.pl headings TREE DEPTH     "I. Heading" of each section down to a depth, indented; without those of single
#                                           recommendations and questions
#        outline.pl types TREE RECORDS...   "section: type type …" for each section: the types of the records that its
#                                           paragraphs, rows and notes name as origin, its sub-sections included
# Reads the resolved tree and the records as text: it shares no code with what it tests.
use strict; use warnings; use utf8; use open qw(:std :utf8);
my ($what, $tree, @rest) = @ARGV;
sub slurp { open my $in, '<', $_[0] or die "$_[0]: $!"; local $/; <$in> }
my $text = slurp($tree);
my %type;
if ($what eq 'types') {
  for my $file (@rest) {
    my $s = slurp($file);
    $type{$2} = $1 while $s =~ /<(\w+) id="([^"]+)"/g;
  }
}
my (@open, %types, @order);
while ($text =~ /<(\/?)([a-z]+)((?:\s[^<>]*?)?)(\/?)>|[^<]+/gs) {
  my ($close, $name, $attributes, $empty) = ($1, $2, $3, $4);
  next unless defined $name;
  my %a = $attributes =~ /([\w:-]+)="([^"]*)"/g;
  if ($name eq 'section' && !$close) {
    push @open, $a{id};
    if ($what eq 'headings' && @open <= $rest[0] && $a{id} !~ /^(rec|question|list|answer|theme|themes)-/) {
      my ($heading) = substr($text, pos $text) =~ /^\s*<heading[^>]*>(.*?)<\/heading>/s;
      $heading =~ s/<[^>]+>//g; $heading =~ s/&amp;/&/g; $heading =~ s/\s+/ /g;
      print '  ' x (@open - 1), defined $a{label} ? "$a{label} " : '', $heading, "\n";
    }
    push @order, $a{id};
  } elsif ($name eq 'section') { pop @open }
  if ($what eq 'types' && defined $a{origin}) {
    for my $id (split ' ', $a{origin}) {
      if (my $t = $type{$id}) { $types{$_}{$t} = 1 for @open }
    }
  }
}
if ($what eq 'types') { print "$_: ", join(' ', sort keys %{$types{$_} // {}}), "\n" for @order }
