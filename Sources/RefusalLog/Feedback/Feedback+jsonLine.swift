import Taxonomy

extension Feedback {
  /// As one line of JSON, with the words of the request.
  package var jsonLine: String {
    var line = JSONText()
    line.append(raw: "{\"decision\":")
    line.append(decision.description)
    line.append(raw: ",\"time\":")
    line.append(TimeText.milliseconds(milliseconds))
    line.append(raw: ",\"app\":")
    line.append(app)
    line.append(raw: ",\"verdict\":")
    line.append(opinion.rawValue)
    line.append(raw: ",\"comment\":")
    if let comment { line.append(comment) } else { line.append(raw: "null") }
    line.append(raw: "}")
    return line.text
  }
}
