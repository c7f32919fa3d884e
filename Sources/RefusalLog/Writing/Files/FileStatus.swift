import Foundation

/// How long a file is and which one it is.
struct FileStatus: Equatable {
  /// Bytes.
  let length: Int
  private let device: dev_t
  private let number: ino_t

  init(_ status: stat) {
    length = Int(status.st_size)
    device = status.st_dev
    number = status.st_ino
  }

  /// Of what stands under a name; nil where nothing does.
  init?(path: String) throws(FileFault) {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else {
      guard errno == ENOENT else { throw FileFault(operation: "stat", code: errno) }
      return nil
    }
    self.init(status)
  }

  /// True for the same file, whatever its length.
  func isSameFile(as other: FileStatus) -> Bool { device == other.device && number == other.number }
}
