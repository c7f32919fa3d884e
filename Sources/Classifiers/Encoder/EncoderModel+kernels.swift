import CEncoderKernels

extension EncoderModel {
  /// An activation is multiplied by it: neither nothing nor so much that sums overflow.
  private static let smoothing: ClosedRange<Float> = 1e-6...1e6
  /// What one step of a quantised weight is worth.
  private static let step: ClosedRange<Float> = 0...1e3

  /// Makes the kernels' encoder over the arrays of a file, each checked for kind, shape and numbers.
  ///
  /// - Parameter tokens: in the vocabulary, which has to agree with the embeddings.
  static func takeEncoder(
    _ file: inout EncoderFile, tokens: Int, _ instructionSet: String?
  ) throws(ClassifierFailure) -> OpaquePointer {
    let shape = try file.takeCopy("shape", as: .uint32, of: UInt32.self, rows: 3)
    let (layers, vocabulary, positions) = (Int(shape[0]), Int(shape[1]), Int(shape[2]))
    guard (1...EVENKEEL_MOST_LAYERS).contains(layers) else {
      throw .badWeights(reason: "they have \(layers) layers")
    }
    guard vocabulary == tokens else {
      throw .badWeights(reason: "they have \(vocabulary) embeddings for \(tokens) tokens")
    }
    let most = EVENKEEL_MOST_TOKENS
    guard (EncoderSettings.mostTokens...most).contains(positions) else {
      throw .badWeights(reason: "they have \(positions) positions, not \(EncoderSettings.mostTokens) to \(most)")
    }
    var weights = unsafe evenkeel_encoder_weights()
    unsafe weights.layers = shape[0]
    unsafe weights.vocabulary = shape[1]
    unsafe weights.positions = shape[2]
    unsafe weights.words = try file.take("words", as: .int8, of: Int8.self, rows: vocabulary, columns: width)
      .baseAddress
    unsafe weights.word_scales = try file.takeFloats("word_scales", rows: vocabulary, in: step).baseAddress
    unsafe weights.position_rows = try file.takeFloats("position_rows", rows: positions, columns: width).baseAddress
    unsafe weights.segment_rows = try file.takeFloats("segment_rows", rows: 2, columns: width).baseAddress
    unsafe weights.embedding_gain = try file.takeFloats("embedding_gain", rows: width).baseAddress
    unsafe weights.embedding_offset = try file.takeFloats("embedding_offset", rows: width).baseAddress
    var layer = unsafe [evenkeel_layer]()
    for index in 0..<layers { unsafe layer.append(try takeLayer("layer\(index)", &file)) }
    let encoder = unsafe layer.withUnsafeBufferPointer { layer in
      unsafe weights.layer = layer.baseAddress
      return unsafe evenkeel_encoder_create(&weights, instructionSet)
    }
    guard let encoder = unsafe encoder else {
      throw .badWeights(
        reason: "no encoder could be made of them with "
          + (instructionSet.map { "the instruction set `\($0)`" } ?? "this processor's instruction sets"))
    }
    return unsafe encoder
  }

  private static func takeLayer(
    _ name: String, _ file: inout EncoderFile
  ) throws(ClassifierFailure) -> evenkeel_layer {
    var layer = unsafe evenkeel_layer()
    unsafe layer.queries_keys_values = try takeLinear(
      "\(name).queries_keys_values", outputs: 3 * width, inputs: width, &file)
    unsafe layer.attention_output = try takeLinear("\(name).attention_output", outputs: width, inputs: width, &file)
    unsafe layer.attention_gain = try file.takeFloats("\(name).attention_gain", rows: width).baseAddress
    unsafe layer.attention_offset = try file.takeFloats("\(name).attention_offset", rows: width).baseAddress
    unsafe layer.up = try takeLinear("\(name).up", outputs: inner, inputs: width, &file)
    unsafe layer.down = try takeLinear("\(name).down", outputs: width, inputs: inner, &file)
    unsafe layer.output_gain = try file.takeFloats("\(name).output_gain", rows: width).baseAddress
    unsafe layer.output_offset = try file.takeFloats("\(name).output_offset", rows: width).baseAddress
    return unsafe layer
  }

  private static func takeLinear(
    _ name: String, outputs: Int, inputs: Int, _ file: inout EncoderFile
  ) throws(ClassifierFailure) -> evenkeel_linear {
    let panel = EVENKEEL_PANEL_OUTPUTS
    return unsafe evenkeel_linear(
      weights: try file.take(
        "\(name).weights", as: .int8, of: Int8.self, rows: outputs / panel, columns: inputs * panel
      ).baseAddress,
      scales: try file.takeFloats("\(name).scales", rows: outputs, in: step).baseAddress,
      bias: try file.takeFloats("\(name).bias", rows: outputs).baseAddress,
      smoothing: try file.takeFloats("\(name).smoothing", rows: inputs, in: smoothing).baseAddress)
  }
}
