# Byte-equal articles under different identities are all kept.
. "$ROOT/tests/cli/lib"
mkdir a b
article a/1.txt Storm 'A storm came.'
cp a/1.txt a/2.txt
cp a/1.txt b/1.txt
for i in 1 2 3; do echo "{\"url\": \"http://wire.example/$i\", \"title\": \"Storm\", \"text\": \"A storm came.\"}"; done >c.jsonl
echo '{"title": "Storm", "text": "A storm came."}' >d.jsonl
echo '{"title": "Storm", "text": "A storm came."}' >>d.jsonl
for threads in 1 4; do
    run dateline index -j $threads -i index-$threads a b c.jsonl d.jsonl
    dateline search -i index-$threads --json -q -n 0 storm | sed 's/.*"id":"\([^"]*\)".*/\1/' | sort -u | wc -l | tr -d ' '
done
row one URL in two files is one article
mkdir e
head -n 1 c.jsonl >e/1.jsonl
cp e/1.jsonl e/2.jsonl
dateline index -i index e 2>&1 | tail -n 1 | steady
