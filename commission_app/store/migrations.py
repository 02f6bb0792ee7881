"""The shape of the database, step by step: `PRAGMA user_version` is the number of steps already taken.

A step that has been shipped is never edited: the next change is a new step at the end, tested from a stored
database of the version before (tests/store/data). Each step is one transaction, so that a computer switched
off in the middle finds the version before, whole.
"""

from typing import Final

from sqlalchemy import Engine

from commission_app.errors import AppError


def _append_only(table: str) -> tuple[str, str]:
    """Return the triggers that let a table grow and nothing else."""
    refusal = f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
    return (
        f"CREATE TRIGGER {table}_is_never_changed BEFORE UPDATE ON {table} {refusal}",
        f"CREATE TRIGGER {table}_is_never_shortened BEFORE DELETE ON {table} {refusal}",
    )


_EVERY_DESK: Final = (
    """CREATE TABLE settings (
        name TEXT NOT NULL PRIMARY KEY,
        value TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE draft_edits (
        sequence INTEGER NOT NULL PRIMARY KEY,
        at TEXT NOT NULL,
        kind TEXT NOT NULL,
        content TEXT NOT NULL
    ) STRICT""",
    *_append_only("draft_edits"),
    """CREATE TABLE lots (
        lot TEXT NOT NULL,
        serial INTEGER NOT NULL,
        manifest_sha512 TEXT NOT NULL,
        file_name TEXT NOT NULL,
        opened TEXT NOT NULL,
        PRIMARY KEY (lot, serial, manifest_sha512)
    ) STRICT""",
    """CREATE TABLE handed (
        act_sha512 TEXT NOT NULL PRIMARY KEY,
        seq INTEGER NOT NULL UNIQUE,
        at TEXT NOT NULL,
        file TEXT NOT NULL,
        act BLOB NOT NULL,
        texts BLOB NOT NULL,
        size INTEGER NOT NULL,
        dossiers INTEGER NOT NULL,
        receipt TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE journal (
        sequence INTEGER NOT NULL PRIMARY KEY,
        at TEXT NOT NULL,
        kind TEXT NOT NULL,
        author TEXT NOT NULL,
        facts TEXT NOT NULL,
        previous TEXT NOT NULL,
        digest TEXT NOT NULL
    ) STRICT""",
    *_append_only("journal"),
)

_SECRETARIAT: Final = (
    """CREATE TABLE campaign (
        id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
        document BLOB NOT NULL
    ) STRICT""",
    """CREATE TABLE frozen_grid (
        id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
        grid_digest TEXT NOT NULL,
        at TEXT NOT NULL
    ) STRICT""",
    *_append_only("frozen_grid"),
    """CREATE TABLE dossiers (
        id TEXT NOT NULL PRIMARY KEY,
        position INTEGER NOT NULL,
        document BLOB NOT NULL,
        source_sha512 TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE pieces (
        dossier TEXT NOT NULL REFERENCES dossiers (id) DEFERRABLE INITIALLY DEFERRED,
        path TEXT NOT NULL,
        sha512 TEXT NOT NULL,
        original_sha512 TEXT NOT NULL,
        original_file TEXT NOT NULL,
        copy_file TEXT NOT NULL,
        removed TEXT NOT NULL,
        PRIMARY KEY (dossier, path)
    ) STRICT""",
    """CREATE TABLE codes (
        member TEXT NOT NULL,
        serial INTEGER NOT NULL,
        code TEXT NOT NULL,
        recipient TEXT NOT NULL,
        mac_key BLOB NOT NULL,
        draft_recipient TEXT NOT NULL,
        issued TEXT NOT NULL,
        PRIMARY KEY (member, serial)
    ) STRICT""",
    """CREATE TABLE bundles (
        lot TEXT NOT NULL,
        serial INTEGER NOT NULL,
        manifest_sha512 TEXT NOT NULL,
        manifest BLOB NOT NULL,
        members TEXT NOT NULL,
        dossiers TEXT NOT NULL,
        file TEXT NOT NULL,
        at TEXT NOT NULL,
        PRIMARY KEY (lot, serial)
    ) STRICT""",
    """CREATE TABLE member_keys (
        member TEXT NOT NULL,
        key_id TEXT NOT NULL,
        keys BLOB NOT NULL,
        registered TEXT NOT NULL,
        status TEXT NOT NULL CHECK (status IN ('active', 'replaced', 'to_confirm')),
        PRIMARY KEY (member, key_id)
    ) STRICT""",
    """CREATE TABLE sheets (
        file_sha512 TEXT NOT NULL PRIMARY KEY,
        act_sha512 TEXT NOT NULL,
        member TEXT NOT NULL,
        key_id TEXT NOT NULL,
        seq INTEGER NOT NULL,
        received TEXT NOT NULL,
        file_name TEXT NOT NULL,
        verdict TEXT NOT NULL,
        code TEXT NOT NULL,
        act BLOB NOT NULL,
        texts BLOB NOT NULL,
        card BLOB NOT NULL
    ) STRICT""",
    """CREATE TABLE refusals (
        file_sha512 TEXT NOT NULL,
        code TEXT NOT NULL,
        file_name TEXT NOT NULL,
        received TEXT NOT NULL,
        facts TEXT NOT NULL,
        member TEXT NOT NULL,
        PRIMARY KEY (file_sha512, code)
    ) STRICT""",
)

