import Taxonomy

extension SchemaTable {
  /// Exceptions, guard models, lists, and the other sections of a policy.
  static let smallObjects: [SchemaObject] =
    rangeObjects + [
      SchemaObject(
        name: "exception", description: "Texts for which some rules do not count.",
        keys: [
          SchemaKey("id", .identifier, isRequired: true, "Unique in the policy; goes into explanations and records."),
          SchemaKey("stage", .word(words(Stage.self)), "Whose rules it narrows; `prompt` when left out."),
          SchemaKey("match", condition, "Which texts it is about."),
          SchemaKey("unless", condition, "Where this holds, or cannot be told, the rules count all the same."),
          SchemaKey("skip", .texts, "Ids of the rules that do not count; none that is listed under `always`."),
          SchemaKey("off", .yes, "`true` removes the inherited exception of this id."),
        ],
        demands: [
          .unlessOff(["match", "skip"]), .byStage(["match", "unless"]),
        ]),
      SchemaObject(
        name: "judge", description: "A guard model behind an OpenAI-compatible server.",
        keys: [
          SchemaKey("url", .text, isRequired: true, "Base address without `/v1`: `http://127.0.0.1:8081`."),
          SchemaKey("model", .text, isRequired: true, "The model's name there."),
          SchemaKey("format", .word(words(GuardModel.Format.self)), isRequired: true, "How it is asked and answers."),
          SchemaKey(
            "timeout_ms", .integer(GuardModelReader.timeoutBounds), "Milliseconds until a question counts as failed."),
          SchemaKey(
            "on_failure", .word(words(Decision.Action.self)), isRequired: true, "What follows when it fails."),
        ]),
      SchemaObject(
        name: "phrase_list_file", description: "A list of phrases in a file.",
        keys: [
          SchemaKey(
            "file", .text, isRequired: true, "The file's name below `lists/`, such as `names.txt`; a phrase a line.")
        ]),
      SchemaObject(
        name: "false_refusals", description: "When a model's refusal is suspected to be wrong.",
        keys: [
          SchemaKey("when", .object("false_refusals_when"), isRequired: true, "Which refusals, of which prompts."),
          SchemaKey(
            "action", .word(words(FalseRefusalAction.self)), isRequired: true,
            "`record` keeps it for review; `annotate` also tells the client in a header; `retry` asks the model once more."
          ),
          SchemaKey("retry", .object("retry"), "How the model is asked once more; required with `action: retry`."),
        ]),
      SchemaObject(
        name: "retry", description: "How a model that is suspected of a false refusal is asked once more.",
        keys: [
          SchemaKey("system", .text, "A system message before all others."),
          SchemaKey("model", .text, "The model that is asked instead."),
        ]),
      SchemaObject(
        name: "false_refusals_when", description: "Which refusals, of which prompts.",
        keys: [
          SchemaKey(
            "refusal", .words(words(RefusalKind.self).filter { $0 != RefusalKind.none.rawValue }), isRequired: true,
            "Kinds of refusal that count."),
          SchemaKey("prompt_harm", .object("range"), isRequired: true, "How harmful the prompt looked."),
        ]),
      SchemaObject(
        name: "record", description: "How much of a conversation a record keeps, and for how long.",
        keys: [
          SchemaKey(
            "content", .word(words(RecordContent.self)),
            "`full`: the texts; `redacted`: the texts without personal data; `hashed`: a hash of each, so that repeats are "
              + "found; `none`: neither."),
          SchemaKey(
            "retention", .either([.word([PolicyReader.keptForGood]), .matching(RetentionText.pattern)]),
            "How long the policy's records are kept, in hours or days: `90d`; until somebody purges them when left out."
          ),
        ],
        demands: [.some]),
    ]

  /// Of either stage; which one, the exception's `stage` says.
  private static var condition: SchemaShape { .either([.object("prompt_condition"), .object("response_condition")]) }

  // MARK: Routes

  static let routeObjects = [
    SchemaObject(
      name: routes, description: "Which policy decides about which requests.",
      keys: [
        SchemaKey("default", .identifier, "The policy for requests that no route matches."),
        SchemaKey("routes", .list(.object("route"), limit: 1_000), "The most specific one that matches counts."),
      ]),
    SchemaObject(
      name: "route", description: "A policy for the requests that match every key.",
      keys: [
        SchemaKey("policy", .identifier, isRequired: true, "The policy that decides."),
        SchemaKey("app", .texts, "Apps; `name*` for all that begin so."),
        SchemaKey("key", .texts, "Public ids of API keys; `name*` for all that begin so."),
        SchemaKey("model", .texts, "Models that are asked for; `name*` for all that begin so."),
        SchemaKey("endpoint", .words(RouteFacts.endpoints), "Endpoints of the API."),
        SchemaKey(
          "header", .named(keys: "^[a-z0-9-]+$", .texts, least: 1),
          "Values by header name in lower case; every header must match."),
      ]),
  ]

  // MARK: Tests

  static let testObjects = [
    SchemaObject(
      name: tests, description: "Tests of a policy that stands in another file.",
      keys: [
        SchemaKey("policy", .identifier, isRequired: true, "The policy that is tested."),
        SchemaKey("tests", .list(.object("test"), limit: 10_000), isRequired: true, "What its rules must say."),
      ]),
    SchemaObject(
      name: "test", description: "What the rules must say of a prompt, or of an answer to it.",
      keys: [
        SchemaKey("prompt", .text, isRequired: true, "The prompt."),
        SchemaKey("response", .text, "An answer: with it the rules for answers are tested."),
        SchemaKey("role", .word(words(SpeakerRole.self)), "Whose words the prompt is; `user` when left out."),
        SchemaKey("app", .text, "The app that asks."),
        SchemaKey("model", .text, "The model that is asked for."),
        SchemaKey(
          "needs", .words(words(TestNeed.self)),
          "Scores that the test rests on; where the classifier gives none, it is left out."),
        SchemaKey(
          "expect", .either([.word(words(RuleAction.Word.self)), .object("expect")]), isRequired: true,
          "The action, or what else must come out."),
      ]),
    SchemaObject(
      name: "expect",
      description: "What must come out: an action with the rule that asks for it, or each part by itself.",
      keys: words(RuleAction.Word.self).map {
        SchemaKey($0, .identifier, "The action is `\($0)`, by the rule of this id.")
      } + [
        SchemaKey("action", .word(words(RuleAction.Word.self)), "The action."),
        SchemaKey("rule", .identifier, "Id of a rule that must fire."),
        SchemaKey("category", .word(words(HazardCategory.self)), "The hazard category that a refusal names."),
        SchemaKey("text", .text, "The text that is sent on."),
      ],
      demands: [.some]),
  ]
}
