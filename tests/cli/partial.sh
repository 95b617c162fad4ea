# A server that is down is named, and the search fails; with --partial it goes on without it, and says so in every format.
. "$ROOT/tests/cli/lib"
for n in 1 2 3 4 5 6 7 8; do
    echo "{\"id\": $n, \"title\": \"Storm $n\", \"text\": \"A storm came, the ${n}th.\", \"source\": \"Northwire\"}"
done >dump.jsonl
for k in 1 2; do
    load -i "part$k" --shard "$k/2" dump.jsonl
    serve "part$k"
    eval "server$k=$server" "pid$k=$server_pid"
done
# ask ARGUMENT...: of both servers.
ask() {
    run dateline search -i "$server1" -i "$server2" "$@" | sed -e "s/$server1/SERVER1/g" -e "s/$server2/SERVER2/g"
}
row both
ask -c storm
row one is down
unserve "$pid2"
ask storm
ask -c --partial storm
for format in text json csv tsv trec ids html markdown; do
    echo "# $format"
    ask -n 1 --partial --format $format storm | grep -e '^!' -e '^=' -e '"missing"' -e '^Without' | sed 's/.*"missing"/"missing"/'
done
echo '# a facet as json'
ask --partial --json --facet source storm | sed 's/,"missing/ "missing/'
row quiet or not
ask -q -c --partial storm
row none is left
run dateline search -i "$server2" --partial storm | sed "s/$server2/SERVER2/g"
row a server and an index
run dateline search -c -i part1 -i "$server2" --partial storm | sed "s/$server2/SERVER2/g"
row a batch says it once
printf 'storm\nstorm AND came\n' | ask -c --partial --batch -
row an article of a server
id=$(dateline search -q -n 1 --format ids -i "$server1" storm)
run dateline show -i "$server1" -i "$server2" --partial --raw "$id" | sed "s/$server2/SERVER2/g" | tail -n 2
row a server that hangs
serve part2
kill -STOP $server_pid
server2=$server
ask -c --timeout 1 storm
ask -c --timeout 1 --partial storm
kill -CONT $server_pid
ask -c storm
row names that are none
run dateline search -i "127.0.0.1:0" storm
run dateline search -i "127.0.0.1:70000" storm
run dateline search -i "::1:7001" storm
run dateline search -i "$server1" -i "$server1" storm | sed "s/$server1/SERVER1/g"
row languages that have nothing in common
echo '{"id": 1, "title": "Sturm", "text": "Ein Sturm kam.", "language": "de"}' | dateline index -q -i german -
serve german
server2=$server
ask storm
echo '{"id": 1, "title": "Sturm", "text": "Ein Sturm kam."}' | dateline index -q -i german2 --language german -
serve german2
server2=$server
ask storm
row on this machine they go together
run dateline search -c -i part1 -i german storm OR sturm
row another version
if command -v xapian-metadata >/dev/null 2>&1; then
    cp -r part2 other
    xapian-metadata set other/segments/* dateline.tokenizer 77
    serve other
    server2=$server
    ask storm | sed 's/([0-9]*, 77)/(ITS, 77)/'
else
    echo "! dateline: can't search 'SERVER1' and 'SERVER2' together: their tokenizer versions differ (ITS, 77); 'dateline reindex' with the newer dateline brings the older index up to date"
    echo '= 2'
fi
