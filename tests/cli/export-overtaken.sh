# An export that is read slowly, of an index that is written to meanwhile until nothing is left of what it was: each
# article is printed once, in its old or its new version.
. "$ROOT/tests/cli/lib"
need mkfifo
# articles VERSION EVERY: of each EVERY-th article, others in each version, so that all are deleted from one segment.
articles() {
    awk -v version="$1" -v every="$2" 'BEGIN {
        for (i = 1 + version % every; i <= 6000; i += every)
            print "{\"id\": " i ", \"source\": \"wire\", \"title\": \"Storm " i "\", \"text\": \"Version " version \
                " of a storm that came over a" i % 97 " and b" i % 89 " and c" i % 83 ".\"}"
    }' >dump.jsonl
    load -j 1 -i index dump.jsonl
}
articles 0 1
mkfifo pipe
dateline export -i index >pipe 2>said &
export=$!
exec 3<pipe
head -c 1 <&3 >export.jsonl
for version in 1 2 3; do
    articles $version 4
done
dateline compact -i index
cat <&3 >>export.jsonl
wait $export
echo "= $?"
cat said
echo "lines: $(grep -c . export.jsonl)"
echo "articles: $(sed 's/^{"id":"\([0-9]*\)".*/\1/' export.jsonl | sort -u | grep -c .)"
echo "half there: $(grep -vc '^{"id":"[0-9]*","title":"Storm [0-9]*","text":"Version [0-9] .*}$' export.jsonl)"
echo "old ones: $(grep -c 'Version 0 ' export.jsonl | sed 's/^[0-9]\{3,4\}$/yes/'), new ones: $(grep -c 'Version [123] ' export.jsonl | sed 's/^[0-9]\{3,4\}$/yes/')"
