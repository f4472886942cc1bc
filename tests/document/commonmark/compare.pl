#!/usr/bin/perl
# Every example of the CommonMark specification through our reader.
#   compare.pl cut SPEC FOLDER          writes FOLDER/ex-001.md and FOLDER/ex-001.html, …
#   compare.pl judge FOLDER HTML ERRORS LISTED   compares the HTML that neutral.xsl made of our tree, ERRORS being our
#                                       messages as JSON Lines, with the specification; LISTED names the examples that may
#                                       differ, each with its reason. Ends well when every example is equal, refused for its
#                                       raw HTML at the right line, or listed and truly different.
#   compare.pl pages FOLDER TREE TEXT   compares the words of our tree, with the labels of its lists, with those of the PDF,
#                                       page by page; a picture that is not there is shown by its words
use strict; use warnings; use utf8; use open qw(:std :utf8); use JSON::PP;
my ($verb, @args) = @ARGV;

sub slurp { my ($file) = @_; open my $in, '<', $file or die "$file: $!"; local $/; return scalar <$in> }

if ($verb eq 'cut') {
    my ($spec, $folder) = @args;
    my ($n, $side, %text) = (0, '');
    for (split /\n/, slurp($spec), -1) {
        if (/^`{32} example$/) { ($side, %text) = ('md', md => '', html => ''); $n++ }
        elsif (/^`{32}$/ && $side) {
            for my $kind (qw(md html)) {
                open my $out, '>', sprintf('%s/ex-%03d.%s', $folder, $n, $kind) or die $!;
                $text{$kind} =~ tr/\x{2192}/\t/; # the specification shows tabs as arrows
                print $out $text{$kind};
            }
            $side = '';
        }
        elsif ($side eq 'md' && $_ eq '.') { $side = 'html' }
        elsif ($side) { $text{$side} .= "$_\n" }
    }
    print "$n\n";
    exit;
}

# White space outside <pre> is folded and taken away beside the tags of blocks; entities are read; attributes are sorted.
my $blocks = 'p|h[1-6]|ul|ol|li|blockquote|pre|hr|div|table|tr|td';
sub normal {
    my ($html) = @_;
    my @kept;
    $html =~ s{<(?!br|hr|img)(\w+)([^<>]*)/>}{<$1$2></$1>}g;
    $html =~ s/&#(?:10|13|9);/ /g;
    $html =~ s{<pre>\s*(<code[^>]*>)(.*?)</code>\s*</pre>}{push @kept, "<pre>$1$2</code></pre>"; "\x{1}$#kept\x{2}"}gse;
    $html =~ s/\s+/ /g;
    $html =~ s{\s*(</?(?:$blocks)(?: [^>]*)?/?>)\s*}{$1}g;
    $html =~ s{\s*(\x{1}\d+\x{2})\s*}{$1}g;
    $html =~ s{\s*(<br ?/>)\s*}{$1}g;
    $html =~ s{\x{1}(\d+)\x{2}}{$kept[$1]}g;
    $html =~ s{<(\w+)((?: [\w-]+="[^"]*")+)\s*/?>}{my ($e, $a) = ($1, $2); "<$e " . join(' ', sort $a =~ /([\w-]+="[^"]*")/g) . '>'}ge;
    $html =~ s{ ?/>}{>}g;
    $html =~ s{</(?:img|br|hr)>}{}g;
    $html =~ s{(<li>) }{$1}g; $html =~ s{ (</li>)}{$1}g;
    $html =~ s/&quot;/"/g; $html =~ s/&#0?39;/'/g; $html =~ s/&#x([0-9A-Fa-f]+);/chr hex $1/ge; $html =~ s/&#(\d+);/chr $1/ge;
    $html =~ s/^\s+|\s+$//g;
    return $html;
}

my ($folder, $file) = @args;
my %ours;
my $tree = slurp($file);
while ($tree =~ m{<(example|part) [^>]*?(?:name|id)="([^"]+)"[^>]*?(?:/>|>(.*?)</\1>)}gs) { $ours{$2} = $3 // '' }
my @names = map { m{(ex-\d+)\.md$} } sort glob "$folder/ex-*.md";

if ($verb eq 'judge') {
    my (%refused, %listed, @bad);
    for (split /\n/, slurp($args[2])) {
        my $m = eval { decode_json($_) } or next;
        my ($name) = ($m->{file} // '') =~ m{(ex-\d+)\.md$} or next;
        push @{$refused{$name}}, $m;
    }
    for (split /\n/, slurp($args[3])) { $listed{$1} = $2 if /^(ex-\d+)\s+(.+)/ }
    my ($equal, $html, $known) = (0, 0, 0);
    for my $name (@names) {
        my ($md, $spec) = (slurp("$folder/$name.md"), slurp("$folder/$name.html"));
        if (my $messages = $refused{$name}) {
            my @lines = split /\n/, $md, -1;
            # what is refused stands where the message says, and in the specification's HTML as it was written
            my $good = 1;
            for my $m (@$messages) {
                my ($tag) = $m->{message} =~ /here: (.+)/s;
                my $at = substr $lines[$m->{line} - 1] // '', $m->{column} - 1;
                $good = 0 if $m->{code} ne 'R401' || !defined $tag || $at !~ /^\s*</ || index($spec, $tag) < 0;
            }
            $good ? $html++ : push @bad, "$name is refused: " . join('; ', map { "$_->{line}:$_->{column} $_->{code} $_->{message}" } @$messages);
            next;
        }
        my ($is, $should) = (normal($ours{$name} // ''), normal($spec));
        if ($is eq $should) { $listed{$name} ? push @bad, "$name is listed and equal" : $equal++; next }
        if ($listed{$name}) { $known++; next }
        push @bad, "$name\n--- Markdown\n$md--- should be\n$should\n--- is\n$is";
    }
    my $all = @names;
    print "$equal equal, $html refused, $known listed, of $all\n";
    push @bad, "they do not add up" if $equal + $html + $known + grep(!/add up/, @bad) != $all;
    print "$_\n" for @bad;
    exit(@bad ? 1 : 0);
}

if ($verb eq 'pages') {
    my @pages = split /\f/, slurp($args[2]);
    my ($same, @bad) = (0);
    my @built = grep { exists $ours{$_} } @names;
    for my $i (0 .. $#built) {
        my $should = $ours{$built[$i]};
        $should =~ s/<item [^>]*?label="([^"]*)"[^>]*>/$1/g;
        $should =~ s/<image [^>]*?alt="([^"]*)"[^>]*>/$1/g;
        $should =~ s/<[^>]*>//g;
        $should =~ s/&lt;/</g; $should =~ s/&gt;/>/g; $should =~ s/&quot;/"/g; $should =~ s/&#(\d+);/chr $1/ge; $should =~ s/&amp;/&/g;
        my $is = $pages[$i] // '';
        s/[\s\x{A0}\x{AD}]+//g for $is, $should;
        if ($is eq $should) { $same++ } else { push @bad, "$built[$i]\n--- should read\n$should\n--- reads\n$is" }
    }
    printf "%d of %d pages have the same text\n", $same, scalar @built;
    print "$_\n" for @bad;
    exit(@bad ? 1 : 0);
}
