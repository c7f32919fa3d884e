import Foundation

/// What commands print with `--json`.
enum JSONDocument {
  /// Indented, keys sorted, with a line end.
  static func text(_ value: some Encodable) throws(CommandFailure) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    encoder.keyEncodingStrategy = .convertToSnakeCase
    do {
      return String(decoding: try encoder.encode(value), as: UTF8.self) + "\n"
    } catch {
      throw CommandFailure(.failed, "the result cannot be written as JSON: \(error)")
    }
  }
}
