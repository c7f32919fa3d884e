import Foundation

/// What stands beside an exported file and says what is in it.
package struct ExportManifest: Codable, Sendable {
  /// `evenkeel VERSION`.
  package var program: String
  /// When it was made, in RFC 3339.
  package var created: String
  package var format: ExportFormat
  /// Name of the exported file, without its folder.
  package var file: String
  package var bytes: Int
  /// SHA-256 of the file in hexadecimal digits.
  package var sha256: String
  package var filter: RefusalFilter
  /// How many harmful prompts `--mix` asked for; nil takes all.
  package var mix: Int?
  /// The seed of the draw; nil where nothing was drawn.
  package var seed: UInt64?
  /// The text that harmful prompts got where no refusal of the model was kept.
  package var refusal: String?
  package var written: Int
  package var kinds: [String: Int]
  package var verdicts: [String: Int]
  package var labels: [String: Int]
  package var contentModes: [String: Int]
  /// By `policy@revision`.
  package var policies: [String: Int]
  package var leftOut: [String: Int]

  private enum CodingKeys: String, CodingKey {
    case program, created, format, file, bytes, sha256, filter, mix, seed, refusal, written, kinds, verdicts, labels
    case contentModes = "content_modes"
    case policies
    case leftOut = "left_out"
  }

  package init(
    program: String, milliseconds: Int64, format: ExportFormat, file: String, bytes: Int, sha256: String,
    filter: RefusalFilter, options: ExportOptions, outcome: ExportOutcome
  ) {
    self.program = program
    created = TimeText.milliseconds(milliseconds)
    self.format = format
    self.file = file
    self.bytes = bytes
    self.sha256 = sha256
    self.filter = filter
    mix = options.mix
    seed = options.mix == nil ? nil : options.seed
    refusal = options.refusal
    written = outcome.written
    kinds = outcome.kinds
    verdicts = outcome.verdicts
    labels = outcome.labels
    contentModes = outcome.contentModes
    policies = outcome.policies
    leftOut = outcome.leftOut
  }

  /// As a JSON object over several lines, with a line end.
  package func text() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
  }
}
