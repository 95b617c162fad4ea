# An article of nothing but new words takes a bounded share of memory, and so do several, one after the other.
. "$ROOT/tests/cli/lib"
if ldd "$(command -v dateline-index)" | grep -q libasan; then
    echo 'skipped: the sanitizers take more address space than there is'
    exit 0
fi
# rich FILE FIRST LAST: an article of so many different words, 8 bytes each, "storm" in the middle.
rich() {
    {
        printf 'Rich in words\n\n'
        seq "$2" "$3" | tr 0-9 a-j
        printf 'a storm came\n'
        seq "$2" "$3" | tr 0-9 k-t
    } >"$1"
}
mkdir in
article in/a.txt One 'A storm came.'
rich in/b.txt 1000000 1299999
article in/c.txt Two 'A storm came.'
rich in/d.txt 1300000 1599999
rich in/e.txt 1600000 1899999
article in/f.txt Three 'A storm came.'
row three articles of 5 MB in 250 MB of address space, all libraries among it
(
    ulimit -v 250000
    run dateline index -q -i index -m 16M -j 1 in
)
found storm
found '"a storm came"'
row their words, first and last
for word in baaaaaa bcjjjjj 'lmttttt' bdaaaaa bfjjjjj lpttttt bgaaaaa bijjjjj lsttttt; do
    dateline search -i index -q -n 0 --json --fields path "$word" | sed 's|.*/||; s|"}.*||'
done
row not new the second time, and one that changed replaced
dateline index -i index -m 16M -j 1 in 2>&1 | sed 's/ in [0-9].*//'
rich in/d.txt 1300000 1599998
dateline index -i index -m 16M -j 1 in 2>&1 | sed 's/ in [0-9].*//'
dateline search -i index -q bfjjjjj
found storm
row checked but for its text
rich rich.txt 1000000 1099999
load -i checked -j 1 rich.txt in/a.txt
run dateline check -v -i checked | sed '/fenced/d; s/ with [0-9].* bytes,/ with BYTES,/; s/, in [0-9.]* s$//'
row several threads, and rebuilt in the same memory
load -i threads -m 16M -j 2 in
dateline search -i threads -q -n 0 --json storm | wc -l | tr -d ' '
(
    ulimit -v 300000
    run dateline reindex -q -i index
)
found storm
