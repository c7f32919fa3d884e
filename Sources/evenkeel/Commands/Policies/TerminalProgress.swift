import Foundation

/// One line on a terminal's stderr that says how far a command is; nothing where stderr is no terminal.
final class TerminalProgress {
  /// Between two changes of the line.
  private static let interval = Duration.milliseconds(200)

  private let isTerminal = isatty(STDERR_FILENO) == 1
  private var shown: ContinuousClock.Instant?

  /// - Parameter text: made only where it is shown.
  func show(_ text: @autoclosure () -> String) {
    let now = ContinuousClock.now
    guard isTerminal, shown.map({ now - $0 >= Self.interval }) ?? true else { return }
    shown = now
    StandardError.write("\r\u{1B}[K\(text())")
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
