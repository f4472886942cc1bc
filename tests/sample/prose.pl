#!/usr/bin/perl
# prose.pl counts DOSSIER    prints "what number" lines: records of each type and what the sample has to show
# prose.pl twice DOSSIER     prints each sentence of six words or more that stands twice, with its places
# Reads the dossier as text, not through our own parser: the test must not believe what it is to check.
# Figures are taken as equal, so that a sentence written once and filled in twice is found as well.
use strict;
use warnings;
use open qw(:std :encoding(UTF-8));

my ($what, $folder) = @ARGV;
die "prose.pl counts|twice DOSSIER\n" unless defined $folder && $what =~ /^(counts|twice)$/;

sub slurp {
    open my $f, '<', $_[0] or die "$_[0]: $!\n"; local $/; my $s = <$f>; $s =~ s/<!--.*?-->//sg;
    $s =~ s{<(\w+)[^>]*xml:lang="(?!en")[^"]*"[^>]*>.*?</\1>}{}sg; # a translation repeats what its original repeats
    $s }

my @files = sort glob("$folder/records/*.xml");
my %xml = map { $_ => slurp($_) } @files;
my $all = join "\n", map { $xml{$_} } @files;

sub records {   # the records of one type: list of [id, attributes, content]
    my ($type) = @_;
    my @list;
    push @list, [$1, $2, $3 // ''] while $all =~ m{^  <$type\s+id="([^"]+)"([^>]*?)(?:/>|>(.*?)^  </$type>)}msg;
    return @list;
}

if ($what eq 'counts') {
    my %body = map { $_->[0] => $_->[1] =~ /body="(\w+)"/ ? $1 : '?' } records('source');
    my %from;
    $_->[2] =~ /<from\s+source="([^"]+)"/ and $from{$body{$1} // '?'}++ for records('recommendation');
    for my $type (qw(recommendation cluster action evidence indicator assessment institution consultation
                     obligation question issue treaty submitter)) {
        my @list = records($type);
        print "$type ", scalar @list, "\n";
    }
    print "from-$_ $from{$_}\n" for sort keys %from;
    my $indicators = 0;
    for (records('indicator')) {
        my @series = $_->[2] =~ m{<series(.*?)</series>}sg;
        my $points = () = $series[0] =~ /<point /g;
        $indicators++ if $points >= 4 && grep { /^ by="/ } @series;
    }
    print "indicator-with-breakdown $indicators\n";
    my %by;
    for (records('assessment')) {
        my ($assessor) = $_->[1] =~ /assessor="([^"]+)"/;
        $by{$1}{$assessor} = 1 while $_->[2] =~ /<about ref="([^"]+)"/g;
    }
    my $both = grep { $by{$_}{nmirf} && $by{$_}{'public-defender'} } keys %by;
    print "assessed-by-both $both\n";
    my $kept = grep { $_->[1] =~ /audience="|type="testimony"/ } records('evidence');
    print "evidence-not-public $kept\n";
    exit 0;
}

# Words that United Nations bodies always use before they say something; only official texts may share them.
my @formula = (
    qr/^The State party should:?\s*/,
    qr/^The State party should take immediate measures to\s*/,
    qr/^The Committee (?:recommends|urges) (?:that )?the State party:?\s*/,
    qr/^The Special Rapporteur recommends that the Government of Velmora:?\s*/,
    qr/^The Commission (?:recommends that|calls upon|invites|asks)\s*/,
);

my (%seen, %shown);
sub take {
    my ($place, $text, $official) = @_;
    for ($text) {
        s/<[^>]+>//g; s/&lt;/</g; s/&gt;/>/g; s/&quot;/"/g; s/&apos;/'/g; s/&amp;/&/g;
        s/\]\([^)]*\)/]/g; s/[*_`#>\[\]]//g; s/\s+/ /g; s/^ //;
        s/\b(No|Nos|art|arts|para|paras|p|pp|a\.m|p\.m|e\.g|i\.e|Add)\./$1/g;
    }
    if ($official) { for my $f (@formula) { last if $text =~ s/$f// } }
    for my $sentence (split /(?<=[.!?:;])["')\x{201d}\x{2019}]*\s+/, $text) {
        my $key = lc $sentence;
        $key =~ s/\d[\d.,]*/0/g;
        $key =~ s/[^\w ]+/ /g;
        my @words = split ' ', $key;
        next if @words < 6;
        my $k = "@words";
        push @{$seen{$k}}, $place;
        $shown{$k} = $sentence;
    }
}

for my $file (@files) {
    (my $name = $file) =~ s{.*/}{};
    my $s = $xml{$file};
    while ($s =~ m{^  <(\w+)\s+id="([^"]+)"[^>]*?>(.*?)^  </\1>}msg) {
        my ($type, $id, $content) = ($1, $2, $3);
        while ($content =~ m{<(title|text|plain|comment|outcome|note|assistance|statement|reasons|answer|points|reflected|place|definition|proposed|description|reservation)\b[^>]*>(.*?)</\1>}sg) {
            my ($element, $text) = ($1, $2);
            my $official = $element eq "text" && ($type eq "recommendation" || $type eq "question");
            take("$name $id $element", $text, $official);
        }
        take("$name $id note", $1) while $content =~ / note="([^"]*)"/g;
    }
}
for my $file (sort glob("$folder/narrative/*.md")) {
    (my $name = $file) =~ s{.*/}{};
    for my $paragraph (split /\n\s*\n/, slurp($file)) { take($name, $paragraph) }
}
for my $k (sort keys %seen) {
    print "$shown{$k}\n    ", join(', ', @{$seen{$k}}), "\n" if @{$seen{$k}} > 1;
}
