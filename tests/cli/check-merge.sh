# Damage is not merged away: a run that would give damaged bytes new checksums fails, and what it brought stands.
. "$ROOT/tests/cli/lib"
articles() {
    awk -v from="$1" -v to="$2" -v text="$3" 'BEGIN { for (i = from; i <= to; i++) print "{\"id\": " i ", \"source\": \"Wire\", \"title\": \"Storm " i "\", \"text\": \"A storm came over w" i ", " text ".\"}" }'
}
articles 1 300 "once" >one.jsonl
articles 301 600 "later" >two.jsonl
articles 5 5 "changed" >three.jsonl
load -i whole -j 1 one.jsonl
load -i whole -j 1 two.jsonl
damage() {
    row "$1"
    rm -rf index
    cp -r whole index
    table=$(ls index/segments/*/position.glass | head -n 1)
    dd if=/dev/zero of="$table" bs=8192 seek=1 count=1 conv=notrunc 2>"$HOME/.dd"
}
said() {
    echo "= $?"
    sed 's/segments\/[0-9]*/segments\/N/' err
}
damage 'compact'
dateline compact -i index 2>err
said
damage 'an article that replaces another'
dateline index -q -j 1 -i index three.jsonl 2>err
said
row 'and it is still told'
dateline check -i index >out 2>err
echo "= $?"
row 'a new version is kept by a repair'
dateline check --repair -i index >out 2>err
echo "= $?"
run dateline check -i index
dateline search -q -i index --format count 'storm'
dateline search -q -i index --format count 'changed'
