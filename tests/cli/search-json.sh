# --json: one object a line, all keys always there, null for what an article does not have.
. "$ROOT/tests/cli/lib"
cat >news.jsonl <<'END'
{"id": "n-17", "url": "https://wire.example/17", "title": "A \"quoted\" storm", "date": "2014-08-08T06:30:00+02:00", "source": "Northwire", "author": "Ana Bel", "section": "World", "lang": "en", "text": "The storm \\ came.\nStorms go."}
{"text": "Violet storm."}
END
load -i index news.jsonl
row the first, with everything
dateline search -i index -q --json quoted storm | sed -e 's/"score":[0-9.]*/"score":N/' -e 's/"id":"[0-9a-f]\{32\}"/"id":"HEX"/' | steady
row the second, with nothing
dateline search -i index -q --json violet storm | sed -e 's/"score":[0-9.]*/"score":N/' -e 's/"id":"[0-9a-f]\{32\}"/"id":"HEX"/' | steady
row a line each, ranked
dateline search -i index -q --json storm | sed 's/.*"rank":\([0-9]*\).*/\1/'
row the number of matches goes to stderr
run dateline search -i index --json storm | grep '^!'
row none: nothing on stdout
run dateline search -i index -q --json hurricane
row never coloured
dateline search -i index -q --json --color=always storm | tr -d '\n -~' | wc -c | tr -d ' '
