# --folder-section: the folder that a file lies in is the section of articles that name none.
. "$ROOT/tests/cli/lib"
need tar
mkdir -p news/sport news/Foreign\ affairs/asia
article news/sport/1.txt Cup 'The cup was won.'
article news/Foreign\ affairs/2.txt Talks 'Talks went on.'
article news/Foreign\ affairs/asia/3.txt Summit 'A summit was held.'
article news/4.txt Top 'The top story.'
echo '{"id": 5, "title": "Own", "text": "It has its own.", "section": "Opinion"}
{"id": 6, "title": "None", "text": "It has none."}' >news/sport/5.jsonl
tar -C news -cf packed.tar sport
sections() {
    dateline search -q -n 0 --format tsv --fields title,section "$@" | tail -n +2 | LC_ALL=C sort
}
row folders
load -i index --folder-section news
sections -i index -- -zzz
found section:sport
row members of an archive
load -i packed --folder-section packed.tar
sections -i packed -- -zzz
row without, no sections, and with, once more, articles are replaced
load -i plain news
sections -i plain -- -zzz | cut -f 2 | sort -u
run dateline index -i plain --folder-section news
row standard input lies in no folder
echo 'Just a text.' | dateline index -q -i stdin --folder-section -
sections -i stdin text
row an index without texts finds them the same
load -i small --no-text --folder-section news
run dateline search -q -i small --format tsv --fields title,section,snippet cup
