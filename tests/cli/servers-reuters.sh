# The same of a real collection, where articles are many and alike.
. "$ROOT/tests/cli/lib"
. "$ROOT/tests/cli/lib-servers"
corpus reuters21578
head -n 4000 "$corpus/articles.jsonl" >articles.jsonl
shards articles.jsonl
make_queries <<'END'
oil prices opec 1987-03
crude oil saudi 1987-04
interest rates bank 1987
money market assistance 1987-04
wheat grain soviet 1987-03
coffee quota producers 1987-03
trade deficit japan 1987-04
merger shareholders offer 1987
quarterly dividend payout 1987-03
gold mine ounces 1987-06
yen dollar intervention 1987-04
sugar tonnes tender 1987-03
net loss quarter 1987
semiconductor chip japan 1987-04
airline bid twa 1987-03
west german bundesbank 1987-02
steel plant workers 1987
soybean crop acres 1987-03
tax bill senate 1987
gulf tanker iran 1987-10
END
compare_all
