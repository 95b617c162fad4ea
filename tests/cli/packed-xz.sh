# Files that xz packed are read as what is in them.
. "$ROOT/tests/cli/lib"
packed xz xz
