# Under LC_ALL=C everything is as in any other locale: names of files, options, articles, queries, results.
. "$ROOT/tests/cli/lib"
mkdir 'Zürich ☃'
article 'Zürich ☃/Grüße.txt' 'Überschwemmung' 'Der Fluß trat über die Ufer, 10.000 Bürger flohen.'
printf '{"Überschrift": "Шторм", "text": "Паром попал в шторм.", "source": "Агентство"}\n' >шторм.jsonl
printf 'Caf\351 society\n\nThe caf\351 on the corner is closed for good.\n' >latin1.txt
for locale in C C.UTF-8; do
    LC_ALL=$locale dateline index -j 1 -i $locale --collection Zürich --map title=Überschrift --exclude '*ö*' 'Zürich ☃' шторм.jsonl latin1.txt 2>&1 | steady
    for words in überschwemmung UFER fluss шторм café '"10000 Bürger"' 'nichts, Köln'; do
        LC_ALL=$locale dateline search -i $locale --color=always $words
        LC_ALL=$locale dateline search -i $locale --json $words
    done >$locale.out 2>&1
done
row the results are the same
cmp C.out C.UTF-8.out
row and they are these
LC_ALL=C dateline search -i C --any überschwemmung шторм café 2>&1 | grep -E '^[0-9]|articles'  | sed 's/^[0-9]\. //' | LC_ALL=C sort
row messages
run env LC_ALL=C dateline search -i C Köln
run env LC_ALL=C dateline search -i Köln Köln
run env LC_ALL=C dateline index -i C Köln
