# dateline help, --help, -h, --version, unknown commands.
. "$ROOT/tests/cli/lib"
head_of() {
    "$@" >out 2>err
    status=$?
    head -n 1 out
    wc -c <err | tr -d ' '
    echo "= $status"
}
row no command
dateline >out 2>err
echo "= $?"
wc -c <out | tr -d ' '
head -n 1 err
for words in help --help -h 'help search' 'search --help' 'search -h'; do
    row "$words"
    head_of dateline $words
done
for command in index search; do
    row "help $command is $command --help"
    dateline help $command >one
    dateline $command --help >two
    cmp one two
    row "$command: 80 columns"
    LC_ALL=C.UTF-8 awk 'length > 80' one
    row "$command: examples and exit status"
    grep -c "^  dateline $command" one | sed 's/^[1-9][0-9]*$/some/'
    grep -c '^Exit status' one
done
row every command is in the list, with a line of help
dateline help | sed -n 's/^  \(index\|search\|compact\) .* .*/\1/p'
row --version
dateline --version | sed -E 's/[0-9]+\.[0-9]+\.[0-9]+/N/g'
row an unknown command
run dateline frobnicate
row an unknown command that is near one
run dateline serach storm
run dateline help indx
