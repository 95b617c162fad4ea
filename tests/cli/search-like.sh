# --like: more like this, by an article's most telling words, itself left out.
. "$ROOT/tests/cli/lib"
{
    echo '{"id": "1", "url": "https://w.example/1", "title": "Ferry aground off Mirzan", "date": "2014-08-08", "text": "The ferry Astra ran aground on a reef off Mirzan. The coast guard took passengers off the ferry. It was windy."}'
    echo '{"id": "2", "url": "https://w.example/2", "title": "Passengers safe", "date": "2014-08-09", "text": "All passengers of the Astra were brought to Mirzan by the coast guard."}'
    echo '{"id": "3", "url": "https://w.example/3", "title": "Astra afloat again", "date": "2014-08-12", "text": "The ferry Astra was pulled off the reef by tugs."}'
    echo '{"id": "4", "url": "https://w.example/4", "title": "Harvest", "date": "2014-08-12", "text": "It was windy, and the harvest was poor."}'
    echo '{"id": "5", "url": "https://w.example/5", "title": "Chess", "date": "2014-08-12", "text": "A draw after nine moves."}'
} >news.jsonl
load -i index news.jsonl
id=$(dateline search -i index -q --json 'title:aground' | sed 's/.*"id":"\([0-9a-f]*\)".*/\1/')
titles() {
    dateline search -i index -q --json "$@" | sed 's/.*"title":"\([^"]*\)".*/\1/'
}
row the first digits of the id will do
titles --like "$(printf %.8s "$id")"
row with a query: which may be shown, in the same order
titles --like "$id" date:2014-08-12
titles --like "$id" windy OR reef
row counted, and by month
dateline search -i index -c --like "$id"
dateline search -i index -q --timeline month --format tsv --like "$id"
row its words
dateline search -i index -q --explain -n 1 --like "$id" 2>&1 >/dev/null | sed -n '/^understood/,/^articles/p' | grep -c 'ferri.*OR.*reef'
row nothing is like it
chess=$(dateline search -i index -q --json 'title:chess' | sed 's/.*"id":"\([0-9a-f]*\)".*/\1/')
run dateline search -i index --like "$chess" 2>&1 | sed "s/$chess/CHESS/"
run dateline search -i index --like "$id" draw 2>&1 | sed "s/$id/FERRY/"
row no such article
run dateline search -i index --like ffffffffffff
run dateline search -i index --like ferry
