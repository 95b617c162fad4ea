# Run files of three test collections: six columns; each topic once and together; ranks 1, 2, 3 …; scores that fall,
# also as floats; articles that the judgements may name, each once for a topic. One of cacm's topics asks for authors,
# whom no text names.
. "$ROOT/tests/cli/lib"
for name in time cranfield cacm; do
    corpus $name
    load -i index-$name "$corpus/docs.jsonl"
    dateline search -q --any -i index-$name -n 1000 --batch "$corpus/queries.tsv" --format trec >run.$name
    echo "$name: exit status $?"
    sed 's/.*"id": *"\([^"]*\)".*/\1/' "$corpus/docs.jsonl" >ids
    cut -f 1 "$corpus/queries.tsv" >topics
    awk -v name=$name '
        FILENAME == "ids" { known[$1]; next }
        FILENAME == "topics" { asked[$1]; askings++; next }
        NF != 6 || $2 != "Q0" || $6 != "dateline" { wrong["columns"]++ }
        !($1 in asked) { wrong["topic"]++ }
        !($3 in known) { wrong["article"]++ }
        ($1, $3) in seen { wrong["article twice"]++ }
        { seen[$1, $3] }
        $1 != topic { if ($1 in done) wrong["topic apart"]++; done[$1]; topic = $1; rank = 0; score = 1e30; topics++ }
        $4 != ++rank { wrong["rank"]++ }
        $5 !~ /^-?[0-9.]+(e[-+][0-9]+)?$/ || $5 >= score { wrong["score"]++ }
        { score = $5 }
        END {
            for (what in wrong) print name ": wrong: " what " " wrong[what]
            if (name == "cacm") askings--
            print name ": " (topics == askings && NR > 10000 ? "all topics, many lines" : "too few: " topics " " NR)
        }' ids topics run.$name
    # Judged articles are named as the judgements name them.
    awk 'FNR == NR { if ($4 > 0) judged[$1, $3]; next } ($1, $3) in judged { found++ }
        END { print name ": " (found > 100 ? "judged articles are found" : "found: " found) }' name=$name "$corpus/qrels.txt" run.$name
done
