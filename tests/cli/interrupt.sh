# Ctrl-C keeps what was finished, says so, exits with 2 and leaves a sound index; the same command completes it.
. "$ROOT/tests/cli/lib"
awk 'BEGIN {
    srand(7)
    for (i = 0; i < 60000; i++) {
        printf "{\"id\": %d, \"title\": \"Report %d\", \"text\": \"zebra", i, i
        for (k = 0; k < 60; k++) printf " w%d", 30000 * rand() * rand()
        print "\"}"
    }
}' >dump.jsonl
articles() {
    dateline search -i index -c zebra
}
dateline index -j 1 -i index dump.jsonl 2>stderr &
program=$!
for _ in $(seq 500); do # until work has begun; at most 10 s
    [ -n "$(find index -path '*/00000[2-9]' 2>/dev/null)" ] && break
    sleep 0.02
done
sleep 0.3
kill -INT $program
wait $program
echo "= $?"
row what is said
steady <stderr | sed 's/^[0-9,]* added/N added/'
row what is in the index
said=$(sed -n 's/ added, .*//p' stderr | tr -d ,)
[ "$said" -lt 60000 ] && [ "$(articles)" = "$said" ] && echo 'as many articles as were said'
row the same command goes on
dateline index -i index dump.jsonl 2>stderr
echo "= $?"
awk '{ gsub(/,/, ""); print $1 + $5 }' stderr
articles
row nothing is left over
ls index
