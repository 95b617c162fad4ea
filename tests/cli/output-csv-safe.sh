# --csv-safe: what a spreadsheet would take for a formula gets an apostrophe; numbers and the rest stay.
. "$ROOT/tests/cli/lib"
cat >news.jsonl <<'END'
{"id": "=1", "title": "=SUM(A1:A9) storm", "source": "+plus", "author": "-minus", "section": "@at", "text": "\uff1dwide storm"}
{"id": "n-2", "title": "A storm = a storm", "text": "'storm"}
END
load -i index news.jsonl
for format in csv tsv; do
    row $format
    dateline search -i index -q --format $format --csv-safe --fields own_id,title,source,author,section,snippet storm | tr -d '\r'
done
row without
dateline search -i index -q --format csv --fields own_id,title,source,author,section,snippet storm | tr -d '\r'
row another format
run dateline search -i index --csv-safe storm
