/// Why a folder of policies was not loaded: every fault in it, sorted by file and position.
package struct PolicyFaults: Error, Sendable, Equatable, CustomStringConvertible {
  /// Never empty.
  package let faults: [PolicyFault]

  package init(_ faults: [PolicyFault]) {
    self.faults = faults.sorted()
  }

  /// One fault a line.
  package var description: String {
    faults.map(\.description).joined(separator: "\n")
  }
}
