# '-' is standard input: whatever a file may be.
. "$ROOT/tests/cli/lib"
dump='{"title": "One", "text": "A storm came."}
{"title": "Two", "text": "The storm went."}'
row JSON Lines
echo "$dump" | run dateline index -i index -
found storm
row the same text again is the same article
echo "$dump" | run dateline index -i index -
row a text
printf 'Three\n\nAnother storm.\n' | run dateline index -i index -
found storm
row packed
echo "$dump" | sed 's/storm/gale/' | gzip -c | run dateline index -i index -
found gale
row a broken line
printf '{"title": "Four", "text"\n' | run dateline index -i index -f jsonl -
row rejects.jsonl
cat index/rejects.jsonl
row nothing
run dateline index -i index - </dev/null
row with files
article five.txt Five 'One more storm.'
printf 'Six\n\nThe last storm.\n' | run dateline index -i index five.txt -
found storm
