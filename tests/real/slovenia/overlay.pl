# overlay.pl DOSSIER: puts the records, narratives and project.xml that lie beside this script into a dossier into which the
# recommendations were imported, and into each imported recommendation what a person would add by hand: the reasons for a
# position (positions.txt) and who answers for it (the lead of the first measure about it, else leads.txt).
use strict; use warnings; use utf8; use open qw(:std :utf8);
use File::Basename qw(dirname); use File::Copy qw(copy);
my ($here, $dossier) = (dirname($0), @ARGV);
sub slurp { open my $f, '<', $_[0] or die "$_[0]: $!"; local $/; <$f> }
unlink "$dossier/records/example.xml", "$dossier/records/institutions.xml", glob "$dossier/narrative/*";
for (glob "$here/records/*.xml $here/narrative/*.md $here/project.xml") { my $to = $_; $to =~ s/^\Q$here\E/$dossier/; copy($_, $to) or die "$to: $!" }

my (%lead, %comment);
for (sort glob "$here/records/*.xml") {
  my $xml = slurp($_);
  while ($xml =~ /<action .*?<\/action>/gs) {
    my $action = $&; my ($lead) = $action =~ /<lead ref="([^"]+)"/ or die "no lead: $action";
    $lead{$1} //= $lead while $action =~ /<about ref="upr34-([\d.]+)"/g;
  }
}
for (split /\n/, slurp("$here/leads.txt")) { $lead{$1} //= $2 if /^([\d.]+) (\S+)$/ }
for (split /\n/, slurp("$here/positions.txt")) { next if /^#/; my ($numbers, $text) = split / \| /; $comment{$_} = $text for split ' ', $numbers }

my $file = "$dossier/records/imported/a-hrc-43-15.xml";
my $xml = slurp($file);
$xml =~ s{(<recommendation id="upr34-([\d.]+)".*?)(\s*</recommendation>)}{
  my ($all, $number, $end) = ($1, $2, $3);
  if (my $why = delete $comment{$number}) { $all =~ s|(<position [^>]*)/>|$1><comment xml:lang="en">$why</comment></position>| or die $number }
  $all .= "\n    <lead ref=\"$lead{$number}\"/>" if $lead{$number};
  "$all$end"
}ges;
die 'positions of no recommendation: ' . join ' ', keys %comment if %comment;
open my $out, '>', $file or die; print $out $xml;
