/// The database's layout, as an append-only list of migrations. A migration that was released is never edited: a new
/// word for a CHECK or a new column is a new migration.
enum RefusalSchema {
  /// One step, as statements for each of the databases.
  struct Migration: Sendable {
    enum SQLiteStep: Sendable {
      case statements(String)
      /// What was laid out so far gets its lists of words as comparisons (`SQLiteComparisons`).
      case listsAsComparisons
    }

    let name: String
    let sqlite: SQLiteStep
    /// Empty where there is nothing to do.
    let postgreSQL: String
  }

  static let migrations = [
    Migration(name: "v1", sqlite: .statements(version1), postgreSQL: ""),
    Migration(name: "v2", sqlite: .statements(version2), postgreSQL: ""),
    Migration(name: "v3", sqlite: .statements(version3), postgreSQL: postgreSQLVersion3),
    Migration(name: "batches", sqlite: .statements(batches), postgreSQL: postgreSQLBatches),
    Migration(name: "v4", sqlite: .statements(version4), postgreSQL: postgreSQLVersion4),
    Migration(name: "comparisons", sqlite: .listsAsComparisons, postgreSQL: ""),
  ]

  private static let version1 = """
    CREATE TABLE refusals (
      sequence INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE CHECK (id GLOB '????????-????-7???-????-????????????'),
      time_ms INTEGER NOT NULL CHECK (time_ms >= 0),
      app TEXT NOT NULL CHECK (length(app) <= 256),
      key_id TEXT CHECK (length(key_id) <= 256),
      endpoint TEXT NOT NULL CHECK (length(endpoint) <= 256),
      model TEXT CHECK (length(model) <= 256),
      is_streamed INTEGER NOT NULL CHECK (is_streamed IN (0, 1)),
      policy TEXT NOT NULL CHECK (length(policy) <= 256),
      policy_revision TEXT NOT NULL CHECK (length(policy_revision) <= 256),
      classifier TEXT NOT NULL CHECK (length(classifier) <= 256),
      stage TEXT NOT NULL CHECK (stage IN ('prompt', 'response')),
      action TEXT NOT NULL CHECK (action IN ('allow', 'refuse')),
      is_enforced INTEGER NOT NULL CHECK (is_enforced IN (0, 1)),
      rule_ids TEXT NOT NULL CHECK (json_valid(rule_ids) AND json_type(rule_ids) = 'array'),
      cause TEXT NOT NULL CHECK (cause IN ('rules', 'classifier_failure')),
      verdict TEXT NOT NULL CHECK (verdict IN
        ('guard_block', 'guard_cut', 'justified_refusal', 'exaggerated_refusal', 'over_block')),
      prompt_harm REAL CHECK (prompt_harm BETWEEN 0 AND 1),
      attack REAL CHECK (attack BETWEEN 0 AND 1),
      answer_harm REAL CHECK (answer_harm BETWEEN 0 AND 1),
      refusal_score REAL CHECK (refusal_score BETWEEN 0 AND 1),
      refusal_kind TEXT CHECK (refusal_kind IN ('full', 'partial', 'none')),
      categories TEXT NOT NULL CHECK (json_valid(categories) AND json_type(categories) = 'object'),
      prompt_judging_us INTEGER NOT NULL CHECK (prompt_judging_us >= 0),
      answer_judging_us INTEGER NOT NULL CHECK (answer_judging_us >= 0),
      total_us INTEGER NOT NULL CHECK (total_us >= 0),
      upstream_ms INTEGER CHECK (upstream_ms >= 0),
      status_code INTEGER NOT NULL CHECK (status_code BETWEEN 100 AND 599),
      delivery TEXT NOT NULL CHECK (delivery IN ('complete', 'cut', 'client_gone', 'upstream_failed')),
      released_characters INTEGER NOT NULL CHECK (released_characters >= 0),
      content_mode TEXT NOT NULL CHECK (content_mode IN ('full', 'hashed', 'none')),
      prompt TEXT CHECK (length(prompt) <= 1048576),
      prompt_bytes INTEGER CHECK (prompt_bytes >= 0),
      answer TEXT CHECK (length(answer) <= 1048576),
      answer_bytes INTEGER CHECK (answer_bytes >= 0),
      CHECK (content_mode <> 'none' OR (prompt IS NULL AND answer IS NULL)),
      CHECK (content_mode <> 'hashed' OR (
        (prompt IS NULL OR length(prompt) = 64) AND (answer IS NULL OR length(answer) = 64)))
    ) STRICT;

    CREATE INDEX refusals_by_verdict ON refusals (verdict, id, time_ms);
    CREATE INDEX refusals_by_app ON refusals (app, id);
    CREATE INDEX refusals_by_policy ON refusals (policy, id);
    CREATE INDEX refusals_by_model ON refusals (model, id);

    CREATE TABLE traffic (
      hour INTEGER NOT NULL CHECK (hour >= 0),
      app TEXT NOT NULL CHECK (length(app) <= 256),
      model TEXT NOT NULL CHECK (length(model) <= 256),
      policy TEXT NOT NULL CHECK (length(policy) <= 256),
      outcome TEXT NOT NULL CHECK (outcome IN
        ('allowed', 'refused_prompt', 'cut_answer', 'model_refusal', 'classifier_failed', 'upstream_failed',
         'client_gone')),
      is_prompt_safe INTEGER NOT NULL CHECK (is_prompt_safe IN (0, 1)),
      requests INTEGER NOT NULL CHECK (requests > 0),
      PRIMARY KEY (hour, app, model, policy, outcome, is_prompt_safe)
    ) STRICT, WITHOUT ROWID;
    """
}
