/// The linear heads over what the encoder pooled.
@safe struct EncoderHeads {
  /// [outputs, pooled].
  private let weights: UnsafeBufferPointer<Float>
  private let bias: [Float]
  private let pooled: Int

  /// - Throws: `badWeights` for sections that are missing, of another shape, or hold what is no plausible number.
  init(_ file: inout EncoderFile, pooled: Int) throws(ClassifierFailure) {
    unsafe self.weights = try file.takeFloats("heads.weights", rows: EncoderOutput.count, columns: pooled)
    bias = try file.takeFloatsCopy("heads.bias", rows: EncoderOutput.count)
    self.pooled = pooled
  }

  /// The logits of some outputs, into their places of `logits`.
  ///
  /// - Throws: `failed` for a logit that is not finite.
  func score(
    _ pooledRow: [Float], outputs: Range<Int>, into logits: inout [Float]
  ) throws(ClassifierFailure) {
    precondition(pooledRow.count == pooled && logits.count == EncoderOutput.count, "rows of another shape")
    for output in outputs {
      var sums = SIMD16<Float>()
      for start in stride(from: 0, to: pooled, by: 16) {
        // Both rows are multiples of 16 long: the pooled one by the check above, the weights by the file's.
        let row = unsafe UnsafeRawPointer(weights.baseAddress! + output * pooled + start)
        let values = unsafe pooledRow.withUnsafeBytes {
          unsafe $0.loadUnaligned(fromByteOffset: start * 4, as: SIMD16<Float>.self)
        }
        // Not `addProduct`: without FMA in the build's target it is a call for each element.
        sums += values * (unsafe row.loadUnaligned(as: SIMD16<Float>.self))
      }
      let logit = sums.sum() + bias[output]
      guard logit.isFinite else { throw .failed(reason: "a score is not a finite number") }
      logits[output] = logit
    }
  }
}
