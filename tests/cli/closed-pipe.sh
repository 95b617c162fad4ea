# A reader that goes away is no error.
. "$ROOT/tests/cli/lib"
awk 'BEGIN { for (i = 0; i < 3000; i++) print "{\"id\": " i ", \"title\": \"Storm\", \"text\": \"A storm came, and went, and came back over the sound, again and again, all that year.\"}" }' >dump.jsonl
load -i index dump.jsonl
row search -n 0
{ dateline search -i index -q -n 0 storm; echo "= $?" >status; } | head -n 1; cat status
row search --json
{ dateline search -i index -q -n 0 --json storm; echo "= $?" >status; } | head -c 11; echo; cat status
row help
{ sleep 0.1; dateline --help; echo "= $?" >status; } | true; cat status
{ sleep 0.1; dateline index --help; echo "= $?" >status; } | true; cat status
row stdout on a full disk is one
[ -w /dev/full ] && dateline search -q -i index storm >/dev/full
echo "= $?"
