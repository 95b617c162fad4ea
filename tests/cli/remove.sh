# dateline remove: what a query finds, or some ids, and nothing else; shown before it is done.
. "$ROOT/tests/cli/lib"
cat >news.jsonl <<'END'
{"id": 1, "title": "Storm hits the coast", "text": "A storm came ashore.", "source": "Daily Post", "date": "2014-08-08", "url": "http://post.example/1"}
{"id": 2, "title": "After the storm", "text": "The storm went.", "source": "Daily Post", "date": "2014-08-09", "url": "http://post.example/2"}
{"id": 3, "title": "Chess", "text": "The game was drawn.", "source": "Elbkurier", "url": "http://elbe.example/3"}
END
sed -n 3p news.jsonl | sed 's/drawn/drawn after sixty moves/' >chess.jsonl
load -i index news.jsonl
load -i index chess.jsonl
row what would be removed
run dateline remove -i index storm
found storm
row more than are shown
i=0
while [ $i -lt 12 ]; do
    i=$((i + 1))
    echo "{\"id\": $i, \"title\": \"Part $i\", \"text\": \"Some text.\", \"source\": \"Many\"}"
done >many.jsonl
load -i many many.jsonl
dateline remove -i many text 2>err | wc -l
cat err
row removed, and once more
run dateline remove -i index --yes 'source:"daily post"' date:2014-08-09
found storm
run dateline remove -i index --yes 'source:"daily post"' date:2014-08-09
row by ids, whole or their first digits, in any segment
storm=$(dateline search -i index -q -n 1 --json storm | sed 's/.*"id":"\([0-9a-f]*\)".*/\1/')
chess=$(dateline search -i index -q --json chess | sed 's/.*"id":"\([0-9a-f]\{8\}\).*/\1/')
run dateline remove -i index --id "$storm" --id "$chess" --id "$storm"
run dateline remove -i index --yes --id "$storm" --id "$chess" --id "$storm"
row nothing finds them any more
found storm
found chess
dateline export -i index | grep -c .
dateline stats -i index | head -n 1
row indexed again, they are there again
run dateline index -i index news.jsonl
found storm OR chess
row a list for dateline-index, with one that is not there
printf '%s\n' "$storm" 00000000000000000000000000000000 "$storm" | run dateline-index remove -i index --identities -
found storm
echo 123 | run dateline-index remove -i index --identities -
found storm
row quietly
run dateline remove -q -i index --yes storm
run dateline remove -q -i index --yes storm
row all of them, and an index of nothing
run dateline remove -i many --yes 'text OR part'
run dateline remove -i many text
run dateline index -i many many.jsonl
row what can go wrong
run dateline remove -i many
run dateline remove -i many --id 12 text
run dateline remove -i many --id xyz
run dateline remove -i many --id ffffffffffffffffffffffffffffffff
run dateline remove -i many '"text'
run dateline remove -i nowhere text
dateline search -i many -c text
echo "auto $PWD/many" >stub
run dateline remove -i stub text
run dateline remove -i many/segments/"$(ls many/segments | tail -n 1)" text
