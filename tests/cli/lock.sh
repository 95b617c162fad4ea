# dateline lock: a command runs while no writer changes the index.
. "$ROOT/tests/cli/lib"
article a.txt Storm 'A storm came.'
article b.txt Gale 'A gale came.'
load -i index a.txt
row its output and exit status are those of the command
run dateline lock -i index -- echo one two
run dateline lock -i index -- sh -c 'echo three >&2; exit 7'
echo four | run dateline lock -i index -- cat
run dateline lock -i index echo five
row what cannot be run
run dateline lock -i index -- no-such-command
run dateline lock -i index -- ./a.txt
run dateline lock -i index
run dateline lock -i missing -- echo
[ -e missing ] || echo 'no index was made'
row a command that a signal ends
run dateline lock -i index -- sh -c 'kill -TERM $$'
row a writer waits its turn, a reader does not
dateline lock -i index -- sh -c 'echo >held; until [ -e free ]; do sleep 0.02; done' &
locker=$!
for _ in $(seq 200); do [ -e held ] && break; sleep 0.02; done
dateline index -i index b.txt 2>&1 | sed 's/held by process [0-9]* on [^,]*, since [^;]*/held by SOMEBODY/'
run dateline search -q -i index --format count storm
run dateline lock -i index -- echo not now | sed 's/held by process [0-9]* on [^,]*, since [^;]*/held by SOMEBODY/'
dateline lock --wait -i index -- echo after it >later &
waiter=$!
sleep 0.2
[ -s later ] || echo waits
touch free
wait $locker
wait $waiter
cat later
row afterwards
run dateline index -q -i index b.txt
row a copy
run dateline lock -i index -- cp -R index copy
run dateline search -q -i copy --format count came
