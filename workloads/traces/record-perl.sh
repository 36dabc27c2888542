#!/bin/sh
# A script interpreter: perl generates a long text, counts and indexes its words, and rewrites it with regular expressions.
. "$(dirname "$0")/recording.sh"
need perl perl

cat >"$work/words.pl" <<'PERL'
use strict;
use warnings;
my $seed = 1998;
sub random { $seed = ($seed * 16807) % 2147483647; return $seed % $_[0] }

my @syllables = qw(ba be bi da do fu ga he ki la lo ma me ni no pa pe ra ri sa so ta te tu va wo za);
my @lexicon = map { join '', map { $syllables[random(scalar @syllables)] } 0 .. 1 + random(4) } 1 .. 6000;
my @lines;
for my $line (1 .. 9000) {
  push @lines, join ' ', map { $lexicon[random(1 + random(scalar @lexicon))] } 1 .. 4 + random(14);
}

my (%count, %index, %follows);
for my $number (0 .. $#lines) {
  my $before = '';
  for my $word (split / /, $lines[$number]) {
    $count{$word}++;
    push @{ $index{$word} }, $number;
    $follows{$before}{$word}++;
    $before = $word;
  }
}

my @common = (sort { $count{$b} <=> $count{$a} || $a cmp $b } keys %count)[0 .. 99];
for my $word (@common) {
  for my $number (@{ $index{$word} }) {
    $lines[$number] =~ s/\b\Q$word\E\b/<b>$word<\/b>/;
  }
  delete $index{$word};
}
delete $follows{$_} for grep { $count{$_} && $count{$_} < 4 } keys %follows;

my @records = map { { line => $_, words => scalar(split / /), text => uc } } grep { length > 60 } @lines;
@records = sort { $a->{words} <=> $b->{words} || $a->{text} cmp $b->{text} } @records;
my $bytes = 0;
$bytes += length join "\t", map { "$_=$records[$_]{line}" } $_ .. $_ + 9 for map { $_ * 10 } 0 .. $#records / 10 - 1;
print scalar(@records), " records, $bytes bytes\n";
PERL

cd "$work"
"$heaplab" record -o "$traces/perl.trace" -- perl words.pl
