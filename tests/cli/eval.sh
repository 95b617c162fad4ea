# dateline eval: measures of a run that it makes or is given, in trec_eval's columns; two runs compared. The measures
# themselves are tested in tests/search/check_eval-metrics.c.
. "$ROOT/tests/cli/lib"
cat >news.jsonl <<'END_OF_NEWS'
{"id": "n-1", "title": "Ferry strike", "text": "The ferry strike began; the ferry lay in port."}
{"id": "n-2", "title": "Ferry back", "text": "The ferry sails again after some days that were long for all."}
{"id": "n-3", "title": "Storm", "text": "A storm kept boats in port."}
{"id": "n-4", "title": "Flood", "text": "After the storm came the flood."}
{"url": "https://wire.example/5", "title": "Calm", "text": "No storm at sea, and calm weather."}
END_OF_NEWS
load -i index news.jsonl
printf '1\tferry strike\n2\tstorm port\n3\tvolcano\n4\tflood\n' >topics
cat >qrels <<'END_OF_QRELS'
1 0 n-1 1
1 0 n-2 0
2 0 n-3 2
2 0 n-4 1
3 0 n-1 1
5 0 n-2 1
END_OF_QRELS
eval_() {
    run dateline eval -i index "$@"
}
row a run that it makes: topics without results, or judgements, are left out
eval_ --topics topics --qrels qrels
row each topic
eval_ --topics topics --qrels qrels -q --quiet | grep '^num\|^map\|^recip\|^ndcg_cut_5 \|^!'
row complete: they count as 0
eval_ --topics topics --qrels qrels -c | grep '^num\|^map\|^!'
row the run is that of search --batch
dateline eval -i index --quiet --topics topics --qrels qrels --run-out any.run >made
dateline search -i index -q --any -n 1000 --batch topics --format trec >search.run
cmp any.run search.run && wc -l <any.run
row a run that is given: the same
dateline eval --quiet --run any.run --qrels qrels | cmp - made && echo the same
dateline eval --quiet --run - --qrels qrels <any.run | cmp - made && echo the same
row all words must match, and fewer results
eval_ --quiet --topics topics --qrels qrels --all --run-out all.run | grep '^num'
eval_ --quiet --topics topics --qrels qrels -n 1 | grep '^num'
row two runs
eval_ --topics topics --qrels qrels --quiet --vs all.run
row two runs, each topic
eval_ --run any.run --qrels qrels --quiet --vs all.run -q -c | grep '^map\|^measure'
row topics of TREC
cat >topics.sgml <<'END_OF_TOPICS'
<top>
<num> Number: 1
<title> ferry (strike
<desc> Description:
Storms and floods.
</top>
END_OF_TOPICS
eval_ --topics topics.sgml --qrels qrels --quiet | grep num
eval_ --topics topics.sgml --topic-fields title,desc --qrels qrels --quiet | grep num
sed 's/Number: 1/Number: 001/' topics.sgml >zeros.sgml
eval_ --topics zeros.sgml --qrels qrels --quiet | grep num_q
row topics in JSON Lines
echo '{"id": 1, "text": "ferry -strike"}' | eval_ --topics - --qrels qrels --quiet | grep num
row a topic that is no query, and one without a word
printf '1\tferry (strike\n2\t!?\n' >prose
eval_ --topics prose --qrels qrels | grep 'num\|^!'
row what is wrong
eval_ --topics topics
eval_ --qrels qrels
eval_ --qrels qrels --topics nowhere
eval_ --qrels nowhere --topics topics
eval_ --qrels topics --topics topics
eval_ --qrels qrels --run topics
eval_ --qrels qrels --run any.run --run-out other.run
eval_ --qrels qrels --topics topics --topic-fields body
eval_ --qrels qrels --topics topics --k1 x
eval_ --qrels qrels --topics topics --run-out nowhere/run
printf '1 0 n-1 1\n\0' >null
eval_ --qrels null --topics topics
row no topic in common
printf '301 0 n-1 1\n' >others
eval_ --qrels others --topics topics --quiet
