# A test collection: every line is in the index or in rejects.jsonl, and each is found by its own id.
. "$ROOT/tests/cli/lib"
corpus time
load -i index "$corpus/docs.jsonl"
accounted "$(grep -c . "$corpus/docs.jsonl")"
