# An index that is moved or copied while no writer runs, with whatever its lock says.
. "$ROOT/tests/cli/lib"
mkdir news
echo '{"id": 1, "source": "wire", "title": "Storm", "text": "A storm came."}' >news/a.jsonl
echo '{"id": 2, "source": "wire", "title": "Gale", "text": "A gale came."}' >news/b.jsonl
load -i index news/a.jsonl
load -i index news/b.jsonl
row nothing in it says where it lies
grep -rl "$PWD/index" index
echo "= $?"
row moved
mkdir -p elsewhere/deep
mv index elsewhere/deep/moved
run dateline search -q -i elsewhere/deep/moved --paths storm
load -i elsewhere/deep/moved news
run dateline index -i elsewhere/deep/moved news
row copied, with the line of a writer that is elsewhere
cp -R elsewhere/deep/moved index
echo '4711 another-host 2014-08-08T10:30:00Z' >index/lock
echo '{"id": 3, "source": "wire", "title": "Squall", "text": "A squall came."}' >news/c.jsonl
run dateline index -i index news
found came
echo "the lock says: $(cat index/lock)"
row the one that it was copied from is as it was
run dateline search -q -i elsewhere/deep/moved -c came
row copied with the line of a process that is there, but no writer
echo "$$ $(uname -n) 2014-08-08T10:30:00Z" >index/lock
run dateline compact -i index
row by a symbolic link
ln -s ../index elsewhere/link
run dateline search -q -i elsewhere/link -c came
run dateline index -q -i elsewhere/link news
row texts that are not stored are read from where the articles were
load -i textless --no-text news
mv textless elsewhere/textless
run dateline search -q -i elsewhere/textless squall
