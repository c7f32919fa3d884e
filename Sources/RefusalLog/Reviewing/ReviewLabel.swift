/// What a person thinks of a recorded refusal.
package enum ReviewLabel: String, CaseIterable, Codable, Sendable {
  /// Help was withheld that should have been given.
  case falseRefusal = "false_refusal"
  /// The refusal was right.
  case rightRefusal = "right_refusal"
  /// The reviewer cannot say.
  case unsure
}
