/// Why an expression cannot be matched, and where in it.
package struct ExpressionFault: Error, Sendable, Equatable, CustomStringConvertible {
  /// Unicode scalars before the place in the pattern; 0 where the fault is in the pattern as a whole.
  package var offset: Int
  /// Lower case, no full stop, with what to write instead where there is something.
  package var message: String

  package init(offset: Int, message: String) {
    self.offset = offset
    self.message = message
  }

  package var description: String { "at \(offset): \(message)" }
}