_TRUST: Final = (
    # A computer declared stolen: its earlier fiches stay, no other is taken.
    """CREATE TABLE known_keys (
        member TEXT NOT NULL,
        key_id TEXT NOT NULL,
        keys BLOB NOT NULL,
        registered TEXT NOT NULL,
        status TEXT NOT NULL CHECK (status IN ('active', 'replaced', 'to_confirm', 'revoked')),
        PRIMARY KEY (member, key_id)
    ) STRICT""",
    "INSERT INTO known_keys SELECT * FROM member_keys ORDER BY rowid",
    "DROP TABLE member_keys",
    "ALTER TABLE known_keys RENAME TO member_keys",
    "ALTER TABLE refusals ADD COLUMN act_sha512 TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE bundles ADD COLUMN codes TEXT NOT NULL DEFAULT '[]'",
    """CREATE TABLE acts (
        digest TEXT NOT NULL PRIMARY KEY,
        kind TEXT NOT NULL,
        at TEXT NOT NULL,
        act BLOB NOT NULL
    ) STRICT""",
    *_append_only("acts"),
)

_GRID_VERSIONS: Final = (
    # A frozen grid may be replaced by an act that says who and why; what it replaced stays there, whole.
    """CREATE TABLE grid_versions (
        number INTEGER NOT NULL PRIMARY KEY,
        grid_digest TEXT NOT NULL,
        at TEXT NOT NULL,
        author TEXT NOT NULL,
        reason TEXT NOT NULL,
        replaced BLOB NOT NULL
    ) STRICT""",
    "INSERT INTO grid_versions SELECT 1, grid_digest, at, '', '', x'' FROM frozen_grid",
    "DROP TABLE frozen_grid",
    *_append_only("grid_versions"),
)

STEPS: Final = (_EVERY_DESK, _SECRETARIAT, _TRUST, _GRID_VERSIONS)


def migrate(engine: Engine, file: str) -> None:
    """Take the steps a database lacks. DSK-03 when it was written by a newer program."""
    with engine.connect() as connection:
        version: int = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
    if version > len(STEPS):
        raise AppError("DSK-03", file=file)
    for number, statements in enumerate(STEPS[version:], start=version + 1):
        with engine.begin() as connection:
            for statement in statements:
                connection.exec_driver_sql(statement)
            connection.exec_driver_sql(f"PRAGMA user_version = {number}")
