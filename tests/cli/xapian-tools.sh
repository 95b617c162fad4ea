# Xapian's own tools take the index as it is: no error is found in it, and they find the articles.
. "$ROOT/tests/cli/lib"
need xapian-check
need quest
awk 'BEGIN { for (i = 0; i < 500; i++) print "{\"id\": " i ", \"title\": \"Report " i "\", \"text\": \"The ceasefire in Karabakh held on day " i ".\"}" }' >dump.jsonl
for writer in native xapian; do
    row "$writer"
    load -i $writer --writer=$writer dump.jsonl
    sed 's/held/broke/' dump.jsonl | head -n 100 >part && mkdir -p more && mv part more/dump.jsonl
    dateline index -i $writer --writer=$writer more 2>&1 | steady
    xapian-check $writer/XAPIANDB 2>&1 | tail -n 1
    quest --db=$writer --stemmer=english --msize=1 '"karabakh held" 499' 2>&1 | grep -q 'Report 499' && echo 1
    quest --db=$writer --stemmer=english --msize=3 karabakh 2>&1 | grep -c '^[0-9]*: \['
done
