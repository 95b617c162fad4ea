# A dump that repeats its identities, read twice: the last of each stays, and the second run changes nothing.
. "$ROOT/tests/cli/lib"

for round in 1 2 3; do
    for id in 1 2 3 4; do
        printf '{"id":"%s","title":"Story %s","text":"Round %s of the tale."}\n' $id $id $round
    done
done >dump.jsonl

for jobs in 1 4; do
    rm -rf index
    row "first run, -j $jobs"
    load -j $jobs -i index dump.jsonl
    found '"round 3"'
    row "second run, -j $jobs"
    dateline index -j $jobs -i index dump.jsonl 2>&1 | steady | tail -n 1
    found '"round 3"'
    found --any round tale
done
