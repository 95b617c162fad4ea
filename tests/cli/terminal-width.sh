# Lines are filled on narrow terminals and stay readable on wide ones; nothing is wider than the terminal but what
# must not be cut. No word, wide character or cluster is divided.
. "$ROOT/tests/cli/lib"
need script
need python3
cat >news.jsonl <<'END'
{"id": "n-1", "url": "https://wire.example/1", "title": "Storm over Kestan leaves thousands without light and fills the harbour with driftwood", "date": "2014-08-08", "source": "Northwire", "text": "A storm came in the night. It took roofs, boats and the old pier of Kestan, said the coast guard, and by the morning the storm had gone over the hills to the east, where it rained for another day and a half, as farmers there had hoped for since the spring."}
{"id": "n-2", "title": "暴風雨 storm 北京的暴風雨很大很大很大很大很大", "date": "2014-08-09", "lang": "zh", "text": "北京的暴風雨 storm 很大。北京的暴風雨很大，風很大，雨也很大，街上沒有人，學校今天不上課，商店也沒有開門。"}
{"id": "n-3", "title": "Stormstormstormstormstormstormstorm storm", "text": "storm e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301 storm"}
END
load -i index news.jsonl
cat >widths.py <<'END'
import sys, unicodedata
def columns(line):
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line)
lines = sys.stdin.read().split("\n")
print("widest:", max(columns(line) for line in lines))
END
terminal() {
    width=$1
    shift
    script -qec "stty cols $width; dateline search -q -i index $*" /dev/null </dev/null | tr -d '\r'
}
export TERM=xterm
for width in 20 33 400; do
    row $width
    terminal $width --color=never storm | tee out
    python3 widths.py <out
done
row 20, in colour
terminal 20 -n 1 kestan | tr '\033' '^'
row 1: as 20
terminal 1 --color=never storm >one
terminal 20 --color=never storm | cmp - one && echo the same
row piped: not wrapped
dateline search -q -i index kestan | awk '{ if (length > 100) long = 1 } END { print NR, long + 0 }'
