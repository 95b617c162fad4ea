# In every format a reader that goes away is no error, and a full disk is one.
. "$ROOT/tests/cli/lib"
awk 'BEGIN { for (i = 0; i < 3000; i++) print "{\"id\": " i ", \"title\": \"Storm\", \"text\": \"A storm came, and went, and came back over the sound, again and again, all that year.\"}" }' >dump.jsonl
load -i index dump.jsonl
for format in text json csv tsv html markdown trec ids; do
    { dateline search -i index -q -n 0 --format $format storm; echo "$?" >status; } | head -c 5 >out
    printf '%s: closed pipe %s, ' $format "$(cat status)"
    dateline search -i index -q -n 0 --format $format storm >/dev/full 2>err
    echo "full disk $?, $(cat err)"
done
for format in paths count; do
    dateline search -i index -q --format $format storm >/dev/full 2>err
    echo "$format: full disk $?, $(cat err)"
done
dateline search -i index -q --template '{rank}\n' storm >/dev/full 2>err
echo "template: full disk $?, $(cat err)"
printf "storm\nsea\nsound\n" >queries
dateline search -i index -q --batch queries >/dev/full 2>err
echo "batch: full disk $?, $(cat err)"
