# Completion in zsh: the function that `dateline --help=zsh` prints is called as zsh calls it, in a zsh on a
# terminal of its own.
. "$ROOT/tests/cli/lib"
need zsh
mkdir functions folder
dateline --help=zsh >functions/_dateline
zsh -f -n functions/_dateline && echo it is read
touch news.jsonl
cat >ask <<'END'
zmodload zsh/zpty
zpty shell zsh -f -i
say() { zpty -w shell "$1" }
# try LINE: what the line becomes by a tab; accept-line prints it.
try() {
    zpty -w -n shell "show $1"$'\t'" ."$'\n'
    zpty -r shell answer '*<<*>>*'
    print -r -- "$1 -> ${${answer##*<<}%%>>*}"
}
say 'PS1= PS2=; unsetopt zle_bracketed_paste prompt_cr; stty -echo'
say 'fpath=($PWD/functions $fpath); autoload -U compinit; compinit -D -u'
say 'compdef _dateline_after_show show; autoload -U _dateline'
say '_dateline_after_show() { shift words; (( CURRENT-- )); _dateline }'
say 'show() { print -r -- "<""<$*>"">" }'
try 'dateline sear'
try 'dateline search --expl'
try 'dateline search --color=alw'
try "dateline search -q --lang en --hyper"
try 'dateline search -i fol'
try 'dateline search storm --no-pag'
try 'dateline index new'
try 'dateline stats --js'
try 'dateline help comp'
zpty -d shell
END
zsh -f ask
