import Foundation

extension Int {
  /// With commas between thousands, whatever the process's language is: the pages are in English.
  var grouped: String { formatted(.number.locale(Locale(identifier: "en_US"))) }
}
