# JSON Lines, one array, objects one after the other; the format may be told by content or by -f.
. "$ROOT/tests/cli/lib"
count() {
    row "$1"
    shift
    run dateline index -i index "$@"
    found storm
    rm -r index
}
cat >lines.jsonl <<'END'
{"title": "One", "text": "A storm came."}

{"title": "Two", "text": "The storm went."}
END
cat >array.json <<'END'
[
  {"title": "One", "text": "A storm came."},
  {"title": "Two", "text": "The \"storm\" {went]\n."}
]
END
printf '{"title": "One", "text": "A storm came."}{"title": "Two",\n"text": "The storm went."}' >objects.json
count 'JSON Lines, with a blank line' lines.jsonl
count 'one array' array.json
count 'objects one after the other' objects.json
cp lines.jsonl noname
count 'told by content' noname
printf 'Storm Title\n\n{"title": "One", "text": "A storm came."}\n' >mixed.txt
count 'a text that has JSON in it' mixed.txt
count '-f jsonl' -f jsonl lines.jsonl
count '-f text: the file is one text' -f text objects.json
printf '\357\273\277{"title": "One", "text": "A storm came."}\r\n{"title": "Two", "text": "A storm"}\r\n' >windows.jsonl
count 'BOM and CRLF' windows.jsonl
