extension RefusalSchema {
  /// Groups of nearly equal prompts, found by bands of a MinHash (`PromptSketch`). Nothing here is written with a
  /// record; all of it goes when the record that leads a group goes, and the group's other records are grouped anew.
  static let version3 = """
    CREATE TABLE prompt_groups (
      number INTEGER PRIMARY KEY AUTOINCREMENT,
      leader INTEGER NOT NULL UNIQUE REFERENCES refusals (sequence) ON DELETE CASCADE,
      minima BLOB NOT NULL CHECK (length(minima) IN (0, 256))
    ) STRICT;

    CREATE TABLE prompt_bands (
      band INTEGER NOT NULL CHECK (band BETWEEN 0 AND 12),
      key INTEGER NOT NULL,
      band_group INTEGER NOT NULL REFERENCES prompt_groups (number) ON DELETE CASCADE,
      PRIMARY KEY (band, key, band_group)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX prompt_bands_by_group ON prompt_bands (band_group);

    CREATE TABLE grouped_records (
      grouped INTEGER PRIMARY KEY REFERENCES refusals (sequence) ON DELETE CASCADE,
      in_group INTEGER NOT NULL REFERENCES prompt_groups (number) ON DELETE CASCADE
    ) STRICT;
    CREATE INDEX grouped_records_by_group ON grouped_records (in_group);

    -- Records up to `done` were looked at; a group that goes leaves some that have to be again.
    CREATE TABLE grouping (done INTEGER NOT NULL CHECK (done >= 0)) STRICT;
    INSERT INTO grouping VALUES (0);
    CREATE TRIGGER grouping_anew AFTER DELETE ON prompt_groups
    BEGIN UPDATE grouping SET done = 0; END;
    """
}
