import CEncoderKernels

/// The memory that one call works in, used again by later calls.
@safe final class EncoderWorkspace: @unchecked Sendable {  // one call's at a time, by `EncoderWorkspacePool`'s lock
  var text = TokenizedText()
  var answer = TokenizedText()
  /// A conversation's tokens, last one first.
  var conversation: [UInt32] = []
  /// The tokens that the encoder is given.
  var input: [UInt32] = []
  var pooled = [Float](repeating: 0, count: EncoderModel.pooled)
  var logits = [Float](repeating: 0, count: EncoderOutput.count)
  /// The highest logits over the windows of a text.
  var worst = [Float](repeating: 0, count: EncoderOutput.count)
  private let kernels: OpaquePointer

  /// - Throws: `failed` where there is no memory.
  init() throws(ClassifierFailure) {
    guard let kernels = unsafe evenkeel_workspace_create(UInt32(EncoderSettings.mostTokens)) else {
      throw .failed(reason: "there is no memory for the encoder's workspace")
    }
    unsafe self.kernels = kernels
    input.reserveCapacity(EncoderSettings.mostTokens)
  }

  deinit { unsafe evenkeel_workspace_destroy(kernels) }

  /// Runs the encoder over `input` and scores some outputs into `logits`.
  func run(
    _ model: EncoderModel, secondSegment: Int, outputs: Range<Int>
  ) throws(ClassifierFailure) {
    unsafe try model.run(input, secondSegment: secondSegment, in: kernels, into: &pooled)
    try model.heads.score(pooled, outputs: outputs, into: &logits)
  }
}
