# DATELINE_COLORS says in which colours; a mistake in it is told once, and costs that part alone.
. "$ROOT/tests/cli/lib"
cat >news.jsonl <<'END'
{"id": "n-1", "url": "https://wire.example/1", "title": "Storm over Kestan", "date": "2014-08-08", "source": "Northwire", "text": "A storm came."}
{"id": "n-2", "url": "https://wire.example/2", "title": "Calm", "text": "No storm."}
END
load -i index news.jsonl
show() {
    row "$1"
    DATELINE_COLORS=$1 dateline search -i index -n 1 --color=always storm 2>&1 | tr '\033' '^'
}
show ''
show 'title=1:match=1;31:url=34:rank=33:origin=35'
show 'match='
show 'match=:title=:origin=:url='
show 'match=7:::title=4:'
show 'macht=1:match=7'
show 'colour=1'
show 'match=red'
show "match=$(printf '1m\033[2J')"
show 'match'
row without colours it is not read
DATELINE_COLORS=bad dateline search -i index -q -n 1 storm
row quiet
DATELINE_COLORS=bad dateline search -i index -q -n 1 --fields title --color=always storm 2>&1 | tr '\033' '^'
