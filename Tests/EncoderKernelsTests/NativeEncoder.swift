import CEncoderKernels

/// An encoder of the C target with its weights kept alive.
final class NativeEncoder: @unchecked Sendable {  // No lock: an encoder is immutable.
  let pointer: OpaquePointer
  private let weights: RandomWeights

  /// Nil where the C target makes none.
  init?(_ weights: RandomWeights, instructionSet: String? = nil) {
    self.weights = weights
    guard let pointer = weights.withNative({ evenkeel_encoder_create(&$0, instructionSet) }) else { return nil }
    self.pointer = pointer
  }

  deinit {
    evenkeel_encoder_destroy(pointer)
  }

  /// Runs once in a workspace made for it.
  func run(_ tokens: [UInt32], secondSegment: Int? = nil, capacity: Int? = nil) -> (evenkeel_status, [Float]) {
    let workspace = evenkeel_workspace_create(UInt32(capacity ?? max(tokens.count, 1)))
    defer { evenkeel_workspace_destroy(workspace) }
    return run(tokens, secondSegment: secondSegment, in: workspace)
  }

  func run(_ tokens: [UInt32], secondSegment: Int? = nil, in workspace: OpaquePointer?) -> (evenkeel_status, [Float]) {
    var pooled = [Float](repeating: .nan, count: Int(EVENKEEL_POOLED))
    let status = evenkeel_encoder_run(
      pointer, workspace, tokens, UInt32(tokens.count), UInt32(secondSegment ?? tokens.count), &pooled)
    return (status, pooled)
  }
}

/// The names of this processor's instruction sets, best first.
func instructionSets() -> [String] {
  (0..<evenkeel_instruction_set_count()).compactMap { evenkeel_instruction_set_name($0).map { String(cString: $0) } }
}

/// Tokens and a segment boundary of a length.
func randomTokens(_ count: Int, vocabulary: Int, seed: UInt64) -> [UInt32] {
  var generator = SeededGenerator(seed: seed)
  return (0..<count).map { _ in UInt32.random(in: 0..<UInt32(vocabulary), using: &generator) }
}
