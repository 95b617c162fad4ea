# Each form of date, and how precise it is; what is no date is left out and listed, never guessed.
. "$ROOT/tests/cli/lib"
i=0
while IFS= read -r date; do
    i=$((i + 1))
    case $date in
    *[!0-9]* | ????) printf '{"id": "%02d", "title": "%s", "date": "%s", "text": "x"}\n' $i "$date" "$date" ;;
    *) printf '{"id": "%02d", "title": "%s", "date": %s, "text": "x"}\n' $i "$date" "$date" ;;
    esac
done >dates.jsonl <<'END'
2014-08-07
2014-08
2014
2014-08-07T10:30:00Z
2014-08-07T10:30:00+02:00
2014-08-07 10:30:00
20140807
Thu, 07 Aug 2014 10:30:00 GMT
Thu, 7 Aug 2014 10:30:00 -0400
1407407400
1407407400000
August 7, 2014
7 August 2014
Aug. 7, 2014
2014-02-30
2014-13-01
29 February 2013
31 April 2014
yesterday
END
run dateline index -i index dates.jsonl
row precision and instant
dateline search -i index -q -n 0 --json x | sed 's/.*"title":\("[^"]*"\),"date":\("[^"]*"\|null\).*"own_id":"\([0-9]*\)".*/\3 \1 \2/' | sort
row what was left out
ls index | grep rejects
steady <index/notes.jsonl
row shown
for shown in 2014-08-07 2014-08 2014; do
    echo "$shown: $(dateline search -i index -q -n 0 x | grep -c "^ *$shown · ")"
done
