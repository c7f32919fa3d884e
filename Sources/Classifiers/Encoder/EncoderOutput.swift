import Taxonomy

/// The outputs of the heads in the file's order: what each row of the heads' weights says.
enum EncoderOutput {
  static let promptHarm = 0
  /// The hazard categories in the order of `HazardCategory.allCases`.
  static let categories = 1..<15
  static let attack = 15
  static let responseHarm = 16
  /// The logits of full, partial and no refusal: one of the three.
  static let refusal = 17..<20
  static let count = 20

  /// What a prompt needs.
  static let prompt = 0..<16
  /// What an answer needs.
  static let answer = 1..<17
}
