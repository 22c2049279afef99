#!/usr/bin/env bash
# Runs what an Apptainer build of croft.def would run, without Apptainer, which Debian 12 does not have: makes a small Debian
# with debootstrap, takes %files into it, runs %post and %test there, and then %runscript on a raster that only GDAL reads,
# with an environment as clean as by --cleanenv. Shows that the steps work, not that Apptainer accepts the file. Takes some
# five minutes and a network; needs root and debootstrap; changes nothing outside a folder that goes away again.
#
#   deploy/test-def.sh [MIRROR]
set -euo pipefail

readonly MIRROR=("$@") # debootstrap knows one itself
readonly SEARCH_PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
CLONE=$(dirname "$(readlink -f "$0")")/..
readonly CLONE
readonly DEFINITION=$CLONE/deploy/croft.def

fail() {
  echo "test-def: $1" >&2
  exit 2
}

# Prints the lines of the section $1.
section() {
  awk -v name="%$1" '/^%/ { inside = $1 == name; next } inside' "$DEFINITION"
}

copy_files() {
  local from to
  while read -r from to; do
    if [[ -n $from ]]; then install -D "$CLONE/$from" "$1$to"; fi
  done < <(section files)
}

# Runs a script in the Debian $1 by its own shell: script $2, its arguments after it.
inside() {
  chroot "$1" /usr/bin/env -i PATH="$SEARCH_PATH" HOME=/root /bin/sh -e -c "$2" croft "${@:3}"
}

# What happens in name spaces of its own, whose mounts and processes end with it.
build_and_try() {
  local root=$1 run
  mount -t proc proc "$root/proc"
  mount --rbind /dev "$root/dev"
  cp --dereference /etc/resolv.conf "$root/etc/resolv.conf"
  copy_files "$root"
  inside "$root" "$(section post)"
  run=$(section environment)$'\n'$(section runscript)
  inside "$root" "$(section environment)"$'\n'"$(section test)"
  printf 'ncols 2\nnrows 2\nxllcorner 0\nyllcorner 0\ncellsize 1\n1 2\n3 4\n' >"$root/tmp/four.asc"
  inside "$root" "$run" inspect /tmp/four.asc
  inside "$root" "$run" generate fields --count 1000 --out /tmp/land --progress off
  inside "$root" "$run" zonal --zones /tmp/land/fields.parquet --raster /tmp/land/cdl.tif --backend gdal --out /tmp/z.parquet
  du -sh --one-file-system "$root"
}

main() {
  local root
  ((EUID == 0)) || fail "Cannot change roots without being root."
  command -v debootstrap >/dev/null || fail "Cannot make a Debian without debootstrap; install it."
  [[ -f $CLONE/cli/target/croft.jar ]] || fail "Cannot find cli/target/croft.jar; build it with ./croft --version."
  root=$(mktemp -d)
  # shellcheck disable=SC2064 # the folder as it is now
  trap "rm -rf --one-file-system '$root'" EXIT
  chmod 755 "$root"
  debootstrap --variant=minbase bookworm "$root" "${MIRROR[@]}"
  export -f build_and_try copy_files inside section
  export CLONE DEFINITION SEARCH_PATH
  unshare --mount --pid --fork --kill-child --propagation private \
    bash -euo pipefail -c "build_and_try '$root'"
  echo "test-def: %files, %post, %test and %runscript work"
}

main "$@"
