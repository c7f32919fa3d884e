import CLibPQ

/// The values of one execution in the form that libpq takes: numbers as text, texts and bytes by their length, so that
/// nothing in them ends them early.
struct PostgreSQLArguments {
  private var bytes: [UInt8] = []
  private var places: [Int?] = []
  private var lengths: [Int32] = []
  private var formats: [Int32] = []

  init(_ values: [SQLValue]) {
    places.reserveCapacity(values.count)
    for value in values {
      switch value {
      case .null: append(nil, isBinary: false)
      case .integer(let number): append(Array(String(number).utf8), isBinary: false)
      case .real(let number): append(Array(number.description.utf8), isBinary: false)
      case .text(let text): append(Array(text.utf8), isBinary: true)
      case .blob(let data): append(Array(data), isBinary: true)
      }
    }
  }

  /// Bytes that all values take together.
  var byteCount: Int { bytes.count }

  private mutating func append(_ value: [UInt8]?, isBinary: Bool) {
    places.append(value == nil ? nil : bytes.count)
    lengths.append(Int32(value?.count ?? 0))
    formats.append(isBinary ? 1 : 0)
    guard let value else { return }
    bytes += value
    // Ends a number; behind a text it makes that even an empty one has an address.
    bytes.append(0)
  }

  /// - Parameter body: takes count, values, lengths and formats; none of the pointers outlives the call.
  func send(
    _ body: (
      Int32, UnsafePointer<UnsafePointer<CChar>?>?, UnsafePointer<Int32>?, UnsafePointer<Int32>?
    ) -> Int32
  ) -> Int32 {
    unsafe bytes.withUnsafeBytes { raw in
      let start = unsafe raw.bindMemory(to: CChar.self).baseAddress
      let values = unsafe places.map { place in unsafe place.flatMap { unsafe start?.advanced(by: $0) } }
      return unsafe values.withUnsafeBufferPointer { values in
        unsafe lengths.withUnsafeBufferPointer { lengths in
          unsafe formats.withUnsafeBufferPointer { formats in
            unsafe body(Int32(places.count), values.baseAddress, lengths.baseAddress, formats.baseAddress)
          }
        }
      }
    }
  }
}
