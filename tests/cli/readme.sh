# README's tour: what it shows is what its commands print (tests/tools/tour --write renews it).
"$ROOT/tests/tools/tour" | diff -u "$ROOT/README.md" -
