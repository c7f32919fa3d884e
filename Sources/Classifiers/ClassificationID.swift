package import Foundation

/// The id of a row, which comes out as it went in: a string or a number.
package enum ClassificationID: Sendable, Equatable, Codable {
  case text(String)
  /// With up to 38 digits.
  case number(Decimal)

  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let text = try? container.decode(String.self) {
      self = .text(text)
    } else {
      self = .number(try container.decode(Decimal.self))
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .text(let text): try container.encode(text)
    case .number(let number): try container.encode(number)
    }
  }
}
