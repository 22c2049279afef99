#!/usr/bin/env bash
# Builds libgdalalljni.so, the native half of GDAL's Java bindings, out of Debian's own source of the GDAL that is
# installed, so that 'croft --backend gdal' works. Debian packages GDAL without it. For Debian 12, as root:
#
#   deploy/install-gdal-java.sh [--prefix FOLDER] [--force]
#
#   --prefix FOLDER   where the library goes, by default /usr/local/lib/croft, where croft looks by itself; for another
#                     folder set CROFT_GDAL_JAVA to it
#   --force           build even where a library for the installed GDAL is there already
#
# Installs what the build needs from Debian (libgdal-dev, swig, g++, a JDK) where it is missing. The system's apt sources stay
# as they are: the source package is fetched with lists of its own, which go away with the build's folder. Exit codes: 0
# done or already there, 2 wrong arguments or not root, 4 no such package, no network, or the build failed.
set -euo pipefail

readonly LIBRARY=libgdalalljni.so
# Modules of GDAL's bindings; all of them, so that the library serves other programs as well.
readonly MODULES=(gdalconst gdal ogr osr gnm)

fail() {
  printf 'install-gdal-java: %s\n' "${@:2}" >&2
  exit "$1"
}

say() {
  echo "install-gdal-java: $*" >&2
}

# Waits for compilers that may still write, as after the failure of another.
clean_up() {
  wait
  rm -rf "$work"
}

