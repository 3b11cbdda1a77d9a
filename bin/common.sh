# Shared by the scripts of this folder; sourced after `root` is set to the project's folder.
# shellcheck shell=bash disable=SC2154

dist=$root/dist
jvm_flags=(--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow)

say() { printf '%s\n' "$*" >&2; }
fail() {
  say "mobula: $*"
  exit 1
}
now_ms() { echo $(($(date +%s%N) / 1000000)); }
seconds() { printf '%d.%d s' $(($1 / 1000)) $(($1 % 1000 / 100)); }

# Sets JAVA_HOME and java; find-jdk says what is missing.
use_jdk() {
  JAVA_HOME=$("$root/bin/find-jdk") || exit 1
  export JAVA_HOME
  java=$JAVA_HOME/bin/java
}

# The jars in one fixed order: the AOT cache is bound to it.
class_path() {
  local jars=("$dist"/lib/*.jar)
  local IFS=:
  echo "${jars[*]}"
}

# The command's own cache; nodes have another, which JvmCommand names.
aot_flags() {
  aot=()
  [[ ! -f $dist/mobula-command.aot ]] || aot=(-XX:AOTCache="$dist/mobula-command.aot")
}

# Becomes the command line tool: short-lived, so neither the optimising compiler nor a second collector thread pays.
exec_cli() {
  aot_flags
  exec "$java" "${jvm_flags[@]}" ${aot[@]+"${aot[@]}"} -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx128m \
    -cp "$(class_path)" io.mobula.cli.Main "$@"
}
