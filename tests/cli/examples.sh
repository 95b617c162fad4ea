# The examples of every command's help, which its manual page has too: each runs, on an index of the sample, and
# ends with 0. Nothing but what fails is printed.
. "$ROOT/tests/cli/lib"
need bash
need jq
sample=$ROOT/corpus/sample
prepare() {
    mkdir articles dump
    cp "$sample/world.jsonl" dump
    cp "$sample"/wire/*.txt articles
    gzip -c "$sample/agencies.jsonl" >dump.jsonl.gz
    gzip -c "$sample/world.jsonl" >wire.gz
    jq -c '{id, head: .title, story: {body: .text}}' "$sample/world.jsonl" >dump.jsonl
    printf 'ceasefire\nborder\n' >queries.txt
    printf '1\tWaffenruhe in Mirzan\n2\tHochwasser der Elbe\n3\tSchnee Straßenbahn\n4\tBrot\n5\tcigales\n' >topics.tsv
    printf '1 0 nln-140809-021 1\n2 0 elb-130604-hochwasser 1\n3 0 elb-160917-strassenbahn 1\n' >qrels.txt
    printf '4 0 nln-190402-baecker 1\n5 0 alp-20171204-cour 1\n' >>qrels.txt
    dateline index -q -i news "$sample"
}
cd "$HOME"
prepare
dateline index -q "$sample"
mv work first
for command in '' $(dateline --help=commands); do
    mkdir work
    cd work
    prepare
    dateline $command --help | sed -n '/^Examples:/,/^$/s/^  //p' >examples
    [ -s examples ] || echo "$command: no examples"
    while read -r line; do
        bash -o pipefail -c "$line" >out 2>err </dev/null
        status=$?
        [ $status = 0 ] && continue
        echo "$ $line"
        cat err
        echo "= $status"
    done <examples
    cd ..
    rm -r work
done
