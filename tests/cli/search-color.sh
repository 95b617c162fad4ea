# Highlights: plain when piped, bold with --color=always; whole words, in all inflections. Escape is shown as ^.
. "$ROOT/tests/cli/lib"
article news.txt 'Storms over Kestan' 'A storm came; the storming of the stormy coast, a brainstorm apart, went on. Ferries waited for the ferry port.'
load -i index news.txt
show() {
    row "$*"
    dateline search -i index -q "$@" storm ferry | tr '\033' '^' | sed 's/2m[0-9a-f]\{8\}^/2mID^/' | steady
}
show
show --color=auto
show --color=never
show --color=always
show --color always
NO_COLOR=1
export NO_COLOR
show --color=always
row a phrase is one highlight
dateline search -i index -q --color=always '"storm came"' | tr '\033' '^' | sed -n 3p
