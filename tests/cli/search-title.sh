# Words of a title weigh more than words of the text.
. "$ROOT/tests/cli/lib"
cat >news.jsonl <<'END'
{"id": 1, "title": "Harbour opened", "text": "An orchestra played, and ministers spoke at length."}
{"id": 2, "title": "Ministers spoke", "text": "An orchestra played, and harbour opened at length."}
{"id": 3, "title": "Nothing else", "text": "Some filler so that words are rare."}
{"id": 4, "title": "Nothing more", "text": "Some other filler so that words are rare."}
END
load -i index news.jsonl
first() {
    dateline search -i index -q -n 1 "$@" | sed -n 's/^1\. //p'
}
first harbour
first ministers
row a word of the title alone is found
found opened spoke
row title and text together
found orchestra harbour
