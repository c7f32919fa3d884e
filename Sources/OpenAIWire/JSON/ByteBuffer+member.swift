import NIOCore

extension ByteBuffer {
  /// An integer member of the JSON object that the readable bytes are; nil where there is none.
  func jsonInteger(_ name: String) -> Int? {
    do {
      return try JSONDocument.read(self, mode: .lenient, limits: JSONLimits()) { cursor in
        guard try cursor.peekType() == .object else {
          try cursor.skipValue()
          return nil
        }
        var result: Int?
        var scope = try cursor.enterObject()
        while let key = try cursor.nextKey(&scope) {
          if try cursor.peekType() == .number, cursor.name(of: key) == name {
            result = try cursor.readInteger()
          } else {
            try cursor.skipValue()
          }
        }
        return result
      }
    } catch {
      // No JSON holds no number.
      return nil
    }
  }
}
