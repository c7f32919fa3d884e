import CEncoderKernels
import Testing

@Suite struct ErrorTests {
  @Test("counts out of range are a bad length")
  func badLengths() throws {
    let weights = RandomWeights(seed: 1, layers: 1, positions: 10)
    let encoder = try #require(NativeEncoder(weights))
    #expect(encoder.run([]).0 == EVENKEEL_BAD_LENGTH, "no tokens")
    #expect(encoder.run([1, 2, 3], capacity: 2).0 == EVENKEEL_BAD_LENGTH, "more than the workspace holds")
    #expect(encoder.run(Array(repeating: 1, count: 11)).0 == EVENKEEL_BAD_LENGTH, "more than there are positions")
    #expect(encoder.run([1, 2], secondSegment: 3).0 == EVENKEEL_BAD_LENGTH, "a segment beyond the end")
    #expect(encoder.run(Array(repeating: 1, count: 10)).0 == EVENKEEL_OK, "just as many")
  }

  @Test("a token outside the vocabulary is a bad token")
  func badTokens() throws {
    let weights = RandomWeights(seed: 1, layers: 1, vocabulary: 50)
    let encoder = try #require(NativeEncoder(weights))
    #expect(encoder.run([1, 50, 2]).0 == EVENKEEL_BAD_TOKEN)
    #expect(encoder.run([.max]).0 == EVENKEEL_BAD_TOKEN)
    #expect(encoder.run([49]).0 == EVENKEEL_OK)
  }

  @Test("no encoder is made of counts out of range, of pointers missing or misaligned, or for unknown instructions")
  func badWeights() {
    let weights = RandomWeights(seed: 1, layers: 1)
    #expect(NativeEncoder(weights, instructionSet: "abacus") == nil)
    #expect(NativeEncoder(weights, instructionSet: "") == nil)
    func made(_ spoil: (inout evenkeel_encoder_weights) -> Void) -> Bool {
      weights.withNative { native in
        spoil(&native)
        let encoder = evenkeel_encoder_create(&native, nil)
        evenkeel_encoder_destroy(encoder)
        return encoder != nil
      }
    }
    #expect(made { _ in })
    #expect(!made { $0.layers = 0 })
    #expect(!made { $0.layers = UInt32(EVENKEEL_MOST_LAYERS) + 1 })
    #expect(!made { $0.vocabulary = 0 })
    #expect(!made { $0.positions = 0 })
    #expect(!made { $0.positions = UInt32(EVENKEEL_MOST_TOKENS) + 1 })
    #expect(!made { $0.words = nil })
    #expect(!made { $0.layer = nil })
    #expect(!made { $0.position_rows = $0.position_rows.advanced(by: 1) })
    #expect(evenkeel_encoder_create(nil, nil) == nil)
  }

  @Test("no workspace for no tokens or too many")
  func badWorkspaces() {
    #expect(evenkeel_workspace_create(0) == nil)
    #expect(evenkeel_workspace_create(UInt32(EVENKEEL_MOST_TOKENS) + 1) == nil)
    evenkeel_workspace_destroy(nil)
    evenkeel_encoder_destroy(nil)
  }

  @Test("instruction sets are named, best first, the scalar one last")
  func names() throws {
    let names = instructionSets()
    #expect(names.last == "scalar")
    #expect(Set(names).count == names.count)
    #expect(evenkeel_instruction_set_name(names.count) == nil)
    let weights = RandomWeights(seed: 1, layers: 1)
    let best = try #require(NativeEncoder(weights))
    #expect(String(cString: evenkeel_encoder_instruction_set(best.pointer)) == names[0])
  }

  @Test(
    "a number that is not finite anywhere in the weights is reported", arguments: [Float.nan, .infinity, -.infinity])
  func notFinite(value: Float) throws {
    let arrays = RandomWeights(seed: 2, layers: 2).floats.count
    for index in 0..<arrays {
      let weights = RandomWeights(seed: 2, layers: 2)
      weights.floats[index][1] = value
      for name in instructionSets() {
        let encoder = try #require(NativeEncoder(weights, instructionSet: name))
        #expect(encoder.run([1, 2, 3, 4, 5]).0 == EVENKEEL_NOT_FINITE, "array \(index), \(name)")
      }
    }
  }

  @Test("weights that overflow give an error or numbers, on every instruction set the same", arguments: 0..<12)
  func overflow(seed: Int) throws {
    let weights = RandomWeights(seed: UInt64(seed), layers: 2)
    var generator = SeededGenerator(seed: UInt64(seed))
    let hostile: [Float] = [3e38, -3e38, 1e30, .leastNonzeroMagnitude, -.leastNormalMagnitude, 0, 1e20, -1e10]
    for array in weights.floats.shuffled(using: &generator).prefix(4) {
      for index in 0..<100 { array[index] = hostile.randomElement(using: &generator)! }
    }
    // Outside what the header allows; must only not crash.
    weights.layers[0].up.weights.update(repeating: -128, count: 64 * RandomWeights.width)
    let tokens = randomTokens(19, vocabulary: weights.vocabulary, seed: 4)
    for name in instructionSets() {
      let (status, pooled) = try #require(NativeEncoder(weights, instructionSet: name)).run(tokens)
      #expect(status == EVENKEEL_OK || status == EVENKEEL_NOT_FINITE)
      #expect(status == EVENKEEL_NOT_FINITE || pooled.allSatisfy(\.isFinite))
    }
  }
}
