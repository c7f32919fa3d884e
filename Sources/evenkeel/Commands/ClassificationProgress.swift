import Classifiers
import Foundation

/// One line on a terminal's stderr that says how far a classification is; nothing where stderr is no terminal.
final class ClassificationProgress {
  /// Between two changes of the line.
  private static let interval = Duration.milliseconds(200)

  private let isTerminal = isatty(STDERR_FILENO) == 1
  private let start = ContinuousClock.now
  private var shown: ContinuousClock.Instant?

  func show(_ outcome: ClassificationFile.Outcome) {
    let now = ContinuousClock.now
    guard isTerminal, shown.map({ now - $0 >= Self.interval }) ?? true else { return }
    shown = now
    let rate = Double(outcome.rows) / max(0.001, (now - start) / .seconds(1))
    StandardError.write("\r\u{1B}[K\(outcome.rows) rows, \(Int(rate)) a second")
  }

  /// Writes a line above the progress.
  func report(_ text: String) {
    clear()
    StandardError.write("\(text)\n")
  }

  func clear() {
    guard shown != nil else { return }
    StandardError.write("\r\u{1B}[K")
    shown = nil
  }
}
