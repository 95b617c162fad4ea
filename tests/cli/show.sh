# dateline show: whole articles, by the first digits of their ids.
. "$ROOT/tests/cli/lib"
cat >news.jsonl <<'END'
{"id": "n-17", "url": "https://wire.example/17", "title": "Peace talks open in Mirzan", "date": "2014-08-08T06:30:00+02:00", "source": "Northwire", "author": ["Ana Bel", "Jon Ode"], "section": "World", "text": "Peace talks opened in Mirzan on Friday, and the delegates of both\nsides said that they would stay for as long as it takes.\n\n    \"We talk of peace,\" said one. Nobody spoke of the\npeace talks of last year.\n\n  Day      Talks\n  Monday   none\n"}
{"id": "n-18", "text": "An article without a title."}
{"id": "n-19", "title": "Control \u001b]0;x\u0007characters", "source": "Bad\u001b[31mWire", "text": "before \u001b[31mred\u001b[0m after \u202eevil\u0000 words\u0007"}
END
load -i index --collection wire news.jsonl
id() {
    dateline search -i index -q --format ids "$@"
}
ids() {
    sed 's/\b[0-9a-f]\{32\}\b/ID/g' | steady
}
talks=$(id mirzan)
row as it is printed to a pipe
dateline show -i index "$talks" | ids
row the first digits will do, in any case
dateline show -i index --raw "$(echo "$talks" | cut -c 1-6 | tr a-f A-F)" | head -n 1
row wrapped at words
dateline show -i index --width 30 "$talks" | sed '1,/^$/d'
row several, one after the other
dateline show -i index "$(id without title)" "$talks" | ids | head -n 8
row highlighted by a query
dateline show -i index --color=always --query '"peace talks" mirzan -friday' --width 60 "$talks" | tr '\033' '^' | ids
row an address is a link
dateline show -i index --hyperlink=always --width 60 "$talks" | tr '\033' '^' | grep URL
row JSON
dateline show -i index --json "$talks" | ids
row JSON of what a query matches
dateline show -i index --json --query '"peace talks" OR title:open' "$talks" | sed 's/.*"highlights"/"highlights"/'
row the text as it is stored
dateline show -i index --raw "$talks" | tail -n 2
row control characters go to no terminal
bad=$(id control)
dateline show -i index "$bad" | ids | grep -v Path | tr '\033\007' '^^'
dateline show -i index --json "$bad" | sed 's/.*"text":/"text":/'
row an id that is none
run dateline show -i index stormy
row an id that nobody has
run dateline show -i index 0123456789abcdef
row the others are shown all the same
dateline show -i index 0123456789abcdef "$(id without title)" 2>err | head -n 1
cat err
row a beginning of several ids
printf '%s\n' 0 1 2 3 4 5 6 7 8 9 | sed 's/.*/{"id": &, "title": "Story &", "date": "2014-08-08", "text": "A storm."}/' >many.jsonl
for i in 1 2 3; do sed "s/\"id\": /&$i/" many.jsonl; done >more.jsonl
load -i many --collection wire more.jsonl
first=$(dateline search -i many -q -n 0 --format ids storm | cut -c 1 | sort | uniq -d | head -n 1)
dateline show -i many "$first" 2>&1 | sed 's/[0-9a-f]\{8\}/ID/; s/ Story [0-9]*$/ Story N/; s/'"'$first'"'/'"'DIGIT'"'/' | sort -u
row what can not go together, or is missing
run dateline show -i index
run dateline show -i index --json --raw "$talks"
run dateline show -i index --width 3 "$talks"
run dateline show -i index --query '(peace' "$talks"
row a reader that goes away
{ dateline show -i index --raw "$talks" "$talks"; echo "= $?" >status; } | true
cat status
row a full disk
[ -w /dev/full ] && dateline show -i index "$talks" >/dev/full
echo "= $?"
row an index without texts reads them from where they came from
load -i lean --no-text --collection wire news.jsonl
dateline show -i index --json "$talks" >whole
dateline show -i lean --json "$talks" | cmp - whole && echo the same
row and says what is gone
mv news.jsonl gone.jsonl
dateline show -i lean -q --raw "$talks" | head -n 1
dateline show -i lean "$talks" >shown 2>err
echo "= $?"
cat err
