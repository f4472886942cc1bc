# rules.pl RAPPORTEUR RULES SECTIONS: compares rows of limits, as count --profile --format=json shows them, with the tables
# copied by hand. Prints differences and "N rows, N differences".
use strict; use warnings; use utf8; use JSON::PP; use open qw(:std :utf8);
my ($program, $rules, $sections) = @ARGV;
my ($rows, $faults) = (0, 0);
my %cache;
sub row {
  my $id = shift;
  return $cache{$id} //= do { open my $in, '-|:raw', $program, 'count', '--profile', $id, '--format=json' or die; local $/; my $t = <$in>; close $in; $t ? decode_json($t) : {} };
}
sub differ { my ($id, $what, $is, $should) = @_; return if $is eq $should; $faults++; print "$id: $what is “$is”, domain-rules say “$should”\n"; }
sub sorted { join ' ', sort split ' ', shift // '' }
sub deadline {
  my $d = shift;
  my $at = $d->{stage} ? " at $d->{stage}" : '';
  return "$d->{day} in $d->{'session-month'}$at" if $d->{day};
  return "$d->{event}$at" unless $d->{n};
  my $unit = $d->{n} == 1 ? $d->{unit} =~ s/s$//r : $d->{unit};
  return "$d->{n} $unit $d->{when} $d->{event}$at";
}
sub tree {
  join ' ', map { my $s = $_; my $t = $s->{id} . ($s->{each} ? ":$s->{articles}" : '') . (($s->{required} // 'no') eq 'yes' || $s->{each} ? '' : '?') . (($s->{region} // '') eq 'annex' ? '@' : '');
    $s->{sections} ? "$t ( " . tree(@{$s->{sections}}) . ' )' : $t } @_;
}
open my $in, '<', $rules or die;
while (<$in>) {
  next if /^#|^\s*$/;
  chomp; $rows++;
  my ($id, $words, $pages, $severity, $deadlines, $languages, $files, $notes) = split / \| /;
  my $r = row($id);
  differ($id, 'row', $r->{id} // 'missing', $id);
  my $l = $r->{limit} // {};
  differ($id, 'words', $r->{words} || '-', $words);
  differ($id, 'pages', $l->{pages} // '-', $pages);
  differ($id, 'severity', $l->{severity} // '-', $severity);
  differ($id, 'deadlines', join('; ', map { deadline($_) } @{$r->{deadlines} // []}) || '-', $deadlines);
  differ($id, 'languages', sorted(($r->{languages} // {})->{codes}) || '-', $languages);
  differ($id, 'files', sorted(($r->{file} // {})->{formats}) || '-', $files);
  differ($id, 'notes', $r->{notes} // '-', $notes);
  # every fact says where it stands, of which day and how sure
  for my $f (grep { $_ } $r->{limit}, $r->{counts}, @{$r->{deadlines} // []}, $r->{languages}, $r->{file}) {
    for my $a ('source', 'as-of', 'confidence') { differ($id, $a, defined $f->{$a} && length $f->{$a} ? 'there' : 'missing', 'there'); }
  }
  # only what somebody has read may stop a build
  differ($id, 'a hard limit', $l->{confidence} // '', 'read') if ($l->{severity} // '') eq 'hard';
}
open $in, '<', $sections or die;
while (<$in>) {
  next if /^#|^\s*$/;
  chomp; $rows++;
  my ($id, $list) = split / \| /;
  my $is = tree(@{row($id)->{sections} // []});
  differ($id, 'sections', $is, $list);
  my $check; $check = sub { for my $s (@_) { differ($id, "records of $s->{id}", $s->{records} || $s->{sections} ? 'there' : 'missing', 'there'); $check->(@{$s->{sections} // []}) } };
  $check->(@{row($id)->{sections} // []});
}
print "$rows rows, $faults differences\n";
exit($faults ? 1 : 0);
