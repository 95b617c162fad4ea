# One writer at a time: a second one says who is at work; readers are not held up.
. "$ROOT/tests/cli/lib"
need flock
article a.txt Storm 'A storm came.'
article b.txt Gale 'A gale came.'
load -i index a.txt
flock index/lock sh -c 'echo >held; until [ -e free ]; do sleep 0.05; done' &
for _ in $(seq 200); do [ -e held ] && break; sleep 0.05; done
row a second writer
run dateline index -i index b.txt
row a reader
run dateline search -q -i index storm
row --wait
dateline index --wait -i index b.txt 2>waited &
writer=$!
sleep 0.3
[ -s waited ] || echo 'waits'
touch free
wait $writer
echo "= $?"
steady <waited
row who holds it
echo '4711 wirehost 2014-08-08T10:30:00Z' >index/lock
rm held free
flock index/lock sh -c 'echo >held; until [ -e free ]; do sleep 0.05; done' &
for _ in $(seq 200); do [ -e held ] && break; sleep 0.05; done
run dateline index -i index b.txt
touch free
wait
row a lock that is left over is none
run dateline index -i index b.txt
