# -q says nothing but errors.
. "$ROOT/tests/cli/lib"
mkdir news
article news/a.txt One 'A storm came.'
printf '{"title": "Two", "text": "A gale came.", "date": "2014-02-30"}\n{"title"\n' >news/b.jsonl
printf '%%PDF-1.4\n' >news/c.pdf
row index: added, skipped, used in part, passed over
run dateline index -q -i index news
row index: the lists are written all the same
cat index/rejects.jsonl index/notes.jsonl | wc -l | tr -d ' '
row index: gone
rm news/a.txt
run dateline index -q -i index --prune news
run dateline index -q -i index --prune --yes news
row index: an error
run dateline index -q -i index missing
row search: hits
run dateline search -q -i index gale
row search: none
run dateline search -q -i index hurricane
row search: notes
run dateline search -q -i index the gale '&'
row search: an error
run dateline search -q -i missing gale
