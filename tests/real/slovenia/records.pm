# What the records of the overlay say about each recommendation, and HTML as plain words, for gaps.pl and side-by-side.pl.
package records;
use strict; use warnings; use utf8; use open qw(:std :utf8);
sub slurp { open my $f, '<', $_[0] or die "$_[0]: $!"; local $/; <$f> }
sub plain { my $s = shift;
  $s =~ s/\(?\[\]\(doc:([^#]+)#(\d+)\)\)?/($1, para. $2)/g; $s =~ s/<[^>]*>//g; $s =~ s/&amp;/&/g; $s =~ s/&lt;/</g; $s =~ s/&gt;/>/g; $s =~ s/&#x?\w+;|&nbsp;/ /g;
  $s =~ s/[\x{A0}\s\x{200B}\x{AD}]+/ /g; $s =~ s/^ | $//g; $s }
# records::of(FOLDER): number → {actions => [titles], results => count, ASSESSOR => [value, reasons]}
sub of {
  my (%of, %about);
  my $all = join '', map { slurp($_) } glob "$_[0]/*.xml";
  while ($all =~ /<(action|evidence|indicator|assessment) id="([^"]+)"(.*?)>(.*?)<\/\1>/gs) {
    my ($kind, $id, $attributes, $body) = ($1, $2, $3, $4);
    my @refs = $body =~ /<about ref="([^"]+)"/g;
    if ($kind eq 'action') {
      my ($title) = $body =~ /<title[^>]*>(.*?)</; $about{$id} = \@refs;
      for (map { s/^upr34-//r } @refs) { push @{$of{$_}{actions}}, plain($title); $of{$_}{results}++ if $body =~ /<measured-by/ }
    } elsif ($kind eq 'evidence') {
      $of{$_ =~ s/^upr34-//r}{results}++ for map { @{$about{$_} // [$_]} } @refs;
    } elsif ($kind eq 'assessment') {
      my ($assessor) = $attributes =~ /assessor="([^"]+)"/; my ($value) = $attributes =~ /value="([^"]+)"/;
      my ($reasons) = $body =~ /<reasons[^>]*>(.*?)<\/reasons>/s;
      $of{$_ =~ s/^upr34-//r}{$assessor} = [$value, plain($reasons)] for @refs;
    }
  }
  \%of }
our %label = ('implemented' => 'Implemented', 'partial' => 'Partially implemented', 'in-progress' => 'In progress', 'not-started' => 'Not started', 'not-accepted' => 'Not accepted');
1;
