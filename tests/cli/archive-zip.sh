# Members of zip archives are files of their own.
. "$ROOT/tests/cli/lib"
need zip
mkdir news
article news/a.txt One 'A storm came.'
echo '{"title": "Two", "text": "The storm went."}' >news/b.jsonl
zip -q -r news.zip news
run dateline index -i index news.zip
found storm
