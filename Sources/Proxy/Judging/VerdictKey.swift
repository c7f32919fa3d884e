/// What a verdict is kept under: 128 bits of a keyed hash of everything that it depends on.
package struct VerdictKey: Hashable, Sendable {
  package let high: UInt64
  package let low: UInt64

  package init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  // The bits are as good as random already, so one of the words is enough for a table.
  package func hash(into hasher: inout Hasher) { hasher.combine(low) }
}
