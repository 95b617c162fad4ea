# -l LANGUAGE: of articles that declare none; a declared one goes before it.
. "$ROOT/tests/cli/lib"
cat >dump.jsonl <<'END'
{"title": "A", "text": "Zwei Fischer waren auf See."}
{"title": "B", "lang": "fr", "text": "Les pêcheurs étaient en mer."}
END
for language in german de German DE deu; do
    load -i index -l $language dump.jsonl
    echo "$language: $(field language fischer) $(field language mer)"
    rm -r index
done
row without -l: English
load -i index dump.jsonl
field language fischer
rm -r index
row inflections of a language are found
load -i index -l german dump.jsonl
found Fischern
found pêcheur
row no such language
run dateline index -i other -l klingon dump.jsonl
ls -d other 2>/dev/null
row a language that has no stemmer
echo '{"title": "C", "lang": "ja", "text": "東京で会議が開かれた。"}' >c.jsonl
run dateline index -i index c.jsonl
found 会議
