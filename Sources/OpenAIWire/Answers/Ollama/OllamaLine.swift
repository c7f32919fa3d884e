/// What a line of Ollama's `/api/chat` says beyond its texts.
struct OllamaLine: Sendable, Equatable {
}
