# dateline stats: what is in an index. Sizes are left out here, but for what must be nothing.
. "$ROOT/tests/cli/lib"
sizes() {
    sed -e 's/ *[0-9.]* [kMG]B  *[0-9.]* %/ SIZE/' -e 's/ *[0-9.]* [kMG]B/ SIZE/' -e 's/"bytes":[0-9]*/"bytes":N/g' \
        -e 's/\("\(postlist\|position\|termlist\|docdata\|other\)":\)[1-9][0-9]*/\1N/g'
}
cat >news.jsonl <<'END'
{"id": 1, "title": "Comet", "text": "A comet was seen.", "source": "Daily Post", "date": "2014-08-08", "language": "en"}
{"id": 2, "title": "Chess", "text": "The comet game was drawn.", "source": "Daily Post", "date": "2013-05", "language": "en"}
{"id": 3, "title": "Schach", "text": "Die Partie endete.", "source": "Elbkurier", "language": "de"}
{"id": 4, "text": "No date.", "date": "2014-02-30"}
not JSON
END
load -i index news.jsonl 2>/dev/null
row for people
dateline stats -i index | sizes
row no line is longer than 80 columns
dateline stats -i index | awk 'length($0) > 80'
for command in export reindex stats; do
    dateline $command --help | awk 'length($0) > 80'
done
dateline-index text --help | awk 'length($0) > 80'
row for programs
dateline stats -i index --json | sizes
row without positions and texts
load -i small --no-positions --no-text news.jsonl
dateline stats -i small | sizes | grep -E 'position|docdata'
dateline stats -i small --json | sizes | grep -o '"position":0'
row more sources than are shown
i=0
while [ $i -lt 12 ]; do
    i=$((i + 1))
    echo "{\"id\": $i, \"text\": \"Some text.\", \"source\": \"Source $i\"}"
done >many.jsonl
load -i many many.jsonl
dateline stats -i many | grep -A 20 Sources | grep -B 20 more
row an index of nothing
: | dateline index -q -i empty -f jsonl -
dateline stats -i empty | sizes
dateline stats -i empty --json | sizes
row what can go wrong
run dateline stats -i nowhere
run dateline stats -i index more
