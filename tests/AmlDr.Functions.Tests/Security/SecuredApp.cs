using System.Net.Http.Headers;
using AmlDr.Functions.Orchestrations;
using AmlDr.Functions.Security;
using AmlDr.Sandbox.Observation;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;

namespace AmlDr.Functions.Tests.Security;

/// <summary>The app with tokens demanded, and a few functions of the tests' own.</summary>
public sealed class SecuredApp : RunningApp
{
    public const int StartsPerMinute = 3;
    public const int LargestBodyBytes = 2048;

    public TestIssuer Issuer { get; private set; } = null!;

    public Reached Reached { get; } = new();

    protected override System.Reflection.Assembly[] Assemblies => [typeof(MirrorAsset).Assembly, typeof(TestFunctions).Assembly];

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        await Issuer.DisposeAsync();
    }

    /// <summary>Sends a request with the function key; a token when one is given.</summary>
    public async Task<HttpResponseMessage> SendAsync(
        string method, string path, string? token, HttpContent? content = null, Action<HttpRequestMessage>? change = null)
    {
        // The path goes out as it is written: dots and escapes are part of what is tried.
        var address = new Uri($"{Server.Address}api/{path}", new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        using var request = new HttpRequestMessage(new HttpMethod(method), address) { Content = content };
        request.Headers.Add("x-functions-key", Server.FunctionKey);
        if (token is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        change?.Invoke(request);
        return await Server.Http.SendAsync(request);
    }

    /// <summary>Runs a test's requests and asserts that they changed nothing: no call with an effect, no orchestration, no function reached.</summary>
    public async Task AssertUnchangedAsync(Func<Task> act)
    {
        ArgumentNullException.ThrowIfNull(act);
        await WhenIdleAsync();
        long sequence = Azure.Calls.LastSequence;
        int reached = Reached.Count;
        string[] before = await InstancesAsync();

        await act();
        await WhenIdleAsync();

        Assert.Empty(Azure.Calls.Read(new CallQuery { Since = sequence, Effect = true }));
        Assert.Equal(before, await InstancesAsync());
        Assert.Equal(reached, Reached.Count);
    }

    protected override async Task PrepareAsync(IDictionary<string, string?> settings)
    {
        Issuer = await TestIssuer.StartAsync();
        settings["AmlDr:Security:Mode"] = "EntraId";
        settings["AmlDr:Security:TenantId"] = TestIssuer.Tenant;
        settings["AmlDr:Security:Audience"] = TestIssuer.Audience;
        settings["AmlDr:Security:Authority"] = Issuer.Address;
        settings["AmlDr:Security:StartsPerMinute"] = $"{StartsPerMinute}";
        settings["AmlDr:Security:LargestBodyBytes"] = $"{LargestBodyBytes}";
    }

    protected override void Configure(IServiceCollection services)
    {
        services.AddSingleton(Reached);
        services.AddSingleton(new AccessTable([.. AccessTable.Default.Rules, .. TestFunctions.Rules]));
    }

    private async Task<string[]> InstancesAsync()
    {
        var instances = new List<string>();
        await foreach (OrchestrationMetadata instance in Server.Client.GetAllInstancesAsync(new OrchestrationQuery()))
        {
            instances.Add($"{instance.InstanceId} {instance.RuntimeStatus} {instance.LastUpdatedAt:O}");
        }

        instances.Sort(StringComparer.Ordinal);
        return [.. instances];
    }
}
