using AmlDr.Azure.Audits;
using AmlDr.Azure.Tests.Support;
using AmlDr.Core.Audits;
using AmlDr.Core.Kinds;
using AmlDr.Sandbox.Arm;
using AmlDr.Sandbox.Faults;
using AmlDr.Sandbox.Hosting;
using AmlDr.Sandbox.Observation;

namespace AmlDr.Azure.Tests.Audits;

/// <summary>Comparing pages of lists.</summary>
public sealed class AuditComparerTests : SimulatorTest
{
    private const string Pair = AppServices.PairName;
    private const string Audit = "audit1";
    private const string Role = "Sees what it is told to";

    private AuditComparer Comparer => Sim.Get<AuditComparer>();

    private protected override SimulatedAzureOptions Options => new()
    {
        Throttling = new ThrottlingOptions { Enabled = false },
        PageSizes = new Dictionary<string, int> { ["environments"] = 2, ["environments/versions"] = 2 },
    };

    [Fact]
    public async Task CompareAsync_EqualPages_CostsThePagesOfBothSides()
    {
        foreach (string name in new[] { "a", "b", "c" })
        {
            Both(name, "1", "2", "3");
        }

        (AuditKind counts, _) = await CompareAsync();

        Assert.Equal(9, counts.Match);
        IReadOnlyList<CallRecord> calls = Sim.Azure.Calls.Read(new CallQuery { Service = AzureService.Arm });

        // Two pages of containers of the primary, and two pages of versions of three containers on each side.
        Assert.Equal(2 + (2 * 2 * 3), calls.Count(call => call.Operation.EndsWith(":list", StringComparison.Ordinal)));
        Assert.All(calls.Where(call => !call.Operation.EndsWith(":list", StringComparison.Ordinal)), call => Assert.Contains(call.Operation, new[] { "workspaces:get", "storageAccounts:get" }));
    }

    [Fact]
    public async Task CompareAsync_DriftInOneContainer_ListsThatOneOnceMore()
    {
        Both("a", "1");
        Both("b", "1");
        Sim.RegisterInSecondary(Documents.EnvironmentId("b"), Documents.Environment(description: "changed"));

        (AuditKind counts, _) = await CompareAsync();

        Assert.Equal((1, 1), (counts.Match, counts.Differs));
        Assert.Equal(2 + 1, Sim.Calls("environments/versions:list", "westeurope").Count);
        Assert.Equal(2 + 1, Sim.Calls("environments/versions:list", "northeurope").Count);
        AuditItem item = Assert.Single(await FoundAsync());
        Assert.Equal((AuditCodes.Field, "properties.description", "\"an environment\"", "\"changed\""),
            (item.Finding.Reasons[0].Code, item.Finding.Reasons[0].Field, item.Finding.Reasons[0].Expected, item.Finding.Reasons[0].Actual));
    }

    [Fact]
    public async Task CompareAsync_MirroredWhileItIsCompared_IsNoDrift()
    {
        Both("a", "1");
        Sim.RegisterInPrimary(Documents.EnvironmentId("a", "2"), Documents.Environment());
        Sim.Fail("environments/versions:list", FaultKind.TimeoutBefore, times: 1, region: "westeurope");

        // It arrives between the two looks at the secondary's list.
        Task<(AuditKind Counts, AuditChunks Chunks)> audit = CompareAsync();
        await Eventually.HoldsAsync(() => Sim.Calls("environments/versions:list", "northeurope").Count > 0, "the secondary was listed");
        Sim.RegisterInSecondary(Documents.EnvironmentId("a", "2"), Documents.Environment());

        Assert.Equal(2, (await audit).Counts.Match);
    }

    [Fact]
    public async Task CompareExtrasAsync_ContainerOfTheSecondaryAlone_IsExtraAndCuratedIsNot()
    {
        Both("a", "1");
        Sim.RegisterInSecondary(Documents.EnvironmentId("b", "1"), Documents.Environment());
        Sim.RegisterInSecondary(Documents.EnvironmentId("AzureML-curated", "1"), Documents.Environment());
        (_, AuditChunks chunks) = await CompareAsync();

        AuditKind extras = new(KindNames.Environment);
        string? token = null;
        do
        {
            AuditPageResult page = await Comparer.CompareExtrasAsync(Request(token, chunks), None);
            extras = extras.Add(page.Counts);
            chunks = chunks with { Findings = chunks.Findings + page.Written.Findings, Standing = chunks.Standing + page.Written.Standing };
            token = page.ContinuationToken;
        }
        while (token is not null);

        Assert.Equal((1, 0), (extras.Extra, extras.Missing));
    }

    [Fact]
    public async Task CompareAsync_ListNotAllowed_IsSaidWithTheRemedy()
    {
        Both("a", "1");
        Sim.Azure.Access.Define(Role, ["Microsoft.MachineLearningServices/workspaces/read", "Microsoft.Storage/*"]);
        Sim.Azure.Access.Define("All of it", ["*"], ["*"]);
        string me = Sim.Azure.Tokens.PrincipalOf().ToString();
        Sim.Azure.Access.Grant(me, "All of it", Sim.World.ControlAccount.ResourceId);
        Sim.Azure.Access.Grant(me, "All of it", Sim.World.Secondary.ResourceId);
        Sim.Azure.Access.Grant(me, Role, Sim.World.Primary.ResourceId);
        Sim.Azure.Access.Enforced = true;

        AuditPageResult page = await Comparer.CompareAsync(Request(null, new AuditChunks()), None);

        Assert.Equal(("AccessDenied", KindNames.Environment), (page.Unread?.Code, page.Unread?.Kind));
        Assert.Contains("'exclude'", page.Unread!.Message, StringComparison.Ordinal);
    }

    private void Both(string name, params string[] versions)
    {
        foreach (string version in versions)
        {
            Sim.RegisterInPrimary(Documents.EnvironmentId(name, version), Documents.Environment());
            Sim.RegisterInSecondary(Documents.EnvironmentId(name, version), Documents.Environment());
        }
    }

    private static AuditPageRequest Request(string? token, AuditChunks first) => new(Pair, Audit, KindNames.Environment, AuditLevel.Metadata, false, false, token, first);

    private async Task<(AuditKind Counts, AuditChunks Chunks)> CompareAsync()
    {
        var counts = new AuditKind(KindNames.Environment);
        var chunks = new AuditChunks();
        string? token = null;
        do
        {
            AuditPageResult page = await Comparer.CompareAsync(Request(token, chunks), None);
            Assert.Null(page.Unread);
            counts = counts.Add(page.Counts);
            chunks = chunks with
            {
                Findings = chunks.Findings + page.Written.Findings, Standing = chunks.Standing + page.Written.Standing, Names = chunks.Names + page.Written.Names,
            };
            token = page.ContinuationToken;
        }
        while (token is not null);
        return (counts, chunks);
    }

    private async Task<List<AuditItem>> FoundAsync()
    {
        var found = new List<AuditItem>();
        await foreach (AuditItem item in Sim.Get<AuditWorkStore>().ReadAsync<AuditItem>(Pair, Audit, AuditStreams.Findings, KindNames.Environment, 1, None))
        {
            found.Add(item);
        }

        return found;
    }
}
