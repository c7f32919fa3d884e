/// Why a file was not classified.
package enum ClassificationFileError: Error, Equatable, CustomStringConvertible {
  case unreadable(path: String, reason: String)
  /// Lines count from 1.
  case badLine(path: String, line: Int, reason: String)
  case unwritable(path: String, reason: String)
  case classifier(path: String, line: Int, failure: ClassifierFailure)

  package var description: String {
    switch self {
    case .unreadable(let path, let reason): "`\(path)` cannot be read: \(reason)"
    case .badLine(let path, let line, let reason): "\(path):\(line): \(reason)"
    case .unwritable(let path, let reason): "`\(path)` cannot be written: \(reason)"
    case .classifier(let path, let line, let failure): "\(path):\(line): \(failure)"
    }
  }
}
