import Foundation

extension JSONValue: Codable {
  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let value = try Self.decoded(Bool.self, in: container) {
      self = .bool(value)
    } else if let value = try Self.decoded(Int.self, in: container) {
      self = .int(value)
    } else if let value = try Self.decoded(Double.self, in: container) {
      self = .number(value)
    } else if let value = try Self.decoded(String.self, in: container) {
      self = .string(value)
    } else if let value = try Self.decoded([JSONValue].self, in: container) {
      self = .array(value)
    } else {
      self = .object(try container.decode([String: JSONValue].self))
    }
  }

  /// Nil when the value is of another type; other errors are thrown.
  private static func decoded<Value: Decodable>(
    _ type: Value.Type, in container: any SingleValueDecodingContainer
  ) throws -> Value? {
    do {
      return try container.decode(type)
    } catch DecodingError.typeMismatch {
      return nil
    } catch DecodingError.dataCorrupted where type == Int.self {
      // A number that is no integer.
      return nil
    }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .null: try container.encodeNil()
    case .bool(let value): try container.encode(value)
    case .int(let value): try container.encode(value)
    case .number(let value): try container.encode(value)
    case .string(let value): try container.encode(value)
    case .array(let value): try container.encode(value)
    case .object(let value): try container.encode(value)
    }
  }

  /// The value as JSON, its members in the order of their names.
  func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.withoutEscapingSlashes, .sortedKeys]
    return String(decoding: try encoder.encode(self), as: UTF8.self)
  }
}
