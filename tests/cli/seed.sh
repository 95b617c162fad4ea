# The first input that must work: found, dated, with both words highlighted.
. "$ROOT/tests/cli/lib"
corpus seed
run dateline index -i index "$corpus"
for words in 'karabakh ceasefire' 'Karabakh’s' '"tenuous ceasefire"'; do
    row "$words"
    dateline search -i index -q --color=always "$words" | tr '\033' '^' >hit
    echo "= $?"
    grep -c '2014-08-08' hit
    grep -io '\^\[1m[^^]*\^\[0m' hit | tr 'A-Z' 'a-z' | sed 's/.*1m\(.*\)\^.*/\1/' | sort -u
done
