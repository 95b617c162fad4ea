# dateline kwic: each place where a query stands, in context.
. "$ROOT/tests/cli/lib"
cat >news.jsonl <<'END'
{"id": 1, "title": "Peace talks open", "date": "2014-08-08", "source": "Northwire", "text": "The peace talks opened on Friday. Nobody spoke of peace,\n\nbut of talks, talking and more talk."}
{"id": 2, "title": "Storm", "date": "2014-08-06T10:00:00Z", "source": "Kestan Daily", "text": "A storm, then peace. Talks on the storm walls go on; peace is near the talks."}
{"id": 3, "date": "2014-08-07", "source": "Blatt \u001b[31m", "text": "Talks\tof a peace \u001b[31mred\u001b[0m talks \u202eevil\u0007 peace"}
{"id": 4, "title": "Без даты", "text": "Речь о мире, peace 和平 peace和平会谈."}
{"id": 5, "title": "Sports", "date": "2014-08-09", "text": "No peace for the team."}
END
load -i index --collection wire news.jsonl
kwic() {
    run dateline kwic -i index "$@"
}
row the oldest first, without a date last
kwic peace
row the newest first
kwic --sort=-date -q peace | cut -c 1-10
row narrow
kwic -q --width 40 peace
row a phrase is one keyword
kwic -q --width 60 '"peace talks"'
row words near each other have a line each
kwic -q --width 60 peace NEAR/3 talks
row what stands inside of another keyword has no line
kwic -q --width 60 --any peace '"peace talks"' date:2014-08-08
row in titles only
kwic -q --width 60 title:peace
row any inflection, but not what is left out
kwic -q --width 60 talk -storm date:2014-08-08
row by the words behind
kwic -q --sort right --width 60 peace
row by the words before
kwic -q --sort left --width 60 peace
row the first lines
kwic -n 2 peace
kwic -n 2 --sort right peace
row a sample is the same each time, and another for another seed
dateline kwic -i index -q --sample 4 peace >one
dateline kwic -i index -q --sample 4 peace | cmp - one && wc -l <one
dateline kwic -i index -q --sample 4 --seed 2 peace | cmp -s - one || echo another
dateline kwic -i index -q --json --sample 4 peace >four
dateline kwic -i index -q --json peace | grep -cFxf four
row of an index in parts too
for i in 1 2 3; do dateline index -q -i part$i --collection wire --shard $i/3 news.jsonl; done
dateline kwic -q -i part1 -i part2 -i part3 --sample 4 peace | cmp - one && echo the same
dateline kwic -q -i index peace >all
dateline kwic -q -i part1 -i part2 -i part3 peace | cmp - all && echo the same
row JSON
dateline kwic -i index -q --json --width 20 '"peace talks" OR storm' | sed 's/[0-9a-f]\{32\}/ID/'
row JSON of an article with nothing else
dateline kwic -i index -q --json --width 20 мире | sed 's/[0-9a-f]\{32\}/ID/'
row CSV
dateline kwic -i index -q --csv --width 20 talks date:2014-08-07 | sed 's/[0-9a-f]\{32\}/ID/' | tr -d '\r'
row with colour
dateline kwic -i index -q --color=always --width 60 peace date:2014-08-08 | tr '\033' '^'
row a language, a time zone
kwic -q --width 60 --lang en --tz Pacific/Kiritimati storms date:2014-08-07
run dateline kwic -i index --lang de peace
run dateline kwic -i index --tz Mars/Base peace
row nothing found
kwic hurricane
kwic -q hurricane
row no word to list
kwic date:2014
kwic -- -storm
row what can not be
kwic
kwic --csv --json peace
kwic --sort middle peace
kwic --width 5 peace
kwic --sample 0 peace
kwic '(peace'
row a reader that goes away
awk 'BEGIN { for (i = 0; i < 3000; i++) print "{\"id\": " i ", \"title\": \"Storm\", \"text\": \"A storm came, and went, and came back over the sound, again and again, all that year.\"}" }' >dump.jsonl
load -i many --collection wire dump.jsonl
for sort in date left; do
    { dateline kwic -i many -q --sort $sort storm; echo "= $?" >status; } | head -n 1; cat status
done
row a full disk
[ -w /dev/full ] && dateline kwic -q -i many storm >/dev/full
echo "= $?"
row as many lines as a plain count of the words
dateline kwic -i many -q storm | wc -l | tr -d ' '
grep -o -i storm dump.jsonl | wc -l | tr -d ' '
row an index without texts
load -i lean --no-text --collection wire news.jsonl
dateline kwic -q -i lean peace | cmp - all && echo the same
