/// Reads CSV as RFC 4180 writes it, by scalars, so that nothing is joined or normalised.
enum CSVReader {
  static func rows(_ text: String) -> [[String]] {
    var rows: [[String]] = []
    var row: [String] = []
    var cell = String.UnicodeScalarView()
    var isQuoted = false
    var scalars = text.unicodeScalars.makeIterator()
    var next = scalars.next()
    while let scalar = next {
      next = scalars.next()
      switch (isQuoted, scalar) {
      case (true, "\"") where next == "\"":
        cell.append(scalar)
        next = scalars.next()
      case (_, "\""): isQuoted.toggle()
      case (false, ","):
        row.append(String(cell))
        cell.removeAll()
      case (false, "\r") where next == "\n":
        next = scalars.next()
        row.append(String(cell))
        cell.removeAll()
        rows.append(row)
        row.removeAll()
      default: cell.append(scalar)
      }
    }
    return rows
  }
}
