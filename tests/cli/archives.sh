# Members of tar and zip archives are files of their own; the archives may be packed.
. "$ROOT/tests/cli/lib"
need tar
mkdir -p news/world
article news/a.txt One 'A storm came.'
echo '{"title": "Two", "text": "The storm went."}' >news/world/b.jsonl
echo '{"title": "Three", "text"' >news/world/c.jsonl
row tar
tar cf news.tar news
run dateline index -i index news.tar
found storm
row rejects.jsonl names archive and member
steady <index/rejects.jsonl
row the same archive again
run dateline index -i index news.tar
row tar, packed by gzip
gzip -c news.tar >packed.tgz
run dateline index -i packed packed.tgz
row --include and --exclude look at members
run dateline index -i chosen --include '*.txt' news.tar
row a picture among the members
printf '\211PNG\r\n\032\n\0\0\0\015IHDR' >news/map.png
tar cf picture.tar news
dateline index -i chosen picture.tar 2>&1 | grep -c 'passed over.*PNG image (1: '
