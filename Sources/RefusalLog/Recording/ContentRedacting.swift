package import Taxonomy

/// Finds what a record must not keep of a text.
///
/// It is asked once a text, with its beginning where it is long: `isComplete` says whether that is all of it. `found` is
/// sorted and does not overlap; `openFrom` is the byte from which on the text's end is not settled while more follows.
package typealias ContentRedacting =
  @Sendable (_ text: String, _ isComplete: Bool) -> (found: [TextRedaction], openFrom: Int)
