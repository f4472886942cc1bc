#!/usr/bin/perl
# What fills each section of a resolved document: for every section with an id "sec-…", in order, a line
#   sec-ID: TYPE TYPE…
# TYPE is a kind of record (from the origins of what stands in the section, looked up in RECORDS/*.xml), "narrative" for
# Markdown, "gap" where something is marked as missing. Sections inside others are indented by their depth.
# usage: sections.pl RESOLVED RECORDS-FOLDER
use strict;
use warnings;

my ($tree, $folder) = @ARGV;
my %kind;
for my $file (glob "$folder/*.xml") {
    open my $in, '<:encoding(UTF-8)', $file or die "$file: $!";
    local $/;
    my $text = <$in>;
    $kind{$2} = $1 while $text =~ /<(source|recommendation|cluster|action|evidence|indicator|assessment|institution|consultation|obligation|question|answer|issue|treaty|submitter)\s[^>]*?\bid="([^"]+)"/g;
}
open my $in, '<:encoding(UTF-8)', $tree or die "$tree: $!";
my $text = do { local $/; <$in> };
my (@open, @lines);
while ($text =~ m{<(/?)([\w-]+)((?:\s+[\w:-]+="[^"]*")*)\s*(/?)>}g) {
    my ($end, $name, $attributes, $empty) = ($1, $2, $3, $4);
    if ($end) {
        pop @open if $name eq 'section';
        next;
    }
    my %a = $attributes =~ /([\w:-]+)="([^"]*)"/g;
    if ($name eq 'section') {
        my $line = { id => $a{id}, depth => scalar(grep { $_->{id} =~ /^sec-/ } @open), types => {} };
        push @lines, $line if $a{id} =~ /^sec-/;
        push @open, $line;
    }
    for my $word (split ' ', $a{origin} // '') {
        my $type = $word =~ /\.md:\d+$/ ? 'narrative' : $kind{$word} or next;
        $_->{types}{$type} = 1 for @open;
    }
    if ($name eq 'gap') { $_->{types}{gap} = 1 for @open }
}
print '  ' x $_->{depth}, "$_->{id}: ", join(' ', sort keys %{ $_->{types} }), "\n" for @lines;
