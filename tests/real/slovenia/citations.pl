# citations.pl CYCLE3-FOLDER RECORDS… NARRATIVES…: holds what we wrote against the documents it cites. For each citation of
# "A/HRC/…, para. 12" (or doc:A/HRC/…#12): the document has that paragraph. For each sentence that ends in citations, and for
# each piece of evidence: every figure in it stands in a cited paragraph, three of its words that carry meaning do, too (one before a citation in the middle of a
# text; compared by their first five letters), and no run of eight words is the document's (names that are official titles are not counted).
# Prints each fault and a last line with counts; ends with 1 when there are faults.
use strict; use warnings; use utf8; use open qw(:std :utf8);
my ($folder, @files) = @ARGV;
my %file = ('A/HRC/WG.6/34/SVN/1' => 'A_HRC_WG.6_34_SVN_1_national-report', 'A/HRC/WG.6/34/SVN/2' => 'A_HRC_WG.6_34_SVN_2_compilation',
            'A/HRC/WG.6/34/SVN/3' => 'A_HRC_WG.6_34_SVN_3_stakeholder-summary', 'A/HRC/43/15' => 'A_HRC_43_15_working-group-report',
            'A/HRC/43/15/Add.1' => 'A_HRC_43_15_Add.1_responses-of-the-State');
my @titles = ('committee on economic social and cultural rights', 'committee on the elimination of discrimination against women',
              'committee on the elimination of racial discrimination', 'committee on the rights of persons with disabilities',
              'special rapporteur on minority issues', 'commissioner for human rights of the council of europe',
              'convention on the rights of persons with disabilities', 'european committee for the prevention of torture',
              'advocate of the principle of equality', 'government office for the support and integration of migrants');
my %small = map { $_ => 1 } qw(with that from this which have been were their there they than only also into when what would other more
  most some such about against under between after before over where while those these whether because without);
my ($faults, $citations, $sentences) = (0, 0, 0);
my %number = (one => 1, two => 2, three => 3, four => 4, five => 5, six => 6, seven => 7, eight => 8, ten => 10, eleven => 11, fifteen => 15, 'twenty-eight' => 28, 'eighty-one' => 81);
sub fault { print join(' ', @_), "\n"; $faults++ }
sub slurp { open my $f, '<', $_[0] or die "$_[0]: $!"; local $/; <$f> }
sub words { my $s = lc $_[0]; $s =~ s/[’']s\b//g; $s =~ s/[–-]/ /g; grep { length } map { s/[^\p{L}\p{N}.,]//gr =~ s/[.,]+$//r } split ' ', $s }

# the numbered paragraphs of a document: they follow each other, so a number that does not is none
my %paragraphs;
for my $symbol (keys %file) {
  my ($n, %p) = (0);
  for (split /\n/, slurp("$folder/$file{$symbol}.txt")) {
    s/\f//g; last if $n > 2 && /^\s*Notes\s*$/;
    next if /^\s*(?:\d+|\Q$symbol\E)\s*$/;
    if (/^\s*(\d+)\.\s{1,}(\S.*)/ && $1 == $n + 1) { $n++; $p{$n} = $2 } elsif ($n) { $p{$n} .= /\S-$/ ? $_ : " $_" }
  }
  $paragraphs{$symbol} = \%p;
}

sub paragraph { my ($where, $symbol, $n) = @_;
  $citations++;
  my $document = $paragraphs{$symbol} or do { fault("$where: no document $symbol"); return '' };
  $document->{$n} // do { fault("$where: $symbol has no paragraph $n"); '' } }

# what: our words; source: the paragraphs they cite
sub hold { my ($where, $what, $source, $least) = @_;
  $sentences++;
  my %stem = map { substr($_, 0, 5) => 1 } words($source);
  for ($what =~ /\d[\d,.]*\d|\d/g) { my $figure = s/[.,]$//r; fault("$where: $figure is not in the paragraphs cited: $what") if $source !~ /(?<!\d)\Q$figure\E(?!\d)/ }
  for (words($what)) { next unless $number{$_} && $number{$_} > 9; fault("$where: $_ is not in the paragraphs cited: $what") if $source !~ /\b$number{$_}\b|\b$_\b/i }
  my %shared = map { substr($_, 0, 5) => 1 } grep { length > 3 && !$small{$_} && $stem{substr $_, 0, 5} } words($what);
  fault("$where: only " . join(' ', keys %shared, '') . "stand in the paragraphs cited: $what") if keys %shared < $least;
  my ($ours, $theirs) = map { join ' ', words($_) } $what, $source;
  for my $title (@titles) { $ours =~ s/\b\Q$title\E\b/§/g; $theirs =~ s/\b\Q$title\E\b/§§/g }
  my @w = split ' ', $ours;
  for (0 .. $#w - 7) { my $run = join ' ', @w[$_ .. $_ + 7]; next unless index(" $theirs ", " $run ") >= 0; fault("$where: copied: $run"); last } }

for my $file (@files) {
  my $text = slurp($file); my $name = $file =~ s/.*\///r;
  # records: each text, statement, reasons; Markdown: each paragraph
  my @texts = $file =~ /\.xml$/ ? () : map { [$name, $_, ''] } split /\n\n+/, $text;
  if ($file =~ /\.xml$/) {
    while ($text =~ /<(action|evidence|assessment|indicator) id="([^"]+)".*?<\/\1>/gs) {
      my ($record, $id) = ($&, $2); my ($citation) = $record =~ /<citation[^>]*>(.*?)<\/citation>/;
      push @texts, [$id, $1, $citation // ''] while $record =~ /<(?:text|statement|reasons) [^>]*>(.*?)<\/(?:text|statement|reasons)>/gs;
      push @texts, [$id, "$2: $1", $citation] if $record =~ /<indicator .*<title[^>]*>(.*?)<\/title>.*value="([^"]+)"/s;
    }
  } elsif ($file =~ /\.txt$/) { @texts = map { /^[\d.]+( [\d.]+)* \| (.*)/ ? [$name, $2, ''] : () } split /\n/, $text }
  for (@texts) { my ($where, $what, $citation) = @$_;
    my $note = ''; $note .= paragraph("$name, $where", $1, $2) . ' ' while $citation =~ m{(A/HRC/[^,]+), para\. (\d+)}g;
    if ($citation) { fault("$name, $where: no citation that can be read: $citation") unless $note; hold("$name, $where", $what, $note, $what =~ /^[\d.]+:/ ? 1 : 3); next }
    # a stretch of text ends with the citation that it rests on; what follows the last one is ours
    my $rest = $what; my $any = 0;
    while ($rest =~ s{^(.*?)\(?\[([^\]]*)\]\(doc:([^#]+)#(\d+)\)\)?}{}s) { my ($said, $link, $symbol, $n) = ($1, $2, $3, $4); $any = 1;
      my $source = paragraph("$name, $where", $symbol, $n);
      hold("$name, $where", $said, $source, 1) if $source && !length $link; }
    fault("$name, $where: cites nothing") if !$any && $file !~ /\.md$/;
  }
}
print "$citations citations, $sentences texts held against their paragraphs, $faults faults\n";
exit($faults ? 1 : 0);
