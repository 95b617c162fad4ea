# Manual pages: each command has one, with every section and every option. Nothing but faults is printed.
. "$ROOT/tests/cli/lib"
for command in '' $(dateline --help=commands); do
    page=dateline${command:+-$command}
    dateline $command --help=man >page
    for section in NAME SYNOPSIS DESCRIPTION OPTIONS EXAMPLES 'EXIT STATUS' ENVIRONMENT FILES 'SEE ALSO'; do
        grep -qx ".SH $section" page || echo "$page: no $section"
    done
    dateline $command --help | sed -n 's/^  \(-., \|    \)--\([a-z0-9-]*\).*/\2/p' >names
    [ -s names ] || echo "$page: no options"
    while read -r name; do
        tr -d '\\' <page | grep -q "^\(fB-.fR, \)\?fB--${name}fR" || echo "$page: no --$name"
    done <names
    dateline $command --help | sed -n '/^Examples:/,/^$/s/^  //p' >help-examples
    tr -d '\\' <page | sed -n '/^.SH EXAMPLES/,/^.EE/{/^\./!p}' | sed "s/(aq/'/g; s/(ti/~/g; s/(ha/^/g" >man-examples
    tr -d '\\' <help-examples | diff - man-examples
done
row a page for each command that is listed
dateline --help=man | tr -d '\\' | sed -n 's/^fBdateline-\([a-z]*\)fR(1)$/\1/p' >listed
dateline --help=commands | diff - listed && echo so it is
