import NIOCore

/// Naming another model in a request.
extension DocumentEdits {
  /// Writes the value of `model`, in place of the one that is there or as the first field.
  ///
  /// - Parameter body: a request that was read, in any dialect.
  mutating func name(_ model: String, in body: ByteBuffer, limits: JSONLimits) {
    let (value, start, isEmpty): (Range<Int>?, Int, Bool)
    do {
      (value, start, isEmpty) = try JSONDocument.read(body, mode: .strict, limits: limits) { cursor in
        var value: Range<Int>?
        var scope = try cursor.enterObject()
        let start = cursor.position
        var isEmpty = true
        while let key = try cursor.nextKey(&scope) {
          let isModel = cursor.name(of: key) == "model"
          isEmpty = false
          _ = try cursor.peekType()
          let first = cursor.position
          try cursor.skipValue()
          if isModel { value = first..<cursor.position }
        }
        return (value, start, isEmpty)
      }
    } catch { preconditionFailure("a request that was read cannot be read again: \(error)") }
    if let value {
      replace(value, with: Self.quoted(model))
    } else {
      replace(start..<start, with: "\"model\":" + Self.quoted(model) + (isEmpty ? "" : ","))
    }
  }
}
