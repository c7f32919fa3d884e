import Foundation
import Synchronization

/// A PostgreSQL server of these tests' own, in a folder of its own, reached by a socket in that folder. It ends with the
/// process that started it, however that ends.
final class PostgreSQLServer: Sendable {
  struct Failure: Error, CustomStringConvertible {
    var description: String
  }

  /// Socket, data and log.
  let folder: String
  private let binaries: String
  private let schemas = Atomic(0)
  /// Ends the server when this process is gone, or when the file `wanted` is.
  private let supervisor: pid_t

  private static let started = Mutex<PostgreSQLServer?>(nil)

  /// The one that all tests share, started by the first that asks.
  static func shared() throws -> PostgreSQLServer {
    try started.withLock { started in
      if let started { return started }
      let server = try PostgreSQLServer()
      started = server
      return server
    }
  }

  /// Makes a database cluster, which takes a second, and starts its server.
  init(settings: [String: String] = [:]) throws {
    binaries = try Self.findBinaries()
    // Short: the path of a socket has at most 107 bytes.
    folder = "/tmp/evenkeel-pg-" + UUID().uuidString.prefix(8)
    let settings = [
      "fsync": "off", "max_connections": "200", "shared_buffers": "32MB", "listen_addresses": "''",
      "unix_socket_directories": "'\(folder)'",
    ].merging(settings) { $1 }
    let lines = settings.sorted { $0.key < $1.key }.map { "\($0.key) = \($0.value)" }.joined(separator: "\n")
    let process = try SpawnedProcess(
      "/bin/bash", ["-c", Self.script, "supervisor", folder, binaries, lines, String(getpid())])
    supervisor = process.pid
    guard process.readLine() == "ready" else {
      throw Failure(description: "no PostgreSQL server started: see \(folder)")
    }
  }

  deinit {
    unlink(folder + "/wanted")
    var status: Int32 = 0
    while waitpid(supervisor, &status, 0) < 0, errno == EINTR {}
  }

  /// PostgreSQL does not run as root. The server's first user is not named for whoever runs the tests.
  private static let script = """
    folder=$1; bin=$2
    # Whoever runs the tests reads their output to its end, and then waits for them: nothing of it stays open here.
    exec 2>/dev/null
    for fd in /proc/$$/fd/*; do
      fd=${fd##*/}
      if [ "$fd" -gt 2 ]; then eval "exec $fd>&-"; fi
    done
    as() { if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi; }
    mkdir -m 700 "$folder" && cd "$folder" || exit 1
    if [ "$(id -u)" = 0 ]; then chown postgres "$folder"; fi
    as "$bin/initdb" -D "$folder/data" -U evenkeel --auth=trust -E UTF8 --locale=C.UTF-8 --no-sync \\
      >"$folder/initdb.log" 2>&1 </dev/null || exit 1
    printf '%s\\n' "$3" >>"$folder/data/postgresql.conf"
    as "$bin/pg_ctl" -D "$folder/data" -w -t 60 -l "$folder/server.log" start >/dev/null 2>&1 </dev/null || exit 1
    : >"$folder/wanted"
    echo ready
    exec >/dev/null 2>&1
    while kill -0 "$4" 2>/dev/null && [ -e "$folder/wanted" ]; do sleep 0.2; done
    as "$bin/pg_ctl" -D "$folder/data" -m immediate stop >/dev/null 2>&1 </dev/null
    rm -rf "$folder"
    """

  private static func findBinaries() throws -> String {
    let base = "/usr/lib/postgresql"
    let versions = (try? FileManager.default.contentsOfDirectory(atPath: base)) ?? []
    for version in versions.sorted(by: { (Int($0) ?? 0) > (Int($1) ?? 0) }) {
      let folder = "\(base)/\(version)/bin"
      if FileManager.default.isExecutableFile(atPath: folder + "/initdb") { return folder }
    }
    throw Failure(description: "PostgreSQL's server is not installed: scripts/install-packages names it")
  }

  // MARK: Using it

  /// A schema of its own: as good as a database of its own for a log, and made faster.
  func makeSchema() throws -> PostgreSQLSchema {
    let name = "log_\(schemas.add(1, ordering: .relaxed).newValue)"
    try run("CREATE SCHEMA \(name)", schema: "public")
    return PostgreSQLSchema(server: self, name: name)
  }

  /// What psql gives back, a line a row.
  @discardableResult
  func run(_ sql: String, schema: String) throws -> [String] {
    let (status, lines) = try SpawnedProcess.run(
      binaries + "/psql",
      ["-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-d", address(schema: schema), "-c", sql])
    guard status == 0 else { throw Failure(description: lines.joined(separator: " ")) }
    return lines
  }

  /// A session that stays open.
  func session(schema: String) throws -> PostgreSQLSession {
    try PostgreSQLSession(psql: binaries + "/psql", address: address(schema: schema))
  }

  func address(schema: String) -> String {
    "postgresql://evenkeel@/postgres?host=\(folder)&options=-csearch_path%3D\(schema)"
  }

  enum Ending: String {
    case fast, immediate
  }

  /// Ends the server; `immediate` is a crash, as far as its files are concerned.
  func stop(_ ending: Ending) throws {
    try control(["-m", ending.rawValue, "-w", "stop"])
  }

  /// Starts it again, with the settings that it had.
  func start() throws {
    try control(["-w", "-l", folder + "/server.log", "start"])
  }

  /// Lets all its processes stand still, with their sockets open, or go on.
  func freeze(_ isFrozen: Bool) throws {
    let file = try String(contentsOfFile: folder + "/data/postmaster.pid", encoding: .utf8)
    guard let first = file.split(separator: "\n").first, let server = Int32(first) else {
      throw Failure(description: "no process number in postmaster.pid")
    }
    let children = try FileManager.default.contentsOfDirectory(atPath: "/proc").compactMap { Int32($0) }.filter { pid in
      let status = try? String(contentsOfFile: "/proc/\(pid)/status", encoding: .utf8)
      return status?.contains("PPid:\t\(server)\n") ?? false
    }
    for pid in [server] + children { kill(pid, isFrozen ? SIGSTOP : SIGCONT) }
  }

  private func control(_ arguments: [String]) throws {
    let command = [binaries + "/pg_ctl", "-D", folder + "/data", "-s"] + arguments
    let all = getuid() == 0 ? ["/usr/sbin/runuser", "-u", "postgres", "--"] + command : command
    // A server that it starts keeps the output open: nothing is read of it.
    let process = try SpawnedProcess("/bin/sh", ["-c", "cd / && exec \"$@\" >/dev/null 2>&1", "sh"] + all)
    guard process.wait() == 0 else { throw Failure(description: "pg_ctl \(arguments) failed") }
  }
}
