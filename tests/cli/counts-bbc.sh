# Every file of a collection is in the index or in rejects.jsonl; byte-equal ones all stay; one is Latin-1.
. "$ROOT/tests/cli/lib"
corpus bbc
load -i index --include '[0-9]*.txt' "$corpus"
accounted "$(find "$corpus" -type f -name '[0-9]*.txt' | wc -l)"
