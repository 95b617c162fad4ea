# Manual pages: mandoc finds nothing wrong with them.
. "$ROOT/tests/cli/lib"
need mandoc
for command in '' $(dateline --help=commands); do
    dateline $command --help=man >"dateline${command:+-$command}.1"
done
mandoc -T lint -W style ./*.1
echo "= $?"
