# dateline remove while another writer is at work: refused, or with --wait done afterwards.
. "$ROOT/tests/cli/lib"
need flock
article a.txt Storm 'A storm came.'
article b.txt Gale 'A gale came.'
load -i index a.txt b.txt
flock index/lock sh -c 'echo >held; until [ -e free ]; do sleep 0.05; done' &
for _ in $(seq 200); do [ -e held ] && break; sleep 0.05; done
row refused, and nothing is gone
run dateline remove -i index --yes storm
found storm
row what would be removed can be seen
dateline remove -q -i index storm | sed 's/^  [0-9a-f]*//'
row --wait
dateline remove --wait -i index --yes storm 2>waited &
writer=$!
touch free
wait $writer
echo "= $?"
grep -c removed waited
found storm
found gale
