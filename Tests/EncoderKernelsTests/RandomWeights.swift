import CEncoderKernels

/// Random weights of an encoder in memory of its own, each array aligned as the kernels want it.
///
/// Immutable once made, but for what a test writes before it makes an encoder.
final class RandomWeights: @unchecked Sendable {  // No lock: written before it is shared, read afterwards.
  struct Linear {
    let inputs: Int
    let outputs: Int
    let weights: UnsafeMutablePointer<Int8>
    let scales: UnsafeMutablePointer<Float>
    let bias: UnsafeMutablePointer<Float>
    let smoothing: UnsafeMutablePointer<Float>

    var native: evenkeel_linear {
      evenkeel_linear(weights: weights, scales: scales, bias: bias, smoothing: smoothing)
    }

    /// The weight that leads from an input to an output, in steps.
    func step(output: Int, input: Int) -> Int8 {
      let panel = Int(EVENKEEL_PANEL_OUTPUTS)
      let group = Int(EVENKEEL_PANEL_INPUTS)
      let block = (output / panel) * (inputs / group) + input / group
      return weights[(block * panel + output % panel) * group + input % group]
    }
  }

  struct Norm {
    let gain: UnsafeMutablePointer<Float>
    let offset: UnsafeMutablePointer<Float>
  }

  struct Layer {
    let queriesKeysValues: Linear
    let attentionOutput: Linear
    let attentionNorm: Norm
    let up: Linear
    let down: Linear
    let outputNorm: Norm
  }

  static let width = Int(EVENKEEL_WIDTH)
  static let inner = Int(EVENKEEL_INNER)

  let vocabulary: Int
  let positions: Int
  let words: UnsafeMutablePointer<Int8>
  let wordScales: UnsafeMutablePointer<Float>
  let positionRows: UnsafeMutablePointer<Float>
  let segmentRows: UnsafeMutablePointer<Float>
  let embeddingNorm: Norm
  let layers: [Layer]
  private let memory: [UnsafeMutableRawPointer]

  init(seed: UInt64, layers count: Int, vocabulary: Int = 100, positions: Int = 512) {
    var maker = ArrayMaker(generator: SeededGenerator(seed: seed))
    self.vocabulary = vocabulary
    self.positions = positions
    words = maker.steps(vocabulary * Self.width)
    wordScales = maker.numbers(vocabulary, in: 0.0005...0.001)
    positionRows = maker.numbers(positions * Self.width, in: -0.02...0.02)
    segmentRows = maker.numbers(2 * Self.width, in: -0.02...0.02)
    embeddingNorm = maker.norm()
    layers = (0..<count).map { _ in
      Layer(
        queriesKeysValues: maker.linear(from: Self.width, to: 3 * Self.width),
        attentionOutput: maker.linear(from: Self.width, to: Self.width), attentionNorm: maker.norm(),
        up: maker.linear(from: Self.width, to: Self.inner), down: maker.linear(from: Self.inner, to: Self.width),
        outputNorm: maker.norm())
    }
    memory = maker.memory
  }

  deinit {
    for piece in memory { piece.deallocate() }
  }

  /// Every array of floats, for tests that spoil one.
  var floats: [UnsafeMutablePointer<Float>] {
    let norms = [embeddingNorm] + layers.flatMap { [$0.attentionNorm, $0.outputNorm] }
    let linears = layers.flatMap { [$0.queriesKeysValues, $0.attentionOutput, $0.up, $0.down] }
    return [wordScales, positionRows, segmentRows] + norms.flatMap { [$0.gain, $0.offset] }
      + linears.flatMap { [$0.scales, $0.bias, $0.smoothing] }
  }

  /// Calls `body` with what `evenkeel_encoder_create` takes.
  func withNative<Result>(_ body: (inout evenkeel_encoder_weights) throws -> Result) rethrows -> Result {
    let natives = layers.map { layer in
      evenkeel_layer(
        queries_keys_values: layer.queriesKeysValues.native, attention_output: layer.attentionOutput.native,
        attention_gain: layer.attentionNorm.gain, attention_offset: layer.attentionNorm.offset, up: layer.up.native,
        down: layer.down.native, output_gain: layer.outputNorm.gain, output_offset: layer.outputNorm.offset)
    }
    return try natives.withUnsafeBufferPointer { layer in
      var native = evenkeel_encoder_weights(
        layers: UInt32(layers.count), vocabulary: UInt32(vocabulary), positions: UInt32(positions), words: words,
        word_scales: wordScales, position_rows: positionRows, segment_rows: segmentRows,
        embedding_gain: embeddingNorm.gain, embedding_offset: embeddingNorm.offset, layer: layer.baseAddress)
      return try body(&native)
    }
  }
}

/// Allocates and fills arrays.
private struct ArrayMaker {
  var generator: SeededGenerator
  var memory: [UnsafeMutableRawPointer] = []

  init(generator: SeededGenerator) {
    self.generator = generator
  }

  private mutating func array<Element>(_ count: Int, of: Element.Type) -> UnsafeMutablePointer<Element> {
    let piece = UnsafeMutableRawPointer.allocate(
      byteCount: count * MemoryLayout<Element>.stride, alignment: Int(EVENKEEL_ALIGNMENT))
    memory.append(piece)
    return piece.bindMemory(to: Element.self, capacity: count)
  }

  mutating func steps(_ count: Int) -> UnsafeMutablePointer<Int8> {
    let made = array(count, of: Int8.self)
    for index in 0..<count { made[index] = Int8(truncatingIfNeeded: Int.random(in: -127...127, using: &generator)) }
    return made
  }

  mutating func numbers(_ count: Int, in range: ClosedRange<Float>) -> UnsafeMutablePointer<Float> {
    let made = array(count, of: Float.self)
    for index in 0..<count { made[index] = Float.random(in: range, using: &generator) }
    return made
  }

  mutating func norm() -> RandomWeights.Norm {
    RandomWeights.Norm(
      gain: numbers(RandomWeights.width, in: 0.5...1.5), offset: numbers(RandomWeights.width, in: -0.3...0.3))
  }

  /// Weights that neither blow up nor smother what comes in: outputs of a spread of about 1.
  mutating func linear(from inputs: Int, to outputs: Int) -> RandomWeights.Linear {
    let scale = 1 / (73 * Float(inputs).squareRoot())
    return RandomWeights.Linear(
      inputs: inputs, outputs: outputs, weights: steps(inputs * outputs),
      scales: numbers(outputs, in: 0.5 * scale...1.5 * scale), bias: numbers(outputs, in: -0.2...0.2),
      smoothing: numbers(inputs, in: 0.5...2))
  }
}