parse_arguments() {
  prefix=/usr/local/lib/croft
  force=no
  while (($# > 0)); do
    case $1 in
      --prefix)
        (($# > 1)) || fail 2 "Cannot use --prefix without a folder."
        prefix=$2
        shift
        ;;
      --prefix=*) prefix=${1#--prefix=} ;;
      --force) force=yes ;;
      -h | --help)
        sed -n '2,/^set /{/^#/s/^# \{0,1\}//p}' "${BASH_SOURCE[0]}"
        exit 0
        ;;
      *) fail 2 "Cannot use '$1': expected --prefix FOLDER or --force." ;;
    esac
    shift
  done
  [[ $prefix == /* ]] || prefix=$PWD/$prefix
}

is_installed() {
  [[ $(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null) == installed ]]
}

# Installs the packages of the arguments that are missing.
install_missing() {
  local package missing=()
  for package; do
    is_installed "$package" || missing+=("$package")
  done
  if ((${#missing[@]} == 0)); then return; fi
  say "installing ${missing[*]}"
  if ! {
    apt-get update &&
      DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 install -y --no-install-recommends "${missing[@]}"
  } >"$work/install.log" 2>&1 </dev/null; then
    tail -n 15 "$work/install.log" >&2
    fail 4 "Cannot install ${missing[*]}."
  fi
}

# Prints the folder with jni.h of some JDK; nothing when there is none.
jni_folder() {
  local home
  for home in ${JAVA_HOME:+"$JAVA_HOME"} /usr/lib/jvm/*; do
    if [[ -r $home/include/jni.h && -r $home/include/linux/jni_md.h ]]; then
      echo "$home/include"
      return
    fi
  done
}

# apt-get with sources and lists that only this build knows.
own_apt_get() {
  apt-get -o Dir::Etc::SourceList="$work/sources.list" -o Dir::Etc::SourceParts=/dev/null \
    -o Dir::State::Lists="$work/lists" -o Dir::Cache::pkgcache= -o Dir::Cache::srcpkgcache= \
    -o APT::Sandbox::User=root -o Acquire::Retries=2 "$@"
}

# Writes a deb-src line for each suite of Debian that the system takes packages from.
write_sources() {
  apt-get indextargets --format "deb-src [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg]\
 \$(REPO_URI) \$(CODENAME) \$(COMPONENT) \$(ORIGIN)" 'Identifier: Packages' |
    sed -n 's/ Debian$//p' | sort -u >"$work/sources.list"
  [[ -s $work/sources.list ]] || fail 4 "Cannot find a Debian archive among the sources of apt."
}

# Unpacks what the bindings are generated from, in the version of GDAL that is installed.
fetch_source() {
  local version archive
  version=$(dpkg-query -W -f '${source:Version}' libgdal-dev)
  say "fetching Debian's source of gdal $version"
  write_sources
  mkdir -p "$work/lists/partial" "$work/source"
  if ! { own_apt_get update && cd "$work/source" && own_apt_get source --download-only "gdal=$version"; } \
    >"$work/source.log" 2>&1 </dev/null; then
    tail -n 15 "$work/source.log" >&2
    fail 4 "Cannot fetch the source of gdal $version."
  fi
  archive=$(find "$work/source" -name 'gdal_*.orig.tar.*' ! -name '*.asc' -print -quit)
  [[ -n $archive ]] || fail 4 "Cannot find the upstream archive in the source of gdal $version."
  tar -xf "$archive" -C "$work" --strip-components=1 --wildcards '*/swig/include' '*/ogr/*.h' '*/gcore/*.h' '*/port/*.h'
}

# Generates and compiles the glue of one module.
compile_module() {
  local module=$1 language=(-c++) suffix=cpp compiler=(g++ -std=c++11)
  if [[ $module == gdalconst ]]; then
    language=() suffix=c compiler=(gcc)
  fi
  mkdir -p "$work/java/$module"
  swig "${language[@]}" -java -package "org.gdal.$module" -outdir "$work/java/$module" \
    -I"$work/swig/include" -I"$work/swig/include/java" -o "$work/$module.$suffix" "$work/swig/include/$module.i"
  "${compiler[@]}" -O1 -fPIC -w -fno-strict-aliasing -I"$jni" -I"$jni/linux" -I/usr/include/gdal \
    -c "$work/$module.$suffix" -o "$work/$module.o"
}

build() {
  local module jobs=() objects=() job
  for module in "${MODULES[@]}"; do
    compile_module "$module" >"$work/$module.log" 2>&1 &
    jobs+=("$!:$module")
    objects+=("$work/$module.o")
  done
  for job in "${jobs[@]}"; do
    if ! wait "${job%%:*}"; then
      tail -n 15 "$work/${job#*:}.log" >&2
      fail 4 "Cannot compile the bindings of ${job#*:}."
    fi
  done
  g++ -shared -o "$work/$LIBRARY" "${objects[@]}" -lgdal -Wl,--no-undefined
}

main() {
  local version
  parse_arguments "$@"
  command -v apt-get >/dev/null || fail 2 "Cannot build without apt-get: this is for Debian 12."
  version=$(dpkg-query -W -f '${source:Version}' libgdal-dev 2>/dev/null || true)
  if [[ $force == no && -n $version && -f $prefix/$LIBRARY && $(cat "$prefix/$LIBRARY.version" 2>/dev/null) == "$version" ]]; then
    say "$prefix/$LIBRARY for gdal $version is there already"
    return
  fi
  ((EUID == 0)) || fail 2 "Cannot install packages without being root; run it with sudo."
  work=$(mktemp -d)
  trap clean_up EXIT
  install_missing libgdal-dev swig g++ xz-utils ca-certificates debian-archive-keyring
  jni=$(jni_folder)
  if [[ -z $jni ]]; then
    install_missing openjdk-17-jdk-headless
    jni=$(jni_folder)
  fi
  version=$(dpkg-query -W -f '${source:Version}' libgdal-dev)
  fetch_source
  say "building $LIBRARY"
  build
  mkdir -p "$prefix"
  # Moved into place whole: a running croft keeps the one it loaded.
  install -m 644 "$work/$LIBRARY" "$prefix/$LIBRARY.new"
  mv -f "$prefix/$LIBRARY.new" "$prefix/$LIBRARY"
  echo "$version" >"$prefix/$LIBRARY.version"
  say "built $prefix/$LIBRARY for gdal $version"
}

main "$@"
