package import NIOCore

/// The header fields of one message: places in the bytes of its head, so that nothing is copied to read or forward them.
package struct HTTPFields: Sendable {
  /// One field, as byte offsets from the head's first byte; the value without the white space around it.
  package struct Field: Sendable {
    package var name: HTTPFieldName
    /// Whether the name has `_`, which some servers read as `-`: such a field is not forwarded.
    package var hasUnderscore: Bool
    package var nameStart: Int32
    package var nameEnd: Int32
    package var valueStart: Int32
    package var valueEnd: Int32
  }

  /// The head's bytes, from its first line.
  package let bytes: ByteBuffer
  package var fields: [Field]

  /// The value of the first field of this name, as text; nil when there is none.
  package func text(_ name: HTTPFieldName) -> String? {
    for field in fields where field.name == name { return text(of: field) }
    return nil
  }

  /// A field's value as text; bytes that are not UTF-8 are replaced.
  package func text(of field: Field) -> String {
    bytes.getString(
      at: bytes.readerIndex + Int(field.valueStart), length: Int(field.valueEnd - field.valueStart)) ?? ""
  }

  /// A field's value.
  package func value(of field: Field) -> ByteBufferView {
    let start = bytes.readerIndex + Int(field.valueStart)
    return bytes.viewBytes(at: start, length: Int(field.valueEnd - field.valueStart)) ?? ByteBufferView()
  }

  /// Whether a field's value is this lower-case text, without regard to the case of ASCII letters.
  ///
  /// Byte for byte: a Unicode lower-casing would read the Kelvin sign as `k` and find `chunked` where no peer does.
  func value(of field: Field, equals text: StaticString) -> Bool {
    let value = bytes.readableBytesUInt8Span.extracting(Int(field.valueStart)..<Int(field.valueEnd))
    return HTTPFieldName.equals(value, text)
  }

  /// Whether this lower-case text stands anywhere in a field's value, without regard to the case of ASCII letters.
  func value(of field: Field, mentions text: StaticString) -> Bool {
    let value = bytes.readableBytesUInt8Span.extracting(Int(field.valueStart)..<Int(field.valueEnd))
    let length = text.utf8CodeUnitCount
    guard value.count >= length else { return false }
    for start in 0...(value.count - length)
    where HTTPFieldName.equals(value.extracting(start..<(start + length)), text) {
      return true
    }
    return false
  }

  /// The value of the first field of this name; nil when there is none.
  package func value(_ name: HTTPFieldName) -> ByteBufferView? {
    for field in fields where field.name == name { return value(of: field) }
    return nil
  }

  /// Writes one field as a header line.
  package func write(_ field: Field, into out: inout ByteBuffer) {
    let start = bytes.readerIndex + Int(field.nameStart)
    if let line = bytes.viewBytes(at: start, length: Int(field.nameEnd - field.nameStart)) { out.writeBytes(line) }
    out.writeStaticString(": ")
    out.writeBytes(value(of: field))
    out.writeStaticString("\r\n")
  }

  /// The value of the only field with this name; nil where there is none, or several.
  ///
  /// - Parameter name: lower case.
  package func onlyValue(of name: String) -> String? {
    let found = fields.filter { lowercasedName(of: $0) == name }
    return found.count == 1 ? text(of: found[0]) : nil
  }

  /// The names listed in `connection` fields, lower case: hop-by-hop for this message (RFC 9110, section 7.6.1).
  ///
  /// Empty, at no great cost, in the common cases of no such field, `keep-alive` and `close`.
  package var connectionOptions: [String] {
    var options: [String] = []
    for field in fields where field.name == .connection {
      if value(of: field, equals: "keep-alive") || value(of: field, equals: "close") { continue }
      for part in text(of: field).split(separator: ",") {
        let option = part.drop { $0 == " " || $0 == "\t" }.prefix { $0 != " " && $0 != "\t" }.lowercased()
        if option != "keep-alive", option != "close", !option.isEmpty { options.append(option) }
      }
    }
    return options
  }

  /// A field's name, lower case.
  package func lowercasedName(of field: Field) -> String {
    let start = bytes.readerIndex + Int(field.nameStart)
    return (bytes.getString(at: start, length: Int(field.nameEnd - field.nameStart)) ?? "").lowercased()
  }
}
