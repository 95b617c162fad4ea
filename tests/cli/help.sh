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
row of each command: the same in both ways, 80 columns, examples, exit status
dateline --help=commands >commands
while read -r command; do
    dateline help "$command" >one
    dateline "$command" --help >two
    cmp one two
    grep -E '^.{81}' one
    grep -q "^  dateline $command" one || echo "$command: no examples"
    grep -q '^Exit status' one || echo "$command: no exit status"
done <commands
dateline --help | grep -E '^.{81}'
row every command is in the list, with a line of help
dateline help | sed -n 's/^  \([a-z]*\)  *[a-z].*/\1/p' | grep -v dateline | diff - commands && echo it is
row --version
dateline --version | sed -E 's/[0-9]+\.[0-9]+\.[0-9]+/N/g'
row an unknown command
run dateline frobnicate
row an unknown command that is near one
run dateline serach storm
run dateline help indx
