extension SettingTable {
  /// The table of docs/configuration.md, which a test holds against this.
  package static var documentation: String {
    let parts: [(title: String, settings: [Setting])] = [
      ("Serving", serving), ("The model server", upstream), ("Guard models", guardModels), ("Records", records),
      ("Operating", operating), ("Limits", limits), ("Timeouts", timeouts),
    ]
    return parts.map { part in
      let rows = part.settings.map { setting in
        let flag = setting.isSwitch ? "`--\(setting.flag)`, `--no-\(setting.flag)`" : "`--\(setting.flag)`"
        let cells = [
          "`\(setting.name)`", setting.places.contains(.flag) ? flag : "(none)", "`\(setting.variable)`",
          setting.type, setting.defaultText.map { "`\($0)`" } ?? "(none)", setting.meaning,
        ]
        return "| " + cells.joined(separator: " | ") + " |"
      }
      return """
        ### \(part.title)

        | file key | flag | environment | type | default | meaning |
        | --- | --- | --- | --- | --- | --- |
        \(rows.joined(separator: "\n"))
        """
    }.joined(separator: "\n\n") + "\n"
  }
}
