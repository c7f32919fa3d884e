import Crypto
import Taxonomy

/// One batch's bytes in the spill file: magic, length, record count, number, source, the first 8 bytes of the SHA-256
/// of all that follows the sum, and the payload. Integers are little-endian.
package struct SpillFrame: Equatable {
  static let magic = [UInt8]("EKs1".utf8)
  /// Bytes before the payload.
  static let headerLength = 4 + 4 + 8 + 4 + 8 + BatchMark.sourceLength
  /// Longest payload. A batch holds at most 8 MiB and one record more, which has three texts of 1 MiB at most.
  ///
  /// INVARIANT: below 2 to the power of 24. The last byte of a length is then a NUL, which no text of a record holds, so
  /// that no prompt can pass for a frame.
  static let longestPayload = (1 << 24) - 1

  package let mark: BatchMark
  /// How many records the payload holds.
  package let records: Int
  package let payload: [UInt8]

  /// The header's own words: enough to count and to find the next one.
  struct Header: Equatable {
    let payloadLength: Int
    let records: Int
    fileprivate let sum: UInt64
    fileprivate let mark: BatchMark

    /// Nil for bytes that do not begin a frame.
    init?(_ bytes: [UInt8]) {
      guard bytes.count >= SpillFrame.headerLength, bytes.starts(with: SpillFrame.magic) else { return nil }
      func integer(_ range: Range<Int>) -> UInt64 { bytes[range].reversed().reduce(0) { $0 << 8 | UInt64($1) } }
      payloadLength = Int(integer(4..<8))
      sum = integer(8..<16)
      records = Int(integer(16..<20))
      let source = bytes[28..<SpillFrame.headerLength]
      guard payloadLength <= SpillFrame.longestPayload, source.allSatisfy({ (0x21...0x7E).contains($0) }) else {
        return nil
      }
      mark = BatchMark(source: String(decoding: source, as: UTF8.self), number: integer(20..<28))
    }
  }

  package init(mark: BatchMark, records: Int, payload: [UInt8]) {
    precondition(mark.source.utf8.count == BatchMark.sourceLength, "a source has 32 characters")
    self.mark = mark
    self.records = records
    self.payload = payload
  }

  /// Nil when the payload is not the one that was written.
  init?(_ header: Header, payload: [UInt8]) {
    self.init(mark: header.mark, records: header.records, payload: payload)
    guard payload.count == header.payloadLength, Self.sum(of: summed) == header.sum else { return nil }
  }

  package var bytes: [UInt8] {
    var bytes = Self.magic
    Self.append(UInt64(payload.count), bytes: 4, to: &bytes)
    let summed = summed
    Self.append(Self.sum(of: summed), bytes: 8, to: &bytes)
    return bytes + summed
  }

  /// What the sum is of.
  private var summed: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(payload.count + Self.headerLength)
    Self.append(UInt64(records), bytes: 4, to: &bytes)
    Self.append(mark.number, bytes: 8, to: &bytes)
    bytes += mark.source.utf8
    return bytes + payload
  }

  private static func sum(of bytes: [UInt8]) -> UInt64 {
    SHA256.hash(data: bytes).prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
  }

  private static func append(_ value: UInt64, bytes count: Int, to bytes: inout [UInt8]) {
    for index in 0..<count { bytes.append(UInt8(truncatingIfNeeded: value >> UInt64(8 * index))) }
  }
}
