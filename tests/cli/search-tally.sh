# --facet and --timeline: counts of all matches, in each format that has them.
. "$ROOT/tests/cli/lib"
{
    echo '{"id": "1", "title": "One", "date": "2014-08-08", "source": "Northwire", "section": "World", "author": ["Jane Doe", "John Roe"], "lang": "en", "text": "A storm."}'
    echo '{"id": "2", "title": "Two", "date": "2014-08-31", "source": "NORTHWIRE", "section": "World", "author": "Jane Doe", "lang": "en", "text": "A storm."}'
    echo '{"id": "3", "title": "Three", "date": "2014-10-01", "source": "Kestan, Daily", "section": "Local", "lang": "de", "text": "Ein Storm."}'
    echo '{"id": "4", "title": "Four", "date": "2014-11", "source": "Kestan, Daily", "lang": "en", "text": "A storm."}'
    echo '{"id": "5", "title": "Five", "text": "A storm and a calm."}'
} >news.jsonl
load -i index --language en news.jsonl
row sources
run dateline search -i index --facet source storm
row several at once
run dateline search -i index -q --facet author --facet lang --facet year storm
row the most frequent
run dateline search -i index -n 1 --facet section storm
row all of them
run dateline search -i index -q -n 0 --facet month storm
row months, with those that have none
run dateline search -i index --timeline month storm
row JSON
run dateline search -i index -q --json --timeline month --facet source storm
row CSV and TSV
dateline search -i index -q --format csv --facet source --timeline year storm | sed 's/\r$/<CR>/'
dateline search -i index -q --format tsv --facet source storm
row weeks and days
dateline search -i index -q --format csv --timeline week 'storm date:2014-08' | tr -d '\r'
run dateline search -i index --format csv --timeline day 'storm date:2014-11-30' | head -3
row long empty runs are one line for people, and all there for programs
dateline search -i index -q --timeline day 'date:2014-08-08 OR date:2014-10-01'
dateline search -i index -q --json --timeline day 'date:2014-08-08 OR date:2014-10-01' | wc -l
row each label is a filter that finds as many
for by in source section author lang year month; do
    dateline search -i index -q -n 0 --format tsv --facet $by storm | sed 1d | while IFS='	' read -r name label count; do
        field=$name
        case $name in year | month) field=date ;; esac
        found=$(dateline search -i index -c "storm $field:\"$label\"")
        [ "$found" = "$count" ] || echo "$by: $label: $count, but $found found"
    done
done
for unit in day week month year; do
    dateline search -i index -q --format tsv --timeline $unit storm | sed 1d | while read -r name label count; do
        found=$(dateline search -i index -c "storm date:$label")
        [ "$found" = "$count" ] || echo "$unit: $label: $count, but $found found"
    done
done
row of several queries
printf 'storm\ncalm\nhail\n' | dateline search -i index -q --batch - --facet source --format csv | tr -d '\r'
row nothing matches
run dateline search -i index --facet source hail
row of all articles
run dateline search -i index -q --facet lang
row what can not be
run dateline search -i index --facet colour storm
run dateline search -i index --timeline decade storm
run dateline search -i index --facet source --format ids storm
run dateline search -i index --facet source -c storm
run dateline search -i index --facet source --format csv --fields id storm
row labels with quotes and stars in them find themselves
cat >odd.jsonl <<'END'
{"id": 1, "title": "Storm", "source": "The \"Daily\" Bugle", "text": "A storm."}
{"id": 2, "title": "Storm", "source": "Wow* News", "text": "A storm."}
{"id": 3, "title": "Storm", "source": "Wowza News", "text": "A storm."}
{"id": 4, "title": "Storm", "source": "So “what”?", "text": "A storm."}
END
load -i odd odd.jsonl
dateline search -q -i odd --facet source --json storm | sed 's/.*"label":"\(.*\)","count":.*/\1/; s/\\"/"/g' >labels
while read -r label; do
    echo "$label: $(dateline search -i odd -c "source:=«$label»" storm 2>&1)"
done <labels
