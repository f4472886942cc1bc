#!/usr/bin/env perl
# udhr-dossier.pl FOLDER FILE.html...: a dossier whose mid-term report has each of the declarations as its introduction, one language a
# document. Writes the languages to FOLDER/languages, a line each: code, file.
use strict;
use warnings;
use open qw(:std :encoding(UTF-8));

my ($folder, @files) = @ARGV;
mkdir "$folder/$_" for '', 'narrative', 'records';
my (@codes, %title);
open my $list, '>', "$folder/languages" or die $!;
for my $file (@files) {
    open my $f, '<', $file or die "$file: $!\n";
    my $html = do { local $/; <$f> };
    my ($lang) = $html =~ /<html[^>]* lang="([^"]+)"/;
    my ($body) = $html =~ /<body>(.*)<\/body>/s;
    my $text = '';
    push @codes, $lang;
    print $list "$lang $file\n";
    while ($body =~ /<(h1|h2|p|li)\b[^>]*>(.*?)<\/\1>|<(ol|ul)>/gs) {
        my ($kind, $words) = ($1, $2);
        next unless defined $kind;
        $words =~ s/<[^>]+>//g;
        $words =~ s/\s+/ /g;
        $words =~ s/^ | $//g;
        if ($kind eq 'h1') { $title{$lang} = $words; next }
        next unless length $words;
        $words =~ s/([\\`*_\[\]<>#{}])/\\$1/g;
        $words =~ s/^(\d+)([.)])/$1\\$2/;
        $words =~ s/^([-+])/\\$1/;
        $text .= $kind eq 'h2' ? "## $words\n\n" : $kind eq 'li' ? "1. $words\n" : "$words\n\n";
    }
    $text =~ s/^(1\. .*\n)(?!1\. )/$1\n/mg;
    open my $out, '>', "$folder/narrative/text.$lang.md" or die $!;
    print $out $text;
}
open my $p, '>', "$folder/project.xml" or die $!;
print $p qq{<?xml version="1.0" encoding="UTF-8"?>\n<project xmlns="urn:rapporteur:project" version="1" id="udhr">\n},
    qq{<state code="XVM"><name xml:lang="en">Velmora</name></state>\n<languages default="en">},
    (map { qq{<language code="$_"/>} } @codes), qq{</languages>\n<as-of date="2026-06-30"/>\n<documents>\n},
    qq{<document id="text" kind="upr-midterm" style="un" audience="public" languages="@codes" formats="pdf">\n},
    (map { qq{<title xml:lang="$_">$title{$_}</title>\n} } @codes),
    qq{<narrative section="introduction" file="narrative/text.md"/>\n</document>\n</documents>\n</project>\n};
