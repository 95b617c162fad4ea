# --map FIELD=KEY: names that the table does not know; dotted paths go into objects.
. "$ROOT/tests/cli/lib"
echo '{"kop": "Comet", "story": {"body": {"main": "A tail of ice."}}, "wann": "2014-08", "title": "Wrong", "text": "Wrong too."}' >dump.jsonl
row fields from other names and from nested ones
load -i index --map title=kop --map text=story.body.main --map date=wann dump.jsonl
found ice
field date ice
row a mapped key goes before the known name
found wrong
rm -r index
row a key that is not ASCII
echo '{"Überschrift": "Comet", "text": "A tail of ice."}' >german.jsonl
load -i index --map title=Überschrift german.jsonl
found ice
row no key
run dateline index -i index --map title dump.jsonl
row no such field
run dateline index -i index --map titel=kop dump.jsonl
row nothing has the mapped key: the known names are taken
load -i other --map text=nosuch german.jsonl
run dateline search -i other -q --json ice | sed 's/.*"title":\("[^"]*"\|null\).*/\1/'
