# How both programs are linked: nothing to write over but what must be written, and checks in the C library's place.
. "$ROOT/tests/cli/lib"
need readelf
for name in dateline dateline-index; do
    program=$(command -v "$name")
    if readelf -W --dyn-syms "$program" | grep -q __asan_; then
        echo 'skipped: built with sanitizers'
        exit 0
    fi
    row "$name"
    readelf -W -h "$program" | grep -q 'Type: *DYN' && echo 'position-independent'
    readelf -W -l "$program" | grep -q INTERP && echo 'a program, not a library'
    readelf -W -l "$program" | grep -q GNU_RELRO && readelf -W -d "$program" | grep -q BIND_NOW &&
        echo 'relocations are read-only once it runs'
    readelf -W -l "$program" | grep 'GNU_STACK' | grep -q 'RW  ' && echo 'no code on the stack'
    readelf -W --dyn-syms "$program" | grep -q ' __stack_chk_fail' && echo 'stack protector'
    readelf -W --dyn-syms "$program" | grep -q ' __memcpy_chk' && echo 'checked string functions'
    readelf -W -d "$program" | grep -E 'RPATH|RUNPATH|TEXTREL' || echo 'no folders of its own for libraries'
done
