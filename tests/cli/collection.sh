# Bare ids of two dumps collide when the dumps have one name: the run says so, and --collection tells them apart.
. "$ROOT/tests/cli/lib"
mkdir a b
awk 'BEGIN { for (i = 1; i <= 9; i++) print "{\"id\": " i ", \"title\": \"Storm " i "\", \"text\": \"Heavy waves broke over northern harbours during night " i ".\"}" }' >a/dump.jsonl
awk 'BEGIN { for (i = 1; i <= 9; i++) print "{\"id\": " i ", \"title\": \"Bank " i "\", \"text\": \"Interest rates stayed unchanged, economists expected cuts later.\"}" }' >b/dump.jsonl
row two dumps of one name
run dateline index -i one a/dump.jsonl
run dateline index -i one b/dump.jsonl
row each with a name of its own
run dateline index -i two --collection harbour a/dump.jsonl
run dateline index -i two --collection money b/dump.jsonl
row the same name finds them again
run dateline index -i two --collection money b/dump.jsonl
row no warning where articles were only edited
sed 's/night/the night/' a/dump.jsonl >new && mv new a/dump.jsonl
run dateline index -i two --collection harbour a/dump.jsonl
row a source is a collection
for name in a b; do sed "s/{/{\"source\": \"$name\", /" $name/dump.jsonl >$name/sourced.jsonl; done
run dateline index -i three a/sourced.jsonl
run dateline index -i three b/sourced.jsonl
row dumps of different names are different collections
mv b/dump.jsonl b/other.jsonl
run dateline index -i four a/dump.jsonl b/other.jsonl
