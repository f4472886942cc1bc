# Usage: project.pl project.xml LANGUAGES [AUDIENCE]: adds a site in these languages ("en fr ar") to a project.xml, in place.
use strict; use warnings; use utf8; use open qw(:std :encoding(UTF-8));
my ($file, $languages, $audience) = @ARGV;
$audience //= 'public';
open my $in, '<', $file or die "$file: $!";
my $text = do { local $/; <$in> };
close $in;
for my $lang (split ' ', $languages) {
  $text =~ s{(<languages\b[^>]*>)}{$1<language code="$lang"/>} unless $text =~ /<language code="$lang"/;
}
$text =~ s{</documents>}{  <document id="progress" kind="site" style="un" audience="$audience" languages="$languages" formats="html"><group by="source"/></document>\n</documents>};
open my $out, '>', $file or die "$file: $!";
print $out $text;
