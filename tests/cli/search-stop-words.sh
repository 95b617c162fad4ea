# Stop words don't count, unless there is nothing else, or they stand in a phrase, or in capitals or with dots.
. "$ROOT/tests/cli/lib"
cat >news.jsonl <<'END'
{"title": "A", "text": "Storms hit coasts."}
{"title": "B", "text": "The storm of the year."}
{"title": "C", "text": "The US storm and the WHO report."}
{"title": "D", "text": "Who was it? It was us."}
END
load -i index news.jsonl
row they are left out, and named
run dateline search -i index the storm of coasts 2>&1 | grep -v '^ *ID' 
row nothing else: then they count
found the of
found the
row in a phrase
found '"the storm of"'
row in capitals, or with dots
found US storm
found U.S. storm
found WHO report
row in lower case
found us storm
