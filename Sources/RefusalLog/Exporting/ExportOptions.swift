/// What an export does beyond its format and filter.
package struct ExportOptions: Sendable, Equatable {
  /// So many of the harmful prompts are drawn for `alpaca`; nil takes all.
  package var mix: Int?
  /// Decides the draw.
  package var seed: UInt64
  /// What a harmful prompt gets as its answer where no refusal of the model was kept; nil leaves such prompts out.
  package var refusal: String?

  package init(mix: Int? = nil, seed: UInt64 = 0, refusal: String? = nil) {
    self.mix = mix
    self.seed = seed
    self.refusal = refusal
  }
}
