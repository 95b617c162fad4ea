# dateline reindex: the same articles in new segments.
. "$ROOT/tests/cli/lib"
rebuilt() {
    dateline reindex "$@" 2>err
    status=$?
    sed -e 's/ in [0-9.]* s$/ in TIME/' -e 's/^/! /' err
    echo "= $status"
}
contents() {
    dateline export -i "$1" | sed 's/"identity":"[0-9a-f]*"/"identity":"ID"/' | LC_ALL=C sort
}
mkdir news
article news/a.txt 'Ferry sails' 'The ferry crossed the sound.'
article news/b.txt 'Comet' 'A comet was seen twice over the harbour.'
load -i index news
article news/b.txt 'Comet' 'A comet was seen three times over the harbour.'
load -i index news
contents index >before
row an index of another version is not added to, but rebuilt
sed -i 's/^tokenizer=.*/tokenizer=99/' index/settings
run dateline index -i index news
rebuilt -i index
contents index >after
run cmp before after
run dateline index -i index news
found comet
row nothing of the old is left
ls index index/segments
row other kinds of index
rebuilt -i index --no-positions -q
grep positions index/settings
rebuilt -i index --positions -q
grep positions index/settings
found '"three times"'
rebuilt -i index --no-text -q
contents index >after
run cmp before after
rebuilt -i index --writer=xapian --text -q
contents index >after
run cmp before after
row texts that are nowhere any more are not lost unawares
rebuilt -i index --no-text -q
rm news/a.txt
article news/b.txt 'Comet' 'No comet.'
rebuilt -i index --text
found ferry
rebuilt -i index --text --lossy
found sound
row an announcement that never came true is taken back
cp index/settings plain
printf '\n[next]\ntokenizer=98\nschema=1\npositions=false\ntext=false\nsegment=999999\n' >>index/settings
run dateline compact -i index
run cmp plain index/settings
row what can go wrong
rebuilt -i nowhere
rebuilt -i index --text --no-text
rebuilt -i index -m 1
sed -i 's/^schema=.*/schema=99/' index/settings
rebuilt -i index
