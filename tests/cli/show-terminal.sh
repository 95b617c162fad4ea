# dateline show on a terminal: wrapped to its width, in the pager, which is told what to jump to. Escape is shown as ^.
. "$ROOT/tests/cli/lib"
need script
echo '{"url": "https://wire.example/1", "title": "Peace talks", "source": "Northwire", "text": "Peace talks opened in Mirzan on Friday, and the U.S. delegates said that they would stay for as long as it takes, and longer if it takes longer."}' | load -i index -f jsonl -
id=$(dateline search -i index -q --format ids mirzan)
terminal() {
    script -qec "stty cols $1; $2" /dev/null </dev/null | tr -d '\r' | tr '\033' '^' | sed -e 's/[0-9a-f]\{32\}/ID/'
}
export TERM=xterm
row 40 columns
terminal 40 "PAGER= dateline show -i index --query '\"peace talks\"' $id"
row no wider than 100
terminal 250 "PAGER= dateline show -i index $id" | awk '{ if (length > most) most = length } END { print most <= 110 }'
row NO_COLOR
terminal 60 "NO_COLOR=1 PAGER= dateline show -i index --query talks $id"
row through the pager
terminal 60 "PAGER='sed s/Friday/FRIDAY/' dateline show -i index $id" | grep -c FRIDAY
row not with --no-pager
terminal 60 "PAGER='sed s/Friday/FRIDAY/' dateline show -i index --no-pager $id" | grep -c FRIDAY
row less is told the pattern
mkdir bin
printf '#!/bin/sh\nprintf "<%%s>" "$@"\ncat >/dev/null\n' >bin/less
chmod +x bin/less
PATH=$PWD/bin:$PATH terminal 60 "unset PAGER; dateline show -i index --query '\"peace talks\" OR U.S. OR \"delegates said\"' $id"
echo
row raw text is harmless there
printf '{"title": "Bad", "text": "before \\u001b[31mred\\u001b[0m after"}' >bad.jsonl
load -i bad bad.jsonl
terminal 60 "PAGER= dateline show -i bad --raw $(dateline search -i bad -q --format ids before)"
