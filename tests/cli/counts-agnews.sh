# JSON Lines with names of its own, through --map: every line is in the index or in rejects.jsonl.
. "$ROOT/tests/cli/lib"
corpus agnews
file=$(ls "$corpus"/*.csv | head -n 1)
# "class","title","description" with quotes doubled, as JSON. Only records of one line of this form are taken.
awk '/^"[^"]*","/ {
    line = substr($0, 2, length($0) - 2)
    gsub(/\\/, " ", line)
    gsub(/\t/, " ", line)
    n = split(line, part, /","/)
    if (n < 3) next
    text = part[3]
    for (i = 4; i <= n; i++) text = text "," part[i]
    gsub(/""/, "\\\"", part[2])
    gsub(/""/, "\\\"", text)
    printf "{\"number\": %d, \"class\": \"%s\", \"news\": {\"kop\": \"%s\", \"lead\": \"%s\"}}\n", NR, part[1], part[2], text
}' "$file" >dump.jsonl
load -i index --map id=number --map section=class --map title=news.kop --map text=news.lead dump.jsonl
accounted "$(wc -l <dump.jsonl)"
