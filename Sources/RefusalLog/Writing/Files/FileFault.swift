import Foundation

/// What the operating system said of a file.
struct FileFault: Error, CustomStringConvertible {
  /// What was tried: `write`, `open`.
  let operation: String
  /// The error number, as of `errno`.
  let code: Int32

  var description: String { "\(operation): \(unsafe String(cString: strerror(code)))" }
}
