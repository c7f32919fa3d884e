/// Rows in columns for a terminal.
package struct TextTable: Sendable {
  private var rows: [[String]]

  /// Starts with the columns' heads; each row has as many cells.
  package init(_ head: [String]) {
    rows = [head]
  }

  package mutating func add(_ row: [String]) {
    precondition(row.count == rows[0].count, "a row of \(row.count) cells in a table of \(rows[0].count)")
    rows.append(row.map(\.printable))
  }

  /// The table, two blanks between columns. What does not fit is cut from the last column, which keeps at least 20.
  ///
  /// - Parameter width: the terminal's columns; nil cuts nothing.
  package func text(width: Int?) -> String {
    var widths = [Int](repeating: 0, count: rows[0].count)
    for row in rows {
      for (index, cell) in row.enumerated() { widths[index] = max(widths[index], cell.columns) }
    }
    let last = widths.count - 1
    if let width {
      let others = widths[..<last].reduce(0) { $0 + $1 + 2 }
      widths[last] = min(widths[last], max(20, width - others))
    }
    return rows.map { row in
      row.enumerated().map { index, cell in
        if index == last { return cell.fitted(to: widths[index]) }
        return cell + String(repeating: " ", count: widths[index] - cell.columns + 2)
      }.joined()
    }.joined(separator: "\n")
  }
}
