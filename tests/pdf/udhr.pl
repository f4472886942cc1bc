#!/usr/bin/env perl
# udhr.pl FILE.html: a declaration of the public data sets as a resolved document tree.
use strict;
use warnings;
use open qw(:std :encoding(UTF-8));

open my $f, '<:encoding(UTF-8)', $ARGV[0] or die "$ARGV[0]: $!\n";
my $html = do { local $/; <$f> };
my ($lang) = $html =~ /<html[^>]* lang="([^"]+)"/;
my ($dir) = $html =~ /<html[^>]* dir="([^"]+)"/;
my ($body) = $html =~ /<body>(.*)<\/body>/s;
my ($title) = $body =~ /<h1>(.*?)<\/h1>/s;
print qq{<?xml version="1.0" encoding="UTF-8"?>\n<document xmlns="urn:rapporteur:document" version="1" id="u" },
      qq{kind="matrix" xml:lang="$lang" dir="$dir" style="un" paged="yes">\n<meta><title>$title</title>},
      qq{<author>-</author><date value="2026-06-30">-</date></meta>\n},
      qq{<part region="body" master="portrait"><title id="t">$title</title>\n};
while ($body =~ /<(h[2-4]|p|li|dt|dd)\b[^>]*>(.*?)<\/\1>/gs) {
    my $text = $2;
    $text =~ s/<[^>]+>//g;
    $text =~ s/^\s+|\s+$//g;
    $text =~ s/\s+/ /g;
    print "<p>$text</p>\n" if length $text;
}
print "</part></document>\n";
