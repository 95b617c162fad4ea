# Control characters and escape sequences of an article, its names or a query never reach the terminal.
. "$ROOT/tests/cli/lib"
mkdir news
printf 'Title: Red \033[31malert\033[0m\nSource: Bad\033]0;title\007Wire\n\nA storm \033[2Jcame \302\233 31m and \342\200\256went\342\200\254 back.\b\b\b\r\n' >news/a.txt
printf '{"title": "Blue \\u001b[34malert", "url": "http://x.example/\\u001b[1m", "author": "\\u009b31m", "section": "\\u202eabc", "text": "A storm \\u0007\\u001b[2J came."}\n' >news/b.jsonl
printf '{"title": broken\n' >"news/c$(printf '\033[31m').jsonl"
dateline index -i index news >out 2>&1
dateline search -i index -n 0 storm >>out 2>&1
dateline search -i index -n 0 --color=never alert >>out 2>&1
dateline search -i index -n 0 --json storm >>out 2>&1
dateline search -i index "$(printf 'no\033[31msuch')" >>out 2>&1
dateline search -i "$(printf 'no\033[31msuch')" storm >>out 2>&1
dateline search -i index "$(printf -- '--a\033[31mb')" storm >>out 2>&1
dateline search -i index "$(printf '"open \033[31m')" >>out 2>&1
dateline index -i index "$(printf 'no\033[31msuch')" >>out 2>&1
dateline index -i index "$(printf -- '--a\033[31mb')" news >>out 2>&1
dateline index -i index -f "$(printf 'a\033[31mb')" news >>out 2>&1
dateline "$(printf 'no\033[31msuch')" >>out 2>&1
cat index/rejects.jsonl >>out
row ASCII controls
LC_ALL=C tr -d '\n -~\200-\377' <out | od -c
row C1 controls and changes of direction
LC_ALL=C grep -c "$(printf '\302\233\|\342\200\256\|\342\200\254')" out
row what is left of the articles
dateline search -i index -q storm red | steady
