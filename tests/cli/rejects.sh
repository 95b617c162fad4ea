# A broken record costs that record; rejects.jsonl says file, record, line and reason; the first few on stderr.
. "$ROOT/tests/cli/lib"
mkdir news
cat >news/dump.jsonl <<'END'
{"title": "One", "text": "A storm came."}
{"title": "Two", "text": "The storm
{"title": "Three", "text": "A storm went."}
not JSON at all
{"title": "Five", "text": "No storm."}
["neither", "an", "article"]
{}
{"title": "", "text": "  "}
{"title": "Nine", "text": "A storm again."}
{"unknown": "name"}
END
: >news/empty.txt
printf ' \n\n' >news/blank.txt
article news/good.txt Good 'No storm here.'
row the first few are told, all are counted
run dateline index -j 1 -i index news
found storm
row rejects.jsonl
steady <index/rejects.jsonl | sed 's/"reason":".*"/"reason":"…"/'
row each has a reason
grep -c '"reason":"[^"]' index/rejects.jsonl
row the same run lists the same
cp index/rejects.jsonl before
load -j 1 -i index news
cmp before index/rejects.jsonl
row a run over other files keeps what it did not read again
article other.txt Other 'Another storm.'
load -j 1 -i index other.txt
cmp before index/rejects.jsonl
row what is mended goes from the list
printf '{"title": "One", "text": "A storm came."}\n' >news/dump.jsonl
echo words >news/empty.txt
echo words >news/blank.txt
load -j 1 -i index news
find index -name rejects.jsonl
found storm
