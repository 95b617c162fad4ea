# All words must match; if no article has them all, the counts of each and of --any are told on stderr.
. "$ROOT/tests/cli/lib"
cat >news.jsonl <<'END'
{"title": "A", "text": "The ceasefire in Karabakh was tenuous."}
{"title": "B", "text": "A ceasefire was signed."}
{"title": "C", "text": "Karabakh had a good harvest."}
{"title": "D", "text": "Ceasefires were broken, harvests were lost."}
END
load -i index news.jsonl
row all of them
found ceasefire karabakh
found harvest ceasefire
found ceasefire harvest karabakh
row inflections are the same word
found ceasefires
found harvesting
row case makes no difference
found CEASEFIRE KaRaBaKh
row --any
found --any karabakh signed
row none has all
run dateline search -i index ceasefire harvest karabakh
row none has all, some left out
run dateline search -i index karabakh signed -harvest
row none has any
run dateline search -i index --any hurricane typhoon
row one word, in none
run dateline search -i index hurricane
row the words of one argument
found 'karabakh ceasefire'
row the number of matches
dateline search -i index ceasefire 2>&1 >/dev/null
dateline search -i index -n 1 ceasefire 2>&1 >/dev/null
dateline search -i index tenuous 2>&1 >/dev/null
row -n
dateline search -i index -q -n 2 ceasefire | grep -c '^[0-9]'
dateline search -i index -q -n2 ceasefire | grep -c '^[0-9]'
dateline search -i index -q -n 0 ceasefire | grep -c '^[0-9]'
row an empty index
dateline index -q -i empty - </dev/null
run dateline search -i empty ceasefire
