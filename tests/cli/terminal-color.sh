# On a terminal highlights are bold and lines wrapped; not with NO_COLOR, not with a dumb terminal. Escape is shown as ^.
. "$ROOT/tests/cli/lib"
need script
echo '{"url": "http://wire.example/1", "title": "Storm", "source": "Northwire", "text": "A storm came."}' >news.jsonl
load -i index news.jsonl
terminal() {
    script -qec "$1" /dev/null </dev/null | tr -d '\r' | tr '\033' '^' | sed -e 's/[0-9a-f]\{8\}/ID/' -e 's/([0-9]* ms)/(TIME)/'
}
row xterm
export TERM=xterm; terminal 'dateline search -i index storm'
row NO_COLOR
export NO_COLOR=1 TERM=xterm; terminal 'dateline search -q -i index storm'
row an empty NO_COLOR is none
export NO_COLOR= TERM=xterm; terminal 'dateline search -q -i index storm'
row --color=never
export TERM=xterm; terminal 'dateline search -q -i index --color=never storm'
row a dumb terminal
export TERM=dumb; terminal 'dateline search -q -i index storm'
row NO_COLOR and --color=always
export NO_COLOR=1 TERM=xterm; terminal 'dateline search -q -i index --color=always storm'
