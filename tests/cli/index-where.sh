# Which folder is the index: -i, else $DATELINE_INDEX, else dateline under the XDG data folder.
. "$ROOT/tests/cli/lib"
article a.txt 'Ferry sails' 'The ferry crossed the sound.'
row -i
run dateline index -i by-option a.txt
ls by-option/XAPIANDB
row '$DATELINE_INDEX'
run env DATELINE_INDEX=by-environment dateline index a.txt
ls by-environment/XAPIANDB
run env DATELINE_INDEX=by-environment dateline search -q ferry
row -i goes before '$DATELINE_INDEX'
run env DATELINE_INDEX=never dateline index -i by-both a.txt
ls -d by-both never 2>/dev/null
row '$XDG_DATA_HOME'
run dateline index a.txt
ls "$XDG_DATA_HOME/dateline/XAPIANDB" | steady
run dateline search -q ferry
row without '$XDG_DATA_HOME'
unset XDG_DATA_HOME
run dateline index a.txt
ls "$HOME/.local/share/dateline/XAPIANDB" | steady
row an empty '$DATELINE_INDEX' is none
run env DATELINE_INDEX= dateline search -q ferry
row folders above the index are made
run dateline index -i new/folders/index a.txt
ls new/folders/index/XAPIANDB
