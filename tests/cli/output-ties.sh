# A run file's scores fall even where articles are equally good, or stand in another order than that of their scores.
. "$ROOT/tests/cli/lib"
for n in 1 2 3 4 5 6 7 8 9; do
    echo "{\"id\": \"n-$n\", \"date\": \"2014-08-0$n\", \"title\": \"Storm\", \"text\": \"A storm came.$(seq -s ' ' $((n % 3 * 9)))\"}"
done >news.jsonl
load -i index news.jsonl
check() {
    dateline search -i index -q --format trec "$@" >run
    awk -v what="$*" 'NR > 1 && $5 >= score { wrong++ } { score = $5 } END { print what ": " NR " lines, " wrong + 0 " wrong" }' run
}
check storm
check --sort date storm
check --sort -date storm
check date:2014
row ranked by the score they are in the order of the dates
dateline search -i index -q --format trec --sort -date storm | LC_ALL=C sort -s -k 5,5gr | cut -d ' ' -f 3 | paste -sd ' ' -
row as floats too: no two are the same
dateline search -i index -q --format trec date:2014 | awk '{ printf "%.7g\n", $5 }' | sort -u | wc -l | tr -d ' '
