import CEncoderKernels
import Foundation
import Testing

@Suite struct AgreementTests {
  /// Every length to 64, and those around the edges of tiles, panels and pieces of the feed-forward part.
  static let lengths = Array(1...66) + [95, 96, 97, 127, 128, 129, 191, 200, 255, 511, 512]

  @Test("every instruction set gives the bytes of the scalar reference", arguments: lengths)
  func sameBytes(length: Int) throws {
    let weights = RandomWeights(seed: UInt64(length), layers: length < 100 ? 2 : 1)
    let tokens = randomTokens(length, vocabulary: weights.vocabulary, seed: UInt64(length))
    let second = length / 3
    let (status, expected) = try #require(NativeEncoder(weights, instructionSet: "scalar"))
      .run(tokens, secondSegment: second)
    #expect(status == EVENKEEL_OK)
    for name in instructionSets().dropLast() {
      let (status, pooled) = try #require(NativeEncoder(weights, instructionSet: name))
        .run(tokens, secondSegment: second)
      #expect(status == EVENKEEL_OK)
      #expect(pooled.map(\.bitPattern) == expected.map(\.bitPattern), "\(name), \(length) tokens")
    }
  }

  @Test(
    "the best instruction set agrees with double precision and exact activations",
    arguments: [1, 2, 3, 5, 8, 15, 16, 17, 31, 48, 64, 65, 128, 200])
  func nearReference(length: Int) throws {
    let weights = RandomWeights(seed: 1000 + UInt64(length), layers: 2)
    let tokens = randomTokens(length, vocabulary: weights.vocabulary, seed: 7)
    let (status, pooled) = try #require(NativeEncoder(weights)).run(tokens, secondSegment: length / 2)
    #expect(status == EVENKEEL_OK)
    let exact = ReferenceEncoder(weights: weights).pooled(tokens, secondSegment: length / 2)
    let difference = Difference(pooled.map(Double.init), exact)
    // Measured: at most 0.025 and 0.15, which is what quantised activations cost in a network of random weights.
    #expect(difference.relative < 0.035, "\(difference)")
    #expect(difference.largest < 0.25, "\(difference)")
  }

  @Test("the second segment's boundary counts at both ends")
  func segments() throws {
    let weights = RandomWeights(seed: 5, layers: 1)
    let encoder = try #require(NativeEncoder(weights))
    let tokens = randomTokens(9, vocabulary: weights.vocabulary, seed: 1)
    for second in [0, 1, 8, 9] {
      let (status, pooled) = encoder.run(tokens, secondSegment: second)
      #expect(status == EVENKEEL_OK)
      let exact = ReferenceEncoder(weights: weights).pooled(tokens, secondSegment: second)
      #expect(Difference(pooled.map(Double.init), exact).relative < 0.035, "from \(second)")
    }
    #expect(encoder.run(tokens, secondSegment: 0).1 != encoder.run(tokens, secondSegment: 9).1)
  }

  @Test("the same tokens give the same bytes, whatever ran before in the workspace")
  func deterministic() throws {
    let weights = RandomWeights(seed: 6, layers: 2)
    for name in instructionSets() {
      let encoder = try #require(NativeEncoder(weights, instructionSet: name))
      let workspace = evenkeel_workspace_create(80)
      defer { evenkeel_workspace_destroy(workspace) }
      let tokens = randomTokens(21, vocabulary: weights.vocabulary, seed: 2)
      let first = encoder.run(tokens, in: workspace).1
      _ = encoder.run(randomTokens(80, vocabulary: weights.vocabulary, seed: 3), in: workspace)
      #expect(encoder.run(tokens, in: workspace).1.map(\.bitPattern) == first.map(\.bitPattern))
      #expect(encoder.run(tokens, capacity: 512).1.map(\.bitPattern) == first.map(\.bitPattern))
    }
  }

  @Test("threads with workspaces of their own get the same bytes from one encoder")
  func concurrent() async throws {
    let weights = RandomWeights(seed: 8, layers: 2)
    let encoder = try #require(NativeEncoder(weights))
    let texts = (1...24).map { randomTokens($0 * 2, vocabulary: weights.vocabulary, seed: UInt64($0)) }
    let expected = texts.map { encoder.run($0).1 }
    await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<4 {
        group.addTask { zip(texts, expected).allSatisfy { encoder.run($0).1 == $1 } }
      }
      for await same in group { #expect(same) }
    }
  }

  @Test("constant rows and weights of zero give finite numbers")
  func constantRows() throws {
    let weights = RandomWeights(seed: 9, layers: 1, vocabulary: 2, positions: 20)
    // All tokens, positions and segments alike, so every row of the residual stream is, and a LayerNorm sees no spread.
    weights.words.update(repeating: 3, count: 2 * RandomWeights.width)
    weights.positionRows.update(repeating: 0, count: 20 * RandomWeights.width)
    weights.segmentRows.update(repeating: 0, count: 2 * RandomWeights.width)
    for layer in weights.layers {
      layer.queriesKeysValues.weights.update(repeating: 0, count: 3 * RandomWeights.width * RandomWeights.width)
    }
    for name in instructionSets() {
      let (status, pooled) = try #require(NativeEncoder(weights, instructionSet: name)).run([0, 1, 0, 1, 0])
      #expect(status == EVENKEEL_OK)
      let exact = ReferenceEncoder(weights: weights).pooled([0, 1, 0, 1, 0], secondSegment: 5)
      #expect(Difference(pooled.map(Double.init), exact).relative < 0.035)
    }
  }
}

/// How far apart two vectors are.
struct Difference: CustomStringConvertible {
  /// The length of the difference as a share of the second's.
  let relative: Double
  let largest: Double

  init(_ a: [Double], _ b: [Double]) {
    let differences = zip(a, b).map { $0 - $1 }
    let length = differences.reduce(0) { $0 + $1 * $1 }
    relative = (length / b.reduce(0) { $0 + $1 * $1 }).squareRoot()
    largest = differences.map(abs).max() ?? 0
  }

  var description: String { "relative \(relative), largest \(largest)" }
}
