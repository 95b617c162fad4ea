# "A phrase", -word, -"a phrase", and what stands after --.
. "$ROOT/tests/cli/lib"
cat >news.jsonl <<'END'
{"title": "Central bank", "text": "Rates rose. The bank of the central district closed."}
{"title": "B", "text": "The central bank left its rates alone."}
{"title": "C", "text": "Banks in central towns lost money."}
{"title": "D bank", "text": "Central heating failed."}
END
load -i index news.jsonl
row a phrase
found '"central bank"'
found '"bank central"'
found '"the central bank left"'
row a phrase is as it is written, not stemmed
found '"central banks"'
row no phrase crosses from the title to the text
found '"bank central heating"'
row typographic quotes
found '“central bank”'
found '„central bank“'
found '«central bank»'
row a phrase and a word
found '"central bank" alone'
row -word
found bank -rates
found -- -rates
found -- -rates bank
row '-"a phrase"'
found bank '-"central bank"'
row two arguments, one of two words: a phrase that the shell took the quotes from
run dateline search -i index rates "central bank" | grep -v "^[ 1-9]" | sed "/^$/d"
row after --
found -- bank
row a dash that is an option
run dateline search -i index bank -json
run dateline search -i index -rates bank
