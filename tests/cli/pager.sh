# On a terminal results go through $PAGER, else less, which ends by itself if they fit; what is said on stderr
# comes after; the exit status is the search's.
. "$ROOT/tests/cli/lib"
need script
awk 'BEGIN { for (i = 0; i < 300; i++) print "{\"id\": " i ", \"title\": \"Storm\", \"text\": \"A storm came, and went, and came back over the sound, again and again, all that year.\"}" }' >dump.jsonl
load -i index dump.jsonl
printf '#!/bin/sh\necho "pager $*"\nsed "s/^/> /"\necho "end, LESS=$LESS"\n' >tool
chmod +x tool
PATH=$PWD:$PATH
export PATH TERM=xterm NO_COLOR=1
terminal() {
    script -qec "$1; echo \"= \$?\"" /dev/null </dev/null | tr -d '\r' | sed -e 's/([0-9]* ms)/(TIME)/' -e 's/[0-9a-f]\{8\}$/ID/'
}
export PAGER=tool
row '$PAGER'
terminal 'dateline search -i index -n 1 storm'
row with arguments, and with the signs of a shell
terminal "PAGER='tool  -a b' dateline search -i index -n 1 -q --fields title storm"
terminal "PAGER='tool | tail -n 2' dateline search -i index -n 1 -q storm"
row LESS as it is
terminal "LESS=M dateline search -i index -n 1 -q --fields title storm"
row any format
terminal 'dateline search -i index -n 2 -q --format trec storm' | sed 's/ [0-9.]* dateline/ N dateline/'
row none wanted
terminal 'dateline search -i index -n 1 -q --no-pager --fields title storm'
terminal 'PAGER= dateline search -i index -n 1 -q --fields title storm'
terminal 'TERM=dumb dateline search -i index -n 1 -q --fields title storm'
terminal 'dateline search -i index -n 1 -q --fields title storm | cat'
row nothing to show: no pager
terminal 'dateline search -i index hurricane'
terminal 'dateline search -i index "(storm"'
row no such program
terminal 'PAGER=no-such-pager dateline search -i index -n 1 --fields title storm'
row left at once, and left early
terminal 'PAGER=true dateline search -i index -n 0 -q storm'
terminal 'PAGER="head -n 1" dateline search -i index -n 0 -q storm'
row several queries, with what is said of each
printf 'storm\n(storm\n' >queries
terminal 'dateline search -i index -n 1 --fields title --batch queries'
row less
if command -v less >/dev/null; then
    unset PAGER LESS
    terminal 'dateline search -i index -n 1 -q --fields title storm' | grep -c '1\. Storm'
else
    echo 1
fi
