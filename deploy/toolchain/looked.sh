# Sourced by the launcher: whether anything has changed since the tools were last looked at. Python
# takes 0.15 s to say so, which is a quarter of an answer; this takes a few milliseconds.

# Whatever decides where tools are taken from and where they lie, and which Java it is.
tool_surroundings() {
  printf '%s|%s|%s|%s|%s|%s' "$PATH" "${HOME:-}" "${XDG_CACHE_HOME:-}" "${NIGHTSHIFT_HOME:-}" "${TEMPORAL_CLI:-}" \
    "$(readlink -f "$(command -v "${java:-java}")" 2>/dev/null)"
}

# NOTE ROOM: each line of the note but the first, which holds the surroundings, is a file that must be
# there and as old as it was, `!command` that must be nowhere, or `?pattern` that must match nothing.
tools_as_noted() {
  [ -f "$1" ] && [ -z "$(find "$2" -newer "$1" -print -quit)" ] || return 1
  local line first=yes
  while IFS= read -r line; do
    if [ -n "$first" ]; then
      first=
      [ "$line" = "$(tool_surroundings)" ] || return 1
      continue
    fi
    case "$line" in
      !*) if command -v "${line#?}" >/dev/null; then return 1; fi ;;
      \?*) if compgen -G "${line#?}" >/dev/null; then return 1; fi ;;
      *) if [ ! -f "$line" ] || [ "$line" -nt "$1" ]; then return 1; fi ;;
    esac
  done <"$1"
  [ -z "$first" ]
}

# NOTE COMMAND...: the command's output is the note, if it has one. Where the checkout is somebody else's
# and cannot be written in, nothing is noted and all works the same, a moment later.
note_tools() {
  local note=$1 beside="$1.$$" lines
  shift
  rm -f "$note" 2>/dev/null || return 0
  lines=$("$@") || return 0
  mkdir -p "$(dirname "$note")" 2>/dev/null || return 0
  { printf '%s\n%s\n' "$(tool_surroundings)" "$lines" >"$beside" && mv "$beside" "$note"; } 2>/dev/null || true
}
