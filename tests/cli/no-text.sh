# An index without texts: snippets are read again from where the articles came from.
. "$ROOT/tests/cli/lib"
shown() {
    dateline search -i index "$@" 2>err | steady
    sed 's/^/! /' err
}
texts() {
    dateline-index text -i index "$@" >out
    status=$?
    sed 's/"identity":"[0-9a-f]*"/"identity":"ID"/' out
    echo "= $status"
}
mkdir news
long=$(i=0; while [ $i -lt 60 ]; do i=$((i + 1)); printf 'Sentence %d is about nothing. ' $i; done)
article news/a.txt 'Ferry sails' "$long The ferry crossed the sound."
cat >news/b.jsonl <<END
{"id": 7, "head": "Comet", "body": "$long A \"comet\" was seen.\nTwice, by Мария."}
{"id": 8, "head": "", "body": "A comet without a heading."}
END
(cd news && tar cf ../b.tar b.jsonl)
load -i index --no-text --map title=head --map text=body news b.tar
load -i whole --map title=head --map text=body news b.tar
row the same is shown as with texts
dateline search -i index --json comet seen >one 2>&1
dateline search -i whole --json comet seen >two 2>&1
run cmp one two
shown ferry
shown comet heading
row the texts themselves
id=$(dateline search -i index --json -q comet -seen | sed 's/.*"id":"\([0-9a-f]*\)".*/\1/')
texts $id
dateline-index text -i whole $id | cmp - out && echo the same with texts
texts 0123456789abcdef0123456789abcdef ''
texts $(echo $id | cut -c 1-12)
row what changed is said
article news/a.txt 'Ferry sails' "$long The ferry crossed the river."
shown ferry
row what is gone is said, and its opening words are shown
rm news/a.txt
shown ferry
shown -q ferry
texts "$(dateline search -i index --json -q ferry | sed 's/.*"id":"\([0-9a-f]*\)".*/\1/')"
row without dateline-index the opening words are shown, too
mkdir alone && cp "$(command -v dateline)" alone
alone/dateline search -i index comet heading 2>&1 | steady
row an index of texts from standard input
printf '{"id":1,"title":"Flood","text":"The river rose."}' | dateline index -q -i index -f jsonl -
shown river rose
row an index without positions has no phrases
load -i flat --no-positions b.tar --map title=head --map text=body
run dateline search -i flat '"seen twice"'
run dateline search -i flat -q seen NEAR/5 twice
