import Hummingbird

extension HTTPFields {
  /// A header by a name that Hummingbird has no word for.
  subscript(named name: StaticString) -> String? {
    // A literal of this program: one that is no header's name is found by the first test.
    get { self[.init(name.description)!] }
    set { self[.init(name.description)!] = newValue }
  }
}
