using System.Diagnostics;
using System.Text.Json;
using AmlDr.EmbeddedHost.Durable.Storage;
using AmlDr.EmbeddedHost.Testing;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;

namespace AmlDr.EmbeddedHost.Tests.KillAnywhere;

/// <summary>Runs the workload on a state folder, and kills its own process where the plan says so.</summary>
internal static class Victim
{
    public static async Task<int> RunAsync(string[] args)
    {
        string folder = args[0];
        KillPlan plan = KillPlan.Parse(args[1]);
        await using EmbeddedHostTestServer server = await EmbeddedHostTestServer.StartAsync(new EmbeddedHostTestOptions
        {
            FunctionTypes = [typeof(Workload)],
            StateDirectory = Path.Combine(folder, "state"),
            CommitObserver = new KillingObserver(plan),
            Configure = builder => builder.Services.AddSingleton(new EffectLog(Path.Combine(folder, "effects"))),
        });
        using Timer? killer = plan.Kind == KillKind.AtTime ? new Timer(static _ => Die(), null, plan.Number, Timeout.Infinite) : null;

        StartOrchestrationOptions once = new StartOrchestrationOptions(Workload.RootId).WithDedupeStatuses([.. StartOrchestrationOptionsExtensions.ValidDedupeStatuses]);
        if (await server.Client.GetInstanceAsync(Workload.RootId) is null)
        {
            await server.Client.ScheduleNewOrchestrationInstanceAsync(nameof(Workload.Root), once);
        }

        foreach (string name in Workload.EventNames)
        {
            // Raised by every process anew; the orchestration takes each name once.
            await server.Client.RaiseEventAsync(Workload.RootId, name, name.Length);
        }

        await server.Client.WaitForInstanceCompletionAsync(Workload.RootId);
        SortedDictionary<string, string> states = new(StringComparer.Ordinal);
        await foreach (OrchestrationMetadata state in server.Client.GetAllInstancesAsync(new OrchestrationQuery(FetchInputsAndOutputs: true)))
        {
            states[state.InstanceId] = $"{state.Name} {state.RuntimeStatus} {state.SerializedOutput}";
        }

        states["(rows left)"] = server.Engine.Store.Read(connection =>
            $"inbox {connection.Scalar("SELECT COUNT(*) FROM inbox")}, activities {connection.Scalar("SELECT COUNT(*) FROM activities")}");
        string result = Path.Combine(folder, "result.json");
        await File.WriteAllTextAsync(result + ".new", JsonSerializer.Serialize(states));
        File.Move(result + ".new", result, overwrite: true);
        return 0;
    }

    private static void Die()
    {
        using Process self = Process.GetCurrentProcess();
        self.Kill();
    }

    private sealed class KillingObserver(KillPlan plan) : ICommitObserver
    {
        public void BeforeCommit(long number) => DieIf(KillKind.BeforeCommit, number);

        public void AfterCommit(long number) => DieIf(KillKind.AfterCommit, number);

        private void DieIf(KillKind kind, long number)
        {
            if (plan.Kind == kind && plan.Number == number)
            {
                Die();
                // The kill takes a moment; nothing may be committed meanwhile.
                Thread.CurrentThread.Join();
            }
        }
    }
}
