#!/usr/bin/perl
# compare.pl TABLE.csv VOCABULARY-FOLDERS... -- RECORDS.xml...: reads a UPR thematic list and the records made of it by
# means of its own (no code of the program), and compares every field of every row. Prints what differs, then counts.
use strict; use warnings; use utf8; use open qw(:std :encoding(UTF-8));
my $table = shift; my (@vocabularies, @files); my $to = \@vocabularies;
for (@ARGV) { if ($_ eq '--') { $to = \@files } else { push @$to, $_ } }
sub slurp { open my $f, '<', $_[0] or die "$_[0]: $!"; local $/; <$f> }
sub plain { my $s = shift; $s =~ s/&lt;/</g; $s =~ s/&gt;/>/g; $s =~ s/&quot;/"/g; $s =~ s/&#10;/\n/g; $s =~ s/&amp;/&/g; $s }
sub fold { my $s = lc shift; $s =~ s/&/ and /g; $s =~ s/\s+/ /g; $s =~ s/^ | $//g; $s }

my $text = slurp($table); $text =~ s/^\x{FEFF}//; my (@rows, @row);
while (length $text) {
  $text =~ s/^"((?:[^"]|"")*)"(,|\r?\n|$)// or $text =~ s/^([^,\r\n"]*)(,|\r?\n|$)// or die "not CSV: " . substr $text, 0, 40;
  my ($cell, $end) = ($1, $2); $cell =~ s/""/"/g; push @row, $cell;
  if ($end ne ',') { push @rows, [@row]; @row = () }
}
my @head = @{ shift @rows }; my (%words, %rec, %source); my ($bad, $n) = (0, 0);
for my $file (map { -d $_ ? glob "$_/*.xml" : $_ } @vocabularies) {
  my $xml = slurp($file); $xml =~ s/<!--.*?-->//gs;
  while ($xml =~ m{<vocabulary id="(\w+)">(.*?)</vocabulary>}gs) {
    my ($v, $body) = ($1, $2);
    while ($body =~ m{<term id="([^"]+)".*?</term>}gs) {
      my ($id, $term) = ($1, $&); $words{$v}{fold($id)} = $id;
      $words{$v}{fold(plain($1))} = $id while $term =~ m{<(?:label|alias|short)[^>]*>(.*?)</}gs;
    }
  }
}
for my $file (@files) {
  my $xml = slurp($file); $xml =~ s/<!--.*?-->//gs;
  while ($xml =~ m{<source ([^>]*)>}g) { my %a = $1 =~ /([\w:]+)="([^"]*)"/g; $source{$a{id}} = {%a} }
  while ($xml =~ m{<recommendation id="([^"]+)"[^>]*>(.*?)</recommendation>}gs) { die "twice: $1" if $rec{$1}; $rec{$1} = $2 }
}
sub differs { my ($id, $what, $got, $wanted) = @_; return if $got eq $wanted; $bad++; print "$id: $what is “$got”, the table says “$wanted”\n" }
sub code { my ($v, $w) = @_; my $s = fold($w);
  return $words{$v}{$s} // ($v eq 'themes' && $w =~ /^([A-J]\d+) (.*)/s ? $words{$v}{lc $1} // $words{$v}{fold($2)} : undef) // "unknown: $w" }
sub unique { my %seen; grep { !$seen{$_}++ } @_ }
for (@rows) {
  my %c; @c{@head} = @$_; my $id = "upr$c{session}-$c{number}"; my $x = delete $rec{$id};
  $n++; if (!defined $x) { print "$id is missing\n"; $bad++; next }
  my %from = ($x =~ m{<from ([^>]*)/>})[0] =~ /(\w+)="([^"]*)"/g; my %position = ($x =~ m{<position ([^>]*)/>})[0] =~ /(\w+)="([^"]*)"/g;
  my ($report, $add) = $c{source_of_position} =~ m{^(A/HRC/\d+/\d+)(/Add\.\d+)?}; my ($para) = $c{source_of_position} =~ /Para\.? ?(\d+)$/;
  differs($id, 'key', plain(($x =~ m{<external scheme="upr-thematic-list">(.*?)<})[0]), $c{rec_id});
  differs($id, 'text', plain(($x =~ m{<text xml:lang="en" status="original">(.*?)</text>}s)[0]), $c{text});
  differs($id, 'number', $from{number}, $c{number});
  differs($id, 'paragraph', $from{paragraph}, ($c{number} =~ /^(\d+)/)[0]);
  my $s = $source{$from{source}};
  differs($id, 'source', join(' ', @$s{qw(kind body symbol session cycle)}), "upr-report UPR $report $c{session} $c{cycle}");
  differs($id, 'position', $position{value}, lc $c{position});
  my $p = $source{$position{source}};
  differs($id, 'source of position', join(' ', @$p{qw(kind body symbol session cycle)}),
          ($add ? 'upr-addendum' : 'upr-report') . " UPR $report" . ($add // '') . " $c{session} $c{cycle}");
  differs($id, 'paragraph of position', $position{paragraph} // '', $para // '');
  differs($id, 'recommending States', join(' ', $x =~ /<recommender state="([^"]+)"/g), join(' ', unique(split /;/, $c{recommending_iso3})));
  differs($id, 'themes', join(' ', $x =~ /<theme ref="([^"]+)"/g), join(' ', unique(map { code('themes', $_) } $c{theme_heading}, split /\|/, $c{themes})));
  differs($id, 'groups', join(' ', $x =~ /<group ref="([^"]+)"/g), join(' ', unique(map { code('groups', $_) } split /\|/, $c{groups_of_persons})));
  differs($id, 'goals', join(' ', $x =~ /<sdg ref="([^"]+)"/g), join(' ', unique(split /\|/, $c{sdgs})));
}
for (sort keys %rec) { print "$_ is not in the table\n"; $bad++ }
print "$n rows, $bad differences\n";
exit($bad ? 1 : 0);
