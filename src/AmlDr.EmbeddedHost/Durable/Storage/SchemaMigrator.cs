using System.Globalization;

namespace AmlDr.EmbeddedHost.Durable.Storage;

/// <summary>Brings a task hub's file to the newest schema, and refuses files of a newer one.</summary>
internal static class SchemaMigrator
{
    /// <exception cref="HubStorageException">The file is of a newer schema, or not a task hub.</exception>
    public static void Migrate(HubConnection connection, string path, IReadOnlyList<SchemaMigration> migrations)
    {
        int newest = migrations[^1].Version;
        int current = ReadPragma(connection, "user_version");
        int applicationId = ReadPragma(connection, "application_id");
        bool hasTables = connection.Scalar("SELECT 1 FROM sqlite_master LIMIT 1") is not null;
        if (hasTables && applicationId != Schema.ApplicationId)
        {
            throw new HubStorageException(
                HubStorageProblem.NotAHub,
                $"The file '{path}' is a SQLite database but not a task hub. Choose another EmbeddedHost__StateDirectory or hub name, or move the file away.");
        }

        if (current > newest)
        {
            throw new HubStorageException(
                HubStorageProblem.NewerSchema,
                $"The file '{path}' has schema version {current}; this program knows versions up to {newest}. "
                + "Run the newer program, or choose another EmbeddedHost__StateDirectory. The file was not changed.");
        }

        foreach (SchemaMigration migration in migrations.Where(m => m.Version > current))
        {
            connection.Execute("BEGIN IMMEDIATE");
            try
            {
                foreach (string statement in migration.Statements)
                {
                    connection.Execute(statement);
                }

                connection.Execute(string.Create(CultureInfo.InvariantCulture, $"PRAGMA application_id = {Schema.ApplicationId}"));
                connection.Execute(string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {migration.Version}"));
                connection.Execute("COMMIT");
            }
            catch
            {
                connection.Execute("ROLLBACK");
                throw;
            }
        }
    }

    private static int ReadPragma(HubConnection connection, string name) =>
        Convert.ToInt32(connection.Scalar("PRAGMA " + name), CultureInfo.InvariantCulture);
}
