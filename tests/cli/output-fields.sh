# --fields: which, in which order; in text a title begins an article, a snippet ends it, the rest stands between.
. "$ROOT/tests/cli/lib"
cat >news.jsonl <<'END'
{"id": "n-1", "url": "https://wire.example/1", "title": "Storm over Kestan", "date": "2014-08-08", "source": "Northwire", "author": ["Ana Bel", "Jon Dee"], "section": "World", "text": "A storm came."}
{"id": "n-2", "title": "Storm again", "text": "The storm went."}
END
load -i index news.jsonl
show() {
    row "$@"
    dateline search -i index -q "$@" storm | tr -d '\r' | steady
}
show --fields title,date,url
show --fields url,title
show --fields date,own_id,author
show --fields snippet
show --fields title
show --fields source
show --fields rank,query,highlights,language
show --fields title,date --json
show --fields title --format csv
show --fields source --format csv
show --fields section,author --format tsv
row mistakes
run dateline search -i index --fields titel storm
run dateline search -i index --fields title,,date storm
run dateline search -i index --fields '' storm
run dateline search -i index --fields title,date,title storm
run dateline search -i index --fields title --format trec storm
