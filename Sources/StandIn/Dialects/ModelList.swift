/// The lists of models: the stand-in is the one model.
enum ModelList {
  /// The answer of `/v1/models`.
  static let openAI: JSONValue = [
    "object": "list",
    "data": [["id": .string(StandInSpeech.model), "object": "model", "created": 0, "owned_by": "evenkeel"]],
  ]

  /// The answer of `/api/tags`.
  static let ollama: JSONValue = [
    "models": [
      [
        "name": .string(StandInSpeech.model), "model": .string(StandInSpeech.model),
        "modified_at": "2026-01-01T00:00:00Z", "size": 0, "digest": "",
        "details": [
          "parent_model": "", "format": "", "family": "stand-in", "families": ["stand-in"], "parameter_size": "0",
          "quantization_level": "",
        ],
      ]
    ]
  ]
}
