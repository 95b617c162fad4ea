# Addresses are links (OSC 8) where the terminal is known to show them, or it is asked for; never to anything but
# the web. Escape is shown as ^, a backslash after it as /.
. "$ROOT/tests/cli/lib"
need script
unset VTE_VERSION KONSOLE_VERSION DOMTERM WT_SESSION KITTY_WINDOW_ID TERM_PROGRAM TERM_PROGRAM_VERSION FORCE_HYPERLINK
cat >news.jsonl <<'END'
{"id": "n-1", "url": "https://wire.example/sea/b\u00e4r?q=a b;c\u001b]8;;x", "title": "Storm", "text": "A storm came."}
{"id": "n-2", "url": "file:///etc/passwd", "title": "Storm in a file", "text": "No more."}
{"id": "n-3", "url": "https://wire.example/a-very-long-address/that-goes-on-and-on/and-would-not-stand-on-a-line/of-forty/columns", "title": "Long", "text": "Long words."}
END
load -i index news.jsonl
show() {
    tr -d '\r' | tr '\033\\' '^/' | grep wire.example
}
row always
dateline search -i index -q --hyperlink=always --color=never came | show
dateline search -i index -q --hyperlink=always --color=never file | grep file:
row never in other formats
dateline search -i index -q --hyperlink=always --format csv --fields url long | tr -d '\r'
row no terminal
dateline search -i index -q came | show
terminal() {
    row "$@"
    script -qec "$* dateline search -q -i index --color=never came" /dev/null </dev/null | show
}
terminal TERM=xterm
terminal TERM=xterm VTE_VERSION=6003
terminal TERM=xterm VTE_VERSION=4200
terminal TERM=xterm-kitty
terminal TERM=xterm TERM_PROGRAM=WezTerm
terminal TERM=screen VTE_VERSION=6003
terminal TERM=tmux-256color TERM_PROGRAM=tmux TERM_PROGRAM_VERSION=3.4
terminal TERM=tmux-256color TERM_PROGRAM=tmux TERM_PROGRAM_VERSION=3.3a
terminal TERM=dumb VTE_VERSION=6003
terminal TERM=xterm FORCE_HYPERLINK=1
terminal TERM=xterm VTE_VERSION=6003 FORCE_HYPERLINK=0
printf "#!/bin/sh\ncat\n" >tool
chmod +x tool
terminal TERM=xterm VTE_VERSION=6003 PAGER=./tool
row a long one: whole, but cut to the line where it is a link
export TERM=xterm
for when in never always; do
    script -qec "stty cols 40; dateline search -q -i index --color=never --hyperlink=$when long" /dev/null </dev/null | show
done
