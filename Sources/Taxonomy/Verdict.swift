/// What a record says happened, joining how the prompt looked, whether help was withheld, and by whom.
package enum Verdict: String, CaseIterable, Codable, Sendable {
  /// A rule refused the prompt before generation.
  case guardBlock = "guard_block"
  /// A rule withheld or cut the answer after generation.
  case guardCut = "guard_cut"
  /// The model refused a prompt that was not judged safe.
  case justifiedRefusal = "justified_refusal"
  /// The model refused a prompt that was judged safe: a suspected false refusal.
  case exaggeratedRefusal = "exaggerated_refusal"
  /// A reviewer or an appeal overturned a rule.
  case overBlock = "over_block"
}
