/// Where a setting's value comes from, the strongest first.
package enum SettingPlace: String, CaseIterable, Sendable {
  case flag
  case environment
  case file
  case `default`
}
