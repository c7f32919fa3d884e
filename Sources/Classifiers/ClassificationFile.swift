package import Foundation
import Synchronization

/// Classifies lines of JSON on all cores, in their order, with no more than some of them in memory: what
/// `evenkeel classify` runs.
package struct ClassificationFile: Sendable {
  /// How a run ended.
  package struct Outcome: Sendable, Equatable {
    /// Rows that were written.
    package var rows = 0
    /// Rows that were reported instead.
    package var badRows = 0
  }

  /// Lines and bytes that are in work at once.
  private static let waveLines = 1024
  private static let waveBytes = 8 << 20
  /// Bytes of a line.
  package static let longestLine = 64 << 20

  private let classifier: RowClassifier
  private let threads: Int

  /// - Parameter threads: how many rows are classified at once.
  package init(_ classifier: RowClassifier, threads: Int) {
    precondition(threads > 0, "no thread to classify on")
    self.classifier = classifier
    self.threads = threads
  }

  /// Reads rows `{"id", "prompt", "response"?, "history"?}` and writes a line of `ClassificationResult` for each, in
  /// their order. Empty lines are left out; a bad row is reported and does not stop the rest.
  ///
  /// - Parameters:
  ///   - write: takes whole lines.
  ///   - report: told the line's number, from 1, and what is wrong with it.
  ///   - progress: told now and then how far it is.
  package func run(
    _ lines: LineReader, write: (Data) throws -> Void, report: (Int, String) -> Void,
    progress: (Outcome) -> Void = { _ in }
  ) throws -> Outcome {
    var outcome = Outcome()
    while true {
      let wave = try nextWave(lines)
      guard !wave.isEmpty else { return outcome }
      for (line, result) in zip(wave, classify(wave)) {
        switch result {
        case .success(let bytes):
          try write(bytes)
          outcome.rows += 1
        case .failure(let fault):
          report(line.number, fault.reason)
          outcome.badRows += 1
        }
      }
      progress(outcome)
    }
  }

  /// What is wrong with a row.
  private struct RowFault: Error { var reason: String }

  private func nextWave(_ lines: LineReader) throws -> [LineReader.Line] {
    var wave: [LineReader.Line] = []
    var bytes = 0
    while wave.count < Self.waveLines, bytes < Self.waveBytes, let line = try lines.next() {
      let isBlank = line.bytes?.allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D } ?? false
      if isBlank { continue }
      bytes += line.bytes?.count ?? 0
      wave.append(line)
    }
    return wave
  }

  /// Each thread takes the next row that nobody has, so that they end together.
  private func classify(_ wave: [LineReader.Line]) -> [Result<Data, RowFault>] {
    let next = Atomic(0)
    let results = Mutex([Result<Data, RowFault>?](repeating: nil, count: wave.count))
    DispatchQueue.concurrentPerform(iterations: min(threads, wave.count)) { _ in
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      while true {
        let index = next.add(1, ordering: .relaxed).oldValue
        guard index < wave.count else { return }
        let result = Result { () throws(RowFault) in try classify(wave[index], encoder) }
        results.withLock { $0[index] = result }
      }
    }
    return results.withLock { $0 }.map { $0 ?? .failure(RowFault(reason: "the row was not classified")) }
  }

  private func classify(_ line: LineReader.Line, _ encoder: JSONEncoder) throws(RowFault) -> Data {
    guard let bytes = line.bytes else {
      throw RowFault(reason: "the line is longer than \(Self.longestLine) bytes")
    }
    let row = try Self.decode(bytes)
    do {
      return try encoder.encode(try classifier.classify(row)) + [UInt8(ascii: "\n")]
    } catch let failure as ClassifierFailure {
      throw RowFault(reason: "\(failure)")
    } catch {
      throw RowFault(reason: "a result could not be written as JSON: \(error.localizedDescription)")
    }
  }

  private static func decode(_ bytes: Data) throws(RowFault) -> ClassificationRow {
    do {
      return try JSONDecoder().decode(ClassificationRow.self, from: bytes)
    } catch let DecodingError.keyNotFound(key, context) where context.codingPath.isEmpty {
      throw RowFault(reason: "the row has no `\(key.stringValue)`")
    } catch let DecodingError.keyNotFound(_, context), let DecodingError.typeMismatch(_, context),
      let DecodingError.valueNotFound(_, context)
    {
      throw RowFault(reason: reason(for: context.codingPath.first?.stringValue))
    } catch {
      throw RowFault(reason: "the row is not valid JSON")
    }
  }

  private static func reason(for key: String?) -> String {
    switch key {
    case "id": "`id` is not a string or a number"
    case "history": "`history` is not a list of strings, or of objects with `role` and `content`"
    case let key?: "`\(key)` is not a string"
    case nil: "the row is not a JSON object"
    }
  }
}
