# dateline eval on three test collections, by the defaults: each topic that has judgements and results counts (one of
# cacm's asks for authors, whom no text names), its own run and the one that it wrote are measured the same, and mean
# average precision is what it was when the defaults were chosen; plain BM25 over Porter stems gives 0.604, 0.298 and
# 0.328. Twice, since one run can't differ from itself, p is 1.
. "$ROOT/tests/cli/lib"
for row in time:0.62:82 cranfield:0.335:225 cacm:0.335:51; do
    name=${row%%:*}
    corpus $name
    load -i index-$name "$corpus/docs.jsonl"
    dateline eval -i index-$name --quiet --topics "$corpus/queries.tsv" --qrels "$corpus/qrels.txt" --run-out run >made
    echo "$name: exit status $?"
    dateline eval --quiet --run run --qrels "$corpus/qrels.txt" | cmp - made && echo "$name: the same of the run"
    awk -F '\t' -v row="$row" '
        BEGIN { split(row, expected, ":") }
        $1 ~ /^num_q / { topics = $3 }
        $1 ~ /^num_rel / { relevant = $3 }
        $1 ~ /^num_rel_ret / { found = $3 }
        $1 ~ /^map / { map = $3 }
        $1 ~ /^recall_1000 / { recall = $3 }
        END {
            print expected[1] ": " (topics == expected[3] ? "all topics" : "topics: " topics)
            print expected[1] ": " (map > expected[2] && map < 1 ? "as good as it was" : "map: " map)
            print expected[1] ": " (recall > 0.8 && found <= relevant ? "most is found" : "recall: " recall)
        }' made
    dateline eval --quiet --run run --vs run --qrels "$corpus/qrels.txt" | grep '^map' | cut -f 5,6
done
