/// How much of a JSON document's shape is accepted; its size in bytes is bounded by who reads the body.
package struct JSONLimits: Sendable, Equatable {
  /// Objects and arrays inside each other; a scalar at the top has depth 0.
  package var maxDepth: Int
  /// Keys of one object. Large enough for a `logit_bias` over a whole vocabulary.
  package var maxKeysPerObject: Int

  package init(maxDepth: Int = 64, maxKeysPerObject: Int = 65_536) {
    self.maxDepth = maxDepth
    self.maxKeysPerObject = maxKeysPerObject
  }
}
