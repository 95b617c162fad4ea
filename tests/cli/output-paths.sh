# -l: the files that results came from, the best first, each once; also of archives and of what was read from a pipe.
. "$ROOT/tests/cli/lib"
mkdir news
article news/a.txt 'Storm over Kestan' 'A storm came.'
article 'news/b c.txt' Calm 'The storm went.'
for n in 1 2 3; do echo "{\"title\": \"Storm $n\", \"text\": \"Storms.\"}"; done >news/dump.jsonl
load -i index news
row files
dateline search -i index -q -l storm | steady | LC_ALL=C sort
row all of them, where there are more results than are shown
dateline search -i index -n 1 -l storm 2>&1 | steady | sed 's/^[^d].*/FILE/'
row also in several queries
printf 'storm\nkestan\n' >queries
dateline search -i index -q -l --batch queries | steady | LC_ALL=C sort
row --format paths
dateline search -i index -q --format paths kestan | steady
row standard input
echo '{"title": "Gale", "text": "A gale."}' | dateline index -q -i index -f jsonl -
run dateline search -i index -q -l gale
