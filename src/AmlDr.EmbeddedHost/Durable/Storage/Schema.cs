namespace AmlDr.EmbeddedHost.Durable.Storage;

/// <summary>
/// The tables of a task hub. Times are UTC ticks. A change is a new step at the end of <see cref="Migrations"/>; steps that a
/// released version has run never change.
/// </summary>
internal static class Schema
{
    /// <summary>Marks a SQLite file as ours ("AmlD").</summary>
    public const int ApplicationId = 0x416D6C44;

    public static readonly IReadOnlyList<SchemaMigration> Migrations =
    [
        new(1,
        [
            """
            CREATE TABLE instances (
                key INTEGER PRIMARY KEY AUTOINCREMENT,
                instance_id TEXT NOT NULL UNIQUE,
                execution_id TEXT NOT NULL,
                name TEXT NOT NULL,
                version TEXT,
                status INTEGER NOT NULL,
                created_at INTEGER NOT NULL,
                updated_at INTEGER NOT NULL,
                completed_at INTEGER,
                input TEXT, input_id INTEGER,
                output TEXT, output_id INTEGER,
                custom_status TEXT, custom_status_id INTEGER,
                failure TEXT,
                parent_key INTEGER, parent_execution_id TEXT, parent_task_id INTEGER, parent_instance_id TEXT, parent_name TEXT,
                tags TEXT,
                trace_parent TEXT, trace_state TEXT,
                history_count INTEGER NOT NULL DEFAULT 0,
                parked_reason TEXT, parked_at INTEGER
            )
            """,
            "CREATE INDEX ix_instances_parent ON instances(parent_key) WHERE parent_key IS NOT NULL",
            "CREATE INDEX ix_instances_completed ON instances(completed_at, key) WHERE completed_at IS NOT NULL",
            """
            CREATE TABLE history (
                instance_key INTEGER NOT NULL,
                seq INTEGER NOT NULL,
                type INTEGER NOT NULL,
                task_id INTEGER NOT NULL,
                at INTEGER NOT NULL,
                name TEXT,
                payload TEXT, payload_id INTEGER,
                details TEXT,
                PRIMARY KEY (instance_key, seq)
            ) WITHOUT ROWID
            """,
            """
            CREATE TABLE inbox (
                id INTEGER PRIMARY KEY,
                instance_key INTEGER NOT NULL,
                execution_id TEXT,
                due_at INTEGER,
                arrived_at INTEGER NOT NULL,
                front INTEGER NOT NULL DEFAULT 0,
                type INTEGER NOT NULL,
                task_id INTEGER NOT NULL,
                name TEXT,
                payload TEXT, payload_id INTEGER,
                details TEXT
            )
            """,
            "CREATE INDEX ix_inbox_instance ON inbox(instance_key)",
            "CREATE INDEX ix_inbox_due ON inbox(due_at) WHERE due_at IS NOT NULL",
            """
            CREATE TABLE activities (
                id INTEGER PRIMARY KEY,
                instance_key INTEGER NOT NULL,
                execution_id TEXT NOT NULL,
                instance_id TEXT NOT NULL,
                task_id INTEGER NOT NULL,
                name TEXT NOT NULL,
                version TEXT,
                input TEXT, input_id INTEGER,
                trace_parent TEXT, trace_state TEXT,
                scheduled_at INTEGER NOT NULL,
                crashes INTEGER NOT NULL DEFAULT 0,
                parked_reason TEXT, parked_at INTEGER
            )
            """,
            "CREATE TABLE payloads (id INTEGER PRIMARY KEY, instance_key INTEGER NOT NULL, data TEXT NOT NULL)",
            "CREATE INDEX ix_payloads_instance ON payloads(instance_key)",
            """
            CREATE TABLE schedules (
                name TEXT PRIMARY KEY,
                schedule TEXT NOT NULL,
                last INTEGER NOT NULL,
                next INTEGER NOT NULL,
                updated INTEGER NOT NULL
            ) WITHOUT ROWID
            """,
        ]),
    ];
}
