# --fragments: each passage on lines of its own, with an ellipsis before those that follow another; in JSON the same text.
. "$ROOT/tests/cli/lib"
need jq
cat >news.jsonl <<'END'
{"id": "n-1", "title": "Harbour", "text": "The storm came at night over the hills of Kestan and went on to the sea. Nobody had been told. The mayor was away, the coast guard slept, and the radio played waltzes until four in the morning, when the cable broke near the mill and the town was without light. For two days boats were looked for along the whole of the coast, from the mill to the lighthouse, and not one was found. On the third day a ferry brought bread. It had waited in a bay to the north, its captain said, until the waves were lower than the bridge. He was given the freedom of the town, and a hat."}
END
load -i index news.jsonl
show() {
    row "$*"
    dateline search -i index -q --snippet-size 75 "$@" storm ferry freedom
}
show --fragments 3
show --fragments 2 --color=always | tr '\033' '^'
show --fragments 0
show --fragments 2 --format markdown | sed 's/[0-9a-f]\{32\}/ID/'
row the fragments in JSON
dateline search -i index -q --snippet-size 75 --fragments 3 --json storm ferry freedom |
    jq -r '. as $hit | .fragments[] | $hit.snippet[.chars[0]:.chars[1]]'
