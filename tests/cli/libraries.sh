# A search starts in milliseconds because it loads none of the libraries that read articles.
. "$ROOT/tests/cli/lib"
need ldd
ldd "$(command -v dateline)" | grep -E 'archive|cjson|jansson|xml2|uchardet|zstd|lzma|bz2|lz4|icu'
ldd "$(command -v dateline)" | grep -c xapian
