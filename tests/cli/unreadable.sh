# What may not be read is listed; what is in the index of it stays, even with --prune.
. "$ROOT/tests/cli/lib"
as_nobody dateline index --help >/dev/null 2>&1 || { echo 'skipped: nobody may not run the programs where they lie'; exit 0; }
chmod 755 "$HOME" .
mkdir -p news/closed
article news/a.txt 'Storm a' 'A storm came.'
article news/b.txt 'Storm b' 'A storm came.'
article news/closed/c.txt 'Storm c' 'A storm came.'
load -i index news
[ "$(id -u)" != 0 ] || chown -R 65534:65534 .
chmod 0 news/b.txt news/closed
row a file and a folder that may not be read
run as_nobody dateline index -j 1 -i index news
row --prune leaves them alone
run as_nobody dateline index -j 1 -i index --prune --yes news
found storm
row one that is named
run as_nobody dateline index -i index news/b.txt
row an index that may not be read
chmod 0 index
run as_nobody dateline search -i index storm
run as_nobody dateline index -i index news/a.txt
chmod 755 index
row a folder that may not be written
chmod 555 index
run as_nobody dateline index -i index news/a.txt
run as_nobody dateline search -q -i index '"storm c"'
chmod -R u+rwX .
