# Manual pages: man and groff format them without a warning, and find their names.
. "$ROOT/tests/cli/lib"
need man
need groff
if ! man --version 2>/dev/null | grep -q '^man [0-9]'; then
    echo 'skipped: man is not man-db'
    exit 0
fi
for command in '' $(dateline --help=commands); do
    page=dateline${command:+-$command}
    dateline $command --help=man >"$page.1"
    MANWIDTH=80 man --warnings -E UTF-8 -l -Tutf8 -Z "$page.1" 2>&1 >/dev/null
    groff -man -ww -Tutf8 "$page.1" 2>&1 >shown
    [ -s shown ] || echo "$page: nothing is shown"
done
row what is shown of a page
dateline stats --help=man >page
MANWIDTH=60 man -E UTF-8 -l page | sed -n '/^NAME/,/^SYN/p'
