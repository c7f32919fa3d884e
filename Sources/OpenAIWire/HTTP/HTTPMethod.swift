/// The request methods that the proxy tells apart.
package enum HTTPMethod: String, Sendable, Equatable {
  case get = "GET"
  case post = "POST"
  case head = "HEAD"
  case options = "OPTIONS"
  case other

  /// Methods are case-sensitive (RFC 9110, section 9.1).
  init(_ name: Span<UInt8>) {
    switch name.count {
    case 3 where name[0] == UInt8(ascii: "G") && name[1] == UInt8(ascii: "E") && name[2] == UInt8(ascii: "T"):
      self = .get
    case 4 where name[0] == UInt8(ascii: "P") && name[1] == UInt8(ascii: "O") && name[2] == UInt8(ascii: "S"):
      self = name[3] == UInt8(ascii: "T") ? .post : .other
    case 4 where name[0] == UInt8(ascii: "H") && name[1] == UInt8(ascii: "E") && name[2] == UInt8(ascii: "A"):
      self = name[3] == UInt8(ascii: "D") ? .head : .other
    case 7:
      let options: StaticString = "OPTIONS"
      for index in 0..<7 where unsafe name[index] != options.utf8Start[index] {
        self = .other
        return
      }
      self = .options
    default: self = .other
    }
  }
}
