# Usage: links.pl FOLDER: every address in the pages of a site leads to a file of the folder and to an id in it; only http, https and
# mailto may lead away. Prints what does not, then "N pages, N links, N faults".
use strict; use warnings; use utf8; use open qw(:std :encoding(UTF-8));
use File::Find; use Encode qw(decode encode); use Cwd qw(abs_path);
my $root = abs_path($ARGV[0]);
my (%ids, %text, $links, $faults) = ();
find(sub { return unless /\.html$/; my $path = decode('UTF-8', $File::Find::name); open my $in, '<', $_ or die; local $/; $text{$path} = <$in>;
  $ids{$path} = {}; while ($text{$path} =~ /\sid="([^"]*)"/g) { if ($ids{$path}{$1}++) { print "$path: the id $1 stands twice\n"; $faults++ } } }, $root);
($links, $faults) = (0, $faults // 0);
for my $page (sort keys %text) {
  (my $dir = $page) =~ s{/[^/]*$}{};
  while ($text{$page} =~ /\s(href|src)="([^"]*)"/g) {
    my ($attribute, $to) = ($1, $2);
    $to =~ s/&amp;/&/g;
    $links++;
    next if $attribute eq 'href' && $to =~ m{^(https?://|mailto:)};
    next if $attribute eq 'src' && $to =~ m{^data:};
    my ($file, $id) = split /#/, $to, 2;
    if ($to =~ m{^/|^[a-z]+:}) { print "$page: not relative: $to\n"; $faults++; next }
    my $path = $file eq '' ? $page : "$dir/$file";
    1 while $path =~ s{[^/]+/\.\./}{};
    if ($path !~ m{^\Q$root\E/}) { print "$page: leaves the site: $to\n"; $faults++; next }
    if (!-f encode('UTF-8', $path)) { print "$page: no such file: $to\n"; $faults++; next }
    if (defined $id && !$ids{$path}{$id}) { print "$page: no such id: $to\n"; $faults++ }
  }
}
printf "%d pages, %d links, %d faults\n", scalar keys %text, $links, $faults;
exit($faults ? 1 : 0);
