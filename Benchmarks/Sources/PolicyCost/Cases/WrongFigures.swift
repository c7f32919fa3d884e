/// Something that makes the figures worthless.
struct WrongFigures: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
