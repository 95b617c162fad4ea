# dateline check: silent and 0 of a sound index, a line for each damage and 1, 2 where there is nothing to check.
. "$ROOT/tests/cli/lib"
awk 'BEGIN { for (i = 0; i < 300; i++) print "{\"id\": " i ", \"title\": \"Storm " i "\", \"text\": \"A storm came over w" i " and x" i % 7 ".\"}" }' >dump.jsonl
load -i whole -j 1 dump.jsonl
load -i bare -j 1 --no-text --no-positions dump.jsonl
flip() {
    printf '\377' | dd of="$1" bs=1 seek="$2" conv=notrunc 2>"$HOME/.dd"
}
# How long a table is depends on the folder's name, which each document bears.
checked() {
    run dateline check "$@" | sed 's/"bytes":[0-9]*/"bytes":N/; s/ to [0-9]*: / to N: /; s/had [0-9]* bytes/had N bytes/; s/"length":[0-9]*/"length":N/'
}
damage() {
    row "$1"
    rm -rf index
    cp -r whole index
    segment=$(echo index/segments/*)
}
row 'a sound index'
checked -i whole
checked -i whole --full
checked -i whole --json
row 'one without texts'
checked -i bare
damage 'a byte of a table'
flip $segment/postlist.glass 60000
checked -i index
checked -i index --json
damage 'a table cut short'
head -c 8192 $segment/docdata.glass >cut && mv cut $segment/docdata.glass
checked -i index
damage 'a table gone'
rm $segment/position.glass
checked -i index
damage 'damaged checksums'
flip $segment/checksums 30
checked -i index
damage 'damage that no checksum tells'
rm $segment/checksums
flip $segment/docdata.glass 9000
dateline check -i index >out
echo "= $?"
grep -c . out | sed 's/^[1-9][0-9]*$/some lines/'
damage 'a segment gone'
rm -r $segment
checked -i index
damage 'stub'
flip index/XAPIANDB 30
checked -i index
damage 'settings'
sed 's/english/englisk/' index/settings >new && mv new index/settings
checked -i index
damage 'a journal that nobody wrote'
echo nonsense >index/journal
checked -i index
damage 'what lies about is no damage'
touch index/notes.txt index/settings.new
mkdir index/segments/000009
checked -i index
damage 'a segment by itself'
checked -i $segment
flip $segment/postlist.glass 9000
checked -i $segment
damage 'what Xapian made is checked as far as it goes'
rm $segment/checksums
checked -i $segment
: >$segment/postlist.glass
dateline check -i $segment >out 2>err
echo "= $?"
row 'nothing to check'
checked -i none
mkdir folder
checked -i folder
checked -i dump.jsonl
