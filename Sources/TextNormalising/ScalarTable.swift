/// A byte for each Unicode scalar, nearly all of them 0, in pages of 256.
struct ScalarTable: Sendable {
  private var pages = [UInt8](repeating: 0, count: 0x1100)
  private var values = [UInt8](repeating: 0, count: 256)

  init() {}

  /// - Parameter lines: on each line a character and the scalars, in hexadecimal, that stand for it.
  init(_ lines: String) {
    for line in lines.split(separator: "\n") {
      let fields = line.split(separator: " ")
      guard let value = fields.first?.utf8.first else { continue }
      for field in fields.dropFirst() {
        guard let scalar = UInt32(field, radix: 16) else { preconditionFailure("`\(field)` is no scalar") }
        self[scalar] = value
      }
    }
  }

  subscript(scalar: UInt32) -> UInt8 {
    get { values[Int(pages[Int(scalar >> 8)]) << 8 | Int(scalar & 0xFF)] }
    set {
      let block = Int(scalar >> 8)
      if pages[block] == 0 {
        precondition(values.count < 256 * 256, "more pages than a byte can number")
        pages[block] = UInt8(values.count / 256)
        values.append(contentsOf: repeatElement(0, count: 256))
      }
      values[Int(pages[block]) << 8 | Int(scalar & 0xFF)] = newValue
    }
  }
}
