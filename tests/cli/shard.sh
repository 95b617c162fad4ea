# --shard K/N: each article lies in one of N parts, all parts together are the whole, and they are about equally large.
. "$ROOT/tests/cli/lib"
ids() {
    dateline search -q -n 0 --format ids "$@" -- -qqxqq
}
row four parts of the sample
load -i whole "$ROOT/corpus/sample"
for k in 1 2 3 4; do
    load -i "part$k" --shard "$k/4" "$ROOT/corpus/sample"
    ids -i "part$k"
done | LC_ALL=C sort >parts
ids -i whole | LC_ALL=C sort >all
cmp parts all && echo "the same $(($(wc -l <all))) articles"
echo "in two parts: $(($(uniq -d <parts | wc -l)))"
row the ids say which part
# Ids of records, which don't hang on where the folder lies.
awk 'BEGIN { for (n = 0; n < 300; n++) print "{\"id\": \"" n "\", \"text\": \"Gale " n ".\"}" }' >gales.jsonl
for k in 1 2 3 4; do
    load -i "gales$k" --shard "$k/4" gales.jsonl
    ids -i "gales$k" | cut -c 1 | LC_ALL=C sort -u | tr -d '\n'
    echo
done
row balance
awk 'BEGIN { for (n = 0; n < 4000; n++) print "{\"id\": \"" n "\", \"text\": \"Storm " n ".\"}" }' >dump.jsonl
for k in 1 2 3 4 5; do
    load -i "fifth$k" --shard "$k/5" dump.jsonl
    dateline search -q --format count -i "fifth$k" storm
done | awk '{ sum += $1; if ($1 < 720 || $1 > 880) print "uneven: " $1 } END { print sum }'
row what a run says
dateline index -i again --shard 2/5 dump.jsonl 2>&1 | steady | sed 's/[0-9,]* added/N added/; s/[0-9,]* of other/M of other/'
dateline index -i again --shard 2/5 dump.jsonl 2>&1 | steady | sed 's/[0-9,]* unchanged/N unchanged/; s/[0-9,]* of other/M of other/'
row one part is all
dateline index -i single --shard 1/1 dump.jsonl 2>&1 | steady
row no part
for shard in 0/4 5/4 4 a/b 1/0 1/4/2 -1/4 1/99999 ''; do
    run dateline index -i none --shard "$shard" dump.jsonl
done
[ -e none ] || echo 'no index was made'
