extension RefusalSchema {
  /// Counts of records by hour and by day, requests by day, feedback, reviews that were given together, and what the
  /// review queue is ordered and filtered by: all that lists and pictures read at once, whatever the log holds.
  ///
  /// A group goes no more when the record that began it goes (`RefusalStore+purging.swift`), so nothing is grouped anew.
  static let version4 = """
    CREATE TABLE record_counts (
      -- '' counts every record, a hazard category those that are of it.
      category TEXT NOT NULL CHECK (length(category) <= 64),
      -- How many hours the span has that begins at start_hour.
      span_hours INTEGER NOT NULL CHECK (span_hours IN (1, 24)),
      start_hour INTEGER NOT NULL CHECK (start_hour >= 0),
      app TEXT NOT NULL CHECK (length(app) <= 256),
      model TEXT NOT NULL CHECK (length(model) <= 256),
      policy TEXT NOT NULL CHECK (length(policy) <= 256),
      verdict TEXT NOT NULL CHECK (verdict IN
        ('guard_block', 'guard_cut', 'justified_refusal', 'exaggerated_refusal', 'over_block')),
      -- Of the standing review; '' without one.
      label TEXT NOT NULL CHECK (label IN ('', 'false_refusal', 'right_refusal', 'unsure')),
      records INTEGER NOT NULL CHECK (records >= 0),
      PRIMARY KEY (category, span_hours, start_hour, app, model, policy, verdict, label)
    ) STRICT, WITHOUT ROWID;

    INSERT INTO record_counts
    SELECT counted.category, span, time_ms / 3600000 / span * span, app, coalesce(model, ''), policy, verdict,
      coalesce(standing_label, ''), count(*)
    FROM (
      SELECT '' AS category, id AS of FROM refusals
      UNION ALL SELECT json_each.key, refusals.id FROM refusals, json_each(refusals.categories)
      WHERE json_each.value >= 0.5 AND json_each.key IN (
        'violent_crimes', 'nonviolent_crimes', 'sex_crimes', 'child_exploitation', 'defamation', 'specialized_advice',
        'privacy', 'intellectual_property', 'indiscriminate_weapons', 'hate', 'self_harm', 'sexual_content',
        'elections', 'cyber')
    ) AS counted JOIN refusals ON id = of LEFT JOIN standing_reviews ON record_id = id
      JOIN (SELECT 1 AS span UNION ALL SELECT 24)
    GROUP BY 1, 2, 3, 4, 5, 6, 7, 8;

    CREATE TABLE traffic_days (
      day INTEGER NOT NULL CHECK (day >= 0),
      app TEXT NOT NULL CHECK (length(app) <= 256),
      model TEXT NOT NULL CHECK (length(model) <= 256),
      policy TEXT NOT NULL CHECK (length(policy) <= 256),
      outcome TEXT NOT NULL CHECK (outcome IN
        ('allowed', 'refused_prompt', 'cut_answer', 'model_refusal', 'classifier_failed', 'upstream_failed',
         'client_gone')),
      is_prompt_safe INTEGER NOT NULL CHECK (is_prompt_safe IN (0, 1)),
      requests INTEGER NOT NULL CHECK (requests > 0),
      PRIMARY KEY (day, app, model, policy, outcome, is_prompt_safe)
    ) STRICT, WITHOUT ROWID;
    INSERT INTO traffic_days
    SELECT hour / 24, app, model, policy, outcome, is_prompt_safe, sum(requests) FROM traffic GROUP BY 1, 2, 3, 4, 5, 6;

    -- A decision needs no record: most requests have none.
    CREATE TABLE feedback (
      number INTEGER PRIMARY KEY AUTOINCREMENT,
      decision TEXT NOT NULL CHECK (decision GLOB '????????-????-7???-????-????????????'),
      from_app TEXT NOT NULL CHECK (length(from_app) <= 256),
      opinion TEXT NOT NULL CHECK (opinion IN ('should_have_answered', 'should_have_refused')),
      comment TEXT CHECK (length(comment) <= 4096),
      given_ms INTEGER NOT NULL CHECK (given_ms >= 0),
      UNIQUE (decision, from_app)
    ) STRICT;
    CREATE INDEX feedback_by_time ON feedback (given_ms, number);

    -- The same number for reviews that were given at once and can be taken back at once.
    ALTER TABLE reviews ADD COLUMN together INTEGER;
    CREATE INDEX reviews_together ON reviews (together) WHERE together IS NOT NULL;

    CREATE TABLE queue_items (
      item INTEGER PRIMARY KEY REFERENCES prompt_groups (number) ON DELETE CASCADE,
      item_records INTEGER NOT NULL CHECK (item_records >= 0),
      item_unreviewed INTEGER NOT NULL CHECK (item_unreviewed >= 0),
      -- Feedback on its unreviewed records.
      item_appeals INTEGER NOT NULL CHECK (item_appeals >= 0),
      -- The sequence of its newest record.
      item_newest INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX queue_items_by_rank ON queue_items (item_appeals, item_unreviewed, item_newest, item)
      WHERE item_unreviewed > 0;
    CREATE INDEX queue_items_by_size ON queue_items (item_records, item_newest);

    CREATE TABLE queue_parts (
      part_item INTEGER NOT NULL REFERENCES prompt_groups (number) ON DELETE CASCADE,
      part_verdict TEXT NOT NULL,
      part_app TEXT NOT NULL,
      part_policy TEXT NOT NULL,
      part_model TEXT NOT NULL,
      part_records INTEGER NOT NULL CHECK (part_records >= 0),
      part_unreviewed INTEGER NOT NULL CHECK (part_unreviewed >= 0),
      PRIMARY KEY (part_item, part_verdict, part_app, part_policy, part_model)
    ) STRICT, WITHOUT ROWID;

    INSERT INTO queue_items
    SELECT in_group, count(*), count(*) - count(record_id), 0, max(sequence) FROM grouped_records
      JOIN refusals ON sequence = grouped LEFT JOIN standing_reviews ON record_id = id GROUP BY in_group;
    INSERT INTO queue_parts
    SELECT in_group, verdict, app, policy, coalesce(model, ''), count(*), count(*) - count(record_id)
      FROM grouped_records JOIN refusals ON sequence = grouped LEFT JOIN standing_reviews ON record_id = id
      GROUP BY 1, 2, 3, 4, 5;

    DROP TRIGGER grouping_anew;
    -- Records that keep nothing of their prompt get a group each, too.
    UPDATE grouping SET done = 0;
    """
}
