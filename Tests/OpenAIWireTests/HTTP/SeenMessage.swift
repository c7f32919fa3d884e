/// One HTTP message as a reader saw it, for comparing two readers.
struct SeenMessage: Equatable {
  struct Field: Equatable {
    var name: String
    /// Without the blanks around it; bytes that are not UTF-8 are replaced.
    var value: String
  }

  /// Method and target, or the status.
  var start: String
  var fields: [Field] = []
  var body: [UInt8] = []
}

extension [UInt8] {
  /// The bytes as a Swift literal would show them, for the message of a failing case.
  var shown: String { String(String.UnicodeScalarView(map { Unicode.Scalar($0) })).debugDescription }
}
