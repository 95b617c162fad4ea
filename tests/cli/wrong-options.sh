# What a command can't make sense of: one line that says what to do, and exit status 2. Nothing is made.
. "$ROOT/tests/cli/lib"
article a.txt Storm 'A storm came.'
row index: no paths
run dateline index -i index
row index: a path that is not there
run dateline index -i index a.txt missing
row index: an option that is not there
run dateline index -i index --bogus a.txt
run dateline index -i index --colection=x a.txt
run dateline index -i index -z a.txt
row index: -i without a value
run dateline index a.txt -i
row index: -f
run dateline index -i index -f floppy a.txt | sed 's/formats are .*/formats are …/'
row index: -j
run dateline index -i index -j many a.txt
run dateline index -i index -j 1000 a.txt
row index: -m
run dateline index -i index -m lots a.txt
run dateline index -i index -m 5 a.txt
row index: --writer
run dateline index -i index --writer=foo a.txt
row index: --encoding
run dateline index -i index --encoding=foo a.txt
ls -d index 2>/dev/null
load -i index a.txt
row search: no words
run dateline search -i index
row search: an option that is not there
run dateline search -i index --jsn storm
row search: -n
run dateline search -i index -n many storm
row search: --color
run dateline search -i index --color=blue storm
row search: an open quote
run dateline search -i index '"storm came'
