/// Points in time as RFC 3339 writes them: `2026-11-21T11:39:45.123Z`.
///
/// Days are counted as by H. Hinnant's `days_from_civil` and `civil_from_days` (proleptic Gregorian calendar, years
/// that begin in March).
enum InternetTime {
  private static let secondsOfDay = 86_400
  /// Days from 0000-03-01 to 1970-01-01.
  private static let epoch = 719_468
  private static let daysOfEra = 146_097

  /// Unix time in seconds, to the second below, in the years 1 to 9999; nil for what is no such point in time.
  static func seconds(of text: JSONStringToken, in cursor: borrowing JSONCursor) -> Int? {
    // 2026-11-21T11:39:45Z, and at most nine digits of a second's parts more, and +01:00 for Z.
    guard !text.hasEscapes, (20...35).contains(text.end - text.start) else { return nil }
    let start = text.start
    for (offset, mark) in zip([4, 7, 13, 16], "--::".utf8) where cursor.byte(at: start + offset) != mark { return nil }
    guard cursor.byte(at: start + 10) | 0x20 == UInt8(ascii: "t"), let year = number(4, at: start, cursor),
      let month = number(2, at: start + 5, cursor), let day = number(2, at: start + 8, cursor),
      let hour = number(2, at: start + 11, cursor), let minute = number(2, at: start + 14, cursor),
      let second = number(2, at: start + 17, cursor), year > 0, (1...12).contains(month), (1...31).contains(day),
      hour < 24, minute < 60, second <= 60
    else { return nil }
    var position = start + 19
    if cursor.byte(at: position) == UInt8(ascii: ".") {
      position += 1
      let first = position
      while position < text.end, number(1, at: position, cursor) != nil { position += 1 }
      guard position > first else { return nil }
    }
    guard let offset = offset(from: position, to: text.end, cursor) else { return nil }
    return days(year, month, day) * secondsOfDay + hour * 3600 + minute * 60 + second - offset
  }

  /// Seconds that a local time is ahead of UTC, as `Z`, `+01:00` or `-01:00`.
  private static func offset(from start: Int, to end: Int, _ cursor: borrowing JSONCursor) -> Int? {
    guard start < end else { return nil }
    let sign = cursor.byte(at: start)
    if sign | 0x20 == UInt8(ascii: "z") { return start + 1 == end ? 0 : nil }
    guard sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"), start + 6 == end,
      let hours = number(2, at: start + 1, cursor), cursor.byte(at: start + 3) == UInt8(ascii: ":"),
      let minutes = number(2, at: start + 4, cursor), hours < 24, minutes < 60
    else { return nil }
    return (hours * 3600 + minutes * 60) * (sign == UInt8(ascii: "-") ? -1 : 1)
  }

  private static func number(_ digits: Int, at start: Int, _ cursor: borrowing JSONCursor) -> Int? {
    var value = 0
    for offset in start..<start + digits {
      let digit = cursor.byte(at: offset) &- UInt8(ascii: "0")
      guard digit < 10 else { return nil }
      value = value * 10 + Int(digit)
    }
    return value
  }

  /// - Parameter seconds: Unix time.
  static func text(_ seconds: Int) -> String {
    let time = min(max(seconds, 0), 253_402_300_799)  // Within the years that have four digits.
    let days = time / secondsOfDay + epoch
    let era = days / daysOfEra
    let dayOfEra = days % daysOfEra
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    let rest = time % secondsOfDay
    let clock = [rest / 3600, rest / 60 % 60, rest % 60].map { padded($0, 2) }.joined(separator: ":")
    return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))T\(clock)Z"
  }

  private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let year = month <= 2 ? year - 1 : year
    let yearOfEra = year % 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return year / 400 * daysOfEra + dayOfEra - epoch
  }

  private static func padded(_ number: Int, _ digits: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
  }
}
