# Files that lz4 packed are read as what is in them.
. "$ROOT/tests/cli/lib"
packed lz4 lz4
