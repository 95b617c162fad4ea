# A second run adds nothing; what changed is replaced; what is new is added.
. "$ROOT/tests/cli/lib"
mkdir news
article news/a.txt 'Ferry sails' 'The ferry crossed the sound.'
article news/b.txt 'Dock strike' 'Crane drivers stayed at home.'
cat >news/c.jsonl <<'END'
{"id": 1, "title": "Comet", "text": "A comet was seen."}
{"id": 2, "title": "Chess", "text": "The game was drawn."}
END
row first run
run dateline index -i index news
row the same again
run dateline index -i index news
row one file changed, one record changed, one file new
article news/b.txt 'Dock strike' 'Crane drivers stayed at home again.'
sed 's/drawn/won/' news/c.jsonl >c && mv c news/c.jsonl
article news/d.txt 'Flood' 'The river rose.'
run dateline index -i index news
found drawn
found won
found again
row a changed title alone is a change
article news/d.txt 'Floods' 'The river rose.'
run dateline index -i index news
found river
row a changed date alone is a change
sed -i 's/"id": 1/"id": 1, "date": "2014-08-08"/' news/c.jsonl
run dateline index -i index news
row the same article at another place is another article
mkdir other
cp news/a.txt other
run dateline index -i index other
row the same file, named in other ways
run dateline index -i index news/a.txt
run dateline index -i index ./other/../news/a.txt
run dateline index -i index "$PWD/news/a.txt"
