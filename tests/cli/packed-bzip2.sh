# Files that bzip2 packed are read as what is in them.
. "$ROOT/tests/cli/lib"
packed bzip2 bz2
