package import NIOCore

/// The head of a client's request.
package struct HTTPRequestHead: Sendable {
  package var method: HTTPMethod
  /// Byte offsets of the path in `fields.bytes`, from its `/` and without the query.
  package var path: Range<Int>
  /// Byte offsets of the path with its query.
  package var target: Range<Int>
  package var fields: HTTPFields
  package var framing: HTTPBodyFraming
  /// Whether the connection can carry another request after this one.
  package var isKeptAlive: Bool
  /// Whether the client waits for `100 Continue` before it sends its body.
  package var expectsContinue: Bool
  /// False for HTTP/1.0, which knows no chunked answers.
  package var isVersion11: Bool

  /// The path as text; always ASCII.
  package var pathText: String { text(path) }

  /// Whether the path is exactly this one.
  package func hasPath(_ text: StaticString) -> Bool {
    guard path.count == text.utf8CodeUnitCount else { return false }
    let bytes = fields.bytes.readableBytesUInt8Span
    for index in 0..<text.utf8CodeUnitCount where unsafe bytes[path.lowerBound + index] != text.utf8Start[index] {
      return false
    }
    return true
  }

  /// The path with its query, as bytes.
  package var targetBytes: ByteBufferView {
    fields.bytes.viewBytes(at: fields.bytes.readerIndex + target.lowerBound, length: target.count) ?? ByteBufferView()
  }

  private func text(_ range: Range<Int>) -> String {
    fields.bytes.getString(at: fields.bytes.readerIndex + range.lowerBound, length: range.count) ?? ""
  }
}
