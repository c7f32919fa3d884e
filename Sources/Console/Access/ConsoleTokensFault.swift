/// What is wrong with the file of the console's tokens.
package struct ConsoleTokensFault: Error, Equatable, CustomStringConvertible {
  /// The file, with its line where it belongs to one.
  package var place: String
  package var problem: String

  package init(_ place: String, _ problem: String) {
    self.place = place
    self.problem = problem
  }

  package var description: String { "\(place): \(problem)" }
}
