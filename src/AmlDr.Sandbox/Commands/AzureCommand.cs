using System.CommandLine;
using System.Net.Sockets;
using AmlDr.Sandbox.Arm;
using AmlDr.Sandbox.EventGrid;
using AmlDr.Sandbox.Faults;
using AmlDr.Sandbox.Hosting;
using AmlDr.Sandbox.Observation;
using AmlDr.Sandbox.World;
using Spectre.Console;

namespace AmlDr.Sandbox.Commands;

/// <summary><c>azure</c>: the simulated Azure alone, until Ctrl+C.</summary>
internal static class AzureCommand
{
    private static readonly Option<int> Port = new("--port") { Description = "Port on 127.0.0.1; 0 takes a free one.", DefaultValueFactory = _ => 9090 };

    private static readonly Option<int> Seed = new("--seed") { Description = "Seed of ids, keys and drawn faults.", DefaultValueFactory = _ => 1 };

    private static readonly Option<string> Faults = MakeFaults();

    private static readonly Option<bool> NoThrottling = new("--no-throttling") { Description = "Resource Manager admits any rate of calls." };

    private static readonly Option<int> Latency = new("--latency") { Description = "Milliseconds that every ARM and blob call waits.", DefaultValueFactory = _ => 0 };

    private static readonly Option<double> EventTimeScale = new("--event-time-scale")
    {
        Description = "Factor on Event Grid's waits between deliveries; 0.01 is a hundred times faster.",
        DefaultValueFactory = _ => 1,
    };

    private static readonly Option<double> Speed = new("--speed")
    {
        Description = "How many times faster than real time long-running operations, rates, Event Grid and outages go.",
        DefaultValueFactory = _ => 1,
    };

    public static Command Create()
    {
        Command command = new("azure", "Runs the simulated Azure alone: ARM, Azure Machine Learning, blob storage, Event Grid, managed identity.")
        {
            Port, Seed, Faults, NoThrottling, Latency, EventTimeScale, Speed,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static Option<string> MakeFaults()
    {
        Option<string> option = new("--faults") { Description = "Faults from the start: none, light (3 %) or heavy (10 %).", DefaultValueFactory = _ => "none" };
        option.AcceptOnlyFromAmong([.. FaultInjector.Profiles.Keys]);
        return option;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        SimulatedAzureOptions options = new()
        {
            Port = parsed.GetValue(Port),
            Seed = parsed.GetValue(Seed),
            Speed = parsed.GetValue(Speed),
            Throttling = new ThrottlingOptions { Enabled = !parsed.GetValue(NoThrottling) },
            EventGrid = new EventGridOptions { TimeScale = parsed.GetValue(EventTimeScale) },
        };
        SimulatedAzure azure;
        try
        {
            azure = await SimulatedAzure.StartAsync(options, cancellationToken);
        }
        catch (Exception exception) when (exception is ArgumentException or IOException or SocketException)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return 1;
        }

        await using (azure)
        {
            azure.Faults.SetProfile(parsed.GetValue(Faults)!);
            foreach (AzureService service in (AzureService[])[AzureService.Arm, AzureService.Blob])
                azure.Latency.Set(new LatencySetting { Service = service, Milliseconds = parsed.GetValue(Latency) });
            PrintAddresses(azure);
            await WaitForEndAsync(cancellationToken);
        }

        return 0;
    }

    private static void PrintAddresses(SimulatedAzure azure)
    {
        List<(string What, string Where)> rows =
        [
            ("Resource Manager", azure.BaseUrl + "/"),
            ("Subscription", WorldTopology.SubscriptionId),
            ("Resource group", WorldTopology.ResourceGroup),
            .. azure.World.Workspaces.Select(workspace => ($"Workspace {workspace.Name} ({workspace.Region})", azure.BaseUrl + workspace.ResourceId)),
            .. azure.World.Accounts.Select(account => ($"Blobs {account.Name} ({account.Region})", azure.BlobEndpoint(account.Name).ToString())),
            ("IDENTITY_ENDPOINT", azure.IdentityEndpoint.ToString()),
            ("IDENTITY_HEADER", azure.IdentityHeader),
            ("Control routes", azure.BaseUrl + "/sandbox"),
        ];
        if (Console.IsOutputRedirected)
        {
            foreach ((string what, string where) in rows)
                Console.Out.WriteLine($"{what}: {where}");
            Console.Out.WriteLine("Ready. Ctrl+C ends it.");
            return;
        }

        Table table = new Table().Border(TableBorder.Rounded).Title("Simulated Azure").HideHeaders().AddColumn("what").AddColumn("where");
        foreach ((string what, string where) in rows)
            table.AddRow(new Text(what), new Text(where));
        AnsiConsole.Write(table);
        AnsiConsole.MarkupLine("[green]Ready.[/] Ctrl+C ends it.");
    }

    private static async Task WaitForEndAsync(CancellationToken cancellationToken)
    {
        TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using CancellationTokenRegistration registration = cancellationToken.Register(ended.SetResult);
        await ended.Task;
    }
}
