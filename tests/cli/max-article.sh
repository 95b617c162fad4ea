# --max-article says from which size on an article is skipped; what came before and after it is not.
. "$ROOT/tests/cli/lib"
large() {
    printf '{"id": "b", "title": "Large", "text": "A storm came.'
    head -c "$1" /dev/zero | tr '\0' ' '
    echo 'It went."}'
}
{
    echo '{"id": "a", "title": "One", "text": "A storm came."}'
    large 2000000
    echo '{"id": "c", "title": "Two", "text": "A storm went."}'
} >dump.jsonl
row as it is
load -i index dump.jsonl
found storm
row one of two megabytes is too large
run dateline index -i small --max-article 1M dump.jsonl
dateline search -i small -q -n 0 --json storm | wc -l | tr -d ' '
row so is one in an archive, or packed
gzip -k dump.jsonl
dateline index -i packed --max-article 1M dump.jsonl.gz 2>&1 | sed -n 's/^dateline: skipped: //p'
row of more than 32 MiB it takes the option, which is remembered where the text is not stored
{
    echo '{"id": "a", "title": "One", "text": "A storm came."}'
    large 34000000
} >huge.jsonl
dateline index -i no-text --no-text huge.jsonl 2>&1 | sed -n 's/^dateline: skipped: //p'
load -i no-text --no-text --max-article 64M huge.jsonl
run dateline reindex -q -i no-text --text
dateline export -i no-text | wc -l | tr -d ' '
row 'what it may not be'
run dateline index --max-article 10 dump.jsonl
run dateline index --max-article 2G dump.jsonl
