# An index that may not be written to, of another owner or on a read-only disk: all that reads works, and what writes
# says that it can't and leaves everything as it is.
. "$ROOT/tests/cli/lib"
as_nobody dateline index --help >/dev/null 2>&1 || { echo 'skipped: nobody may not run the programs where they lie'; exit 0; }
chmod 755 "$HOME" .
echo '{"id": 1, "source": "wire", "title": "Storm", "text": "A storm came."}' >a.jsonl
echo '{"id": 2, "source": "wire", "title": "Gale", "text": "A gale came."}' >b.jsonl
load -i index a.jsonl
load -i index b.jsonl
reading() {
    run as_nobody dateline search -q -i index storm
    run as_nobody dateline search -q -i index --facet source --format csv
    run as_nobody dateline kwic -q -i index storm
    run as_nobody dateline terms -q -i index st
    run as_nobody dateline export -i index
    run as_nobody dateline show -q -i index --raw "$(dateline search -q -i index --json storm | sed 's/.*"id":"\([0-9a-f]*\)".*/\1/')"
    as_nobody dateline stats -i index | head -n 1
    as_nobody dateline check -i index >checked 2>&1
    echo "checked: $?"
}
writing() {
    run as_nobody dateline index -i index b.jsonl
    run as_nobody dateline remove -q --yes -i index storm
    run as_nobody dateline compact -i index
    run as_nobody dateline reindex -i index
    run as_nobody dateline lock -i index -- echo done
}
row another owner: reading
find index -type f | sort | xargs cksum >before
touch checked && chmod 666 checked
reading
row another owner: writing
writing
find index -type f | sort | xargs cksum | cmp - before
row all files writable, but not the folder
chmod -R a+rwX index
chmod 555 index
run as_nobody dateline index -i index a.jsonl
run as_nobody dateline remove -q --yes -i index storm
chmod 755 index
found storm
