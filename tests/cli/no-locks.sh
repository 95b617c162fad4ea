# Storage that has no locks: it is read as any other; a writer is refused, and told what to do.
. "$ROOT/tests/cli/lib"
without="$(dirname "$(command -v dateline)")/tests/reliability/no-locks.so"
# A program with a sanitizer doesn't let another library come first.
LD_PRELOAD=$without dateline --version >/dev/null 2>&1 || { echo 'skipped: this build takes no library before its own'; exit 0; }
unlocked() {
    LD_PRELOAD=$without "$@"
}
echo '{"id": 1, "source": "wire", "title": "Storm", "text": "A storm came."}' >a.jsonl
echo '{"id": 2, "source": "wire", "title": "Gale", "text": "A gale came."}' >b.jsonl
load -i index a.jsonl
row reading
run unlocked dateline search -q -i index storm
run unlocked dateline kwic -q -i index storm
run unlocked dateline export -i index
run unlocked dateline terms -q -i index
row writing
run unlocked dateline index -i index b.jsonl
run unlocked dateline index --wait -i index b.jsonl
run unlocked dateline remove -q --yes -i index storm
run unlocked dateline compact -i index
run unlocked dateline lock -i index -- echo done
run unlocked dateline index -i other b.jsonl
found storm
found gale
row back on a disk with locks
run dateline index -i index b.jsonl
found gale
