import Taxonomy

/// Every mapping of policy files, routes and files of tests with its keys: what the JSON Schema is made from.
///
/// A test holds it against the keys that the readers know.
enum SchemaTable {
  static let policy = "policy"
  static let routes = "routes"
  static let tests = "tests"

  static let objects: [SchemaObject] =
    policyObjects + stageObjects + conditionObjects(.prompt) + conditionObjects(.response) + smallObjects
    + routeObjects + testObjects

  static func words<Word: CaseIterable & RawRepresentable<String>>(_ type: Word.Type) -> [String] {
    Word.allCases.map(\.rawValue)
  }

  // MARK: The policy

  private static let policyObjects = [
    SchemaObject(
      name: policy, description: "A policy: what is refused, changed, judged and recorded.",
      keys: [
        SchemaKey(
          "name", .identifier, isRequired: true,
          "The policy's name, unique in the folder; goes into headers and records."),
        SchemaKey("description", .text, "What the policy is for, in a sentence."),
        SchemaKey("extends", .identifier, "The policy whose rules, exceptions, messages and settings are inherited."),
        SchemaKey(
          "mode", .word(words(PolicyMode.self)),
          "`enforce` carries decisions out; `monitor` decides and records, and passes everything on."),
        SchemaKey(
          "on_classifier_failure", .word(words(Decision.Action.self)),
          "What follows when the classifier gives no score: `refuse` is the safe side, `allow` the available one."),
        SchemaKey(
          "on_overload", .word(words(Decision.Action.self)),
          "What follows when too many texts wait to be judged; as `on_classifier_failure` when left out."),
        SchemaKey("prompt", .object("prompt"), "How requests are judged before the model is called."),
        SchemaKey("response", .object("response"), "How answers are judged and released."),
        SchemaKey(
          "exceptions", .list(.object("exception"), limit: 1_000),
          "What this deployment knows to be harmless: rules that do not count for matching texts."),
        SchemaKey(
          "always", .texts,
          "Ids of refusing rules that are tried first, and that no exception and no policy extending this one takes away."
        ),
        SchemaKey(
          "judges", .named(keys: SchemaShape.identifierPattern, .object("judge")),
          "Guard models that rules with `action: judge` can ask, by name."),
        SchemaKey(
          "phrase_lists",
          .named(keys: SchemaShape.identifierPattern, .either([.texts, .object("phrase_list_file")])),
          "Named lists of phrases for `phrase_list`, written here or in a file below `lists/`."),
        SchemaKey("false_refusals", .object("false_refusals"), "When a model's refusal is suspected to be wrong."),
        SchemaKey(
          "messages",
          .named(keys: SchemaShape.identifierPattern, .named(keys: "^[a-z]{2,3}$", .text, least: 1)),
          "What refusals say: by message key, then by language. `{decision}` and `{category}` are filled in."),
        SchemaKey("record", .object("record"), "How much of a conversation a record keeps."),
        SchemaKey(
          "tests", .list(.object("test"), limit: 10_000),
          "What the rules must say; a reload that fails them is refused."),
      ])
  ]

  // MARK: Stages

  private static let stageObjects = [
    SchemaObject(
      name: "prompt", description: "How requests are judged before the model is called.",
      keys: [
        SchemaKey("roles", .wordList(words(SpeakerRole.self)), "Whose words are judged."),
        SchemaKey(
          "turns", .either([.integer(PolicyReader.turnBounds), .word(["all"])]),
          "How many of the last messages are judged."),
        SchemaKey(
          "unknown_content", .word(words(Decision.Action.self)),
          "What follows from parts and fields that the protocol does not define; `allow` judges their text as `unknown`."
        ),
        SchemaKey(
          "token_prompts", .word(words(Decision.Action.self)),
          "What follows from a prompt in token numbers, which cannot be judged."),
        SchemaKey(
          "media", .word(words(Decision.Action.self)),
          "What follows from images, sound and files, which are not judged."),
        SchemaKey(
          "start", .word(words(PromptStart.self)),
          "`judged`: the request goes out once it is judged; `parallel`: meanwhile, and the answer waits."),
        SchemaKey("rules", .list(.object("prompt_rule"), limit: RuleReader.limit), ruleOrder),
      ]),
    SchemaObject(
      name: "response", description: "How answers are judged and released.",
      keys: [
        SchemaKey(
          "release", .word(words(PolicyReader.ReleaseWord.self)),
          "`window` holds text until it is judged, `trail` lets some characters run ahead, `whole` holds the answer to its end."
        ),
        SchemaKey("window", .integer(PolicyReader.windowBounds), "Characters judged at a time."),
        SchemaKey(
          "context", .integer(PolicyReader.contextBounds), "Characters before the window that are judged with it."),
        SchemaKey(
          "trail", .integer(PolicyReader.trailBounds), "Unjudged characters that may run ahead, with `release: trail`."),
        SchemaKey("rules", .list(.object("response_rule"), limit: RuleReader.limit), ruleOrder),
      ],
      demands: [.neededBy("release", value: PolicyReader.ReleaseWord.trail.rawValue, "trail")]),
    rule(.prompt), rule(.response),
    SchemaObject(
      name: "system", description: "How the system message of a request changes.",
      keys: [
        SchemaKey("prepend", .text, "A system message that goes before all others."),
        SchemaKey("replace", .text, "The one system message that there is from now on."),
      ],
      demands: [.exactlyOne(RuleReader.systemKeys)]),
  ]

  private static let ruleOrder =
    "Tried from the top for each text; the first that fires settles the matter unless it says `continue: true`."

  /// A rule of a stage: answers are not rewritten, and their conditions are others.
  private static func rule(_ stage: Stage) -> SchemaObject {
    let actions = words(RuleAction.Word.self).filter { stage == .prompt || $0 != RuleAction.Word.rewrite.rawValue }
    var keys = [
      SchemaKey(
        "id", .identifier, isRequired: true, "Unique in the stage; the id of an inherited rule takes its place."),
      SchemaKey("when", .object("\(stage.rawValue)_condition"), "What must hold of a text. Every key must hold."),
      SchemaKey("action", .word(actions), "What follows when the rule fires."),
      SchemaKey("message", .identifier, "Key of the message that a refusal shows; `default` when left out."),
      SchemaKey(
        "as", .word(words(RefusalForm.self)),
        "`completion`: an ordinary answer with status 200; `error`: status 400 in Azure's shape."),
    ]
    if stage == .prompt {
      keys.append(SchemaKey("system", .object("system"), "How `rewrite` changes the system message."))
    }
    keys += [
      SchemaKey("judge", .identifier, "Name of the guard model that is asked."),
      SchemaKey(
        "mode", .word(words(PolicyMode.self)), "`monitor`: noted when it fires, and the rules below still decide."),
      SchemaKey("continue", .truth, "Whether the rules below are tried when it fired and did not settle the matter."),
      SchemaKey("off", .yes, "`true` removes the inherited rule of this id."),
    ]
    var demands: [SchemaObject.Demand] = [
      .unlessOff(["when", "action"]),
      .withActions(["refuse", "judge"], keys: ["message", "as"]), .withActions(["judge"], keys: ["judge"]),
      .neededByAction("judge", keys: ["judge"]),
    ]
    if stage == .prompt {
      demands += [.withActions(["rewrite"], keys: ["system"]), .neededByAction("rewrite", keys: ["system"])]
    }
    return SchemaObject(
      name: "\(stage.rawValue)_rule", description: "A rule for \(stage == .prompt ? "prompts" : "answers").",
      keys: keys,
      demands: demands)
  }
}
