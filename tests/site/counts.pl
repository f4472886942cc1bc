# Usage: counts.pl FOLDER ASSESSOR SCALE RECORDS...: reads recommendations, sources and assessments from the record files by its own
# means and holds the pages of a site (one language) against them: totals and counts by status of every term on the index pages,
# the recommendations that the pages of each term list, a page for each recommendation. Only records without an audience count.
# Prints differences, then "N recommendations, N terms, N counts, N differences".
use strict; use warnings; use utf8; use open qw(:std :encoding(UTF-8));
my ($folder, $assessor, $scale, @files) = @ARGV;
my (%rec, %terms, %latest, @order);
for my $file (@files) {
  open my $in, '<', $file or die "$file: $!"; local $/; my $text = <$in>;
  $text =~ s/<!--.*?-->//gs;
  while ($text =~ m{<recommendation ([^>]*)>(.*?)</recommendation>}gs) {
    my ($attributes, $body) = ($1, $2);
    next if $attributes =~ /audience="(?!public)/;
    my ($id) = $attributes =~ /\bid="([^"]*)"/;
    my %in;
    $in{"themes|$1"} = 1 while $body =~ /<theme [^>]*ref="([^"]*)"/g;
    $in{"groups|$1"} = 1 while $body =~ /<group [^>]*ref="([^"]*)"/g;
    $in{"goals|$1"} = 1 while $body =~ /<sdg [^>]*ref="([^"]*)"/g;
    $in{"institutions|$1"} = 1 while $body =~ /<(?:lead|support) [^>]*ref="([^"]*)"/g;
    while ($body =~ /<article ([^>]*)/g) { my $a = $1; my ($t) = $a =~ /treaty="([^"]*)"/; my ($r) = $a =~ /\bref="([^"]*)"/; $in{"articles|$t-$r"} = 1 }
    $in{"sources|$1"} = 1 if $body =~ /<from [^>]*source="([^"]*)"/;
    $rec{$id} = \%in;
  }
  while ($text =~ m{<assessment ([^>]*)>(.*?)</assessment>}gs) {
    my ($attributes, $body) = ($1, $2);
    next if $attributes =~ /audience="(?!public)/ || $attributes !~ /assessor="\Q$assessor\E"/ || $attributes !~ /scale="\Q$scale\E"/;
    my ($value) = $attributes =~ /value="([^"]*)"/; my ($date) = $attributes =~ /\bdate="([^"]*)"/;
    while ($body =~ /<about [^>]*ref="([^"]*)"/g) { $latest{$1} = [$date, $value] if !$latest{$1} || $latest{$1}[0] le $date }
  }
}
for my $id (keys %rec) {
  my $status = $latest{$id} ? $latest{$id}[1] : 'not-assessed';
  $rec{$id}{"statuses|$status"} = 1;
  for my $term (keys %{$rec{$id}}) { $terms{$term}{$id} = $status }
}
my ($counts, $differences) = (0, 0);
sub wrong { print "@_\n"; $differences++ }
sub page { my ($name) = @_; open my $in, '<', "$folder/$name" or do { wrong("no page $name"); return '' }; local $/; return scalar <$in> }
# the order of the columns: the statuses that occur, as the page of statuses lists them
my @columns = page('statuses/index.html') =~ /href="[^"]*statuses\/([a-z-]+)\.html"/g;
my %seen; @columns = grep { $_ ne 'index' && !$seen{$_}++ } @columns;
my %shown;
for my $facet (qw(themes groups goals institutions articles sources statuses)) {
  next unless grep { /^$facet\|/ } keys %terms;
  my $text = page("$facet/index.html");
  while ($text =~ m{<tr\b[^>]*>(.*?)</tr>}gs) {
    my $row = $1;
    next unless $row =~ m{<th[^>]*scope="row"[^>]*>.*?href="(?:\.\./)*([a-z]+)/([^"/]+)\.html"}s;
    my ($term) = "$1|$2";
    my @numbers = map { s/[^0-9]//gr } $row =~ m{<td[^>]*>(.*?)</td>}gs;
    $shown{$term} = 1;
    my $members = $terms{$term} // {};
    my @wanted = (scalar keys %$members, map { my $s = $_; scalar grep { $_ eq $s } values %$members } @columns);
    $counts += @wanted;
    wrong("$term: shown @numbers, wanted @wanted") if "@numbers" ne "@wanted";
  }
}
for my $term (sort keys %terms) {
  $shown{$term} or wrong("$term: not on the index");
  my ($facet, $code) = split /\|/, $term;
  my (%listed, $n);
  for ($n = 1; -e "$folder/" . ($n == 1 ? "$facet/$code.html" : "$facet/$code/$n.html"); $n++) {
    my $text = page($n == 1 ? "$facet/$code.html" : "$facet/$code/$n.html");
    $listed{$1}++ while $text =~ /<tr id="row-([^"]*)"/g;
    my ($some, $all) = $text =~ /role-lead">(\d+) of (\d+) recommendations/;
    wrong("$term: its page says " . ($some // 'nothing') . ' of ' . ($all // 'nothing')) if ($some // -1) != keys %{$terms{$term}} || ($all // -1) != keys %rec;
    $counts++;
  }
  wrong("$term: lists " . join(' ', grep { !$terms{$term}{$_} } keys %listed) . ', misses ' . join(' ', grep { !$listed{$_} } keys %{$terms{$term}}))
    if join(' ', sort keys %listed) ne join(' ', sort keys %{$terms{$term}});
  wrong("$term: lists one twice") if grep { $_ > 1 } values %listed;
}
for my $id (keys %rec) { -e "$folder/recommendations/$id.html" or wrong("no page of $id") }
my ($start) = page('index.html') =~ /role-lead">(\d+) of \d+ recommendations/;
wrong("the start page says " . ($start // 'nothing')) if ($start // -1) != keys %rec;
printf "%d recommendations, %d terms, %d counts, %d differences\n", scalar keys %rec, scalar keys %terms, $counts, $differences;
exit($differences ? 1 : 0);
