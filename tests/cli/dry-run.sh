# dateline index --dry-run: what would be indexed; nothing is written.
. "$ROOT/tests/cli/lib"
mkdir news
cat >news/a.jsonl <<'E'
{"title": "Comet over Calder", "text": "CALDER (AP) - A tail of ice.", "date": "2014-08-07", "language": "en", "author": ["Jane Doe", "Otto Ufer"]}
{"title": "Komet", "text": "Ein Schweif.", "date": "2013-01", "lang": "de"}
{"title": "No day", "text": "Of this name.", "date": "2014-02-30"}
{"broken": }
E
printf '# Fog\n\nIt *lifts*, and %s.\n' "$(printf 'so on and on \033[31m%.0s' 1 2 3 4 5 6 7 8 9)" >news/2012-03-04-fog.md
printf '\211PNG\r\n\032\n' >news/picture
row the account
run dateline index --dry-run news
row of any number of threads it is the same
dateline index --dry-run -j 1 news >one; dateline index --dry-run -j 3 news | cmp - one && echo same
row nothing was written
ls
row more and fewer articles are shown
dateline index --dry-run -n 5 news | grep -c '^  title'
dateline index --dry-run -n 0 news | grep -c '^  title'
row a mapping can be tried
dateline index --dry-run -n 1 --map title=text news/a.jsonl | grep '^  title'
row many years are counted by decades
for y in 1 2 3 4 5 6 7 8 9; do printf '{"text": "x", "date": "199%s"}\n{"text": "y", "date": "200%s"}\n' $y $y; done >years.jsonl
dateline index --dry-run -n 0 years.jsonl | grep '0s$'
row rejects and --strict
run dateline index --dry-run --strict -n 0 news/a.jsonl
row what it does not go with, and what is not there
run dateline index --dry-run --prune news
run dateline index --dry-run nosuch
