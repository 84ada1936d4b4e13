using System.Diagnostics.Metrics;
using AmlDr.EmbeddedHost.Diagnostics;
using AmlDr.EmbeddedHost.Durable.History;
using AmlDr.EmbeddedHost.Durable.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace AmlDr.EmbeddedHost.Tests.Storage;

/// <summary>The task hub's file: opening, migrating, refusing, grouping, running full.</summary>
public sealed class HubStoreTests : IDisposable
{
    private const string Hub = "TestHub";

    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly HostMetrics _metrics;
    private readonly StateFolder _folder = new(Directory.CreateTempSubdirectory("amldr-hub-").FullName);

    public HubStoreTests()
    {
        _metrics = new HostMetrics(_services.GetRequiredService<IMeterFactory>());
        _folder.Prepare();
    }

    public void Dispose()
    {
        _metrics.Dispose();
        _services.Dispose();
        Directory.Delete(_folder.Root, recursive: true);
    }

    [Fact]
    public void Open_SecondTimeWhileOpen_IsRefusedWithTheRemedy()
    {
        using HubStore first = Open();

        HubStorageException error = Assert.Throws<HubStorageException>(() => Open());

        Assert.Equal(HubStorageProblem.InUse, error.Problem);
        Assert.Contains("EmbeddedHost__StateDirectory", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_AfterTheFirstWasClosed_Works()
    {
        Open().Dispose();

        using HubStore second = Open();

        Assert.Equal(0L, second.Read(connection => connection.Scalar("SELECT COUNT(*) FROM instances")));
    }

    [Fact]
    public void Open_FileOfANewerSchema_IsRefusedUntouched()
    {
        Open().Dispose();
        Change("PRAGMA user_version = 999");
        byte[] before = File.ReadAllBytes(_folder.Database(Hub));

        HubStorageException error = Assert.Throws<HubStorageException>(() => Open());

        Assert.Equal(HubStorageProblem.NewerSchema, error.Problem);
        Assert.Contains("schema version 999", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(_folder.Database(Hub)));
    }

    [Fact]
    public void Open_DatabaseOfAnotherProgram_IsRefused()
    {
        Change("CREATE TABLE theirs (id INTEGER)");

        Assert.Equal(HubStorageProblem.NotAHub, Assert.Throws<HubStorageException>(() => Open()).Problem);
    }

    [Fact]
    public void Open_FileThatIsNoDatabase_IsRefused()
    {
        File.WriteAllText(_folder.Database(Hub), new string('x', 8192));

        Assert.Equal(HubStorageProblem.NotAHub, Assert.Throws<HubStorageException>(() => Open()).Problem);
    }

    [Fact]
    public async Task Open_DamagedPages_IsRefused()
    {
        using (HubStore store = Open())
        {
            await StartManyAsync(store, 300);
        }

        using (FileStream file = new(_folder.Database(Hub), FileMode.Open, FileAccess.ReadWrite))
        {
            file.Position = 4096 * 3;
            file.Write(Enumerable.Repeat((byte)0xA5, 4096 * 10).ToArray());
        }

        Assert.Equal(HubStorageProblem.Corrupt, Assert.Throws<HubStorageException>(() => Open()).Problem);
    }

    [Fact]
    public void Migrate_OlderFile_IsBroughtForwardWithItsData()
    {
        string path = _folder.Database(Hub);
        using HubConnection connection = new(path, readOnly: false);
        SchemaMigration first = new(1, ["CREATE TABLE items (id INTEGER PRIMARY KEY, name TEXT)", "INSERT INTO items (name) VALUES ('kept')"]);
        SchemaMigration second = new(2, ["ALTER TABLE items ADD COLUMN size INTEGER NOT NULL DEFAULT 7"]);
        SchemaMigrator.Migrate(connection, path, [first]);

        SchemaMigrator.Migrate(connection, path, [first, second]);

        Assert.Equal("kept 7", connection.QueryOne("SELECT name, size FROM items", row => $"{row.GetString(0)} {row.GetInt32(1)}"));
        Assert.Equal(2L, connection.Scalar("PRAGMA user_version"));
    }

    [Fact]
    public void Migrate_StepThatFails_LeavesTheOlderVersionWhole()
    {
        string path = _folder.Database(Hub);
        using HubConnection connection = new(path, readOnly: false);
        SchemaMigration first = new(1, ["CREATE TABLE items (id INTEGER PRIMARY KEY)"]);
        SchemaMigrator.Migrate(connection, path, [first]);

        Assert.ThrowsAny<Exception>(() => SchemaMigrator.Migrate(connection, path, [first, new(2, ["CREATE TABLE more (id INTEGER)", "not SQL"])]));

        Assert.Equal(1L, connection.Scalar("PRAGMA user_version"));
        Assert.Null(connection.Scalar("SELECT name FROM sqlite_master WHERE name = 'more'"));
    }

    [Fact]
    public void Migrations_VersionsAreConsecutive() =>
        Assert.Equal(Enumerable.Range(1, Schema.Migrations.Count), Schema.Migrations.Select(migration => migration.Version));

    [Fact]
    public async Task Write_ManyRequestsAtOnce_ShareCommits()
    {
        using HubStore store = Open();

        await StartManyAsync(store, 500);

        Assert.InRange(store.Writer.Commits, 1, 250);
        Assert.Equal(500L, store.Read(connection => connection.Scalar("SELECT COUNT(*) FROM instances")));
    }

    [Fact]
    public async Task Write_OneOfAGroupBreaks_TheOthersAreStored()
    {
        using HubStore store = Open(start: false);
        Task<bool> good = store.Writer.ExecuteAsync(tx => Start(tx, "good"));
        Task<bool> bad = store.Writer.ExecuteAsync<bool>(tx =>
        {
            Start(tx, "half");
            throw new NotSupportedException("a defect");
        });
        Task<bool> alsoGood = store.Writer.ExecuteAsync(tx => Start(tx, "also good"));

        store.Writer.Start();

        await good;
        await alsoGood;
        await Assert.ThrowsAsync<NotSupportedException>(() => bad);
        Assert.Equal(["also good", "good"], store.Read(connection => connection.Query("SELECT instance_id FROM instances ORDER BY 1", row => row.GetString(0))));
    }

    [Fact]
    public async Task Write_DiskFull_FailsClearlyStoresNothingAndRecovers()
    {
        using HubStore store = Open(new HubSettings { MaxPages = 60, InlinePayloadLimit = 100_000 });
        await store.Writer.ExecuteAsync(tx => Start(tx, "before"));

        HubStorageException error = await Assert.ThrowsAsync<HubStorageException>(() => store.Writer.ExecuteAsync(tx =>
        {
            Start(tx, "half");
            return Start(tx, "too much", new string('x', 400_000));
        }));

        Assert.Equal(HubStorageProblem.DiskFull, error.Problem);
        Assert.Equal(error, store.Writer.Problem);
        Assert.Equal(["before"], store.Read(connection => connection.Query("SELECT instance_id FROM instances", row => row.GetString(0))));
        await store.Writer.ExecuteAsync(tx => Start(tx, "after"));
        Assert.Null(store.Writer.Problem);
        Assert.Equal(2L, store.Read(connection => connection.Scalar("SELECT COUNT(*) FROM instances")));
    }

    [Fact]
    public async Task Payloads_LargeOnes_LieInTheirTableAndGoWithTheirInstance()
    {
        using HubStore store = Open(new HubSettings { InlinePayloadLimit = 100 });
        string large = new('x', 5000);
        await store.Writer.ExecuteAsync(tx => Start(tx, "large", large));
        await store.Writer.ExecuteAsync(tx => InstanceCommands.Deliver(tx, "large", new HistoryEvent(HistoryEventType.EventRaised, tx.Now) { Name = "e", Payload = large }));
        Assert.Equal(2L, store.Read(connection => connection.Scalar("SELECT COUNT(*) FROM payloads")));
        Assert.Equal(large, store.Read(connection => InstanceQueries.Find(connection, "large", payloads: true))?.Payloads?.Input);

        await store.Writer.ExecuteAsync(tx => InstanceCommands.Deliver(tx, "large", new HistoryEvent(HistoryEventType.ExecutionTerminated, tx.Now)));
        await store.Writer.ExecuteAsync(tx => InstanceCommands.Purge(tx, "large", recursive: false));

        Assert.Equal(0L, store.Read(connection => connection.Scalar("SELECT COUNT(*) FROM payloads")));
    }

    [Fact]
    public void Prepare_StateFolder_IsForItsOwnerOnly()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        File.SetUnixFileMode(_folder.Root, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);

        _folder.Prepare();

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(_folder.Root));
    }

    private static bool Start(HubTransaction tx, string id, string? input = null)
    {
        InstanceCommands.Start(tx, new NewInstance(id, "Orchestrator", null, input), new HashSet<InstanceStatus>());
        return true;
    }

    private static Task<bool[]> StartManyAsync(HubStore store, int count) =>
        Task.WhenAll(Enumerable.Range(0, count).Select(n => store.Writer.ExecuteAsync(tx => Start(tx, $"instance {n}", new string('i', 200)))));

    private HubStore Open(HubSettings? settings = null, bool start = true)
    {
        HubStore store = HubStore.Open(_folder, Hub, settings ?? new HubSettings(), TimeProvider.System, null, _metrics, NullLogger.Instance);
        if (start)
        {
            store.Writer.Start();
        }

        return store;
    }

    private void Change(string sql)
    {
        using HubConnection connection = new(_folder.Database(Hub), readOnly: false);
        connection.Execute(sql);
    }
}
