import Foundation

/// The terminal that stdout goes to.
enum Terminal {
  /// Its columns; nil when stdout is no terminal, and nothing is to be cut then.
  static var width: Int? {
    guard isatty(STDOUT_FILENO) == 1 else { return nil }
    var size = winsize()
    guard unsafe ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }
}
