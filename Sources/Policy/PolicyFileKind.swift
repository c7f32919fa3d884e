/// What a file of a policy folder holds, by its name below the folder.
package enum PolicyFileKind: Sendable, Equatable {
  case policy
  /// Which policy decides when.
  case routes
  /// Tests of a policy that stands in another file.
  case tests
  /// Phrases, one a line.
  case list

  /// Nil for a file that is not read: another kind of name, a hidden one, another folder.
  package init?(_ name: String) {
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    guard let last = parts.last, !last.isEmpty, !last.hasPrefix(".") else { return nil }
    if parts.count == 2, parts[0] == PolicyFolder.listFolder, last.hasSuffix(".txt") {
      self = .list
      return
    }
    guard parts.count == 1, last.hasSuffix(".yaml") || last.hasSuffix(".yml") else { return nil }
    if last.hasSuffix(".test.yaml") || last.hasSuffix(".test.yml") {
      self = .tests
    } else {
      self = RouteReader.file.contains(name) ? .routes : .policy
    }
  }
}
