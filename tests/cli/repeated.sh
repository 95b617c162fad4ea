# Articles of one identity in one run: the last in input order stays, whatever the number of threads; the others are listed.
. "$ROOT/tests/cli/lib"
# 2,000 records of 2 KB: identities 1 to 200 come ten times, far apart, the last time with the word "last". That is
# several batches of records, which threads take out of their order.
awk 'BEGIN {
    for (i = 0; i < 200; i++) filler = filler " waves and wind"
    for (round = 1; round <= 10; round++)
        for (i = 1; i <= 200; i++)
            printf "{\"id\": %d, \"title\": \"Round %d\", \"text\": \"%s%s\"}\n", i, round, (round == 10 ? "last" : "earlier"), filler
}' >dump.jsonl
show() {
    steady <stderr | tail -n 1
    dateline search -i index last 2>&1 >/dev/null
    dateline search -i index earlier 2>&1 >/dev/null
    wc -l <index/rejects.jsonl | tr -d ' '
    sort -u index/rejects.jsonl | wc -l | tr -d ' '
}
for threads in 1 2 4; do
    row "-j $threads"
    dateline index -j $threads -m 64M -i index dump.jsonl 2>stderr
    show
    [ $threads = 4 ] || rm -r index
done
row the reason
tail -n 1 index/rejects.jsonl | sed -e 's/.*"reason"/"reason"/' | steady
row the last replaces what was there, also where an earlier one is as it was
sed 's/last/final/' dump.jsonl >changed && mv changed dump.jsonl
dateline index -j 4 -i index dump.jsonl 2>&1 | tail -n 1 | steady
dateline search -i index last 2>&1 >/dev/null
dateline search -i index final 2>&1 >/dev/null
