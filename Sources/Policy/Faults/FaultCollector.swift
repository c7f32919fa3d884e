/// Gathers the faults and warnings of one file, so that a reader can go on after the first.
///
/// A class, because the readers of one file share it; it never leaves the call that made it.
final class FaultCollector {
  /// Faults kept for one file; a hostile file could otherwise make millions.
  static let limit = 200

  let file: String
  /// The end of the file's text: what the YAML parser places behind it is moved there.
  var end = SourceMark(line: .max, column: .max)
  /// True when the policy that the file extends, or one of several files that it may refer to, could not be read as a
  /// whole: what is unknown here may stand there, and is not noted.
  var missesOthers = false
  private(set) var faults: [PolicyFault] = []
  private(set) var warnings: [PolicyFault] = []

  init(file: String) {
    self.file = file
  }

  /// True while nothing was wrong.
  var isEmpty: Bool { faults.isEmpty }

  /// True when further faults are not kept: time to stop looking for them.
  var isFull: Bool { faults.count > Self.limit }

  /// Notes a fault at a position.
  ///
  /// - Parameter message: made only where it is kept; looking for the nearest word among thousands takes its time.
  func add(_ mark: SourceMark, _ message: @autoclosure () -> String) {
    if faults.count < Self.limit {
      faults.append(fault(mark, message()))
    } else if faults.count == Self.limit {
      faults.append(PolicyFault(file: file, message: "more than \(Self.limit) errors; the rest is not shown"))
    }
  }

  /// Notes a fault of the file as a whole.
  func add(_ message: String) {
    add(SourceMark(line: 0, column: 0), message)
  }

  /// Notes a word that is not known, unless it may stand in a file that could not be read: that file's faults are noted,
  /// and the folder is not loaded in any case.
  func addUnknown(_ mark: SourceMark, _ message: @autoclosure () -> String) {
    if !missesOthers { add(mark, message()) }
  }

  /// Notes what an operator should know and what does not keep the policy from loading.
  func warn(_ mark: SourceMark, _ message: String) {
    if warnings.count < Self.limit {
      warnings.append(fault(mark, message))
    }
  }

  private func fault(_ mark: SourceMark, _ message: String) -> PolicyFault {
    let mark = (mark.line, mark.column) > (end.line, end.column) ? end : mark
    return PolicyFault(file: file, line: mark.line, column: mark.column, message: message)
  }
}
