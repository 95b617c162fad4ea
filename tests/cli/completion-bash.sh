# Completion in bash: the script that `dateline --help=bash` prints, asked as bash asks it.
. "$ROOT/tests/cli/lib"
need bash
dateline --help=bash >script
mkdir folder 'a folder'
touch news.jsonl 'two words.txt' folder/inside.txt
cat >ask <<'END'
. ./script
# try WORD...: what is offered for the last one. Readline gives `=` as a word of its own.
try() {
    COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
    _dateline
    echo "$* -> $(printf '%s\n' "${COMPREPLY[@]}" | LC_ALL=C sort | paste -sd '|' -)"
}
try dateline sear
try dateline --ver
try dateline help comp
try dateline nosuch ''
try dateline search --expl
try dateline search --color a
try dateline search --color = al
try dateline search --color =
try dateline search -n ''
try dateline search -i f
try dateline search --index = f
try dateline search storm --no-p
try dateline search storm ''
try dateline search -- --col
try dateline index n
try dateline index tw
try dateline index folder/
try dateline index -q --writer x
try dateline index -f j
try dateline stats ''
END
bash ask
row every format of the input is offered
bash -c '. ./script; COMP_WORDS=(dateline index -f "") COMP_CWORD=3; _dateline; printf "%s\n" "${COMPREPLY[@]}"' |
    LC_ALL=C sort >offered
dateline index -i index -f none news.jsonl 2>&1 | sed 's/.*formats are //' | tr -d ' ' | tr , '\n' | LC_ALL=C sort |
    diff - offered && echo all of them
row every command, and every option of each
bash -c '. ./script; COMP_WORDS=(dateline "") COMP_CWORD=1; _dateline; printf "%s\n" "${COMPREPLY[@]}"' |
    grep -vxe help -e '-.*' >offered
dateline --help=commands | diff - offered && echo all commands
for command in $(dateline --help=commands); do
    bash -c ". ./script; COMP_WORDS=(dateline $command --) COMP_CWORD=2; _dateline; printf '%s\n' \"\${COMPREPLY[@]}\"" >offered
    dateline "$command" --help | sed -n 's/^  \(-., \|    \)\(--[a-z0-9-]*\).*/\2/p' | diff - offered || echo "($command)"
done
