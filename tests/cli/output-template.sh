# --template: fields in braces, escapes, doubled braces; mistakes are named.
. "$ROOT/tests/cli/lib"
cat >news.jsonl <<'END'
{"id": "n-1", "title": "Storm {title} \\n over", "date": "2014-08-08", "source": "Northwire", "text": "A storm\ncame\u001b[2J."}
{"id": "n-2", "text": "The storm went."}
END
load -i index news.jsonl
show() {
    row "$1"
    run dateline search -i index -q --template "$1" storm
}
show '{rank} {date} {title}\n'
show '{rank}\t{source}\t{snippet}\n'
show '{{{rank}}} \\n{{}}|\n'
show 'no field\n'
show '{rank},'
show ''
show '{titel}\n'
show '{rank\n'
show 'rank}\n'
show '{}\n'
show '\x{rank}'
show 'end\'
row two formats
run dateline search -i index --template '{rank}\n' --json storm
run dateline search -i index --json --format csv storm
run dateline search -i index -c -l storm
row the same twice
run dateline search -i index -q -c --format count storm
