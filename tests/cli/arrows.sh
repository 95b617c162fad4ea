"$ROOT/tests/tools/check-arrows" "$ROOT"
