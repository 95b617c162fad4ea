# An index on a disk that is mounted read-only.
. "$ROOT/tests/cli/lib"
need unshare
echo '{"id": 1, "source": "wire", "title": "Storm", "text": "A storm came."}' >a.jsonl
echo '{"id": 2, "source": "wire", "title": "Gale", "text": "A gale came."}' >b.jsonl
load -i index a.jsonl
# A mount of this process's own, which ends with it. readonly COMMAND ARGUMENT...
readonly_() {
    unshare --mount --map-root-user sh -c 'mount --bind index index && mount -o remount,bind,ro index && exec "$@"' sh "$@"
}
readonly_ true 2>/dev/null || { echo 'skipped: no mounts of its own for a process here'; exit 0; }
row reading
run readonly_ dateline search -q -i index storm
run readonly_ dateline kwic -q -i index storm
run readonly_ dateline export -i index
readonly_ dateline stats -i index | head -n 1
row writing
run readonly_ dateline index -i index b.jsonl
run readonly_ dateline remove -q --yes -i index storm
run readonly_ dateline compact -i index
run readonly_ dateline reindex -i index
run readonly_ dateline index -i index/new b.jsonl
found storm
found gale
