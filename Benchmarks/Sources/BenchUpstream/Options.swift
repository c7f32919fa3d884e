/// What the command line says.
struct Options {
  private(set) var host = "127.0.0.1"
  private(set) var port = 18_400
  /// Event loops, one thread each.
  private(set) var threads = 1

  static let usage = "usage: BenchUpstream [--listen HOST:PORT] [--threads N]"

  init(arguments: [String]) throws(Failure) {
    var rest = arguments[...]
    while let name = rest.popFirst() {
      guard let value = rest.popFirst() else { throw Failure.invalid("`\(name)` needs a value") }
      switch name {
      case "--listen": try setListen(value)
      case "--threads": threads = try Self.number(value, for: name, in: 1...256)
      default: throw Failure.invalid("unknown option `\(name)`")
      }
    }
  }

  private mutating func setListen(_ value: String) throws(Failure) {
    guard let colon = value.lastIndex(of: ":"), colon != value.startIndex else {
      throw Failure.invalid("`--listen \(value)` is not HOST:PORT")
    }
    host = String(value[..<colon])
    port = try Self.number(String(value[value.index(after: colon)...]), for: "--listen", in: 0...65_535)
  }

  private static func number(
    _ value: String, for name: String, in range: ClosedRange<Int>
  ) throws(Failure) -> Int {
    guard let number = Int(value), range.contains(number) else {
      throw Failure.invalid("`\(name)` must be \(range.lowerBound) to \(range.upperBound), not `\(value)`")
    }
    return number
  }

  /// A command line that cannot be followed.
  enum Failure: Error, CustomStringConvertible {
    case invalid(String)

    var description: String {
      switch self {
      case .invalid(let reason): "\(reason)\n\(Options.usage)"
      }
    }
  }
}
