/// Names a batch for ever, so that a store writes it once however often it is tried.
///
/// A commit whose answer was lost may have happened: the store remembers the last number of every source in the
/// transaction of the batch itself, and takes no batch that is not newer.
package struct BatchMark: Sendable, Hashable {
  /// Most characters of a source.
  package static let sourceLength = 32

  /// One writer from its making to its end: 32 hexadecimal digits.
  package let source: String
  /// From 1 on, growing. INVARIANT: the batches of one source come to the store in this order.
  package let number: UInt64

  package init(source: String, number: UInt64) {
    self.source = source
    self.number = number
  }

  /// A source that no other writer has.
  package static func randomSource() -> String {
    (0..<2).map { _ in
      let digits = String(UInt64.random(in: 0...UInt64.max), radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }.joined()
  }
}
