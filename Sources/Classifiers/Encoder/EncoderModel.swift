import CEncoderKernels
import Taxonomy

/// A weights file, checked whole, and the encoder that runs on it.
///
/// Needs no lock: nothing changes once `init` is done, and the kernels only read.
@safe final class EncoderModel: @unchecked Sendable {  // constant after `init`, so no lock
  /// The first 12 hexadecimal digits of the file's checksum.
  let revision: String
  /// The kernels in use, such as `avx512vnni`.
  let instructionSet: String
  let settings: EncoderSettings
  let tokenizer: WordPiece
  let heads: EncoderHeads
  let calibration: EncoderCalibration
  let thresholds: ShippedThresholds
  /// How the n-gram classifier's scores come in; nil where they do not.
  let stack: EncoderStack?
  private let encoder: OpaquePointer
  /// What the encoder and the heads point into.
  private let memory: EncoderMemory

  static let width = EVENKEEL_WIDTH
  static let inner = EVENKEEL_INNER
  static let pooled = EVENKEEL_POOLED

  /// - Parameters:
  ///   - memory: a weights file, whole.
  ///   - instructionSet: one of `instructionSets`; nil for the best that this processor has.
  /// - Throws: `badWeights` for a file that is damaged, of another version, or holds what cannot be.
  init(_ memory: EncoderMemory, instructionSet: String? = nil) throws(ClassifierFailure) {
    self.memory = memory
    var file = try EncoderFile(memory)
    revision = NgramWeights.hexadecimal(file.digest.prefix(6))
    settings = try EncoderSettings(try file.takeCopy("settings", as: .uint32, of: UInt32.self, rows: nil))
    tokenizer = try Self.takeTokenizer(&file)
    heads = try EncoderHeads(&file, pooled: Self.pooled)
    calibration = try EncoderCalibration(
      counts: try file.takeCopy("calibration.counts", as: .uint32, of: UInt32.self, rows: EncoderCalibration.count),
      knots: try file.takeFloatsCopy("calibration.knots", rows: nil, columns: 2))
    thresholds = try ShippedThresholds(
      encoder: try file.takeCopy("thresholds", as: .uint32, of: UInt32.self, rows: nil))
    stack = try EncoderStack.take(&file)
    unsafe encoder = try Self.takeEncoder(&file, tokens: tokenizer.vocabulary.count, instructionSet)
    self.instructionSet = unsafe String(cString: evenkeel_encoder_instruction_set(encoder))
    try file.checkAllTaken()
  }

  deinit { unsafe evenkeel_encoder_destroy(encoder) }

  /// The kernels that this processor can run, best first.
  static var instructionSets: [String] {
    (0..<evenkeel_instruction_set_count()).compactMap { index in
      unsafe evenkeel_instruction_set_name(index).map { unsafe String(cString: $0) }
    }
  }

  /// Encodes tokens, those from `secondSegment` on as the second segment's, into `pooled` [1152].
  ///
  /// - Throws: `failed` where the kernels report an error.
  func run(
    _ tokens: [UInt32], secondSegment: Int, in workspace: OpaquePointer, into pooled: inout [Float]
  ) throws(ClassifierFailure) {
    precondition(pooled.count == Self.pooled, "\(pooled.count) numbers for what the encoder pools")
    let status = unsafe tokens.withUnsafeBufferPointer { tokens in
      unsafe pooled.withUnsafeMutableBufferPointer { pooled in
        unsafe evenkeel_encoder_run(
          encoder, workspace, tokens.baseAddress, UInt32(tokens.count), UInt32(secondSegment), pooled.baseAddress)
      }
    }
    switch status {
    case EVENKEEL_OK: return
    case EVENKEEL_BAD_LENGTH: throw .failed(reason: "\(tokens.count) tokens are more than the encoder takes")
    case EVENKEEL_BAD_TOKEN: throw .failed(reason: "a token is not in the encoder's vocabulary")
    case EVENKEEL_NOT_FINITE: throw .failed(reason: "the encoder's result is not finite")
    default: throw .failed(reason: "the encoder's kernels failed with status \(status.rawValue)")
    }
  }

  private static func takeTokenizer(_ file: inout EncoderFile) throws(ClassifierFailure) -> WordPiece {
    let text = try file.takeCopy("vocabulary", as: .uint8, of: UInt8.self, rows: nil)
    let blocks = try file.takeCopy(
      "scalars.blocks", as: .uint16, of: UInt16.self, rows: WordPieceScalars.blockCount)
    let most = WordPieceScalars.mostBlocks
    guard let own = file.rows(of: "scalars.entries"), own <= most else {
      throw .badWeights(reason: "they have no `scalars.entries`, or more than \(most) rows of them")
    }
    return try WordPiece(
      vocabulary: WordPieceVocabulary(text),
      scalars: WordPieceScalars(
        blocks: blocks,
        entries: try file.takeCopy("scalars.entries", as: .uint32, of: UInt32.self, rows: nil, columns: 256),
        expansions: try file.takeCopy("scalars.expansions", as: .uint32, of: UInt32.self, rows: nil)))
  }
}
