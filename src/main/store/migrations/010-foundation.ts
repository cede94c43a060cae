import type { Migration } from '../migrate.ts'

/** Problem sets, models, runs and everything that an attempt leaves behind. Times are milliseconds since 1970. */
export const foundation: Migration = {
  version: 10,
  up(database) {
    database.exec(`
      CREATE TABLE settings (
        key TEXT PRIMARY KEY,
        value TEXT NOT NULL CHECK (json_valid(value))
      ) STRICT, WITHOUT ROWID;

      -- Prompt profiles and strategy pools as they were when a run used them.
      CREATE TABLE documents (
        sha256 TEXT PRIMARY KEY,
        kind TEXT NOT NULL CHECK (kind IN ('prompts', 'strategies')),
        content TEXT NOT NULL CHECK (json_valid(content))
      ) STRICT;

      CREATE TABLE models (
        sha256 TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        path TEXT NOT NULL,
        bytes INTEGER NOT NULL,
        architecture TEXT NOT NULL,
        parameters REAL NOT NULL,
        seen_at INTEGER NOT NULL
      ) STRICT;

      CREATE TABLE pairs (
        id TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        settings TEXT NOT NULL CHECK (json_valid(settings)),
        created_at INTEGER NOT NULL,
        deleted_at INTEGER
      ) STRICT;

      -- A problem never changes: an edited one is another row, so that runs keep what they were asked.
      CREATE TABLE problems (
        key INTEGER PRIMARY KEY,
        sha256 TEXT NOT NULL UNIQUE,
        text TEXT NOT NULL,
        answer TEXT,
        details TEXT NOT NULL CHECK (json_valid(details))
      ) STRICT;

      CREATE TABLE problem_sets (
        id TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        description TEXT NOT NULL,
        source TEXT NOT NULL,
        licence TEXT NOT NULL,
        created_at INTEGER NOT NULL,
        deleted_at INTEGER
      ) STRICT;

      CREATE TABLE set_problems (
        set_id TEXT NOT NULL REFERENCES problem_sets (id) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        problem_id TEXT NOT NULL,
        problem_key INTEGER NOT NULL REFERENCES problems (key),
        PRIMARY KEY (set_id, position),
        UNIQUE (set_id, problem_id)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX set_problems_by_problem ON set_problems (problem_key);

      CREATE TABLE runs (
        key INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        kind TEXT NOT NULL CHECK (kind IN ('benchmark', 'solve')),
        status TEXT NOT NULL
          CHECK (status IN ('waiting', 'running', 'stopped', 'failed', 'interrupted', 'finished')),
        config TEXT NOT NULL CHECK (json_valid(config)),
        seed INTEGER NOT NULL,
        -- Attempts that the finished run will have.
        planned INTEGER NOT NULL,
        created_at INTEGER NOT NULL,
        started_at INTEGER,
        finished_at INTEGER,
        failure TEXT,
        note TEXT NOT NULL DEFAULT '',
        starred INTEGER NOT NULL DEFAULT 0,
        deleted_at INTEGER
      ) STRICT;
      CREATE INDEX runs_by_age ON runs (created_at, key);

      CREATE TABLE tags (
        tag TEXT NOT NULL,
        run_key INTEGER NOT NULL REFERENCES runs (key) ON DELETE CASCADE,
        PRIMARY KEY (run_key, tag)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX tags_by_name ON tags (tag, run_key);

      CREATE TABLE run_problems (
        run_key INTEGER NOT NULL REFERENCES runs (key) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        problem_id TEXT NOT NULL,
        problem_key INTEGER NOT NULL REFERENCES problems (key),
        PRIMARY KEY (run_key, position)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX run_problems_by_problem ON run_problems (problem_key, run_key);

      CREATE TABLE attempts (
        key INTEGER PRIMARY KEY,
        run_key INTEGER NOT NULL,
        problem INTEGER NOT NULL,
        method TEXT NOT NULL,
        repeat INTEGER NOT NULL,
        seed INTEGER NOT NULL,
        status TEXT NOT NULL CHECK (status IN ('running', 'done', 'failed', 'interrupted', 'retried')),
        started_at INTEGER NOT NULL,
        finished_at INTEGER,
        outcome TEXT,
        answer TEXT,
        tie TEXT,
        error TEXT,
        cause TEXT,
        wall_ms REAL,
        gamma REAL,
        gamma_decode REAL,
        wall_ratio REAL,
        baseline TEXT,
        -- Drafted steps that were judged, and those of them that stood.
        drafted INTEGER NOT NULL DEFAULT 0,
        accepted INTEGER NOT NULL DEFAULT 0,
        verdict TEXT CHECK (verdict IN ('right', 'wrong', 'ungradable')),
        FOREIGN KEY (run_key, problem) REFERENCES run_problems (run_key, position) ON DELETE CASCADE
      ) STRICT;
      -- One attempt at most settles a place in the queue, whatever happens to the processes.
      CREATE UNIQUE INDEX attempts_current ON attempts (run_key, problem, method, repeat)
        WHERE status IN ('running', 'done', 'failed');
      CREATE INDEX attempts_by_run ON attempts (run_key, status, problem);

      -- The events as they happened, in batches, deflated JSON: what an attempt is reopened from. The tables
      -- below are read from them when they are written, for searching and counting.
      CREATE TABLE event_batches (
        attempt_key INTEGER NOT NULL REFERENCES attempts (key) ON DELETE CASCADE,
        first INTEGER NOT NULL,
        events BLOB NOT NULL,
        PRIMARY KEY (attempt_key, first)
      ) STRICT;

      CREATE TABLE paths (
        attempt_key INTEGER NOT NULL REFERENCES attempts (key) ON DELETE CASCADE,
        path INTEGER NOT NULL,
        strategy TEXT,
        writer TEXT NOT NULL,
        ended TEXT,
        answer TEXT,
        forced INTEGER NOT NULL DEFAULT 0,
        cause TEXT,
        PRIMARY KEY (attempt_key, path)
      ) STRICT, WITHOUT ROWID;

      -- A step's key is its attempt's key and its place in it, so that the order of keys is the order of attempts
      -- and an attempt's steps lie together.
      CREATE TABLE steps (
        key INTEGER PRIMARY KEY,
        attempt_key INTEGER NOT NULL REFERENCES attempts (key) ON DELETE CASCADE,
        path INTEGER NOT NULL,
        step INTEGER NOT NULL,
        author TEXT NOT NULL CHECK (author IN ('draft', 'target')),
        text TEXT NOT NULL,
        tokens INTEGER NOT NULL,
        ms REAL NOT NULL,
        score REAL,
        evidence TEXT CHECK (json_valid(evidence)),
        rejected_text TEXT,
        rejected_tokens INTEGER,
        rejected_ms REAL,
        rejected_score REAL,
        rejected_evidence TEXT CHECK (json_valid(rejected_evidence)),
        CHECK (attempt_key = key >> 20)
      ) STRICT;
      CREATE INDEX steps_by_attempt ON steps (attempt_key);

      CREATE TABLE selections (
        attempt_key INTEGER NOT NULL REFERENCES attempts (key) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        strategy TEXT NOT NULL,
        probability REAL,
        chosen INTEGER NOT NULL,
        PRIMARY KEY (attempt_key, position)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE votes (
        attempt_key INTEGER NOT NULL REFERENCES attempts (key) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        answer TEXT NOT NULL,
        weight REAL NOT NULL,
        paths TEXT NOT NULL CHECK (json_valid(paths)),
        PRIMARY KEY (attempt_key, position)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE charges (
        attempt_key INTEGER NOT NULL REFERENCES attempts (key) ON DELETE CASCADE,
        model TEXT NOT NULL CHECK (model IN ('draft', 'target')),
        purpose TEXT NOT NULL,
        prefilled INTEGER NOT NULL,
        decoded INTEGER NOT NULL,
        ms REAL NOT NULL,
        flops REAL NOT NULL,
        boundary INTEGER NOT NULL,
        reevaluated INTEGER NOT NULL,
        PRIMARY KEY (attempt_key, model, purpose)
      ) STRICT, WITHOUT ROWID;

      -- Every verdict that was ever given; the attempt carries the one in force.
      CREATE TABLE grades (
        key INTEGER PRIMARY KEY,
        attempt_key INTEGER NOT NULL REFERENCES attempts (key) ON DELETE CASCADE,
        verdict TEXT NOT NULL CHECK (verdict IN ('right', 'wrong', 'ungradable')),
        -- The grading policy, or null for a person's judgement.
        policy TEXT,
        reason TEXT NOT NULL,
        given_at INTEGER NOT NULL
      ) STRICT;
      CREATE INDEX grades_by_attempt ON grades (attempt_key, key);
    `)
  }
}
