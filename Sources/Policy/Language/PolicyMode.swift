/// Whether what the rules ask for is carried out.
package enum PolicyMode: String, CaseIterable, Sendable {
  case enforce
  /// Decided and recorded, and not carried out.
  case monitor
}
