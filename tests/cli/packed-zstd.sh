# Files that zstd packed are read as what is in them.
. "$ROOT/tests/cli/lib"
packed zstd zst
