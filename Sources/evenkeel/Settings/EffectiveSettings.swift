/// The settings in effect, and where each of them came from.
package struct EffectiveSettings: Sendable {
  package var values: ServeSettings
  /// By name; what is missing is at its default.
  package var places: [String: SettingPlace]

  package init(values: ServeSettings, places: [String: SettingPlace]) {
    self.values = values
    self.places = places
  }

  /// One line a setting, in the table's order, with its place; secrets are masked.
  package var listing: String {
    let rows = SettingTable.all.map { setting in
      let text = setting.text(values)
      let shown = setting.isSecret && text != nil ? "********" : text ?? "(none)"
      return ["\(setting.name): \(shown)", "# \((places[setting.name] ?? .default).rawValue)"]
    }
    let width = rows.map { $0[0].count }.max() ?? 0
    return rows.map { row in
      row[0] + String(repeating: " ", count: width - row[0].count + 2) + row[1]
    }.joined(separator: "\n")
  }
}
