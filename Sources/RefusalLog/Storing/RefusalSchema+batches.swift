extension RefusalSchema {
  /// The last batch of every writer, written in the batch's own transaction: a batch whose commit's answer was lost, or
  /// that a spill file gives twice, is not written again (`BatchMark`).
  static let batches = """
    CREATE TABLE written_batches (
      source TEXT PRIMARY KEY CHECK (length(source) = 32),
      number INTEGER NOT NULL CHECK (number > 0),
      written_ms INTEGER NOT NULL CHECK (written_ms >= 0)
    ) STRICT, WITHOUT ROWID;
    """

  static let postgreSQLBatches = """
    CREATE TABLE written_batches (
      source TEXT PRIMARY KEY CHECK (length(source) = 32),
      number BIGINT NOT NULL CHECK (number > 0),
      written_ms BIGINT NOT NULL CHECK (written_ms >= 0)
    );
    """
}
