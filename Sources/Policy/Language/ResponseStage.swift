/// How answers are judged and released.
struct ResponseStage: Sendable, Equatable {
  var release: ReleaseMode = .window(window: 240, context: 720)
  /// The first that fires decides; none at all means that answers are not judged.
  var rules: [PolicyRule] = []
}
