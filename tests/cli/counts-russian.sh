# A Russian dump: every line is in the index or in rejects.jsonl, and a word is found in all its inflections.
. "$ROOT/tests/cli/lib"
corpus russian/ng.jsonlines
load -i index -l russian "$corpus"
accounted "$(grep -c . "$corpus")"
for word in выборы выборов ВЫБОРАМ; do
    dateline search -i index -q --json -n 0 $word | sed 's/.*"id":"\([^"]*\)".*/\1/' | sort >$word
done
[ -s выборы ] && cmp выборы выборов && cmp выборы ВЫБОРАМ && echo 'the same articles'
