# Where stderr is no terminal there is no bar: no carriage return, no escape sequence; and stdout stays empty.
. "$ROOT/tests/cli/lib"
awk 'BEGIN { for (i = 0; i < 20000; i++) print "{\"id\": " i ", \"text\": \"A storm came over the sound, and went.\"}" }' >dump.jsonl
TERM=xterm dateline index -i index dump.jsonl >stdout 2>stderr
echo "= $?"
steady <stderr
wc -c <stdout | tr -d ' '
row control characters
LC_ALL=C tr -d '\n -~' <stderr | od -c
