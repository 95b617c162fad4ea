# An index that another version of dateline made: read as far as it can be, else refused by name.
. "$ROOT/tests/cli/lib"
echo '{"id": 1, "source": "wire", "title": "Storm", "text": "A storm came."}' >a.jsonl
echo '{"id": 2, "source": "wire", "title": "Gale", "text": "A gale came."}' >b.jsonl
load -i made a.jsonl
# An index whose settings say KEY=VALUE, and bear no checksum, as those of an early version or of whoever edits them.
become() {
    rm -rf index
    cp -R made index
    sed -i -e "s/^$1=.*/$1=$2/" -e '/^#/d' index/settings
    row "$1 $2"
}
commands() {
    run dateline search -i index storm
    run dateline kwic -q -i index storm
    run dateline show -q -i index --raw "$id"
    run dateline terms -q -i index storm
    run dateline export -i index
    dateline stats -i index 2>&1 | head -n 1
    run dateline index -i index b.jsonl
    run dateline remove -q --yes -i index gale
    run dateline compact -i index
    run dateline reindex -q -i index
    run dateline search -q -i index -c storm
}
id=$(dateline search -q -i made --json storm | sed 's/.*"id":"\([0-9a-f]*\)".*/\1/')
for what in 'format 99' 'tokenizer 99' 'schema 99'; do
    # shellcheck disable=SC2086
    become $what
    commands
done
