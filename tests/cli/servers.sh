# Four servers, each with a shard, answer as one index of the same articles does: the same articles in the same order, and scores
# equal to 1e-9. So do four indexes on this machine, and a stub file that lists both.
. "$ROOT/tests/cli/lib"
. "$ROOT/tests/cli/lib-servers"
row the sample
shards "$ROOT/corpus/sample"
make_queries <<'END'
ceasefire border mirzan 2014
ferry stricken rescued 2014
mirzan war accord 2020
fever delta toll 2018
comet school roof 2015
frost coffee brazil 2014
bridge mayors halden 2016
talks contact group 2014
agreed friday mediators 2014
said wednesday thursday 2018
mirzan kestan dravia 2014
storm river water 2018
council vote mayor 2016
schools heat pupils 2019
north south troops 2020
krieg mirzan tausende 2020
accord bakou mirzan 2014
thief cheese note 2017
film theatre play 2018
market prices euro 2015
END
compare_all
row the sample, and words that the best results have in common
expand='--expand always'
compare relevance --batch queries
compare any --any --batch queries
expand='--expand recall'
compare recall --batch queries
expand=--no-expand
row the sample, on this machine
served=$parts
parts='-i part1 -i part2 -i part3 -i part4'
compare relevance --batch some
compare newest --sort -date --batch some
row a stub file of servers and folders
printf 'remote %s\nauto part2\n' "$(echo "$served" | awk '{ print $2 }')" >stub
printf '# the rest\nauto part3/\n\nremote %s\n' "$server" >rest
echo 'auto rest' >>stub
parts='-i stub'
compare relevance --batch some
row how many, and what was meant
for parts in '-i whole' "$served" '-i stub' '-i part4 -i part1 -i part2 -i part3'; do
    dateline search -c $parts 'mirzan OR ferry'
    dateline search $parts ferrry mirzann 2>&1 | tail -n 2
done
row a page of articles
dateline search -n 5 -i whole mirzan >one 2>&1
dateline search -n 5 $served mirzan >many 2>&1
cmp one many && tail -n 1 many
