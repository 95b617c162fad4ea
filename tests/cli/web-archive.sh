# The pages of a web archive: by content, by address, and read again for an index without texts.
. "$ROOT/tests/cli/lib"
# answer URL HEAD BODY: a record of an answer; the head has its line ends.
answer() {
    { printf 'HTTP/1.1 %b\r\n' "$2"; printf '%b' "$3"; } >block
    printf 'WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: %s\r\nContent-Type: application/http\r\nContent-Length: %d\r\n\r\n' \
        "$1" $(($(wc -c <block) + ${4:-0}))
    cat block
    printf '\r\n\r\n'
}
html='200 OK\r\nContent-Type: text/html\r\n'
page() {
    printf '<html><title>%s</title><body><p>%s</p></body></html>' "$1" "$2"
}
{
    answer https://harbour.example/2014/08/08/ship "$html" "$(page Ship 'The ship came in on Friday.')"
    answer https://harbour.example/gone '404 Not Found\r\n' "$(page Gone 'No such ship.')"
    answer https://harbour.example/ship.jpg '200 OK\r\nContent-Type: image/jpeg\r\n' 'JFIF'
    answer https://harbour.example/torn "$html" "$(page Torn 'The torn ship.')" 500
    answer https://harbour.example/ferry "$html" "$(page Ferry 'The ship is late.')"
    answer https://harbour.example/ferry "$html" "$(page Ferry 'The ship was late, and is in port.')"
    answer https://market.example/fish "$html" "$(page Fish 'The ship had fish.')"
} >crawl.warc
mkdir crawls
gzip -c crawl.warc >crawls/crawl.warc.gz
row all of it, packed, and the kinds that were passed over
run dateline index -i index crawls
found ship
row the address is where it was fetched from, and it has the date
field url ship
field date title:ship
row some of it
load -i some --warc-url '^https://market\.' crawl.warc
dateline search -i some -q --json ship | grep -c '"title":"Fish"'
dateline index -i some --warc-url '*' crawl.warc 2>&1 | cut -d : -f 1-3
row an index without texts reads the pages again, also one that was fetched twice
load -i bare --no-text --warc-url harbour crawl.warc
for title in ship ferry; do
    id=$(dateline search -i bare -q --json title:$title | sed 's/.*"id":"\([0-9a-f]*\)".*/\1/')
    dateline-index text -i bare "$id" | sed 's/"identity":"[0-9a-f]*",//'
done
