import Policy

extension Exchange {
  /// Most ids that a header names: clients bound what they read of a head.
  private static var annotationLimit: Int { 32 }

  /// Ids of the rules that mark this exchange, the prompt's first, for the header `x-evenkeel-annotations`.
  ///
  /// Of an answer, those that are known when its head goes out: all where it came whole, and none of a stream's, since
  /// how many there are by then would depend on how the stream was split.
  var annotations: [String] {
    var ids = promptRuling.annotations
    if let moderator, !moderator.plan.isStream {
      for id in moderator.annotations where !ids.contains(id) { ids.append(id) }
    }
    return Array(ids.prefix(Self.annotationLimit))
  }
}
