# What dateline kwic prints for programs, read by programs that know nothing of it.
. "$ROOT/tests/cli/lib"
need python3
cat >news.jsonl <<'END'
{"id": "a", "title": "The \"storm\", a story", "date": "2014-08-08", "source": "North, \"the\" wire", "text": "one\r\ntwo \"storm\", three; storm\u0000 \u001b[31mstorm\u001b[0m\n=storm\tстorm 和storm平 السلام storm سلام"}
{"id": "b", "text": "storm storm\nSTORM; Storms’ storm's e\u0301storm 😀storm😀 \ud83d\ude00"}
{"id": "c", "title": "storm", "text": "no gale"}
END
load -i index --collection wire news.jsonl
cat >parse.py <<'END'
import csv, json, subprocess, sys
def output(*arguments):
    return subprocess.run(["dateline", "kwic", "-i", "index", "-q", "storm", *arguments], check=True, capture_output=True).stdout
articles = {json.loads(line)["id"]: json.loads(line) for line in
            subprocess.run(["dateline", "search", "-i", "index", "-q", "-n", "0", "--json", "storm"], check=True, capture_output=True).stdout.splitlines()}
texts = {name: json.loads(subprocess.run(["dateline", "show", "-i", "index", "--json", name], check=True, capture_output=True).stdout) for name in articles}
for width in "20", "60", "200":
    lines = [json.loads(line) for line in output("--json", "--width", width).splitlines()]
    rows = list(csv.DictReader(output("--csv", "--width", width).decode().splitlines(keepends=True), strict=True))
    names = ["date", "source", "id", "field", "start", "end", "left", "keyword", "right"]
    assert list(rows[0]) == names, list(rows[0])
    assert [[str(line[name] if line[name] is not None else "") for name in names] for line in lines] == [[row[name] for name in names] for row in rows]
    for line in lines:
        text = texts[line["id"]]["title" if line["field"] == "title" else "text"].encode()
        at = text[line["start"]:line["end"]].decode()
        assert "storm" in at.lower(), at
        assert line["keyword"] == at, (line["keyword"], at)
        assert "\n" not in line["left"] + line["right"]
        assert not any(ord(c) < 32 or ord(c) == 127 for c in line["left"] + line["keyword"] + line["right"])
    print(width, len(lines))
whole = [json.loads(line) for line in output("--json").splitlines()]
for order in "left", "right":
    lines = [json.loads(line) for line in output("--json", "--sort", order).splitlines()]
    assert sorted(map(str, lines)) == sorted(map(str, whole))
print("the same lines in every order")
END
run python3 parse.py
row as many lines for each article of the sample as a plain count of the word
load -i sample "$ROOT/corpus/sample/wire"
cat >count.py <<'END'
import collections, json, re, subprocess
def lines(*arguments):
    return [json.loads(line) for line in subprocess.run(["dateline", *arguments], check=True, capture_output=True).stdout.splitlines()]
ids = [article["id"] for article in lines("search", "-i", "sample", "-q", "-n", "0", "--json", "--", "-qqxqq")]
articles = lines("show", "-i", "sample", "--json", *ids)
for word in "the", "of", "said", "border", "peace":
    counted = {article["id"]: len(re.findall(r"\b%s\b" % word, (article["title"] or "") + "\n" + article["text"], re.I)) for article in articles}
    listed = collections.Counter(line["id"] for line in lines("kwic", "-i", "sample", "-q", "--json", '"%s"' % word))
    differ = [(i, counted[i], listed[i]) for i in counted if counted[i] != listed[i]]
    print(word, "differs: %s" % differ if differ else "agrees" if sum(counted.values()) else "is nowhere")
END
run python3 count.py
