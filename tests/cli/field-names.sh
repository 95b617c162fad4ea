# Each name that dumps use for a field is known. The article of a name has the word that is made of it.
. "$ROOT/tests/cli/lib"
known() {
    field=$1
    value=$2
    shift 2
    for name; do
        word=x$(echo "$name" | tr _ q)
        other=text
        [ "$field" = snippet ] && value=$word other=source
        echo "{\"$name\": \"$value\", \"$other\": \"$word\"}" >>dump.jsonl
        echo "$field $name $word" >>list
    done
}
known title Comet title headline
known snippet - text body content maintext article
known date 2014-08-07 date published date_publish publish_date pubDate timestamp
known url http://x.example/1 url
known url http://x.example/2 link
known source Northwire source publisher domain
known author 'Ana Bel' author authors byline
known section Science section category
known language de language lang
known own_id n-1 id
known own_id n-2 _id
known own_id n-3 guid
known own_id n-4 docno
load -i index dump.jsonl
while read -r field name word; do
    echo "$name: $(field "$field" "\"$word\"")"
done <list
row several authors
echo '{"text": "zebra", "authors": ["Ana Bel", "Bo Cade"]}' >authors.jsonl
load -i index authors.jsonl
field author zebra
