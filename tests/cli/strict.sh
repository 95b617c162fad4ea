# Exit status: 0 done, even if something was skipped; 1 then with --strict; 2 failed.
. "$ROOT/tests/cli/lib"
echo '{"title": "One", "text": "A storm came."}' >good.jsonl
printf '{"title": "One", "text": "A storm came."}\n{"title"\n' >bad.jsonl
for option in '' --strict; do
    for file in good bad; do
        dateline index -q -i index $option $file.jsonl
        echo "$file $option: $?"
    done
done
dateline index -q -i index --strict missing.jsonl 2>/dev/null
echo "missing: $?"
row a repeated article is a skipped one
cat good.jsonl | sed 's/{/{"id": 1, /' >twice.jsonl
sed 's/storm/gale/' twice.jsonl >>twice.jsonl.new && cat twice.jsonl.new >>twice.jsonl
dateline index -q -i index --strict twice.jsonl
echo "= $?"
