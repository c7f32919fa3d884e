import Taxonomy

extension SchemaTable {
  /// The conditions of a stage: attacks and roles are known of prompts, refusals of answers.
  static func conditionObjects(_ stage: Stage) -> [SchemaObject] {
    let name = "\(stage.rawValue)_condition"
    let subject = stage == .prompt ? "prompt" : "answer"
    var keys = [SchemaKey("harm", .object("range"), "The probability that the \(subject) is harmful.")]
    if stage == .prompt { keys.append(SchemaKey("attack", .object("range"), "The probability of a jailbreak.")) }
    keys.append(
      SchemaKey(
        "category", .words(words(HazardCategory.self)),
        "Hazard categories, one of which must score as `at_least`, `below` or `between` beside it says."))
    if stage == .response {
      keys.append(
        SchemaKey("refusal", .words(words(RefusalKind.self)), "The answer is a refusal of one of these kinds."))
    }
    keys += [
      SchemaKey(
        "pii", .words(words(PersonalDataKind.self)), "Personal or secret data of one of these kinds is in the text."),
      SchemaKey("any_phrase", .texts, "One of these phrases is in the text, as whole words, in whatever case."),
      SchemaKey("phrase_list", .texts, "A phrase of one of these lists is in the text; names of `phrase_lists`."),
      SchemaKey("expression", .texts, "One of these regular expressions matches somewhere in the text."),
      SchemaKey(
        "language", .words(LanguageGuess.known),
        "The text is written in one of these languages, as far as that can be told."),
      SchemaKey("length", .object("length"), "The text has so many characters."),
    ]
    if stage == .prompt {
      keys.append(SchemaKey("role", .words(words(SpeakerRole.self)), "The text is one of these speakers'."))
    }
    keys += [
      SchemaKey("app", .texts, "The request came from one of these apps; `name*` for all that begin so."),
      SchemaKey("model", .texts, "The request asks for one of these models; `name*` for all that begin so."),
      SchemaKey("all", .list(.object(name), limit: ConditionReader.listLimit), "All of these must hold."),
      SchemaKey("any", .list(.object(name), limit: ConditionReader.listLimit), "One of these must hold."),
      SchemaKey("not", .object(name), "This must be known not to hold."),
    ]
    keys += boundKeys(.probability, of: "A category's score")
    return [
      SchemaObject(
        name: name, description: "What must hold of a \(subject). Every key must hold.", keys: keys,
        demands: [.some, .together("category", ConditionReader.bounds)])
    ]
  }

  /// Ranges of scores and of lengths.
  static let rangeObjects = [
    SchemaObject(
      name: "range", description: "A range of scores from 0 to 1.", keys: boundKeys(.probability, of: "The score"),
      demands: [.exactlyOne(ConditionReader.bounds)]),
    SchemaObject(
      name: "length", description: "A range of lengths in characters.",
      keys: boundKeys(.integer(ConditionReader.lengthBounds), of: "The length"),
      demands: [.exactlyOne(ConditionReader.bounds)]),
  ]

  private static func boundKeys(_ shape: SchemaShape, of what: String) -> [SchemaKey] {
    [
      SchemaKey("at_least", shape, "\(what) is this or higher."),
      SchemaKey("below", shape, "\(what) is lower than this."),
      SchemaKey("between", .pair(shape), "\(what) is at least the first and below the second."),
    ]
  }
}
