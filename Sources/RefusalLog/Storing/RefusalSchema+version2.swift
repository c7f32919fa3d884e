extension RefusalSchema {
  /// Content mode `redacted`, the user's pseudonym and a retry's answer need CHECKs that SQLite cannot change, so the
  /// table is made anew; sequences are never given twice from here on. Then reviews.
  ///
  /// `reviews` is only appended to; `standing_reviews` points at the one that holds.
  static let version2 = """
    CREATE TABLE refusals_2 (
      sequence INTEGER PRIMARY KEY AUTOINCREMENT,
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
      content_mode TEXT NOT NULL CHECK (content_mode IN ('full', 'redacted', 'hashed', 'none')),
      prompt TEXT CHECK (length(prompt) <= 1048576),
      prompt_bytes INTEGER CHECK (prompt_bytes >= 0),
      answer TEXT CHECK (length(answer) <= 1048576),
      answer_bytes INTEGER CHECK (answer_bytes >= 0),
      user_key TEXT CHECK (length(user_key) BETWEEN 1 AND 128),
      retry_answer TEXT CHECK (length(retry_answer) <= 1048576),
      retry_answer_bytes INTEGER CHECK (retry_answer_bytes >= 0),
      retry_answer_harm REAL CHECK (retry_answer_harm BETWEEN 0 AND 1),
      retry_refusal_kind TEXT CHECK (retry_refusal_kind IN ('full', 'partial', 'none')),
      retry_is_delivered INTEGER CHECK (retry_is_delivered IN (0, 1)),
      retry_ms INTEGER CHECK (retry_ms >= 0),
      retry_tokens INTEGER CHECK (retry_tokens >= 0),
      CHECK ((retry_is_delivered IS NULL) = (retry_ms IS NULL)),
      CHECK (retry_is_delivered IS NOT NULL OR (retry_answer IS NULL AND retry_answer_bytes IS NULL)),
      CHECK (content_mode <> 'none' OR (prompt IS NULL AND answer IS NULL AND retry_answer IS NULL)),
      CHECK (content_mode <> 'hashed' OR (
        (prompt IS NULL OR length(prompt) = 64) AND (answer IS NULL OR length(answer) = 64)
        AND (retry_answer IS NULL OR length(retry_answer) = 64)))
    ) STRICT;

    INSERT INTO refusals_2 (
      sequence, id, time_ms, app, key_id, endpoint, model, is_streamed, policy, policy_revision, classifier, stage,
      action, is_enforced, rule_ids, cause, verdict, prompt_harm, attack, answer_harm, refusal_score, refusal_kind,
      categories, prompt_judging_us, answer_judging_us, total_us, upstream_ms, status_code, delivery,
      released_characters, content_mode, prompt, prompt_bytes, answer, answer_bytes)
    SELECT
      sequence, id, time_ms, app, key_id, endpoint, model, is_streamed, policy, policy_revision, classifier, stage,
      action, is_enforced, rule_ids, cause, verdict, prompt_harm, attack, answer_harm, refusal_score, refusal_kind,
      categories, prompt_judging_us, answer_judging_us, total_us, upstream_ms, status_code, delivery,
      released_characters, content_mode, prompt, prompt_bytes, answer, answer_bytes
    FROM refusals ORDER BY sequence;
    DROP TABLE refusals;
    ALTER TABLE refusals_2 RENAME TO refusals;

    CREATE INDEX refusals_by_verdict ON refusals (verdict, id, time_ms);
    CREATE INDEX refusals_by_app ON refusals (app, id);
    CREATE INDEX refusals_by_policy ON refusals (policy, id);
    CREATE INDEX refusals_by_model ON refusals (model, id);
    CREATE INDEX refusals_by_user ON refusals (user_key) WHERE user_key IS NOT NULL;

    CREATE TABLE reviews (
      number INTEGER PRIMARY KEY AUTOINCREMENT,
      record TEXT NOT NULL REFERENCES refusals (id) ON DELETE CASCADE,
      reviewed_ms INTEGER NOT NULL CHECK (reviewed_ms >= 0),
      reviewer TEXT NOT NULL CHECK (length(reviewer) <= 256),
      -- NULL for a step that takes a review back.
      review_label TEXT CHECK (review_label IN ('false_refusal', 'right_refusal', 'unsure')),
      review_type TEXT CHECK (review_type IN
        ('homonyms', 'figurative_language', 'safe_targets', 'safe_contexts', 'definitions', 'nons_group_real_discr',
         'real_group_nons_discr', 'historical_events', 'privacy_public', 'privacy_fictional')),
      review_note TEXT CHECK (length(review_note) <= 4096),
      review_answer TEXT CHECK (length(review_answer) <= 1048576),
      CHECK (review_label IS NOT NULL OR (review_type IS NULL AND review_note IS NULL AND review_answer IS NULL))
    ) STRICT;
    CREATE INDEX reviews_by_record ON reviews (record, number);
    CREATE TRIGGER reviews_are_appended BEFORE UPDATE ON reviews
    BEGIN SELECT raise(ABORT, 'reviews are only appended'); END;

    CREATE TABLE standing_reviews (
      record_id TEXT PRIMARY KEY REFERENCES refusals (id) ON DELETE CASCADE,
      review_number INTEGER NOT NULL REFERENCES reviews (number) ON DELETE CASCADE,
      standing_label TEXT NOT NULL CHECK (standing_label IN ('false_refusal', 'right_refusal', 'unsure'))
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX standing_reviews_by_label ON standing_reviews (standing_label, record_id);
    CREATE INDEX standing_reviews_by_number ON standing_reviews (review_number);
    """
}
