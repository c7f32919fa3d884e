extension CompiledPolicy {
  /// What its file says of it in one sentence; nil when it says nothing.
  package var about: String? { definition.description }
  /// The name of the policy that it extends.
  package var base: String? { definition.base }
  /// Where its file names it.
  package var place: String { "\(definition.file):\(definition.nameMark.line)" }
}
