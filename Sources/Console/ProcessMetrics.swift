import Foundation

/// What the system says of this process, under the names that Prometheus' own clients use.
package struct ProcessMetrics: Sendable {
  /// Seconds since 1970.
  private let started: Double

  package init() {
    started = Date().timeIntervalSince1970
  }

  /// Adds the families. Those that the system does not tell (there is no /proc on macOS) are left out.
  package func write(to metrics: inout MetricsText) {
    metrics.family("process_start_time_seconds", .gauge, "Start of the process, Unix time.", started)
    var usage = rusage()
    if unsafe getrusage(Self.own, &usage) == 0 {
      let seconds = usage.ru_utime.tv_sec + usage.ru_stime.tv_sec
      let microseconds = Int(usage.ru_utime.tv_usec) + Int(usage.ru_stime.tv_usec)
      metrics.family(
        "process_cpu_seconds_total", .counter, "User and system CPU time.",
        Double(seconds) + Double(microseconds) / 1_000_000)
    }
    if let bytes = Self.residentBytes() {
      metrics.family("process_resident_memory_bytes", .gauge, "Resident memory.", Double(bytes))
    }
    if let count = Self.openFiles() {
      metrics.family("process_open_fds", .gauge, "Open file descriptors.", Double(count))
    }
  }

  #if canImport(Glibc)
    private static let own = RUSAGE_SELF.rawValue
  #else
    private static let own = RUSAGE_SELF
  #endif

  /// The second field of /proc/self/statm, in pages.
  private static func residentBytes() -> Int? {
    guard let text = FileManager.default.contents(atPath: "/proc/self/statm") else { return nil }
    let fields = String(decoding: text, as: UTF8.self).split(separator: " ")
    guard fields.count > 1, let pages = Int(fields[1]) else { return nil }
    return pages * sysconf(Int32(_SC_PAGESIZE))
  }

  private static func openFiles() -> Int? {
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd") else { return nil }
    return names.count
  }
}
