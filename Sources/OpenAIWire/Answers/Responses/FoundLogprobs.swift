/// Log probabilities that were read before it is known whether they repeat the text beside them.
struct FoundLogprobs {
  /// Offset of their value.
  var start: Int
  var reader = LogprobsReader()
}
