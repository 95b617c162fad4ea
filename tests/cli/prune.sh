# --prune: articles of the given paths that are gone are shown; with --yes they are removed.
. "$ROOT/tests/cli/lib"
mkdir news other
for name in a b c; do article news/$name.txt "Storm $name" 'A storm came.'; done
for i in 1 2; do echo "{\"id\": $i, \"title\": \"Record $i\", \"text\": \"The storm went.\"}"; done >news/dump.jsonl
article other/d.txt 'Storm d' 'A storm came.'
load -i index news other
rm news/a.txt other/d.txt
sed -i 1d news/dump.jsonl
row without --prune nothing is removed
run dateline index -i index news
row shown first
run dateline index -j 1 -i index --prune news
found storm
row removed with --yes
run dateline index -j 1 -i index --prune --yes news
found storm
row nothing more to remove
run dateline index -i index --prune --yes news
rm news/b.txt
row an article whose file has come to be broken stays
printf '{"id": 2, "title": ' >news/dump.jsonl
run dateline index -i index --prune --yes news
found storm
row only what --include chooses is read, the rest is not gone
run dateline index -i index --prune --yes --include 'c.*' news
found storm
