# Folders are walked in byte order; hidden files are left out; loops of links come to an end.
. "$ROOT/tests/cli/lib"
mkdir -p news/b news/.hidden
article news/a.txt A 'A storm.'
article news/b/c.txt C 'A storm.'
article news/.secret.txt Secret 'A storm.'
article news/.hidden/d.txt Hidden 'A storm.'
ln -s .. news/b/loop
ln -s nowhere news/broken.txt
mkfifo news/pipe
row what is found
run dateline index -j 1 -i index news
found storm
row a hidden file that is named
load -i index news/.secret.txt
found storm
row the order: of one identity the last stays
for name in Z/1 a/1 a-b/1 a.txt b; do
    mkdir -p "order/$(dirname $name)"
    echo "{\"url\": \"http://wire.example/1\", \"title\": \"$name\", \"text\": \"A gale.\"}" >"order/$name"
    load -i ordered order
    dateline search -q -i ordered gale | head -n 1
done
