#!/usr/bin/env perl
# text.pl RESOLVED.xml STRUCTURE.txt: the text of a resolved document against what `pdfinfo -struct-text` says of its
# PDF, both without white space and hyphens, in reading order. Contents lists and the insides of figures are left out.
# Prints the first difference with what stands around it.
use strict;
use warnings;
use open qw(:std :encoding(UTF-8));

sub slurp { local $/; open my $f, '<', $_[0] or die "$_[0]: $!\n"; return <$f> }

sub decode {
    my ($s) = @_;
    $s =~ s/&lt;/</g; $s =~ s/&gt;/>/g; $s =~ s/&quot;/"/g; $s =~ s/&apos;/'/g;
    $s =~ s/&#x([0-9A-Fa-f]+);/chr hex $1/ge; $s =~ s/&#([0-9]+);/chr $1/ge;
    $s =~ s/&amp;/&/g;
    return $s;
}

# What is not text of the page, or is not compared.
my %silent = map { $_ => 1 } qw(meta running drawing image chart columns entry page-number page-count);
# Elements whose label stands before them.
my %labelled = map { $_ => 1 } qw(p item note noteref contents table figure);

sub expected {
    my ($xml) = @_;
    my ($out, $ends, $inside, $skip, $label) = ('', '', 0, 0, ''); # $ends: notes that stand at the end of their part
    my $at_end = $xml =~ /<document [^>]*\bnotes="end"/;
    my ($notes_heading) = $xml =~ /<wording key="notes">([^<]*)</;
    $xml =~ s/<!--.*?-->|<\?.*?\?>//gs;
    while ($xml =~ /<(\/?)([A-Za-z:-]+)((?:[^>"']|"[^"]*"|'[^']*')*?)(\/?)>|([^<]+)/gs) {
        my ($close, $name, $attributes, $empty, $text) = ($1, $2, $3, $4, $5);
        if (defined $text) { ($inside && $at_end ? $ends : $out) .= decode($text) unless $skip; next }
        next if $name eq 'xml';
        if ($close) {
            $skip-- if $silent{$name};
            $inside-- if $name eq 'note';
            if ($name eq 'part' && length $ends) { $out .= decode($notes_heading) . $ends; $ends = '' }
            next;
        }
        my ($own) = $attributes =~ /\blabel="([^"]*)"/;
        $own = defined $own ? decode($own) : '';
        $label = $own if $name eq 'section';
        if (!$skip) {
            if ($name eq 'heading') { $out .= $label; $label = '' }
            elsif ($name eq 'note') { $out .= $own; ($at_end ? $ends : $out) .= $own; $inside++ unless $empty }
            elsif ($name eq 'noteref') { ($inside && $at_end ? $ends : $out) .= $own }
            elsif ($labelled{$name}) { $out .= $own }
        }
        $skip++ if $silent{$name} && !$empty;
    }
    return $out;
}

# The quoted lines of pdfinfo, without the insides of contents lists and figures. Its quotation marks are not escaped.
sub structure {
    my ($text) = @_;
    my ($out, $skip) = ('', -1);
    for my $line (split /\n/, $text) {
        my ($indent, $rest) = $line =~ /^( *)(.*)$/;
        my $depth = length $indent;
        $skip = -1 if $skip >= 0 && $depth <= $skip;
        if ($skip < 0 && $rest =~ /^(TOC|Figure)\b/) { $skip = $depth; next }
        next if $skip >= 0;
        $out .= $1 if $rest =~ /^"(.*)"$/;
    }
    return $out;
}

sub fold { my ($s) = @_; $s =~ s/[\s\x{AD}\x{200B}-]+//g; return $s }

my ($resolved, $said) = @ARGV;
my ($want, $have) = (fold(expected(slurp($resolved))), fold(structure(slurp($said))));
if ($want eq $have) { printf "%d characters agree\n", length $want; exit 0 }
my $at = 0;
$at++ while $at < length($want) && $at < length($have) && substr($want, $at, 1) eq substr($have, $at, 1);
my $from = $at > 60 ? $at - 60 : 0;
print "differ at character $at of ", length($want), "\n";
print "document: ", substr($want, $from, 140), "\npdf:      ", substr($have, $from, 140), "\n";
exit 1;
