# Files that gzip packed are read as what is in them.
. "$ROOT/tests/cli/lib"
packed gzip gz
