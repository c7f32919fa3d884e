/// All faults of a set of lists.
package struct PhraseFaults: Error, Sendable, CustomStringConvertible {
  /// In the order of lists and phrases; not empty.
  package var faults: [PhraseFault]

  package var description: String { faults.map(\.description).joined(separator: "\n") }
}
