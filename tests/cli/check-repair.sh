# dateline check --repair: keeps what can be read, names what is lost; afterwards the check is silent.
. "$ROOT/tests/cli/lib"
awk 'BEGIN { for (i = 0; i < 300; i++) print "{\"id\": " i ", \"url\": \"https://news.example/" i "\", \"title\": \"Storm " i "\", \"text\": \"A storm came over w" i " and x" i % 7 ".\"}" }' >dump.jsonl
load -i whole -j 1 dump.jsonl
load -i bare -j 1 --no-text dump.jsonl
dateline export -i whole | sort >whole.jsonl
flip() {
    printf '\377' | dd of="$1" bs=1 seek="$2" conv=notrunc 2>"$HOME/.dd"
}
# wipe FILE BLOCK: a block of 8 KiB becomes zeros.
wipe() {
    dd if=/dev/zero of="$1" bs=8192 seek="$2" count=1 conv=notrunc 2>"$HOME/.dd"
}
damage() {
    row "$1"
    rm -rf index
    cp -r "${2:-whole}" index
    segment=$(echo index/segments/*)
}
# repair: what it says, the articles lost summed up; then what is left.
repair() {
    dateline check -i index --repair >out 2>err
    echo "= $?"
    grep -v '^lost: id' out
    sed 's/^/! /' err
    lost=$(grep -c '^lost: id' out)
    dateline export -i index 2>/dev/null | sort >left.jsonl
    kept=$(wc -l <left.jsonl)
    echo "kept and lost: $((kept + lost)), not as they were: $(comm -13 whole.jsonl left.jsonl | wc -l)"
    run dateline check -i index
    dateline search -i index -q -n 0 storm >found && grep -c '^ *[0-9]*\.' found | sed "s/^$kept\$/all that are left are found/"
}
damage 'a sound index'
repair
damage 'the words of it'
flip $segment/postlist.glass 9000
repair
damage 'where they stand'
: >$segment/position.glass
repair
damage 'the words emptied'
: >$segment/postlist.glass
repair
damage 'the version file'
flip $segment/iamglass 20
repair
damage 'the checksums'
flip $segment/checksums 40
repair
damage 'the checksums are gone'
rm $segment/checksums
repair
damage 'stub'
: >index/XAPIANDB
repair
damage 'settings'
echo nonsense >index/settings
repair
damage 'stub and settings'
rm index/XAPIANDB index/settings
repair
damage 'journal'
echo nonsense >index/journal
repair
damage 'a segment gone'
rm -r $segment
repair
damage 'nothing left'
for table in $segment/*.glass; do : >$table; done
repair
damage 'some of the texts'
wipe $segment/docdata.glass 2
dateline check -i index --repair >out
echo "= $?"
head -n 2 out | sed 's/id [0-9a-f]*/id ID/; s/[0-9][0-9]*/N/g'
run dateline check -i index
dateline export -i index | sort >left.jsonl
echo "articles that are not as they were: $(comm -13 whole.jsonl left.jsonl | wc -l)"
damage 'all of the texts'
: >$segment/docdata.glass
dateline check -i index --repair >out
echo "= $?"
head -n 3 out | sed 's/id [0-9a-f]*/id ID/'
damage 'an index without texts' bare
wipe $segment/docdata.glass 1
dateline check -i index --repair >out 2>err
echo "= $?"
run dateline check -i index
row 'what is no index'
mkdir folder
run dateline check -i folder --repair
run dateline check -i none --repair
