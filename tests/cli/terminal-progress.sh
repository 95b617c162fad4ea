# On a terminal a bar shows articles, MB/s, how much is read and the time left; it goes before the last line.
. "$ROOT/tests/cli/lib"
need script
awk 'BEGIN { for (i = 0; i < 60000; i++) print "{\"id\": " i ", \"text\": \"A storm came over the sound, and went away, and came back, and went again.\"}" }' >dump.jsonl
TERM=xterm script -qec 'dateline index -j 1 -i index dump.jsonl' /dev/null </dev/null >typescript
tr '\r' '\n' <typescript >lines
row bars
sed -n 's/^\[#*\.*\] *[0-9]* %  [0-9,]* articles, [0-9.]* MB\/s, [0-9]*:[0-9][0-9] left.*/a bar/p' lines | uniq
row the last line stands alone
sed 's/\x1b\[K//g' lines | grep added | steady
row with a dumb terminal there is none
TERM=dumb script -qec 'dateline index -i index dump.jsonl' /dev/null </dev/null | grep -c '\['
row with -q there is none
TERM=xterm script -qec 'dateline index -q -i other dump.jsonl' /dev/null </dev/null | wc -c | tr -d ' '
