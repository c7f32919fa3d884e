import Crypto
import Foundation

/// Length and SHA-256 of a file that is being written.
struct FileSum {
  private(set) var bytes = 0
  private var hash = SHA256()

  mutating func add(_ text: String) {
    let data = Data(text.utf8)
    bytes += data.count
    hash.update(data: data)
  }

  /// In hexadecimal digits.
  var sha256: String {
    hash.finalize().map { byte in
      let digits = String(byte, radix: 16)
      return digits.count == 1 ? "0" + digits : digits
    }.joined()
  }
}
