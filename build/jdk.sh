# What heaplab and .ci/run share: which JDK is needed, where one is, and how one is installed here.

readonly needed=25

# A JDK, which has a compiler, not only a runtime; its release file tells its version without starting it.
is_jdk() {
  local line
  [[ -x $1/bin/javac && -r $1/release ]] || return 1
  while read -r line; do
    if [[ $line =~ ^JAVA_VERSION=\"([0-9]+) ]]; then
      ((BASH_REMATCH[1] >= needed))
      return
    fi
  done <"$1/release"
  return 1
}

# Sets jdk to the first one in JAVA_HOME, PATH and the usual folders.
find_jdk() {
  local javac candidate
  if [[ -n ${JAVA_HOME:-} ]] && is_jdk "$JAVA_HOME"; then
    jdk=$JAVA_HOME
    return
  fi
  if javac=$(type -P javac) && javac=$(readlink -f -- "$javac") && is_jdk "${javac%/bin/javac}"; then
    jdk=${javac%/bin/javac}
    return
  fi
  for candidate in /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk* \
    "${HOME:-/}"/.jdks/* "${HOME:-/}"/.sdkman/candidates/java/*; do
    if is_jdk "$candidate"; then
      jdk=$candidate
      return
    fi
  done
  return 1
}

# The commands that install a JDK on this system, one a line. Debian 12 and Ubuntu 22.04 have none that is new
# enough; Adoptium's packages are for them.
jdk_commands() {
  local ID='' VERSION_ID='' VERSION_CODENAME=''
  if [[ -r /etc/os-release ]]; then source /etc/os-release; fi
  case $ID:$VERSION_ID in
    debian:1[3-9] | ubuntu:2[4-9].*)
      echo "apt-get install openjdk-$needed-jdk-headless"
      ;;
    debian:* | ubuntu:*)
      local key=/etc/apt/keyrings/adoptium.asc
      echo "apt-get install wget ca-certificates"
      echo "wget -qO $key https://packages.adoptium.net/artifactory/api/gpg/key/public"
      echo "echo 'deb [signed-by=$key] https://packages.adoptium.net/artifactory/deb $VERSION_CODENAME main' >/etc/apt/sources.list.d/adoptium.list"
      echo "apt-get update"
      echo "apt-get install temurin-$needed-jdk"
      ;;
    fedora:*)
      echo "dnf install java-$needed-openjdk-devel"
      ;;
    arch:*)
      echo "pacman -S jdk$needed-openjdk"
      ;;
    *)
      echo "# a JDK $needed or later, for example from https://adoptium.net"
      ;;
  esac
}
