# Several queries in one run: a heading, a line, a column or a topic says which a result belongs to.
. "$ROOT/tests/cli/lib"
cat >news.jsonl <<'END'
{"id": "n-1", "title": "Storm", "text": "A storm came."}
{"id": "n-2", "title": "Calm", "text": "The storm went; calm came."}
END
load -i index news.jsonl
printf 'storm\n\n 301 \t calm &amp\nnothing\n(storm\n7\tNO (storm\n' >queries
for format in text json csv tsv markdown trec ids paths count; do
    row $format
    dateline search -i index -q --batch queries --format $format 2>err | tr -d '\r' | steady |
        sed -e 's/"score":[0-9.]*/"score":N/; s/^\([12]\),0[0-9.]*,/\1,N,/; s/^\([12]\)\t0[0-9.]*\t/\1\tN\t/; s/ [-0-9.e]* dateline$/ N dateline/; s/[0-9a-f]\{32\}/HEX/'
done
row html
dateline search -i index -q --batch queries --format html 2>/dev/null | grep '<title>\|<h[23]>\|^</[bh]'
row template
dateline search -i index -q --batch queries --template '{topic}|{query}|{own_id}\n' 2>/dev/null
row what is said of the one that failed
cat err
