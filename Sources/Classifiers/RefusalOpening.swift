/// How much of an answer the refusal detector looks at: a refusal shows in its opening.
package enum RefusalOpening {
  /// Unicode scalars from the start of the answer.
  package static let characters = 1000
}
