import Foundation
import Taxonomy

/// Classifies a file of JSON lines: what `evenkeel classify` runs.
package enum ClassificationFile {
  /// Reads rows `{"id", "prompt", "response"?}` and writes, in their order, `{"id", "prompt_harm", "prompt_flagged"}` and,
  /// for rows with an answer, `"response_harm"`, `"response_flagged"` and `"refusal"` (`full`, `partial` or `none`).
  ///
  /// An answer is judged as the proxy judges one: passage by passage, the worst counting. Empty lines are left out.
  /// Nothing is written unless every line is good.
  ///
  /// - Parameters:
  ///   - prompt: the probability from which on a prompt is flagged.
  ///   - response: the probability from which on an answer is flagged.
  /// - Returns: the number of rows.
  @discardableResult
  package static func run(
    input: String, output: String, classifier: any HarmClassifier, prompt: Double, response: Double
  ) throws(ClassificationFileError) -> Int {
    let data: Data
    do {
      data = try Data(contentsOf: URL(fileURLWithPath: input))
    } catch {
      throw .unreadable(path: input, reason: error.localizedDescription)
    }
    var written = Data()
    var rows = 0
    var line = 0
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    for bytes in data.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      line += 1
      if bytes.allSatisfy({ $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") || $0 == UInt8(ascii: "\r") }) {
        continue
      }
      let row = try decode(bytes, path: input, line: line)
      do throws(ClassifierFailure) {
        let result = try classify(row, by: classifier, prompt: prompt, response: response)
        written.append(try encode(result, by: encoder))
      } catch {
        throw .classifier(path: input, line: line, failure: error)
      }
      written.append(UInt8(ascii: "\n"))
      rows += 1
    }
    do {
      try written.write(to: URL(fileURLWithPath: output), options: .atomic)
    } catch {
      throw .unwritable(path: output, reason: error.localizedDescription)
    }
    return rows
  }

  private static func classify(
    _ row: ClassificationRow, by classifier: any HarmClassifier, prompt: Double, response: Double
  ) throws(ClassifierFailure) -> ClassificationResult {
    let text = JudgedText(role: .user, place: TextPlace(message: 0, path: "content"), text: row.prompt)
    let harm = try classifier.judge(prompt: [text]).harm
    var result = ClassificationResult(id: row.id, promptHarm: harm, promptFlagged: harm >= prompt)
    guard let answer = row.response else { return result }
    var signals = AnswerSignals(harm: 0)
    let passages = PassageCutter.passages(
      of: answer, window: PassageCutter.judgedWindow, context: PassageCutter.judgedContext)
    for passage in passages {
      signals = signals.worse(of: try classifier.judge(answer: passage.text, to: row.prompt))
    }
    result.responseHarm = signals.harm
    result.responseFlagged = signals.harm >= response
    result.refusal = try classifier.detectRefusal(in: answer, to: row.prompt).kind.rawValue
    return result
  }

  private static func decode(
    _ bytes: Data, path: String, line: Int
  ) throws(ClassificationFileError) -> ClassificationRow {
    do {
      return try JSONDecoder().decode(ClassificationRow.self, from: bytes)
    } catch let DecodingError.keyNotFound(key, _) {
      throw .badLine(path: path, line: line, reason: "the row has no `\(key.stringValue)`")
    } catch let DecodingError.typeMismatch(_, context), let DecodingError.valueNotFound(_, context) {
      let key = context.codingPath.last?.stringValue
      throw .badLine(
        path: path, line: line, reason: key.map { "`\($0)` is not a string" } ?? "the row is not a JSON object")
    } catch {
      throw .badLine(path: path, line: line, reason: "the row is not valid JSON")
    }
  }

  private static func encode(
    _ result: ClassificationResult, by encoder: JSONEncoder
  ) throws(ClassifierFailure) -> Data {
    do {
      return try encoder.encode(result)
    } catch {
      throw .failed(reason: "a result could not be written as JSON: \(error.localizedDescription)")
    }
  }
}
