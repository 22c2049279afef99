#!/usr/bin/env bash
# Makes the page of croft view out of this folder, into TARGET/classes; Maven calls it. It works on a copy in TARGET/web, where
# npm puts what package-lock.json names, and does nothing while that and the sources stay as they are. Without npm the jar is
# built without the page, and says so when somebody asks for it.
#
#   page.sh build TARGET required|optional    bundles the page; whether it fails where packages cannot be fetched
#   page.sh test TARGET                       checks types and runs the page's own tests
set -euo pipefail

readonly SOURCES=$(dirname "$(readlink -f "$0")")
readonly WORK=$2/web
readonly OUT=$2/classes/dev/croft/view/web
# Debian 12's Node; esbuild and the tests need no newer one.
readonly OLDEST_NODE=18

warn() {
  echo "[WARNING] $*"
}

# Whether the tools are there; says what is missing.
has_tools() {
  if ! command -v npm >/dev/null || ! command -v node >/dev/null; then
    warn "croft is built without the page of 'croft view': npm is missing. Install it: apt-get install nodejs npm"
    return 1
  fi
  if (($(node -p 'parseInt(process.versions.node)') < OLDEST_NODE)); then
    warn "croft is built without the page of 'croft view': Node $OLDEST_NODE or later is missing, this is $(node --version)"
    return 1
  fi
}

# What the page is made of, as one digest.
digest() {
  (cd "$SOURCES" && find . -path ./node_modules -prune -o -type f -print0 | LC_ALL=C sort -z | xargs -0 cat | cksum; node --version)
}

# Brings the copy up to date, and the packages too when their list has changed.
prepare() {
  mkdir -p "$WORK"
  find "$WORK" -mindepth 1 -maxdepth 1 ! -name node_modules ! -name installed.json -exec rm -rf {} +
  (cd "$SOURCES" && tar --exclude=./node_modules -cf - .) | tar -xf - -C "$WORK"
  if ! cmp -s "$WORK/package-lock.json" "$WORK/installed.json"; then
    (cd "$WORK" && npm ci --ignore-scripts --prefer-offline --loglevel=error >npm.log 2>&1) || return
    cp "$WORK/package-lock.json" "$WORK/installed.json"
  fi
}

build() {
  local now
  has_tools || return 0
  now=$(digest)
  if [[ -f $OUT/index.html && -f $WORK/built && $(<"$WORK/built") == "$now" ]]; then
    return
  fi
  if ! prepare; then
    tail -n 5 "$WORK/npm.log"
    if [[ $1 != optional ]]; then
      echo "[ERROR] Cannot fetch the packages of the page of 'croft view': npm ci failed. -Dcroft.page=optional builds without it."
      return 1
    fi
    warn "croft is built without the page of 'croft view': its packages cannot be fetched"
    return 0
  fi
  (cd "$WORK" && node build.mjs "$OUT")
  echo "$now" >"$WORK/built"
}

run_tests() {
  has_tools || return 0
  if [[ ! -f $WORK/built ]]; then
    warn "the tests of the page are skipped, it was not built"
    return
  fi
  cd "$WORK"
  if [[ -f tested && $(<tested) == "$(<built)" ]]; then
    return
  fi
  node node_modules/typescript/bin/tsc --project .
  node build.mjs --tests tests
  node --test tests/
  cp built tested
}

case $1 in
  build) build "$3" ;;
  test) run_tests ;;
esac
