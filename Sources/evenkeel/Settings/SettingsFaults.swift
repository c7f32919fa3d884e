/// All that is wrong with the settings, a line each.
package struct SettingsFaults: Error, Equatable, CustomStringConvertible {
  package var lines: [String]

  package init(_ lines: [String]) {
    self.lines = lines
  }

  package var description: String { lines.joined(separator: "\n") }
}
