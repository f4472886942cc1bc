#!/usr/bin/env perl
# equality.pl PAGE.html STRUCTURE.txt: do the two say the same? Compared in order: headings, numbers of paragraphs, cells of tables,
# captions, notes; STRUCTURE.txt is `pdfinfo -struct-text` of the PDF. Contents lists are left out on both sides, white space and bullets too.
# Prints how many of each agree, or the first difference with what stands before it.
use strict;
use warnings;
use open qw(:std :encoding(UTF-8));

sub slurp { local $/; open my $f, '<', $_[0] or die "$_[0]: $!\n"; return <$f> }
sub fold { my ($s) = @_; $s =~ s/[\s\x{AD}\x{200B}\x{FE0E}\x{2022}]+//g; return $s }
sub decode {
    my ($s) = @_;
    $s =~ s/&lt;/</g; $s =~ s/&gt;/>/g; $s =~ s/&quot;/"/g; $s =~ s/&#x([0-9A-Fa-f]+);/chr hex $1/ge; $s =~ s/&#([0-9]+);/chr $1/ge;
    $s =~ s/&nbsp;/\x{A0}/g; $s =~ s/&amp;/&/g;
    return $s;
}

# ---- The page: what is open, and the text that each open thing has gathered ----
my %void = map { $_ => 1 } qw(br img meta link hr input wbr col);
sub page {
    my ($html) = @_;
    my (@stack, @said, %notes);
    $html =~ s/.*<body[^>]*>//s;
    $html =~ s/<!--.*?-->//gs;
    while ($html =~ /<(\/?)([a-zA-Z0-9]+)((?:[^>"']|"[^"]*"|'[^']*')*)>|([^<]+)/g) {
        my ($close, $name, $attributes, $text) = ($1, $2, $3, $4);
        if (defined $text) {
            my $t = decode($text);
            $_->{text} .= $t for grep { $_->{gather} } @stack;
            next;
        }
        $name = lc $name;
        if (!$close) {
            next if $void{$name} || $attributes =~ /\/$/;
            my ($class) = $attributes =~ /\bclass="([^"]*)"/;
            my ($id) = $attributes =~ /\bid="([^"]*)"/;
            my %at = (name => $name, text => '', class => $class // '', id => $id // '');
            $at{notes} = 1 if $at{class} =~ /\bnotes\b/ || (@stack && $stack[-1]{notes});
            $at{silent} = 1 if (@stack && $stack[-1]{silent}) || $name =~ /^(nav|style|script|svg)$/ || $at{class} =~ /\b(contents|skip)\b/;
            if (!$at{silent}) {
                $at{gather} = $at{notes} ? 'notes' : 'heading' if $name =~ /^h[1-6]$/;
                $at{gather} = 'cell' if $name =~ /^t[hd]$/;
                $at{gather} = 'number' if $name eq 'a' && $at{class} =~ /\bnumber\b/;
                $at{gather} = $name eq 'caption' ? 'caption' : 'figure' if $name =~ /^(caption|figcaption)$/;
                $at{gather} = 'note' if $at{id} =~ /^note-/ && $at{id} !~ /-mark(-\d+)?$/ && $name =~ /^(li|p|div|dd)$/;
            }
            push @stack, \%at;
            next;
        }
        while (@stack) {
            my $at = pop @stack;
            if ($at->{gather}) {
                my $text = fold($at->{text});
                if ($at->{gather} eq 'note') { $notes{$at->{id}} = $text }
                elsif ($at->{gather} ne 'number' || $text =~ /^\d+[.-]$/) { push @said, "$at->{gather}: $text" } # table notes have a letter
            }
            last if $at->{name} eq $name;
        }
    }
    return (\@said, \%notes);
}

# ---- The structure: a tree by indentation ----
sub tree {
    my ($text) = @_;
    my $root = {name => 'root', depth => -1, kids => []};
    my @stack = ($root);
    for my $line (split /\n/, $text) {
        my ($indent, $rest) = $line =~ /^( *)(.*)$/;
        my $depth = length $indent;
        next if $rest =~ /^\/|^Object / || !length $rest;
        pop @stack while $stack[-1]{depth} >= $depth;
        if ($rest =~ /^"(.*)"$/) { push @{$stack[-1]{kids}}, $1; next }
        my ($name, $id) = $rest =~ /^([A-Za-z0-9]+)(?: <([^>]*)>)?/ or next;
        my $node = {name => $name, id => $id // '', depth => $depth, kids => []};
        push @{$stack[-1]{kids}}, $node;
        push @stack, $node;
    }
    return $root;
}
sub words {   # of a node, without the notes inside it
    my ($node) = @_;
    return join '', map { ref ? ($_->{name} eq 'Note' ? '' : words($_)) : $_ } @{$node->{kids}};
}
sub structure {
    my ($node, $said, $notes) = @_;
    return if $node->{name} eq 'TOC';
    my $kind = $node->{name} =~ /^H[1-6]$/ ? 'heading' : $node->{name} =~ /^T[HD]$/ ? 'cell' : $node->{name} eq 'Caption' ? 'caption' : '';
    if ($node->{name} eq 'Note') { $notes->{$node->{id}} = fold(words($node)) }
    # a number is a text of its own in front of a paragraph: "12. The", where "The" may be in a node
    push @$said, "number: $1" if $node->{name} eq 'P' && !$kind && words($node) =~ /^(\d+[.-]) /;
    for (grep { ref } @{$node->{kids}}) { structure($_, $said, $notes) }
    push @$said, "$kind: " . fold(words($node)) if $kind;
}

my ($html, $pdf) = @ARGV;
my ($page, $page_notes) = page(slurp($html));
my (@said, %notes);
structure(tree(slurp($pdf)), \@said, \%notes);

my %count;
my $all = fold(words(tree(slurp($pdf)))); # captions of figures are paragraphs on paper
for my $caption (map { s/^figure: //r } grep { /^figure: / } @$page) {
    next if index($all, $caption) >= 0;
    print "html: caption of a figure: $caption\n  pdf: (none)\n";
    exit 1;
}
for my $kind (qw(heading number cell caption)) {
    my @a = grep { /^$kind: / } @$page;
    my @b = grep { /^$kind: / } @said;
    if ($kind eq 'heading') { # endnotes have one on paper, where footnotes have none; a page always has one
        my %over = map { s/^notes/heading/r => 1 } grep { /^notes: / } @$page;
        @b = grep { !$over{$_} } @b;
    }
    for my $i (0 .. ($#a > $#b ? $#a : $#b)) {
        my ($x, $y) = ($a[$i] // '(none)', $b[$i] // '(none)');
        next if $x eq $y;
        print "after ", ($i ? $a[$i - 1] : 'the start'), "\n  html: $x\n  pdf:  $y\n";
        exit 1;
    }
    $count{$kind} = @a;
}
for my $id (sort { $a cmp $b } keys %{{%$page_notes, %notes}}) {
    my ($x, $y) = ($page_notes->{$id} // '(none)', $notes{$id} // '(none)');
    next if $x eq $y;
    print "note $id\n  html: $x\n  pdf:  $y\n";
    exit 1;
}
printf "%d headings, %d numbers, %d cells, %d captions, %d notes\n", @count{qw(heading number cell caption)}, scalar keys %notes;
