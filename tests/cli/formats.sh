# dateline formats: what can be read; the completion and --format know the same.
. "$ROOT/tests/cli/lib"
row the list
run dateline formats
row no line is wider than a terminal
dateline formats | awk 'length > 80'
row each of them can be named
echo '{"title": "Comet", "text": "A tail of ice."}' >a
for f in $(dateline formats --names); do
    dateline index -q -i "index-$f" -f "$f" a 2>&1 | grep 'unknown format'
done
row another can not
run dateline index -i other -f word a
row they are completed
dateline index --help=bash | grep -c "$(dateline formats --names | tr '\n' ' ' | sed 's/ $//')"
