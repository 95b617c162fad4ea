# --sort, --offset, -n, --recent and the weights: which article comes first.
. "$ROOT/tests/cli/lib"
day() { date -u -d "$1 days ago" +%F; }
{
    echo '{"id": "1", "title": "Cedar", "date": "2014-08-08T10:00:00Z", "source": "Northwire", "text": "A storm came, and a storm went."}'
    echo '{"id": "2", "title": "Álamo", "date": "2014-08-08T09:00:00Z", "source": "northwire", "text": "A storm came, with much rain and wind and many other words."}'
    echo '{"id": "3", "title": "Birch storm", "date": "2013", "source": "Kestan Daily", "text": "It came, with rain and wind and so many words."}'
    echo '{"id": "4", "text": "No title and no date, only a storm."}'
} >news.jsonl
load -i index news.jsonl
# The first word of each title, in the order of the results.
order() {
    dateline search -i index -q --json "$@" | sed -e 's/.*"title":\("\([^" ]*\)[^"]*"\|null\).*/\2/' -e 's/^$/(none)/' | paste -sd ' ' -
}
row relevance
order storm
row by date: the oldest first, the newest first, undated ones last
order --sort date storm
order --sort -date storm
row by title and by source, as they are folded
order --sort title storm
order --sort source storm
row pages
order -n 2 --sort title storm
order -n 2 --offset 2 --sort title storm
dateline search -i index -q --json -n 1 --offset 2 storm | sed 's/.*"rank":\([0-9]*\).*/\1/'
row beyond the last
run dateline search -i index --offset 4 storm
row the newest of all
order --sort -date -n 1
row 'weights: only how often, not how long; titles count for nothing, or for much'
order --b 0 storm
order --title-weight 0 storm
order --title-weight 9 storm
row the index may say how titles count
echo 'title-weight=0' >>index/settings
order storm
order --title-weight 0.25 storm
row no such weights
run dateline search -i index --b 2 storm
run dateline search -i index --k1 much storm
run dateline search -i index --sort newest storm
row recent: of articles that are alike the newer one comes first, whatever its id
for age in 400 0 40 4; do
    printf '{"id": "r%s", "title": "Age%s", "date": "%s", "text": "Sleet and hail."}\n' $age $age "$(day $age)"
done >recent.jsonl
echo '{"id": "r", "title": "Undated", "text": "Sleet and hail."}' >>recent.jsonl
load -i index recent.jsonl
order --recent 7d sleet
order --recent 1y hail
row no half-life
run dateline search -i index --recent 7x hail
run dateline search -i index --recent 0d hail
